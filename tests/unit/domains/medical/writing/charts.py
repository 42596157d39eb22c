"""Charts for the tests of writing: a visit, notes of a stay, and what the workflow makes of them."""

from __future__ import annotations

from modules.core.types import ChatModel, Page
from modules.domains.medical.draft import Draft
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Chart
from modules.domains.medical.writing import NoteTemplate, shipped, write

VISIT = """\
Doctor: Good morning, sir. What brings you in today?
Patient: Um, I've had this, this cough for one week.
Doctor: Have you had any fever or chills?
Patient: No.
Doctor: Any chest pain?
Patient: Yeah, on the left side when I breathe in.
Doctor: Are you allergic to anything?
Patient: I'm allergic to penicillin, I get hives.
Doctor: Are you taking any medications?
Patient: I take lisinopril 20 mg daily.
Doctor: Do you smoke?
Patient: No, I don't.
Doctor: Okay, let me listen to your lungs. So on your lung exam, I do appreciate some fine crackles at the left base.
Doctor: Your blood pressure is 142 over 88 today.
Doctor: I think you have pneumonia. I'm gonna order a chest x-ray, and I want you to take doxycycline 100 mg daily.
Doctor: If you get short of breath, call me.
Patient: Okay, thank you, doctor.
"""
ADMISSION = """\
Admission note
Date: 03/01/2026

History of present illness
The patient is a 71-year-old woman with shortness of breath for three days. She denies chest pain.

Allergies
Penicillin: rash.

Medications
- Furosemide 20 mg daily
- Metoprolol 50 mg twice daily

Plan
Start intravenous furosemide 40 mg twice daily.
"""
DISCHARGE = """\
Discharge summary
Date: 03/05/2026

Hospital course
She was treated with intravenous furosemide and lost 4 kg.

Allergies
Penicillin: rash.

Discharge medications
- Furosemide 40 mg daily
- Metoprolol 50 mg twice daily

Plan
Check potassium within one week.
"""


def chart(*texts: str) -> Chart:
    """Read texts as the documents of one patient."""
    return read_chart([Source(f"document-{at}", f"Note {at}", (Page(1, text),)) for at, text in enumerate(texts)])


def written(template: NoteTemplate | str, record: Chart, model: ChatModel | None = None) -> Draft:
    """Drive the workflow to its draft."""
    workflow = write(shipped()[template] if isinstance(template, str) else template, record, extract(record), model)
    while True:
        try:
            next(workflow)
        except StopIteration as end:
            draft: Draft = end.value
            return draft
