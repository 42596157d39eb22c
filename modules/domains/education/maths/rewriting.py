"""Whether a line of algebra follows from the one before: equal expressions, equations with the same solutions."""

from __future__ import annotations

from typing import Any

from modules.domains.education.maths.building import algebra, built, plain
from modules.domains.education.maths.comparing import compare_read
from modules.domains.education.maths.equations import assignment, difference
from modules.domains.education.maths.numeric import Undefined, value
from modules.domains.education.maths.reading import read
from modules.domains.education.maths.scalars import same
from modules.domains.education.maths.syntax import Expression, Group, Relation, Symbol, Unreadable, replaced, variables
from modules.domains.education.maths.verdict import Outcome

_UNWORKED = (Unreadable, ValueError, TypeError, NotImplementedError)  # what SymPy cannot work out
MORE = ("more", "")  # what `follows` says of an equation that keeps the solutions and has others as well


def is_solved(expression: Expression) -> bool:
    """Tell whether it is "x = 3" or several of these."""
    items = expression.items if isinstance(expression, Group) else (expression,)
    named = [assignment(item) for item in items]
    return bool(items) and all(pair and not variables(pair[1]) for pair in named)


def is_identity(relation: Relation) -> bool:
    """Tell whether an equation holds for all values of its variables."""
    if set(relation.operators) != {"="} or len(relation.parts) < 2:
        return False
    return all(
        not isinstance(right, Group) and same(relation.parts[0], right).outcome is Outcome.EQUAL
        for right in relation.parts[1:]
    )


def follows(before: Expression, now: Expression) -> tuple[str, str] | None:
    """Tell whether a line follows from the one before it.

    Returns:
        ("", "") where it does; where it does not, a sentence that says why and what should stand there ("" where that
        cannot be told); None where it could not be worked out.
    """
    if _is_equation(before) and (_is_equation(now) or _is_answer(now)):
        return _solutions_kept(before, now)
    if isinstance(before, Relation) or isinstance(now, Relation) or isinstance(before, Group) or isinstance(now, Group):
        return _same(before, now)
    verdict = same(now, before)
    if verdict.outcome is Outcome.UNKNOWN:
        return None
    if verdict.outcome is Outcome.EQUAL:
        return "", ""
    return "This is not equal to the line before.", _simplified(before)


def _same(before: Expression, now: Expression) -> tuple[str, str] | None:
    return ("", "") if compare_read(now, before).outcome is Outcome.EQUAL else None


def _is_equation(expression: Expression) -> bool:
    return isinstance(expression, Relation) and expression.operators == ("=",) and bool(variables(expression))


def _is_answer(expression: Expression) -> bool:
    return isinstance(expression, Group) and expression.kind == "list" and all(map(_is_equation, expression.items))


def _simplified(expression: Expression) -> str:
    try:
        return plain(algebra().expand(built(expression)))
    except _UNWORKED:
        return ""


def _solutions_kept(before: Expression, now: Expression) -> tuple[str, str] | None:
    if len(variables(before)) != 1 or variables(before) != variables(now):
        return _same(before, now)
    first, second = solutions(before), solutions(now)
    if first is None or second is None:
        return None
    lost = [root for root in first if not _among(root, second)]
    extra = [root for root in second if not _among(root, first)]
    name, right = variables(before)[0], " or ".join(f"{variables(before)[0]} = {plain(root)}" for root in first)
    if not lost and not extra:
        return "", ""
    if lost and not extra:
        return f"The solution {name} = {plain(lost[0])} is lost here.", right
    if extra and not lost and not is_solved(now):
        return MORE
    if extra and not lost:
        return f"{name} = {plain(extra[0])} is a solution of this line, but not of the one before.", right
    return "This equation has other solutions than the line before.", right


def _among(root: Any, roots: tuple[Any, ...]) -> bool:
    return any(abs(complex(root.evalf(30)) - complex(one.evalf(30))) < 1e-12 for one in roots)


def solutions(expression: Expression) -> tuple[Any, ...] | None:
    """Return the real solutions of equations in one variable as SymPy's numbers, None where they cannot be listed."""
    if isinstance(expression, Group):
        found: list[Any] = []
        for item in expression.items:
            own = solutions(item)
            if own is None:
                return None
            found += own
        return tuple(found)
    if not isinstance(expression, Relation):
        return None
    sympy = algebra()
    name = variables(expression)[0]
    try:
        roots = sympy.solveset(built(difference(expression), real=False), sympy.Symbol(name), sympy.S.Reals)
    except _UNWORKED:
        return None
    if not isinstance(roots, sympy.FiniteSet):
        return () if roots is sympy.S.EmptySet else None
    return tuple(
        sorted((root for root in roots if holds(expression, name, plain(root))), key=lambda root: root.evalf())
    )


def holds(relation: Relation, name: str, root: str) -> bool:
    """Tell whether a root, in the grammar's spelling, solves an equation: it is put in and worked out."""
    try:
        put = replaced(difference(relation), Symbol(name), read(root))
        return bool(abs(value(put)) < 1e-25)
    except (Undefined, Unreadable):
        return False
