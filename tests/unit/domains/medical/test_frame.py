from __future__ import annotations

import pytest

from modules.core.types import Block, Page
from modules.domains.medical.reading import Source, read_note
from modules.domains.medical.record import Section

NOTE = """Harrow Lane Family Medicine

Patient | Anna Lindqvist
MRN | 00-123-456

Medications

Medicine | Dose
Furosemide | 40 mg

Plan

Review in two weeks.

Electronically signed by Olu Adeyemi, MD, 3 May 2026, 10:12.
Lindqvist, Anna - MRN 00-123-456 page 1 of 2"""


def test_what_stands_around_a_note_is_no_statement_of_it() -> None:
    first, second = NOTE.index("Patient |"), NOTE.index("Medicine |")
    blocks = (
        Block("table", first, NOTE.index("\n\nMedications"), header="Patient | Anna Lindqvist"),
        Block("table", second, NOTE.index("\n\nPlan"), header="Medicine | Dose"),
    )
    note = read_note(Source("d", "note.docx", (Page(1, NOTE, blocks=blocks),)))
    said = [(one.text, one.section, one.header) for one in note.statements if one.section is not Section.FRAME]
    assert said == [
        ("Furosemide | 40 mg", Section.MEDICATIONS, "Medicine | Dose"),
        ("Review in two weeks.", Section.PLAN, ""),
    ]
    assert note.patient.name == "Anna Lindqvist"


@pytest.mark.parametrize(
    "line",
    [
        "Signed out against advice.",
        "Regards his pain as bearable.",
        "Allergies: penicillin",
        "Patient reports cough.",
        "Reviewed the films with her.",
        "Name of the medicine is not known.",
    ],
)
def test_what_only_looks_like_it_is_kept(line: str) -> None:
    note = read_note(Source("d", "note.txt", (Page(1, f"Plan\n\n{line}"),)))
    assert [one.section is Section.FRAME for one in note.statements if one.text == line] == [False]
