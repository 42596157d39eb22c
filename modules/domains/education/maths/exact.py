"""Exact values in rational numbers, without any library: what most of arithmetic needs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from modules.domains.education.maths.syntax import Based, Binary, Call, Expression, Number, Symbol

_MAX_POWER = 5_000  # bits of a result


def exact(expression: Expression, at: Mapping[str, Fraction] | None = None) -> Fraction | None:
    """Return the value of an expression, None where it is no rational number or cannot be told to be one.

    Args:
        expression: measured by `limits`.
        at: values of its variables.
    """
    match expression:
        case Number(value, _):
            return value
        case Symbol(name):
            return (at or {}).get(name)
        case Based(digits, base):
            return Fraction(int(digits, base))
        case Binary(operator, left, right):
            first, second = exact(left, at), exact(right, at)
            return None if first is None or second is None else _operated(operator, first, second)
        case Call(function, arguments):
            values = [exact(one, at) for one in arguments]
            return None if None in values else _called(function, [one for one in values if one is not None])
        case _:
            return None


def _operated(operator: str, left: Fraction, right: Fraction) -> Fraction | None:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None
        case "^":
            return _power(left, right)
        case _:
            return None


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    if exponent.denominator == 2 and (root := _root(base, 2)) is not None:
        return _power(root, exponent * 2)
    if exponent.denominator != 1 or (not base and exponent <= 0):
        return None
    size = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if size * abs(exponent.numerator) > _MAX_POWER * 4 and abs(base) != 1 and base:
        return None
    return Fraction(base ** int(exponent))


def _root(value: Fraction, degree: int) -> Fraction | None:
    """Return the exact root, None where it is irrational."""
    if value < 0:
        inside = _root(-value, degree) if degree % 2 else None
        return None if inside is None else -inside
    above, below = _whole_root(value.numerator, degree), _whole_root(value.denominator, degree)
    return Fraction(above, below) if above is not None and below is not None else None


def _whole_root(value: int, degree: int) -> int | None:
    if degree == 2:
        root = math.isqrt(value)
    else:
        low, high = 0, 1 << (value.bit_length() // degree + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**degree <= value else (low, middle - 1)
        root = low
    return root if root**degree == value else None


def _called(function: str, values: list[Fraction]) -> Fraction | None:
    first = values[0]
    whole = all(value.denominator == 1 for value in values)
    match function:
        case "neg":
            return -first
        case "percent":
            return first / 100
        case "abs":
            return abs(first)
        case "floor":
            return Fraction(math.floor(first))
        case "ceil":
            return Fraction(math.ceil(first))
        case "sign":
            return Fraction((first > 0) - (first < 0))
        case "sqrt":
            return _root(first, 2)
        case "root" if values[1].denominator == 1 and 2 <= values[1] <= 50:
            return _root(first, int(values[1]))
        case "factorial" if whole and 0 <= first <= 500:
            return Fraction(math.factorial(int(first)))
        case "binomial" if whole and 0 <= first <= 2_000 and values[1] >= 0:
            return Fraction(math.comb(int(first), int(values[1])))
        case "min" | "max":
            return min(values) if function == "min" else max(values)
        case "gcd" | "lcm" if whole:
            return Fraction((math.gcd if function == "gcd" else math.lcm)(*(int(value) for value in values)))
        case "ratio" if len(values) == 2 and values[1]:
            return first / values[1]
        case _:
            return None
