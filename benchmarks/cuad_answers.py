"""CUAD's derived answers beside ours: when two of them say the same."""

from __future__ import annotations

import re
from datetime import date

from modules.domains.legal.clauses import Category, Kind
from modules.domains.legal.values import durations, jurisdictions

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})")
_BLANK_DAY = re.compile(r"(\d{1,2})/\[\s*\]/(\d{4})")
_TURN = 70  # of years in two figures, as in modules/domains/legal/values/dates.py


def expected(category: Category, answer: str | None) -> str:
    """Return the lawyers' answer in our form; "" where there is none to compare, as for yes or no."""
    if not answer:
        return ""
    if category.kind in (Kind.DATE, Kind.EXPIRY):
        return _date(answer)
    if category.kind is Kind.DURATION:
        return answer.lower()
    if category.kind is Kind.JURISDICTION:
        places = jurisdictions(answer)
        return places[0].name if places else answer
    if category.kind is Kind.PARTIES:
        return answer
    return answer if category.kind is Kind.NAME else ""


def same(category: Category, wanted: str, value: str) -> bool:
    """Say whether two answers say the same; of parties, whether every name that the lawyers give is there."""
    if category.kind is Kind.NAME:
        return _letters(wanted) == _letters(value)
    if category.kind is Kind.PARTIES:
        named = [part for part in wanted.split(";") if not re.search(r"\bPart(?:y|ies)\b|collectively", part)]
        names = [part.lstrip(" (").split("(")[0] for part in named or wanted.split(";")[:1]]
        return all(_letters(name) in _letters(value) for name in names if _letters(name))
    if category.kind is Kind.DURATION:
        return _length(wanted) == _length(value)
    return wanted == value


def _date(answer: str) -> str:
    if match := _DATE.fullmatch(answer.strip()):
        month, day, year = (int(part) for part in match.groups())
        return date(year if year > 99 else year + (2000 if year < _TURN else 1900), month, day).isoformat()
    if match := _BLANK_DAY.fullmatch(answer.strip()):
        return f"{match[2]}-{int(match[1]):02}"
    return answer.lower() if answer.lower() == "perpetual" else ""


def _length(answer: str) -> tuple[bool, str]:
    found = durations(answer)
    return "successive" in answer, str(found[0]) if found else answer


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
