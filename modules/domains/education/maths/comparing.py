"""Whether an answer is the key, written otherwise: by algebra, as sets, as quantities, in words.

`compare` says EQUAL only for equal values. A rounded value is DIFFERENT unless a tolerance is given; what cannot be
decided is UNKNOWN. An equal answer whose form lacks something carries a remark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from modules.domains.education.maths import equations
from modules.domains.education.maths.forms import remark
from modules.domains.education.maths.numeric import Undefined, value
from modules.domains.education.maths.quantities import compare_quantities, letters_measure
from modules.domains.education.maths.reading import read
from modules.domains.education.maths.scalars import close, same
from modules.domains.education.maths.sets import is_stretched, same_sets, stretches
from modules.domains.education.maths.syntax import (
    Based,
    Big,
    Call,
    Expression,
    Group,
    Matrix,
    Number,
    Relation,
    Symbol,
    Unreadable,
    Words,
    variables,
    walk,
)
from modules.domains.education.maths.units import has_unit
from modules.domains.education.maths.verdict import Outcome, Verdict, different, equal, unknown

_NONE = re.compile(r"(there (is|are) )?(no|none)( real)?( solutions?)?|does not exist|dne|undefined|not defined|∅")
_CLOSED = re.compile(r"[a-z]|yes|no|true|false|even|odd|neither|both|always|never|sometimes|[<>=]|<=|>=")


def compare(given: str, key: str, *, tolerance: float = 0.0) -> Verdict:
    """Compare a learner's answer with the key.

    Args:
        given: what the learner wrote.
        key: the right answer: a number, an expression, an equation, a set, a tuple, an interval, a matrix, a
            quantity, or words.
        tolerance: relative, of numbers: 0.01 accepts 1 %.

    Returns:
        EQUAL, DIFFERENT or UNKNOWN, with a reason that the learner may read. An answer without the key's physical
        unit is DIFFERENT; a unit that the key does not name is overlooked, with a remark.
    """
    try:
        right = read(key)
    except Unreadable:
        return unknown("The key of this question cannot be compared by rules.")
    try:
        answer = read(given)
    except Unreadable as refusal:
        return unknown(refusal.message)
    return compare_read(answer, right, tolerance)


def compare_read(given: Expression, key: Expression, tolerance: float = 0.0) -> Verdict:
    """Compare what `read` returned; see `compare`."""
    if given == key:
        return equal()
    if isinstance(given, Words) or isinstance(key, Words):
        return _words(given, key)
    answer, right = _worked_out(given), _worked_out(key)
    if answer is None or right is None:
        return unknown("This could not be worked out.")
    verdict = _compare(answer, right, tolerance)
    if verdict.outcome is Outcome.EQUAL and not verdict.remark:
        return replace(verdict, remark=remark(given, key))
    return verdict


def _worked_out(expression: Expression) -> Expression | None:
    """Write limits, integrals and derivatives as what they are, if any are in it."""
    if any(isinstance(part, Big) and part.kind in ("limit", "integral", "derivative") for part in walk(expression)):
        from modules.domains.education.maths.building import evaluated

        return evaluated(expression)
    return expression


def _words(given: Expression, key: Expression) -> Verdict:
    first, second = _plain(given), _plain(key)
    if first and first == second:
        return equal()
    if _nothing(given, first) and _nothing(key, second):
        return equal()
    if not first or not second:
        return unknown("An answer in words and one in mathematics cannot be compared by rules.")
    if _CLOSED.fullmatch(first) and _CLOSED.fullmatch(second):
        return different("The answer is another one.")
    return unknown("The words differ from the key; rules cannot tell whether they mean the same.")


def _plain(expression: Expression) -> str:
    match expression:
        case Words(text):
            return (
                " ".join(re.sub(r"[^\w<>=+%°-]+", " ", text.casefold()).split()).removeprefix("the ").removeprefix("a ")
            )
        case Symbol(name):
            return name.casefold()
        case _:
            return ""


def _nothing(expression: Expression, plain: str) -> bool:
    return expression == Group("set", ()) or bool(_NONE.fullmatch(plain))


def _compare(given: Expression, key: Expression, tolerance: float) -> Verdict:
    given, key = _single(given), _single(key)
    if is_stretched(given) or is_stretched(key):
        return _sets(given, key)
    if isinstance(given, Matrix) or isinstance(key, Matrix) or _has_matrix(given) or _has_matrix(key):
        return _matrices(given, key)
    if _several(given) or _several(key):
        return _collections(given, key, tolerance)
    if isinstance(given, Relation) or isinstance(key, Relation):
        return _relations(given, key, tolerance)
    return _values(given, key, tolerance)


def _single(expression: Expression) -> Expression:
    match expression:
        case Group("list" | "set", (only,)):
            return only
        case _:
            return expression


def _sets(given: Expression, key: Expression) -> Verdict:
    if isinstance(given, Relation) and isinstance(key, Relation) and variables(given) != variables(key):
        return different("The variable is another one.")
    first, second = stretches(given), stretches(key)
    if first is None and second is not None and isinstance(given, Relation):
        return different("This is not solved yet.")
    if first is None or second is None:
        return equations.compare_unsolved(given, key)
    difference = same_sets(first, second)
    return different(difference) if difference else equal()


def _has_matrix(expression: Expression) -> bool:
    return any(isinstance(part, Matrix) for part in walk(expression))


def _matrices(given: Expression, key: Expression) -> Verdict:
    first, second = _cells(given), _cells(key)
    if first is None or second is None:
        return unknown("These cannot be compared.")
    if first[0] != second[0] and not (1 in first[0] and 1 in second[0] and len(first[1]) == len(second[1])):
        return different("The matrix has another shape.")
    pairs = zip(first[1], second[1], strict=True)
    wrong = sum(not close(one, other) for one, other in pairs)
    return different(f"{wrong} of {len(second[1])} entries are wrong.") if wrong else equal()


def _cells(expression: Expression) -> tuple[tuple[int, int], list[object]] | None:
    if isinstance(expression, Group):
        expression = Matrix((expression.items,))
    if isinstance(expression, Relation):
        expression = expression.parts[-1]
    try:
        found = value(expression)
    except Undefined:
        return None
    if not hasattr(found, "rows"):
        return (1, 1), [found]
    return (found.rows, found.cols), list(found)


def _several(expression: Expression) -> bool:
    return isinstance(expression, Group) or (
        isinstance(expression, Relation) and any(isinstance(part, Group) for part in expression.parts)
    )


def _members(expression: Expression) -> tuple[str, tuple[Expression, ...]]:
    """Return the kind of a collection and its members; equations x = 1, y = 2 in several variables are a tuple."""
    match expression:
        case Relation((Group("tuple", _), Group() as right), ("=",)):
            return _members(right)
        case Relation((_, Group() as right), ("=",)):
            return _members(right)
        case Group("list", items):
            named = [equations.assignment(item) for item in items]
            if all(named) and len({name for name, _ in filter(None, named)}) == len(named) > 1:
                ordered = sorted(filter(None, named), key=lambda pair: pair[0])
                return "named", tuple(right for _, right in ordered)
            return "list", _alike(items)
        case Group(kind, items):
            return kind, items
        case _:
            return "list", (expression,)


def _alike(items: Sequence[Expression]) -> tuple[Expression, ...]:
    """Give a percent sign or a degree that only the last one carries to all: "30, 60°"."""
    last = items[-1]
    if isinstance(last, Call) and last.function in ("percent", "degree"):
        return tuple(item if isinstance(item, Call) else Call(last.function, (item,)) for item in items)
    return tuple(items)


def _collections(given: Expression, key: Expression, tolerance: float) -> Verdict:
    (kind, items), (key_kind, key_items) = _members(given), _members(key)
    ordered = {kind, key_kind} & {"tuple", "named"}
    if kind == "list" and len(items) == 1 and len(key_items) > 1:
        return (
            different(f"{len(key_items)} answers are asked for.")
            if not ordered
            else different("This is one value only.")
        )
    if "set" in (kind, key_kind) and ordered:
        return different("A set and a tuple are not the same.")
    if len(items) != len(key_items):
        if not ordered:
            items = _distinct(items, tolerance)
        if len(items) != len(key_items):
            return different(f"{len(key_items)} values are asked for, {len(items)} are given.")
    if ordered:
        return _in_order(items, key_items, tolerance, remarked=kind != key_kind)
    return _in_any_order(items, key_items, tolerance)


def _distinct(items: tuple[Expression, ...], tolerance: float) -> tuple[Expression, ...]:
    kept: list[Expression] = []
    for item in items:
        if all(_compare(item, one, tolerance).outcome is not Outcome.EQUAL for one in kept):
            kept.append(item)
    return tuple(kept)


def _in_order(
    items: tuple[Expression, ...], key_items: tuple[Expression, ...], tolerance: float, *, remarked: bool
) -> Verdict:
    undecided = False
    for place, (item, key_item) in enumerate(zip(items, key_items, strict=True), 1):
        outcome = _compare(item, key_item, tolerance).outcome
        if outcome is Outcome.DIFFERENT:
            return different(f"Value {place} of {len(key_items)} is another one.")
        undecided |= outcome is Outcome.UNKNOWN
    if undecided:
        return unknown("This could not be decided.")
    return equal(remark="Taken in the order of the key." if remarked else "")


def _in_any_order(items: tuple[Expression, ...], key_items: tuple[Expression, ...], tolerance: float) -> Verdict:
    left, undecided = list(key_items), False
    for item in items:
        outcomes = [_compare(item, one, tolerance).outcome for one in left]
        if Outcome.EQUAL in outcomes:
            left.pop(outcomes.index(Outcome.EQUAL))
        else:
            undecided |= Outcome.UNKNOWN in outcomes
    if not left:
        return equal()
    if undecided:
        return unknown("This could not be decided.")
    return different(
        "One of the values is another one." if len(left) == 1 else f"{len(left)} of the values are other ones."
    )


def _relations(given: Expression, key: Expression, tolerance: float) -> Verdict:
    first, second = equations.assignment(given), equations.assignment(key)
    if first and second and first[0] == second[0]:
        return _compare(first[1], second[1], tolerance)
    if first and not isinstance(key, Relation):
        return _compare(first[1], key, tolerance)
    if second and not isinstance(given, Relation):
        return _compare(given, second[1], tolerance)
    if first and second and not variables(first[1]) and not variables(second[1]):
        return different("The variable is another one.")
    if second and not variables(second[1]) and isinstance(given, Relation):
        return different("This is not solved yet.")
    return equations.compare_unsolved(given, key)


def _values(given: Expression, key: Expression, tolerance: float) -> Verdict:
    if has_unit(given) or has_unit(key):
        return compare_quantities(given, key, tolerance)
    verdict = same(given, key, tolerance)
    if verdict.outcome is Outcome.EQUAL:
        return verdict
    return _other_reading(given, key, tolerance) or verdict


def _other_reading(given: Expression, key: Expression, tolerance: float) -> Verdict | None:
    """Take 60 for 60°, 25 for 25 %, and digits without their base with doubt."""
    for one, other, said in ((given, key, "is written"), (key, given, "is not asked for")):
        match other:
            case Call("percent" | "degree" as sign, (inside,)) if not _marked(one):
                verdict = same(one, inside, tolerance) if other is key else same(inside, one, tolerance)
                if verdict.outcome is Outcome.EQUAL:
                    name = "%" if sign == "percent" else "°"
                    missing = "is missing" if other is key else said
                    return replace(verdict, remark=f"The sign {name} {missing}.")
    match given, key:
        case Number(number, None), Based(digits, _) if str(number) == digits:
            return unknown("The base is not written: write it as an index.")
    if isinstance(key, Symbol | Call) and not variables(given) and letters_measure(key):
        return compare_quantities(given, key, tolerance)
    if variables(key) and not variables(given) and letters_measure(key):
        return compare_quantities(given, key, tolerance)
    return None


def _marked(expression: Expression) -> bool:
    return any(isinstance(part, Call) and part.function in ("percent", "degree") for part in walk(expression))
