"""What many scores are built from: fields for their inputs, sums of points, and the wording of bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from modules.domains.medical.measures.catalogue import measures
from modules.domains.medical.scores.form import Answers, Ask, Field, Found


def number(
    key: str,
    title: str,
    unit: str,
    lowest: float,
    highest: float,
    *held_by: str,
    optional: bool = False,
    about: str = "",
) -> Field:
    """Return a field for a number; `held_by` are keys of measures."""
    return Field(key, title, Ask.NUMBER, unit, lowest, highest, held_by, optional=optional, help=about)


def measured(key: str, *others: str, optional: bool = False) -> Field:
    """Return a field for a measure, in its own unit and within what is plausible of it."""
    one = measures()[key]
    low, high = one.plausible.low, one.plausible.high
    if low is None or high is None:
        raise ValueError(f"{key} has no limits")
    return Field(key, one.name, Ask.NUMBER, one.unit, low, high, (key, *others), optional=optional)


def yes_no(key: str, title: str, *, chart: str = "", about: str = "", optional: bool = False) -> Field:
    """Return a field for a question of yes or no."""
    return Field(key, title, Ask.YES_NO, chart=chart, help=about, optional=optional)


def choice(key: str, title: str, *choices: tuple[str, str], about: str = "") -> Field:
    """Return a field for a choice."""
    return Field(key, title, Ask.CHOICE, choices=choices, help=about)


def age(lowest: float = 18.0) -> Field:
    """Return the field for the patient's age."""
    return Field("age", "Age", Ask.NUMBER, "years", lowest, 120.0)


SEX = choice("sex", "Sex", ("female", "female"), ("male", "male"))
"""The field for the patient's sex, as the equations were published for it."""


def points(parts: Sequence[tuple[str, float]], meaning: Callable[[float], str], *remarks: str) -> Found:
    """Return the sum of points with what it means."""
    total = sum(count for _, count in parts)
    return Found(total, f"{total:g}", meaning(total), tuple(parts), remarks)


def band(value: float, *steps: tuple[float, str], last: str) -> str:
    """Return the wording of the first step that a value lies below; `last` where it lies below none."""
    return next((wording for limit, wording in steps if value < limit), last)


def counted(given: Answers, *items: tuple[str, str, float]) -> list[tuple[str, float]]:
    """Return the points of questions of yes or no: key, title and weight of each, which counts where it is yes."""
    return [(title, weight if given.yes(key) else 0) for key, title, weight in items]
