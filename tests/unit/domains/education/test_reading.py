"""A course's documents become sections and statements with roles; each statement is quoted literally."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.material import Material, Role
from modules.domains.education.reading import read_material
from tests.unit.domains.education.papers import material, source

CHAPTER = """# Cells

By the end of this section, you will be able to:
* Describe what a cell is
* Name its parts

A cell is the smallest unit that lives. Cells have many forms.

[Figure: A cell under the microscope.]

Link to Learning

Click through this tutorial on cells.

The nucleus holds the DNA of the cell.

**Example 1.** A red blood cell has no nucleus. It lives for 120 days.

    A = 4 π r^2

| Part | Task |

## Key Terms

cytoplasm: the fluid that fills a cell

## Section Summary

Cells are the units of life.

## Review Questions

1. What is a cell?

## References

Smith, J. (2010). Cells. Journal of Cells 3, 4.
"""


def roles(read: Material) -> dict[str, Role]:
    """Return the role of each statement by the first 20 characters of its text."""
    return {one.text[:20]: one.role for _, one in read.statements()}


def test_a_chapter_has_roles() -> None:
    found = roles(material(CHAPTER))
    assert found["* Describe what a ce"] is Role.OBJECTIVE
    assert found["A cell is the smalle"] is Role.DEFINITION
    assert found["Cells have many form"] is Role.TEXT
    assert found["[Figure: A cell unde"] is Role.CAPTION
    assert found["Click through this t"] is Role.FRAME
    assert found["The nucleus holds th"] is Role.TEXT
    assert found["**Example 1.** A red"] is Role.EXAMPLE
    assert found["It lives for 120 day"] is Role.EXAMPLE
    assert found["A = 4 π r^2"] is Role.FORMULA
    assert found["cytoplasm: the fluid"] is Role.DEFINITION
    assert found["Cells are the units "] is Role.SUMMARY
    assert found["1. What is a cell?"] is Role.EXERCISE
    assert found["Smith, J. (2010)."] is Role.FRAME


def test_text_after_a_box_belongs_to_the_section_around_it() -> None:
    section = next(one for one, said in material(CHAPTER).statements() if said.text.startswith("The nucleus"))
    assert section.path == ("Cells",)


def test_a_label_stands_with_its_sentence() -> None:
    read = material("Example 2.1: A wire\n\nProblem. How long is it?\nSolution. It is 2 m long.\n\nA wire conducts.")
    assert [one.text for _, one in read.statements(Role.EXAMPLE)] == [
        "Problem. How long is it?",
        "Solution. It is 2 m long.",
    ]
    assert [one.text for _, one in read.statements(Role.TEXT)] == ["A wire conducts."]


def test_nothing_is_read_from_an_empty_document() -> None:
    assert read_material([source(""), source()]) == Material()


@given(st.lists(st.text(alphabet=st.sampled_from("aB1.#*\n |:()=—, é?-"), max_size=120), max_size=3))
def test_every_statement_is_literally_at_its_place(pages: list[str]) -> None:
    for _, one in material(*pages).statements():
        place = one.place
        assert " ".join(pages[place.page - 1][place.start : place.end].split()) == place.text != ""


@pytest.mark.parametrize("title", ["Figure 5.1", "3. To what voltage was it charged?"])
def test_captions_and_exercises_open_no_section(title: str) -> None:
    read = material(f"# Exercises\n\n{title}\n\nMore.")
    assert {section.path for section in read.sections} == {("Exercises",)}
