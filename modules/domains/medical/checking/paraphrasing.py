"""Whether a word of a draft only says in another way what the record says."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from modules.core.text import content_stems
from modules.domains.medical.checking.risks import clinical_list
from modules.domains.medical.fact import Fact


def said_otherwise(stem: str, known: frozenset[str]) -> bool:
    """Tell whether the record has a word that means nearly the same."""
    return any(stem in group and group & known for group in _groups())


def is_general(fact: Fact) -> bool:
    """Tell whether a problem's name describes rather than names a disease: "swelling", "poor appetite"."""
    stems = content_stems(fact.name)
    return bool(stems) and stems[-1] in _general()


def _stems(names: list[str]) -> frozenset[str]:
    return frozenset(stem for name in names for stem in content_stems(name))


@lru_cache(maxsize=1)
def _groups() -> tuple[frozenset[str], ...]:
    data: dict[str, Any] = clinical_list("alike")
    return tuple(_stems(group) for group in data["alike"])


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    return _stems(clinical_list("alike")["general"])
