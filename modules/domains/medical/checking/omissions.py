"""What the record holds and the draft lacks, ranked by the harm that leaving it out can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from modules.core.findings import Severity
from modules.core.text import content_stems
from modules.domains.medical.checking.denying import ALLERGIC
from modules.domains.medical.checking.held import Held, Record, affirmed
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.noting import finding, insertion, named
from modules.domains.medical.checking.places import place
from modules.domains.medical.checking.placing import part_for
from modules.domains.medical.checking.risks import abnormal, critical, high_alert, red_flag
from modules.domains.medical.checking.said import Sentence, section
from modules.domains.medical.checking.wording import worded
from modules.domains.medical.draft import Draft, Issue, Visit
from modules.domains.medical.fact import Experiencer, Fact, Kind, Status, citations
from modules.domains.medical.record import Section

_TOLD_IN_PASSING = frozenset((Section.REVIEW, Section.EXAM))
_CHANGED = (Status.STOPPED, Status.CHANGED, Status.STARTED)
_MOST_IN_A_GROUP = 12


def omissions(draft: Draft, record: Record, said: Sequence[Sentence]) -> Iterator[Issue]:
    """Yield what is left out: one issue for each thing that matters, one for each part with all that hardly does."""
    present = _Present(said)
    minor: dict[tuple[str, Kind], list[Fact]] = {}
    allergens = {held.concept for held in record.held if held.kind is Kind.ALLERGY}
    for held in _expected(draft, record):
        if held.kind is Kind.MEDICATION and held.concept in allergens and not any(one.dosage for one in held.mentions):
            continue  # named as what the allergy is to
        if any(present.holds(fact) for fact in held.mentions):
            continue
        fact = held.telling
        severity, reason = weight(held, record)
        part = part_for(draft, fact, record.section(fact))
        if severity is Severity.LOW:
            if part:
                minor.setdefault((part.key, fact.kind), []).append(fact)
        elif part or severity is Severity.HIGH:
            key = (part or draft.parts[0]).key if draft.parts else ""
            yield _left_out(held, fact, severity, reason, key)
    for (key, kind), facts in minor.items():
        yield _minor(key, kind, facts)


def _expected(draft: Draft, record: Record) -> Iterator[Held]:
    """Yield what a draft should mention: of a visit, what that visit tells and what no note may be without."""
    for held in record.held:
        if not draft.visit or _stands(held):
            yield held
        elif told := tuple(fact for fact in held.mentions if _is_told(fact, draft.visit, record)):
            yield replace(held, mentions=told)


def _is_told(fact: Fact, visit: Visit, record: Record) -> bool:
    """Tell whether a fact is of a visit, or was entered by the clinician."""
    stated = record.statements.get(place(fact.statement))
    return not fact.source.document_id or visit.tells(fact.source.document_id, stated.date if stated else "")


def _stands(held: Held) -> bool:
    """Tell whether it matters at every visit: an allergy, or a high-alert medicine that is taken."""
    fact = held.telling
    if fact.kind is Kind.ALLERGY:
        return affirmed(fact)
    taken = affirmed(fact) and not fact.assertion.historical and fact.status is not Status.STOPPED
    return fact.kind is Kind.MEDICATION and taken and bool(high_alert(fact))


def weight(held: Held, record: Record) -> tuple[Severity, str]:
    """Return how much it matters that something is left out, and why."""
    fact = held.telling
    if fact.assertion.experiencer is not Experiencer.PATIENT or fact.kind in (Kind.FAMILY, Kind.SOCIAL):
        return Severity.LOW, ""
    if fact.kind is Kind.ALLERGY:
        return (Severity.HIGH, "an allergy") if affirmed(fact) else (Severity.MEDIUM, "that there is no allergy")
    if fact.kind is Kind.MEDICATION:
        return _weight_of_medicine(held, fact)
    if not affirmed(fact):
        return Severity.LOW, ""
    if critical(fact):
        return Severity.HIGH, "a critical result"
    if fact.kind in (Kind.VITAL, Kind.LAB):
        return (Severity.MEDIUM, "an abnormal result") if abnormal(fact) else (Severity.LOW, "")
    if not any(record.is_told(one) for one in held.mentions):
        return Severity.LOW, ""  # only asked about, or to be watched for
    if red_flag(fact) and not fact.assertion.historical and not fact.assertion.uncertain:
        return Severity.HIGH, "a warning sign"
    return _weight_by_place(held, record)


def _weight_of_medicine(held: Held, fact: Fact) -> tuple[Severity, str]:
    group = high_alert(fact)
    if fact.assertion.negated and fact.status is not Status.STOPPED:
        return (Severity.MEDIUM if group else Severity.LOW), "a medicine that is not taken"
    if group:
        return Severity.HIGH, f"a high-alert medicine ({group})"
    if changed := next((one for one in held.of_latest_note if one.status in _CHANGED), None):
        heavy = changed.status is not Status.STARTED
        return (Severity.HIGH if heavy else Severity.MEDIUM), f"a medicine that was {changed.status}"
    return Severity.MEDIUM, "a medicine"


def _weight_by_place(held: Held, record: Record) -> tuple[Severity, str]:
    """Weigh a problem or a procedure by where it stands: what is told in passing only is minor."""
    told = {record.section(fact) for fact in held.mentions if affirmed(fact)}
    if told <= _TOLD_IN_PASSING or held.telling.assertion.uncertain:
        return Severity.LOW, ""
    if held.kind is Kind.PROCEDURE:
        return Severity.MEDIUM, "planned" if Section.PLAN in told else "a procedure"
    return Severity.MEDIUM, "a past problem" if held.telling.assertion.historical else "a problem"


class _Present:
    """What a draft mentions, by concept and by words."""

    def __init__(self, said: Sequence[Sentence]) -> None:
        self._concepts = {(fact.kind is Kind.ALLERGY, fact.concept) for one in said for fact in one.facts}
        medicines = (fact for one in said for fact in one.facts if fact.kind is Kind.MEDICATION)
        self._medicines = [frozenset(content_stems(fact.concept)) for fact in medicines]
        self._stems = [(frozenset(content_stems(one.text)), _speaks_of_allergy(one)) for one in said]

    def holds(self, fact: Fact) -> bool:
        """Tell whether the draft mentions what a fact is about; an allergy only where it speaks of allergies."""
        allergy = fact.kind is Kind.ALLERGY
        if (allergy, fact.concept) in self._concepts:
            return True
        wanted = frozenset(content_stems(fact.concept))
        if fact.kind is Kind.MEDICATION and any(wanted <= other or other <= wanted for other in self._medicines):
            return True  # "insulin" where the draft says "insulin glargine"
        words = [frozenset(content_stems(name)) for name in (fact.name, fact.concept)]
        if allergy and fact.assertion.negated:
            return any(speaks for _, speaks in self._stems)
        return any(name and name <= stems for stems, speaks in self._stems if speaks or not allergy for name in words)


def _speaks_of_allergy(one: Sentence) -> bool:
    return section(one.part) is Section.ALLERGIES or bool(ALLERGIC.search(one.text))


def _left_out(held: Held, fact: Fact, severity: Severity, reason: str, part: str) -> Issue:
    text = worded(fact)
    quotes = citations([fact, *reversed(held.mentions)])
    about = f"{held.kind} {held.concept}"
    return Issue(
        finding(
            IssueKind.OMITTED,
            severity,
            f"{named(fact)} is left out",
            f"The record states {reason} that the draft does not mention: {text}",
            quotes,
            about,
        ),
        part=part,
        insert=insertion(about, text, quotes),
    )


def _minor(part: str, kind: Kind, facts: Sequence[Fact]) -> Issue:
    shown = facts[:_MOST_IN_A_GROUP]
    text = " ".join(worded(fact) for fact in shown)
    more = f", and {len(facts) - len(shown)} more" if len(facts) > len(shown) else ""
    about = f"{part} {kind} {' '.join(fact.concept for fact in shown)}"
    title = f"{named(facts[0])} is left out" if len(facts) == 1 else f"{len(facts)} minor findings are left out"
    return Issue(
        finding(
            IssueKind.OMITTED,
            Severity.LOW,
            title,
            f"Of the {kind} entries of the record the draft does not mention: {text}{more}",
            citations(shown),
            about,
        ),
        part=part,
        insert=insertion(about, text, citations(shown)),
    )
