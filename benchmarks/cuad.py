"""CUAD as the benchmarks of the legal page read it: contracts, and the places in them that lawyers marked."""

from __future__ import annotations

import bisect
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.domains.legal.contract import Contract

_ENOUGH = 40  # letters of a mark that must be found where the whole of it is not


@dataclass(frozen=True, slots=True)
class Labelled:
    """A contract with what lawyers marked.

    Attributes:
        answers: by category, the lawyers' row: "is_present", "normalized_answer", "question".
        spans: by category, offsets into the contract's text.
        lost: how many marks were not found in it.
    """

    contract: Contract
    answers: dict[str, dict[str, Any]]
    spans: dict[str, list[tuple[int, int]]]
    lost: int


def labelled(folder: Path, kind: str = "txt") -> list[Labelled]:
    """Read the contracts of a folder as "txt" or "pdf", and find the marks in what was read.

    The offsets of the data set are into its own text files; the reader's text has other blanks and letters. So both are
    reduced to their letters and digits, and of the places where a mark's letters stand the nearest one is taken.
    """
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for line in (folder / "clauses.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        row = json.loads(line)
        rows.setdefault(row["doc_id"], {})[row["category"]] = row
    return [_labelled(folder, name, kind, answers) for name, answers in rows.items()]


def _labelled(folder: Path, name: str, kind: str, answers: dict[str, dict[str, Any]]) -> Labelled:
    events = FileReader(Limits()).read(folder / kind / f"{name}.{kind}")
    contract = Contract(name, name, [event for event in events if isinstance(event, Page)])
    letters, places = _letters(contract.text)
    original, offsets = _letters((folder / "txt" / f"{name}.txt").read_text(encoding="utf-8"))
    stretch = len(letters) / max(len(original), 1)
    spans: dict[str, list[tuple[int, int]]] = {}
    lost = 0
    for category, row in answers.items():
        spans[category] = []
        for answer in row["answers"]:
            wanted = _letters(answer["text"])[0]
            expected = bisect.bisect_left(offsets, answer["start"]) * stretch
            at = _nearest(letters, wanted, expected) if wanted else None
            if at is None:
                lost += bool(wanted)
                continue
            last = min(at + len(wanted), len(places)) - 1
            spans[category].append((places[at], places[last] + 1))
    return Labelled(contract, answers, spans, lost)


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, and where each stands in it."""
    kept = [
        (folded.lower()[:1], place)
        for place, letter in enumerate(text)
        for folded in unicodedata.normalize("NFKC", letter)
        if folded.isalnum()
    ]
    return "".join(letter for letter, _ in kept), [place for _, place in kept]


def _nearest(letters: str, wanted: str, expected: float) -> int | None:
    found = list(_places(letters, wanted)) or (
        list(_places(letters, wanted[:_ENOUGH])) if len(wanted) > _ENOUGH else []
    )
    return min(found, key=lambda at: abs(at - expected), default=None)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
