"""The numbers that clauses stand under, found as leniently as running text and bad scans need.

`Contract.clauses` says where a clause begins and errs towards leaving one out; who wants to say that clause 5.7 does
not exist must not overlook it. So whatever may be the beginning of a clause counts here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from modules.domains.legal.contract import Contract

_MARK = re.compile(
    r"(?P<line>(?:^|\n)[ \t|*#•]*)?(?<![\w.,$€£%/-])"
    r"(?:(?P<word>ARTICLE|Article|SECTION|Section|CLAUSE|Clause|§)[ \t]*)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|(?<=[EeNn] )[IVXL]{1,6}(?![\w]))"
    r"(?P<stop>\.?[)\]]?:?)(?=[ \t\n]*[|–—-]?[ \t]*(?P<next>[\"“‘(\[]?[^\W\d_][^\W\d_]?|[\"“(\[*]|$))"
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_AFTER_END = re.compile(r"[.;:)”\"\]|*_\d]\s+$")
_REFERRING = re.compile(
    r"(?:\b(?:sections?|clauses?|articles?|paragraphs?|§|and|or|to|through|exhibits?|schedules?|items?|rules?|"
    r"version|page|part|"
    r"under|of|by|at|in|than|no\.?)|[,&–-])\s*$",
    re.IGNORECASE,
)

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that may open a clause.

    Attributes:
        number: (5, 2) for "5.2"; (4,) for "ARTICLE IV" and for "4.0".
        start: where it stands.
        strong: it stands at the beginning of a paragraph.
        alone: nothing follows it in its line, as nothing follows the number of a page.
    """

    number: Number
    start: int
    strong: bool
    alone: bool


class Numbers:
    """All numbers of a contract's clauses."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self.marks = tuple(_marks(contract))

    @cached_property
    def known(self) -> frozenset[Number]:
        """Every number that may open a clause somewhere."""
        return frozenset(mark.number for mark in self.marks)

    @cached_property
    def last(self) -> int:
        """The highest number of the clauses 1, 2, 3, ... without a gap of more than one; 0 where they do not begin."""
        tops = {mark.number[0] for mark in self.marks}
        highest = 0
        while highest + 1 in tops or highest + 2 in tops:
            highest += 1 if highest + 1 in tops else 2
        return highest

    def spans(self, number: Number) -> Iterator[tuple[int, int]]:
        """Yield where the text of the clause may stand, each up to the next clause that is not a part of it."""
        for index, mark in enumerate(self.marks):
            if mark.number == number:
                after = (other for other in self.marks[index + 1 :] if other.strong and other.number > number)
                end = next((o.start for o in after if o.number[: len(number)] != number), len(self._contract.text))
                yield mark.start, end


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral of I, V, X and L."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if any(value < later for later in values[at + 1 : at + 2]) else value for at, value in enumerate(values)
    )


def parsed(number: str) -> Number:
    """Return "5.2" as (5, 2), "4.0" as (4,), "IV" as (4,)."""
    if number.isalpha():
        return (roman(number),)
    parts = tuple(int(part) for part in number.split("."))
    return parts[:1] if parts[1:] == (0,) else parts


def _marks(contract: Contract) -> Iterator[Mark]:
    text = contract.text
    lines = "\n".join(page.text for page in contract.pages)  # in `text`, the number of a page may precede a sentence
    for match in _MARK.finditer(text):
        at = match.start("number")
        strong, decimal = match["line"] is not None, "." in match["number"]
        opens = match.start("word") if match["word"] else at
        before = text[max(0, opens - 14) : opens]
        following = match["next"].lstrip('"“‘([')[:1]
        if following.islower() and not (strong and (match["stop"] or decimal)):
            continue  # "30 days"
        headed = decimal and not match["word"] and not _REFERRING.search(before)
        running = headed or _AFTER_END.search(before)
        if strong or running:
            alone = not lines[match.end() : match.end() + 12].split("\n")[0].strip(" .|")
            yield Mark(parsed(match["number"]), opens, strong, alone)
