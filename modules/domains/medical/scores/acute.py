"""Scores of the acutely ill: SIRS, Glasgow Coma Scale, CURB-65, McIsaac, mean arterial pressure."""

from __future__ import annotations

from modules.domains.medical.scores.building import (
    age,
    band,
    choice,
    measured,
    number,
    points,
    yes_no,
)
from modules.domains.medical.scores.form import Answers, Found, Refusal, Score

_GROUP = "Acute illness"


def _sirs(given: Answers) -> Found:
    warmth, cells = given.number("temperature"), given.number("white_cells")
    breathing = given.number("respiratory_rate") > 20 or ("pco2" in given and given.number("pco2") < 32)
    bands = "bands" in given and given.number("bands") > 10
    parts = (
        ("Temperature above 38 or below 36 °C", int(warmth > 38 or warmth < 36)),
        ("Heart rate above 90", int(given.number("heart_rate") > 90)),
        ("Respiratory rate above 20, or pCO2 below 32 mmHg", int(breathing)),
        ("White cells above 12 or below 4, or more than 10 % bands", int(cells > 12 or cells < 4 or bands)),
    )
    return points(parts, lambda total: "SIRS criteria met (2 or more)" if total >= 2 else "SIRS criteria not met")


def _gcs(given: Answers) -> Found:
    parts = tuple(
        (title, float(given.choice(key))) for key, title in (("eyes", "Eyes"), ("verbal", "Verbal"), ("motor", "Motor"))
    )
    return points(
        parts, lambda total: band(total, (9, "Severe (3 to 8)"), (13, "Moderate (9 to 12)"), last="Mild (13 to 15)")
    )


def _curb65(given: Answers) -> Found:
    parts = (
        ("Confusion", int(given.yes("confusion"))),
        ("Urea above 7 mmol/L", int(given.number("urea") > 7)),
        ("Respiratory rate 30 or more", int(given.number("respiratory_rate") >= 30)),
        (
            "Systolic below 90 or diastolic 60 or less",
            int(given.number("systolic") < 90 or given.number("diastolic") <= 60),
        ),
        ("Age 65 or more", int(given.number("age") >= 65)),
    )
    return points(
        parts,
        lambda total: band(
            total,
            (2, "Low risk (30-day mortality 1.5 %)"),
            (3, "Intermediate risk (30-day mortality 9.2 %)"),
            last="High risk (30-day mortality 22 %)",
        ),
    )


def _mcisaac(given: Answers) -> Found:
    years = given.number("age")
    parts = (
        ("Temperature above 38 °C", int(given.yes("fever"))),
        ("No cough", int(not given.yes("cough"))),
        ("Tender anterior cervical nodes", int(given.yes("nodes"))),
        ("Tonsillar swelling or exudate", int(given.yes("tonsils"))),
        ("Age", 1 if years < 15 else 0 if years < 45 else -1),
    )
    return points(
        parts,
        lambda total: band(
            total,
            (1, "Risk of streptococcal infection 1 to 2.5 %"),
            (2, "Risk of streptococcal infection 5 to 10 %"),
            (3, "Risk of streptococcal infection 11 to 17 %"),
            (4, "Risk of streptococcal infection 28 to 35 %"),
            last="Risk of streptococcal infection 51 to 53 %",
        ),
    )


def mean_arterial_pressure(systolic: float, diastolic: float) -> float:
    """Return the mean arterial pressure in mmHg: a third of the pulse pressure above the diastolic.

    Source: the usual clinical estimate, e.g. Hall, Guyton and Hall Textbook of Medical Physiology, chapter 15.
    """
    return diastolic + (systolic - diastolic) / 3


def _map(given: Answers) -> Found:
    systolic, diastolic = given.number("systolic"), given.number("diastolic")
    if diastolic >= systolic:
        raise Refusal("The diastolic pressure is not below the systolic one.")
    mean = mean_arterial_pressure(systolic, diastolic)
    return Found(mean, f"{mean:.0f} mmHg")


SCORES: tuple[Score, ...] = (
    Score(
        "sirs",
        "SIRS criteria",
        _GROUP,
        "Systemic inflammatory response.",
        "Bone and others, ACCP/SCCM consensus conference, Chest 101 (1992) 1644-1655",
        (
            measured("temperature"),
            measured("heart_rate"),
            measured("respiratory_rate"),
            measured("pco2", optional=True),
            measured("white_cells"),
            number("bands", "Immature (band) forms", "%", 0, 100, optional=True),
        ),
        _sirs,
    ),
    Score(
        "gcs",
        "Glasgow Coma Scale",
        _GROUP,
        "Level of consciousness.",
        "Teasdale and Jennett, Lancet 304 (1974) 81-84; Teasdale and others, Lancet Neurology 13 (2014) 844-854",
        (
            choice(
                "eyes",
                "Eye opening",
                ("4", "4 spontaneous"),
                ("3", "3 to sound"),
                ("2", "2 to pressure"),
                ("1", "1 none"),
            ),
            choice(
                "verbal",
                "Verbal response",
                ("5", "5 orientated"),
                ("4", "4 confused"),
                ("3", "3 words"),
                ("2", "2 sounds"),
                ("1", "1 none"),
            ),
            choice(
                "motor",
                "Motor response",
                ("6", "6 obeys commands"),
                ("5", "5 localising"),
                ("4", "4 normal flexion"),
                ("3", "3 abnormal flexion"),
                ("2", "2 extension"),
                ("1", "1 none"),
            ),
        ),
        _gcs,
    ),
    Score(
        "curb65",
        "CURB-65",
        _GROUP,
        "Severity of community-acquired pneumonia.",
        "Lim and others, Thorax 58 (2003) 377-382",
        (
            yes_no(
                "confusion", "New confusion", about="Abbreviated mental test score of 8 or less, or new disorientation."
            ),
            number("urea", "Urea", "mmol/L", 0.3, 100, "urea_nitrogen", "urea"),
            measured("respiratory_rate"),
            measured("systolic"),
            measured("diastolic"),
            age(),
        ),
        _curb65,
    ),
    Score(
        "mcisaac",
        "Centor score, modified by McIsaac",
        _GROUP,
        "Streptococcal pharyngitis.",
        "McIsaac and others, CMAJ 163 (2000) 811-815; Centor and others, Medical Decision Making 1 (1981) 239-246",
        (
            age(3),
            yes_no("fever", "Temperature above 38 °C"),
            yes_no("cough", "Cough", chart=r"\bcough"),
            yes_no("nodes", "Tender anterior cervical nodes"),
            yes_no("tonsils", "Tonsillar swelling or exudate"),
        ),
        _mcisaac,
    ),
    Score(
        "map",
        "Mean arterial pressure",
        _GROUP,
        "From systolic and diastolic pressure.",
        "Guyton and Hall, Textbook of Medical Physiology, chapter 15: diastolic plus a third of the pulse pressure",
        (measured("systolic"), measured("diastolic")),
        _map,
    ),
)
