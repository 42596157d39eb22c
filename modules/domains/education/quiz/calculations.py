"""Numeric items from worked calculations: "I = 12 V / 4.0 Ω = 3.0 A" is computed again, and the result is asked for."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator

from modules.domains.education.material import Role
from modules.domains.education.quiz.building import finished
from modules.domains.education.quiz.course import Course
from modules.domains.education.quiz.item import Bloom, Item, Kind, Number
from modules.domains.education.quiz.wording import plain

CALCULATE = "Calculate {}{}"
_NUMBER = r"\d+(?:\.\d+)?(?:\s?[×x·*]\s?10\s?\^?\s?[-−]?\d+)?"
_UNIT = r"(?:[A-Za-zµμΩ°%]{1,4}(?:[/·][A-Za-z]{1,3})?(?:[²³]|\^-?\d)?)"
_TERM = rf"\(?\s*{_NUMBER}\s*{_UNIT}?\s*\)?(?:[²³]|\^\d)?"
_WORKED = re.compile(
    rf"(?:(?P<name>[A-Za-z][\w]{{0,3}})\s*=\s*)?(?P<expression>{_TERM}(?:\s*[-+−–×x·*/÷]\s*{_TERM})+)\s*=\s*"
    rf"(?P<value>[-−]?{_NUMBER})\s*(?P<unit>{_UNIT})?(?![\w/*×])"
)
_ROLES = (Role.EXAMPLE, Role.FORMULA, Role.TEXT)
_LONGEST = 120
_MOST_POWER = 12


def make_calculations(course: Course, seed: int) -> Iterator[Item]:  # noqa: ARG001 - nothing is drawn
    """Yield a numeric item for each worked calculation whose result comes out again, to the digits that are shown."""
    for section, statement in course.material.statements(*_ROLES):
        for match in _WORKED.finditer(plain(statement.text)):
            if not comes_out(match["expression"], match["value"]):
                continue
            name = f"{match['name']} = " if match["name"] else ""
            unit = match["unit"] or ""
            yield finished(
                Item(
                    id="",
                    kind=Kind.NUMERIC,
                    stem=CALCULATE.format(f"{name}{match['expression'].strip()}.", " Give the unit." if unit else ""),
                    source=statement.place,
                    explanation=f"The material works it out: {match.group().strip()}.",
                    number=Number(_plain_number(match["value"]), unit, rounding(match["value"])),
                    bloom=Bloom.APPLY,
                ),
                section=section,
                concept=next(course.named_in(plain(statement.text)), None),
            )


def rounding(value: str) -> float:
    """Return half of the last digit that is shown, relative to the value: what rounding may have changed."""
    digits = value.lstrip("-−").split("×")[0].strip()
    whole, _, part = digits.partition(".")
    figures = len((whole + part).lstrip("0")) or 1
    return round(0.5 * 10.0 ** (1 - figures), 6)


def comes_out(expression: str, value: str) -> bool:
    """Tell whether a calculation gives the value that stands behind it, units left aside."""
    said, found = computed(value), computed(expression)
    return said is not None and found is not None and math.isclose(said, found, rel_tol=max(rounding(value), 1e-9))


def computed(expression: str) -> float | None:
    """Return the value of sums, products, quotients and small whole powers of numbers; None for anything else.

    Units are taken away first. Nothing is evaluated but the tree of these operations.
    """
    if len(expression) > _LONGEST:
        return None
    try:
        tree = ast.parse(_plain_number(_without_units(expression)), mode="eval")
        return _value(tree.body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        return None


def _without_units(expression: str) -> str:
    text = re.sub(r"(?<=[\d)])\s*x\s*(?=[\d(])", "*", expression)
    return re.sub(rf"(?<=[\d\s)]){_UNIT}(?=\s*(?:[-+−–×·*/÷)]|$))", "", text)


def _plain_number(text: str) -> str:
    for old, new in (
        ("−", "-"),
        ("–", "-"),
        ("×", "*"),
        ("·", "*"),
        ("÷", "/"),
        ("²", "**2"),
        ("³", "**3"),
        ("^", "**"),
    ):
        text = text.replace(old, new)
    text = re.sub(r"\b10\s*(-?\d+)(?![\d.])(?=\s*$)", r"10**\1", text) if re.search(r"\*\s*10\s*-\d", text) else text
    return text.strip()


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp):
        return _operated(node.op, _value(node.left), _value(node.right))
    raise ValueError("not a calculation")


def _operated(operator: ast.operator, left: float, right: float) -> float:
    if isinstance(operator, ast.Add):
        return left + right
    if isinstance(operator, ast.Sub):
        return left - right
    if isinstance(operator, ast.Mult):
        return left * right
    if isinstance(operator, ast.Div):
        return left / right
    if isinstance(operator, ast.Pow) and right.is_integer() and abs(right) <= _MOST_POWER:
        return float(left**right)
    raise ValueError("not a calculation")
