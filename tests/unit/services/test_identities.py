"""The identities of a scope: each document is searched once, and what was found goes with it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from modules.core.types import Document, DocumentState, Page, Scope
from modules.safety.finding import Finder
from modules.safety.identifiers import Entity
from modules.services.identities import KIND, SEARCHED, Identities, Search, Shelf
from modules.services.reports import ReportDesk, Reports
from modules.store.database import Database
from modules.store.reports import ReportStore
from modules.store.templates import Templates

SCOPE = Scope("ann", "medical")
TEXTS = {
    "first": ("Patient: Margaret Ellery, MRN 4471882", "Seen by Dr Brannock on 21 March 2026."),
    "second": ("Ellery takes warfarin.",),
}


class Counting:
    """A model of named entities that knows none, and counts the texts that it was given."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def find(self, text: str) -> list[Entity]:
        self.read.append(text)
        return []


class House:
    """A scope with two documents."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder)
        self.desk = ReportDesk()
        self.entities = Counting()
        self.documents = [
            Document(name, f"{name}.txt", "text/plain", 1, len(pages), 0, DocumentState.READY, 0.0)
            for name, pages in TEXTS.items()
        ]

    @property
    def reports(self) -> Reports:
        return Reports(ReportStore(self.database, SCOPE), SCOPE, self.desk)

    def identities(self) -> Identities:
        """Return them as a new process would have them."""
        shelf = Shelf(
            lambda: list(self.documents),
            lambda one: [Page(number, text) for number, text in enumerate(TEXTS[one], 1)],
        )
        kept = Templates(self.database, SCOPE, KIND)
        return Identities(Finder(self.entities), kept, shelf, self.reports, local=lambda: False)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.desk.close()
    made.database.close()


def searched(identities: Identities) -> tuple[list[str], Search]:
    work = identities.search()
    labels = []
    while True:
        try:
            labels.append(next(work).label)
        except StopIteration as end:
            return labels, end.value


def test_a_search_goes_page_by_page_and_says_what_it_was_over(house: House) -> None:
    identities = house.identities()
    assert not identities.is_searched()
    labels, search = searched(identities)
    assert labels == ["first.txt, page 1", "first.txt, page 2", "second.txt, page 1"]
    assert search.pages == 3
    assert search.found >= 4
    assert identities.is_searched()


def test_a_document_is_searched_once_also_over_a_restart(house: House) -> None:
    known = house.identities().known()
    assert {"margaret", "ellery", "brannock"} <= known.names
    read = len(house.entities.read)
    again = house.identities()
    assert again.is_searched()
    assert again.known() == known
    assert len(house.entities.read) == read


def test_a_name_of_one_document_is_hidden_in_another(house: House) -> None:
    identities = house.identities()
    (page,) = identities.pages(house.documents[1:])
    assert [one.identifier.text for one in page.replaced] == ["Ellery"]
    identities.release("Ellery")
    (page,) = identities.pages(house.documents[1:])
    assert page.replaced == []


def test_other_rules_search_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.identities().known()
    identities = house.identities()
    monkeypatch.setattr(identities.finder, "edition", "another")
    assert not identities.is_searched()


def test_nothing_is_kept_of_a_document_that_was_deleted_during_the_search(house: House) -> None:
    identities = house.identities()
    work = identities.search()
    next(work)
    gone = house.documents.pop(0)
    for _ in work:
        pass
    assert house.reports.latest(SEARCHED, (gone.id,), identities.finder.edition) is None
    assert identities.is_searched()


def test_a_document_that_is_still_being_read_is_not_searched(house: House) -> None:
    house.documents[0] = replace(house.documents[0], state=DocumentState.INDEXING)
    assert "brannock" not in house.identities().known().names


def test_a_question_during_the_search_waits_for_it_and_does_not_search_again(house: House) -> None:
    identities = house.identities()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: identities.known(), range(4)))
    assert len(house.entities.read) == sum(map(len, TEXTS.values()))
    assert all(one == found[0] for one in found)
    assert identities.is_searched()
