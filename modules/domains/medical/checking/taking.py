"""How a medicine is taken and what was measured, in a draft beside the record."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from modules.core.findings import Citation, Severity
from modules.domains.medical.checking.amounts import amount, amounts_beside, figures, route, same_amount, times_a_day
from modules.domains.medical.checking.differences import Difference, difference
from modules.domains.medical.checking.held import Record
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.noting import named
from modules.domains.medical.checking.risks import high_alert
from modules.domains.medical.checking.said import Sentence
from modules.domains.medical.checking.stopping import is_stopped
from modules.domains.medical.fact import Fact, Kind, Status

# A sentence that tells of earlier times may say an earlier dose.
_EARLIER = re.compile(
    r"\b(?:was|were|had|previous(?:ly)?|prior|initial(?:ly)?|earlier|former(?:ly)?|at the time|then|from|until|history"
    r"|since|increased|decreased|reduced|changed|raised|lowered|titrated|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|prior|previous|home|usual|on admission|at admission|drug history)\b", re.IGNORECASE)
_GOES_ON = (Status.STARTED, Status.CONTINUED, Status.CHANGED)


def taken(
    fact: Fact, mentions: Sequence[Fact], sentence: Sentence, record: Record, *, stops: bool
) -> Iterator[Difference]:
    """Yield how a medicine of the draft is taken otherwise than in the record.

    Args:
        fact: the medicine, as the draft has it.
        mentions: of it in the record.
        sentence: of the draft.
        record: all of it.
        stops: whether another sentence of the draft says that it was stopped.
    """
    if not stops and (stopped := _status(fact, mentions, sentence, record)):
        yield stopped
    if other := _dose(fact, mentions) or _superseded(fact, mentions, sentence):
        yield other
    told = fact.dosage
    if told is None:
        return
    rates = [(one, times_a_day(one.dosage.frequency)) for one in mentions if one.dosage]
    if unlike := _unlike(times_a_day(told.frequency), rates):
        severity = Severity.HIGH if high_alert(fact) else Severity.MEDIUM
        right = unlike[-1].dosage.frequency if unlike[-1].dosage else ""
        yield _told(IssueKind.FREQUENCY, severity, fact, unlike, "frequency", told.frequency, right)
    routes = [(one, route(one.dosage.route) or None) for one in mentions if one.dosage]
    if unlike := _unlike(route(told.route) or None, routes):
        right = unlike[-1].dosage.route if unlike[-1].dosage else ""
        yield _told(IssueKind.ROUTE, Severity.MEDIUM, fact, unlike, "route", told.route, right)


def measured(fact: Fact, mentions: Sequence[Fact], cited: Sequence[Citation]) -> Iterator[Difference]:
    """Yield that no measurement of the record has the draft's value, nor the place that the line cites for it."""
    value = fact.measurement
    if value is None:
        return
    said = figures(value.value)
    known = [(one, figures(one.measurement.value)) for one in mentions if one.measurement]
    numeric = [(one, numbers) for one, numbers in known if numbers]
    places = [one.text for one in cited if fact.name.lower() in one.text.lower()]
    beside = {number for text in (*(one.statement.text for one, _ in known), *places) for number in figures(text)}
    if not said or not numeric or set(said) <= beside or any(_agree(said, numbers) for _, numbers in numeric):
        return
    nearest = numeric[-1][0]
    right = nearest.measurement.value if nearest.measurement else ""
    others = [one for one, _ in numeric]
    yield _told(IssueKind.VALUE, Severity.HIGH, fact, others, "value", value.value, right)


def _agree(said: Sequence[float], known: Sequence[float]) -> bool:
    return set(said) <= set(known) or set(known) <= set(said)


def _unlike(said: Hashable | None, known: Sequence[tuple[Fact, Hashable | None]]) -> list[Fact]:
    """Return the mentions that say it otherwise, where the draft says it and none says it so."""
    told = [(one, read) for one, read in known if read is not None]
    return [] if said is None or any(read == said for _, read in told) else [one for one, _ in told]


def _dose(fact: Fact, mentions: Sequence[Fact]) -> Difference | None:
    said = amount(fact.dosage.dose) if fact.dosage else None
    if said is None or fact.dosage is None:
        return None
    told = [(one, amount(one.dosage.dose)) for one in mentions if one.dosage]
    comparable = [(one, read) for one, read in told if read and read[0] == said[0]]
    if fact.status is Status.CHANGED and any(one.status is Status.CHANGED for one, _ in comparable):
        comparable = [(one, read) for one, read in comparable if one.status is Status.CHANGED]
    beside = (read for one, _ in comparable for read in amounts_beside(one.statement.text, one.name))
    if not comparable or any(same_amount(said, read) for read in (*(read for _, read in comparable), *beside)):
        return None
    unlike = [one for one, _ in comparable]
    right = unlike[-1].dosage.dose if unlike[-1].dosage else ""
    return _told(IssueKind.DOSE, Severity.HIGH, fact, unlike, "dose", fact.dosage.dose, right)


def _superseded(fact: Fact, mentions: Sequence[Fact], sentence: Sentence) -> Difference | None:
    """Return that a later document gives another dose, unless the draft's sentence tells of earlier times."""
    said = amount(fact.dosage.dose) if fact.dosage else None
    dosed = [one for one in mentions if one.dosage and amount(one.dosage.dose)]
    if said is None or fact.dosage is None or not dosed or _EARLIER.search(sentence.text):
        return None
    last = [one for one in dosed if one.source.document_id == dosed[-1].source.document_id]
    amounts = [read for one in last if one.dosage and (read := amount(one.dosage.dose))]
    if len(last) == len(dosed) or any(read[0] != said[0] or same_amount(said, read) for read in amounts):
        return None
    right = last[-1].dosage.dose if last[-1].dosage else ""
    return difference(
        IssueKind.OUTDATED, Severity.HIGH if high_alert(fact) else Severity.MEDIUM, fact, last,
        f"{named(fact)}: an earlier dose", f"The latest document that gives a dose says {right}.",
        wrong=fact.dosage.dose, right=right,
    )  # fmt: skip


def _status(fact: Fact, mentions: Sequence[Fact], sentence: Sentence, record: Record) -> Difference | None:
    """Return that one stops what the other continues, judged by the latest document that tells and by its words."""
    told = [one for one in mentions if one.status in (*_GOES_ON, Status.STOPPED)]
    if fact.status not in (*_GOES_ON, Status.STOPPED) or not told:
        return None
    latest = [one for one in told if one.source.document_id == told[-1].source.document_id]
    stops = fact.status is Status.STOPPED
    if any((one.status is Status.STOPPED) == stops for one in latest) or _tells_of_earlier(fact, sentence):
        return None
    medicines = [one for one in sentence.facts if one.kind is Kind.MEDICATION]
    if is_stopped(fact, medicines, sentence.text, sentence.statement.place.start) != stops:
        return None
    if any(is_stopped(one, record.beside(one), one.statement.text, one.statement.start) == stops for one in latest):
        return None
    holds = "goes on" if stops else "was stopped"
    return difference(
        IssueKind.STATUS, Severity.HIGH, fact, latest,
        f"{named(fact)} {holds}", f"The draft says that it is {fact.status}; by the record it {holds}.", restate=True,
    )  # fmt: skip


def _tells_of_earlier(fact: Fact, sentence: Sentence) -> bool:
    return fact.assertion.historical or bool(
        _BEFORE.search(sentence.part.title)
        or re.search(r"\b(?:previous|prior|former|history|in (?:19|20)\d\d)", sentence.text)
    )


def _told(
    kind: IssueKind, severity: Severity, fact: Fact, unlike: Sequence[Fact], field: str, wrong: str, right: str
) -> Difference:
    return difference(
        kind, severity, fact, unlike,
        f"{named(fact)}: {wrong}, not {right}", f"The record gives the {field} as {right}, the draft as {wrong}.",
        wrong=wrong, right=right,
    )  # fmt: skip
