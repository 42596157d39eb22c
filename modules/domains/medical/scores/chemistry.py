"""From laboratory values: anion gap, corrected calcium and sodium, osmolality, LDL cholesterol, HOMA-IR."""

from __future__ import annotations

from modules.domains.medical.scores.building import (
    measured,
    number,
)
from modules.domains.medical.scores.form import Answers, Found, Refusal, Score

_GROUP = "Laboratory"
_ALBUMIN = 4.0  # g/dL, taken as normal by the corrections below


def anion_gap(sodium: float, chloride: float, bicarbonate: float) -> float:
    """Return the anion gap without potassium, all in mmol/L.

    Source: Emmett and Narins, Medicine 56 (1977) 38-54.
    """
    return sodium - chloride - bicarbonate


def corrected_gap(gap: float, albumin: float) -> float:
    """Return the anion gap corrected for albumin (g/dL): 2.5 mmol/L for each g/dL below the normal 4.0.

    Source: Figge, Jabor, Kazda and Fencl, Critical Care Medicine 26 (1998) 1807-1810.
    """
    return gap + 2.5 * (_ALBUMIN - albumin)


def corrected_calcium(calcium: float, albumin: float) -> float:
    """Return the total calcium (mg/dL) corrected for albumin (g/dL).

    Source: after Payne and others, British Medical Journal 4 (1973) 643-646: 0.8 mg/dL for each g/dL below 4.0.
    """
    return calcium + 0.8 * (_ALBUMIN - albumin)


def corrected_sodium(sodium: float, glucose: float, factor: float = 1.6) -> float:
    """Return the sodium (mmol/L) expected at a glucose of 100 mg/dL.

    Source: Katz, New England Journal of Medicine 289 (1973) 843-844 (1.6 for each 100 mg/dL); Hillier, Abbott and
    Barrett, American Journal of Medicine 106 (1999) 399-403 (2.4).
    """
    return sodium + factor * (glucose - 100) / 100


def osmolality(sodium: float, glucose: float, urea: float) -> float:
    """Return the calculated osmolality in mOsm/kg, all in mmol/L.

    Source: Smithline and Gardner, JAMA 236 (1976) 1594-1597: twice the sodium, plus glucose, plus urea.
    """
    return 2 * sodium + glucose + urea


def friedewald(total: float, hdl: float, triglycerides: float) -> float:
    """Return the LDL cholesterol in mg/dL, for triglycerides below 400 mg/dL.

    Source: Friedewald, Levy and Fredrickson, Clinical Chemistry 18 (1972) 499-502.
    """
    return total - hdl - triglycerides / 5


def sampson(total: float, hdl: float, triglycerides: float) -> float:
    """Return the LDL cholesterol in mg/dL, for triglycerides up to 800 mg/dL.

    Source: Sampson and others, JAMA Cardiology 5 (2020) 540-548, equation 2.
    """
    other = total - hdl
    fat = triglycerides / 8.56 + triglycerides * other / 2140 - triglycerides**2 / 16100
    return total / 0.948 - hdl / 0.971 - fat - 9.44


def homa_ir(glucose: float, insulin: float) -> float:
    """Return the HOMA index of insulin resistance; fasting glucose in mmol/L, fasting insulin in mIU/L.

    Source: Matthews and others, Diabetologia 28 (1985) 412-419.
    """
    return glucose * insulin / 22.5


def _anion_gap(given: Answers) -> Found:
    gap = anion_gap(*(given.number(key) for key in ("sodium", "chloride", "bicarbonate")))
    remarks = ["What is normal depends on the analyser: compare with the laboratory's own range."]
    if "albumin" in given:
        remarks.insert(0, f"Corrected for albumin: {corrected_gap(gap, given.number('albumin')):.1f} mmol/L.")
    return Found(gap, f"{gap:.1f} mmol/L", remarks=tuple(remarks))


def _corrected_calcium(given: Answers) -> Found:
    value = corrected_calcium(given.number("calcium"), given.number("albumin"))
    remark = "An ionised calcium is more reliable, above all in the critically ill."
    return Found(value, f"{value:.1f} mg/dL ({value / 4.0078:.2f} mmol/L)", remarks=(remark,))


def _corrected_sodium(given: Answers) -> Found:
    sodium, glucose = given.number("sodium"), given.number("glucose")
    if glucose < 100:
        raise Refusal("The correction is for a glucose above 100 mg/dL (5.6 mmol/L).")
    value, other = corrected_sodium(sodium, glucose), corrected_sodium(sodium, glucose, 2.4)
    return Found(value, f"{value:.1f} mmol/L", remarks=(f"With the factor of Hillier (2.4): {other:.1f} mmol/L.",))


def _osmolality(given: Answers) -> Found:
    value = osmolality(*(given.number(key) for key in ("sodium", "glucose", "urea")))
    if "osmolality" not in given:
        return Found(value, f"{value:.0f} mOsm/kg")
    gap = given.number("osmolality") - value
    meaning = "Osmolal gap raised (above 10)" if gap > 10 else "Osmolal gap not raised (10 or less)"
    return Found(value, f"{value:.0f} mOsm/kg", meaning, remarks=(f"Osmolal gap: {gap:.0f} mOsm/kg.",))


def _ldl(given: Answers) -> Found:
    total, hdl, fat = (given.number(key) for key in ("total_cholesterol", "hdl", "triglycerides"))
    if hdl >= total:
        raise Refusal("HDL cholesterol is not below total cholesterol.")
    if fat > 800:
        raise Refusal("Triglycerides are above 800 mg/dL (9.0 mmol/L): neither equation holds.")
    value = sampson(total, hdl, fat)
    older = (
        f"By Friedewald: {friedewald(total, hdl, fat):.0f} mg/dL."
        if fat < 400
        else "Friedewald's equation does not hold from triglycerides of 400 mg/dL."
    )
    if value <= 0:
        raise Refusal("The equation gives no positive LDL cholesterol for these values.")
    return Found(value, f"{value:.0f} mg/dL ({value * 10 / 386.65:.2f} mmol/L)", remarks=("By Sampson.", older))


def _homa_ir(given: Answers) -> Found:
    value = homa_ir(given.number("glucose"), given.number("insulin"))
    return Found(
        value, f"{value:.1f}", remarks=("Cut-offs differ between populations and assays; none is given here.",)
    )


SCORES: tuple[Score, ...] = (
    Score(
        "anion_gap",
        "Anion gap",
        _GROUP,
        "Metabolic acidosis; with albumin also corrected.",
        "Emmett and Narins, Medicine 56 (1977) 38-54; Figge and others, Critical Care Medicine 26 (1998) 1807-1810",
        (measured("sodium"), measured("chloride"), measured("bicarbonate"), measured("albumin", optional=True)),
        _anion_gap,
    ),
    Score(
        "corrected_calcium",
        "Calcium, corrected for albumin",
        _GROUP,
        "Total calcium at a normal albumin of 4.0 g/dL.",
        "Payne and others, British Medical Journal 4 (1973) 643-646",
        (measured("calcium"), measured("albumin")),
        _corrected_calcium,
    ),
    Score(
        "corrected_sodium",
        "Sodium, corrected for glucose",
        _GROUP,
        "Sodium expected at a normal glucose.",
        "Katz, New England Journal of Medicine 289 (1973) 843-844; Hillier and others, Am J Med 106 (1999) 399-403",
        (measured("sodium"), number("glucose", "Glucose", "mg/dL", 10, 2000, "glucose", "fasting_glucose")),
        _corrected_sodium,
    ),
    Score(
        "osmolality",
        "Osmolality, calculated, and osmolal gap",
        _GROUP,
        "The gap is given where the measured osmolality is known.",
        "Smithline and Gardner, JAMA 236 (1976) 1594-1597",
        (
            measured("sodium"),
            number("glucose", "Glucose", "mmol/L", 0.5, 111, "glucose", "fasting_glucose"),
            number("urea", "Urea", "mmol/L", 0.3, 100, "urea_nitrogen", "urea"),
            measured("osmolality", optional=True),
        ),
        _osmolality,
    ),
    Score(
        "ldl",
        "LDL cholesterol, calculated (Sampson, Friedewald)",
        _GROUP,
        "From total cholesterol, HDL cholesterol and triglycerides.",
        "Sampson and others, JAMA Cardiology 5 (2020) 540-548; Friedewald and others, Clin Chem 18 (1972) 499-502",
        (measured("total_cholesterol"), measured("hdl"), measured("triglycerides")),
        _ldl,
    ),
    Score(
        "homa_ir",
        "HOMA-IR",
        _GROUP,
        "Insulin resistance, from fasting glucose and insulin.",
        "Matthews and others, Diabetologia 28 (1985) 412-419",
        (
            number("glucose", "Glucose, fasting", "mmol/L", 2, 25, "fasting_glucose"),
            number("insulin", "Insulin, fasting", "mIU/L", 0.2, 300, "insulin"),
        ),
        _homa_ir,
    ),
)
