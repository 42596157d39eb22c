"""Records and drafts for the tests of the checks."""

from modules.core.types import Page
from modules.domains.medical.checking import check
from modules.domains.medical.draft import Draft, Issue, Line, Origin, Part
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Chart

NOTE = """Clinic note, 2025-03-04

ALLERGIES
Penicillin (anaphylaxis).

CURRENT MEDICATIONS
Warfarin 5 mg daily.
Lisinopril 20 mg twice daily.

HISTORY OF PRESENT ILLNESS
The patient is a 61-year-old man with left knee pain for two weeks. He denies fever. He reports stiffness.

PAST MEDICAL HISTORY
Atrial fibrillation.

FAMILY HISTORY
Mother had breast cancer.

RESULTS
Potassium 4.1 mmol/L, hemoglobin 13.2 g/dL.

ASSESSMENT AND PLAN
Osteoarthritis of the left knee. Stop naproxen. Physical therapy.
"""

SUMMARY = {
    "Allergies": ["Penicillin (anaphylaxis)."],
    "Medications": ["Warfarin 5 mg daily.", "Lisinopril 20 mg twice daily.", "Naproxen was stopped."],
    "History": [
        "61-year-old man with left knee pain for two weeks.",
        "He denies fever.",
        "He reports stiffness.",
        "Atrial fibrillation.",
        "Mother had breast cancer.",
    ],
    "Results": ["Potassium 4.1 mmol/L, hemoglobin 13.2 g/dL."],
    "Assessment and plan": ["Osteoarthritis of the left knee.", "Physical therapy."],
}


def chart(*texts: str) -> Chart:
    """Return notes as a chart; their names are "note 1" and so on."""
    return read_chart([Source(f"d{at}", f"note {at}", (Page(1, text),)) for at, text in enumerate(texts, start=1)])


def draft(parts: dict[str, list[str]], changed: dict[str, str] | None = None) -> Draft:
    """Return a draft of parts by title, some of its lines in other words; a line changed to nothing is left out."""
    lines = changed or {}
    made = []
    for title, texts in parts.items():
        kept = [(text, lines.get(text, text)) for text in texts]
        made.append(
            Part(
                title.lower(),
                title,
                tuple(Line(f"{title}-{at}", text, Origin.MODEL) for at, (_, text) in enumerate(kept) if text),
            )
        )
    return Draft("summary", "Summary", ("d1",), tuple(made), "a model")


def issues(changed: dict[str, str] | None = None, *, note: str = NOTE) -> tuple[Issue, ...]:
    """Return what the checks find in the summary with some lines in other words."""
    record = chart(note)
    return check(draft(SUMMARY, changed), record, extract(record))
