"""Determinants, inverses, ranks and eigenvalues of small matrices, each checked in another way."""

from __future__ import annotations

from typing import Any

from modules.domains.education.maths.building import algebra, built, plain
from modules.domains.education.maths.reading import read_mathematics
from modules.domains.education.maths.solution import Solution, SolutionStep
from modules.domains.education.maths.syntax import Unreadable

MAX_SIZE = 6


def _matrix(problem: str, *, square: bool = True) -> Any:
    found = built(read_mathematics(problem))
    if not getattr(found, "is_Matrix", False) or max(found.shape) > MAX_SIZE:
        raise Unreadable("This is no matrix of up to six rows and columns.")
    if square and found.rows != found.cols:
        raise Unreadable("The matrix must have as many rows as columns.")
    return found


def _written(matrix: Any) -> str:
    return "[" + ", ".join("[" + ", ".join(plain(cell) for cell in row) + "]" for row in matrix.tolist()) + "]"


def determinant(problem: str) -> Solution:
    """Return the determinant, found by elimination and checked by cofactors."""
    matrix = _matrix(problem)
    found = matrix.det(method="bareiss")
    again = sum((matrix[0, column] * matrix.cofactor(0, column) for column in range(matrix.cols)), algebra().Integer(0))
    verified = bool(algebra().expand(found - again) == 0)
    step = SolutionStep(f"det = {plain(found)}", "By elimination.")
    return Solution(
        "determinant", plain(found), (step,), verified, "Worked out again by cofactors." if verified else ""
    )


def inverse(problem: str) -> Solution:
    """Return the inverse, checked by multiplication."""
    matrix = _matrix(problem)
    if matrix.det() == 0:
        raise Unreadable("This matrix has no inverse: its determinant is 0.")
    found = matrix.inv()
    product = (matrix * found).applyfunc(algebra().simplify)
    verified = bool(product == algebra().eye(matrix.rows))
    steps = (
        SolutionStep(f"det = {plain(matrix.det())}", "It is not 0, so there is an inverse."),
        SolutionStep(_written(found), "The inverse."),
    )
    check = "Multiplied with the matrix, it is the identity." if verified else ""
    return Solution("inverse", _written(found), steps, verified, check)


def rank(problem: str) -> Solution:
    """Return the rank, with the rows that elimination leaves."""
    matrix = _matrix(problem, square=False)
    reduced, pivots = matrix.rref()
    verified = bool(matrix.T.rank() == len(pivots))
    step = SolutionStep(_written(reduced), "Rows after elimination: as many of them are not 0 as the rank says.")
    return Solution("rank", str(len(pivots)), (step,), verified, "The transpose has the same rank." if verified else "")


def eigenvalues(problem: str) -> Solution:
    """Return the eigenvalues, each as often as it counts, checked by the determinant of A - t I."""
    matrix, sympy = _matrix(problem), algebra()
    found = matrix.eigenvals()
    if sum(found.values()) != matrix.rows:
        raise Unreadable("The eigenvalues have no closed form here.")
    values = [one for one, number in found.items() for _ in range(number)]
    answer = ", ".join(plain(one) for one in values)
    rest = [sympy.simplify((matrix - one * sympy.eye(matrix.rows)).det()) for one in found]
    verified = all(one == 0 for one in rest)
    step = SolutionStep(answer, "The zeros of det(A - t I).")
    return Solution("eigenvalues", answer, (step,), verified, "det(A - t I) is 0 for each." if verified else "")


def value_of(problem: str) -> Solution:
    """Work out an expression with matrices in it; it stays unverified."""
    found = built(read_mathematics(problem))
    answer = _written(found) if getattr(found, "is_Matrix", False) else plain(found)
    return Solution("matrix", answer, (SolutionStep(answer, "Worked out."),), False)
