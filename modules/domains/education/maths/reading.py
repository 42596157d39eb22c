"""Reads mathematics as people write it: LaTeX, plain text, Unicode signs, answers in words.

`read` neither evaluates nor simplifies. It refuses what is too long, too deep or would grow too large, so that what it
returns can be worked out. Nothing of a text is ever run as code.
"""

from __future__ import annotations

import re

from modules.domains.education.maths.grammar import Grammar
from modules.domains.education.maths.lexing import tokens
from modules.domains.education.maths.limits import measured
from modules.domains.education.maths.spelling import spelled
from modules.domains.education.maths.syntax import (
    Binary,
    Call,
    Expression,
    Group,
    Unreadable,
    Words,
    replaced,
    walk,
)

MAX_LENGTH = 2_000
_BOXED = re.compile(r"\\(?:boxed|fbox)\s*\{")
_SENTENCE = re.compile(r"[\w\s.,;:'’\"“”()<>=≤≥+%/&!?°$-]*", re.UNICODE)
_WRAPPED = re.compile(r"\\(?:text|textbf|textrm|textit|mbox|mathrm|mathbf)\s*\{([^{}]*)\}")
_WORD = re.compile(r"[^\W\d_]{2,}", re.UNICODE)


def read(text: str) -> Expression:
    """Return what a text says: an expression, an equation, a set, an interval, a matrix, a list of answers, or words.

    Several answers ("6, -2", "x = 2 or x = -3", "2 ± √3") become a `Group` of kind "list". A number with a unit becomes
    a product with a `Unit`. A text that is no mathematics but reads like an answer in words ("no solution", "(C)")
    becomes `Words`.

    Raises:
        Unreadable: it is neither, or too large to be worked out.
    """
    if len(text) > MAX_LENGTH:
        raise Unreadable("This is too long to be checked.")
    text = _unboxed(text.strip())
    if not text:
        raise Unreadable("Nothing was written.")
    try:
        return measured(_alternatives(Grammar(tokens(spelled(text))).expression()))
    except RecursionError as exc:
        raise Unreadable("This is nested too deeply to be checked.") from exc
    except Unreadable as refusal:
        return _in_words(text, refusal)


def read_mathematics(text: str) -> Expression:
    """Return what a text says, as `read` does, but never words.

    Raises:
        Unreadable: it is no mathematics, or too large to be worked out.
    """
    expression = read(text)
    if isinstance(expression, Words):
        raise Unreadable("This is not mathematics.")
    return expression


def _unboxed(text: str) -> str:
    found = _BOXED.search(text)
    if found is None:
        return text
    depth, start = 1, found.end()
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if not depth:
            return text[start:at].strip()
    return text


def _in_words(text: str, refusal: Unreadable) -> Words:
    plain = " ".join(_WRAPPED.sub(r" \1 ", text.replace("$", " ").replace("\\ ", " ")).split())
    choice = re.fullmatch(r"\(?([A-Z])\)?", plain)
    wordy = _WORD.search(plain) and _SENTENCE.fullmatch(plain) and not re.search(r"\d\s*[+*/^=]\s*\d|__|\w\(", plain)
    if choice or wordy or plain in ("<", ">", "=", "<=", ">="):
        return Words(plain)
    raise refusal


def _alternatives(expression: Expression) -> Expression:
    """Write a ± out as two alternatives."""
    if not any(_sign(part) for part in walk(expression)):
        return expression
    if isinstance(expression, Group) and expression.kind in ("list", "set"):
        items: list[Expression] = []
        for item in expression.items:
            both = _alternatives(item)
            items += both.items if isinstance(both, Group) and both.kind == "list" else (both,)
        return Group(expression.kind, tuple(items))
    return Group("list", (_chosen(expression, upper=True), _chosen(expression, upper=False)))


def _sign(part: Expression) -> bool:
    return (isinstance(part, Binary) and part.operator in "±∓") or (isinstance(part, Call) and part.function in "±∓")


def _chosen(expression: Expression, *, upper: bool) -> Expression:
    for part in walk(expression):
        match part:
            case Binary("±" | "∓" as sign, left, right):
                plus = (sign == "±") == upper
                return _chosen(replaced(expression, part, Binary("+" if plus else "-", left, right)), upper=upper)
            case Call("±" | "∓" as sign, (inside,)):
                plus = (sign == "±") == upper
                return _chosen(replaced(expression, part, inside if plus else Call("neg", (inside,))), upper=upper)
    return expression
