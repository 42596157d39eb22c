"""Liver: MELD, MELD-Na, MELD 3.0, Child-Pugh, FIB-4."""

from __future__ import annotations

import math

from modules.domains.medical.scores.building import (
    SEX,
    age,
    band,
    choice,
    measured,
    number,
    points,
    yes_no,
)
from modules.domains.medical.scores.form import Answers, Found, Score

_GROUP = "Liver"
_LEAST, _MOST = 6, 40


def meld(creatinine: float, bilirubin: float, inr: float, *, dialysis: bool) -> int:
    """Return the MELD score before sodium; creatinine and bilirubin in mg/dL.

    Source: OPTN policy 9 (2016): values below 1 count as 1, creatinine at most 4.0, 4.0 under dialysis (twice within a
    week); the sum is rounded to one decimal and multiplied by ten. After Kamath and others, Hepatology 33 (2001) 464.
    """
    creatinine = 4.0 if dialysis else min(max(creatinine, 1.0), 4.0)
    logs = (0.957 * math.log(creatinine), 0.378 * math.log(max(bilirubin, 1.0)), 1.120 * math.log(max(inr, 1.0)))
    return min(max(_half_up((sum(logs) + 0.643) * 10), _LEAST), _MOST)


def meld_na(initial: int, sodium: float) -> int:
    """Return the MELD score with sodium (mmol/L, at least 125 and at most 137), from the MELD score before it.

    Source: OPTN policy 9 (2016): the term of sodium is added where the initial score is above 11. After Kim and others,
    New England Journal of Medicine 359 (2008) 1018-1026.
    """
    lack = 137 - min(max(sodium, 125.0), 137.0)
    score = initial + 1.32 * lack - 0.033 * initial * lack if initial > 11 else initial
    return min(max(_half_up(score), _LEAST), _MOST)


def meld_3(
    creatinine: float, bilirubin: float, inr: float, sodium: float, albumin: float, *, female: bool, dialysis: bool
) -> int:
    """Return the MELD 3.0 score; creatinine and bilirubin in mg/dL, sodium in mmol/L, albumin in g/dL.

    Source: Kim and others, "MELD 3.0: the Model for End-Stage Liver Disease updated for the modern era",
    Gastroenterology 161 (2021) 1887-1895. Bounds: creatinine 1.0-3.0 (3.0 under dialysis), bilirubin and INR from 1.0,
    sodium 125-137, albumin 1.5-3.5.
    """
    cr = math.log(3.0 if dialysis else min(max(creatinine, 1.0), 3.0))
    bili, clotting = math.log(max(bilirubin, 1.0)), math.log(max(inr, 1.0))
    lack = 137 - min(max(sodium, 125.0), 137.0)
    low = 3.5 - min(max(albumin, 1.5), 3.5)
    score = (
        4.56 * bili + 0.82 * lack - 0.24 * lack * bili + 9.09 * clotting + 11.14 * cr + 1.85 * low - 1.83 * low * cr + 6
    )
    return min(max(_half_up(score + (1.33 if female else 0)), _LEAST), _MOST)


def _half_up(number: float) -> int:
    return math.floor(number + 0.5)


def fib_4(years: float, ast: float, alt: float, platelets: float) -> float:
    """Return the FIB-4 index; enzymes in U/L, platelets in 10^9/L.

    Source: Sterling and others, Hepatology 43 (2006) 1317-1325.
    """
    return years * ast / (platelets * math.sqrt(alt))


def _initial(given: Answers) -> int:
    return meld(
        given.number("creatinine"), given.number("bilirubin"), given.number("inr"), dialysis=given.yes("dialysis")
    )


def _meld(given: Answers) -> Found:
    score = _initial(given)
    died = band(score, (10, "1.9 %"), (20, "6.0 %"), (30, "19.6 %"), (40, "52.6 %"), last="71.3 %")
    return Found(score, str(score), f"3-month mortality on the waiting list {died} (Wiesner 2003)")


def _meld_na(given: Answers) -> Found:
    initial = _initial(given)
    score = meld_na(initial, given.number("sodium"))
    return Found(score, str(score), remarks=(f"Before sodium: MELD {initial}.",))


def _meld_3(given: Answers) -> Found:
    score = meld_3(
        *(given.number(key) for key in ("creatinine", "bilirubin", "inr", "sodium", "albumin")),
        female=given.is_female(), dialysis=given.yes("dialysis"),
    )  # fmt: skip
    return Found(score, str(score))


def _child_pugh(given: Answers) -> Found:
    bilirubin, albumin, inr = (given.number(key) for key in ("bilirubin", "albumin", "inr"))
    parts = (
        ("Bilirubin", 1 if bilirubin < 2 else 2 if bilirubin <= 3 else 3),
        ("Albumin", 1 if albumin > 3.5 else 2 if albumin >= 2.8 else 3),
        ("INR", 1 if inr < 1.7 else 2 if inr <= 2.3 else 3),
        ("Ascites", float(given.choice("ascites"))),
        ("Encephalopathy", float(given.choice("encephalopathy"))),
    )
    return points(
        parts, lambda total: band(total, (7, "Class A (5 to 6)"), (10, "Class B (7 to 9)"), last="Class C (10 to 15)")
    )


def _fib_4(given: Answers) -> Found:
    index = fib_4(*(given.number(key) for key in ("age", "ast", "alt", "platelets")))
    shown = round(index, 2)
    meaning = band(
        shown, (1.45, "Below 1.45: advanced fibrosis unlikely"), (3.26, "Between 1.45 and 3.25: indeterminate"),
        last="Above 3.25: advanced fibrosis likely",
    )  # fmt: skip
    return Found(index, f"{index:.2f}", meaning, remarks=("Published for ages 35 to 65; less reliable outside.",))


_DIALYSIS = yes_no(
    "dialysis", "Dialysis", about="At least twice within the last week, or 24 hours of continuous treatment."
)
_BASE = (measured("creatinine"), measured("bilirubin"), measured("inr"), _DIALYSIS)
SCORES: tuple[Score, ...] = (
    Score(
        "meld",
        "MELD",
        _GROUP,
        "Severity of end-stage liver disease, before sodium.",
        "OPTN policy 9 (2016); Kamath and others, Hepatology 33 (2001) 464-470; mortality: Wiesner and others, "
        "Gastroenterology 124 (2003) 91-96",
        _BASE,
        _meld,
    ),
    Score(
        "meld_na",
        "MELD-Na",
        _GROUP,
        "Severity of end-stage liver disease, with sodium.",
        "OPTN policy 9 (2016); Kim and others, New England Journal of Medicine 359 (2008) 1018-1026",
        (*_BASE, measured("sodium")),
        _meld_na,
    ),
    Score(
        "meld_3",
        "MELD 3.0",
        _GROUP,
        "Severity of end-stage liver disease, with sodium, albumin and sex.",
        "Kim and others, Gastroenterology 161 (2021) 1887-1895",
        (*_BASE, measured("sodium"), measured("albumin"), SEX),
        _meld_3,
    ),
    Score(
        "child_pugh",
        "Child-Pugh",
        _GROUP,
        "Severity of cirrhosis.",
        "Pugh and others, British Journal of Surgery 60 (1973) 646-649, with INR for the prothrombin time",
        (
            measured("bilirubin"),
            measured("albumin"),
            measured("inr"),
            choice("ascites", "Ascites", ("1", "None"), ("2", "Mild, or controlled"), ("3", "Moderate to severe")),
            choice("encephalopathy", "Encephalopathy", ("1", "None"), ("2", "Grade 1 to 2"), ("3", "Grade 3 to 4")),
        ),
        _child_pugh,
    ),
    Score(
        "fib_4",
        "FIB-4",
        _GROUP,
        "Advanced fibrosis in chronic liver disease.",
        "Sterling and others, Hepatology 43 (2006) 1317-1325",
        (age(), measured("ast"), measured("alt"), number("platelets", "Platelets", "10^9/L", 1, 4000, "platelets")),
        _fib_4,
    ),
)
