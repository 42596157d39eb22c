"""Clots: the scores of Wells for deep vein thrombosis and pulmonary embolism."""

from __future__ import annotations

from modules.domains.medical.scores.building import (
    counted,
    measured,
    points,
    yes_no,
)
from modules.domains.medical.scores.form import Answers, Field, Found, Score

_GROUP = "Heart and vessels"

_DVT: tuple[tuple[str, str, float, str], ...] = (
    ("cancer", "Active cancer", 1, "Treatment ongoing, within 6 months, or palliative."),
    ("paralysis", "Paralysis, paresis or recent plaster of a leg", 1, ""),
    ("bedridden", "Bedridden for 3 days, or major surgery within 12 weeks", 1, ""),
    ("tender", "Tenderness along the deep veins", 1, ""),
    ("leg", "Entire leg swollen", 1, ""),
    ("calf", "Calf more than 3 cm larger than the other", 1, "Measured 10 cm below the tibial tuberosity."),
    ("pitting", "Pitting oedema, confined to that leg", 1, ""),
    ("collateral", "Collateral superficial veins (not varicose)", 1, ""),
    ("previous", "Previous documented DVT", 1, ""),
    ("alternative", "Another diagnosis at least as likely", -2, ""),
)
_PE: tuple[tuple[str, str, float, str], ...] = (
    ("dvt", "Clinical signs of DVT", 3, ""),
    ("likely", "PE the likeliest diagnosis", 3, "No alternative is more likely."),
    ("immobile", "Immobile for 3 days, or surgery within 4 weeks", 1.5, ""),
    ("previous", "Previous DVT or PE", 1.5, ""),
    ("haemoptysis", "Haemoptysis", 1, ""),
    ("cancer", "Malignancy", 1, "Treated within 6 months, or palliative."),
)


def _wells_dvt(given: Answers) -> Found:
    parts = counted(given, *((key, title, weight) for key, title, weight, _ in _DVT))
    return points(parts, lambda total: "DVT likely (2 or more)" if total >= 2 else "DVT unlikely (below 2)")


def _wells_pe(given: Answers) -> Found:
    parts = counted(given, *((key, title, weight) for key, title, weight, _ in _PE))
    parts.append(("Heart rate above 100", 1.5 if given.number("heart_rate") > 100 else 0))
    return points(parts, lambda total: "PE likely (above 4)" if total > 4 else "PE unlikely (4 or less)")


def _asked(items: tuple[tuple[str, str, float, str], ...]) -> tuple[Field, ...]:
    return tuple(yes_no(key, title, about=about) for key, title, _, about in items)


SCORES: tuple[Score, ...] = (
    Score(
        "wells_dvt",
        "Wells score, deep vein thrombosis",
        _GROUP,
        "Probability before testing.",
        "Wells and others, New England Journal of Medicine 349 (2003) 1227-1235",
        _asked(_DVT),
        _wells_dvt,
    ),
    Score(
        "wells_pe",
        "Wells score, pulmonary embolism",
        _GROUP,
        "Probability before testing.",
        "Wells and others, Thrombosis and Haemostasis 83 (2000) 416-420",
        (*_asked(_PE), measured("heart_rate")),
        _wells_pe,
    ),
)
