"""Figures of a text: which of them can be asked for, as a number or as a choice among numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.domains.education.plain import GAP
from modules.domains.education.quiz.building import finished, shuffled
from modules.domains.education.quiz.course import Course, Said
from modules.domains.education.quiz.item import Bloom, Item, Kind, Number, Option
from modules.domains.education.quiz.wording import plain, stands_alone, stems

FIGURE_ASKED = "Which figure belongs in the gap? “{}”"
NUMBER_ASKED = "Which number belongs in the gap? “{}”"
UNIT_ASKED = "Which quantity belongs in the gap? Give its unit. “{}”"
_PERCENT = ("%", "percent", "per cent")
_UNITS = (
    "nm|µm|μm|mm|cm|km|m|mg|kg|µg|μg|ng|g|ms|µs|ns|s|min|h|Hz|kHz|MHz|GHz|N|kN|Pa|kPa|MPa|J|kJ|MJ|eV|kcal|cal|W|kW|MW|"
    "V|mV|kV|A|mA|Ω|kΩ|ohms?|mol|mmol|M|mM|L|mL|K|°C|°F|bp|kb|Da|kDa|m/s²|m/s|km/h|"
    "nanometers?|micrometers?|millimeters?|centimeters?|kilometers?|meters?|metres?|kilograms?|milligrams?|grams?|"
    "seconds?|minutes?|hours?|days?|weeks?|months?|years?|joules?|kilojoules?|volts?|watts?|newtons?|pascals?|amperes?|"
    "kelvins?|degrees Celsius|liters?|litres?|milliliters?|percent|per cent|%"
)
_FIGURE = re.compile(
    rf"(?<![\w.,/+±–−-])(?P<value>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale> (?:million|billion|"
    rf"trillion|thousand))?"
    rf"(?P<unit>\s?%|[\s-](?:{_UNITS})(?![\w/²³^]))?(?![\w%]|[.,]\d|[–−/:^]|['′’])"
)
_HEDGED = re.compile(
    r"\b(?:about|around|approximately|roughly|nearly|almost|some|over|under|up to|more than|less than|at least|at most|"
    r"between|estimated|as (?:many|much|few|little) as)\s(?:\w+\s)?$|[~≈<>]\s*$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:to|and|or|through)\s\d", re.IGNORECASE)
_NO_AMOUNT = re.compile(
    r"\b(?:figure|fig\.?|table|chapter|section|page|step|type|number|no\.|class|phase|stage|equation|example|part|day|"
    r"chromosome|carbon|group|in|since|by|until|circa|ca\.)\s$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1[0-9]{3}|20[0-4][0-9]")
_WHEN = re.compile(
    r"(?:\b(?:in|since|by|until|from|after|before|around|circa|of|year|early|late|and|to)\s|\()$", re.IGNORECASE
)
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_LEAST_CONTEXT = 5
_EXACT, _ABOUT = 0.0, 0.05
_WRONG = 3
_APART = 3  # years; nearer ones ask for luck


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a statement gives it.

    Attributes:
        start, end: of the number and its scale in the plain text, without the unit.
        shown: as written: "3.4", "3 billion".
        value: in digits: "3.4", "3000000000".
        unit: as written, "" where none of the known ones follows.
        hedged: "about", "more than" stands before it.
        is_year: it looks like a year, and stands where years do.
    """

    start: int
    end: int
    shown: str
    value: str
    unit: str
    hedged: bool
    is_year: bool


def figures_in(text: str) -> list[Figure]:
    """Return the numbers of a plain text that are amounts, without ranges, ordinals and numbers of figures."""
    found = []
    for match in _FIGURE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        end = match.end("scale") if match["scale"] else match.end("value")
        if _RANGE.match(text[match.end() :].lstrip()) or re.search(r"\d\s(?:to|and|or|through)\s$", before):
            continue
        unit = (match["unit"] or "").strip(" -")
        shown = text[match.start() : end]
        is_year = not unit and bool(_YEAR.fullmatch(shown) and _WHEN.search(before))
        hedged = bool(_HEDGED.search(before)) and not is_year
        figure = Figure(match.start(), end, shown, _digits(match), unit, hedged, is_year)
        if not (_NO_AMOUNT.search(before) and not figure.is_year and not unit):
            found.append(figure)
    return found


def _digits(match: re.Match[str]) -> str:
    value = match["value"].replace(",", "")
    if not match["scale"]:
        return value
    whole, _, part = value.partition(".")
    zeros = _SCALES[match["scale"].strip()]
    return (whole + part.ljust(zeros, "0")).lstrip("0") if len(part) <= zeros else value


def asked_figures(course: Course) -> Iterator[tuple[Said, Figure, str]]:
    """Yield statements with the one figure to ask for, and the text with a gap in its place."""
    for said in course.said:
        if not stands_alone(said.text):
            continue
        figures = figures_in(said.text)
        if len(figures) != 1 or len(re.findall(r"\d+", said.text)) != len(re.findall(r"\d+", figures[0].shown)):
            continue  # a second number might be computed from, or lead to it
        [figure] = figures
        gapped = f"{said.text[: figure.start]}{GAP}{said.text[figure.end :]}"
        if len(stems(gapped)) >= _LEAST_CONTEXT and any(course.named_in(gapped)):
            yield said, figure, gapped


def make_numerics(course: Course, seed: int) -> Iterator[Item]:  # noqa: ARG001 - nothing is drawn
    """Yield numeric items: the figure of a statement, years left out. A hedged figure is right within 5 %."""
    for said, figure, gapped in asked_figures(course):
        if figure.is_year:
            continue
        unit = "" if figure.unit in _PERCENT else figure.unit
        rest = said.text[figure.end :]
        shown = f"{said.text[: figure.start]}{GAP}{rest.lstrip(' -').removeprefix(unit) if unit else rest}"
        asked = UNIT_ASKED if unit else NUMBER_ASKED
        yield finished(
            Item(
                id="",
                kind=Kind.NUMERIC,
                stem=asked.format(shown),
                source=said.statement.place,
                explanation=f"The material says: {said.text}",
                number=Number(figure.value, unit, _ABOUT if figure.hedged else _EXACT),
            ),
            section=said.section,
            concept=next(course.named_in(gapped), None),
        )


def make_figure_choices(course: Course, seed: int) -> Iterator[Item]:
    """Yield choices of the year or the amount that a statement gives; wrong ones are other years, and slips."""
    years = sorted({figure.shown for said in course.said for figure in figures_in(said.text) if figure.is_year})
    for said, figure, gapped in asked_figures(course):
        wrong = _years_beside(figure, years) if figure.is_year else _slips(figure)
        if len(wrong) < _WRONG:
            continue
        order = shuffled([figure.shown, *wrong], seed, gapped)
        yield finished(
            Item(
                id="",
                kind=Kind.CHOICE,
                stem=FIGURE_ASKED.format(gapped),
                source=said.statement.place,
                explanation=f"The material says: {said.text}",
                options=tuple(_option(text, figure, wrong) for text in order),
                bloom=Bloom.REMEMBER,
            ),
            section=said.section,
            concept=next(course.named_in(gapped), None),
        )


def _option(text: str, figure: Figure, wrong: dict[str, str]) -> Option:
    return Option(text, right=True) if text == figure.shown else Option(text, feedback=wrong[text])


def _years_beside(figure: Figure, years: list[str]) -> dict[str, str]:
    """Return three other years of the course, the nearest first but for too near ones, each with what is wrong."""
    apart = sorted((abs(int(year) - int(figure.shown)), year) for year in years)
    chosen = [year for distance, year in apart if distance >= _APART][:_WRONG]
    return {year: f"{year} is the year of something else in the material." for year in chosen}


def _slips(figure: Figure) -> dict[str, str]:
    """Return amounts that a learner comes to by a slip: a factor of ten, twice and half as much."""
    number, _, scale = figure.shown.partition(" ")
    if "," in number or figure.hedged:
        return {}
    value = float(number)
    if value == 0 or (figure.unit in _PERCENT and value * 2 > 100):
        return {}
    slips = [(value * 2, "twice as much"), (value / 2, "half of it"), (value * 10, "ten times as much")]
    if value * 10 > 100 and figure.unit in _PERCENT:
        slips[2] = (value * 1.5, "half as much again")
    shown = {f"{_written(slip)} {scale}".strip(): f"That is {reason}." for slip, reason in slips}
    whole = number.isdigit()
    return shown if all(text.split()[0].isdigit() == whole for text in shown) else {}


def _written(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def filled(gapped: str, *answers: str) -> str:
    """Return a text with its gaps filled in order."""
    for answer in answers:
        gapped = gapped.replace(GAP, answer, 1)
    return plain(gapped)
