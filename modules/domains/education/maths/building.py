"""Trees as SymPy has them, and back. SymPy is never given a text: only what the grammar read and `limits` measured."""

from __future__ import annotations

import re
from typing import Any

from modules.domains.education.maths.numeric import INVERSES
from modules.domains.education.maths.reading import read_mathematics
from modules.domains.education.maths.syntax import (
    Based,
    Big,
    Binary,
    Call,
    Constant,
    Expression,
    Interval,
    Matrix,
    Number,
    Relation,
    Symbol,
    Unreadable,
    replaced,
    walk,
)

_SAME = INVERSES | {"abs": "Abs", "ceil": "ceiling", "min": "Min", "max": "Max"}
_DIRECT = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "sqrt",
        "root",
        "floor",
        "factorial",
        "binomial",
        "sign",
        "gcd",
        "lcm",
    ]
) | set(_SAME)
_RELATIONS = {"=": "Eq", "!=": "Ne", "<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge"}


def algebra() -> Any:
    """Return SymPy, which takes about three seconds to load and is loaded when it is first needed."""
    import sympy  # type: ignore[import-untyped]

    return sympy


def built(expression: Expression, *, real: bool = True) -> Any:
    """Return an expression, a relation, an interval or a matrix as SymPy has it.

    Args:
        expression: measured by `limits`.
        real: whether its variables stand for real numbers.

    Raises:
        Unreadable: SymPy has no such thing.
    """
    sympy = algebra()

    match expression:
        case Number(value, _):
            return sympy.Rational(value.numerator, value.denominator)
        case Symbol(name):
            return sympy.Symbol(name, real=True) if real else sympy.Symbol(name)
        case Constant(name):
            return {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "infinity": sympy.oo}[name]
        case Based(digits, base):
            return sympy.Integer(int(digits, base))
        case Binary(operator, left, right):
            return _operated(operator, built(left, real=real), right, real)
        case Call(function, arguments):
            return _called(function, [built(one, real=real) for one in arguments])
        case Matrix(rows):
            return sympy.Matrix([[built(cell, real=real) for cell in row] for row in rows])
        case Relation((left, right), (operator,)) if operator in _RELATIONS:
            sides = built(left, real=real), built(right, real=real)
            return getattr(sympy, _RELATIONS[operator])(*sides, evaluate=False)
        case Interval(low, high, low_open, high_open):
            return sympy.Interval(built(low, real=real), built(high, real=real), low_open, high_open)
        case Big():
            return _big(expression, real)
        case _:
            raise Unreadable("This cannot be worked out.")


def _operated(operator: str, left: Any, right: Expression, real: bool) -> Any:
    if operator == "^" and right == Symbol("T") and getattr(left, "is_Matrix", False):
        return left.T
    second = built(right, real=real)
    try:
        match operator:
            case "+":
                return left + second
            case "-":
                return left - second
            case "*":
                return left * second
            case "/":
                return left / second
            case "^":
                return left**second
    except (TypeError, ValueError) as exc:
        raise Unreadable("This cannot be worked out.") from exc
    raise Unreadable("This cannot be worked out.")


def _called(function: str, values: list[Any]) -> Any:
    sympy = algebra()

    match function:
        case "neg":
            return -values[0]
        case "percent":
            return values[0] / 100
        case "degree":
            return values[0] * sympy.pi / 180
        case "log":
            return sympy.log(values[0], values[1] if len(values) == 2 else 10)
        case "det":
            return values[0].det()
        case "inverse":
            return values[0].inv()
        case "transpose":
            return values[0].T
        case "ratio" if len(values) == 2:
            return values[0] / values[1]
        case _ if function in _DIRECT:
            return getattr(sympy, _SAME.get(function, function))(*values)
        case _:
            raise Unreadable("This cannot be worked out.")


def _big(expression: Big, real: bool) -> Any:
    sympy = algebra()

    variable = built(Symbol(expression.variable), real=real)
    body = built(expression.body, real=real)
    ends = [built(end, real=real) for end in (expression.low, expression.high) if end is not None]
    match expression.kind, len(ends):
        case "derivative", _:
            return sympy.Derivative(body, variable)
        case "limit", 1:
            return sympy.Limit(body, variable, ends[0], "+-" if ends[0].is_finite else "-")
        case "integral", 0:
            return sympy.Integral(body, variable)
        case "integral" | "sum" | "product", 2:
            kind = {"integral": sympy.Integral, "sum": sympy.Sum, "product": sympy.Product}[expression.kind]
            return kind(body, (variable, *ends))
        case _:
            raise Unreadable("This cannot be worked out.")


def evaluated(expression: Expression) -> Expression | None:
    """Return the expression with its limits, integrals and derivatives worked out, None where SymPy cannot."""
    for part in walk(expression):
        if isinstance(part, Big) and part.kind in ("limit", "integral", "derivative"):
            try:
                found = taken(built(part).doit())
            except (Unreadable, ValueError, NotImplementedError, TypeError, RecursionError):
                return None
            if any(isinstance(one, Big) for one in walk(found)):
                return None
            return evaluated(replaced(expression, part, found))
    return expression


def taken(found: Any) -> Expression:
    """Return what SymPy found as a tree.

    Raises:
        Unreadable: it is something that the grammar does not have, such as an integral that stayed unsolved.
    """
    return read_mathematics(plain(found))


def plain(found: Any) -> str:
    """Return what SymPy found as a text in the grammar's own spelling."""
    text = re.sub(r"\blog\(", "ln(", str(found).replace("**", "^"))
    return re.sub(r"\bI\b", "i", re.sub(r"\bE\b", "e", text))
