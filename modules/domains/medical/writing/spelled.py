"""Numbers that are spoken, in the digits in which notes write them, where there is but one way to read them."""

from __future__ import annotations

import re

_TEENS = dict(
    zip(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), range(20, 100, 10), strict=True)
)
_UNITS = dict(zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), range(1, 10), strict=True))
_NAMES = {**_TEENS, **_TENS, **_UNITS}
_UNIT = "|".join(_UNITS)
_WORD = "|".join((*_NAMES, "hundred", "thousand", "oh", "point", "half"))
_RUN = re.compile(rf"\b(?:{_WORD})\b(?:(?:[\s-]+(?:and\s+(?=(?:{_WORD})\b))?)(?:{_WORD})\b)*", re.IGNORECASE)
_BELOW_HUNDRED = rf"(?:(?P<tens>{'|'.join(_TENS)})(?: (?P<unit>{_UNIT}))?|(?P<teen>{'|'.join(_TEENS)}))"
_PLAIN = re.compile(_BELOW_HUNDRED)
_HUNDREDS = re.compile(rf"(?P<hundreds>{_UNIT}) hundred(?: (?:and )?(?:{_BELOW_HUNDRED}|(?P<last>{_UNIT})))?")
_YEAR = re.compile(rf"(?:(?P<century>nineteen|twenty) {_BELOW_HUNDRED})")
_MILLENNIUM = re.compile(rf"two thousand(?: (?:and )?(?:{_BELOW_HUNDRED}|(?P<last>{_UNIT})))?")


def in_digits(text: str) -> str:
    """Return a text with its spelled numbers from ten in digits.

    Only runs of number words that can be read in one way are rewritten: "one twenty two" may be 122 or a list.
    """
    return _RUN.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    words = " ".join(match.group().lower().replace("-", " ").split())
    if found := _PLAIN.fullmatch(words):
        return str(_below_hundred(found))
    if found := _HUNDREDS.fullmatch(words):
        return str(100 * _UNITS[found["hundreds"]] + _below_hundred(found) + _UNITS.get(found["last"] or "", 0))
    if found := _MILLENNIUM.fullmatch(words):
        return str(2000 + _below_hundred(found) + _UNITS.get(found["last"] or "", 0))
    if found := _YEAR.fullmatch(words):
        return str(100 * _NAMES[found["century"]] + _below_hundred(found))
    return match.group()


def _below_hundred(found: re.Match[str]) -> int:
    return _NAMES.get(found["tens"] or "", 0) + _NAMES.get(found["unit"] or "", 0) + _NAMES.get(found["teen"] or "", 0)
