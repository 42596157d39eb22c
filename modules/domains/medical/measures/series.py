"""Measured values over time: each with its unit, its band, its flag and the place that states it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from modules.core.findings import Citation
from modules.domains.medical.measures.catalogue import Measure, measures

MENTIONED = "mentioned"
"""How the detail of a value begins that a story mentions, and of whose day nothing is certain."""


class Flag(StrEnum):
    """Where a value stands in its band."""

    CRITICALLY_LOW = "critically low"
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICALLY_HIGH = "critically high"
    ABNORMAL = "abnormal"  # the document marks it without saying how
    UNKNOWN = ""  # no band is known, or the value cannot be compared with it

    @property
    def critical(self) -> bool:
        """Whether it is one to tell at once."""
        return self in (Flag.CRITICALLY_LOW, Flag.CRITICALLY_HIGH)

    @property
    def abnormal(self) -> bool:
        """Whether it is outside the band."""
        return self not in (Flag.NORMAL, Flag.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Band:
    """The reference band of one value, in the value's own unit; None leaves an end open.

    Attributes:
        source: whose it is: "the document", or the name of a publication.
        open: its ends are outside of it: "below 5.7".
    """

    low: float | None
    high: float | None
    source: str
    open: bool = False

    def side(self, number: float) -> int:
        """Return -1 below, 1 above and 0 within the band."""
        if self.low is not None and (number < self.low or (self.open and number == self.low)):
            return -1
        return int(self.high is not None and (number > self.high or (self.open and number == self.high)))


@dataclass(frozen=True, slots=True)
class Value:
    """One measured value.

    Attributes:
        name, written: of the test and of the value, as written.
        number: what it says; of "< 0.01" the 0.01, with the sign in `sign`.
        unit: in the spelling of `unit_of`; "" where none is written or none is needed.
        moment: ISO 8601, "2026-03-14" or "2026-03-14T07:30"; "" where it cannot be told.
        place: the cell or the words that state it.
        detail: "lying", "standing, 1 minute"; "" for most.
        common: the number in the series' unit; None where it cannot be converted.
        standard: the number in the measure's own unit, for comparison and computing; None where it cannot be.
        assumed: its date as written, where the year was taken from the document's own date.
        problems: what is doubtful about it, a sentence each. A value with `standard` None is not computed with.
    """

    name: str
    written: str
    number: float
    unit: str
    moment: str
    place: Citation
    sign: str = ""
    detail: str = ""
    common: float | None = None
    standard: float | None = None
    band: Band | None = None
    flag: Flag = Flag.UNKNOWN
    assumed: str = ""
    problems: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """The day, possibly partial."""
        return self.moment[:10]

    @property
    def mentioned(self) -> bool:
        """Whether it is only mentioned in a story: it is shown, and neither compared with others nor computed with."""
        return self.detail.startswith(MENTIONED)

    @property
    def told(self) -> str:
        """The value with its unit, as written."""
        return f"{self.written} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Jump:
    """A change between two values that follow each other, larger than a stated limit.

    Attributes:
        before, after: the two values.
        told: the change in words, with its limit.
        source: of the limit.
    """

    before: Value
    after: Value
    told: str
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over time.

    Attributes:
        key: of the measure; of an unknown one its name in lower case.
        name: as shown.
        unit: of the latest value that has one.
        values: in order of time, those without a date first.
        jumps: delta checks that failed, in order of time.
        trend: "rising over 4 values since 2026-03-09", "" where the last three do not go one way.
    """

    key: str
    name: str
    unit: str
    values: tuple[Value, ...]
    jumps: tuple[Jump, ...] = ()
    trend: str = ""

    @property
    def measure(self) -> Measure | None:
        """The measure; None where Vouch does not know it."""
        return measures().get(self.key)

    @property
    def latest(self) -> Value:
        """The latest value; one that is only mentioned where there is no other."""
        return next((one for one in reversed(self.values) if not one.mentioned), self.values[-1])

    @property
    def jump(self) -> Jump | None:
        """The failed delta check of the latest value."""
        return next((one for one in self.jumps if one.after is self.latest), None)


@dataclass(frozen=True, slots=True)
class Measures:
    """All series of a chart: vital signs, then laboratory tests in the usual order, then unknown ones by name.

    Attributes:
        remarks: what the clinician must know, a sentence each.
    """

    series: tuple[Series, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    def of(self, key: str) -> Series | None:
        """Return the series of a measure."""
        return next((one for one in self.series if one.key == key), None)

    def latest(self, *keys: str) -> Value | None:
        """Return the latest comparable value of the first of these measures that has one.

        Values without a date, and those of a special circumstance ("standing"), do not count.
        """
        for key in keys:
            series = self.of(key)
            values: Sequence[Value] = series.values if series else ()
            usable = [one for one in values if one.standard is not None and one.moment and not one.detail]
            if usable:
                return usable[-1]
        return None
