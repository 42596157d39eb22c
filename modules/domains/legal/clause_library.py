"""The clause library: wordings that the firm keeps, filed by topic, from which free-text clauses are drafted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from modules.core.errors import AssistantError, StoreCorrupt
from modules.core.text import content_words

_SHIPPED = Path(__file__).resolve().parents[3] / "data" / "templates" / "clauses.yaml"


class Position(StrEnum):
    """Where a wording stands for the firm, the best first."""

    PREFERRED = "preferred"
    FALLBACK = "fallback"


class Wording(BaseModel):
    """A clause, or a part of one, as the firm writes it.

    Attributes:
        topic: what it is filed under, e.g. "purpose"; a free-text field of a template names it.
        name: tells it from the others of its topic.
        text: the words, without a number; a blank line parts paragraphs.
        note: when to use it; for the lawyer, not for the contract.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: Annotated[str, Field(min_length=1, max_length=80)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    position: Position = Position.PREFERRED
    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    note: Annotated[str, Field(max_length=1_000)] = ""


_WORDINGS = TypeAdapter(tuple[Wording, ...])


def shipped() -> tuple[Wording, ...]:
    """Return the wordings that come with Vouch.

    Raises:
        AssistantError: their file is missing or has been damaged.
    """
    try:
        return _WORDINGS.validate_python(yaml.safe_load(_SHIPPED.read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise AssistantError("The clause library of Vouch cannot be read.", "Install Vouch again.") from error


def read_wording(content: bytes) -> Wording:
    """Return a wording as the firm kept it.

    Raises:
        StoreCorrupt: it was kept by a version that knew other fields.
    """
    try:
        return Wording.model_validate_json(content)
    except ValidationError:
        raise StoreCorrupt("A wording of the clause library cannot be read.", "Delete it and save it again.") from None


def of_topic(library: Iterable[Wording], topic: str) -> list[Wording]:
    """Return the wordings for a topic, the preferred first.

    Those filed under the very topic count; where there are none, those whose topic shares a content word with it:
    "limitation of liability" is found for "liability".
    """
    known = list(library)
    exact = [one for one in known if _words(one.topic) == _words(topic)]
    near = [one for one in known if _words(one.topic) & _words(topic)]
    return sorted(exact or near, key=lambda one: list(Position).index(one.position))


def named(position: Sequence[tuple[str, str, str]]) -> tuple[Wording, ...]:
    """Return the wordings of a playbook's positions, each given as its title, preferred and fallback wording."""
    return tuple(
        Wording(topic=title, name=f"{title}: {kind.value} in the playbook", position=kind, text=text)
        for title, preferred, fallback in position
        for kind, text in ((Position.PREFERRED, preferred), (Position.FALLBACK, fallback))
        if text.strip()
    )


def _words(topic: str) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(topic.replace("_", " ")))
