"""What a value means beside others: its band, its flag, what is implausible, how much it changed and where it tends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from modules.domains.medical.measures.catalogue import Limits, Measure
from modules.domains.medical.measures.dates import days_between
from modules.domains.medical.measures.series import Band, Flag, Jump, Value
from modules.domains.medical.measures.units import UnitClash, convert

DOCUMENT = "the document"
_RANGE = re.compile(r"(?<![\d.])(\d+(?:[.,]\d+)?)\s*(?:[-–—]|to)\s*(\d+(?:[.,]\d+)?)")
_ABOVE = re.compile(r"(?:>=?|≥|above|over|at least|from|more than|min\.?)\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_BELOW = re.compile(r"(?:<=?|≤|below|under|up to|at most|less than|max\.?)\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_INCLUSIVE = re.compile(r"[<>]=|[≤≥]|at |up to|from|m[ai][xn]", re.IGNORECASE)
_LOW, _HIGH = re.compile(r"(?:l+|low|↓|decreased|below.*)", re.I), re.compile(r"(?:h+|high|↑|increased|above.*)", re.I)
_CRITICAL = re.compile(r"(?:ll|hh|l!|h!|.*critical.*|.*panic.*|\*\*)", re.I)
_SLACK = 1e-9  # two decimals that differ by a limit do so only up to this in binary


def band_in(reference: str) -> Band | None:
    """Return the band that a document prints: "3.5-5.1", "above 60", "< 5.7"; None where it prints none."""
    if match := _RANGE.search(reference):
        low, high = (float(end.replace(",", ".")) for end in match.groups())
        return Band(low, high, DOCUMENT) if low <= high else None
    if match := _ABOVE.search(reference):
        return Band(float(match[1].replace(",", ".")), None, DOCUMENT, open=not _INCLUSIVE.match(match[0]))
    if match := _BELOW.search(reference):
        return Band(None, float(match[1].replace(",", ".")), DOCUMENT, open=not _INCLUSIVE.match(match[0]))
    return None


def judged(value: Value, measure: Measure | None, sex: str, reference: str, printed: str) -> Value:
    """Return a value with band, flag, standard number and what is doubtful about it.

    Args:
        value: as read, its unit in the spelling of `unit_of`.
        measure: None where it is not known: then only the document's own band and flag count.
        sex: of the patient, "" where it is not known.
        reference: the range printed beside it, "" where there is none.
        printed: the flag printed beside it, "" where there is none.
    """
    problems = list(value.problems)
    standard = _standard(value, measure, problems)
    band = band_in(reference) or _shipped(value, measure, sex, standard)
    flag = _flag(value, measure, band, standard)
    marked = _marked(printed)
    if marked is not Flag.UNKNOWN:
        if band and flag.abnormal != marked.abnormal:
            problems.append(f"The document marks it “{printed}”, which its range does not show.")
        flag = flag if flag.abnormal and not marked.critical else marked
    return replace(value, band=band, flag=flag, standard=standard, problems=tuple(problems))


def _standard(value: Value, measure: Measure | None, problems: list[str]) -> float | None:
    if measure is None:
        return None
    if measure.unit and not value.unit:
        problems.append("No unit is written beside it; it is compared with nothing.")
        return None
    try:
        number = convert(value.number, value.unit or measure.unit, measure.unit, measure)
    except UnitClash as clash:
        problems.append(str(clash))
        return None
    if measure.plausible.side(number):
        low, high = measure.plausible.low, measure.plausible.high
        problems.append(
            f"{value.told} is not plausible for {measure.name} ({low:g} to {high:g} {measure.unit}".rstrip()
            + "); a slip of the value or of its unit?"
        )
        return None
    return number


def _shipped(value: Value, measure: Measure | None, sex: str, standard: float | None) -> Band | None:
    limits = measure.band(sex) if measure else None
    if measure is None or limits is None or standard is None:
        return None
    low, high = (_in_unit(end, limits.unit or measure.unit, value, measure) for end in (limits.low, limits.high))
    return Band(low, high, limits.source)


def _in_unit(end: float | None, unit: str, value: Value, measure: Measure) -> float | None:
    return None if end is None else float(f"{convert(end, unit, value.unit or measure.unit, measure):.4g}")


def _beyond(value: Value, measure: Measure, critical: Limits) -> int:
    """Return the side of the critical limits, compared in the unit in which their source prints them."""
    number = convert(value.number, value.unit or measure.unit, critical.unit or measure.unit, measure)
    return critical.side(float(f"{number:.9g}"))


def _flag(value: Value, measure: Measure | None, band: Band | None, standard: float | None) -> Flag:
    critical = measure.critical if measure and standard is not None and not value.sign else None
    if measure and critical and (side := _beyond(value, measure, critical)):
        return Flag.CRITICALLY_LOW if side < 0 else Flag.CRITICALLY_HIGH
    if band is None or (measure is not None and standard is None and band.source != DOCUMENT):
        return Flag.UNKNOWN
    if measure and standard is None and value.unit:
        return Flag.UNKNOWN  # a clash or an implausible value: nothing is said of it but that
    side = band.side(value.number)
    if value.sign.startswith("<") and band.low is not None and value.number > band.low:
        return Flag.UNKNOWN
    return (Flag.LOW, Flag.NORMAL, Flag.HIGH)[side + 1]


def _marked(printed: str) -> Flag:
    plain = printed.partition(",")[0].strip().strip("()[]")
    if _CRITICAL.fullmatch(plain):
        return (
            Flag.CRITICALLY_LOW if _LOW.match(plain) else Flag.CRITICALLY_HIGH if _HIGH.match(plain) else Flag.ABNORMAL
        )
    if _LOW.fullmatch(plain):
        return Flag.LOW
    if _HIGH.fullmatch(plain):
        return Flag.HIGH
    if plain.lower() in ("a", "abnormal", "*", "abn"):
        return Flag.ABNORMAL
    return Flag.NORMAL if plain.lower() in ("n", "normal") else Flag.UNKNOWN


def jumps(values: Sequence[Value], measure: Measure | None) -> Iterator[Jump]:
    """Yield the changes between values of the same kind that are larger than the measure's limit."""
    change = measure.change if measure else None
    if measure is None or change is None:
        return
    comparable = [one for one in values if one.standard is not None and not one.sign and not one.detail]
    for before, after in pairwise(comparable):
        days = days_between(before.moment, after.moment)
        if days is None or days > change.days or before.standard is None or after.standard is None:
            continue
        by = after.standard - before.standard
        share = change.percent is not None and before.standard > 0
        size = abs(by) / before.standard * 100 if share else abs(by)
        limit = change.percent if share else change.rise if by > 0 else change.fall
        if limit is None or size < limit - _SLACK or (change.beyond and size <= limit + _SLACK):
            continue
        told = f"{size:.0f} %" if share else f"{size:.3g} {measure.unit}".rstrip()
        allowed = f"{limit:g} %" if share else f"{limit:g} {measure.unit}".rstrip()
        way = "up" if by > 0 else "down"
        yield Jump(before, after, f"{way} by {told} in {_span(days)} (limit {allowed})", change.source)


def _span(days: float) -> str:
    if days < 1:
        return f"{days * 24:.0f} hours"
    return "1 day" if round(days) == 1 else f"{days:.0f} days"


def trend(values: Sequence[Value]) -> str:
    """Return where the last values go, where at least three go one way."""
    known = [one for one in values if one.moment and one.common is not None and not one.detail]
    run = known[-1:]
    direction = 0
    for before, after in reversed(list(pairwise(known))):
        assert before.common is not None  # noqa: S101 - only such are in the list
        assert after.common is not None  # noqa: S101
        step = (after.common > before.common) - (after.common < before.common)
        if step == 0 or (direction and step != direction):
            break
        direction = step
        run.insert(0, before)
    if len(run) < 3:
        return ""
    return f"{'rising' if direction > 0 else 'falling'} over {len(run)} values since {run[0].day}"
