"""What the grammar reads, what it refuses, and that no text stops it."""

from __future__ import annotations

import time
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.maths.exact import exact
from modules.domains.education.maths.reading import read
from modules.domains.education.maths.syntax import Group, Interval, Matrix, Relation, Unreadable, Words
from tests.unit.domains.education.maths.pieces import PIECES


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\\frac12", Fraction(1, 2)),
        ("3\\frac12", Fraction(7, 2)),
        ("3 1/2", Fraction(7, 2)),
        ("-3 1/2", Fraction(-7, 2)),
        ("3½", Fraction(7, 2)),
        ("0.\\overline{3}", Fraction(1, 3)),
        ("0.1\\overline{6}", Fraction(1, 6)),
        ("1{,}000", Fraction(1000)),
        ("98,\\!770", Fraction(98770)),
        ("12,345.5", Fraction(24691, 2)),
        ("5e-3", Fraction(1, 200)),
        ("1011_2", Fraction(11)),
        ("-221_3", Fraction(-25)),
        ("-2^2", Fraction(-4)),
        ("2^3^2", Fraction(512)),
        ("2^-3", Fraction(1, 8)),
        ("6 ÷ 2 × 3", Fraction(9)),
        ("30 x .25", Fraction(15, 2)),
        ("5!", Fraction(120)),
        ("\\binom{5}{2}", Fraction(10)),
        ("\\boxed{\\dfrac{4}{3}}", Fraction(4, 3)),
        ("\\sqrt[3]{27}", Fraction(3)),
        ("25\\%", Fraction(1, 4)),
        ("|-3| + \\lfloor 2.7 \\rfloor", Fraction(5)),
        ("$\\left(2+3\\right)\\cdot 4$", Fraction(20)),
    ],
)
def test_numbers(text: str, value: Fraction) -> None:
    assert exact(read(text)) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3x^2 - 2x + 1 = 0", Relation),
        ("x = 2 or x = -3", Group),
        ("2 \\pm \\sqrt{3}", Group),
        ("(1,\\infty)", Interval),
        ("[1950,2000]", Interval),
        ("\\begin{pmatrix} -6 \\\\ 9 \\end{pmatrix}", Matrix),
        ("[[1,2],[3,4]]", Matrix),
        ("{-5, 0, 5}", Group),
        ("\\{x | x > 3\\}", Relation),
        ("\\text{(C)}", Words),
        ("No Solution", Words),
    ],
)
def test_kinds(text: str, kind: type) -> None:
    assert isinstance(read(text), kind)


@pytest.mark.parametrize(
    "text",
    [
        "9^9^9^9",
        "10^{10^{10}}",
        "(x+1)^{100000}",
        "99999!",
        "((5!)!)!",
        "(" * 3_000,
        "(" * 300 + "1" + ")" * 300,
        "-" * 500 + "1",
        "\\sqrt{" * 100 + "2" + "}" * 100,
        "1e999999999",
        "9" * 1_900,
        "\\sum_{i=1}^{999999999} i",
        "__import__('os').system('ls')",
        "x" * 2_001,
        "1+" * 900 + "1",
        "2^{2^{2^{2^{2^{2}}}}}",
        "\\frac{1}",
        "",
        "[1,2",
        "\\input{/etc/passwd}",
    ],
)
def test_what_is_too_large_or_no_mathematics_is_refused_at_once(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(Unreadable) as refusal:
        read(text)
    assert time.perf_counter() - began < 1
    assert refusal.value.message.endswith(".")


_PIECES = [
    *PIECES,
    "$",
    "\\left",
    "\\begin{pmatrix}",
    "\\end{pmatrix}",
    "\\int",
    "\\sum",
    "dx",
    "sin",
    "9",
    "log",
    "\\pm",
    "°",
    "²",
    "\\",
]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    began = time.perf_counter()
    with suppress(Unreadable):
        exact(read(text))
    assert time.perf_counter() - began < 2
