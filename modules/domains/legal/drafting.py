"""A contract drafted from a form: what the answers must be, and how they stand in the contract.

The template decides what is asked (`modules.core.forms.Field`); the rules here decide whether an answer will do, and
write numbers, periods, dates and sums. A model never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as Limits

from modules.core.errors import StoreCorrupt
from modules.core.forms import Answer, Answers, Field, FieldKind
from modules.domains.legal.spelled import counted, day, money

TODAY = "today"
"""As the default of a date: the day on which the form is opened."""
UNANSWERED = "This is not answered yet."
CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR", "SGD")
"""The currencies that a form proposes; any code of three capital letters will do."""
_LONGEST = {FieldKind.LONG_TEXT: 20_000, FieldKind.FREE_TEXT: 20_000}
_LONGEST_LINE = 400
_WHOLE = (FieldKind.NUMBER, FieldKind.DAYS, FieldKind.MONTHS, FieldKind.YEARS)
_MONEY = re.compile(r"[A-Z]{3} (?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,2})?")
_FIGURE = re.compile(r"\d{1,9}")
_PERCENT = re.compile(r"\d{1,3}(?:\.\d{1,3})?")
_BLANK = re.compile(r"_{3,}|\.{4,}|\[[^\]\n]{0,80}\]|\bTB[CDA]\b|\bX{2,}\b|\?\?+|\{\{|\}\}|\{%")


class Missing(NamedTuple):
    """A question whose answer is missing or will not do, and what it must be, as a sentence."""

    field: Field
    what: str


class Draft(BaseModel):
    """A form that is being filled in, as it is kept.

    Attributes:
        template: the name of the template.
        answers: by the names of the fields.
        events: what was done with the result, each with its time, for the record.
    """

    model_config = ConfigDict(extra="forbid")

    template: Annotated[str, Limits(max_length=200)]
    answers: dict[str, bool | str] = {}
    events: tuple[str, ...] = ()


def read_draft(content: bytes) -> Draft:
    """Return a draft as it was kept.

    Raises:
        StoreCorrupt: it was kept by a version that knew other fields.
    """
    try:
        return Draft.model_validate_json(content)
    except ValidationError:
        raise StoreCorrupt("This draft cannot be read.", "Delete it and begin again.") from None


def proposed(fields: Sequence[Field], answers: Answers, today: date) -> dict[str, Answer]:
    """Return the answers with the template's own for what has not been answered; an emptied answer stays empty."""
    return {field.name: answers.get(field.name, _default(field, today)) for field in fields}


def missing(fields: Sequence[Field], answers: Answers) -> list[Missing]:
    """Return what must still be answered, or answered otherwise, in the order of the form. Empty means complete."""
    found = [
        Missing(field, what)
        for field in fields
        if field.needed(answers) and (what := _problem(field, str(answers.get(field.name, "") or "")))
    ]
    return found + list(_same_parties(fields, answers))


def written(fields: Sequence[Field], answers: Answers) -> dict[str, Answer]:
    """Return what stands in the contract for each field; answers that are `missing` must have been given before."""
    return {field.name: _written(field, answers.get(field.name, "")) for field in fields}


def _default(field: Field, today: date) -> Answer:
    if field.kind is FieldKind.YES_NO:
        return field.default == "yes"
    if field.kind is FieldKind.DATE and field.default == TODAY:
        return today.isoformat()
    return field.default


def _problem(field: Field, answer: str) -> str:
    """Return what is wrong with an answer, as a sentence; "" where nothing is."""
    answer = answer.strip()
    if field.kind is FieldKind.YES_NO:
        return ""
    if not answer:
        return "" if field.optional else UNANSWERED
    if len(answer) > (longest := _LONGEST.get(field.kind, _LONGEST_LINE)):
        return f"This is longer than {longest:,} characters."
    if field.kind is FieldKind.CHOICE:
        return "" if answer in field.choices else "This is not one of the choices."
    if field.kind is FieldKind.DATE:
        return "" if _date(answer) else "This is not a date: write the year, month and day, as in 2026-03-31."
    if field.kind is FieldKind.MONEY:
        return (
            ""
            if _MONEY.fullmatch(answer)
            else "This is not a sum of money: write currency and amount, as in EUR 1,200."
        )
    if field.kind in _WHOLE:
        return "" if _FIGURE.fullmatch(answer) else "This is not a whole number of at most nine digits."
    if field.kind is FieldKind.PERCENT:
        return "" if _PERCENT.fullmatch(answer) else "This is not a percentage: write a number, as in 7.5."
    if blank := _BLANK.search(answer):
        return f"“{blank[0]}” still waits to be filled in."
    return ""


def _same_parties(fields: Sequence[Field], answers: Answers) -> Iterator[Missing]:
    seen: dict[str, Field] = {}
    for field in fields:
        name = " ".join(str(answers.get(field.name, "")).casefold().split())
        if field.kind is FieldKind.PARTY and name and field.needed(answers):
            if name in seen:
                yield Missing(field, f"This is the same party as under “{seen[name].label}”.")
            seen[name] = field


def _written(field: Field, answer: Answer) -> Answer:
    if isinstance(answer, bool) or field.kind is FieldKind.YES_NO:
        return bool(answer)
    text = answer.strip()
    if _problem(field, text) or not text:
        return ""  # it is not needed: the part that prints it goes
    match field.kind:
        case FieldKind.DATE:
            return day(date.fromisoformat(text))
        case FieldKind.MONEY:
            return _sum(text)
        case FieldKind.NUMBER:
            return counted(int(text))
        case FieldKind.DAYS | FieldKind.MONTHS | FieldKind.YEARS:
            return counted(int(text), field.kind.value)
        case FieldKind.PERCENT:
            return f"{text}%"
        case FieldKind.LONG_TEXT | FieldKind.FREE_TEXT:
            return text
        case _:
            return " ".join(text.split())


def _sum(text: str) -> str:
    currency, _, figures = text.partition(" ")
    return money(currency, Decimal(figures.replace(",", "")))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
