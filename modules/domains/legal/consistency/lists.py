"""Numbers of clauses and of list items that are missing or stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency.blanks import REDACTED
from modules.domains.legal.consistency.noting import Kind, noted
from modules.domains.legal.consistency.numbers import Mark, Number, Numbers
from modules.domains.legal.contract import Contract

_ITEM = re.compile(r"(?<![\w)])\((?P<mark>[a-z]{1,5}|[A-Z]{1,3}|\d{1,2})\)(?=\s?[^\s)])")
_REFERRING = re.compile(
    r"(?:\b(?:sections?|clauses?|articles?|paragraphs?|subsections?|sub-?clauses?|subparagraphs?|items?|and|or|to|"
    r"through|of|in|under|than|both|"
    r"either|exhibit|schedule|rule|part|by)|[\d,&–-]|\))\s*$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"[:;,.—–-]\s*(?:and|or|and/or|but|then|nor)?\s*$|\n\s*$|^\s*$", re.IGNORECASE)
_ROMAN = (
    "",
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
)
_QUOTE = 70


@dataclass(slots=True)
class _List:
    style: str
    last: int
    start: int
    length: int = 1


def list_gaps(contract: Contract) -> Iterator[Finding]:
    """Find lists like (a), (b), (d) that leave an item out, and items that stand twice."""
    text = contract.text
    borders = {mark.start for mark in Numbers(contract).marks if mark.strong}
    ordered = sorted(borders)
    position, open_lists = 0, list[_List]()
    for match in _ITEM.finditer(text):
        while position < len(ordered) and ordered[position] <= match.start():
            position, open_lists = position + 1, []
        before = text[max(0, match.start() - 14) : match.start()]
        if _REFERRING.search(before) and not _OPENED.search(before):
            continue
        yield from _followed(contract, open_lists, match)


def _readings(mark: str) -> list[tuple[str, int]]:
    """What a mark may count: (i) is the first of Roman numerals or the ninth letter."""
    if mark.isdigit():
        return [("1", int(mark))]
    case = "A" if mark.isupper() else "a"
    readings = [("I" if case == "A" else "i", _ROMAN.index(mark.lower()))] if mark.lower() in _ROMAN else []
    if len(mark) == 1:
        readings.append((case, ord(mark.lower()) - 96))
    return readings


def _followed(contract: Contract, open_lists: list[_List], match: re.Match[str]) -> Iterator[Finding]:
    readings = _readings(match["mark"])
    for depth in range(len(open_lists) - 1, -1, -1):  # the next item of an open list
        one = open_lists[depth]
        if (one.style, one.last + 1) in readings:
            del open_lists[depth + 1 :]
            one.last, one.start, one.length = one.last + 1, match.start(), one.length + 1
            return
    if opening := [style for style, count in readings if count == 1]:
        open_lists.append(_List(opening[0], 1, match.start()))
        return
    for depth in range(len(open_lists) - 1, -1, -1):
        one = open_lists[depth]
        if (one.style, one.last + 2) in readings and one.length >= 2:
            between = contract.text[one.start : match.start()]
            missing = _shown(one.style, one.last + 1)
            if not REDACTED.search(between) and not re.search(rf"\b{re.escape(missing)}[.)]", between):
                yield _gap(contract, one, match, missing)
            del open_lists[depth + 1 :]
            one.last, one.start, one.length = one.last + 2, match.start(), one.length + 1
            return


def _shown(style: str, count: int) -> str:
    if style == "1":
        return str(count)
    shown = _ROMAN[count] if style in "iI" and count < len(_ROMAN) else chr(96 + count)
    return shown.upper() if style.isupper() else shown


def _gap(contract: Contract, one: _List, match: re.Match[str], missing: str) -> Finding:
    previous = _shown(one.style, one.last)
    return noted(
        contract,
        Kind.LIST,
        Severity.MEDIUM,
        f"The list has no item ({missing})",
        f"The list goes from ({previous}) to ({match['mark']}): ({missing}) is missing, or the numbers are wrong.",
        [_line(contract, match.start()), _line(contract, one.start)],
        about=f"{one.start}",
    )


def _line(contract: Contract, start: int) -> tuple[int, int]:
    end = contract.text.find("\n", start, start + _QUOTE)
    return start, end if end > 0 else min(start + _QUOTE, len(contract.text))


# --- Clauses ---------------------------------------------------------------------------------------------------------


def clause_numbers(contract: Contract, numbers: Numbers) -> Iterator[Finding]:
    """Find numbers of clauses that are left out or given twice."""
    by_parent: dict[Number, list[Mark]] = {}
    for mark in numbers.marks:
        if mark.strong and not mark.alone and (len(mark.number) > 1 or mark.number[0] <= numbers.last + 2):
            by_parent.setdefault(mark.number[:-1], []).append(mark)
    for siblings in by_parent.values():
        for run in _ascending(siblings):
            yield from _irregular(contract, numbers, run)


def _ascending(siblings: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield stretches in which the numbers do not fall: a table of contents and an exhibit count anew."""
    run: list[Mark] = []
    for mark in siblings:
        if run and mark.number[-1] < run[-1].number[-1]:
            yield run
            run = []
        run.append(mark)
    yield run


def _irregular(contract: Contract, numbers: Numbers, run: Sequence[Mark]) -> Iterator[Finding]:
    decimal = len(run[0].number) > 1
    if len(run) < (2 if decimal else 3) or run[0].number[-1] > 1:
        return
    for before, mark, after in zip(run, run[1:], [*run[2:], None], strict=False):
        step = mark.number[-1] - before.number[-1]
        if step == 2 and (*mark.number[:-1], mark.number[-1] - 1) not in numbers.known:
            left_out = _dotted((*mark.number[:-1], mark.number[-1] - 1))
            somewhere = re.compile(
                rf"(?<![\w.]){re.escape(left_out)}(?:\.?\s*[\"“(\[]?[A-Z]|\.(?!\d))|{REDACTED.pattern}"
            )
            if not somewhere.search(contract.text, before.start, mark.start):
                yield noted(
                    contract,
                    Kind.CLAUSE_NUMBER,
                    Severity.LOW,
                    f"Clause {left_out} is left out",
                    f"After clause {_dotted(before.number)} comes {_dotted(mark.number)}: there is no {left_out}.",
                    [_line(contract, mark.start), _line(contract, before.start)],
                    about=left_out,
                )
        goes_on = decimal if after is None else after.number[-1] == mark.number[-1] + 1
        if step == 0 and goes_on and not _anew(numbers, before, mark):
            yield noted(
                contract,
                Kind.CLAUSE_NUMBER,
                Severity.MEDIUM,
                f"Clause {_dotted(mark.number)} stands twice",
                f"Two clauses have the number {_dotted(mark.number)}, so a reference to it may mean either.",
                [_line(contract, mark.start), _line(contract, before.start)],
                about=_dotted(mark.number),
            )


def _anew(numbers: Numbers, before: Mark, mark: Mark) -> bool:
    """Whether another clause stands between the two, so that one of them only quotes, lists or repeats the other."""
    outer = mark.number[:-1]
    between = (one for one in numbers.marks if before.start < one.start < mark.start and one.strong)
    return any(one.number == outer or one.number[: len(outer)] != outer for one in between)


def _dotted(number: Number) -> str:
    return ".".join(map(str, number))
