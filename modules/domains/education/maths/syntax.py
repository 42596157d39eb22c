"""What a mathematical text says, as a tree: read by our own grammar, evaluated by nobody until it has been measured.

Numbers are exact (`fractions.Fraction`). Sums and products keep the order in which they were written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from modules.core.errors import AssistantError


class Unreadable(AssistantError):
    """A text that is no mathematics read here, or more than may be worked out; `message` is one sentence saying why."""


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number. `places` is how many digits stood behind its decimal point, None for a whole number."""

    value: Fraction
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Symbol:
    """A variable: "x", "x_1", "theta", or the value of a named function: "f(x)"."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """One of "pi", "e", "i" and "infinity"."""

    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or what is counted: "km", "dollar", "ways"."""

    name: str


@dataclass(frozen=True, slots=True)
class Based:
    """Digits in another base than ten: 1011_2."""

    digits: str
    base: int


@dataclass(frozen=True, slots=True)
class Binary:
    """`operator` is one of + - * / ^. "±" has been written out as two alternatives."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A named operation, such as "neg", "sqrt", "root" (radicand, index), "log" (number, base), "percent", "degree"."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A chain: `parts` with one of = != < <= > >= ~ in between (`operators`)."""

    parts: tuple[Expression, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Several things: `kind` is "tuple" (ordered), "set", or "list" (alternatives, in any order)."""

    kind: str
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers between two ends, each of them included unless it is open."""

    low: Expression
    high: Expression
    low_open: bool
    high_open: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of equal length."""

    rows: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True)
class Big:
    """A sum, product, integral, limit or derivative of `body` in `variable`; `low` and `high` where they were given.

    A limit goes to `low`; `kind` is "sum", "product", "integral", "limit" or "derivative".
    """

    kind: str
    variable: str
    body: Expression
    low: Expression | None = None
    high: Expression | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """An answer in words, on one line."""

    text: str


Expression: TypeAlias = (
    Number | Symbol | Constant | Unit | Based | Binary | Call | Relation | Group | Interval | Matrix | Big | Words
)
ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def children(expression: Expression) -> tuple[Expression, ...]:
    """Return the parts of an expression, one level down."""
    match expression:
        case Binary(_, left, right):
            return (left, right)
        case Call(_, parts) | Relation(parts, _) | Group(_, parts):
            return parts
        case Interval(low, high, _, _):
            return (low, high)
        case Matrix(rows):
            return tuple(cell for row in rows for cell in row)
        case Big(_, _, body, low, high):
            return tuple(part for part in (body, low, high) if part is not None)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and all its parts."""
    waiting = [expression]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(children(one)))


def variables(expression: Expression) -> tuple[str, ...]:
    """Return the names of the free variables, sorted."""
    match expression:
        case Symbol(name):
            return (name,)
        case Big(_, variable, body, low, high):
            inside = set(variables(body))
            if high is not None or low is not None:
                inside.discard(variable)
            outside = {name for end in (low, high) if end is not None for name in variables(end)}
            return tuple(sorted(inside | outside))
        case _:
            return tuple(sorted({name for part in children(expression) for name in variables(part)}))


def replaced(expression: Expression, old: Expression, new: Expression) -> Expression:
    """Return the expression with every `old` in it written as `new`."""
    if expression == old:
        return new

    def _inside(value: Any) -> Any:
        inner: Any = value
        if isinstance(value, tuple):
            return tuple(_inside(one) for one in value)
        return replaced(inner, old, new) if is_dataclass(value) else value

    parts: dict[str, Any] = {field.name: _inside(getattr(expression, field.name)) for field in fields(expression)}
    return type(expression)(**parts)
