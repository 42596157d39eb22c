"""Problems solved, each answer beside one known from elsewhere, and checked."""

from __future__ import annotations

import pytest

from modules.domains.education.maths.chemistry import molar_mass
from modules.domains.education.maths.comparing import compare
from modules.domains.education.maths.sampling import sample
from modules.domains.education.maths.solving import solve
from modules.domains.education.maths.syntax import Unreadable
from modules.domains.education.maths.verdict import Outcome


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("x^2-5x+6=0", "x = 2 or x = 3"),
        ("solve x^2 = 2", "x = \\pm\\sqrt{2}"),
        ("x+y=3, x-y=1", "x = 2, y = 1"),
        ("2x-4>6", "(5, \\infty)"),
        ("x^2>=4", "(-\\infty,-2] \\cup [2,\\infty)"),
        ("differentiate x^3 sin(x) + 2x", "3x^2 sin(x) + x^3 cos(x) + 2"),
        ("\\int_0^1 x^2 dx", "1/3"),
        ("\\int_{-\\infty}^{\\infty} e^{-x^2} dx", "\\sqrt{\\pi}"),
        ("\\lim_{x \\to 0} \\frac{\\sin x}{x}", "1"),
        ("\\sum_{i=1}^{10} i^2", "385"),
        ("det [[1,2],[3,4]]", "-2"),
        ("inverse of [[1,2],[3,4]]", "[[-2,1],[3/2,-1/2]]"),
        ("rank of [[1,2],[2,4]]", "1"),
        ("eigenvalues of [[2,1],[1,2]]", "1, 3"),
        ("factor x^2-1", "(x-1)(x+1)"),
        ("convert 72 km/h to m/s", "20 m/s"),
    ],
)
def test_answers(problem: str, answer: str) -> None:
    solution = solve(problem)
    assert compare(solution.answer, answer).outcome is Outcome.EQUAL
    assert solution.verified
    assert solution.steps
    assert solution.check


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("balance Fe + O2 -> Fe2O3", "4 Fe + 3 O2 -> 2 Fe2O3"),
        ("KMnO4 + HCl -> KCl + MnCl2 + H2O + Cl2", "2 KMnO4 + 16 HCl -> 2 KCl + 2 MnCl2 + 8 H2O + 5 Cl2"),
        ("P(X = 3), X ~ Bin(10, 0.3)", "0.266827932"),  # R: dbinom(3, 10, 0.3)
        ("P(X < 1.96), X ~ N(0, 1)", "0.9750021049"),  # R: pnorm(1.96)
        ("P(-1 < X < 1), X ~ N(0, 1)", "0.6826894921"),
        ("integrate x e^x", "(x - 1)*exp(x) + C"),
    ],
)
def test_answers_as_written(problem: str, answer: str) -> None:
    solution = solve(problem)
    assert solution.answer == answer
    assert solution.verified


def test_molar_masses() -> None:
    assert float(molar_mass("CuSO4·5H2O")) == pytest.approx(249.68, abs=0.01)
    assert float(molar_mass("Ca(OH)2")) == pytest.approx(74.09, abs=0.01)


@pytest.mark.parametrize(
    "problem", ["What is love?", "H2O -> CO2", "inverse of [[1,2],[2,4]]", "convert 5 km to kg", "9^9^9^9"]
)
def test_what_is_not_solved_is_refused(problem: str) -> None:
    with pytest.raises(Unreadable):
        solve(problem)


def test_a_graph_breaks_at_its_poles() -> None:
    points = sample("1/x", "x", -1, 1, 6)
    assert [y for _, y in points].count(None) == 1
    assert points[0] == (-1.0, -1.0)
    assert sample("\\sqrt{x}", "x", -1, 1, 3)[0] == (-1.0, None)
    assert all(y is not None for _, y in sample("y = x^3 - x", "x", -2, 2, 50))
    with pytest.raises(Unreadable):
        sample("x + y", "x", 0, 1)
