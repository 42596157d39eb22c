"""The notations that are more than an operator: fractions, roots, functions, sums, matrices, intervals."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from modules.domains.education.maths.syntax import (
    ONE,
    Based,
    Big,
    Binary,
    Call,
    Constant,
    Expression,
    Group,
    Interval,
    Matrix,
    Number,
    Relation,
    Symbol,
    Unit,
    Unreadable,
    replaced,
)

if TYPE_CHECKING:
    from modules.domains.education.maths.grammar import Grammar
    from modules.domains.education.maths.lexing import Token

MAX_EXPONENT = 300  # of a number such as 5e-3
_MATRICES = ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array")
_INVERSE = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "cot": "arccot", "sec": "arcsec", "csc": "arccsc"}
_BASES = {"two": 2, "three": 3, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def whole(value: int) -> Number:
    """Return a whole number."""
    return Number(Fraction(value))


def number(written: str) -> Number:
    """Return a number as written: "12", ".5", "5e-3", or one with an overlined period.

    Raises:
        Unreadable: its exponent is too large.
    """
    repeating = re.fullmatch(r"(\d*)\.?(\d*)\.?\\overline\s*\{(\d+)\}", written)
    if repeating:
        before, fixed, period = repeating.groups()
        shift, cycle = 10 ** len(fixed), 10 ** len(period) - 1
        return Number(Fraction(int((before + fixed) or "0"), shift) + Fraction(int(period), shift * cycle), None)
    mantissa, _, exponent = written.lower().partition("e")
    if exponent and abs(int(exponent)) > MAX_EXPONENT:
        raise Unreadable("A number is too large or too small to be checked.")
    places = len(mantissa.partition(".")[2]) if "." in mantissa else None
    value = Fraction(mantissa.rstrip(".")) if mantissa.rstrip(".") else Fraction(0)
    if exponent:
        value *= Fraction(10) ** int(exponent)
        places = max((places or 0) - int(exponent), 0) or None
    return Number(value, places or None)


def after_number(grammar: Grammar, token: Token) -> Expression:
    """Read what belongs to a number: its base, or the fraction of a mixed number."""
    read = number(token.value)
    if grammar.sees("_"):
        grammar.take()
        base = index(grammar)
        known = _BASES.get(base, int(base) if base.isdigit() else 0)
        if not 2 <= known <= 36 or not token.value.isdigit() or any(int(digit) >= known for digit in token.value):
            raise Unreadable("This is no number in that base.")
        return Based(token.value, known)
    if read.places is not None or not token.value.isdigit():
        return read
    following = grammar.peek()
    if following.kind == "number" and following.spaced and following.value.isdigit() and grammar.peek(1).value == "/":
        below = grammar.peek(2)
        if below.kind == "number" and below.value.isdigit() and 0 < int(following.value) < int(below.value):
            grammar.at += 3
            return Binary("+", read, Binary("/", number(following.value), number(below.value)))
    if following.kind == "command" and following.value in ("frac", "dfrac", "tfrac"):
        return _mixed(grammar, read)
    return read


def _mixed(grammar: Grammar, before: Number) -> Expression:
    start = grammar.at
    grammar.take()
    match command(grammar, "frac"):
        case Binary("/", Number() as above, Number() as below) as part if above.value < below.value:
            return Binary("+", before, part)
    grammar.at = start
    return before


def index(grammar: Grammar) -> str:
    """Read an index as its text: 1, 10, max, n+1."""
    if not grammar.skip("{"):
        if grammar.peek().kind not in ("number", "symbol", "constant"):
            raise Unreadable("An index is missing.")
        return grammar.take().value
    parts = []
    while not grammar.sees("}"):
        token = grammar.take()
        if token.kind == "end" or token.value in ("{", "}"):
            raise Unreadable("An index is not closed.")
        parts.append(token.value)
    grammar.take()
    return "".join(parts)[:40]


def function(grammar: Grammar, name: str) -> Expression:
    """Read a function with its exponent, its base and its argument."""
    if name == "min" and not grammar.sees("(", "{", "["):
        return Unit("min")
    exponent: Expression | None = None
    base: Expression | None = None
    for _ in range(2):
        if grammar.skip("^"):
            exponent = grammar.argument()
        if grammar.skip("_"):
            base = _by_digits(grammar)
    if exponent in (whole(-1), Call("neg", (ONE,))) and name in _INVERSE:
        name, exponent = _INVERSE[name], None
    arguments = _arguments(grammar, name)
    if base is not None:
        if name not in ("log", "root"):
            raise Unreadable(f"An index of “{name}” is not read here.")
        arguments = (*arguments, base)
    read = _called(name, arguments)
    return read if exponent is None else Binary("^", read, exponent)


def _by_digits(grammar: Grammar) -> Expression:
    """Read one argument as TeX does: log_28 is the logarithm of 8 to the base 2."""
    grammar.by_digit = True
    try:
        return grammar.argument()
    finally:
        grammar.by_digit = False


def _arguments(grammar: Grammar, name: str) -> tuple[Expression, ...]:
    for opening, closing in (("(", ")"), ("{", "}"), ("[", "]")):
        if grammar.skip(opening):
            items = grammar.items()
            grammar.expect(closing)
            return items
    if name in ("min", "max", "gcd", "lcm", "binomial", "root"):
        raise Unreadable(f"“{name}” needs its arguments in brackets.")
    read = grammar.unary()
    while name != "sqrt" and (
        grammar.peek().kind in ("symbol", "constant", "number")
        or (grammar.peek().kind == "command" and grammar.peek().value in ("frac", "sqrt"))
    ):
        if grammar.peek().kind == "number":
            break
        read = Binary("*", read, grammar.power())
    if (
        grammar.sees("/")
        and name != "sqrt"
        and grammar.peek(1).kind in ("number", "symbol")
        and not grammar.peek().spaced
    ):
        grammar.take()
        read = Binary("/", read, grammar.power())
    return (read,)


def _called(name: str, arguments: tuple[Expression, ...]) -> Expression:
    counts = {"root": (2,), "binomial": (2,), "log": (1, 2), "sqrt": (1,), "min": range(1, 9), "max": range(1, 9)}
    allowed = counts.get(name, range(1, 9) if name in ("gcd", "lcm") else (1,))
    if len(arguments) not in allowed:
        raise Unreadable(f"“{name}” has another number of arguments.")
    match name:
        case "ln":
            return Call("log", (arguments[0], Constant("e")))
        case "lg":
            return Call("log", (arguments[0], whole(10)))
        case "cbrt":
            return Call("root", (arguments[0], whole(3)))
        case "exp":
            return Binary("^", Constant("e"), arguments[0])
        case _:
            return Call(name, arguments)


def command(grammar: Grammar, name: str) -> Expression:
    """Read what a LaTeX command begins.

    Raises:
        Unreadable: a command or an environment that is not read here.
    """
    match name:
        case "frac" | "dfrac" | "tfrac" | "cfrac":
            return _fraction(grammar, _by_digits(grammar), _by_digits(grammar))
        case "binom" | "dbinom" | "tbinom":
            return Call("binomial", (_by_digits(grammar), _by_digits(grammar)))
        case "cbrt":
            return Call("root", (grammar.argument(), whole(3)))
        case "sqrt":
            if grammar.skip("["):
                degree = grammar.sum()
                grammar.expect("]")
                return Call("root", (_by_digits(grammar), degree))
            return Call("sqrt", (_by_digits(grammar),))
        case "boxed" | "fbox" | "vec" | "overrightarrow" | "bar" | "hat" | "overline":
            return grammar.argument()
        case "sum" | "prod" | "int":
            return _big(grammar, {"sum": "sum", "prod": "product", "int": "integral"}[name])
        case "lim":
            return _limit(grammar)
        case "langle":
            return vector(grammar, "rangle")
        case "lfloor" | "lceil":
            inside = grammar.sum()
            if grammar.take().value != name.replace("l", "r", 1):
                raise Unreadable("A bracket is not closed.")
            return Call(name[1:], (inside,))
        case "emptyset" | "varnothing":
            return Group("set", ())
        case "reals":
            return Interval(Call("neg", (Constant("infinity"),)), Constant("infinity"), True, True)
        case _ if name.removeprefix("begin ") in _MATRICES:
            return _matrix(grammar, name.removeprefix("begin "))
        case "begin cases" | "begin aligned" | "begin align" | "begin gathered":
            rows = _rows(grammar, name.removeprefix("begin "))
            return Group("list", tuple(row[0] for row in rows))
        case _:
            raise Unreadable(f"“{name[:20]}” is not expected where it stands.")


def _fraction(grammar: Grammar, above: Expression, below: Expression) -> Expression:
    match above, below:
        case Symbol("d"), Binary("*", Symbol("d"), Symbol(variable)):
            return Big("derivative", variable, grammar.product())
        case _:
            return Binary("/", above, below)


def _ends(grammar: Grammar) -> tuple[Expression | None, Expression | None]:
    low = high = None
    for _ in range(2):
        if grammar.skip("_"):
            if grammar.skip("{"):
                low = grammar.relation()
                grammar.expect("}")
            else:
                low = _by_digits(grammar)
        elif grammar.skip("^"):
            high = _by_digits(grammar)
    return low, high


def _big(grammar: Grammar, kind: str) -> Expression:
    low, high = _ends(grammar)
    if kind == "integral":
        return _integral(grammar, low, high)
    match low:
        case Relation((Symbol(variable), start), ("=",)):
            return Big(kind, variable, grammar.product(), start, high)
        case Relation((Constant("i"), start), ("=",)):
            body = replaced(grammar.product(), Constant("i"), Symbol("i"))
            return Big(kind, "i", body, start, high)
        case _:
            raise Unreadable("A sum needs its index and where it starts.")


def _integral(grammar: Grammar, low: Expression | None, high: Expression | None) -> Expression:
    depth, place = 0, grammar.at
    while grammar.peek(place - grammar.at).kind != "end":
        token = grammar.peek(place - grammar.at)
        depth += (token.value in ("(", "{", "[")) - (token.value in (")", "}", "]"))
        following = grammar.peek(place - grammar.at + 1)
        if (
            token == ("symbol", "d", token.spaced)
            and following.kind == "symbol"
            and not following.spaced
            and depth <= 1
        ):
            return _integrand(grammar, place, following.value, low, high)
        place += 1
    raise Unreadable("An integral needs its variable, such as dx.")


def _integrand(
    grammar: Grammar, place: int, variable: str, low: Expression | None, high: Expression | None
) -> Expression:
    body_tokens = grammar.tokens[grammar.at : place]
    unclosed = sum(token.value == "{" for token in body_tokens) - sum(token.value == "}" for token in body_tokens)
    if unclosed:  # \frac{dx}{x}
        del grammar.tokens[place : place + 2]
        if grammar.tokens[place - 1].value == "{":
            grammar.tokens.insert(place, type(body_tokens[0])("number", "1"))
        return Big("integral", variable, grammar.sum(), low, high)
    if not body_tokens:
        grammar.at = place + 2
        return Big("integral", variable, ONE, low, high)
    inner = type(grammar)(body_tokens)
    body = inner.expression()
    grammar.at = place + 2
    return Big("integral", variable, body, low, high)


def _limit(grammar: Grammar) -> Expression:
    grammar.expect("_")
    grammar.expect("{")
    variable = grammar.take().value
    grammar.expect("to")
    target = grammar.sum()
    if grammar.sees("^"):
        raise Unreadable("One-sided limits are not read here.")
    grammar.expect("}")
    return Big("limit", variable, grammar.product(), target)


def bracketed(opening: str, items: tuple[Expression, ...], closing: str) -> Expression:
    """Return what stands in brackets: one thing, a tuple, an interval or a matrix written as lists.

    Raises:
        Unreadable: the brackets do not belong together.
    """
    if closing not in (")", "]"):
        raise Unreadable(f"A “{')' if opening == '(' else ']'}” is missing.")
    plain = opening == "(" and closing == ")"
    if len(items) == 1 and (opening == "(") == (closing == ")"):
        return items[0] if plain or not isinstance(items[0], Interval) else Matrix(((items[0].low, items[0].high),))
    if plain:
        infinite = len(items) == 2 and any(is_infinite(item) for item in items)
        return Interval(items[0], items[1], True, True) if infinite else Group("tuple", items)
    if opening == "[" and closing == "]" and all(_row(item) for item in items):
        rows = tuple(row for item in items if (row := _row(item)))
        return matrix(rows)
    if len(items) == 2:
        return Interval(items[0], items[1], opening == "(", closing == ")")
    if opening == "[" and closing == "]":
        return Group("tuple", items)
    raise Unreadable("The brackets do not belong together.")


def is_infinite(item: Expression) -> bool:
    """Tell whether it is plus or minus infinity."""
    return item == Constant("infinity") or item == Call("neg", (Constant("infinity"),))


def _row(item: Expression) -> tuple[Expression, ...]:
    match item:
        case Interval(low, high, False, False):
            return (low, high)
        case Group("tuple", items):
            return items
        case _:
            return ()


def braces(grammar: Grammar, opening: str) -> Expression:
    """Read a set, the condition of a set, or a group."""
    closing = "set}" if opening == "set{" else "}"
    if grammar.skip(closing):
        return Group("set", ())
    first = grammar.element()
    if grammar.sees("|", ":") and isinstance(first, Symbol):
        grammar.take()
        first = grammar.relation()
        grammar.expect(closing)
        return first
    items = [first]
    while grammar.skip(",", ";"):
        items.append(grammar.relation())
    grammar.expect(closing)
    grouped = opening == "{" and len(items) == 1
    return first if grouped else Group("set", tuple(items))


def is_vector(grammar: Grammar) -> bool:
    """Tell whether `<` opens a vector: <1, 2>."""
    coming = [grammar.peek(ahead).value for ahead in range(24)]
    return "," in coming and ">" in coming


def vector(grammar: Grammar, closing: str) -> Expression:
    """Read the parts of a vector up to its closing bracket."""
    items = [grammar.sum()]
    while grammar.skip(","):
        items.append(grammar.sum())
    if grammar.take().value != closing:
        raise Unreadable("A bracket is not closed.")
    return Group("tuple", tuple(items))


def _rows(grammar: Grammar, name: str) -> list[list[Expression]]:
    rows: list[list[Expression]] = [[]]
    while True:
        token = grammar.peek()
        if token.kind == "end":
            raise Unreadable(f"The environment “{name}” is not closed.")
        if token == ("command", f"end {name}", token.spaced):
            grammar.take()
            return [row for row in rows if row]
        if grammar.skip("row"):
            rows.append([])
        elif not grammar.skip("&", ","):
            rows[-1].append(grammar.relation())


def _matrix(grammar: Grammar, name: str) -> Expression:
    read = matrix(tuple(tuple(row) for row in _rows(grammar, name)))
    return Call("det", (read,)) if name == "vmatrix" else read


def matrix(rows: tuple[tuple[Expression, ...], ...]) -> Matrix:
    """Return a matrix.

    Raises:
        Unreadable: its rows differ in length, or it has none.
    """
    if not rows or len({len(row) for row in rows}) != 1:
        raise Unreadable("The rows of a matrix must have the same length.")
    return Matrix(rows)
