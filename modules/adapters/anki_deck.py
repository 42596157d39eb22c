"""Flashcards as a package for Anki: imported again, it updates its notes and adds none twice."""

from __future__ import annotations

import hashlib
import html
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_GAP = re.compile(r"_{4,}")
_MODEL_BASIC, _MODEL_CLOZE = 1_706_302_411, 1_706_302_412  # Anki knows a note type again by its number
_STYLE = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; max-width: 40em; margin: 0 auto; } "
    ".source { font-size: 14px; color: gray; margin-top: 1em; }"
)
_SOURCE = '<div class="source">{{Source}}</div>'


@dataclass(frozen=True, slots=True)
class DeckCard:
    """A card of a deck.

    Attributes:
        id: the same for the same card whenever it is exported.
        front, back: plain text. Where `cloze`, `front` has "____" for each gap and `back` is what belongs there.
        source: what vouches for it and where, in plain text, shown on its back.
        tags: Anki has no spaces in them; they become underscores.
    """

    id: str
    front: str
    back: str
    source: str
    tags: tuple[str, ...] = ()
    cloze: bool = False


def as_package(name: str, cards: Sequence[DeckCard], made: float) -> bytes:
    """Return an .apkg file with one deck.

    Args:
        name: of the deck; a deck of this name in the learner's collection takes the cards up.
        cards: each id once; texts are escaped, so that nothing in them becomes a mark or a script.
        made: seconds since the epoch: Anki updates a note where this is later than its own last change.
    """
    import genanki

    deck = genanki.Deck(_number(name), " ".join(name.split()) or "Vouch")
    basic, cloze = _models(genanki)
    for card in cards:
        deck.add_note(
            genanki.Note(
                model=cloze if card.cloze and _GAP.search(card.front) else basic,
                fields=_fields(card),
                tags=[tag for tag in map(_tag, card.tags) if tag],
                guid=hashlib.sha256(card.id.encode()).hexdigest()[:20],
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(path), timestamp=made)
        return path.read_bytes()


def _models(genanki: Any) -> tuple[Any, Any]:
    basic = genanki.Model(
        _MODEL_BASIC,
        "Vouch card",
        fields=[{"name": "Front"}, {"name": "Back"}, {"name": "Source"}],
        templates=[
            {"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}" + _SOURCE},
        ],
        css=_STYLE,
    )
    cloze = genanki.Model(
        _MODEL_CLOZE,
        "Vouch cloze",
        fields=[{"name": "Text"}, {"name": "Source"}],
        templates=[{"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}" + _SOURCE}],
        css=_STYLE,
        model_type=genanki.Model.CLOZE,
    )
    return basic, cloze


def _fields(card: DeckCard) -> list[str]:
    back = _shown(card.back)
    if card.cloze and _GAP.search(card.front):
        return [_GAP.sub(lambda _: f"{{{{c1::{back}}}}}", _shown(card.front)), _shown(card.source)]
    return [_shown(card.front), back, _shown(card.source)]


def _shown(text: str) -> str:
    """Return text as HTML shows it; what Anki reads as a gap or a field, or MathJax as a formula, is taken apart."""
    escaped = html.escape(text).replace("{{", "{&#8203;{").replace("}}", "}&#8203;}").replace("\\", "&#92;")
    return escaped.replace("[sound:", "[sound&#58;").replace("\n", "<br>")


def _tag(text: str) -> str:
    return re.sub(r"[^\w:.-]+", "_", text).strip("_:")[:60]


def _number(name: str) -> int:
    """Return a deck's number: the same for the same name, within the 31 bits that Anki expects."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % (1 << 30) + (1 << 30)
