from __future__ import annotations

import pytest

from modules.core.types import Block, Page
from modules.domains.medical.frame import is_administrative, is_signature
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
        "CC: Chest pain since yesterday.",
        "Any questions, do call 111",
        "Chest X-Ray PA",
    ],
)
def test_what_only_looks_like_it_is_kept(line: str) -> None:
    note = read_note(Source("d", "note.txt", (Page(1, f"Plan\n\n{line}"),)))
    assert [one.section is Section.FRAME for one in note.statements if one.text == line] == [False]


@pytest.mark.parametrize(
    "line",
    [
        "cc: Dr Jones, GP",
        "CC: Olu Adeyemi, FRCP",
        "Reviewed on 3 May by Dr Jones.",
        "Dear Colleague,",
        "Yours faithfully,",
    ],
)
def test_what_passes_between_clinicians_states_nothing(line: str) -> None:
    note = read_note(Source("d", "note.txt", (Page(1, f"Plan\n\nRest.\n\n{line}"),)))
    assert [one.section is Section.FRAME for one in note.statements if one.text == line] == [True]


@pytest.mark.parametrize(
    "line",
    [
        "Ward: 7B",
        "DOB 3 May 1960",
        "Attending Dr Jones",
        "Patient name: Anna Lindqvist",
        "Date: 3 May 2026",
        "Age | 64",
    ],
)
def test_fields_of_administration_are_told_wherever_they_stand(line: str) -> None:
    assert is_administrative(line)


@pytest.mark.parametrize(
    "line",
    [
        "Age-related macular degeneration",
        "Referring to cardiology",
        "Attending physiotherapy twice a week",
        "Admitted with chest pain",
        "Language: two-word sentences",
        "Date | Creatinine",
        "Born at term",
    ],
)
def test_a_statement_that_begins_like_a_field_is_none(line: str) -> None:
    assert not is_administrative(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Olu Adeyemi, MD, FRCP, Consultant Cardiologist", True),
        ("Dr. Olu Adeyemi MBChB", True),
        ("E-signed by Olu Adeyemi", True),
        ("Yours sincerely, Dr Jane Roe", True),
        ("Dictated: 3 May 2026", True),
        ("Regards his pain as bearable", False),
        ("Signed out against advice.", False),
        ("Jane Roe, MD, recommended a stress test.", False),
    ],
)
def test_signatures_are_told_from_what_clinicians_do(line: str, expected: bool) -> None:
    assert is_signature(line) is expected
