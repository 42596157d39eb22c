from __future__ import annotations

from modules.core.types import Page
from modules.domains.medical.facts import extract
from modules.domains.medical.measures import read_measures
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Section
from modules.domains.medical.visits import Visit, visit_at, visits_in


def visit(day: str, weight: str, name: str = "Physiotherapy") -> str:
    return (
        f"{name}\nPatient: Harold Winstanley Date of birth: 3 May 1951 MRN 55-20871\nDate of visit: {day}\n"
        f"Vital Signs\nWeight {weight} kg.\nPlan\n1. Repeat creatinine in four weeks.\n"
    )


FILE = Source(
    "file",
    "file.pdf",
    (
        Page(1, visit("19 February 2022", "84.0")),
        Page(2, "He walks two miles a day.\n"),
        Page(3, visit("4 June 2023", "86.5")),
    ),
)


def test_each_note_of_a_file_has_its_own_day() -> None:
    visits = visits_in(FILE.pages, day_first=False)
    assert visits == (Visit(1, 0, "2022-02-19"), Visit(3, 0, "2023-06-04"))
    assert [visit_at(page, 5, visits) for page in (1, 2, 3, 4)] == [visits[0], visits[0], visits[1], visits[1]]


def test_a_note_may_begin_in_the_middle_of_a_page() -> None:
    page = Page(1, visit("19 February 2022", "84.0") + visit("4 June 2023", "86.5"))
    first, second = visits_in([page], day_first=False)
    assert (first.start, second.day) == (0, "2023-06-04")
    assert page.text[second.start :].startswith("Date of visit: 4 June 2023")


def test_a_running_head_begins_no_note() -> None:
    pages = [Page(number, visit("19 February 2022", "84.0")) for number in (1, 2, 3)]
    assert visits_in(pages, day_first=False) == ()


def test_what_stands_before_the_first_note_is_of_it() -> None:
    visits = (Visit(2, 0, "2022-02-19"), Visit(3, 0, "2023-06-04"))
    assert visit_at(1, 0, visits) == visits[0]
    assert visit_at(1, 0, ()) is None


def test_statements_facts_and_values_bear_the_day_of_their_note() -> None:
    chart = read_chart([FILE])
    [note] = chart.notes
    assert note.date == "2023-06-04"
    weights = [fact.date for fact in extract(chart).items if fact.concept == "weight"]
    assert weights == ["2022-02-19", "2023-06-04"]
    facts = extract(chart)
    [series] = [one for one in read_measures([FILE], chart, facts).series if one.name == "Weight"]
    assert [value.day for value in series.values] == ["2022-02-19", "2023-06-04"]


def test_the_title_of_the_next_note_is_not_part_of_the_plan_before_it() -> None:
    statements = read_chart([FILE]).notes[0].statements
    assert [one.section for one in statements if one.text == "Physiotherapy"] == [Section.OTHER, Section.OTHER]


def test_a_name_ends_where_the_next_field_of_its_line_begins() -> None:
    assert read_chart([FILE]).patient.name == "Harold Winstanley"
