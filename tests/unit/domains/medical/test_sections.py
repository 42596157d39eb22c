from __future__ import annotations

import pytest

from modules.domains.medical.fact import Kind
from modules.domains.medical.facts import extract_note
from modules.domains.medical.reading import read_text
from modules.domains.medical.record import Section


def kinds(text: str) -> dict[str, Kind]:
    return {one.name: one.kind for one in extract_note(read_text(text))}


def test_a_line_of_allergies_ends_where_the_note_goes_on() -> None:
    found = kinds(
        "Allergies: penicillin (rash).\nShe was seen today with a cough. She takes lisinopril 10 mg daily.\n\n"
        "Start amoxicillin 500 mg."
    )
    assert found == {
        "penicillin": Kind.ALLERGY,
        "cough": Kind.PROBLEM,
        "lisinopril": Kind.MEDICATION,
        "amoxicillin": Kind.MEDICATION,
    }


def test_allergies_go_on_line_after_line() -> None:
    found = kinds("ALLERGIES\n\nPenicillin\nCodeine causes nausea\n- latex\n\nMEDICATIONS\n\nLisinopril 10 mg daily.")
    assert [name for name, kind in found.items() if kind is Kind.ALLERGY] == ["Penicillin", "Codeine", "latex"]
    assert found["Lisinopril"] is Kind.MEDICATION


def test_a_sentence_behind_no_known_allergies_is_read() -> None:
    assert kinds("Allergies: NKDA. He has had a dry cough.") == {"NKDA": Kind.ALLERGY, "dry cough": Kind.PROBLEM}


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Family history: Father had gout.\n\nHe presents with a cough.", Section.OTHER),
        ("Family history: Father had gout.\nMother is well.", Section.FAMILY),
        ("Family history:\n\nFather had gout.\n\nMother is well.", Section.FAMILY),
        ("Social history: lives alone.\n\n- smokes", Section.SOCIAL),
        ("HPI: cough.\n\nPMH: gout.\n\nHe also has a fever.", Section.HISTORY),
    ],
)
def test_what_stands_on_the_line_of_its_heading_ends_at_an_empty_line(text: str, section: Section) -> None:
    assert read_text(text).statements[-1].section is section
