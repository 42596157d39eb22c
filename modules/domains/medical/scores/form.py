"""What a score asks, what it was given, and what came of it.

A score is computed from what was given and from nothing else: what is missing is listed, what is out of range refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from modules.core.findings import Citation
from modules.domains.medical.measures.catalogue import Measure, measures
from modules.domains.medical.measures.units import UnitClash, convert, unit_of

Answer = float | str | bool


class Ask(StrEnum):
    """How a question is answered."""

    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a score.

    Attributes:
        key: unique in its score.
        title: as asked.
        ask: how it is answered.
        unit: in which the score computes; numbers may be given in any unit that converts.
        lowest, highest: of the numbers that the score was published for, in `unit`.
        measures: keys of the measures that hold it, the best first; the first one's substance converts units.
        choices: key and wording of each answer of a CHOICE, in order.
        chart: what in a chart's problems means yes, a regular expression; "" where none does.
        optional: the score is defined without it.
        help: what counts, where the title does not say.
    """

    key: str
    title: str
    ask: Ask
    unit: str = ""
    lowest: float = 0.0
    highest: float = 0.0
    measures: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    chart: str = ""
    optional: bool = False
    help: str = ""

    @property
    def measure(self) -> Measure:
        """The measure whose substance converts units; a bare number where the input is no measure."""
        known = measures()
        return known[self.measures[0]] if self.measures else _NUMBER

    def units(self) -> tuple[str, ...]:
        """Return the units in which a number may be given, the score's own first."""
        others = (unit for unit in _ALSO.get(self.unit, ()) if self._converts(unit))
        return (self.unit, *others) if self.unit else ()

    def _converts(self, unit: str) -> bool:
        try:
            convert(1.0, unit, self.unit, self.measure)
        except UnitClash:
            return False
        return bool(self.measures)


# In which other units people know a number.
_ALSO = {
    "mg/dL": ("mmol/L", "µmol/L"), "mmol/L": ("mg/dL", "mEq/L"), "g/dL": ("g/L",), "°C": ("°F",), "kg": ("lb",),
    "cm": ("m", "in"), "ms": ("s",), "mIU/L": ("pmol/L",),
}  # fmt: skip
_NUMBER = next(iter(measures().values()))  # its unit is not used where a field names no measure


@dataclass(frozen=True, slots=True)
class Given:
    """An input as it was given.

    Attributes:
        value: a number, the key of a choice, or yes (True) or no (False).
        unit: of a number, in the spelling of `unit_of`.
        told: where it comes from, in words: "2026-03-26", "patient's particulars", "entered".
        day: ISO 8601, when it was measured; "" where that does not matter.
        citations: the places of the chart that state it.
    """

    value: Answer
    unit: str = ""
    told: str = ""
    day: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a score's function returns.

    Attributes:
        value: the number; `shown` is how the publication prints it.
        meaning: the band or the interpretation, as published; "" where none is.
        points: what each item counted, for a sum of points.
        remarks: what must be known with it, a sentence each.
    """

    value: float
    shown: str
    meaning: str = ""
    points: tuple[tuple[str, float], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Used:
    """An input with which a score was computed: as given, and in the score's own unit."""

    field: Field
    given: Given
    told: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a score.

    Attributes:
        found: None where something is missing or refused.
        used: the inputs.
        missing: titles of what was not given.
        refused: why an input cannot be used, a sentence each.
        remarks: what must be known with it, a sentence each.
    """

    found: Found | None
    used: tuple[Used, ...]
    missing: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Answers:
    """The inputs of one score, checked and in its own units. Asked for what it does not hold it raises KeyError."""

    def __init__(self, values: Mapping[str, Answer]) -> None:
        self._values = values

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def number(self, key: str) -> float:
        """Return a number."""
        return float(self._values[key])

    def yes(self, key: str) -> bool:
        """Return the answer to a question of yes or no."""
        return self._values[key] is True

    def choice(self, key: str) -> str:
        """Return the key of the chosen answer."""
        return str(self._values[key])

    def is_female(self) -> bool:
        """Tell whether the patient's sex is female."""
        return self.choice("sex") == "female"


@dataclass(frozen=True, slots=True)
class Score:
    """A published score or formula.

    Attributes:
        key, title: of the score.
        group: under which it is listed.
        about: what it is for, in a sentence.
        source: the publication that defines it.
        fields: what it asks, in order.
        compute: its function.
    """

    key: str
    title: str
    group: str
    about: str
    source: str
    fields: tuple[Field, ...]
    compute: Callable[[Answers], Found]

    def evaluate(self, given: Mapping[str, Given]) -> Result:
        """Compute the score, or say what is missing or cannot be used."""
        values: dict[str, Answer] = {}
        used: list[Used] = []
        refused: list[str] = []
        missing = [one.title for one in self.fields if one.key not in given and not one.optional]
        for field in self.fields:
            if field.key not in given:
                continue
            try:
                value, told = _checked(field, given[field.key])
            except ValueError as error:
                refused.append(str(error))
                continue
            values[field.key] = value
            used.append(Used(field, given[field.key], told))
        if missing or refused:
            return Result(None, tuple(used), tuple(missing), tuple(refused))
        try:
            found = self.compute(Answers(values))
        except Refusal as refusal:
            return Result(None, tuple(used), (), (str(refusal),))
        return Result(found, tuple(used), remarks=(*found.remarks, *_spread(used)))


class Refusal(ValueError):
    """The inputs are each in range, but together not what the score was published for; the text is a sentence."""


def _checked(field: Field, given: Given) -> tuple[Answer, str]:
    """Return an input in the score's own unit and in words."""
    if field.ask is Ask.YES_NO:
        if not isinstance(given.value, bool):
            raise ValueError(f"{field.title} must be answered with yes or no.")
        return given.value, "yes" if given.value else "no"
    if field.ask is Ask.CHOICE:
        wording = dict(field.choices).get(str(given.value))
        if wording is None:
            raise ValueError(f"“{given.value}” is no answer to “{field.title}”.")
        return str(given.value), wording
    if isinstance(given.value, bool | str):
        raise ValueError(f"{field.title} must be a number.")
    unit = unit_of(given.unit) if given.unit else field.unit
    if unit is None or (given.unit == "" and field.unit and given.citations):
        raise ValueError(f"{field.title} has no unit that is known.")
    number = float(given.value)
    if unit != field.unit:
        try:
            number = convert(number, unit, field.unit, field.measure)
        except UnitClash as clash:
            raise ValueError(str(clash)) from None
    if not field.lowest <= number <= field.highest:  # also refuses what is no number at all
        limits = f"{field.lowest:g} to {field.highest:g} {field.unit}".rstrip()
        raise ValueError(f"{field.title} {number:.4g} is out of range ({limits}).")
    own = f"{given.value:g} {unit}".rstrip()
    return number, own if unit == field.unit else f"{own} = {number:.4g} {field.unit}"


def _spread(used: Sequence[Used]) -> Iterator[str]:
    days = sorted({one.given.day for one in used if one.given.day})
    if len(days) > 1:
        yield f"The inputs are of different days, from {days[0]} to {days[-1]}."
