"""The literature matrix and contrary results, from papers written for these tests."""

from __future__ import annotations

import pytest

from modules.core.findings import Citation
from modules.domains.education.material import Material, Section, Statement
from modules.domains.education.research.contradictions import contradictions
from modules.domains.education.research.matrix import matrix
from modules.domains.education.research.zones import Zone, heading_zone, judged

_BLUE = (
    ("Abstract",),
    "Lettuce is grown under lamps in many cities.",
    "The aim of this study was to determine whether blue light slows the growth of lettuce.",
    "Growth was measured weekly with a randomized design and analysed by linear regression.",
    "A total of 240 plants from 12 growers were included.",
    "Blue light significantly reduced the growth of lettuce by 14 % (p < 0.01).",
)
_LIMITS = (("5 Discussion", "5.1 Limitations"), "Our sample was small and only one cultivar was grown in the chambers.")
_OTHER = (
    ("Abstract",),
    "We investigated the effect of blue light on the growth of lettuce in greenhouses.",
    "Plants were weighed and compared between two greenhouses using a t-test.",
    "Blue light increased the growth of lettuce in both greenhouses.",
    "Water use was the same.",
)


def _section(document: str, path: tuple[str, ...], *texts: str) -> Section:
    at, statements = 0, []
    for text in texts:
        statements.append(Statement(Citation(document, 1, at, at + len(text), text)))
        at += len(text) + 1
    return Section(document, f"{document}.pdf", path, 1, tuple(statements))


_PAPERS = Material((_section("blue", *_BLUE), _section("blue", *_LIMITS), _section("other", *_OTHER)))


def test_each_column_quotes_the_telling_sentence() -> None:
    blue, other = matrix(_PAPERS)
    told = {cell.zone: cell.quotes[0].text for cell in blue.cells}
    assert told == {
        Zone.QUESTION: _BLUE[2],
        Zone.METHOD: _BLUE[3],
        Zone.DATA: _BLUE[4],
        Zone.RESULT: _BLUE[5],
        Zone.LIMIT: _LIMITS[1],
    }
    assert other.cell(Zone.LIMIT).quotes == ()
    assert other.name == "other.pdf"


def test_contrary_results_are_found_with_both_quotes() -> None:
    [found] = contradictions(matrix(_PAPERS))
    assert {one.document_id for one in found.citations} == {"blue", "other"}
    assert "blue.pdf and other.pdf" in found.title


def test_the_same_direction_is_no_contradiction() -> None:
    same = (*_OTHER[:3], "Blue light decreased the growth of lettuce in both greenhouses.")
    assert not contradictions(matrix(Material((_PAPERS.sections[0], _section("other", *same)))))


def test_other_subjects_are_no_contradiction() -> None:
    else_ = (*_OTHER[:1], "We found that coffee increased the reading speed of tired students in the evening.")
    assert not contradictions(matrix(Material((_PAPERS.sections[0], _section("other", *else_)))))


def test_no_effect_is_contrary_to_an_effect() -> None:
    none = (*_OTHER[:3], "Blue light had no significant effect on the growth of lettuce.")
    assert contradictions(matrix(Material((_PAPERS.sections[0], _section("other", *none)))))


@pytest.mark.parametrize(
    ("sentence", "zone"),
    [
        ("To compare two ways of teaching fractions.", Zone.QUESTION),
        ("We hypothesized that shorter lessons are remembered better.", Zone.QUESTION),
        ("Reading speed was assessed by a questionnaire.", Zone.METHOD),
        ("We used records of 1,204 students of nine schools.", Zone.DATA),
        ("Our results suggest that spacing helps.", Zone.RESULT),
        ("Further studies are needed to confirm this.", Zone.LIMIT),
        ("The sky over the town was grey.", None),
    ],
)
def test_sentences(sentence: str, zone: Zone | None) -> None:
    assert judged(sentence).zone is zone


def test_the_innermost_heading_counts() -> None:
    assert heading_zone(("4 Results", "4.2 Limitations")) is Zone.LIMIT
    assert heading_zone(("3 Materials and methods",)) in (Zone.DATA, Zone.METHOD)
    assert heading_zone(("Foreword",)) is None
