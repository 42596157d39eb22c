"""Kidney function and the body's size: eGFR, Cockcroft-Gault, FENa, body mass index, body surface area."""

from __future__ import annotations

import math

from modules.domains.medical.scores.building import (
    SEX,
    age,
    band,
    measured,
    number,
)
from modules.domains.medical.scores.form import Answers, Found, Score

_KIDNEY, _SIZE = "Kidney", "Body size"


def egfr_ckd_epi_2021(creatinine: float, years: float, *, female: bool) -> float:
    """Return the estimated glomerular filtration rate in mL/min/1.73 m².

    Source: Inker and others, "New creatinine- and cystatin C-based equations to estimate GFR without race", New England
    Journal of Medicine 385 (2021) 1737-1749; the equation with creatinine alone, in mg/dL, for adults.
    """
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    ratio = creatinine / kappa
    rate: float = 142 * min(ratio, 1) ** alpha * max(ratio, 1) ** -1.200 * 0.9938**years
    return rate * 1.012 if female else rate


def cockcroft_gault(creatinine: float, years: float, weight: float, *, female: bool) -> float:
    """Return the creatinine clearance in mL/min.

    Source: Cockcroft and Gault, Nephron 16 (1976) 31-41; creatinine in mg/dL, weight in kg, 0.85 for women.
    """
    clearance = (140 - years) * weight / (72 * creatinine)
    return clearance * 0.85 if female else clearance


def fractional_sodium_excretion(
    urine_sodium: float, sodium: float, urine_creatinine: float, creatinine: float
) -> float:
    """Return the fractional excretion of sodium in percent; both sodiums in one unit, and both creatinines.

    Source: Espinel, JAMA 236 (1976) 579-581.
    """
    return urine_sodium * creatinine / (sodium * urine_creatinine) * 100


def body_mass_index(weight: float, height: float) -> float:
    """Return the body mass index in kg/m²; weight in kg, height in cm.

    Source: World Health Organization, Technical Report Series 894 (2000).
    """
    return weight / (height / 100) ** 2


def mosteller(weight: float, height: float) -> float:
    """Return the body surface area in m²; weight in kg, height in cm.

    Source: Mosteller, New England Journal of Medicine 317 (1987) 1098.
    """
    return math.sqrt(weight * height / 3600)


def du_bois(weight: float, height: float) -> float:
    """Return the body surface area in m²; weight in kg, height in cm.

    Source: Du Bois and Du Bois, Archives of Internal Medicine 17 (1916) 863-871.
    """
    return float(0.007184 * weight**0.425 * height**0.725)


def _egfr(given: Answers) -> Found:
    rate = egfr_ckd_epi_2021(given.number("creatinine"), given.number("age"), female=given.is_female())
    whole = round(rate)
    stage = band(
        whole,
        (15, "G5, kidney failure"), (30, "G4, severely decreased"), (45, "G3b, moderately to severely decreased"),
        (60, "G3a, mildly to moderately decreased"), (90, "G2, mildly decreased"), last="G1, normal or high",
    )  # fmt: skip
    return Found(
        rate, f"{whole} mL/min/1.73 m²", f"KDIGO category {stage}",
        remarks=("It holds for a stable creatinine, not in acute kidney injury.",),
    )  # fmt: skip


def _cockcroft_gault(given: Answers) -> Found:
    rate = cockcroft_gault(
        given.number("creatinine"), given.number("age"), given.number("weight"), female=given.is_female()
    )
    return Found(
        rate, f"{rate:.0f} mL/min", remarks=("With the actual body weight; it holds for a stable creatinine.",)
    )


def _fena(given: Answers) -> Found:
    share = fractional_sodium_excretion(
        *(given.number(key) for key in ("urine_sodium", "sodium", "urine_creatinine", "creatinine"))
    )
    meaning = band(
        share, (1, "Below 1 %: points to prerenal azotaemia (in oliguria)"), (3, "Between 1 and 3 %: not decisive"),
        last="3 % or more: points to acute tubular necrosis (in oliguria)",
    )  # fmt: skip
    return Found(share, f"{share:.2g} %", meaning, remarks=("Diuretics make it unreliable.",))


def _bmi(given: Answers) -> Found:
    index = body_mass_index(given.number("weight"), given.number("height"))
    meaning = band(
        round(index, 1), (18.5, "Underweight"), (25, "Normal range"), (30, "Pre-obese"), (35, "Obese class I"),
        (40, "Obese class II"), last="Obese class III",
    )  # fmt: skip
    return Found(index, f"{index:.1f} kg/m²", meaning)


def _bsa(given: Answers) -> Found:
    weight, height = given.number("weight"), given.number("height")
    area, other = mosteller(weight, height), du_bois(weight, height)
    return Found(area, f"{area:.2f} m²", remarks=(f"By the formula of Du Bois: {other:.2f} m².",))


SCORES: tuple[Score, ...] = (
    Score(
        "egfr",
        "eGFR (CKD-EPI 2021)",
        _KIDNEY,
        "Estimated glomerular filtration rate of adults, from creatinine.",
        "Inker and others, New England Journal of Medicine 385 (2021) 1737-1749; categories: KDIGO 2024",
        (measured("creatinine"), age(), SEX),
        _egfr,
    ),
    Score(
        "cockcroft_gault",
        "Creatinine clearance (Cockcroft-Gault)",
        _KIDNEY,
        "For the dosing of medicines whose labels name it.",
        "Cockcroft and Gault, Nephron 16 (1976) 31-41",
        (measured("creatinine"), age(), measured("weight"), SEX),
        _cockcroft_gault,
    ),
    Score(
        "fena",
        "Fractional excretion of sodium",
        _KIDNEY,
        "Cause of acute kidney injury with oliguria.",
        "Espinel, JAMA 236 (1976) 579-581",
        (
            measured("urine_sodium"),
            measured("sodium"),
            measured("urine_creatinine"),
            measured("creatinine"),
        ),
        _fena,
    ),
    Score(
        "bmi",
        "Body mass index",
        _SIZE,
        "Weight for height of adults.",
        "World Health Organization, Technical Report Series 894, 2000",
        (measured("weight"), measured("height")),
        _bmi,
    ),
    Score(
        "bsa",
        "Body surface area (Mosteller, Du Bois)",
        _SIZE,
        "For the dosing of medicines by surface.",
        "Mosteller, New England Journal of Medicine 317 (1987) 1098; Du Bois, Arch Intern Med 17 (1916) 863",
        (number("weight", "Weight", "kg", 2, 400, "weight"), number("height", "Height", "cm", 40, 250, "height")),
        _bsa,
    ),
)
