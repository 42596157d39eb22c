"""Answers beside keys: equal ones written otherwise, and wrong ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.maths.comparing import compare
from modules.domains.education.maths.verdict import Outcome
from tests.unit.domains.education.maths.pieces import PIECES


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("18 dollars", "18"),
        ("$18.00", "18"),
        ("0.5", "\\frac12"),
        ("27/8", "3 \\frac{3}{8}"),
        ("x=3", "3"),
        ("3", "x = 3"),
        ("-2, 6", "6, -2"),
        ("x = 6 or x = -2", "6, -2"),
        ("x=2, y=3", "(2, 3)"),
        ("2 \\pm \\sqrt3", "2-\\sqrt3, 2+\\sqrt3"),
        ("x>3", "(3,\\infty)"),
        ("x<1 or x>5", "(-\\infty,1)\\cup(5,\\infty)"),
        ("[1,2] \\cup [2,3]", "[1,3]"),
        ("60", "60^\\circ"),
        ("pi/3", "60^\\circ"),
        ("50%", "1/2"),
        ("5 km", "5000 m"),
        ("2 hours", "120 min"),
        ("100 000", "10^5"),
        ("3.5 g/mL", "3500 g/L"),
        ("18 km/h", "5 m/s"),
        ("25 °C", "77 °F"),
        ("sin(x)^2 + cos(x)^2", "1"),
        ("2x^2 + 2y^2 = 26", "x^2+y^2=13"),
        ("y = 2x+1", "2x - y + 1 = 0"),
        ("-x-y > -2", "x+y < 2"),
        ("[[1,2],[3,4]]", "\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}"),
        ("no solution", "\\emptyset"),
        ("C", "\\text{(C)}"),
        ("n(n-1)!", "n!"),
        ("\\frac{x^2-1}{x-1}", "x+1"),
    ],
)
def test_equal(given: str, key: str) -> None:
    assert compare(given, key).outcome is Outcome.EQUAL


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("0.333", "1/3"),
        ("3.14", "\\pi"),
        ("2x = 6", "x = 3"),
        ("3x > 6", "x > 2"),
        ("6", "6, -2"),
        ("6, 2", "6, -2"),
        ("(3,2)", "(2,3)"),
        ("(1,2)", "[1,2]"),
        ("x >= 3", "(3,\\infty)"),
        ("5", "5 km"),
        ("5 kg", "5 km"),
        ("6 km", "5000 m"),
        ("|x|", "x"),
        ("\\sqrt{x^2}", "x"),
        ("y = 2x+2", "2x - y + 1 = 0"),
        ("x^2+y^2=14", "x^2+y^2=13"),
        ("x = 3", "y = 3"),
        ("B", "\\text{(C)}"),
        ("[[1,2],[3,5]]", "[[1,2],[3,4]]"),
    ],
)
def test_different(given: str, key: str) -> None:
    assert compare(given, key).outcome is Outcome.DIFFERENT


@pytest.mark.parametrize(
    ("given", "key", "remark"),
    [
        ("4/8", "1/2", "lowest terms"),
        ("\\sqrt{8}", "2\\sqrt{2}", "root"),
        ("3*4", "12", "worked out"),
        ("(x-1)(x+1)", "x^2-1", "multiplied out"),
        ("x^2-1", "(x-1)(x+1)", "factored"),
    ],
)
def test_the_form_is_remarked_upon(given: str, key: str, remark: str) -> None:
    verdict = compare(given, key)
    assert verdict.outcome is Outcome.EQUAL
    assert remark in verdict.remark


def test_a_tolerance_accepts_a_rounded_value() -> None:
    assert compare("3.14", "\\pi", tolerance=0.001).outcome is Outcome.EQUAL
    assert compare("3.1", "\\pi", tolerance=0.001).outcome is Outcome.DIFFERENT


def test_what_cannot_be_told_is_unknown() -> None:
    assert compare("because it grows", "since it increases").outcome is Outcome.UNKNOWN
    assert compare("\\sqrt{", "2").outcome is Outcome.UNKNOWN


@given(st.integers(-999, 999), st.integers(1, 99), st.integers(-9, 9).filter(bool))
def test_fractions_are_equal_however_they_are_extended(above: int, below: int, factor: int) -> None:
    assert compare(f"\\frac{{{above * factor}}}{{{below * factor}}}", f"{above}/{below}").outcome is Outcome.EQUAL
    assert compare(f"{above + 1}/{below}", f"{above}/{below}").outcome is Outcome.DIFFERENT


_PIECES = [
    *PIECES,
    "9",
    "\\sum_{i=1}^{9}",
    "sin",
    "log",
    "\\pm",
    "°",
    "<",
    "e",
    "i",
    "\\pi",
    "1e5",
    "^9",
    "km",
    "\\cup",
    "\\infty",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


@given(_TEXTS, _TEXTS)
def test_any_two_texts_are_compared_in_time(first: str, second: str) -> None:
    began = time.perf_counter()
    assert compare(first, second).reason
    assert compare(first, first).outcome is not Outcome.DIFFERENT
    assert time.perf_counter() - began < 2
