"""The tokens of a mathematical text, in the one spelling that `spelling` gives it."""

from __future__ import annotations

import re
from typing import NamedTuple

from modules.domains.education.maths.syntax import Unreadable
from modules.domains.education.maths.vocabulary import (
    CONSTANTS,
    FEW_LETTER_WORDS,
    FUNCTIONS,
    GREEK,
    SAME_FUNCTION,
    SIGNS,
    UNITS,
)

MAX_TOKENS = 600
MAX_DIGITS = 200  # of one number


class Token(NamedTuple):
    """`kind` is one of number, symbol, constant, function, unit, word, text, sign, command; `spaced`: after a space."""

    kind: str
    value: str
    spaced: bool = False


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<text>\\(?:text|textbf|textrm|textit|mbox|hbox|mathrm|textnormal)\s*\{(?P<inside>[^{}]*)\})
    | (?P<number>\d+(?:\.\d+)?(?:\.?\\overline\s*\{\d+\}|[eE][+-]?\d+(?![\dA-Za-z]))? | \.\d+(?:\\overline\s*\{\d+\})?
        | \d+\.(?!\d))
    | (?P<set>\\[{}])
    | (?P<row>\\\\(?:\[[^\]]*\])?)
    | (?P<environment>\\(?:begin|end)\s*\{[a-zA-Z]+\*?\}(?:\s*\{[clr|]+\})?)
    | (?P<command>\\[A-Za-z]+)
    | (?P<letters>[A-Za-z]+)
    | (?P<sign>\*\*|<=|>=|!=|<>|==|=|\|\||[-+*/^_()\[\]{}|,;:<>!%°'~&@?.])
    """,
    re.VERBOSE,
)
_OPENING = ("frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom")
_COMMANDS = frozenset(
    (*_OPENING, "boxed", "sqrt", "overline", "bar", "vec", "hat", "sum", "prod", "int", "lim", "langle", "rangle")
) | {"lfloor", "rfloor", "lceil", "rceil", "emptyset", "varnothing", "reals", "fbox", "overrightarrow", "cbrt"}


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text.

    Raises:
        Unreadable: a sign that is no mathematics, or more tokens than are read.
    """
    found: list[Token] = []
    at, spaced = 0, False
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unreadable(f"“{text[at]}” is no sign that is read here.")
        at, kind = match.end(), match.lastgroup or ""
        if match["text"] is not None:
            kind = "text"
        if kind == "space":
            spaced = True
            continue
        found += _made(kind, match[0], match["inside"] or "", spaced)
        spaced = False
        if len(found) > MAX_TOKENS:
            raise Unreadable("This is too long to be checked.")
    return found


def _made(kind: str, written: str, inside: str, spaced: bool) -> list[Token]:
    match kind:
        case "text":
            return _text(inside, spaced)
        case "number":
            if sum(map(str.isdigit, written)) > MAX_DIGITS:
                raise Unreadable("A number has too many digits to be checked.")
            return [Token("number", written, spaced)]
        case "set":
            return [Token("sign", "set" + written[1], spaced)]
        case "row":
            return [Token("sign", "row", spaced)]
        case "environment":
            name = written[written.index("{") + 1 : written.index("}")].rstrip("*")
            return [Token("command", ("begin " if written.startswith("\\begin") else "end ") + name, spaced)]
        case "command":
            return [_command(written[1:], spaced)]
        case "letters":
            return _letters(written, spaced)
        case _:
            same = {"**": "^", "<>": "!=", "==": "="}
            return [Token("sign", same.get(written, written), spaced)]


def _text(inside: str, spaced: bool) -> list[Token]:
    word = " ".join(inside.split())
    if word in SIGNS and SIGNS[word] in ("or", "to", "in"):
        return [Token("sign", SIGNS[word], spaced)]
    if re.fullmatch(r"[A-Za-z]+", word):
        made = _letters(word, True)
        return made if made[0].kind in ("unit", "function", "constant") else [Token("word", word, True)]
    if not word or word in (",", "."):
        return [Token("sign", ",", spaced)] if word == "," else []
    return [Token("text", word, True)]


def _command(name: str, spaced: bool) -> Token:
    if name in SIGNS:
        return Token("sign", SIGNS[name], spaced)
    if name in CONSTANTS:
        return Token("constant", CONSTANTS[name], spaced)
    if name in FUNCTIONS and name not in ("sqrt", "binom", "cbrt"):
        return Token("function", SAME_FUNCTION.get(name, name), spaced)
    if name in GREEK:
        return Token("symbol", name, spaced)
    if name in _COMMANDS:
        return Token("command", name, spaced)
    raise Unreadable(f"The command “\\{name[:20]}” is not read here.")


def _letters(run: str, spaced: bool) -> list[Token]:
    """Tell functions, constants, units and words from products of one-letter variables."""
    if run in FUNCTIONS or run.lower() in FUNCTIONS:
        name = run if run in FUNCTIONS else run.lower()
        return [Token("function", SAME_FUNCTION.get(name, name), spaced)]
    if run in CONSTANTS:
        return [Token("constant", CONSTANTS[run], spaced)]
    if run in GREEK:
        return [Token("symbol", run, spaced)]
    if run.lower() in ("or", "and", "union", "percent", "degree", "degrees", "per", "in", "to", "dollar"):
        return [Token("sign", SIGNS[run.lower()], spaced)]
    if run == "U":
        return [Token("sign", "union?", spaced)]  # a union between intervals, a variable elsewhere
    if run in UNITS:
        return [Token("unit", run, spaced)]
    return _split(run, spaced)


def _split(run: str, spaced: bool) -> list[Token]:
    if run.lower() in FEW_LETTER_WORDS:
        return [Token("word", run, spaced)]
    for name in ("sqrt", "arcsin", "arccos", "arctan", "sin", "cos", "tan", "log", "ln", "theta", "pi"):
        rest = run[len(name) :]
        if run.startswith(name) and 0 < len(rest) <= 2:
            return [*_letters(name, spaced), *(Token("symbol", letter) for letter in rest)]
    if len(run) > 3:
        return [Token("word", run, spaced)]
    return [Token("symbol", letter, spaced and not at) for at, letter in enumerate(run)]
