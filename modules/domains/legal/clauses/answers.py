"""What a clause says, normalised: the date, the length of time, the law, the amount."""

from __future__ import annotations

import re
from dataclasses import dataclass

from modules.domains.legal.clauses import own_time
from modules.domains.legal.clauses.categories import Category, Kind
from modules.domains.legal.clauses.parties import parties
from modules.domains.legal.contract import Contract
from modules.domains.legal.spelled import day as said
from modules.domains.legal.values import dates, durations, governing_laws, jurisdictions, money, percentages

_AMOUNTS = frozenset(
    "cap_on_liability liquidated_damages minimum_commitment insurance revenue_profit_sharing".split()  # noqa: SIM905
)
_DETAILS = 2  # "the greater of USD 1,000,000 and 150 %" has two sums
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


def answered(category: Category, contract: Contract, quotes: list[str]) -> Answer:
    """Return the answer that the quotes of a category give, the best first.

    Args:
        category: what is asked.
        contract: for its parties, and for what it states about its time.
        quotes: of the clause, best first.
    """
    if category.kind is Kind.NAME:
        name = " ".join(quotes[0].split()).strip(" ,.")
        return Answer(name, name)
    if category.kind is Kind.PARTIES:
        return _parties(contract)
    if category.key in own_time.CATEGORIES:
        return _of_its_time(category, contract, quotes)
    if category.kind is Kind.JURISDICTION:
        return _first([_law(quote) for quote in quotes])
    if category.kind is Kind.DURATION:
        return _first([_duration(quote) for quote in quotes])
    return _yes(category, quotes)


def _first(answers: list[Answer | None]) -> Answer:
    return next((answer for answer in answers if answer), _UNSAID)


def _parties(contract: Contract) -> Answer:
    named = [f"{party.name} (“{party.alias}”)" if party.alias else party.name for party in parties(contract)]
    return Answer("; ".join(named), "; ".join(named))


def _of_its_time(category: Category, contract: Contract, quotes: list[str]) -> Answer:
    """Return what the contract states; where that is no fixed day, a month or "perpetual" tells more."""
    stated = own_time.answer(contract, category.key)
    if stated and stated[1]:
        return Answer(*stated)
    if category.kind is Kind.EXPIRY and any(_PERPETUAL.search(quote) for quote in quotes):
        return Answer("Perpetual, until it is terminated", "perpetual")
    written = [_date(quote, whole=stated is None) for quote in quotes] if category.kind is Kind.DATE else []
    return _first([*written, Answer(*stated) if stated else None])


def _date(quote: str, *, whole: bool) -> Answer | None:
    """Return the first date of a quote, unless only one is asked for of which the day is left blank."""
    if whole and (found := dates(quote)):
        return Answer(said(found[0].value), found[0].value.isoformat())
    if match := _MONTH_AND_YEAR.search(quote):
        month = f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02}"
        left = ", the day is left blank" if _BLANK_DAY.search(quote) else ""
        return Answer(f"{month}{left}", month)
    return None


def _notice_period(quote: str) -> Answer | None:
    lengths = [one for one in durations(quote) if not _OF_A_TERM.search(quote[: one.start])]
    close = [one for one in lengths if _OF_NOTICE.match(quote[one.end :])]
    near = [one for one in lengths if _NOTICE.search(quote[max(0, one.start - 60) : one.end + 60])]
    return next((Answer(str(one), str(one)) for one in (*close, *near)), None)


def _duration(quote: str) -> Answer | None:
    found = durations(quote)
    return Answer(str(found[0]), str(found[0])) if found else None


def _law(quote: str) -> Answer | None:
    found = governing_laws(quote) or jurisdictions(quote)
    return Answer(found[0].name, found[0].name) if found else None


def _yes(category: Category, quotes: list[str]) -> Answer:
    """Return "Yes" with the sums or the time that the best of the quotes names that names any."""
    details = next((found for quote in quotes if (found := _details(category, quote))), [])
    return Answer(f"Yes: {', '.join(details[:_DETAILS])}" if details else "Yes", "yes")


def _details(category: Category, quote: str) -> list[str]:
    if category.key in _AMOUNTS:
        return list(dict.fromkeys(str(one) for one in [*money(quote), *percentages(quote)]))
    if category.key in _TIMES:
        notice = _notice_period(quote) if category.key == "termination_for_convenience" else None
        return [notice.text] if notice else [str(one) for one in durations(quote)][:1]
    return []
