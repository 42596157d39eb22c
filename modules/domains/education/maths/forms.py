"""What the form of an equal answer lacks, beside the form of the key."""

from __future__ import annotations

import math

from modules.domains.education.maths.syntax import Binary, Call, Expression, Number, variables, walk


def remark(given: Expression, key: Expression) -> str:
    """Return what is still to be done to an equal answer so that it has the key's form; "" where nothing is."""
    if _reducible(given) and not _reducible(key):
        return "Equal, but a fraction is not in lowest terms."
    if _squares(given) and not _squares(key):
        return "Equal, but a root can still be simplified."
    if _open_arithmetic(given) and not _open_arithmetic(key):
        return "Equal, but not worked out to the end."
    if not variables(key):
        return ""
    if _factors(given) and not _factors(key):
        return "Equal, but not multiplied out."
    if _factors(key) and not _factors(given):
        return "Equal, but not factored."
    return ""


def _reducible(expression: Expression) -> bool:
    return any(
        isinstance(part, Binary)
        and part.operator == "/"
        and isinstance(part.left, Number)
        and isinstance(part.right, Number)
        and part.left.places is None
        and part.right.places is None
        and math.gcd(int(part.left.value), int(part.right.value)) != 1
        for part in walk(expression)
    )


def _squares(expression: Expression) -> bool:
    for part in walk(expression):
        match part:
            case Call("sqrt", (Number(value, None),)) if 1 < value < 10**9:
                if any(value % (root * root) == 0 for root in range(2, min(math.isqrt(int(value)), 2_000) + 1)):
                    return True
    return False


def _open_arithmetic(expression: Expression) -> bool:
    return any(
        isinstance(part, Binary)
        and part.operator in ("+", "-", "*")
        and isinstance(part.left, Number)
        and isinstance(part.right, Number)
        for part in walk(expression)
    )


def _factors(expression: Expression) -> bool:
    """Tell whether a sum with a variable stands as a factor in a product or under a whole power."""
    return any(
        _sum(part.left) or _sum(part.right) if part.operator == "*" else part.operator == "^" and _sum(part.left)
        for part in walk(expression)
        if isinstance(part, Binary)
    )


def _sum(expression: Expression) -> bool:
    return isinstance(expression, Binary) and expression.operator in "+-" and bool(variables(expression))
