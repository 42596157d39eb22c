"""Answers as JSON, there and back. A field that a later version adds gets its default when an older answer is read."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from modules.core.errors import StoreCorrupt
from modules.core.types import Answer, Outcome

_ANSWER = TypeAdapter(Answer)


def to_json(answer: Answer) -> str:
    """Return an answer as one line of JSON."""
    return _ANSWER.dump_json(answer).decode()


def from_json(text: str) -> Answer:
    """Return the answer that `to_json` wrote.

    Raises:
        StoreCorrupt: it is not one.
    """
    try:
        return _ANSWER.validate_json(text)
    except ValidationError as error:
        # Pydantic's own words would quote the answer, and an error's words may be logged.
        raise StoreCorrupt(
            "A stored answer cannot be read.",
            f"{error.error_count()} of its fields are damaged: ask the question again.",
        ) from None


def readable(text: str) -> Answer:
    """Return the answer that `to_json` wrote, or in place of a damaged one an answer that failed and says so."""
    try:
        return from_json(text)
    except StoreCorrupt as damage:
        return Answer(text="", outcome=Outcome.FAILED, searched_for="", problem=str(damage))
