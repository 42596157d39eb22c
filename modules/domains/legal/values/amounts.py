"""Sums of money and percentages as contracts write them: "one hundred dollars ($100)", "six percent (6%)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from modules.domains.legal.values.numerals import Numeral, joined, numerals

_SIGNS = {
    "US$": "USD", "USD$": "USD", "USD": "USD", "$": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "CAD": "CAD",
    "CDN$": "CAD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD", "NZ$": "NZD", "NZD": "NZD", "HK$": "HKD", "HKD": "HKD",
    "S$": "SGD", "SGD": "SGD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY", "JPY": "JPY",
    "RMB": "CNY", "CNY": "CNY", "CHF": "CHF", "SFR": "CHF", "₹": "INR", "RS": "INR", "INR": "INR", "₩": "KRW",
    "KRW": "KRW", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "PLN": "PLN", "ILS": "ILS", "ZAR": "ZAR", "BRL": "BRL",
    "MXN": "MXN", "AED": "AED",
}  # fmt: skip
_NAMES = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR",
    "franc": "CHF", "rand": "ZAR",
}  # fmt: skip
_COUNTRIES = {
    "u.s.": "USD", "us": "USD", "united states": "USD", "u.s": "USD", "american": "USD", "canadian": "CAD",
    "australian": "AUD", "hong kong": "HKD", "singapore": "SGD", "new zealand": "NZD", "swiss": "CHF",
    "british": "GBP", "indian": "INR", "chinese": "CNY", "japanese": "JPY",
}  # fmt: skip
_COUNTRY = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(_COUNTRIES, key=len, reverse=True))
_NAME = (
    rf"(?:(?P<country>{_COUNTRY})\s+)?(?P<name>dollar|euro|pound|yen|yuan|renminbi|rupee|franc|rand)s?\b"
    r"(?:\s+sterling\b)?"
)
_SIGN = "|".join(re.escape(one) for one in sorted(_SIGNS, key=len, reverse=True))
_BEFORE = re.compile(rf"(?<![A-Za-z$])(?P<sign>{_SIGN})\.?\s{{0,2}}$", re.IGNORECASE)
_NAME_BEFORE = re.compile(rf"\b{_NAME}\s+$", re.IGNORECASE)
_CENTS = r"(?:\s*,?\s*(?:and\s+)?(?:no|zero|00|xx)\s?/\s?(?:100|xx)(?:ths)?)?"
_AFTER = re.compile(rf"\s*\)?{_CENTS}\s*(?:(?:in\s+)?{_NAME}|(?P<sign>{_SIGN})(?![\w$]))", re.IGNORECASE)
_SIGN_IN_BRACKETS = rf"(?:(?:{_SIGN})|(?:{_COUNTRY})\s+dollars)?\s*"
_UNIT = rf"(?:\s*(?:{_COUNTRY})?\s*(?:dollar|euro|pound|yen|yuan|rupee|franc)s?|\s*(?:{_SIGN}))?"
_LOCAL = re.compile(
    r"(?:\"\$\"|“\$”|dollars?|\$)[^.\n]{0,80}?\b(?P<country>canadian|australian|hong\s+kong|singapore|new\s+zealand)\b",
    re.IGNORECASE,
)
_PERCENT = r"\s*\)?\s*(?P<sign>%|per\s?cent(?:um)?\b|percentage\s+points?\b|basis\s+points?\b|bps\b)"
_PERCENT_AFTER = re.compile(_PERCENT, re.IGNORECASE)
_LOOK_BEHIND = 24
_DECIMAL_COMMA = frozenset({"EUR", "CHF", "DKK", "SEK", "NOK", "PLN", "BRL"})


@dataclass(frozen=True, slots=True)
class Money(Numeral):
    """A sum of money in a text.

    Attributes:
        amount: in units of the currency, not in cents; `words` and `figures` are those in each writing.
        currency: its ISO 4217 code. A bare "$" is USD unless the text says which dollars it means.
    """

    currency: str

    def __str__(self) -> str:
        """Return it as "USD 750,000" or "USD 0.165"."""
        return f"{self.currency} {self.amount.normalize():,f}"


@dataclass(frozen=True, slots=True)
class Percentage(Numeral):
    """A percentage in a text: its amount is 6 for six percent; basis points are hundredths."""

    def __str__(self) -> str:
        """Return it as "6 %"."""
        return f"{self.amount.normalize():f} %"


def money(text: str) -> list[Money]:
    """Return the sums of money of a text in order."""
    local = _LOCAL.search(text)
    dollar = _currency_of(local["country"]) if local else "USD"
    found: list[Money] = []
    written = numerals(text)
    for number, following in zip_longest(written, written[1:]):
        if found and number.start < found[-1].end:
            continue
        first = _money(text, number, dollar)
        both = joined(text, number, first.end if first else number.end, following, sign=_SIGN_IN_BRACKETS, unit=_UNIT)
        second = _money(text, following, dollar) if both and following else None
        if both and (known := first or second):
            named = None if first else _AFTER.match(text, both.end)  # "five hundred (500) dollars"
            start, end = first.start if first else both.start, named.end() if named else both.end
            found.append(Money(start, end, both.amount, both.words, both.figures, known.currency))
        elif first:
            found.append(first)
    return found


def percentages(text: str) -> list[Percentage]:
    """Return the percentages of a text in order."""
    found: list[Percentage] = []
    written = numerals(text)
    for number, following in zip_longest(written, written[1:]):
        if found and number.start < found[-1].end:
            continue
        sign = _PERCENT_AFTER.match(text, number.end)
        if sign:
            both = joined(text, number, sign.end(), following, unit=rf"(?:{_PERCENT})?")
        elif both := joined(text, number, number.end, following, unit=r"\s*%"):  # "fifty (50%) percent"
            sign = _PERCENT_AFTER.match(text, both.end)
        else:
            continue
        end = max(both.end if both else 0, sign.end() if sign else 0)
        share = Decimal("0.01") if sign and sign["sign"].lower().startswith("b") else Decimal(1)
        one = both or number
        words, figures = (None if part is None else part * share for part in (one.words, one.figures))
        found.append(Percentage(one.start, end, one.amount * share, words, figures))
    return found


def _money(text: str, number: Numeral, dollar: str) -> Money | None:
    """Return the sum that a number says with the currency beside it; None where none is."""
    head = max(0, number.start - _LOOK_BEHIND)
    before = _BEFORE.search(text[head : number.start])
    after = _AFTER.match(text, number.end)
    named = None if before or after else _NAME_BEFORE.search(text[head : number.start])
    start, end = number.start, number.end
    if before:
        currency, start = _SIGNS[before["sign"].upper()], head + before.start()
        if before["sign"] == "$":
            currency = _currency_of(after["country"]) if after and after["country"] else dollar
    elif after:
        currency = _SIGNS[after["sign"].upper()] if after["sign"] else _named(after, dollar)
    elif named and named["country"]:
        currency, start = _named(named, dollar), head + named.start()
    else:
        return None
    amount, words, figures = number.amount, number.words, number.figures
    if currency in _DECIMAL_COMMA and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text[number.start : number.end]):
        amount = figures = amount * 1000  # "EUR 10.000" is ten thousand
    return Money(start, after.end() if after else end, amount, words, figures, currency)


def _named(match: re.Match[str], dollar: str) -> str:
    if match["country"]:
        return _currency_of(match["country"])
    name = match["name"].lower()
    return dollar if name == "dollar" else _NAMES[name]


def _currency_of(country: str) -> str:
    return _COUNTRIES[" ".join(country.lower().split())]
