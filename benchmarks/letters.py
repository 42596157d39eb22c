"""How easy letters to patients get: python -m benchmarks.letters DATA [--grade 6] [--show].

DATA/medical/aci_bench.jsonl holds whole visit notes. Each is taken as a signed note with its own headings, its
medicines and allergies as our annotations give them where there are any, and written as a letter by rules alone.
Printed are the grades by Flesch-Kincaid of the lines that the letter is made from and of the letter, how many letters
are as easy as was asked for, and how many lines lack a figure, a date, a negation or a side of theirs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from statistics import mean

from benchmarks import gold
from modules.core.findings import Citation
from modules.domains.medical.draft import Draft, Line, Origin, Part
from modules.domains.medical.fact import Dosage, Fact, Facts, Kind
from modules.domains.medical.letter import Letter, write_letter
from modules.domains.medical.letter.kept import kept
from modules.domains.medical.letter.writing import measured, prepared
from modules.domains.medical.reading import read_text
from modules.domains.medical.record import Statement


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--grade", type=int, default=6)
    parser.add_argument("--show", action="store_true", help="print the letters")
    arguments = parser.parse_args()
    annotated = {one.id: one for one in gold.load(arguments.data) if one.field == "note"}
    before, after, lost, lines = [], [], 0, 0
    for identifier, text in _notes(arguments.data / "medical" / "aci_bench.jsonl"):
        draft = _draft(text)
        facts = _facts(annotated.get(identifier))
        letter = write_letter(draft, facts, read_text(text).patient, arguments.grade)
        pairs = list(_pairs(draft, letter))
        used = Part("", "", tuple(signed for signed, _ in pairs))
        before.append(measured(Draft("", "", (), (used,))).grade)
        after.append(letter.readability.grade)
        lines += len(pairs)
        lost += sum(not kept(prepared(signed.text), written.text) for signed, written in pairs)
        if arguments.show:
            print(f"\n{identifier}\n{letter.draft.text()}\n{' '.join(letter.draft.remarks)}")
    reached = sum(grade <= arguments.grade for grade in after)
    print(
        f"{len(after)} letters: grade {mean(before):.1f} in the note, {mean(after):.1f} in the letter (smallest "
        f"{min(after):.1f}, largest {max(after):.1f})"
    )
    print(
        f"{reached} at grade {arguments.grade} or below; {lost} of {lines} lines lack a figure, date, negation or side"
    )


def _notes(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["note"]


def _draft(text: str) -> Draft:
    """Return a note as a signed draft: a section for each heading."""
    statements = read_text(text).statements
    parts = [
        Part(heading, heading, tuple(_line(one) for one in group if one.text.rstrip(":") != heading.rstrip(":")))
        for heading, group in groupby(statements, lambda statement: statement.heading)
    ]
    return Draft("note", "Note", ("",), tuple(parts))


def _line(statement: Statement) -> Line:
    return Line(str(statement.place.start), statement.text, Origin.RECORD, (statement.place,))


def _facts(annotated: gold.Annotated | None) -> Facts:
    """Return the annotated medicines and allergies of a note."""
    mentions: Sequence[gold.Mention] = annotated.mentions if annotated else ()
    text = annotated.text if annotated else ""
    kinds = (Kind.MEDICATION, Kind.ALLERGY)
    return Facts(tuple(_fact(text, mention) for mention in mentions if mention.kind in kinds))


def _fact(text: str, mention: gold.Mention) -> Fact:
    name = text[mention.start : mention.end]
    place = Citation("", 1, mention.start, mention.end, name)
    dose, frequency = (text[slice(*span)] if span else "" for span in (mention.dose, mention.frequency))
    return Fact(
        str(mention.start),
        mention.kind,
        name,
        name.lower(),
        place,
        place,
        mention.assertion,
        status=mention.status,
        dosage=Dosage(dose, "", frequency),
    )


def _pairs(draft: Draft, letter: Letter) -> Iterator[tuple[Line, Line]]:
    """Yield the lines of the note that are in the letter, with the letter's."""
    signed = {line.sources: line for line in draft.lines}
    for line in letter.draft.lines:
        if line.origin is Origin.RECORD:
            yield signed[line.sources], line


if __name__ == "__main__":
    main()
