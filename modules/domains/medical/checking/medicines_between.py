"""What the documents of a chart disagree in about medicines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from modules.core.findings import Finding, Severity
from modules.domains.medical.checking.amounts import amount, same_amount
from modules.domains.medical.checking.held import Held, Record, affirmed
from modules.domains.medical.checking.kinds import ConflictKind
from modules.domains.medical.checking.naming import told_in
from modules.domains.medical.checking.noting import finding, named
from modules.domains.medical.checking.risks import drug_classes, high_alert, reacts
from modules.domains.medical.checking.stopping import is_stopped
from modules.domains.medical.fact import Fact, Kind, Status, citations

# Words that tell of a change: then two doses are no disagreement.
_CHANGE = re.compile(
    r"\b(?:increas\w*|decreas\w*|reduc\w*|chang\w*|titrat\w*|adjust\w*|rais\w*|lower\w*|doubl\w*|halv\w*|taper\w*|wean\w*"
    r"|switch\w*|up to|down to|instead|step(?:ped)? (?:up|down)|load(?:ing)?|bridg\w*|additional|extra|then)\b",
    re.IGNORECASE,
)
_NOT_TAKEN = (Status.STOPPED, Status.PLANNED)


def allergies(known: Record) -> Iterator[Finding]:
    """Yield each medicine that is prescribed against an allergy to it or to its class."""
    stated = [
        fact
        for held in known.held
        if held.kind is Kind.ALLERGY and (fact := next((one for one in held.mentions if affirmed(one)), None))
    ]
    for allergy in stated:
        for held in _medicines(known):
            prescribed = _prescribed(held)
            why, certain = reacts(allergy, prescribed) if prescribed else ("", False)
            if prescribed is None or not why or prescribed.statement == allergy.statement:
                continue
            before = _order(known, prescribed) < _order(known, allergy)
            severity = (Severity.MEDIUM if before else Severity.HIGH) if certain else Severity.LOW
            yield finding(
                ConflictKind.ALLERGY, severity, f"{named(prescribed)} despite an allergy to {allergy.name}",
                f"{told_in(known, allergy)} states an allergy to {allergy.name}; {told_in(known, prescribed)} names "
                f"{prescribed.name} as a medicine. {why[:1].upper()}{why[1:]}.",
                citations([allergy, prescribed]), f"allergy {allergy.concept} {held.concept}",
            )  # fmt: skip


def stopped(known: Record) -> Iterator[Finding]:
    """Yield each medicine that one document stops and a later one continues."""
    for held in _medicines(known):
        ends = [fact for fact in held.mentions if fact.status is Status.STOPPED]
        later = [
            (end, fact)
            for end in ends[-1:]
            for fact in held.mentions
            if fact.status is Status.CONTINUED
            and affirmed(fact)
            and not fact.assertion.uncertain
            and _order(known, fact) > _order(known, end)
            and not any(_is_ended(known, one) for one in _there(held, fact))
        ]
        if later:
            end, goes_on = later[0]
            yield finding(
                ConflictKind.STOPPED, Severity.HIGH, f"{named(end)} was stopped and goes on",
                f"{told_in(known, end)} stops it; {told_in(known, goes_on)} continues it and does not say why.",
                citations([end, goes_on]), f"stopped {held.concept}",
            )  # fmt: skip


def _is_ended(known: Record, fact: Fact) -> bool:
    return fact.status is Status.STOPPED or is_stopped(
        fact, known.beside(fact), fact.statement.text, fact.statement.start
    )


def _there(held: Held, fact: Fact) -> Iterator[Fact]:
    """Yield all mentions of a medicine in the document of one of them."""
    return (one for one in held.mentions if one.source.document_id == fact.source.document_id)


def doses(known: Record) -> Iterator[Finding]:
    """Yield each medicine with two doses of which no statement says that the dose was changed."""
    for held in _medicines(known):
        dosed = [fact for fact in held.mentions if fact.dosage and amount(fact.dosage.dose) and affirmed(fact)]
        changes = any(fact.status in (Status.CHANGED, Status.STOPPED) for fact in held.mentions)
        if changes or any(_CHANGE.search(fact.statement.text) for fact in held.mentions):
            continue
        pair = next(((one, other) for one, other in combinations(dosed, 2) if _differ(one, other)), None)
        if pair and pair[0].dosage and pair[1].dosage:
            one, other = pair
            yield finding(
                ConflictKind.DOSE, Severity.HIGH if high_alert(one) else Severity.MEDIUM,
                f"{named(one)}: {pair[0].dosage.dose} or {pair[1].dosage.dose}",
                f"{told_in(known, one)} gives {pair[0].dosage.dose}, {told_in(known, other)} {pair[1].dosage.dose}; "
                "no document says that the dose was changed.",
                citations([one, other]), f"doses {held.concept}",
            )  # fmt: skip


def duplicates(known: Record) -> Iterator[Finding]:
    """Yield each two medicines of one class that the record has the patient take."""
    taken = [fact for held in _medicines(known) if (fact := _prescribed(held))]
    for group in drug_classes():
        members = [fact for fact in taken if group.duplicate and group.holds(fact)]
        for one, other in combinations(members, 2):
            yield finding(
                ConflictKind.DUPLICATE, Severity.LOW, f"{named(one)} and {other.name}: two {group.name}",
                f"{told_in(known, one)} names {one.name}, {told_in(known, other)} {other.name}; both are {group.name}.",
                citations([one, other]), f"duplicate {one.concept} {other.concept}",
            )  # fmt: skip


def _medicines(known: Record) -> Iterator[Held]:
    return (held for held in known.held if held.kind is Kind.MEDICATION)


def _prescribed(held: Held) -> Fact | None:
    """Return the last mention of a medicine that the patient takes; None where the record ends or never begins it."""
    latest = held.of_latest_note
    if any(fact.status is Status.STOPPED for fact in latest):
        return None
    return next(
        (
            fact
            for fact in reversed(latest)
            if affirmed(fact)
            and fact.status not in _NOT_TAKEN
            and not fact.assertion.historical
            and not fact.assertion.uncertain
        ),
        None,
    )


def _differ(one: Fact, other: Fact) -> bool:
    first, second = (amount(fact.dosage.dose) if fact.dosage else None for fact in (one, other))
    apart = one.statement != other.statement
    return bool(first and second and apart and first[0] == second[0] and not same_amount(first, second))


def _order(known: Record, fact: Fact) -> int:
    """Return the place of a fact's document in time order."""
    ids: Sequence[str] = [note.document_id for note in known.chart.notes]
    return ids.index(fact.source.document_id)
