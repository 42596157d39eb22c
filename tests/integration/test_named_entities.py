"""The adapter of the model that finds names: the real one, loaded without a network."""

import socket

import pytest

from modules.adapters.named_entities import SpacyEntities
from modules.core.errors import ModelError
from modules.safety.finding import Finder, hidden


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_people_and_places_have_their_offsets_in_the_text() -> None:
    text = "Yesterday Angela Merkel visited Paris.\n" * 900
    found = SpacyEntities().find(text)
    assert {one.label for one in found} >= {"PERSON", "GPE"}
    assert all(text[one.start : one.end] in ("Angela Merkel", "Paris", "Yesterday") for one in found)
    assert max(one.end for one in found) > 30_000


def test_a_model_that_is_not_there_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="could not be loaded") as caught:
        SpacyEntities("no_such_model").find("Angela Merkel")
    assert "Install" in caught.value.hint


def test_eponyms_and_medicines_survive_with_the_real_model() -> None:
    note = (
        "Dr. Foley placed a Foley catheter. Parkinson's disease, Crohn's, Hodgkin lymphoma, Babinski negative, "
        "Murphy's sign positive, Bell's palsy. Continue Metformin, Lisinopril, Synthroid and Eliquis."
    )
    assert [one.text for one in hidden(Finder(SpacyEntities()).find(note))] == ["Foley"]
