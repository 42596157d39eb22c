"""How much a fact matters, and which medicines belong together: knowledge from published lists, kept in data files."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from modules.core.text import content_stems
from modules.domains.medical.fact import Fact, Kind

_DATA = Path(__file__).resolve().parents[4] / "data" / "clinical_lists"
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?)")
_UNIT_SIGNS = str.maketrans({"µ": "u", "μ": "u", " ": "", "×": "", "x": "", "^": ""})
_NORMAL = re.compile(r"\b(?:normal|negative|unremarkable|within normal limits|wnl)\b", re.IGNORECASE)
_ABNORMAL = re.compile(r"\b(?:abnormal|high|low|elevated|raised|decreased|positive|critical)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DrugClass:
    """Medicines of one class.

    Attributes:
        alike: what an allergy to the class is called.
        members: names of its medicines.
        duplicate: whether two of them at a time are rarely meant.
        cross: classes that may react, too, each with how often.
    """

    name: str
    alike: frozenset[str]
    members: frozenset[str]
    duplicate: bool
    cross: Mapping[str, str]

    def holds(self, fact: Fact) -> bool:
        """Tell whether a fact names a medicine of the class."""
        return bool(_names(fact) & self.members)


@lru_cache(maxsize=1)
def drug_classes() -> tuple[DrugClass, ...]:
    """Return the classes that are known."""
    return tuple(
        DrugClass(
            name,
            frozenset(entry["alike"]),
            frozenset(entry["members"]),
            bool(entry.get("duplicate")),
            entry.get("cross", {}),
        )
        for name, entry in clinical_list("drug_classes").items()
    )


def high_alert(fact: Fact) -> str:
    """Return the class of high-alert medicines that a fact names one of; "" where it names none."""
    stems = [content_stems(name) for name in (fact.concept, fact.name)]
    return next(
        (name for name, medicines in _alert_stems() for one in medicines for said in stems if _contains(said, one)), ""
    )


def reacts(allergy: Fact, medicine: Fact) -> tuple[str, bool]:
    """Tell why a medicine may not suit somebody with an allergy.

    Returns:
        The reason, "" where there is none, and whether it is the substance or the class itself rather than a class
        that sometimes reacts, too.
    """
    if _names(allergy) & _names(medicine):
        return f"{medicine.name} is what the allergy is to", True
    for one in drug_classes():
        if not (_names(allergy) & (one.alike | one.members)):
            continue
        if one.holds(medicine):
            return f"{medicine.name} belongs, as {allergy.name} does, to the {one.name}", True
        for other in drug_classes():
            if other.name in one.cross and other.holds(medicine):
                return f"{medicine.name} belongs to the {other.name}: {one.cross[other.name]}", False
    return "", False


def red_flag(fact: Fact) -> bool:
    """Tell whether a problem points to an emergency."""
    stems = [content_stems(name) for name in (fact.concept, fact.name)]
    return fact.kind is Kind.PROBLEM and any(_contains(said, flag) for flag in _flag_stems() for said in stems)


def critical(fact: Fact) -> bool:
    """Tell whether a laboratory value is one that is told at once."""
    value = fact.measurement
    if fact.kind is not Kind.LAB or value is None or value.number is None:
        return False
    scales = next((scales for name, scales in _limits().items() if name in _names(fact)), [])
    unit = value.unit.lower().translate(_UNIT_SIGNS)
    known = [scale for scale in scales if scale["unit"].translate(_UNIT_SIGNS) == unit]
    return bool(scales) and all(_beyond(value.number, one) for one in known or (scales if not unit else [{}]))


def abnormal(fact: Fact) -> bool:
    """Tell whether a value is marked as abnormal or lies outside the range that is printed beside it."""
    value = fact.measurement
    if value is None:
        return False
    if value.flag:
        return not _NORMAL.search(value.flag)
    if value.number is not None and (printed := _RANGE.search(value.reference)):
        return not float(printed["low"]) <= value.number <= float(printed["high"])
    return bool(_ABNORMAL.search(value.value)) and not _NORMAL.search(value.value)


def _beyond(number: float, scale: Mapping[str, Any]) -> bool:
    return not scale.get("low", -math.inf) <= number <= scale.get("high", math.inf)


def _names(fact: Fact) -> frozenset[str]:
    return frozenset((fact.concept.lower(), fact.name.lower()))


def _contains(said: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return bool(wanted) and set(wanted) <= set(said)


def clinical_list(name: str) -> dict[str, Any]:
    """Return the content of one of the data files."""
    content: dict[str, Any] = yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=1)
def _alert_stems() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    return tuple(
        (name, tuple(map(content_stems, medicines))) for name, medicines in clinical_list("high_alert").items()
    )


@lru_cache(maxsize=1)
def _flag_stems() -> tuple[tuple[str, ...], ...]:
    return tuple(map(content_stems, clinical_list("red_flags")["symptoms"]))


@lru_cache(maxsize=1)
def _limits() -> dict[str, list[dict[str, Any]]]:
    limits: dict[str, list[dict[str, Any]]] = clinical_list("red_flags")["values"]
    return limits
