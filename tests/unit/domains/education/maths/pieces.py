"""Pieces of which nonsense is made that looks like mathematics."""

PIECES = [
    "x",
    "2",
    "^",
    "(",
    ")",
    "{",
    "}",
    "\\frac",
    "\\sqrt",
    "+",
    "-",
    "!",
    "|",
    ",",
    "=",
    " ",
    "_",
    "[",
    "]",
    "%",
]
