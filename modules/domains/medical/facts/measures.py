"""Measured values in prose and lists: vital signs and laboratory values, in figures, spoken numbers and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from modules.domains.medical.fact import Assertion, Kind, Measurement
from modules.domains.medical.facts.lexicon import Mention, table
from modules.domains.medical.facts.naming import problem_names
from modules.domains.medical.facts.rows import flag_of, number_of, plausible, tests, vital_names
from modules.domains.medical.facts.said import Found, Said, is_hypothetical
from modules.domains.medical.facts.words import key
from modules.domains.medical.record import Section

_TENS = "ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
_WORD = rf"(?:{_TENS}|{_ONES}|hundred|oh|a(?= hundred)|and(?= (?:{_TENS})))"
_SPOKEN = rf"{_WORD}(?:[ -]{_WORD}){{0,4}}(?: point (?:{_ONES}|zero|oh))?"
_NUMBER = (
    r"(?P<value>(?:[<>≤≥~] ?|(?:less|greater|more) than )?(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(?!\d|(?:st|nd|rd|th)\b)"
    rf"(?! ?(?:year|month|week|day|hour|/\d{{1,2}}/))(?:\s?[-–]\s?\d+(?:\.\d+)?)?|{_SPOKEN}\b)"
)
_DECADE = r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|\d{2,3}s)"
_PRESSURE = (
    rf"(?P<value>\b(?:one )?{_DECADE} over {_DECADE}\b|\b\d{{2,3}} ?(?:/|over(?: over)?)"
    rf" ?\d{{2,3}}\b|\b{_SPOKEN} over (?:over )?{_SPOKEN}\b)"
    r"(?:\s?(?P<unit>mm ?hg|millimeters of mercury))?"
)
_PRESSURE_AFTER = re.compile(rf"(?P<between>[^.;\n|]{{0,80}}?){_PRESSURE}", re.IGNORECASE)
_BARE_PRESSURE = re.compile(_PRESSURE, re.IGNORECASE)
_RANGE = r"[<>]?\s?\d+(?:\.\d+)?\s?[-–]\s?\d+(?:\.\d+)?|[<>]\s?\d+(?:\.\d+)?"
_REFERENCE = re.compile(
    rf"\s*[(\[,]?\s*(?:(?:normal|reference|ref\.?)(?: range)?|nl|rr"
    rf"|n)?\s*[:=]?\s*(?P<range>{_RANGE})\s*[^)\]\d]{{0,12}}[)\]]",
    re.IGNORECASE,
)
_FLAG = re.compile(r"\s*[(\[]?\b(?P<flag>H|L|high|low|HH|LL)\b[)\]]?(?=[\s,.;)\]|]|$)")
_POSITIVE_FOR = re.compile(
    r"\b(?P<value>positive|negative) for (?:[\w ]{1,24}(?:,|\band\b|\bor\b|, and|, or)\s*){0,3}$", re.IGNORECASE
)
_LIST_IS = re.compile(
    r"(?:,? (?:and |or )?[\w&/ -]{2,24}?){1,5} (?:is|are|was|were)(?: all| both)?"
    r" (?P<value>normal|negative|positive|low|high"
    r"|elevated|within [a-z ]*(?:limits|ranges?))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^)\d]{1,30}\)")
_QUALITY_BEFORE = re.compile(
    r"\b(?P<value>low|high|elevated|increased|decreased|normal|stable|positive|negative)\s+"
    r"(?:serum |blood |your |his |her )?$",
    re.IGNORECASE,
)
# Names of one or two letters, and those that are another word: only right before a number.
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
        "bili",
        "iron",
        "calcium",
        "sugar",
        "protein",
        "ph",
        "co2",
        "p",
        "t",
        "r",
    ]
)
# Names that are too common to have a value in words: "sugar is low" in a diet.
_EVERYDAY = frozenset(
    "k mg p t r sugar protein weight iron calcium sodium potassium salt band height glucose".split()  # noqa: SIM905
)
_AS_PRINTED = frozenset("K Cr CR Ca CA PT Na NA Cl CL LH GOT AG TC RF CK pH PH Bands T3 T4 PR Trop Mg".split())  # noqa: SIM905
_CHECKED = frozenset(one.lower() for one in _AS_PRINTED)
_AIM = re.compile(r"\b(?:target|goal|desired)\s+$", re.IGNORECASE)  # "target weight 71.5 kg" was not measured
_WELL = frozenset("good great fine excellent perfect normal stable".split())  # noqa: SIM905


@cache
def _after() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a value with its unit looks like behind a name, and a value in words."""
    words = table("measures")["words"]
    between = words["between"]
    return (
        re.compile(
            rf"(?P<between>(?:[\s:=,(+\-–−⁻~]|\b(?:{between})\b){{0,16}}?)(?<![\w.]){_NUMBER}"
            rf"(?:\s?(?P<unit>{_longest_first(words['units'])})(?![A-Za-z]))?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?P<between>(?:[\s:=(\-–]"
            rf"|\b(?:{between})\b){{1,12}}?)(?P<value>{_longest_first(words['qualitative'])})\b",
            re.IGNORECASE,
        ),
    )


def _longest_first(listed: str) -> str:
    return "|".join(re.escape(one) for one in sorted(listed.split("|"), key=len, reverse=True))


def measures(said: Said, tabled: Sequence[Found] = ()) -> Iterator[Found]:
    """Yield the vital signs and laboratory values of a statement; `tabled` are those of the table's row that it is."""
    if tabled:
        yield from tabled
        return
    taken = 0
    for mention in tests().find(said.words):
        if mention.start < taken or not _can_be(said, mention) or _AIM.search(said.text[: mention.start]):
            continue
        found = _measured(said, mention) or _reported(said, mention)
        if found and not is_hypothetical(said, mention.start, mention.end):
            yield found
            taken = found.reach[1] if found.reach else taken
    yield from _bare_pressure(said)


def _can_be(said: Said, mention: Mention) -> bool:
    """Whether an abbreviation is printed as one: "K 4.3", not "k"; single letters in lists of vital signs alone."""
    printed = said.text[mention.start : mention.end]
    if len(printed) == 1 and mention.key in vital_names():
        return printed.isupper() and said.section in (Section.VITALS, Section.EXAM)
    return printed.lower() not in _CHECKED or printed in _AS_PRINTED


def _measured(said: Said, mention: Mention) -> Found | None:
    text = said.text
    kind = Kind.VITAL if mention.key in vital_names() else Kind.LAB
    number, quality = _after()
    aside = _ASIDE.match(text, mention.end)
    start = aside.end() if aside else mention.end
    if mention.concept == "blood pressure":
        found = _PRESSURE_AFTER.match(text, start)
    else:
        found = number.match(text, start)
        if found and mention.key in _TERSE and len(found["between"].strip(" :=,(+-–−⁻")) > 3:
            found = None
        if found and not plausible(mention.concept, found["value"]):
            found = None
    if found is None:
        return _in_words(said, mention, kind, quality.match(text, start)) or _before(said, mention, kind)
    end = found.end()
    reference = _REFERENCE.match(text, end)
    end = reference.end() if reference else end
    flag = _FLAG.match(text, end)
    measurement = Measurement(
        " ".join(found["value"].split()),
        number_of(found["value"]),
        (found["unit"] or "").strip(),
        reference["range"].strip() if reference else "",
        flag_of(flag["flag"]) if flag else "",
    )
    return _valued(kind, mention, (mention.start, flag.end() if flag else end), measurement)


def _valued(kind: Kind, mention: Mention, reach: tuple[int, int], measurement: Measurement) -> Found:
    """Return a value as a fact of now: "HCG is negative" denies nothing."""
    return Found(
        kind,
        mention.start,
        mention.end,
        mention.concept,
        reach=reach,
        assertion=Assertion(),
        measurement=measurement,
    )


def _in_words(said: Said, mention: Mention, kind: Kind, found: re.Match[str] | None) -> Found | None:
    """Return a value in words behind its name: "TSH was low"; not that a vital sign is well."""
    if found is None or mention.key in _EVERYDAY:
        return None
    value = found["value"].lower()
    if kind is Kind.VITAL and value in _WELL and said.section is not Section.VITALS:
        return None
    words = table("measures")["words"]
    flags = [flag for flag in ("high", "low") if set(words[flag].split("|")) & set(value.split())]
    measurement = Measurement(found["value"], flag=flags[0] if flags else "")
    return _valued(kind, mention, (mention.start, found.end()), measurement)


def _reported(said: Said, mention: Mention) -> Found | None:
    """Return a test that a sentence reports with others: "positive for nitrite", "CRP and ferritin were normal"."""
    before, after = _POSITIVE_FOR.search(said.text[: mention.start]), _LIST_IS.match(said.text, mention.end)
    if mention.key in _EVERYDAY or mention.key in vital_names() or not (before or after):
        return None
    value = before["value"] if before else after["value"] if after else ""
    return _valued(Kind.LAB, mention, (mention.start, mention.end), Measurement(value))


def _before(said: Said, mention: Mention, kind: Kind) -> Found | None:
    """Return a value in words before its name: "a low TSH"."""
    found = _QUALITY_BEFORE.search(said.text[: mention.start])
    if found is None or mention.key in _EVERYDAY or kind is Kind.VITAL:
        return None
    if key(said.text[found.start("value") : mention.end]) in problem_names():
        return None  # "high cholesterol" is a diagnosis
    words = table("measures")["words"]
    flags = [flag for flag in ("high", "low") if found["value"].lower() in words[flag].split("|")]
    measurement = Measurement(found["value"], flag=flags[0] if flags else "")
    return _valued(kind, mention, (found.start("value"), mention.end), measurement)


def _bare_pressure(said: Said) -> Iterator[Found]:
    """Yield a blood pressure without its name in a list of vital signs: "112/66, 72, afebrile"."""
    if said.section is not Section.VITALS or any(
        one.concept == "blood pressure" for one in vital_names().find(said.words)
    ):
        return
    found = _BARE_PRESSURE.search(said.text)
    if found:
        measurement = Measurement(found["value"], unit=found["unit"] or "")
        yield Found(
            Kind.VITAL, found.start(), found.end(), "blood pressure", assertion=Assertion(), measurement=measurement
        )
