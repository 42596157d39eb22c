"""How often the support check notices a number of another row or another year, and how often wrongly.

    python -m benchmarks.tables DATA=<folder>

DATA holds finance/tatqa/docs.jsonl: tables out of annual reports. From cells below a year the program writes sentences
("Interest income was 2,515 in 2019."), true ones, ones with another row's number and ones with the same row's of
another year. Beside them stand the annotators' own answers, which are true. No model is called.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from modules.core.grounding import check
from modules.core.types import Passage, Support

_OF_A_TABLE = 6
_HEAD_ROWS = 4
_YEAR = re.compile(r"\b20\d\d\b")
_NOTICED = (Support.PARTLY, Support.UNSUPPORTED, Support.NUMBER_NOT_FOUND)


class Cell(NamedTuple):
    """A number of a table: its row's label, the year of its column, and the number as it is written."""

    label: str
    year: str
    number: str

    @property
    def sentence(self) -> str:
        """What the cell says."""
        return f"{self.label.rstrip(':')} was {self.number.strip('$ ')} in {self.year}."


def cells_of(table: Sequence[Sequence[str]], head: int) -> list[Cell]:
    years = [_YEAR.search(title) for title in table[head]]
    return [
        Cell(row[0], year[0], number)
        for row in table[head + 1 :]
        for number, year in list(zip(row, years, strict=False))[1:]
        if row[0] and year and re.search(r"\d", number)
    ]


def sentences(cells: Sequence[Cell], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield kinds and sentences."""
    for cell in chance.sample(cells, min(_OF_A_TABLE, len(cells))):
        yield "true", cell.sentence
        others = {
            "another row's number": [one for one in cells if one.label != cell.label],
            "another year's number": [one for one in cells if one.label == cell.label and one.year != cell.year],
        }
        for kind, found in others.items():
            if wrong := [one.number for one in found if one.number != cell.number]:
                yield kind, cell._replace(number=chance.choice(wrong)).sentence


def passages(document: dict[str, Any], head: int) -> tuple[Passage, Passage]:
    """Return the table, its headings as a header, and the prose beside it."""
    rows = [" | ".join(row) for row in document["table"]]
    table, prose = "\n".join(rows[head + 1 :]), "\n\n".join(document["paragraphs"])
    return (
        Passage(1, "d", "report.pdf", 1, 0, len(table), (), rows[head], table, 1.0),
        Passage(2, "d", "report.pdf", 2, 0, len(prose), (), "", prose, 1.0),
    )


def verdicts(document: dict[str, Any], chance: random.Random) -> Iterator[tuple[str, Support]]:
    """Yield kinds of sentences with the check's verdicts on them."""
    table = document["table"]
    heads = [at for at, row in enumerate(table[:_HEAD_ROWS]) if sum(bool(_YEAR.search(title)) for title in row) > 1]
    evidence = passages(document, heads[-1] if heads else 0)
    for said in document["questions"]:
        if said["answer_type"] == "span":
            answer = " and ".join(map(str, said["answer"])).rstrip(".") + "."
            yield from (("an annotator's answer", one.support) for one in check(answer, evidence, said["question"]))
    for kind, sentence in sentences(cells_of(table, heads[-1]), chance) if heads else ():
        yield from ((kind, one.support) for one in check(sentence, evidence[:1], ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=lambda text: Path(text.removeprefix("DATA=")))
    options = parser.parse_args()
    chance = random.Random(1)
    counted: dict[str, list[bool]] = {}
    for line in (options.data / "finance" / "tatqa" / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        for kind, support in verdicts(json.loads(line), chance):
            counted.setdefault(kind, []).append(support in _NOTICED)
    print(f"{'sentences with':26}   n  doubted")
    for kind, doubted in counted.items():
        print(f"{kind:26}{len(doubted):4}  {sum(doubted) / len(doubted):.1%}")


if __name__ == "__main__":
    main()
