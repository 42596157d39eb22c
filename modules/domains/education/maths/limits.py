"""How large a result would become, estimated before anything is worked out."""

from __future__ import annotations

import math

from modules.domains.education.maths.syntax import (
    Based,
    Big,
    Binary,
    Call,
    Constant,
    Expression,
    Number,
    Unreadable,
    children,
    variables,
    walk,
)

MAX_DIGITS = 4_000  # of any result on the way
MAX_EXPONENT = 500  # of a power with a variable in its base
MAX_FACTORIAL = 1_200
MAX_PARTS = 600
MAX_TREE = 150  # levels
MAX_TERMS = 2_000  # of a sum that is written out


def measured(expression: Expression) -> Expression:
    """Return the expression, which is small enough to be worked out.

    Raises:
        Unreadable: it has too many parts, or a power or factorial in it would have too many digits.
    """
    if sum(1 for _ in walk(expression)) > MAX_PARTS:
        raise Unreadable("This has too many parts to be checked.")
    _measure(expression, 0)
    return expression


def _measure(expression: Expression, level: int) -> float:
    """Return an upper bound of log10 of its absolute value, 0 at least; a variable counts as less than a million."""
    if level > MAX_TREE:
        raise Unreadable("This is nested too deeply to be checked.")
    sizes = [_measure(part, level + 1) for part in children(expression)]
    size = _size(expression, sizes)
    if size > MAX_DIGITS:
        raise Unreadable("A number in this would have too many digits to be worked out.")
    return size


def _size(expression: Expression, sizes: list[float]) -> float:
    match expression:
        case Number(value, _):
            return max(_digits(value.numerator), _digits(value.denominator))
        case Based(digits, base):
            return len(digits) * math.log10(base)
        case Binary("^", base, exponent):
            return _power(base, exponent, *sizes)
        case Binary("*" | "/", _, _):
            return sizes[0] + sizes[1]
        case Binary():
            return max(sizes) + 1
        case Call("factorial" | "binomial", (first, *_)):
            return 40 if variables(first) else _factorial(sizes[0])
        case Big("sum" | "product", _, _, low, high):
            return _repeated(expression, low, high, sizes)
        case Constant():
            return 1
        case _:
            return max(sizes, default=6.0) + (1 if sizes else 0)


def _digits(value: int) -> float:
    return max(abs(value).bit_length() * math.log10(2), 0.0)


def _power(base: Expression, exponent: Expression, base_size: float, exponent_size: float) -> float:
    if variables(exponent):
        return min(base_size, 100.0) * 20
    if exponent_size > 9:
        raise Unreadable("A power in this is too large to be worked out.")
    largest = _largest(exponent, exponent_size)
    if variables(base) and largest > MAX_EXPONENT:
        raise Unreadable("A power in this is too large to be worked out.")
    return max(base_size, 0.5) * largest


def _largest(exponent: Expression, size: float) -> float:
    match exponent:
        case Number(value, _):
            return max(float(abs(value)), 1.0)
        case Call("neg", (Number(value, _),)):
            return max(float(abs(value)), 1.0)
        case Binary("/", Number(above, _), Number(below, _)) if below:
            return max(float(abs(above / below)), 1.0)
        case _:
            return float(10.0 ** min(size, 9.0))


def _factorial(size: float) -> float:
    largest = 10 ** min(size, 9)
    if largest > MAX_FACTORIAL * 2:
        raise Unreadable("A factorial in this is too large to be worked out.")
    return largest * math.log10(max(largest, 2))


def _repeated(expression: Big, low: Expression | None, high: Expression | None, sizes: list[float]) -> float:
    match low, high:
        case Number(first, _), Number(last, _):
            if last - first > MAX_TERMS:
                raise Unreadable("A sum in this has too many terms to be worked out.")
            return sizes[0] * (max(float(last - first), 1.0) if expression.kind == "product" else 1) + 4
        case _:
            return sizes[0] + 4
