"""What a clause says, normalised: the date, the length of time, the law, the amount."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from modules.domains.legal.clauses import opening
from modules.domains.legal.clauses.categories import Category, Kind
from modules.domains.legal.contract import Contract
from modules.domains.legal.values import (
    Duration,
    Unit,
    dates,
    durations,
    governing_laws,
    jurisdictions,
    money,
    percentages,
)

_AMOUNTS = frozenset(
    "cap_on_liability liquidated_damages minimum_commitment insurance revenue_profit_sharing".split()  # noqa: SIM905
)
_TIMES = frozenset(
    [
        "termination_for_convenience",
        "non_compete",
        "no_solicit_of_employees",
        "no_solicit_of_customers",
        "audit_rights",
        "post_termination_services",
        "non_disparagement",
    ]
)
_PERPETUAL = re.compile(r"\bperpetual|indefinite|\buntil\s+(?:\w+\s+){0,3}?terminat", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:annual(?:ly)?|year[- ]to[- ]year|from\s+year\s+to\s+year)\b", re.IGNORECASE)
_MONTHLY = re.compile(r"\bmonth[- ]to[- ]month\b", re.IGNORECASE)
_SUCCESSIVE = re.compile(
    r"\b(?:successive|consecutive|annually|thereafter|year[- ]to[- ]year|each\s+year)\b", re.IGNORECASE
)
_RENEWS = re.compile(r"\b(?:renew\w*|exten(?:d|sion)\w*)\b", re.IGNORECASE)
_NOTICE = re.compile(r"\b(?:notice|notif\w+|prior|before|advance|intent\w*)\b", re.IGNORECASE)
_OF_NOTICE = re.compile(r"\W*(?:(?:prior|advance|written|notice|before|preceding)\b)", re.IGNORECASE)
_OF_A_TERM = re.compile(r"(?:\bsuccessive|\badditional|\bterms? of|(?<!notice )\bperiods? of)\W*$", re.IGNORECASE)
_BLANK_DAY = re.compile(r"_{2,}|\[[\s_*•●]*\]")
_MONTH_AND_YEAR = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\D{0,24}?\b((?:19|20)\d{2})\b", re.IGNORECASE
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Answer:
    """What a contract answers to a category.

    Attributes:
        text: for people: "Delaware", "30 days", "Yes".
        value: for programs: dates ISO ("2020-04-14"; "2019-09" where the day is blank), otherwise as `text`; "" where
            the clause does not say it in itself, e.g. a term that ends with an event.
    """

    text: str
    value: str


_UNSAID = Answer("Present, but not as a fixed value", "")


def answered(category: Category, contract: Contract, quotes: list[str], effective: date | None) -> Answer:
    """Return the answer that the quotes of a category give, the best first.

    Args:
        category: what is asked.
        contract: for its parties.
        quotes: of the clause, best first.
        effective: the day the contract takes effect, from which a term is counted; None where unknown.
    """
    if category.kind is Kind.NAME:
        name = " ".join(quotes[0].split()).strip(" ,.")
        return Answer(name, name)
    if category.kind is Kind.PARTIES:
        return _parties(contract)
    if category.kind is Kind.DATE:
        return _first([_date(quote) for quote in quotes])
    if category.kind is Kind.EXPIRY:
        return _first([_expiry(quote, effective) for quote in quotes])
    if category.kind is Kind.JURISDICTION:
        return _first([_law(quote) for quote in quotes])
    if category.kind is Kind.DURATION:
        return _first([_DURATIONS[category.key](quote) for quote in quotes])
    return _yes(category, quotes[0])


def _first(answers: list[Answer | None]) -> Answer:
    return next((answer for answer in answers if answer), _UNSAID)


def _parties(contract: Contract) -> Answer:
    named = [f"{party.name} (“{party.alias}”)" if party.alias else party.name for party in opening.parties(contract)]
    return Answer("; ".join(named), "; ".join(named))


def day_of(quote: str) -> date | None:
    """Return the first date that a quote names; None for none."""
    found = dates(quote)
    return found[0].value if found else None


def _date(quote: str) -> Answer | None:
    if day := day_of(quote):
        return Answer(_in_words(day), day.isoformat())
    if match := _MONTH_AND_YEAR.search(quote):
        month = f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02}"
        left = ", the day is left blank" if _BLANK_DAY.search(quote) else ""
        return Answer(f"{month}{left}", month)
    return None


def _expiry(quote: str, effective: date | None) -> Answer | None:
    named = [one for one in dates(quote) if effective is None or one.value > effective]
    if named:
        return Answer(_in_words(named[-1].value), named[-1].value.isoformat())
    lengths = [one for one in durations(quote) if one.unit in (Unit.YEAR, Unit.MONTH, Unit.DAY, Unit.WEEK)]
    lengths = [one for one in lengths if not _NOTICE.match(quote[one.end :].lstrip("'’ ").lstrip())]
    if lengths and effective:
        day = later(effective, lengths[0])
        return Answer(f"{_in_words(day)} ({lengths[0]} from {_in_words(effective)})", day.isoformat())
    if lengths:
        return Answer(f"{lengths[0]} from the beginning", str(lengths[0]))
    if _PERPETUAL.search(quote):
        return Answer("Perpetual, until it is terminated", "perpetual")
    return None


def later(day: date, length: Duration) -> date:
    """Return the day a length of time after another; the end of a month stays the end of a month."""
    amount = int(length.amount)
    if length.unit in (Unit.DAY, Unit.BUSINESS_DAY, Unit.WEEK):
        return day + timedelta(days=amount * (7 if length.unit is Unit.WEEK else 1))
    months = day.month - 1 + amount * (12 if length.unit is Unit.YEAR else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _renewal(quote: str) -> Answer | None:
    begins = _RENEWS.search(quote)
    at = begins.start() if begins else 0
    lengths = [one for one in durations(quote) if one.unit in (Unit.YEAR, Unit.MONTH)]
    lengths = [
        one for one in lengths if not re.match(r"['’]?\s*(?:prior|written|advance|notice)", quote[one.end :].lstrip())
    ]
    near = [one for one in lengths if one.start > at] or lengths
    successive = "successive " if _SUCCESSIVE.search(quote) else ""
    if _YEARLY.search(quote) and not near:
        return Answer("successive 1 year", "successive 1 year")
    if _MONTHLY.search(quote) and not near:
        return Answer("successive 1 month", "successive 1 month")
    return Answer(f"{successive}{near[0]}", f"{successive}{near[0]}") if near else None


def _notice_period(quote: str) -> Answer | None:
    lengths = [one for one in durations(quote) if not _OF_A_TERM.search(quote[: one.start])]
    close = [one for one in lengths if _OF_NOTICE.match(quote[one.end :])]
    near = [one for one in lengths if _NOTICE.search(quote[max(0, one.start - 60) : one.end + 60])]
    return next((Answer(str(one), str(one)) for one in (*close, *near)), None)


def _warranty(quote: str) -> Answer | None:
    found = durations(quote)
    return Answer(str(found[0]), str(found[0])) if found else None


_DURATIONS = {
    "renewal_term": _renewal,
    "notice_period_to_terminate_renewal": _notice_period,
    "warranty_duration": _warranty,
}


def _law(quote: str) -> Answer | None:
    found = governing_laws(quote) or jurisdictions(quote)
    return Answer(found[0].name, found[0].name) if found else None


def _yes(category: Category, quote: str) -> Answer:
    details: list[str] = []
    if category.key in _AMOUNTS:
        details = [str(one) for one in [*money(quote), *percentages(quote)]]
    elif category.key in _TIMES:
        notice = _notice_period(quote) if category.key == "termination_for_convenience" else None
        details = [notice.text] if notice else [str(one) for one in durations(quote)]
    return Answer(f"Yes: {details[0]}" if details else "Yes", "yes")


def _in_words(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
