"""Our own annotations of development texts, kept as offsets: README.md says by which rules they were made.

The texts themselves are not in the repository. `load` reads them from the folder of development data and refuses a text
that is not, character for character, the one that was annotated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modules.core.errors import DocumentError, Malformed
from modules.domains.medical.fact import Assertion, Experiencer, Kind, Status

FACTS = Path(__file__).with_name("medical_facts.jsonl")


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact as the annotator marked it; spans are characters of the text, the end excluded.

    Attributes:
        start, end: what names it, of a measured value with its value.
        dose, frequency, status: of a medication.
        side: "left", "right", "bilateral" or "".
    """

    kind: Kind
    start: int
    end: int
    assertion: Assertion
    dose: tuple[int, int] | None = None
    frequency: tuple[int, int] | None = None
    status: Status = Status.UNKNOWN
    side: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text of a development set with all the facts that it states, in reading order.

    Attributes:
        collection: the set, which is its file's name without the ending: "aci_bench".
        id: of the text's row there.
        field: of the row that holds the text: "note", "dialogue", "note_section" or "text".
        text: as far as it was annotated.
        fresh: annotated later than the first rules, by a reader who knew them but not what they find in it.
    """

    collection: str
    id: str
    field: str
    text: str
    mentions: tuple[Mention, ...]
    fresh: bool = False


def load(folder: Path, annotations: Path = FACTS) -> list[Annotated]:
    """Read the annotations with their texts.

    Args:
        folder: the development data; the sets are `medical/<set>.jsonl` below it.
        annotations: a text a line.

    Raises:
        DocumentError: a set or a text is missing.
        Malformed: a text is another one than was annotated, or a span lies outside it.
    """
    rows: dict[str, dict[str, Mapping[str, Any]]] = {}
    found = []
    for line in annotations.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        collection = entry["set"]
        if collection not in rows:
            rows[collection] = _rows(folder / "medical" / f"{collection}.jsonl")
        found.append(_annotated(entry, rows[collection].get(entry["id"], {}).get(entry["field"])))
    return found


def _rows(path: Path) -> dict[str, Mapping[str, Any]]:
    if not path.is_file():
        raise DocumentError(f"The annotated set {path.stem} is missing.", f"It belongs to {path}.")
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def _annotated(entry: Mapping[str, Any], text: str | None) -> Annotated:
    which = f"the {entry['field']} of {entry['id']} in {entry['set']}"
    if text is None:
        raise DocumentError(f"An annotated text is missing: {which}.")
    if hashlib.sha256(text.encode()).hexdigest() != entry["sha256"]:
        raise Malformed(f"The text has changed since it was annotated: {which}.", "Annotate it again.")
    text = text[: entry.get("until")]
    mentions = tuple(map(_mention, entry["facts"]))
    if not all(0 <= start < end <= len(text) for one in mentions for start, end in _spans(one)):
        raise Malformed(f"An annotation lies outside its text: {which}.")
    return Annotated(entry["set"], entry["id"], entry["field"], text, mentions, entry.get("fresh", False))


def _mention(fact: Mapping[str, Any]) -> Mention:
    return Mention(
        Kind(fact["kind"]),
        fact["start"],
        fact["end"],
        Assertion(fact["negated"], fact["uncertain"], fact["historical"], Experiencer(fact["experiencer"])),
        _span(fact.get("dose")),
        _span(fact.get("frequency")),
        Status(fact.get("status", "")),
        fact["side"],
    )


def _span(pair: Sequence[int] | None) -> tuple[int, int] | None:
    return (pair[0], pair[1]) if pair else None


def _spans(mention: Mention) -> list[tuple[int, int]]:
    parts = ((mention.start, mention.end), mention.dose, mention.frequency)
    return [span for span in parts if span]
