"""What a row of a structured record says of its own entry: how sure it is, whether it is over, what becomes of it.

The words are the codes of FHIR (clinicalStatus, verificationStatus and status of its resources), which other exports
share. A row that was entered in error never gets here: `reading` leaves it out and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from modules.domains.medical.cells import Cell, cells_of, coded, is_row, titles_of
from modules.domains.medical.fact import Assertion, Fact, Kind, Status
from modules.domains.medical.facts.allergies import ANY
from modules.domains.medical.facts.said import Found, Said, assertion_of

_STANDING = re.compile(
    r"(?:clinical |verification |medication |current )?(?:status|certainty|verification)|state|given|taken",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:allerg\w+|substance|agent|condition|problem|diagnos[ie]s|disease|disorder|medicine|medication|drug|procedure"
    r"|operation|vaccine|immuni[sz]ation|name|test|observation|finding|symptom|description|what|report|item|entry"
    r"|display|code)(?: (?:name|description|display))?s?",
    re.IGNORECASE,
)
_VALUE = re.compile(r"values?|results?|findings?|answers?|present", re.IGNORECASE)
_REFUTED = frozenset(("refuted", "ruled out"))
_NOT_DONE = frozenset(  # of what is given or done
    (
        *("not done", "not taken", "not given", "do not give", "do not perform", "revoked", "rejected", "declined"),
        *("abandoned", "cancelled", "canceled", "no", "false"),
    )
)
_DOUBTED = frozenset(
    ("unconfirmed", "provisional", "differential", "suspected", "possible", "probable", "preparation", "proposed")
)
_OVER = frozenset(("inactive", "resolved", "remission", "in remission", "abated", "past", "historical"))
_NOW = frozenset(("active", "recurrence", "relapse", "current"))
_NEVER = re.compile(r"(?:never|no\b|non|none|not\b|does not|denie|negative|false)")
_FORMER = re.compile(r"\b(?:former|ex|quit|stopped|past|previous)")
_UNKNOWN = re.compile(r"\bunknown|if ever|not (?:asked|known|recorded)")
_LETTERS = 2
_MEDICATION = {
    "stopped": Status.STOPPED,
    "discontinued": Status.STOPPED,
    "on hold": Status.STOPPED,
    "suspended": Status.STOPPED,
    "cancelled": Status.STOPPED,
    "canceled": Status.STOPPED,
    "draft": Status.PLANNED,
    "intended": Status.PLANNED,
    "proposed": Status.PLANNED,
    "active": Status.CONTINUED,
}
_ENDED = frozenset(("completed", "ended", "complete", "finished", "inactive"))  # of a course: taken, and over
# What may stand beside a problem that an observation is of: "Presence of fever (finding)", not "Tetanus vaccine".
_BESIDES = re.compile(
    r"(?:\W|\b(?:presence|of|symptoms?|findings?|disorder|present|status|observed|any|current|the|a)\b)*", re.IGNORECASE
)
_PRESENT = frozenset(("yes", "present", "true", "positive", "detected"))
_ABSENT = frozenset(("no", "absent", "false", "negative", "none", "not present", "not detected", "denied"))


@dataclass(frozen=True)
class Recorded:
    """A row of a table whose columns say what its entry is called and how it stands.

    Attributes:
        titles: headings of the columns, as printed.
        cells: one a column at most.
    """

    titles: list[str]
    cells: list[Cell]

    @cached_property
    def entry(self) -> Cell | None:
        """The cell that names what the row is about; None where no heading says which."""
        return next((cell for title, cell in self._pairs() if _NAMED.fullmatch(title)), None)

    @cached_property
    def standing(self) -> frozenset[str]:
        """The words of the columns that say how the entry stands: "active", "refuted"."""
        cells = (cell.text for title, cell in self._pairs() if _STANDING.fullmatch(title))
        return frozenset(coded(part) for text in cells for part in re.split(r"[,;]", text))

    @cached_property
    def answer(self) -> bool | None:
        """Whether the row's value says that what it names is there; None where it says neither."""
        said = coded(self.value.text) if self.value else ""
        return False if said in _ABSENT else True if said in _PRESENT else None

    @property
    def value(self) -> Cell | None:
        """The cell that tells what was found of the entry; None where no heading says which, or it is empty."""
        return next((cell for title, cell in self._pairs() if _VALUE.fullmatch(title) and cell.text), None)

    def _pairs(self) -> Iterator[tuple[str, Cell]]:
        return zip(self.titles, self.cells, strict=False)


def recorded(said: Said) -> Recorded | None:
    """Return the row that a statement is; None where it is none, or stands under no headings."""
    titles = titles_of(said.statement.header)
    return Recorded(titles, cells_of(said.text)) if len(titles) > 1 and is_row(said.text) else None


def as_recorded(said: Said, found: list[Found]) -> list[Found]:
    """Return what was found in a statement as the columns of its row assert it; unchanged where it is no such row.

    Only what the row is about is changed: the reason of a medicine that was stopped is not over with it.
    """
    row = recorded(said)
    if row is None or row.entry is None:
        return found
    if row.value is not None:
        found = _lived(found, row.entry, row.value)
    if not row.standing:
        return found
    entry, words = row.entry, row.standing
    kept = [one for one in found if not (one.concept == ANY and one.kind is Kind.ALLERGY and words & _REFUTED)]
    kept = [replace(one, assertion=one.assertion or _of_its_cell(said, row, one)) for one in kept]
    return [_standing(one, words) if entry.start <= one.start < entry.end else one for one in kept]


def _of_its_cell(said: Said, row: Recorded, found: Found) -> Assertion:
    """Return how the words of its own cell assert what was found: the "not" of "not taken" is of another."""
    cell = next((one for one in row.cells if one.start <= found.start and found.end <= one.end), None)
    if cell is None:
        return assertion_of(said, found.start, found.end)
    return assertion_of(replace(said, text=cell.text), found.start - cell.start, found.end - cell.start)


def _lived(found: list[Found], entry: Cell, value: Cell) -> list[Found]:
    """Return the facts with the habits that a row asks for as its value answers: "Smoking status | Never smoker"."""
    lived = [one for one in found if one.kind is Kind.SOCIAL and entry.start <= one.start < entry.end]
    if not lived or len(value.text) < _LETTERS or not value.text[0].isalpha():
        return found
    others = [one for one in found if one.kind is not Kind.SOCIAL]
    words = value.text.lower()
    assertion = Assertion(
        negated=bool(_NEVER.match(words)),
        uncertain=bool(_UNKNOWN.search(words)),
        historical=bool(_FORMER.search(words)),
    )
    reach = (entry.start, value.end)
    return [*others, replace(lived[0], start=entry.start, end=entry.end, reach=reach, assertion=assertion)]


def _standing(found: Found, words: frozenset[str]) -> Found:
    asserted = found.assertion or Assertion()
    if found.kind is Kind.MEDICATION:
        return _medication(found, asserted, words)
    if found.kind in (Kind.ALLERGY, Kind.PROBLEM, Kind.PROCEDURE):
        denied = _REFUTED | _NOT_DONE if found.kind is Kind.PROCEDURE else _REFUTED
        negated = asserted.negated or bool(words & denied)
        over = bool(words & _OVER) or (asserted.historical and not words & _NOW)
        asserted = replace(
            asserted,
            negated=negated,
            uncertain=not negated and (asserted.uncertain or bool(words & _DOUBTED)),
            historical=over,
        )
    return replace(found, assertion=asserted)


def _medication(found: Found, asserted: Assertion, words: frozenset[str]) -> Found:
    if words & (_REFUTED | _NOT_DONE) - _MEDICATION.keys():
        return replace(found, assertion=replace(asserted, negated=True), status=Status.UNKNOWN)
    if words & _ENDED:
        return replace(found, assertion=replace(asserted, historical=True), status=Status.UNKNOWN)
    status = next((status for word, status in _MEDICATION.items() if word in words), found.status)
    return replace(found, status=status)


def observed(said: Said, named: Iterable[Found]) -> list[Found]:
    """Return the problems that a row of observations answers with yes or no: "Fever | no" denies one."""
    row = recorded(said)
    if row is None or row.entry is None or row.answer is None:
        return []
    assertion = Assertion(negated=not row.answer)
    entry = row.entry
    return [
        replace(one, assertion=assertion)
        for one in named
        if entry.start <= one.start < entry.end
        and _BESIDES.fullmatch(f"{said.text[entry.start : one.start]} {said.text[one.end : entry.end]}")
    ]


def renewed(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return a note's facts with each ended prescription of a list as history where the list has a later one that runs.

    A record lists every prescription in a row of its own: that the one of 2019 was stopped does not stop the one of
    2021.
    """
    running: dict[str, str] = {}
    for fact in facts:
        if _prescribed(fact) and fact.status is Status.CONTINUED and not fact.assertion.negated:
            running[fact.concept] = max(fact.date, running.get(fact.concept, ""))
    return tuple(
        replace(fact, status=Status.UNKNOWN, assertion=replace(fact.assertion, historical=True))
        if _prescribed(fact) and fact.status is Status.STOPPED and fact.date <= running.get(fact.concept, "")
        else fact
        for fact in facts
    )


def _prescribed(fact: Fact) -> bool:
    return fact.kind is Kind.MEDICATION and bool(fact.date) and is_row(fact.statement.text)
