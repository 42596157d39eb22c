from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.reading import read_text
from modules.domains.medical.record import Section
from modules.domains.medical.writing import NoteTemplate, TemplateError, dump, learned, load, shipped

SMALL = """\
key: short
title: Short note
sections:
  - key: story
    title: Story
    sections: [history of present illness]
  - key: plan
    title: Plan
    sections: [plan]
    bulleted: true
"""


def problems(text: str) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        load(text)
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_templates_are_ones_and_survive_being_written() -> None:
    expected = {"soap", "discharge-summary", "referral-letter", "handover-ipass", "problem-oriented", "visit-note"}
    assert set(shipped()) == expected
    for template in shipped().values():
        assert load(dump(template)) == template
        assert template.about
        assert all(section.guidance for section in template.sections)


@pytest.mark.parametrize("key", ["soap", "discharge-summary", "problem-oriented", "referral-letter", "visit-note"])
def test_what_matters_has_a_section_in_every_template(key: str) -> None:
    wanted = set(Section) - {Section.OTHER, Section.FRAME}
    assert wanted <= {one for section in shipped()[key].sections for one in section.sections}


def test_only_the_receivers_synthesis_is_written_by_hand() -> None:
    by_hand = [section.key for template in shipped().values() for section in template.sections if section.by_hand]
    assert by_hand == ["synthesis"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("title: Story", "titel: Story"),
            "Line 5 (section story, titel): the key 'titel' is not known here; 'title' is.",
        ),
        (("[plan]", "[plans]"), "Line 9 (section plan, sections 1): 'plans' is none of "),
        (("bulleted: true", "bulleted: perhaps"), "Line 10 (section plan, bulleted): "),
        (("key: plan", "key: story"), "the key 'story' stands here twice."),
        (("key: story", "key: The Story"), "use small letters, digits and hyphens."),
        (("title: Short note\n", ""), "the key 'title' is missing."),
        (("sections: [plan]", "sections: [plan"), "the indentation does not fit the lines above"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(change: tuple[str, str], expected: str) -> None:
    assert any(expected in problem for problem in problems(SMALL.replace(*change)))


@given(st.text(max_size=300))
def test_any_text_is_a_template_or_says_why_not(text: str) -> None:
    with suppress(TemplateError):
        assert isinstance(load(text), NoteTemplate)


def test_a_template_is_learned_from_an_example() -> None:
    example = read_text(
        "Reason for visit: Cough.\n\nHistory of present illness\nHe has coughed for a week. It is worse at night.\n\n"
        "Medications\n- Lisinopril 20 mg daily\n- Aspirin 81 mg daily\n\nPlan\n- Chest x-ray\n- Return in a week\n",
        "Example",
    )
    template = learned(example, "Our note")
    assert [section.title for section in template.sections] == [
        "Reason for visit",
        "History of present illness",
        "Medications",
        "Plan",
    ]
    assert [section.bulleted for section in template.sections] == [False, False, True, True]
    assert template.sections[2].sections == (Section.MEDICATIONS,)
    assert load(dump(template)) == template


@pytest.mark.parametrize("text", ["", "He coughs.", "Doctor: Hi.\nPatient: Hi.\nDoctor: Well?\nPatient: I cough."])
def test_without_headings_nothing_is_learned(text: str) -> None:
    with pytest.raises(TemplateError, match="no headings"):
        learned(read_text(text))
