"""A small summary with facts of every kind, for the tests of what leaves the medical page."""

from __future__ import annotations

from dataclasses import replace

from modules.core.findings import Citation
from modules.core.types import Support
from modules.domains.medical.draft import Draft, Line, Origin, Part
from modules.domains.medical.fact import Assertion, Dosage, Experiencer, Fact, Facts, Kind, Measurement, Status
from modules.domains.medical.paper import Summary
from modules.domains.medical.record import Patient

DOCUMENT = "d" * 64
HOSTILE = (
    "\x00\x07\x9f\ud800\ufffe<script>alert(1)</script> & ]]> \"'` \u202egnp.exe שלום عربى 漢字 😀 µg ≥ 5 \\N{x} &amp;"
)


def cited(text: str, start: int = 0) -> Citation:
    return Citation(DOCUMENT, 1, start, start + len(text), text)


def fact(kind: Kind, name: str, start: int = 0, statement: str = "", **more: object) -> Fact:
    source = cited(name, start)
    made = Fact(f"{kind} {name} {start}", kind, name, name.lower(), source, cited(statement or name, start))
    return replace(made, **more)  # type: ignore[arg-type]


FACTS = (
    fact(Kind.ALLERGY, "penicillin", 100, detail="rash"),
    fact(Kind.ALLERGY, "latex", 120, assertion=Assertion(negated=True)),
    fact(Kind.ALLERGY, "NKDA", 140, concept="any drug", assertion=Assertion(negated=True)),
    fact(
        Kind.MEDICATION,
        "Lasix",
        200,
        concept="furosemide",
        status=Status.STARTED,
        date="2026-03",
        dosage=Dosage("40 mg", "oral", "twice daily"),
    ),
    fact(Kind.MEDICATION, "warfarin", 240, status=Status.STOPPED, dosage=Dosage("2-3 tablets")),
    fact(Kind.PROBLEM, "chest pain", 300, assertion=Assertion(negated=True)),
    fact(Kind.PROBLEM, "pneumonia", 320, assertion=Assertion(uncertain=True), side="left"),
    fact(Kind.PROBLEM, "stroke", 340, assertion=Assertion(historical=True), date="2011"),
    fact(Kind.PROBLEM, "diabetes", 360, assertion=Assertion(experiencer=Experiencer.FAMILY)),
    fact(Kind.VITAL, "BP", 400, concept="blood pressure", measurement=Measurement("112/66", None, "mmHg")),
    fact(Kind.VITAL, "HR", 420, concept="pulse", measurement=Measurement("71", 71.0, "bpm"), date="2026-03-26"),
    fact(
        Kind.LAB,
        "potassium",
        440,
        measurement=Measurement("5.4", 5.4, "mmol/L", "3.5-5.1", "high"),
    ),
    fact(Kind.LAB, "troponin", 460, measurement=Measurement("< 0.01", None, "ng/mL", "<0.04")),
    fact(Kind.LAB, "COVID test", 480, measurement=Measurement("negative")),
    fact(Kind.LAB, "lipids", 500),
    fact(Kind.PROCEDURE, "echocardiogram", 520),
)
LINES = tuple(Line(str(one.source.start), f"There is {one.name}.", Origin.RECORD, (one.statement,)) for one in FACTS)
SUMMARY = Summary(
    Draft(
        "discharge",
        "Discharge summary",
        (DOCUMENT,),
        (
            Part("a", "Findings", LINES, bulleted=True),
            Part(
                "p",
                "Plan",
                (
                    Line("x", "Review in a week.", Origin.CLINICIAN),
                    Line("y", "He flew to Rome.", Origin.MODEL, (), Support.UNSUPPORTED, "nobody says so"),
                ),
            ),
            Part("e", "Procedures", ()),
        ),
        "a model",
        ("The chart has two dates.",),
    ),
    Patient("Jane Doe", "1950-02-01", "female", "MRN 77", 76),
    Facts(FACTS),
    ("note.txt",),
)


def hostile(repeated: int = 1) -> Summary:
    """A summary whose every text is what no file should trip over."""
    facts = tuple(
        replace(one, name=HOSTILE, detail=HOSTILE, dosage=Dosage(HOSTILE, HOSTILE, HOSTILE), date=HOSTILE)
        for one in FACTS
    )
    lines = tuple(
        Line(str(number), f"{HOSTILE} {number}", Origin.MODEL, (cited(HOSTILE, number % 7),), reason=HOSTILE)
        for number in range(repeated)
    )
    parts = (Part("a", HOSTILE, lines, bulleted=True), Part("b", "", lines), Part("c", HOSTILE, ()))
    draft = Draft(HOSTILE, HOSTILE, (DOCUMENT,), parts, HOSTILE, (HOSTILE,))
    return Summary(draft, Patient(HOSTILE, HOSTILE, HOSTILE, HOSTILE), Facts(facts), (HOSTILE,))
