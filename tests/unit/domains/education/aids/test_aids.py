"""Study aids by rules: every line quotes a place that is literally there."""

from __future__ import annotations

import pytest

from modules.core.printed import as_text
from modules.domains.education.aids.concept_diagram import diagram
from modules.domains.education.aids.flashcards import CardKind, flashcards
from modules.domains.education.aids.formula_sheet import formula_sheet
from modules.domains.education.aids.glossary import glossary
from modules.domains.education.aids.printing import (
    diagram_aid,
    flashcards_aid,
    formulas_aid,
    glossary_aid,
    printed,
    summary_aid,
    table,
    timeline_aid,
)
from modules.domains.education.aids.summary import summary_sheet
from modules.domains.education.aids.timeline import dates, timeline
from modules.domains.education.concepts import concept_map
from modules.domains.education.plain import GAP
from tests.unit.domains.education.papers import material

TEXT = """# Forces

A force is a push or a pull that changes the motion of a body. In 1687 Newton published three laws of motion.

Inertia is the tendency of a body to keep its motion. The weight of a body is a force that pulls it down.

The force is F = m a, where F is the force, m is the mass and a is the acceleration.

Dinosaurs felt gravity 66 million years ago. Aristotle taught that things fall in the 4th century BC.
"""
READ = material(TEXT)
CONCEPTS = concept_map(READ)


def test_cards_ask_for_the_term_and_hide_it_in_the_gap() -> None:
    cards = flashcards(READ, CONCEPTS)
    term = next(one for one in cards if one.front == "What does “inertia” mean?")
    assert term.back == "Inertia is the tendency of a body to keep its motion."
    cloze = next(one for one in cards if one.kind is CardKind.CLOZE and one.back == "inertia")
    assert cloze.front == f"{GAP} is the tendency of a body to keep its motion."
    assert [one.back for one in cards if one.kind is CardKind.FORMULA] == ["F = m a"]


def test_cards_are_the_same_when_made_again() -> None:
    first, again = flashcards(READ, CONCEPTS), flashcards(material(TEXT), concept_map(material(TEXT)))
    assert [one.id for one in first] == [one.id for one in again]
    assert len({one.id for one in first}) == len(first) > 4


def test_the_glossary_is_alphabetical() -> None:
    assert [one.term for one in glossary(CONCEPTS)] == sorted(one.term for one in glossary(CONCEPTS))
    assert "inertia" in [one.term for one in glossary(CONCEPTS)]


def test_the_timeline_is_in_order() -> None:
    assert [one.when for one in timeline(READ)] == ["66 million years ago", "4th century BC", "1687"]


@pytest.mark.parametrize(
    ("text", "when", "order"),
    [
        ("He was born on 12 February 1809.", "12 February 1809", 1809 + 1 / 12 + 12 / 366),
        ("Caesar was killed in 44 BC.", "44 BC", -44.0),
        ("It happened in the 1920s.", "1920s", 1920.0),
        ("In March 1953 it was known.", "March 1953", 1953 + 2 / 12),
    ],
)
def test_dates(text: str, when: str, order: float) -> None:
    assert list(dates(text)) == [(when, pytest.approx(order))]


@pytest.mark.parametrize(
    "text",
    [
        "It weighs 1500 g.",
        "There are 1900 species.",
        "It moves at the rate of 1000 bases a second.",
        "A power of 2,000 W is used.",
    ],
)
def test_amounts_are_no_dates(text: str) -> None:
    assert list(dates(text)) == []


def test_a_formula_says_what_its_symbols_mean() -> None:
    [one] = formula_sheet(READ)
    assert [(symbol.symbol, symbol.meaning) for symbol in one.symbols] == [
        ("F", "the force"),
        ("m", "the mass"),
        ("a", "the acceleration"),
    ]


def test_the_summary_says_nothing_twice() -> None:
    twice = material("# One\n\nA cell is the unit of life.\n\n# Two\n\nA cell is the unit of life.")
    assert len(summary_sheet(twice)) == 1
    assert len(summary_sheet(READ, share=1.0, at_most=3)) == 3
    assert len(summary_sheet(READ, share=0.0)) == 1


def test_edges_are_labelled_by_the_sentence() -> None:
    read = material("A cell is the smallest unit of life. A tissue is a group of cells that work together.")
    [edge] = diagram(concept_map(read)).edges
    assert edge.label == "is a group of"


def test_every_line_in_print_quotes_a_place_that_is_there() -> None:
    aids = [
        glossary_aid(glossary(CONCEPTS)),
        summary_aid(summary_sheet(READ)),
        timeline_aid(timeline(READ)),
        formulas_aid(formula_sheet(READ)),
        flashcards_aid(flashcards(READ, CONCEPTS)),
        diagram_aid(diagram(CONCEPTS)),
    ]
    for aid in aids:
        paper, rows = printed(aid, READ), table(aid, READ).rows
        assert len(rows) == len(aid.lines)
        assert aid.title in as_text(paper)
        for line in aid.lines:
            assert line.sources
            for place in line.sources:
                assert " ".join(TEXT[place.start : place.end].split()) == place.text
        assert all(line.sources for section in paper.sections for line in section.lines)
