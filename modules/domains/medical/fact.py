"""What a record states, one thing at a time: a fact with its assertion, its date and the characters that state it.

The distinctions (negated, uncertain, historical, somebody else's) are those of ConText: Harkema, Dowling, Thornblade
and Chapman, "ConText: An algorithm for determining negation, experiencer, and temporal status from clinical reports",
Journal of Biomedical Informatics 42 (2009) 839-851.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from modules.core.findings import Citation


class Kind(StrEnum):
    """What a fact is about, in the order in which clinicians read them."""

    ALLERGY = "allergy"
    MEDICATION = "medication"
    PROBLEM = "problem"  # diagnoses, symptoms, signs and abnormal findings
    VITAL = "vital sign"
    LAB = "laboratory value"
    PROCEDURE = "procedure"  # operations, imaging, tests ordered or done, immunisations
    FAMILY = "family history"
    SOCIAL = "social history"


class Status(StrEnum):
    """What happens to a medication. CONTINUED is what a list of medicines means by itself."""

    STARTED = "started"
    STOPPED = "stopped"
    CHANGED = "changed"
    CONTINUED = "continued"
    PLANNED = "planned"  # considered, deferred or conditional: not taken yet
    UNKNOWN = ""


class Experiencer(StrEnum):
    """Who has it."""

    PATIENT = "patient"
    FAMILY = "family"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a fact is asserted, by the rules of ConText.

    Attributes:
        negated: said not to be so: "no chest pain", "denies", "allergies: none".
        uncertain: possible, to be ruled out, asked but not answered.
        historical: over, or from before this illness: "history of", "in 2011".
        experiencer: who has it.
    """

    negated: bool = False
    uncertain: bool = False
    historical: bool = False
    experiencer: Experiencer = Experiencer.PATIENT


@dataclass(frozen=True, slots=True)
class Dosage:
    """How a medicine is taken; every field is as written on one line, "" where it is not said.

    Attributes:
        dose: number and unit, "40 mg", "2 puffs", "24/26 mg".
        route: "oral", "IV", "by mouth".
        frequency: "twice daily", "BID", "as needed".
    """

    dose: str = ""
    route: str = ""
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value.

    Attributes:
        value: as written: "4.3", "112/66", "< 0.01", "positive".
        number: of the value, where it is one number; a blood pressure has none.
        unit: as written, "" where it is not.
        reference: the range printed beside it, "3.5-5.1"; "" where there is none.
        flag: "high", "low" or "" as the document itself marks it ("H", "L", "high").
    """

    value: str
    number: float | None = None
    unit: str = ""
    reference: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a record states once.

    Attributes:
        id: the same for the same mention of the same document, whenever it is extracted: corrections refer to it.
        name: as written: "Lasix", "shortness of breath", "right knee pain".
        concept: lower-case key under which two mentions are the same thing, also by another name: "furosemide" for
            Lasix, "dyspnea" for shortness of breath. Never shown.
        assertion: whether and whose.
        source: the characters that name it, dose or value included.
        statement: the whole statement that they stand in.
        date: ISO 8601, possibly partial, of the fact; "" unknown.
        side: "left", "right", "bilateral" or "".
        status: of a medication.
        dosage: of a medication.
        measurement: of a vital sign or a laboratory value.
        detail: of an allergy the reaction; of family history who ("mother"); of a problem its severity or site as
            written; else "".
    """

    id: str
    kind: Kind
    name: str
    concept: str
    source: Citation
    statement: Citation
    assertion: Assertion = Assertion()
    date: str = ""
    side: str = ""
    status: Status = Status.UNKNOWN
    dosage: Dosage | None = None
    measurement: Measurement | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a chart, note after note in reading order."""

    items: tuple[Fact, ...]

    def of(self, *kinds: Kind) -> tuple[Fact, ...]:
        """Return the facts of these kinds."""
        return tuple(fact for fact in self.items if fact.kind in kinds)


def citations(facts: Iterable[Fact]) -> tuple[Citation, ...]:
    """Return the statements of facts, each once."""
    return tuple(dict.fromkeys(fact.statement for fact in facts))
