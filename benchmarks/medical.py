"""How good the notes are that are written from dialogues: MTS-Dialog, ACI-Bench, PriMock57.

    python -m benchmarks.medical FOLDER [--notes N] [--model]

FOLDER holds mts_dialog.jsonl, aci_bench.jsonl and primock57.jsonl. MTS-Dialog: how often a piece of dialogue is named
by the right one of twenty section headers, and the overlap of its section's text with the reference. ACI-Bench and
PriMock57: the overlap of whole notes. Overlap is ROUGE-1, ROUGE-2 and ROUGE-L (F-measures, stemmed). Side by side: the
transcript copied, the version without a model, and with `--model` the embedded model.

A sentence has a correct source where the statements that it cites hold four fifths of its content words and all of its
numbers, and do not say the contrary (`medical_notes.is_supported`): a proxy that sees words, not meaning. "Before the
check" counts what the check took out of the model's text besides. Omissions are facts that our extraction finds in the
reference and not, as asserted there, in the note.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.medical_notes import Column
from modules.adapters.llama_cpp import Embedded
from modules.adapters.weights import EMBEDDED
from modules.core.types import ChatModel, Page
from modules.domains.medical.draft import Draft
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Chart, Section
from modules.domains.medical.writing import NoteTemplate, TemplateSection, shipped, write
from modules.domains.medical.writing.headers import header_of
from modules.settings import Settings

# One section that takes everything, for a reference that is one section.
WHOLE = NoteTemplate(
    key="section",
    title="Section",
    sections=(
        TemplateSection(
            key="section", title="Section", sections=tuple(Section), guidance="Everything of medical relevance."
        ),
    ),
)


@dataclass
class Table:
    """The columns of one set."""

    copied: Column = field(default_factory=Column)
    extracted: Column = field(default_factory=Column)
    modelled: Column = field(default_factory=Column)

    def add(self, dialogue: str, reference: str, template: NoteTemplate, model: ChatModel | None) -> None:
        """Count one dialogue with its reference."""
        record = chart(dialogue)
        heads = template is not WHOLE
        self.copied.add_text(dialogue, reference)
        self.extracted.add(written(record, template), reference, heads=heads)
        if model:
            started = time.monotonic()
            draft = written(record, template, model)
            self.modelled.seconds.append(time.monotonic() - started)
            self.modelled.add(draft, reference, heads=heads)

    def show(self, title: str) -> None:
        """Print the columns."""
        print(f"\n{title}, {len(self.copied.scores)} dialogues: ROUGE-1, ROUGE-2, ROUGE-L")
        columns = {"copied": self.copied, "without a model": self.extracted, "embedded model": self.modelled}
        for name, column in columns.items():
            if column.scores:
                print(f"  {name:16} {column}")
                print(f"  {'':16} missing of the reference's facts: {column.omitted()}")


def chart(dialogue: str) -> Chart:
    """Read a dialogue as a chart of one document."""
    return read_chart([Source("dialogue", "Dialogue", (Page(1, dialogue),))])


def written(record: Chart, template: NoteTemplate, model: ChatModel | None = None) -> Draft:
    """Drive the workflow to its draft."""
    workflow = write(template, record, extract(record), model)
    while True:
        try:
            next(workflow)
        except StopIteration as end:
            draft: Draft = end.value
            return draft


def rows(path: Path, most: int | None) -> Iterator[dict[str, str]]:
    """Yield the first rows of a file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in islice(lines, most))


def mts_dialog(folder: Path, most: int | None, model: ChatModel | None) -> None:
    """Print what is measured on MTS-Dialog."""
    table, right, count = Table(), 0, 0
    for row in rows(folder / "mts_dialog.jsonl", most):
        named = header_of(chart(row["dialogue"]).notes[0])
        right += named.value == row["section_header"].lower()
        count += 1
        table.add(row["dialogue"], row["note_section"], WHOLE, model)
    table.show("MTS-Dialog, the section's text")
    print(f"  section header right: {right}/{count}")


def whole_notes(folder: Path, name: str, most: int | None, model: ChatModel | None) -> None:
    """Print what is measured on a set of visits with their notes."""
    table = Table()
    for row in rows(folder / f"{name}.jsonl", most):
        table.add(row["dialogue"], row["note"], shipped()["visit-note"], model)
    table.show({"aci_bench": "ACI-Bench", "primock57": "PriMock57"}[name])


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, help="of each set, the first so many")
    parser.add_argument("--model", action="store_true", help="the embedded model, too: minutes a note")
    parser.add_argument("--set", choices=["mts_dialog", "aci_bench", "primock57"], help="this one only")
    options = parser.parse_args()
    weights = Settings().runtime / "models" / EMBEDDED.file
    model = Embedded(weights, weights=EMBEDDED, context_tokens=8_192, threads=2) if options.model else None
    if options.set in (None, "mts_dialog"):
        mts_dialog(options.folder, options.notes, model)
    for name in ("aci_bench", "primock57"):
        if options.set in (None, name):
            whole_notes(options.folder, name, options.notes, model)
    if model:
        model.close()


if __name__ == "__main__":
    main()
