"""Solves problems that are given as mathematics, shows the steps, and checks the answer in another way.

The kind of a problem is read from its first words ("solve", "differentiate", "convert ... to ...") or from its form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from modules.domains.education.maths import algebraic, calculus, chances, chemistry, matrices, units
from modules.domains.education.maths.exact import exact
from modules.domains.education.maths.reading import MAX_LENGTH, read_mathematics
from modules.domains.education.maths.solution import Solution, SolutionStep
from modules.domains.education.maths.syntax import Big, Expression, Group, Matrix, Relation, Unreadable, walk
from modules.domains.education.maths.units import converted, quantity

_LEAD = r"\s*(?:please\s+)?(?:find|compute|calculate|determine|evaluate|what is)?\s*(?:the\s+)?"
_CONVERT = re.compile(r"\s*(?:convert|express|change)\s+(.+?)\s+(?:to|into|in)\s+([^\s].*?)[.?]?\s*$", re.IGNORECASE)
_MASS = re.compile(_LEAD + r"(?:molar mass|molecular weight|molecular mass) of\s+(\S+?)[.?]?\s*$", re.IGNORECASE)
_BALANCE = re.compile(r"\s*balance\b(?:\s+the)?(?:\s+(?:reaction|equation))?\s*:?\s*(.+?)\.?\s*$", re.IGNORECASE)
_SOLVE = (
    r"\s*solve\s+(?:for\s+[a-z]\s*[:,]?\s*)?(?:the\s+)?"
    r"(?:equations?|inequality|system(?: of equations)?)?\s*:?\s*(.+)"
)
_ASKS: tuple[tuple[re.Pattern[str], Callable[[str], Solution]], ...] = (
    (re.compile(_SOLVE, re.I | re.S), algebraic.solved),
    (re.compile(r"\s*factor(?:ise|ize)?\s+(.+)", re.I | re.S), algebraic.factored),
    (re.compile(r"\s*(?:expand|multiply out)\s+(.+)", re.I | re.S), algebraic.expanded),
    (re.compile(r"\s*simplify\s+(.+)", re.I | re.S), algebraic.simplified),
    (re.compile(r"\s*(?:differentiate|" + _LEAD + r"derivative of)\s+(.+)", re.I | re.S), calculus.differentiated),
    (
        re.compile(r"\s*(?:integrate|" + _LEAD + r"(?:indefinite )?integral of)\s+(.+)", re.I | re.S),
        calculus.integrated,
    ),
    (re.compile(_LEAD + r"(?:det|determinant)(?: of)?\s+(.+)", re.I | re.S), matrices.determinant),
    (re.compile(_LEAD + r"(?:inverse)(?: of)?\s+(.+)", re.I | re.S), matrices.inverse),
    (re.compile(_LEAD + r"rank(?: of)?\s+(.+)", re.I | re.S), matrices.rank),
    (re.compile(_LEAD + r"eigenvalues?(?: of)?\s+(.+)", re.I | re.S), matrices.eigenvalues),
)


def solve(problem: str) -> Solution:
    """Solve a problem.

    Args:
        problem: an equation, an inequality, several equations with commas in between, a limit, a derivative, an
            integral, an expression; or one of these with a verb: "differentiate x^2", "factor x^2-1",
            "det [[1,2],[3,4]]", "eigenvalues of ...", "convert 5 km to mi",
            "balance Fe + O2 -> Fe2O3", "molar mass of CO2",
            "P(X = 3), X ~ Bin(10, 0.3)", "P(X < 1.5), X ~ N(0, 1)".

    Raises:
        Unreadable: it is not one of these, or there is no solution in closed form.
    """
    if len(problem) > MAX_LENGTH:
        raise Unreadable("This is too long to be solved.")
    if found := _CONVERT.fullmatch(problem):
        return _convert(found[1], found[2])
    if found := _MASS.fullmatch(problem):
        return _mass(found[1])
    if (found := _BALANCE.fullmatch(problem)) or re.search(r"[A-Z]\w*\s*(?:->|→|⟶)\s*\d*[A-Z]", problem):
        return _balanced(found[1] if found else problem)
    if chances.is_asked(problem):
        return chances.probability(problem)
    for pattern, way in _ASKS:
        if found := pattern.fullmatch(problem):
            return way(found[1].strip().rstrip("."))
    return _by_form(problem)


def _by_form(problem: str) -> Solution:
    read = read_mathematics(problem)
    if isinstance(read, Relation) or (isinstance(read, Group) and read.kind == "list"):
        return algebraic.solved(problem)
    if any(isinstance(part, Big) for part in walk(read)):
        return calculus.worked_out(problem)
    if any(isinstance(part, Matrix) for part in walk(read)):
        return matrices.value_of(problem)
    return algebraic.simplified(problem)


def _convert(given: str, wanted: str) -> Solution:
    amount, unit = quantity(_read_unit(given), letters=True), quantity(_read_unit(f"1 {wanted}"), letters=True)
    number = exact(amount.value) if amount else None
    if amount is None or unit is None or number is None or not amount.physical or not unit.physical:
        raise Unreadable("These units cannot be converted.")
    found = converted(float(number), amount.units, unit.units)
    if found is None:
        raise Unreadable("These two units do not measure the same.")
    back = converted(found, unit.units, amount.units)
    answer = f"{found:.10g} {units.written(unit.units)}"
    steps = (SolutionStep(f"{given.strip()} = {answer}", "The two units measure the same."),)
    verified = back is not None and abs(back - float(number)) <= 1e-9 * max(abs(float(number)), 1e-300)
    return Solution("conversion", answer, steps, verified, "Converted back, it is the same." if verified else "")


def _read_unit(text: str) -> Expression:
    return read_mathematics(text)


def _mass(formula: str) -> Solution:
    atoms = chemistry.composition(formula)
    mass: Fraction = chemistry.molar_mass(formula)
    parts = " + ".join(
        f"{number}*{float(chemistry.molar_mass(element)):g}" for element, number in atoms.items() if element != "charge"
    )
    answer = f"{float(mass):g} g/mol"
    step = SolutionStep(f"{parts} = {float(mass):g}", "Atoms times atomic weights (IUPAC 2021).")
    again = exact(read_mathematics(parts))
    verified = again is not None and abs(float(again - mass)) < 1e-6
    return Solution("molar mass", answer, (step,), verified, "The sum was worked out again." if verified else "")


def _balanced(equation: str) -> Solution:
    left, right = chemistry.balance(equation)
    answer = " -> ".join(
        " + ".join((f"{number} " if number > 1 else "") + formula for number, formula in side) for side in (left, right)
    )
    counts = []
    for side in (left, right):
        total: dict[str, int] = {}
        for number, formula in side:
            for element, atoms in chemistry.composition(formula).items():
                total[element] = total.get(element, 0) + number * atoms
        counts.append({element: atoms for element, atoms in total.items() if atoms})
    counted = ", ".join(f"{element}: {count}" for element, count in sorted(counts[0].items()))
    step = SolutionStep(answer, f"On each side there are as many atoms: {counted}.")
    return Solution("reaction", answer, (step,), counts[0] == counts[1], "The atoms of both sides were counted.")
