"""Warnings at the bedside: NEWS2 and qSOFA."""

from __future__ import annotations

from modules.domains.medical.scores.building import (
    choice,
    measured,
    points,
    yes_no,
)
from modules.domains.medical.scores.form import Answers, Found, Score

_GROUP = "Acute illness"


def news2(
    respiratory_rate: float,
    saturation: float,
    systolic: float,
    heart_rate: float,
    temperature: float,
    *,
    oxygen: bool,
    alert: bool,
    scale_2: bool = False,
) -> tuple[tuple[str, int], ...]:
    """Return the points of the National Early Warning Score 2, item by item.

    Source: Royal College of Physicians, National Early Warning Score (NEWS) 2, London 2017, chart 1. Scale 2 of the
    saturation is for hypercapnic respiratory failure with a target of 88-92 %. "Alert" excludes new confusion.

    Args:
        respiratory_rate: a minute.
        heart_rate: a minute.
        saturation: percent.
        systolic: mmHg.
        temperature: °C; the chart has one decimal, and is read so.
        oxygen: given any supplemental oxygen.
        alert: A of ACVPU; False for new confusion, voice, pain or unresponsive.
        scale_2: the clinician has chosen the second scale.
    """
    breaths, sats, pressure, pulse = (round(one) for one in (respiratory_rate, saturation, systolic, heart_rate))
    warmth = round(temperature, 1)
    return (
        ("Respiratory rate", _steps(breaths, (9, 3), (12, 1), (21, 0), (25, 2), last=3)),
        ("Oxygen saturation", _saturation(sats, oxygen=oxygen, scale_2=scale_2)),
        ("Supplemental oxygen", 2 if oxygen else 0),
        ("Systolic blood pressure", _steps(pressure, (91, 3), (101, 2), (111, 1), (220, 0), last=3)),
        ("Heart rate", _steps(pulse, (41, 3), (51, 1), (91, 0), (111, 1), (131, 2), last=3)),
        ("Consciousness", 0 if alert else 3),
        ("Temperature", _steps(warmth, (35.05, 3), (36.05, 1), (38.05, 0), (39.05, 1), last=2)),
    )


def _saturation(sats: float, *, oxygen: bool, scale_2: bool) -> int:
    if not scale_2:
        return _steps(sats, (92, 3), (94, 2), (96, 1), last=0)
    if sats >= 93 and oxygen:
        return _steps(sats, (95, 1), (97, 2), last=3)
    return _steps(sats, (84, 3), (86, 2), (88, 1), last=0)


def _steps(value: float, *steps: tuple[float, int], last: int) -> int:
    return next((count for limit, count in steps if value < limit), last)


def _news2(given: Answers) -> Found:
    parts = news2(
        given.number("respiratory_rate"),
        given.number("oxygen_saturation"),
        given.number("systolic"),
        given.number("heart_rate"),
        given.number("temperature"),
        oxygen=given.yes("oxygen"),
        alert=given.choice("consciousness") == "alert",
        scale_2=given.choice("scale") == "2",
    )
    red = any(count == 3 for _, count in parts)

    def meaning(total: float) -> str:
        if total >= 7:
            return "High clinical risk: emergency response"
        if total >= 5:
            return "Medium clinical risk: urgent response"
        if red:
            return "Low to medium clinical risk (3 in one parameter): urgent ward-based response"
        return "Low clinical risk: ward-based response"

    return points(parts, meaning)


def _qsofa(given: Answers) -> Found:
    parts = (
        ("Respiratory rate 22 or more", int(given.number("respiratory_rate") >= 22)),
        ("Systolic blood pressure 100 or less", int(given.number("systolic") <= 100)),
        ("Altered mentation", int(given.yes("altered"))),
    )
    return points(
        parts,
        lambda total: (
            "Positive: higher risk of a poor outcome in suspected infection" if total >= 2 else "Negative (below 2)"
        ),
    )


_CONSCIOUS = choice(
    "consciousness",
    "Consciousness (ACVPU)",
    ("alert", "Alert"),
    ("confusion", "New confusion"),
    ("voice", "Responds to voice"),
    ("pain", "Responds to pain"),
    ("unresponsive", "Unresponsive"),
)
SCORES: tuple[Score, ...] = (
    Score(
        "news2",
        "NEWS2",
        _GROUP,
        "Early warning of deterioration in adults (16 or older, not pregnant).",
        "Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017",
        (
            measured("respiratory_rate"),
            measured("oxygen_saturation"),
            choice(
                "scale",
                "Saturation scale",
                ("1", "Scale 1"),
                ("2", "Scale 2 (target 88-92 %)"),
                about="Scale 2 only where a clinician has set a target of 88-92 % for hypercapnic respiratory failure.",
            ),
            yes_no("oxygen", "Supplemental oxygen"),
            measured("systolic"),
            measured("heart_rate"),
            _CONSCIOUS,
            measured("temperature"),
        ),
        _news2,
    ),
    Score(
        "qsofa",
        "qSOFA",
        _GROUP,
        "Bedside criteria for suspected infection.",
        "Singer and others, Sepsis-3, JAMA 315 (2016) 801-810",
        (
            measured("respiratory_rate"),
            measured("systolic"),
            yes_no("altered", "Altered mentation", about="Glasgow Coma Scale below 15."),
        ),
        _qsofa,
    ),
)
