"""Computing a score in a test: numbers, yes or no, and choices by name."""

from __future__ import annotations

from modules.domains.medical.scores import SCORES, Given, Result, Score

BY_KEY = {score.key: score for score in SCORES}


def given(**inputs: float | str | bool | tuple[float, str]) -> dict[str, Given]:
    return {
        key: Given(value[0], value[1]) if isinstance(value, tuple) else Given(value) for key, value in inputs.items()
    }


def result(key: str, **inputs: float | str | bool | tuple[float, str]) -> Result:
    return BY_KEY[key].evaluate(given(**inputs))


def value(key: str, **inputs: float | str | bool | tuple[float, str]) -> float:
    found = result(key, **inputs).found
    assert found is not None, result(key, **inputs)
    return found.value


def score(key: str) -> Score:
    return BY_KEY[key]
