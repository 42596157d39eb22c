"""Whether two equations, or two inequalities, say the same."""

from __future__ import annotations

from typing import Any

from modules.domains.education.maths.numeric import Undefined, context, value
from modules.domains.education.maths.scalars import close, points
from modules.domains.education.maths.syntax import Binary, Expression, Relation, Symbol, variables
from modules.domains.education.maths.verdict import Verdict, different, equal, unknown

_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_ENOUGH = 5  # points at which both sides of both have a value


def assignment(expression: Expression) -> tuple[str, Expression] | None:
    """Return the variable and what it equals, of "x = 3", "3 = x" or "x = 1/2 = 0.5"; None for any other relation."""
    match expression:
        case Relation((Symbol(name), *_, last), operators) if set(operators) == {"="} and name not in variables(last):
            return name, last
        case Relation((first, Symbol(name)), ("=",)) if name not in variables(first):
            return name, first
        case _:
            return None


def difference(relation: Relation) -> Expression:
    """Return left side minus right side."""
    return Binary("-", relation.parts[0], relation.parts[1])


def compare_unsolved(given: Expression, key: Expression) -> Verdict:
    """Compare two relations by what they say: one is the other multiplied by a number other than 0."""
    if not isinstance(given, Relation) or not isinstance(key, Relation):
        return different("An equation and an expression are not the same." if _mixed(given, key) else "These differ.")
    if len(given.operators) != 1 or len(key.operators) != 1:
        return unknown("Chains of relations cannot be compared.")
    names = sorted({*variables(given), *variables(key)})
    if set(variables(given)) != set(variables(key)):
        return different("The variables are other ones.")
    ratios: list[Any] = []
    unlike = False
    for point in points(names, given, key):
        ratio = _ratio(given, key, point)
        if ratio is None:
            continue
        unlike |= bool(ratios) and not close(ratio, ratios[0])
        ratios.append(ratio)
    if len(ratios) < _ENOUGH:
        return unknown("This could not be decided.")
    if unlike:
        return _same_line(given, key, names)
    return _by_factor(given, key, ratios[0])


def _mixed(given: Expression, key: Expression) -> bool:
    return isinstance(given, Relation) != isinstance(key, Relation)


def _ratio(given: Relation, key: Relation, point: dict[str, Any]) -> Any:
    try:
        first, second = value(difference(given), point), value(difference(key), point)
        return first / second if first and second else None
    except (Undefined, ZeroDivisionError, TypeError):
        return None


def _by_factor(given: Relation, key: Relation, factor: Any) -> Verdict:
    own = context()
    if abs(own.im(factor)) > own.mpf(10) ** -40:
        return unknown("This could not be decided.")
    operator = given.operators[0] if own.re(factor) > 0 else _FLIPPED.get(given.operators[0], given.operators[0])
    if operator != key.operators[0]:
        return different("The sign of the relation is another one.")
    return equal()


def _same_line(given: Relation, key: Relation, names: list[str]) -> Verdict:
    """Tell equations apart by a point of the one that does not solve the other."""
    if set(given.operators + key.operators) != {"="}:
        return different("The two relations do not say the same.")
    solved = assignment(key) or assignment(given)
    other = given if assignment(key) else key
    if solved is None:
        return _apart(given, key, names)
    for point in points([name for name in names if name != solved[0]] or ["_"], given, key):
        try:
            residue = value(difference(other), {**point, solved[0]: value(solved[1], point)})
        except Undefined:
            continue
        if abs(residue) > context().mpf(10) ** -30:
            return different("The two equations do not say the same.")
    return unknown("Whether the two equations have the same solutions could not be decided.")


def _apart(given: Relation, key: Relation, names: list[str]) -> Verdict:
    own = context()
    last = names[-1]
    for point in points(names, given, key, count=4):
        try:
            root = own.findroot(lambda x, at=point: value(difference(key), {**at, last: x}), point[last])
            residue = value(difference(given), {**point, last: root})
        except (Undefined, ValueError, ZeroDivisionError, TypeError):
            continue
        if abs(residue) > own.mpf(10) ** -20:
            return different("The two equations do not say the same.")
    return unknown("Whether the two equations have the same solutions could not be decided.")
