"""Values of an expression at a point, to sixty digits (mpmath): what decides whether two expressions differ."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from modules.domains.education.maths.syntax import (
    Based,
    Big,
    Binary,
    Call,
    Constant,
    Expression,
    Matrix,
    Number,
    Symbol,
)

DIGITS = 60
_ANGLES = ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth")
INVERSES = {
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arccot": "acot",
    "arcsec": "asec",
    "arccsc": "acsc",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
}
_HUGE = 10**6  # an exponent or angle above it is not worked out


class Undefined(ArithmeticError):
    """The expression has no value at this point, or none that is worked out here."""


@functools.cache
def context() -> Any:
    """Return mpmath's arithmetic with `DIGITS` digits, apart from the one that other code may have set up."""
    from mpmath import MPContext  # type: ignore[import-untyped]

    own = MPContext()
    own.dps = DIGITS
    return own


def value(expression: Expression, at: Mapping[str, Any] | None = None) -> Any:
    """Return the value as mpmath's real, complex number or matrix.

    Args:
        expression: measured by `limits`; sums and products with whole ends are added up, other `Big` ones refused.
        at: values of its variables.

    Raises:
        Undefined: a division by zero, a variable without a value, or an operation that is not worked out here.
    """
    try:
        return _value(expression, at or {})
    except (ZeroDivisionError, ValueError, OverflowError, TypeError, AttributeError) as exc:
        raise Undefined(str(exc)) from exc


def _value(expression: Expression, at: Mapping[str, Any]) -> Any:
    own = context()
    match expression:
        case Number(number, _):
            return own.mpf(number.numerator) / number.denominator
        case Symbol(name) if name in at:
            return at[name]
        case Constant("pi"):
            return +own.pi
        case Constant("e"):
            return +own.e
        case Constant("i"):
            return own.mpc(0, 1)
        case Based(digits, base):
            return own.mpf(int(digits, base))
        case Binary(operator, left, right):
            return _operated(operator, left, right, at)
        case Call(function, arguments):
            return _called(function, [_value(one, at) for one in arguments])
        case Matrix(rows):
            return own.matrix([[_value(cell, at) for cell in row] for row in rows])
        case Big("sum" | "product" as kind, variable, body, low, high) if low is not None and high is not None:
            return _repeated(kind, variable, body, _value(low, at), _value(high, at), at)
        case _:
            raise Undefined("no value")


def _operated(operator: str, left: Expression, right: Expression, at: Mapping[str, Any]) -> Any:
    first = _value(left, at)
    if operator == "^" and right == Symbol("T") and hasattr(first, "rows"):
        return first.T
    second = _value(right, at)
    match operator:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second
        case "^":
            return _power(first, second)
        case _:
            raise Undefined(operator)


def _power(base: Any, exponent: Any) -> Any:
    own = context()
    if hasattr(base, "rows"):
        if own.im(exponent) or abs(exponent) > 50 or exponent != int(exponent.real):
            raise Undefined("a matrix is raised to whole powers")
        return base ** int(exponent.real)
    if abs(exponent) > _HUGE:
        raise Undefined("too large")
    if not base and own.re(exponent) <= 0:
        raise Undefined("0 to the power of 0 or less")
    if not own.im(base) and own.re(base) < 0 and not own.im(exponent):
        real = _odd_root(own.re(base), own.re(exponent))
        if real is not None:
            return real
    return own.power(base, exponent)


def _odd_root(base: Any, exponent: Any) -> Any:
    """Return the real root of a negative number where there is one: (-8)^(1/3) is -2, as schools have it."""
    own = context()
    if exponent == own.floor(exponent):
        return None
    for below in (3, 5, 7, 9):
        above = own.nint(exponent * below)
        if abs(exponent * below - above) < own.mpf(10) ** (5 - DIGITS):
            size = own.power(-base, exponent)
            return -size if int(above) % 2 else size
    return None


def _called(function: str, values: list[Any]) -> Any:
    own = context()
    first = values[0]
    if function in _ANGLES or function in INVERSES:
        if abs(first) > _HUGE:
            raise Undefined("too large")
        return getattr(own, INVERSES.get(function, function))(first)
    match function:
        case "neg":
            return -first
        case "percent":
            return first / 100
        case "degree":
            return first * own.pi / 180
        case "abs" | "norm":
            return own.norm(first) if hasattr(first, "rows") else abs(first)
        case "sqrt":
            return own.sqrt(first)
        case "root":
            return _root(first, values[1])
        case "log":
            return _logarithm(values)
        case "factorial" if abs(first) < 2_000:
            return own.factorial(first)
        case "binomial" if abs(first) < 5_000:
            return own.binomial(first, values[1])
        case "floor" | "ceil" | "sign":
            if own.im(first):
                raise Undefined(function)
            return getattr(own, function)(first)
        case "min" | "max":
            return (min if function == "min" else max)(values)
        case "det":
            return own.det(first)
        case "inverse":
            return first**-1
        case "transpose":
            return first.T
        case "ratio" if len(values) == 2:
            return first / values[1]
        case _:
            raise Undefined(function)


def _root(radicand: Any, degree: Any) -> Any:
    own = context()
    if own.im(degree) or not degree:
        raise Undefined("root")
    if not own.im(radicand) and own.re(radicand) < 0 and degree == own.floor(degree) and int(degree) % 2:
        return -own.power(-own.re(radicand), 1 / degree)
    return own.power(radicand, 1 / degree)


def _logarithm(values: list[Any]) -> Any:
    own = context()
    if not values[0]:
        raise Undefined("the logarithm of 0")
    return own.log(values[0]) / own.log(values[1]) if len(values) == 2 else own.log10(values[0])


def _repeated(kind: str, variable: str, body: Expression, low: Any, high: Any, at: Mapping[str, Any]) -> Any:
    own = context()
    if own.im(low) or own.im(high) or low != int(low) or high != int(high) or high - low > 2_000:
        raise Undefined(kind)
    total = own.mpf(0 if kind == "sum" else 1)
    for number in range(int(low), int(high) + 1):
        term = _value(body, {**at, variable: own.mpf(number)})
        total = total + term if kind == "sum" else total * term
    return total
