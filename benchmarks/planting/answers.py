"""Right answers written otherwise, and wrong ones like them, made by rules from a gold answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from modules.domains.education.maths.building import algebra, built, plain
from modules.domains.education.maths.exact import exact
from modules.domains.education.maths.reading import read
from modules.domains.education.maths.syntax import Expression, Group, Interval, Relation, Unreadable, variables

_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]+)\}\{([^{}]+)\}")
_BASE = re.compile(r"_\{?\d+\}?$")


def same_numbers(gold: str) -> Iterator[str]:
    """Yield a whole or decimal number as learners write amounts."""
    plain_number = gold.replace(",", "")
    yield f"${plain_number}"
    yield f"{plain_number} dollars"
    yield f"x = {plain_number}"
    yield f"\\boxed{{{plain_number}}}"
    if re.fullmatch(r"-?\d+", plain_number):
        yield f"{plain_number}.0"
        yield f"${plain_number}.00"
        yield f"{int(plain_number):,}"
        yield f"{int(plain_number) * 2}/2"


def same_otherwise(gold: str) -> Iterator[str]:
    """Yield the same answer written in other ways; each differs from `gold`."""
    expression = read(gold)
    made = [
        gold.replace("\\left", "").replace("\\right", "") if "\\left" in gold else f"\\left({gold}\\right)",
        f"${gold}$",
        f"\\boxed{{{gold}}}",
        _FRACTION.sub(r"(\1)/(\2)", gold),
        gold.replace("\\frac", "\\dfrac"),
        re.sub(r"(?<!\\)\s+", "", gold) if not re.search(r"[A-Za-z]{2}|\d\s+\\?[a-z\d]", gold) else gold,
        gold.replace("^\\circ", "°").replace("\\sqrt{", "sqrt{").replace("\\pi", "π"),
        *_reordered(expression, gold),
        *_by_value(expression),
        *_by_algebra(expression),
    ]
    if isinstance(expression, Interval | Relation | Group):
        made = [one for one in made if not one.startswith("\\left(")]
    yield from dict.fromkeys(one for one in made if one.strip() and one != gold)


def _reordered(expression: Expression, gold: str) -> Iterator[str]:
    if isinstance(expression, Group) and expression.kind == "list" and "," in gold and "(" not in gold:
        items = [item.strip() for item in gold.replace("$", "").split(",")]
        yield ", ".join(reversed(items))
        yield "{" + ", ".join(items) + "}"
        yield " and ".join(items)


def _by_value(expression: Expression) -> Iterator[str]:
    number = exact(expression)
    if number is None:
        return
    below = number.denominator
    while below % 2 == 0:
        below //= 2
    while below % 5 == 0:
        below //= 5
    if below == 1 and number.denominator < 10**6:
        yield f"{float(number):.10g}" if abs(number) < 10**9 else str(number)
        yield f"{float(number * 100):.10g}%" if abs(number) < 10**6 else str(number)
    yield f"{number.numerator * 3}/{number.denominator * 3}"
    if number.denominator > 1 and abs(number) > 1:
        whole = abs(number.numerator) // number.denominator
        sign = "-" if number < 0 else ""
        yield f"{sign}{whole} {abs(number.numerator) - whole * number.denominator}/{number.denominator}"


def _by_algebra(expression: Expression) -> Iterator[str]:
    """Yield what SymPy writes: expanded, factored, together; an equation turned round or multiplied."""
    sympy = algebra()
    try:
        if isinstance(expression, Relation):
            left, right = (built(part) for part in expression.parts)
            yield f"{plain(right)} = {plain(left)}"
            if variables(expression.parts[1]) or len(variables(expression)) > 1:
                yield f"{plain(sympy.expand(2 * left))} = {plain(sympy.expand(2 * right))}"
        elif not isinstance(expression, Group | Interval):
            found = built(expression)
            if not getattr(found, "is_Matrix", False):
                yield from (plain(way(found)) for way in (sympy.expand, sympy.factor, sympy.together))
    except (Unreadable, TypeError, ValueError, KeyError):
        return


def wrong_otherwise(gold: str) -> Iterator[str]:
    """Yield wrong answers that look like `gold`: a digit, a sign, off by one, upside down, a root missing."""
    ways = (_other_digits, _other_signs, _upside_down, _fewer, _other_ends, _rounded)
    made = dict.fromkeys(one for way in ways for one in way(gold))
    yield from (one for one in made if one.strip() and not _same_value(one, gold))


def _other_digits(gold: str) -> Iterator[str]:
    for found in list(re.finditer(r"(?<![\d.])\d+", _BASE.sub("", gold)))[:3]:
        number = int(found[0])
        for other in (number + 1, number * 10, _other_digit(found[0])):
            yield gold[: found.start()] + str(other) + gold[found.end() :]


def _other_signs(gold: str) -> Iterator[str]:
    if re.search(r"[1-9a-z]", gold) and re.fullmatch(
        r"-?[\d.]+|-?\\[dt]?frac\{\w+\}\{\w+\}|-?[\d.]*\\sqrt\{\d+\}", gold
    ):
        yield gold[1:] if gold.startswith("-") else f"-{gold}"
    for found in re.finditer(r"(?<=[\w})])\s*([+-])\s*(?=[\w\\(])", gold):
        yield gold[: found.start(1)] + ("-" if found[1] == "+" else "+") + gold[found.end(1) :]


def _upside_down(gold: str) -> Iterator[str]:
    for found in _FRACTION.finditer(gold):
        if found[1] != found[2]:
            yield f"{gold[: found.start()]}\\frac{{{found[2]}}}{{{found[1]}}}{gold[found.end() :]}"


def _fewer(gold: str) -> Iterator[str]:
    expression, items = read(gold), gold.replace("$", "").split(",")
    if isinstance(expression, Group) and expression.kind == "list" and len(items) == len(expression.items):
        yield ",".join(items[1:])
        yield ",".join(items[:-1])


def _other_ends(gold: str) -> Iterator[str]:
    if isinstance(read(gold), Interval) or "\\cup" in gold:
        yield _turned(gold, "([", 0)
        yield _turned(gold, ")]", -1)


def _rounded(gold: str) -> Iterator[str]:
    number = exact(read(gold))
    if number is not None and number.denominator not in (1, 2, 4, 5, 8, 10, 20, 100):
        yield f"{float(number):.3f}"


def _other_digit(digits: str) -> str:
    return digits[:-1] + str((int(digits[-1]) + 4) % 10)


def _turned(gold: str, brackets: str, place: int) -> str:
    """Open or close an end of an interval that is not infinite."""
    ends = [at for at, sign in enumerate(gold) if sign in brackets]
    if not ends or "inf" in (
        gold[max(ends[place] - 8, 0) : ends[place]] if place else gold[ends[place] : ends[place] + 9]
    ):
        return gold
    at = ends[place]
    return gold[:at] + brackets[1 - brackets.index(gold[at])] + gold[at + 1 :]


def _same_value(one: str, gold: str) -> bool:
    if one.replace(" ", "") == gold.replace(" ", ""):
        return True
    try:
        first, second = exact(read(one)), exact(read(gold))
    except Unreadable:
        return False
    return first is not None and first == second


def broken_calculations(calculation: str) -> Iterator[str]:
    """Yield a calculation a=b with a wrong b: off by one, a digit, ten times, the opposite."""
    left, equals, right = calculation.rpartition("=")
    try:
        value = Fraction(right.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        return
    if not equals or not re.search(r"[-+*/]", left.lstrip("-")):
        return
    wrong = (value + 1, value - 1, value * 10, value + 4 if value < 100 else value - 40, -value)
    for other in dict.fromkeys(wrong):
        if other != value:
            yield f"{left}={float(other):.10g}"
