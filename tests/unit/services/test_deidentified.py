"""The gate: nothing that tells who somebody is reaches an engine on another machine, and the reply comes back whole."""

import json
from collections.abc import Callable

import pytest

from modules.adapters.scripted import Scripted
from modules.core.errors import ModelError
from modules.core.types import Message
from modules.safety.finding import Choices, Finder, Known
from modules.safety.identifiers import Entity
from modules.safety.lexicons import Lexicon
from modules.safety.pseudonyms import Pseudonyms
from modules.services.deidentified import Deidentified

LEXICON = Lexicon(
    given={"margaret": "F", "ruth": "F", "brian": "M"},
    family=frozenset({"ellery", "foley"}),
    places=frozenset({"leeds"}),
    ordinary=frozenset(
        ["the", "was", "seen", "in", "by", "with", "catheter", "and", "note", "says", "takes", "warfarin"]
    ),
)
NOTE = "Mrs Margaret Ellery, MRN 4471882, was seen on 21 March 2026 by Dr Foley. Call 0113 496 0000."
SECRETS = ("Margaret", "Ellery", "4471882", "21 March 2026", "Dr Foley", "0113 496 0000")


class NoEntities:
    """A model of named entities that knows none: the rules alone find what these tests need."""

    def find(self, text: str) -> list[Entity]:  # noqa: ARG002
        return []


class Broken:
    """A model of named entities that cannot be loaded."""

    def find(self, text: str) -> list[Entity]:  # noqa: ARG002
        raise ModelError("What finds names could not be loaded.", "Install it.")


def gate(
    model: Scripted,
    *,
    entities: NoEntities | Broken | None = None,
    known: Known = Known(),  # noqa: B008 - frozen
    choices: Choices = Choices(),  # noqa: B008 - frozen
    local: bool = False,
    clear: str = "",
) -> Deidentified:
    return Deidentified(
        model,
        Finder(entities or NoEntities(), LEXICON),
        Pseudonyms(b"secret", LEXICON),
        known=lambda: known,
        choices=lambda: choices,
        wanted=lambda: local,
        clear=clear,
    )


def echo(messages: list[Message]) -> str:
    return messages[-1].content


def remote(script: Callable[..., str] = echo) -> Scripted:
    return Scripted(script, remote=True)  # type: ignore[arg-type]


def said(model: Deidentified, *contents: str, schema: dict[str, object] | None = None) -> str:
    messages = [Message("user", content) for content in contents]
    return "".join(model.stream(messages, max_tokens=500, schema=schema))


def test_a_remote_engine_reads_no_identifier_and_its_reply_has_them_again() -> None:
    model = remote()
    assert said(gate(model), NOTE) == NOTE
    sent = model.asked[0].messages[0].content
    assert [one for one in SECRETS if one in sent] == []
    assert "was seen on" in sent


def test_an_engine_on_this_machine_reads_the_text_unless_the_visitor_wants_otherwise() -> None:
    model = Scripted(echo)  # type: ignore[arg-type]
    said(gate(model), NOTE)
    said(gate(model, local=True), NOTE)
    assert model.asked[0].messages[0].content == NOTE
    assert "Ellery" not in model.asked[1].messages[0].content


def test_nothing_is_sent_where_names_cannot_be_found() -> None:
    model = remote()
    with pytest.raises(ModelError, match="could not be loaded"):
        said(gate(model, entities=Broken()), NOTE)
    assert model.asked == []


def test_a_name_from_another_document_is_hidden_as_well() -> None:
    model = remote()
    known = Known(names=frozenset({"zyxwell"}))
    assert said(gate(model, known=known), "Zyxwell takes warfarin.") == "Zyxwell takes warfarin."
    assert "Zyxwell" not in model.asked[0].messages[0].content


def test_what_the_visitor_released_is_sent_and_what_he_added_is_not() -> None:
    model = remote()
    choices = Choices(released=frozenset({"ellery"}), added=("warfarin clinic",))
    said(gate(model, choices=choices), "Mrs Ellery, Warfarin clinic")
    sent = model.asked[0].messages[0].content
    assert "Ellery" in sent
    assert "clinic" not in sent


def test_what_vouch_wrote_itself_is_left_alone() -> None:
    model = remote()
    clear = "You are Dr Foley's assistant.\n"
    said(gate(model, clear=clear), clear + NOTE)
    assert model.asked[0].messages[0].content.startswith(clear)


def test_the_same_messages_are_sent_the_same_way_again() -> None:
    model = remote()
    for _ in range(2):
        said(gate(model), NOTE, "When was Margaret Ellery seen?")
    assert model.asked[0].messages == model.asked[1].messages


def test_json_stays_json_with_what_was_hidden_in_it() -> None:
    quoted = 'Name: "Margaret Ellery"'
    model = remote(lambda messages: json.dumps({"text": messages[-1].content}))
    assert json.loads(said(gate(model), quoted, schema={"type": "object"})) == {"text": quoted}


def test_a_reply_that_holds_an_original_is_counted() -> None:
    reply = gate(remote(lambda _: "Ellery was seen. Her SSN is 123-45-6789.")).stream(
        [Message("user", NOTE)], max_tokens=500
    )
    assert "".join(reply)
    assert reply.usage.leaked == 2
    assert reply.usage.hidden >= 5


def test_a_reply_in_pseudonyms_leaks_nothing() -> None:
    reply = gate(remote()).stream([Message("user", NOTE)], max_tokens=500)
    assert "".join(reply) == NOTE
    assert reply.usage.leaked == 0


def test_closing_stops_the_engine_and_what_came_is_restored() -> None:
    reply = gate(remote()).stream([Message("user", NOTE)], max_tokens=500)
    reply.close()
    assert "".join(reply) == ""
    assert reply.usage.finish == "cancelled"
