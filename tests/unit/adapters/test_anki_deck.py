"""A package of cards is imported by Anki's own library, and imported again it updates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from modules.adapters.anki_deck import DeckCard, as_package

MADE = 1_790_000_000.0
CARDS = (
    DeckCard(
        "card-1",
        "What does “axon” mean?",
        "A tube <b>that</b> carries\nthe signal.",
        "Notes, page 3",
        ("cell biology",),
    ),
    DeckCard("card-2", "An ____ carries the {{c1::signal}}.", "axon", "Notes, page 3", cloze=True),
)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """Give an empty collection."""
    anki = pytest.importorskip("anki.collection")
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def imported(collection: Any, package: bytes, folder: Path) -> dict[str, list[str]]:
    """Import a package and return the fields of every note by its guid."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS

    path = folder / "deck.apkg"
    path.write_bytes(package)
    options = ImportAnkiPackageOptions(update_notes=ALWAYS, update_notetypes=ALWAYS)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))
    notes = [collection.get_note(one) for one in collection.find_notes("")]
    return {note.guid: list(note.fields) for note in notes}


def test_anki_reads_the_cards_back(collection: Any, tmp_path: Path) -> None:
    fields = list(imported(collection, as_package("Biology", CARDS, MADE), tmp_path).values())
    basic = next(one for one in fields if len(one) == 3)
    assert basic[0] == "What does “axon” mean?"
    assert basic[1] == "A tube &lt;b&gt;that&lt;/b&gt; carries<br>the signal."
    assert basic[2] == "Notes, page 3"
    cloze = next(one for one in fields if len(one) == 2)
    assert cloze[0].startswith("An {{c1::axon}} carries the {&#8203;{c1::signal}")
    assert collection.card_count() == 2
    assert collection.tags.all() == ["cell_biology"]
    assert "Biology" in [deck.name for deck in collection.decks.all_names_and_ids()]


def test_importing_again_updates_and_doubles_nothing(collection: Any, tmp_path: Path) -> None:
    before = imported(collection, as_package("Biology", CARDS, MADE), tmp_path)
    changed = (replace(CARDS[0], back="A fibre."), CARDS[1])
    after = imported(collection, as_package("Biology", changed, MADE + 3_600), tmp_path)
    assert before.keys() == after.keys()
    assert "A fibre." in next(one for one in after.values() if len(one) == 3)
    assert collection.card_count() == 2
