"""What a record holds: its facts united over mentions and notes, the latest assertion last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from modules.core.text import content_stems
from modules.domains.medical.checking.asking import unanswered
from modules.domains.medical.checking.denying import ADVICE
from modules.domains.medical.checking.places import Place, place
from modules.domains.medical.fact import Experiencer, Fact, Facts, Kind
from modules.domains.medical.record import Chart, Section, Speaker, Statement

_NO_ALLERGEN = re.compile(
    r"(?:\W*\b(?:allerg(?:y|ies|ic)|reactions?|any|anything|something|things?|known|new|other|drugs?|medic\w+|foods?|to|the"
    r"|substances?|patient|have)\b\W*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that a record speaks of, once or often.

    Attributes:
        kind, concept: what.
        mentions: the facts that mention it, in time order.
    """

    kind: Kind
    concept: str
    mentions: tuple[Fact, ...]

    @property
    def of_latest_note(self) -> tuple[Fact, ...]:
        """The mentions in the last document that has any."""
        last = self.mentions[-1].source.document_id
        return tuple(fact for fact in self.mentions if fact.source.document_id == last)

    @property
    def telling(self) -> Fact:
        """The mention that stands for all: of the latest note the one that asserts and says most."""
        return max(self.of_latest_note, key=_says)


@dataclass(frozen=True, slots=True)
class Record:
    """A chart and its facts, looked up by what they are about and by where they stand.

    Attributes:
        held: every thing once, in the order of its first mention.
        statements: by document, page and first character.
        stems: of all words of the chart.
        asked: where the statements begin that only ask.
    """

    chart: Chart
    held: tuple[Held, ...]
    statements: Mapping[Place, Statement]
    stems: frozenset[str]
    asked: frozenset[Place] = frozenset()

    def about(self, concept: str, *kinds: Kind) -> tuple[Fact, ...]:
        """Return the mentions of a concept, of any kind where none is given."""
        return tuple(
            fact
            for held in self.held
            if held.concept == concept and (not kinds or held.kind in kinds)
            for fact in held.mentions
        )

    def section(self, fact: Fact) -> Section:
        """Return what the part of the note is about in which a fact stands."""
        statement = self.statements.get(place(fact.statement))
        return statement.section if statement else Section.OTHER

    def beside(self, fact: Fact) -> tuple[Fact, ...]:
        """Return the medicines of a fact's statement."""
        return tuple(
            one
            for held in self.held
            if held.kind is Kind.MEDICATION
            for one in held.mentions
            if one.statement == fact.statement
        )

    def is_told(self, fact: Fact) -> bool:
        """Tell whether somebody states a fact, rather than asks about it or says what to look out for."""
        warns = self.speaker(fact) is Speaker.CLINICIAN and bool(ADVICE.search(fact.statement.text))
        return place(fact.statement) not in self.asked and not warns

    def speaker(self, fact: Fact) -> Speaker:
        """Return who states a fact; nobody in a written note."""
        statement = self.statements.get(place(fact.statement))
        return statement.speaker if statement else Speaker.NOBODY


def record(chart: Chart, facts: Facts) -> Record:
    """Read a chart and its facts for comparing."""
    united: dict[tuple[Kind, str], list[Fact]] = {}
    for fact in filter(_is_telling, facts.items):
        united.setdefault((fact.kind, fact.concept), []).append(fact)
    return Record(
        chart,
        tuple(Held(kind, concept, tuple(mentions)) for (kind, concept), mentions in united.items()),
        {place(one.place): one for one in chart.statements},
        frozenset(stem for one in chart.statements for stem in content_stems(one.text)),
        unanswered(chart),
    )


def _is_telling(fact: Fact) -> bool:
    """Tell whether a fact names something: "allergies" and a value are no allergens."""
    general = _NO_ALLERGEN.fullmatch(fact.name) or any(sign.isdigit() for sign in fact.name)
    return fact.kind is not Kind.ALLERGY or fact.assertion.negated or not general


def affirmed(fact: Fact) -> bool:
    """Tell whether a fact says that the patient has it."""
    return not fact.assertion.negated and fact.assertion.experiencer is Experiencer.PATIENT


def _says(fact: Fact) -> tuple[bool, bool, int]:
    told = (fact.detail, fact.side, fact.status, fact.measurement, *_dosage(fact))
    return affirmed(fact), not fact.assertion.uncertain, sum(bool(one) for one in told)


def _dosage(fact: Fact) -> tuple[str, ...]:
    return (fact.dosage.dose, fact.dosage.route, fact.dosage.frequency) if fact.dosage else ()
