"""Derivatives, integrals, limits, sums: worked out by SymPy, checked by numbers or by differentiating back."""

from __future__ import annotations

from typing import Any

from modules.domains.education.maths.building import algebra, built, plain, taken
from modules.domains.education.maths.numeric import Undefined, context, value
from modules.domains.education.maths.reading import read_mathematics
from modules.domains.education.maths.scalars import points, same
from modules.domains.education.maths.solution import Solution, SolutionStep
from modules.domains.education.maths.syntax import Big, Expression, Relation, Symbol, Unreadable, variables
from modules.domains.education.maths.verdict import Outcome


def differentiated(problem: str) -> Solution:
    """Differentiate an expression in one variable (x where there are several).

    Raises:
        Unreadable: it is no such expression.
    """
    return _derivative(_function(problem))


def integrated(problem: str) -> Solution:
    """Return the antiderivative of an expression, without its constant.

    Raises:
        Unreadable: it is no such expression, or SymPy finds none.
    """
    read = read_mathematics(problem) if "dx" not in problem else read_mathematics("\\int " + problem)
    return _antiderivative(read if isinstance(read, Big) else _function(problem))


def worked_out(problem: str) -> Solution:
    """Work out a limit, an integral, a derivative or a sum that is written as one.

    Raises:
        Unreadable: SymPy finds no value.
    """
    read = read_mathematics(problem)
    match read:
        case Big("derivative", _, body, _, _):
            return _derivative(Big("derivative", read.variable, body))
        case Big("integral", _, _, None, None):
            return _antiderivative(read)
        case Big():
            return _valued(read)
        case _:
            raise Unreadable("This cannot be worked out as one limit, integral or sum.")


def _function(problem: str) -> Big:
    read = read_mathematics(problem)
    if isinstance(read, Relation) and read.operators == ("=",):
        read = read.parts[-1]
    names = variables(read)
    if not names:
        raise Unreadable("There is no variable in this.")
    return Big("derivative", "x" if "x" in names else names[0], read)


def _derivative(asked: Big) -> Solution:
    found = algebra().diff(built(asked.body), built(Symbol(asked.variable)))
    answer = plain(found)
    steps = [
        SolutionStep(
            f"d/d{asked.variable} ({plain(built(term))}) = {plain(_diff(term, asked.variable))}", "Term by term."
        )
        for term in _terms(asked.body)
    ]
    verified = _slope_agrees(asked.body, taken(found), asked.variable)
    steps.append(SolutionStep(answer, "Put together."))
    return Solution(
        "derivative", answer, tuple(steps), verified, "Compared with slopes in numbers." if verified else ""
    )


def _diff(term: Expression, variable: str) -> Any:
    return algebra().diff(built(term), built(Symbol(variable)))


def _terms(expression: Expression) -> list[Expression]:
    from modules.domains.education.maths.syntax import Binary, Call

    match expression:
        case Binary("+", left, right):
            return [*_terms(left), *_terms(right)]
        case Binary("-", left, right):
            return [*_terms(left), *(Call("neg", (term,)) for term in _terms(right))]
        case _:
            return [expression]


def _slope_agrees(body: Expression, slope: Expression, variable: str) -> bool:
    own, agreed = context(), 0
    for point in points(sorted({*variables(body), variable}), body):
        try:
            number = own.diff(lambda x, at=point: value(body, {**at, variable: x}), point[variable])
            wanted = value(slope, point)
        except (Undefined, ValueError):
            continue
        if own.im(number) or own.im(wanted):
            continue
        if abs(number - wanted) > 1e-12 * max(1, abs(wanted)):
            return False
        agreed += 1
    return agreed >= 3


def _antiderivative(asked: Big) -> Solution:
    sympy = algebra()
    variable = built(Symbol(asked.variable))
    found = sympy.integrate(built(asked.body), variable)
    if found.has(sympy.Integral):
        raise Unreadable("No antiderivative in closed form was found.")
    back = taken(sympy.diff(found, variable))
    verified = same(back, asked.body).outcome is Outcome.EQUAL
    answer = f"{plain(found)} + C"
    steps = (
        SolutionStep(answer, "An antiderivative, with a constant."),
        SolutionStep(f"d/d{asked.variable} ({plain(found)}) = {plain(built(asked.body))}", "Differentiated back."),
    )
    return Solution("integral", answer, steps, verified, "Differentiated back." if verified else "")


def _valued(asked: Big) -> Solution:
    found = built(asked).doit()
    if found.has(type(built(asked))):
        raise Unreadable("No value in closed form was found.")
    answer = plain(found)
    verified = _numbers_agree(asked, found)
    step = SolutionStep(f"{asked.kind} = {answer}", "Worked out exactly.")
    return Solution(asked.kind, answer, (step,), verified, "Compared with its value in numbers." if verified else "")


def _numbers_agree(asked: Big, found: Any) -> bool:
    own = context()
    if variables(asked) or not found.is_finite:
        return False
    try:
        wanted = value(taken(found))
        match asked.kind:
            case "limit" if asked.low is not None and built(asked.low).is_finite:
                at, near = value(asked.low), own.mpf(10) ** -20
                sides = [value(asked.body, {asked.variable: at + step}) for step in (near, -near)]
                return all(abs(side - wanted) < 1e-8 * max(1, abs(wanted)) for side in sides)
            case "limit":
                far = value(asked.body, {asked.variable: own.mpf(10) ** 5})
                return bool(abs(far - wanted) < 1e-3 * max(1, abs(wanted)))
            case "integral":
                ends = [
                    own.inf
                    if end == algebra().oo
                    else -own.inf
                    if end == -algebra().oo
                    else own.mpf(str(end.evalf(40)))
                    for end in (built(part) for part in (asked.low, asked.high) if part is not None)
                ]
                number = own.quad(lambda x: _far_off_zero(asked, x), ends)
                return bool(abs(number - wanted) < 1e-10 * max(1, abs(wanted)))
            case _:
                return bool(abs(value(asked) - wanted) < 1e-20 * max(1, abs(wanted)))
    except (Undefined, Unreadable, ValueError, TypeError):
        return False


def _far_off_zero(asked: Big, x: Any) -> Any:
    """Return the integrand; 0 where it is too small or large to be worked out, as far out on an infinite range."""
    try:
        return value(asked.body, {asked.variable: x})
    except Undefined:
        return context().mpf(0)
