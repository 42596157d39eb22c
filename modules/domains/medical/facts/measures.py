"""Measured values: vital signs and laboratory values, in prose, in lists and in the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from modules.domains.medical.fact import Assertion, Kind, Measurement
from modules.domains.medical.facts.lexicon import Lexicon, Mention, names, table
from modules.domains.medical.facts.said import Found, Said, is_hypothetical
from modules.domains.medical.facts.words import key
from modules.domains.medical.record import Section

_BETWEEN = (
    r"(?P<between>(?:[\s:=,(\-–~]|\b(?:is|was|were|are|of|at|to|level|levels|count|value|today|reading|currently|now|showed|shows"
    r"|result|test|came|back|looks|looked|look|has|been|being|a|an|the|your|his|her|that|it|it's|running|about|around|approximately"
    r"|remains|remained|in|office|here|again|this|morning|on|admission|last|checked|found|be|noted|measured|reads|up|down|serum|plasma|did|come"
    r"|with|via|telephone|roughly|from|improved|dropped|increased|decreased|elevated|low|high|only|still|actually|uh|um|so|also|appears|and|stable|just|little|bit|slightly)\b){0,14}?)"
)
_SPOKEN = r"(?:one hundred(?: and)? |a hundred(?: and)? )?(?:ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty|nineteen|eighteen|seventeen|sixteen|fifteen|fourteen|thirteen|twelve|eleven|ten|nine|eight|seven|six|five|four|three)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?(?: point (?:one|two|three|four|five|six|seven|eight|nine|zero|oh))?"
_NUMBER = rf"(?P<value>(?:[<>≤≥~] ?|(?:less|greater|more) than )?\d[\d,]*(?:\.\d+)?(?! ?(?:year|month|week|day|hour|/\d{{1,2}}/))(?:\s?[-–]\s?\d+(?:\.\d+)?)?|{_SPOKEN}\b)"
_PRESSURE = re.compile(
    r"(?P<value>\b\d{2,3} ?(?:/|over) ?\d{2,3}\b)(?:\s?(?P<unit>mm ?hg|millimeters of mercury))?", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"\s*[(\[,]?\s*(?:(?:normal|reference|ref\.?)(?: range)?|nl|rr|n)?\s*[:=]?\s*(?P<range>[<>]?\s?\d+(?:\.\d+)?\s?[-–]\s?\d+(?:\.\d+)?|[<>]\s?\d+(?:\.\d+)?)\s*(?:[^)\]\d]{0,12})?[)\]]",
    re.IGNORECASE,
)
_FLAG = re.compile(r"\s*[(\[]?\b(?P<flag>H|L|high|low|HH|LL)\b[)\]]?(?=[\s,.;)\]|]|$)")
_SOLO = re.compile(r"^[\s:.-]*$")
_RANGE = re.compile(r"[<>≤≥]?\s?\d+(?:\.\d+)?(?:\s?[-–]\s?\d+(?:\.\d+)?)?")
_CELL_VALUE = re.compile(
    r"\s*(?P<value>[<>≤≥]?\s?\d[\d,]*(?:\.\d+)?(?:\s?/\s?\d+)?|positive|negative|trace|normal|reactive|nonreactive|detected|not detected)\s*(?P<flag>\(?[HL]{1,2}\)?|\*|↑|↓)?\s*(?P<unit>[^\d\s|][^|]*)?$",
    re.IGNORECASE,
)
# Names of one or two letters, and those that are another word: only as printed, and only right before a number.
_TERSE = frozenset(
    [
        "k",
        "na",
        "cl",
        "cr",
        "ca",
        "mg",
        "pt",
        "lh",
        "tc",
        "rf",
        "ag",
        "got",
        "alb",
        "ck",
        "cea",
        "trop",
        "na+",
        "bili",
        "iron",
        "calcium",
        "sugar",
        "protein",
        "ph",
        "ast",
        "alt",
        "resp",
        "sat",
        "o2",
        "ht",
        "wt",
        "pr",
        "co2",
        "hr",
        "rr",
        "bp",
        "temp",
        "p",
        "t",
        "r",
    ]
)
_AS_PRINTED = {
    "mg": "Mg",
    "k": "K",
    "cr": "Cr",
    "ca": "Ca",
    "pt": "PT",
    "na": "Na",
    "cl": "Cl",
    "lh": "LH",
    "got": "GOT",
    "ag": "AG",
    "tc": "TC",
    "rf": "RF",
    "ck": "CK",
    "ph": "pH",
    "band": "Bands",
    "t3": "T3",
    "t4": "T4",
    "pr": "PR",
    "trop": "Trop",
}
_QUALITY_BEFORE = re.compile(
    r"\b(?P<value>low|high|elevated|increased|decreased|normal|stable|positive|negative)\s+(?:serum |blood |your |his |her )?$",
    re.IGNORECASE,
)
_EVERYDAY = frozenset("k mg p t r sugar protein weight iron calcium sodium potassium salt band".split())  # noqa: SIM905
_DATE_HEAD = re.compile(
    r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)


@cache
def _vitals() -> Lexicon:
    return Lexicon(names(table("measures")["vitals"]))


@cache
def _tests() -> Lexicon:
    return Lexicon({**names(table("measures")["labs"]), **names(table("measures")["vitals"])})


@cache
def _after() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a value with its unit looks like behind a name, and a value in words."""
    words = table("measures")["words"]
    units = "|".join(re.escape(one) for one in sorted(words["units"].split("|"), key=len, reverse=True))
    qualities = "|".join(re.escape(one) for one in sorted(words["qualitative"].split("|"), key=len, reverse=True))
    return (
        re.compile(rf"{_BETWEEN}(?<![\w.]){_NUMBER}(?:\s?(?P<unit>{units})(?![A-Za-z]))?", re.IGNORECASE),
        re.compile(
            rf"(?P<between>(?:[\s:=(\-–]|\b(?:is|was|were|are|came|back|looks?|looked|all|level|levels|test|count|remains|still|being|been|has|have|be|to|within|appears?|also|on|today|little|bit|a|mildly|slightly|a bit|very|really|so|uh|um|did|come|value|result|both|just|pretty|good)\b){{1,9}}?)(?P<value>{qualities})\b",
            re.IGNORECASE,
        ),
    )


@cache
def _pressure_after() -> re.Pattern[str]:
    return re.compile(rf"(?P<between>[^.;\n|]{{0,70}}?){_PRESSURE.pattern}", re.IGNORECASE)


def measures(said: Said) -> Iterator[Found]:
    """Yield the vital signs and laboratory values of a statement."""
    if " | " in said.text and said.statement.header:
        row = list(_row(said))
        if row:
            yield from row
            return
    taken = 0
    for mention in _tests().find(said.words):
        if mention.start < taken or not _can_be(said.text, mention):
            continue
        found = _measured(said, mention)
        if found and not is_hypothetical(said, mention.start, mention.end):
            yield found
            taken = found.reach[1] if found.reach else taken
    yield from _bare_pressure(said)


def _can_be(text: str, mention: Mention) -> bool:
    printed = text[mention.start : mention.end]
    wanted = _AS_PRINTED.get(mention.key)
    return wanted is None or printed in (wanted, wanted.upper() if mention.key != "mg" else wanted)


def _measured(said: Said, mention: Mention) -> Found | None:
    text, vital = said.text, mention.key in _vitals()
    kind = Kind.VITAL if vital else Kind.LAB
    number, quality = _after()
    aside = re.compile(r"\s*\([^)\d]{1,30}\)").match(text, mention.end)
    start = aside.end() if aside else mention.end
    if mention.concept == "blood pressure":
        found = _pressure_after().match(text, start)
    else:
        found = number.match(text, start)
        if found and mention.key in _TERSE and len(found["between"].strip(" :=,(-–")) > 3:
            found = None
        if found and not _plausible(mention.concept, found["value"]):
            found = None
    if found is None:
        return _in_words(said, mention, kind, quality.match(text, start)) or _before(said, mention, kind)
    unit = (found["unit"] or "").strip()
    end = found.end()
    reference = _REFERENCE.match(text, end)
    end = reference.end() if reference else end
    flag = _FLAG.match(text, end)
    if flag:
        end = flag.end()
    measurement = Measurement(
        " ".join(found["value"].split()),
        _number(found["value"]),
        unit,
        reference["range"].strip() if reference else "",
        _flag(flag["flag"] if flag else ""),
    )
    return Found(
        kind,
        mention.start,
        mention.end,
        mention.concept,
        reach=(mention.start, end),
        assertion=Assertion(),
        measurement=measurement,
    )


def _in_words(said: Said, mention: Mention, kind: Kind, found: re.Match[str] | None) -> Found | None:
    """Return a value in words: "TSH was low"."""
    if found is None or mention.key in ("k", "mg", "p", "t", "r", "weight", "sugar", "height", "protein"):
        return None
    value = found["value"].lower()
    words = table("measures")["words"]
    if (
        kind is Kind.VITAL
        and value in ("good", "great", "fine", "excellent", "perfect", "normal", "stable", "up", "down")
        and said.section is not Section.VITALS
    ):
        if value not in ("up", "down"):
            return None
    flag = "high" if any(one in value.split() for one in words["high"].split("|")) else ""
    flag = "low" if any(one in value.split() for one in words["low"].split("|")) else flag
    return Found(
        kind,
        mention.start,
        mention.end,
        mention.concept,
        reach=(mention.start, found.end()),
        measurement=Measurement(found["value"], flag=flag),
    )


def _before(said: Said, mention: Mention, kind: Kind) -> Found | None:
    """Return a value in words that stands before its name: "a low TSH"."""
    found = _QUALITY_BEFORE.search(said.text[: mention.start])
    if found is None or mention.key in _EVERYDAY or kind is Kind.VITAL:
        return None
    flag = {"h": "high", "e": "high", "i": "high", "l": "low", "d": "low"}.get(found["value"][0].lower(), "")
    return Found(
        kind,
        mention.start,
        mention.end,
        mention.concept,
        reach=(found.start("value"), mention.end),
        assertion=Assertion(),
        measurement=Measurement(found["value"], flag=flag if found["value"].lower() != "detectable" else ""),
    )


def _bare_pressure(said: Said) -> Iterator[Found]:
    """Yield a blood pressure without its name in a list of vital signs: "112/66, 72, afebrile"."""
    if said.section is not Section.VITALS:
        return
    found = _PRESSURE.search(said.text)
    if found and not any(one.concept == "blood pressure" for one in _vitals().find(said.words)):
        yield Found(
            Kind.VITAL,
            found.start(),
            found.end(),
            "blood pressure",
            measurement=Measurement(found["value"], unit=found["unit"] or ""),
        )


def _row(said: Said) -> Iterator[Found]:
    """Yield the values of a table's row: one for each column that holds a result."""
    heads = [head.strip() for head in said.statement.header.split(" | ")]
    cells, at = [], 0
    for cell in said.text.split(" | "):
        cells.append((at, cell))
        at += len(cell) + 3
    if len(cells) < 2:
        return
    first = key(cells[0][1])
    concept = _tests().meaning(first)
    if not concept:
        known = next((one for one in _tests().find(type(said.words)(cells[0][1]))), None)
        concept = known.concept if known else ""
    if not concept:
        return
    columns = {
        name: _column(heads, pattern)
        for name, pattern in (("unit", r"unit"), ("range", r"ref|range|normal|interval"), ("flag", r"flag|abnormal"))
    }
    unit, reference, flag = (
        (cells[column][1].strip() if 0 <= column < len(cells) else "") for column in columns.values()
    )
    for column, (start, cell) in enumerate(cells[1:], 1):
        found = _CELL_VALUE.match(cell)
        if column in columns.values() or not found or not _plausible(concept, found["value"]):
            continue
        measurement = Measurement(
            found["value"].strip(),
            _number(found["value"]),
            (found["unit"] or unit).strip(),
            reference,
            _flag(found["flag"] or flag),
        )
        name_end = cells[0][0] + len(cells[0][1].rstrip())
        yield Found(
            Kind.VITAL if first in _vitals() else Kind.LAB,
            cells[0][0],
            name_end,
            concept,
            reach=(cells[0][0], start + len(cell.rstrip())),
            measurement=measurement,
            detail=_day_of(heads, column),
        )


def _column(heads: list[str], pattern: str) -> int:
    return next((number for number, head in enumerate(heads) if number and re.search(pattern, head, re.IGNORECASE)), -1)


def _day_of(heads: list[str], column: int) -> str:
    return heads[column] if column < len(heads) and _DATE_HEAD.search(heads[column]) else ""


def _flag(printed: str) -> str:
    sign = printed.strip("() ").lower()
    if sign in ("h", "hh", "high", "↑"):
        return "high"
    return "low" if sign in ("l", "ll", "low", "↓") else ""


def _number(value: str) -> float | None:
    plain = value.replace(",", "").strip()
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _plausible(concept: str, value: str) -> bool:
    bounds, number = table("measures")["plausible"].get(concept), _number(value)
    return bounds is None or number is None or bounds[0] <= number <= bounds[1]
