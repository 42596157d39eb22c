"""The vital signs and laboratory tests that Vouch knows: their names, units, limits and reference bands.

The tables are files in `data/measures`, `measures.toml` and `reference_ranges.toml`, each limit with its source.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parents[4] / "data" / "measures"
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_SPECIMEN = re.compile(r"\s+(?:in|of)\s+(?P<specimen>.+)$")
_BLOOD = re.compile(r"\b(?:blood|serum|plasma|arterial|venous|capillary|red cells?|by\b.*)")
_NOT_BLOOD = re.compile(r"\b(?:urine|csf|cerebral spinal fluid|stool|fluid|ascites|sweat|saliva|semen|cord)\b")
_METHOD = re.compile(r"\s+(?:by|--?)\s+(?!pulse ox).*$")
_EDGES = re.compile(
    r"^(?:(?:serum|plasma|blood|venous|arterial|s|p|b)[\s-]+)+|\s+(?:level|levels|serum|plasma|result)$"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Lowest and highest value that are still within; None leaves an end open.

    Attributes:
        unit: of the two, as their source prints them; "" for the measure's own.
    """

    low: float | None
    high: float | None
    source: str = ""
    unit: str = ""

    def side(self, number: float) -> int:
        """Return -1 below, 1 above and 0 within the limits."""
        if self.low is not None and number < self.low:
            return -1
        return 1 if self.high is not None and number > self.high else 0


@dataclass(frozen=True, slots=True)
class Change:
    """How much a value may change between two measurements, in the measure's own unit or in percent of the first.

    Attributes:
        rise, fall, percent: a change by as much is told; None where that direction is not checked.
        beyond: only more than that is told.
        days: within which the two measurements must lie.
    """

    rise: float | None
    fall: float | None
    percent: float | None
    beyond: bool
    days: float
    source: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A vital sign or a laboratory test.

    Attributes:
        key: "sodium".
        loinc: a common code of it.
        unit: in which values are compared; "" for a pure number.
        molar: g/mol of the substance, None where mass and amount are not converted.
        valence: charges of an ion, None for what is none.
        plausible: what a living adult can have.
        vital: a vital sign rather than a laboratory test.
        otherwise: key of the measure that the same name means in a unit of that one; "" for most.
        bands: reference bands by sex, "" for all.
        critical: None where no limits are known.
        change: None where no limit is known.
    """

    key: str
    name: str
    loinc: str
    unit: str
    molar: float | None
    valence: int | None
    plausible: Limits
    vital: bool
    bands: Mapping[str, Limits]
    critical: Limits | None
    change: Change | None
    otherwise: str = ""

    def band(self, sex: str = "") -> Limits | None:
        """Return the reference band of adults of this sex ("female", "male"); None where it is not known."""
        return self.bands.get(sex) or self.bands.get("")


@lru_cache(maxsize=1)
def measures() -> Mapping[str, Measure]:
    """Return all measures by key, vital signs first."""
    named = tomllib.loads((_FOLDER / "measures.toml").read_text(encoding="utf-8"))
    ranges = tomllib.loads((_FOLDER / "reference_ranges.toml").read_text(encoding="utf-8"))
    sources = ranges.pop("sources")
    return {key: _measure(key, one, ranges.get(key, {}), sources) for key, one in named.items()}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    named = tomllib.loads((_FOLDER / "measures.toml").read_text(encoding="utf-8"))
    return {
        name: key
        for key, one in named.items()
        for name in (key.replace("_", " "), plain_name(one["name"]), *one["names"])
    }


def measure_of(name: str) -> Measure | None:
    """Return the measure that goes by this name, also as LOINC writes it; None for an unknown one."""
    for candidate in dict.fromkeys((_flat(name), plain_name(name))):
        if key := _names().get(candidate):
            return measures()[key]
    return None


def plain_name(name: str) -> str:
    """Return a test's name without brackets, specimen and method: "Sodium [Moles/volume] in Blood" as "sodium"."""
    plain = " ".join(_BRACKETS.sub(" ", _flat(name)).split()).strip(" :,;*#-")
    other = _NOT_BLOOD.search(plain)
    if other:
        bare = re.sub(rf"\s*\b(?:in\s+)?{other[0]}\b(?:\s*(?:fluid|specimen))?\s*", " ", _METHOD.sub("", plain)).strip(
            " ,"
        )
        return f"{other[0]} {bare}"
    specimen = _SPECIMEN.search(plain)
    if specimen and _BLOOD.match(specimen["specimen"]):
        plain = plain[: specimen.start()]
    plain = _EDGES.sub("", _METHOD.sub("", plain))
    return " ".join(plain.replace(",", " ").split())


def _flat(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).lower().replace("–", "-").split())


def _measure(key: str, one: Mapping[str, Any], ranges: Mapping[str, Any], sources: Mapping[str, str]) -> Measure:
    low, high = one["plausible"]
    told = sources.get(ranges.get("source", ""), "")
    bands = {
        sex: _limits(ranges[name], told, ranges.get("unit", ""))
        for sex, name in (("", "band"), ("female", "female"), ("male", "male"))
        if name in ranges
    }
    critical = (
        _limits(ranges["critical"], sources[ranges["critical_source"]], ranges.get("critical_unit", ""))
        if "critical" in ranges
        else None
    )
    delta = ranges.get("delta")
    change = delta and Change(
        delta.get("rise"), delta.get("fall"), delta.get("percent"), delta.get("beyond", False), delta["days"],
        sources[delta["source"]],
    )  # fmt: skip
    return Measure(
        key, one["name"], one["loinc"], one["unit"], one.get("molar"), one.get("valence"), Limits(low, high),
        one.get("vital", False), bands, critical, change, one.get("otherwise", ""),
    )  # fmt: skip


def _limits(pair: list[float | str], source: str, unit: str) -> Limits:
    low, high = (float(end) if end != "" else None for end in pair)
    return Limits(low, high, source, unit)
