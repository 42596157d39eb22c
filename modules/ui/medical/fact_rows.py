"""Facts as rows: mentions of the same thing in one row, the newest first, with the columns that fit their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from modules.domains.medical.fact import Assertion, Dosage, Experiencer, Fact, Kind, Measurement
from modules.ui.medical.days import said

TITLES: Mapping[Kind, str] = {
    Kind.ALLERGY: "Allergies",
    Kind.MEDICATION: "Medicines",
    Kind.PROBLEM: "Problems",
    Kind.VITAL: "Vital signs",
    Kind.LAB: "Laboratory values",
    Kind.PROCEDURE: "Procedures and tests",
    Kind.FAMILY: "Family history",
    Kind.SOCIAL: "Social history",
}
ADDED = "added "
"""With this begins the id of a fact that the clinician added."""
_NO_DOSAGE, _NO_MEASUREMENT = Dosage(), Measurement("")
_Cell = tuple[str, Callable[[Fact], str]]


@dataclass(frozen=True, slots=True)
class Row:
    """The mentions of one thing with one assertion, the newest first."""

    mentions: tuple[Fact, ...]

    @property
    def latest(self) -> Fact:
        """The mention whose values the row shows."""
        return self.mentions[0]


def rows(facts: Iterable[Fact]) -> list[Row]:
    """Unite the mentions of the same thing with the same assertion; rows in the order in which a record names them.

    Facts without a date stand behind those that have one. Of the same date, those that say more come first, since a
    note names a medicine often and its dose once; of those that say as much, the one that stands later in the record.
    """
    united: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        united.setdefault((fact.kind, fact.concept, fact.side, fact.assertion), []).append(fact)
    return [Row(_newest_first(group)) for group in united.values()]


def _newest_first(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    told = [sum(map(bool, cells(fact))) for fact in facts]
    order = sorted(range(len(facts)), key=lambda at: (facts[at].date, told[at], at), reverse=True)
    return tuple(facts[at] for at in order)


def stated(assertion: Assertion) -> str:
    """Return how a fact is asserted, in words: "yes", "no", "possible", "past", and whose it is where not his own."""
    words = [
        *(["no"] if assertion.negated else []),
        *(["possible"] if assertion.uncertain else []),
        *(["past"] if assertion.historical else []),
    ]
    if assertion.experiencer is Experiencer.OTHER:
        words.append("somebody else")
    if assertion.experiencer is Experiencer.FAMILY:
        words.append("family")
    return ", ".join(words) or "yes"


def named(fact: Fact) -> str:
    """Return what a fact is about, with its side where the name does not say it: "knee pain, right"."""
    return fact.name if not fact.side or fact.side in fact.name.lower() else f"{fact.name}, {fact.side}"


def headed(fact: Fact) -> str:
    """Return what a fact is about as it begins a row: "Knee pain, right", but "eGFR"."""
    name = named(fact)
    return name[0].upper() + name[1:] if name.partition(" ")[0].islower() else name


def columns(kind: Kind) -> list[str]:
    """Return the titles of the columns for a kind of facts; the first is what the fact is about."""
    return [title for title, _ in _COLUMNS[kind]]


def cells(fact: Fact) -> list[str]:
    """Return a fact's cells under the columns of its kind."""
    return [cell(fact) for _, cell in _COLUMNS[fact.kind]]


def brief(fact: Fact) -> str:
    """Return everything in a fact's cells as one line, without empty ones."""
    return " · ".join(filter(None, cells(fact)))


def holds(row: Row, words: str, *, affirmed: bool) -> bool:
    """Say whether each word stands in the mentions of a row, which is neither negated nor uncertain if `affirmed`."""
    if affirmed and (row.latest.assertion.negated or row.latest.assertion.uncertain):
        return False
    text = " ".join(f"{fact.concept} {brief(fact)} {fact.statement.text}" for fact in row.mentions).casefold()
    return all(word in text for word in words.casefold().split())


def _dosage(fact: Fact) -> Dosage:
    return fact.dosage or _NO_DOSAGE


def _measured(fact: Fact) -> Measurement:
    return fact.measurement or _NO_MEASUREMENT


def _stated(fact: Fact) -> str:
    return stated(fact.assertion)


def _day(fact: Fact) -> str:
    return said(fact.date) if fact.date else ""


def _detail(fact: Fact) -> str:
    return fact.detail


def _measurement(title: str) -> Sequence[_Cell]:
    return (
        (title, named),
        ("Value", lambda fact: _measured(fact).value),
        ("Unit", lambda fact: _measured(fact).unit),
        ("Range", lambda fact: _measured(fact).reference),
        ("Flag", lambda fact: _measured(fact).flag),
        ("Date", _day),
    )


_COLUMNS: Mapping[Kind, Sequence[_Cell]] = {
    Kind.ALLERGY: (("Allergy", named), ("Reaction", _detail), ("Stated", _stated), ("Date", _day)),
    Kind.MEDICATION: (
        ("Medicine", named),
        ("Dose", lambda fact: _dosage(fact).dose),
        ("Route", lambda fact: _dosage(fact).route),
        ("Frequency", lambda fact: _dosage(fact).frequency),
        ("Status", lambda fact: fact.status),
        ("Stated", _stated),
        ("Date", _day),
    ),
    Kind.PROBLEM: (("Problem", named), ("Detail", _detail), ("Stated", _stated), ("Date", _day)),
    Kind.VITAL: _measurement("Sign"),
    Kind.LAB: _measurement("Test"),
    Kind.PROCEDURE: (("Procedure or test", named), ("Detail", _detail), ("Stated", _stated), ("Date", _day)),
    Kind.FAMILY: (("Condition", named), ("Who", _detail), ("Stated", _stated), ("Date", _day)),
    Kind.SOCIAL: (("What", named), ("Detail", _detail), ("Stated", _stated), ("Date", _day)),
}
