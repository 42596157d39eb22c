"""Questionnaires about mood and anxiety: PHQ-9 and GAD-7."""

from __future__ import annotations

from modules.domains.medical.scores.building import (
    band,
    choice,
    points,
)
from modules.domains.medical.scores.form import Answers, Field, Found, Score

_GROUP = "Questionnaires"
_OFTEN = (("0", "Not at all"), ("1", "Several days"), ("2", "More than half the days"), ("3", "Nearly every day"))
_PHQ = (
    "Little interest or pleasure", "Feeling down, depressed or hopeless", "Trouble with sleep, or too much of it",
    "Tired, little energy", "Poor appetite or overeating", "Feeling bad about oneself", "Trouble concentrating",
    "Slowed down, or restless", "Thoughts of being better off dead, or of self-harm",
)  # fmt: skip
_GAD = (
    "Nervous, anxious or on edge", "Cannot stop or control worrying", "Worrying too much", "Trouble relaxing",
    "Restless", "Easily annoyed or irritable", "Afraid that something awful might happen",
)  # fmt: skip


def _fields(items: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(choice(f"item_{at}", f"{at}. {title}", *_OFTEN) for at, title in enumerate(items, 1))


def _summed(given: Answers, items: tuple[str, ...]) -> list[tuple[str, float]]:
    return [(title, float(given.choice(f"item_{at}"))) for at, title in enumerate(items, 1)]


def _phq_9(given: Answers) -> Found:
    parts = _summed(given, _PHQ)
    remarks = ["Item 9 is above zero: ask about the risk of suicide."] if parts[8][1] else []
    return points(
        parts,
        lambda total: band(
            total, (5, "Minimal (0 to 4)"), (10, "Mild (5 to 9)"), (15, "Moderate (10 to 14)"),
            (20, "Moderately severe (15 to 19)"), last="Severe (20 to 27)",
        ),
        *remarks,
    )  # fmt: skip


def _gad_7(given: Answers) -> Found:
    return points(
        _summed(given, _GAD),
        lambda total: band(
            total, (5, "Minimal (0 to 4)"), (10, "Mild (5 to 9)"), (15, "Moderate (10 to 14)"), last="Severe (15 to 21)"
        ),
    )


SCORES: tuple[Score, ...] = (
    Score(
        "phq_9",
        "PHQ-9",
        _GROUP,
        "Severity of depression over the last two weeks.",
        "Kroenke, Spitzer and Williams, Journal of General Internal Medicine 16 (2001) 606-613",
        _fields(_PHQ),
        _phq_9,
    ),
    Score(
        "gad_7",
        "GAD-7",
        _GROUP,
        "Severity of anxiety over the last two weeks.",
        "Spitzer and others, Archives of Internal Medicine 166 (2006) 1092-1097",
        _fields(_GAD),
        _gad_7,
    ),
)
