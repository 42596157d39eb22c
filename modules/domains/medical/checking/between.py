"""What the documents of a chart disagree in, each with the places and the days that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from modules.core.findings import Finding, Severity
from modules.core.text import content_stems
from modules.domains.medical.checking.held import Held, Record, affirmed, record
from modules.domains.medical.checking.kinds import ConflictKind
from modules.domains.medical.checking.medicines_between import allergies, doses, duplicates, stopped
from modules.domains.medical.checking.naming import told_in
from modules.domains.medical.checking.noting import finding, named
from modules.domains.medical.checking.patients import patients
from modules.domains.medical.fact import Fact, Facts, Kind, citations
from modules.domains.medical.record import Chart, Section

_LASTING = (Section.PAST, Section.SURGERY)
# "no known allergy to latex or contrast media" says nothing of penicillin
_OF_SOME = re.compile(
    r"\ballerg\w* to (?!(?:any(?:thing)?|other|all|drugs?|medic\w+|foods?|known|the following)\b)", re.IGNORECASE
)
_EVER = re.compile(r"\b(?:history of|never had|has never)\b", re.IGNORECASE)
_SEVERITIES = list(Severity)


def conflicts(chart: Chart, facts: Facts) -> tuple[Finding, ...]:
    """Return what the documents of a chart disagree in, the worst first."""
    known = record(chart, facts)
    found = [
        *allergies(known),
        *denied_allergies(known),
        *patients(chart),
        *stopped(known),
        *doses(known),
        *sides(known),
        *denied(known),
        *duplicates(known),
    ]
    return tuple(sorted(found, key=lambda one: _SEVERITIES.index(one.severity)))


def denied_allergies(known: Record) -> Iterator[Finding]:
    """Yield each allergy of one document that another one, of the same day or later, says there is not."""
    all_allergies = [held for held in known.held if held.kind is Kind.ALLERGY]
    denials = [fact for held in all_allergies for fact in held.mentions if fact.assertion.negated]
    for held in all_allergies:
        stated = next((fact for fact in held.mentions if affirmed(fact) and not fact.assertion.uncertain), None)
        against = [one for one in denials if stated and _general(one, held) and _another(one, stated)]
        if stated is None or not against:
            continue
        denial = against[-1]
        later = _day(known, denial) >= _day(known, stated)
        yield finding(
            ConflictKind.NEGATION, Severity.HIGH if later else Severity.MEDIUM,
            f"Allergy to {stated.name} is denied elsewhere",
            f"{told_in(known, stated)} states an allergy to {stated.name}; {told_in(known, denial)} denies it.",
            citations([stated, denial]), f"denied allergy {held.concept}",
        )  # fmt: skip


def _general(denial: Fact, held: Held) -> bool:
    """Tell whether a denial is of this allergy or of all."""
    if denial.concept == held.concept:
        return True
    return not _OF_SOME.search(denial.statement.text) and ("allerg" in denial.name.lower() or denial.name.isupper())


def sides(known: Record) -> Iterator[Finding]:
    """Yield each problem or procedure that is on the left in one document and on the right in another."""
    for held in known.held:
        if held.kind not in (Kind.PROBLEM, Kind.PROCEDURE):
            continue
        by_document = _by_document([fact for fact in held.mentions if fact.side and affirmed(fact)])
        for one, other in combinations(by_document, 2):
            if {fact.side for fact in one} | {fact.side for fact in other} != {"left", "right"}:
                continue
            if {fact.side for fact in one} & {fact.side for fact in other}:
                continue
            severity = Severity.HIGH if held.kind is Kind.PROCEDURE else Severity.MEDIUM
            yield finding(
                ConflictKind.SIDE, severity, f"{named(one[0])}: {one[0].side} or {other[0].side}",
                f"{told_in(known, one[0])} says {one[0].side}; {told_in(known, other[0])} says {other[0].side}.",
                citations([one[0], other[0]]), f"side {held.kind} {held.concept}",
            )  # fmt: skip
            break


def denied(known: Record) -> Iterator[Finding]:
    """Yield each problem that one document states and another denies, where time does not explain it.

    Symptoms come and go: they disagree only on one day. A history does not go: who has had it cannot later have never
    had it.
    """
    denied_histories = [
        fact
        for held in known.held
        if held.kind is Kind.PROBLEM
        for fact in held.mentions
        if fact.assertion.negated and _of_history(fact)
    ]
    for held in known.held:
        if held.kind is not Kind.PROBLEM:
            continue
        stated = [fact for fact in held.mentions if affirmed(fact) and not fact.assertion.uncertain]
        denials = [
            fact
            for fact in (*held.mentions, *_wider(held, denied_histories))
            if fact.assertion.negated and not fact.assertion.uncertain
        ]
        pair = next(
            ((one, no) for one in stated for no in denials if _another(one, no) and _disagree(known, one, no)), None
        )
        if pair:
            one, no = pair
            yield finding(
                ConflictKind.NEGATION, Severity.MEDIUM, f"{named(one)} is denied elsewhere",
                f"{told_in(known, one)} states {one.name}; {told_in(known, no)} denies it.",
                citations([one, no]), f"denied {held.concept}",
            )  # fmt: skip


def _of_history(fact: Fact) -> bool:
    return fact.assertion.historical or bool(_EVER.search(fact.statement.text))


def _wider(held: Held, denials: Sequence[Fact]) -> list[Fact]:
    """Return the denied histories of something wider: who has type 2 diabetes has a history of diabetes."""
    stems = set(content_stems(held.concept)) | set(content_stems(held.mentions[0].name))
    return [one for one in denials if one.concept != held.concept and set(content_stems(one.name)) < stems]


def _disagree(known: Record, stated: Fact, denial: Fact) -> bool:
    if stated.side and denial.side and stated.side != denial.side:
        return False
    day, other = _day(known, stated), _day(known, denial)
    history = _of_history(denial) or known.section(denial) in _LASTING
    return (history and bool(day) and day <= other) or (bool(day) and day == other)


def _by_document(facts: Sequence[Fact]) -> list[list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.source.document_id, []).append(fact)
    return list(found.values())


def _another(one: Fact, other: Fact) -> bool:
    return one.source.document_id != other.source.document_id


def _day(known: Record, fact: Fact) -> str:
    return next((note.date for note in known.chart.notes if note.document_id == fact.source.document_id), "")
