"""Equations, inequalities and systems solved; expressions factored, expanded and simplified."""

from __future__ import annotations

from typing import Any

from modules.domains.education.maths.building import algebra, built, plain, taken
from modules.domains.education.maths.equations import difference
from modules.domains.education.maths.reading import read_mathematics
from modules.domains.education.maths.rewriting import solutions
from modules.domains.education.maths.scalars import same
from modules.domains.education.maths.solution import Solution, SolutionStep
from modules.domains.education.maths.syntax import Expression, Group, Relation, Unreadable, variables
from modules.domains.education.maths.verdict import Outcome

_NOT_FOUND = "No solution in closed form was found."


def solved(problem: str) -> Solution:
    """Solve an equation, an inequality or a system.

    Raises:
        Unreadable: it is none, or no solution in closed form was found.
    """
    read = read_mathematics(problem)
    if isinstance(read, Group) and read.kind == "list" and all(isinstance(one, Relation) for one in read.items):
        return _system(read)
    if not isinstance(read, Relation) or len(read.operators) != 1 or not variables(read):
        raise Unreadable("This is no equation with a variable.")
    if read.operators != ("=",):
        return _inequality(read)
    return _equation(read) if len(variables(read)) == 1 else _for_first_variable(read)


def _equation(relation: Relation) -> Solution:
    roots, name = solutions(relation), variables(relation)[0]
    if roots is None:
        raise Unreadable(_NOT_FOUND)
    sympy = algebra()
    side = built(difference(relation), real=False)
    steps = [SolutionStep(f"{plain(sympy.expand(side))} = 0", "Everything on one side.")]
    factors = sympy.factor(side)
    if sympy.expand(side) != factors:
        steps.append(SolutionStep(f"{plain(factors)} = 0", "Factored: a product is 0 where one of its factors is."))
    answer = " or ".join(f"{name} = {plain(root)}" for root in roots) or "no solution"
    steps.append(SolutionStep(answer, "The real solutions." if roots else "No real number solves it."))
    # `solutions` keeps only those roots that solve the equation when they are put in.
    check = "Each solution was put into the equation." if roots else ""
    return Solution("equation", answer, tuple(steps), bool(roots), check)


def _for_first_variable(relation: Relation) -> Solution:
    sympy = algebra()
    names = variables(relation)
    name = "y" if "y" in names else names[0]
    symbol = sympy.Symbol(name)
    found = sympy.solve(built(difference(relation), real=False), symbol)
    if not found:
        raise Unreadable(_NOT_FOUND)
    put_in = [sympy.simplify(built(difference(relation), real=False).subs(symbol, one)) == 0 for one in found]
    answer = " or ".join(f"{name} = {plain(one)}" for one in found)
    step = SolutionStep(answer, f"Solved for {name}.")
    return Solution("equation", answer, (step,), all(put_in), "Each solution was put in." if all(put_in) else "")


def _inequality(relation: Relation) -> Solution:
    sympy = algebra()
    if len(variables(relation)) != 1:
        raise Unreadable("An inequality in several variables is not solved here.")
    symbol = sympy.Symbol(variables(relation)[0], real=True)
    try:
        found = sympy.solve_univariate_inequality(built(relation), symbol, relational=False)
    except (NotImplementedError, TypeError, ValueError) as exc:
        raise Unreadable(_NOT_FOUND) from exc
    answer = _written_set(found)
    checked = all(
        bool(built(relation).subs(symbol, at)) == bool(found.contains(at)) for at in _probes(found) if at.is_finite
    )
    step = SolutionStep(answer, "The numbers for which it holds.")
    return Solution("inequality", answer, (step,), checked, "Tried at numbers inside and outside." if checked else "")


def _written_set(found: Any) -> str:
    sympy = algebra()
    match found:
        case sympy.Union():
            return " \\cup ".join(_written_set(part) for part in sorted(found.args, key=lambda part: part.inf))
        case sympy.Interval():
            opening, closing = "(" if found.left_open else "[", ")" if found.right_open else "]"
            ends = f"{plain(found.start)}, {plain(found.end)}".replace("oo", "infinity")
            return f"{opening}{ends}{closing}"
        case sympy.FiniteSet():
            return "{" + ", ".join(plain(one) for one in found.args) + "}"
        case _ if found is sympy.S.EmptySet:
            return "no solution"
        case _:
            raise Unreadable(_NOT_FOUND)


def _probes(found: Any) -> list[Any]:
    sympy = algebra()
    ends = [end for end in getattr(found, "boundary", ()) if end.is_finite] or [sympy.Integer(0)]
    return [sympy.nsimplify(round(float(end), 3)) + shift for end in ends for shift in (-1, sympy.Rational(1, 7), 2)]


def _system(group: Group) -> Solution:
    sympy = algebra()
    relations = [one for one in group.items if isinstance(one, Relation) and one.operators == ("=",)]
    names = variables(group)
    if len(relations) != len(group.items) or len(names) > 6:
        raise Unreadable("This is no system of equations.")
    sides = [built(difference(one), real=False) for one in relations]
    symbols = [sympy.Symbol(name) for name in names]
    try:
        found = sympy.solve(sides, symbols, dict=True)
    except NotImplementedError as exc:
        raise Unreadable(_NOT_FOUND) from exc
    if not found:
        step = SolutionStep("no solution", "The equations contradict each other.")
        return Solution("system", "no solution", (step,), False)
    checked = all(sympy.simplify(side.subs(one)) == 0 for one in found for side in sides)
    written = ["; ".join(f"{name} = {plain(one[name])}" for name in symbols if name in one) for one in found]
    answer = " or ".join(part.replace(";", ",") for part in written)
    step = SolutionStep(answer, "Solved for each variable.")
    return Solution("system", answer, (step,), checked, "Put into each equation." if checked else "")


def factored(problem: str) -> Solution:
    """Write an expression as a product."""
    return _rewritten(problem, "factor", "Written as a product.")


def expanded(problem: str) -> Solution:
    """Multiply an expression out."""
    return _rewritten(problem, "expand", "Multiplied out.")


def simplified(problem: str) -> Solution:
    """Simplify an expression, or work out a number."""
    return _rewritten(problem, "simplify", "Simplified.")


def _rewritten(problem: str, way: str, why: str) -> Solution:
    read = read_mathematics(problem)
    if isinstance(read, Relation | Group):
        raise Unreadable("This is no expression.")
    found = getattr(algebra(), way)(built(read))
    verified = _equal(read, found)
    step = SolutionStep(f"{plain(built(read))} = {plain(found)}", why)
    return Solution(way, plain(found), (step,), verified, "Both were compared at many points." if verified else "")


def _equal(read: Expression, found: Any) -> bool:
    try:
        return same(taken(found), read).outcome is Outcome.EQUAL
    except Unreadable:
        return False
