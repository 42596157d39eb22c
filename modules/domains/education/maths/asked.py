"""The ways in with JSON on both sides, so that they can run in another process that is stopped when it takes too long.

`modules/adapters` has what runs a function by its path under limits; this module's functions are made for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from modules.domains.education.maths import comparing, sampling, solving, steps


def compare(given: str, key: str, tolerance: float = 0.0) -> dict[str, Any]:
    """Return the fields of a `Verdict`; see `comparing.compare`."""
    return asdict(comparing.compare(given, key, tolerance=tolerance))


def verify_steps(problem: str, lines: Sequence[str]) -> list[dict[str, Any]]:
    """Return the fields of each `StepVerdict`; see `steps.verify_steps`."""
    return [asdict(verdict) for verdict in steps.verify_steps(problem, lines)]


def solve(problem: str) -> dict[str, Any]:
    """Return the fields of a `Solution`; see `solving.solve`."""
    return asdict(solving.solve(problem))


def sample(expression: str, variable: str, low: float, high: float, count: int = 200) -> list[list[float | None]]:
    """Return pairs [x, y], y None where there is no value; see `sampling.sample`."""
    return [[x, y] for x, y in sampling.sample(expression, variable, low, high, count)]
