"""What a table or a list says of a number: its row, its column's year, its scale and its sign.

A number that the passages hold may still be another row's or another year's. Where a sentence names a row in full and
gives a number that stands only in rows of which it says nothing, or a year whose column does not hold it, it is told.
So are, in prose, another drug's dose and an amount that is given for another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from modules.core.figures import CURRENCIES, Number, is_said, numbers
from modules.core.text import content_stems
from modules.core.types import Passage

# A table's own word for what its cells leave out; an amount that repeats such a cell must say it too.
_IN_SCALE = re.compile(
    r"\bin (thousands|millions|billions)\b(?! of (?!u\.?s\.? |dollars|euros|pounds|yen))", re.IGNORECASE
)
_SCALE_SAID = re.compile(r"\b(?:thousand|million|billion)s?\b|\bper share\b", re.IGNORECASE)
_ITEM = re.compile(r"^\W*(?:\(?\d{1,2}[.)]\s+)?(?P<label>[^\d|.;]*[^\W\d][^\d|.;]*?)[\s:,–-]*(?=[$€£¥(]?\d)")
# A line of prose, whose first number belongs to what stands around it: its label opens or ends like the middle of a
# sentence, says something already, or is a place in the document or the year.
_IN_PROSE = re.compile(
    r"(?:in|on|at|by|for|from|of|to|with|and|or|as|than|the|this|these|during|we|our)\b"
    r"|.*\b(?:is|are|was|were|has|have|had|be|been|will|shall|may|that|which|compared)\b"
    r"|.*\b(?:of|to|in|on|at|by|for|from|with|and|or|than|the|an?|approximately|about)$"
    r"|(?:notes?|items?|pages?|parts?|sections?|exhibits?|tables?|figures?|clauses?|articles?)$"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*\.?$",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPED = 60  # Characters: a line so long that ends without a stop goes on in the next one.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A fiscal year that ends in January bears the number of the year before.
_EARLY_END = re.compile(r"\b(?:jan(?:uary)?|feb(?:ruary)?)\b", re.IGNORECASE)
_OTHER_PERIOD = re.compile(
    r"\b(?:prior|previous|preceding|last|earlier|comparable|compared|respectively|quarter|months?|from)\b",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(
    r"\W{0,3}(?:in|for|during)\s(?:the\s)?(?:fiscal\s|full\s)?(?:year\s)?(?P<year>(?:19|20)\d\d)\b", re.I
)
_MORE_YEARS = re.compile(r"\W*(?:and|to|or|[-–])\W*\d{4}")
_DOSE = re.compile(r"\b(?P<drug>[^\W\d][\w-]{3,})\s+(?P<dose>\d[\d.,]*\s?(?:mg|mcg|µg|g|ml|iu|meq|units?)\b)", re.I)
_NO_DRUG_WORDS = """
dose doses dosage dosed total maximum minimum strength oral orally daily tablet tablets capsule capsules takes taking
taken given gave gives received receives started starting increased reduced decreased changed about around approximately
with from than after before also plus each only weighs weight level levels contains containing requires administered
"""
_NO_DRUG = frozenset(_NO_DRUG_WORDS.split())
_LONGEST_LABEL = 6
_RULE = re.compile(r"[\s|:-]+")
_GAIN = re.compile(
    r"\b(?:profits?|income(?! tax)|earnings|gains?|surplus|increas\w+|r[io]se[sn]?|grew|growth|higher|inflows?"
    r"|positive)\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:loss\w*|lost|deficits?|decreas\w+|declin\w+|f[ae]ll\w*|drop\w*|lower\w*|outflows?|negative|expenses?|costs?"
    r"|charges?|us(?:ed|es?)|reduc\w+|pa(?:y\w*|id)|repurchas\w+|purchas\w+|minus|less)\b|[-−(]\s?[$€£¥]?\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell, or an item of a list: its numbers and what stands beside and above it.

    Attributes:
        label: the row's first cell, or the words before an item's number, as they are written.
        row: stems of the label.
        years: of the column's heading; empty where it has none or is not known.
        numbers: in the cell.
    """

    label: str
    row: frozenset[str]
    years: frozenset[str]
    numbers: tuple[Number, ...]


class Tables:
    """The tables and lists of some passages.

    Args:
        passages: the evidence.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._cells: list[Cell] = []
        prose: list[str] = []
        for passage in passages:
            cells, rest = _taken_apart(passage)
            self._cells += cells
            prose += rest
        self._prose = numbers("\n".join(prose))
        self._rows = {cell.row for cell in self._cells if cell.row}
        self._scaled = [(scale, numbers(one.text)) for one in passages if (scale := _scale(one))]
        self._unscaled = [number for one in passages if not _scale(one) for number in numbers(one.text)]

    def objection(self, bare: str, claims: Sequence[Number], asked: str) -> str:
        """Return what speaks against a number of a sentence though the passages hold it, "" where nothing does.

        Args:
            bare: the sentence, without markers.
            claims: its numbers.
            asked: the question, whose year is meant where the sentence gives none.
        """
        if scale := self._scale_left_out(bare, claims):
            return f"the table is in {scale}"
        said = _stems_of(bare)
        for claim in claims:
            if objection := self._of_another(claim, said, bare, asked) or self._sign_left_out(claim, bare):
                return objection
        return ""

    def _of_another(self, claim: Number, said: frozenset[str], bare: str, asked: str) -> str:
        """Return of which other row or year a number is that no prose gives."""
        found = [cell for cell in self._cells if is_said(claim, cell.numbers)]
        if not found or _YEAR.fullmatch(claim.text) or is_said(claim, self._prose):
            return ""
        named = [row for row in self._rows if row <= said]
        rest = said.difference(*named) if named else said | _stems_of(asked)
        of_row = [cell for cell in found if not cell.row or cell.row in named or cell.row & rest]
        if not of_row:
            return f"{claim.text} stands beside “{found[0].label}”"
        years = _years(claim, bare, asked)
        if years and all(cell.years and not cell.years & years for cell in of_row):
            return f"{claim.text} stands there for {' and '.join(sorted(of_row[0].years))}"
        return ""

    def _sign_left_out(self, claim: Number, bare: str) -> str:
        if claim.negative or claim.kind not in ("plain", "percent") or not _GAIN.search(bare) or _LOSS.search(bare):
            return ""
        everywhere = [*self._prose, *(number for cell in self._cells for number in cell.numbers)]
        given = [number for number in everywhere if is_said(claim, [number])]
        return f"{claim.text} is negative in the passages" if given and all(one.negative for one in given) else ""

    def _scale_left_out(self, bare: str, claims: Sequence[Number]) -> str:
        """Return "thousands" where an amount repeats a cell of a table in thousands as if it were the whole amount."""
        if _SCALE_SAID.search(bare):
            return ""
        for claim in claims:
            if claim.unit in CURRENCIES and claim.scale == 1 and not _same(claim, self._unscaled):
                for scale, cells in self._scaled:
                    if _same(claim, cells):
                        return scale
        return ""


def _taken_apart(passage: Passage) -> tuple[list[Cell], list[str]]:
    """Return the cells of a passage's tables and lists, and the words beside them."""
    cells: list[Cell] = []
    prose: list[str] = []
    heads = _cells_of(passage.header)
    before = ""
    for line in passage.text.splitlines():
        parts, goes_on, before = _cells_of(line), len(before) >= _WRAPPED and before[-1] not in ".:;", line.strip()
        if len(parts) > 1:
            if _RULE.fullmatch(line):
                continue
            if _is_head(parts):
                heads = parts if sum(map(bool, parts[1:])) > 1 else heads  # one alone: a unit, a subtitle
            else:
                cells += _row(parts, heads)
                prose.append(parts[0])
        elif item := None if goes_on else _item(line):
            cells.append(item)
        else:
            prose.append(line)
    bound = [_bound(line) for line in prose]
    return cells + [cell for found, _ in bound for cell in found], [rest for _, rest in bound]


def _item(line: str) -> Cell | None:
    """Return what a line of a list says of its first words: "Metformin 500 mg twice daily"; None where it is prose."""
    match = _ITEM.match(line)
    if not match or line.rstrip().endswith("."):
        return None
    label = match["label"].strip(" -*•–+")
    row = _stems(label)
    if not 0 < len(row) <= _LONGEST_LABEL or _IN_PROSE.match(label):
        return None
    return Cell(label, row, frozenset(), tuple(numbers(line[match.end("label") :])))


def _bound(line: str) -> tuple[list[Cell], str]:
    """Return what prose says of one drug or one year only ("metformin 500 mg", "5 million in 2022"), and the rest."""
    cells = []
    doses = [match for match in _DOSE.finditer(line) if match["drug"].lower() not in _NO_DRUG]
    if len({match["drug"].lower() for match in doses}) > 1:
        cells = [Cell(one["drug"], _stems(one["drug"]), frozenset(), tuple(numbers(one["dose"]))) for one in doses]
        line = _blanked(line, [one.span("dose") for one in doses])
    given = [(number, of) for number in numbers(line) if (of := _YEAR_OF.match(line, number.end))]
    given = [(number, of) for number, of in given if not _MORE_YEARS.match(line, of.end())]
    cells += [Cell("", frozenset(), frozenset({of["year"]}), (number,)) for number, of in given]
    return cells, _blanked(line, [(number.start, number.end) for number, _ in given])


def _blanked(line: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _cells_of(line: str) -> list[str]:
    line = line.strip()
    if line.startswith("|") and line.endswith("|"):  # Markdown; else an empty first cell is the table's corner
        line = line[1:-1]
    return [part.strip() for part in line.split("|")] if "|" in line else []


def _is_head(parts: Sequence[str]) -> bool:
    """A row whose cells hold years, or no numbers at all."""
    return all(_YEAR.search(part) or not numbers(part) for part in parts[1:])


def _row(parts: Sequence[str], heads: Sequence[str]) -> Iterator[Cell]:
    aligned = heads if len(heads) == len(parts) else [""] * len(parts)
    for part, head in zip(parts[1:], aligned[1:], strict=True):
        if found := numbers(part):
            yield Cell(parts[0], _stems(parts[0]), _years_of(head), tuple(found))


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))


def _stems(label: str) -> frozenset[str]:
    return frozenset(stem for stem in _stems_of(label) if not stem[0].isdigit())


def _years_of(head: str) -> frozenset[str]:
    years = set(_YEAR.findall(head))
    if _EARLY_END.search(head):
        years |= {str(int(year) - 1) for year in years}
    return frozenset(years)


def _years(claim: Number, bare: str, asked: str) -> frozenset[str]:
    """Return the years that a number is said to be of; none where the sentence leaves that open."""
    of = _YEAR_OF.match(bare, claim.end)
    if of and "respectively" not in bare and not _MORE_YEARS.match(bare, of.end()):
        return frozenset({of["year"]})
    years = frozenset(_YEAR.findall(bare))
    if years or _OTHER_PERIOD.search(bare):
        return years
    return frozenset(_YEAR.findall(asked))


def _scale(passage: Passage) -> str:
    """Return "thousands" where a passage says that its amounts are in thousands, "" where it says nothing."""
    found = _IN_SCALE.search("\n".join((*passage.section, passage.header, passage.text)))
    return found[1].lower() if found else ""


def _same(claim: Number, cells: Iterable[Number]) -> bool:
    return any(cell.kind == "plain" and cell.scale == 1 and cell.value == claim.value for cell in cells)
