"""Words that are given a dose, in a draft beside the record: also medicines that no lexicon knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modules.core.findings import Severity
from modules.core.text import stem, words
from modules.domains.medical.checking.amounts import Amount, amount, amounts_beside, same_amount, times_a_day
from modules.domains.medical.checking.differences import Difference
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.noting import quoted
from modules.domains.medical.checking.said import Sentence
from modules.domains.medical.record import Chart, Statement

_UNIT = (
    r"(?:mg|mcg|g|ml|units?|iu|meq|mmol|puffs?|tablets?|tabs?|capsules?|milligrams?|micrograms?|grams?)"
    r"(?![a-z]| ?/ ?d?l)"
)
_DOSED = re.compile(
    rf"\b(?P<name>[a-z]{{4,}}),? (?P<dose>\d[\d,]*(?:\.\d+)?\s*-?\s*{_UNIT})(?P<after>[^.;]{{0,60}})", re.IGNORECASE
)
_ABOUT_DOSES_TEXT = """
about another approximately around bolus capsule capsules continues currently daily decreased dosage dosed doses extra
dose form from give given gives gave giving increase increased infusion injection into least less loaded lost lowered
maximum more nearly only orally over plus raised received reduced remains single start started starting strength tablet
tablets take taken takes taking than then these this total twice using volume weighs with
"""
_ABOUT_DOSES = frozenset(_ABOUT_DOSES_TEXT.split())


@dataclass(frozen=True, slots=True)
class Dosed:
    """A word with its dose.

    Attributes:
        start, end: of the word.
        dose: where it stands.
        told: up to where the words behind it may be about it.
        amount, rate: of the dose, and how often a day; None where that is not said.
    """

    name: str
    start: int
    end: int
    dose: tuple[int, int]
    told: int
    amount: Amount | None
    rate: float | None


class DosedWords:
    """The words of a chart that are given a dose, and all its words."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._known = {word.stem for one in chart.statements for word in words(one.text)}
        self._dosed: dict[str, list[tuple[Dosed, Statement]]] = defaultdict(list)
        for statement in chart.statements:
            for one in _dosed(statement.text):
                self._dosed[one.name].append((one, statement))

    def differences(self, sentence: Sentence) -> Iterator[Difference]:
        """Yield each word with a dose that the record does not know, or knows with another dose or frequency only."""
        start = sentence.statement.place.start
        for one in _dosed(sentence.text):
            if one.name not in self._known:
                if not any(fact.source.start <= start + one.start < fact.source.end for fact in sentence.facts):
                    yield self._unknown(sentence, one)
            elif known := self._dosed.get(one.name):
                yield from self._otherwise(sentence, one, known)

    def _unknown(self, sentence: Sentence, one: Dosed) -> Difference:
        start = sentence.statement.place.start
        name = sentence.text[one.start : one.end]
        return Difference(
            IssueKind.INVENTED, Severity.HIGH, f"{name[:1].upper()}{name[1:]} is not in the record",
            f"No document mentions {name}.", start + one.start, start + one.dose[1],
        )  # fmt: skip

    def _otherwise(
        self, sentence: Sentence, one: Dosed, known: Sequence[tuple[Dosed, Statement]]
    ) -> Iterator[Difference]:
        start = sentence.statement.place.start
        name = sentence.text[one.start : one.end].title()
        if (unlike := _unlike(one, known)) and not self._beside(one, name):
            other, where = unlike
            wrong, right = sentence.text[slice(*one.dose)], where.text[slice(*other.dose)]
            yield Difference(
                IssueKind.DOSE, Severity.HIGH, f"{name}: {wrong}, not {right}",
                f"The record says: “{quoted(where)}”", start + one.dose[0], start + one.dose[1], right, (where.place,),
            )  # fmt: skip
        rated = [(other, where) for other, where in known if other.rate]
        if one.rate and rated and all(other.rate != one.rate for other, _ in rated):
            where = rated[-1][1]
            yield Difference(
                IssueKind.FREQUENCY, Severity.MEDIUM, f"{name}: another frequency",
                f"The record says: “{quoted(where)}”", start + one.start, start + one.told, "", (where.place,),
                restate=True,
            )  # fmt: skip

    def _beside(self, one: Dosed, name: str) -> bool:
        """Tell whether the record has the dose some words behind the name: "increase metoprolol to 50 mg"."""
        near = (
            read
            for statement in self._chart.statements
            if name.lower() in statement.text.lower()
            for read in amounts_beside(statement.text, name)
        )
        return any(one.amount and read[0] == one.amount[0] and same_amount(one.amount, read) for read in near)


def _unlike(one: Dosed, known: Sequence[tuple[Dosed, Statement]]) -> tuple[Dosed, Statement] | None:
    """Return the last dose of the record in the same unit, if none of them is this one."""
    if one.amount is None:
        return None
    comparable = [
        (other, where, other.amount) for other, where in known if other.amount and other.amount[0] == one.amount[0]
    ]
    if not comparable or any(same_amount(one.amount, read) for _, _, read in comparable):
        return None
    return comparable[-1][:2]


def _dosed(text: str) -> Iterator[Dosed]:
    at = 0
    while match := _DOSED.search(text, at):
        following = _DOSED.search(match["after"])
        own = match["after"][: following.start()] if following else match["after"]
        told = match.end("dose") + len(own)
        if match["name"].lower() not in _ABOUT_DOSES:
            read = amount(match["dose"]), times_a_day(own)
            yield Dosed(stem(match["name"]), *match.span("name"), match.span("dose"), told, *read)
        at = match.end("dose")
