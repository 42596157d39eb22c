"""Reaction equations balanced and molar masses, from formulas such as Ca(OH)2 and CuSO4·5H2O.

Atomic weights: IUPAC, Standard Atomic Weights 2021 (abridged to four or five digits; conventional values where IUPAC
gives an interval).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from fractions import Fraction

from modules.domains.education.maths.syntax import Unreadable

_WEIGHTS = {
    element: Fraction(weight)
    for element, weight in (
        pair.split(":")
        for pair in [
            "H:1.008",
            "He:4.0026",
            "Li:6.94",
            "Be:9.0122",
            "B:10.81",
            "C:12.011",
            "N:14.007",
            "O:15.999",
            "F:18.998",
            "Ne:20.180",
            "Na:22.990",
            "Mg:24.305",
            "Al:26.982",
            "Si:28.085",
            "P:30.974",
            "S:32.06",
            "Cl:35.45",
            "Ar:39.95",
            "K:39.098",
            "Ca:40.078",
            "Sc:44.956",
            "Ti:47.867",
            "V:50.942",
            "Cr:51.996",
            "Mn:54.938",
            "Fe:55.845",
            "Co:58.933",
            "Ni:58.693",
            "Cu:63.546",
            "Zn:65.38",
            "Ga:69.723",
            "Ge:72.630",
            "As:74.922",
            "Se:78.971",
            "Br:79.904",
            "Kr:83.798",
            "Rb:85.468",
            "Sr:87.62",
            "Y:88.906",
            "Zr:91.224",
            "Nb:92.906",
            "Mo:95.95",
            "Ru:101.07",
            "Rh:102.91",
            "Pd:106.42",
            "Ag:107.87",
            "Cd:112.41",
            "In:114.82",
            "Sn:118.71",
            "Sb:121.76",
            "Te:127.60",
            "I:126.90",
            "Xe:131.29",
            "Cs:132.91",
            "Ba:137.33",
            "La:138.91",
            "Ce:140.12",
            "W:183.84",
            "Pt:195.08",
            "Au:196.97",
            "Hg:200.59",
            "Tl:204.38",
            "Pb:207.2",
            "Bi:208.98",
            "Th:232.04",
            "U:238.03",
        ]
    )
}
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_PIECE = re.compile(r"([A-Z][a-z]?)(\d*)|(\()|(\))(\d*)")
_MAX_SPECIES = 12


def composition(formula: str) -> dict[str, int]:
    """Return how many atoms of each element a formula has; a charge such as ^2- counts under "charge".

    Raises:
        Unreadable: it is no formula, or has an element that is not in the table.
    """
    text = re.sub(r"[\s_{}]|\((?:s|l|g|aq)\)", "", formula.translate(_PLAIN))
    found: Counter[str] = Counter()
    charge = re.search(r"\^(\d*)([+-])$", text)
    if charge:
        text = text[: charge.start()]
        found["charge"] = int(charge[1] or 1) * (1 if charge[2] == "+" else -1)
    if len(text) > 80:
        raise Unreadable("This formula is too long.")
    for part in re.split(r"[·*•.]", text):
        times = re.match(r"\d*", part)
        leading = times[0] if times else ""
        for element, number in _atoms(part[len(leading) :]).items():
            found[element] += number * int(leading or 1)
    return dict(found)


def _atoms(text: str) -> Counter[str]:
    stack: list[Counter[str]] = [Counter()]
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None or any(len(number or "") > 4 for number in (match[2], match[5])):
            raise Unreadable("This is no chemical formula.")
        at = match.end()
        if match[1]:
            if match[1] not in _WEIGHTS:
                raise Unreadable(f"“{match[1]}” is no element of the table.")
            stack[-1][match[1]] += int(match[2] or 1)
        elif match[3]:
            stack.append(Counter())
        elif len(stack) > 1:
            inner = stack.pop()
            for element, number in inner.items():
                stack[-1][element] += number * int(match[5] or 1)
        else:
            raise Unreadable("A bracket of the formula is missing.")
    if len(stack) != 1 or not stack[0]:
        raise Unreadable("This is no chemical formula.")
    return stack[0]


def molar_mass(formula: str) -> Fraction:
    """Return the molar mass in g/mol.

    Raises:
        Unreadable: as `composition`.
    """
    atoms = composition(formula)
    return sum((_WEIGHTS[element] * number for element, number in atoms.items() if element != "charge"), Fraction(0))


def balance(equation: str) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Return both sides of a reaction with the smallest whole coefficients, by the nullspace of the composition matrix.

    Args:
        equation: such as "Fe + O2 -> Fe2O3"; coefficients that stand in it are overlooked.

    Raises:
        Unreadable: it is no reaction, cannot be balanced, or can be in more than one way.
    """
    left, right = _sides(equation)
    species = [*left, *right]
    if len(species) > _MAX_SPECIES:
        raise Unreadable("This reaction has too many substances.")
    parts = [composition(one) for one in species]
    elements = sorted({element for part in parts for element in part})
    signs = [1] * len(left) + [-1] * len(right)
    matrix = [
        [Fraction(part.get(element, 0) * sign) for part, sign in zip(parts, signs, strict=True)] for element in elements
    ]
    numbers = _nullspace(matrix, len(species))
    shared = math.lcm(*(number.denominator for number in numbers))
    whole = [int(number * shared) for number in numbers]
    divisor = math.gcd(*whole)
    made = [number // divisor for number in whole]
    if any(number <= 0 for number in made):
        raise Unreadable("This reaction cannot be balanced.")
    return tuple(zip(made[: len(left)], left, strict=True)), tuple(zip(made[len(left) :], right, strict=True))


def _sides(equation: str) -> tuple[list[str], list[str]]:
    sides = re.split(r"\s*(?:->|→|⟶|⇌|<=>|\\rightarrow|\\to|=)\s*", equation.strip())
    if len(sides) != 2:
        raise Unreadable("A reaction needs an arrow between its two sides.")
    split = [
        [re.sub(r"^\d+\s*(?=[A-Z(])", "", one.strip()) for one in re.split(r"\s\+\s|(?<!\^)\+(?=\s*[A-Z\d(])", side)]
        for side in sides
    ]
    if not all(one for side in split for one in side):
        raise Unreadable("A substance of the reaction is missing.")
    return split[0], split[1]


def _nullspace(matrix: list[list[Fraction]], width: int) -> list[Fraction]:
    """Return the one vector that spans the nullspace, with 1 at its free place."""
    pivots: list[int] = []
    row = 0
    for column in range(width):
        pivot = next((place for place in range(row, len(matrix)) if matrix[place][column]), None)
        if pivot is None:
            continue
        matrix[row], matrix[pivot] = matrix[pivot], matrix[row]
        matrix[row] = [cell / matrix[row][column] for cell in matrix[row]]
        for place in range(len(matrix)):
            if place != row and matrix[place][column]:
                factor = matrix[place][column]
                matrix[place] = [one - factor * other for one, other in zip(matrix[place], matrix[row], strict=True)]
        pivots.append(column)
        row += 1
    free = [column for column in range(width) if column not in pivots]
    if len(free) != 1:
        raise Unreadable(
            "This reaction cannot be balanced." if not free else "It can be balanced in more than one way."
        )
    found = [Fraction(0)] * width
    found[free[0]] = Fraction(1)
    for place, column in enumerate(pivots):
        found[column] = -matrix[place][free[0]]
    return found
