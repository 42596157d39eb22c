"""Heart and vessels: CHA2DS2-VASc, HAS-BLED, HEART, ABCD2, QTc."""

from __future__ import annotations

from modules.domains.medical.scores.building import (
    SEX,
    age,
    band,
    choice,
    counted,
    measured,
    number,
    points,
    yes_no,
)
from modules.domains.medical.scores.form import Answers, Found, Score

_GROUP = "Heart and vessels"
_FAILURE = r"heart failure|\bh[rmp]?f[rmp]?ef\b|\bchf\b|cardiomyopathy|lv dysfunction"
_VASCULAR = r"myocardial infarct|peripheral (?:arter|vascular)|aortic plaque|\bpad\b|\bn?stemi\b"
_STROKE = r"\bstrokes?\b|\bcva\b|\btia\b|transient isch|thromboembol|cerebral infarct"
_HYPERTENSION = r"(?<!pulmonary )(?<!portal )(?<!ocular )(?<!intracranial )\bhypertension\b|\bhtn\b|high blood pressure"
_DIABETES = r"\bdiabetes(?! insipidus)|\bdiabetic\b|\bt[12]dm\b|\bdm ?(?:2|ii|type)"


def _cha2ds2_vasc(given: Answers) -> Found:
    years, female = given.number("age"), given.is_female()
    parts = [
        *counted(given, ("failure", "Heart failure", 1), ("hypertension", "Hypertension", 1)),
        ("Age", 2 if years >= 75 else 1 if years >= 65 else 0),
        *counted(given, ("diabetes", "Diabetes", 1), ("stroke", "Stroke, TIA or thromboembolism", 2)),
        *counted(given, ("vascular", "Vascular disease", 1)),
        ("Female sex", int(female)),
    ]

    def meaning(total: float) -> str:
        other = total - female
        if other >= 2:
            return "Oral anticoagulation recommended (ESC 2020)"
        return (
            "Oral anticoagulation should be considered (ESC 2020)"
            if other == 1
            else "Low risk: no antithrombotic therapy (ESC 2020)"
        )

    return points(parts, meaning)


def _has_bled(given: Answers) -> Found:
    parts = [
        *counted(given, ("pressure", "Systolic above 160 mmHg", 1), ("renal", "Abnormal kidney function", 1)),
        *counted(given, ("liver", "Abnormal liver function", 1), ("stroke", "Stroke", 1), ("bleeding", "Bleeding", 1)),
        *counted(given, ("inr", "Labile INR", 1)),
        ("Age above 65", int(given.number("age") > 65)),
        *counted(given, ("drugs", "Antiplatelets or NSAIDs", 1), ("alcohol", "Alcohol", 1)),
    ]
    return points(parts, lambda total: "High risk of bleeding (3 or more)" if total >= 3 else "Not high (below 3)")


def _heart(given: Answers) -> Found:
    years = given.number("age")
    parts = [
        *((title, float(given.choice(key))) for key, title in (("history", "History"), ("ecg", "ECG"))),
        ("Age", 0 if years < 45 else 1 if years < 65 else 2),
        *((title, float(given.choice(key))) for key, title in (("risk", "Risk factors"), ("troponin", "Troponin"))),
    ]
    return points(
        parts,
        lambda total: band(
            total,
            (4, "Low: major cardiac event within 6 weeks in 1.7 %"),
            (7, "Intermediate: in 16.6 %"),
            last="High: in 50.1 %",
        ),
    )


def _abcd2(given: Answers) -> Found:
    raised = given.number("systolic") >= 140 or given.number("diastolic") >= 90
    minutes = given.number("duration")
    parts = [
        ("Age 60 or more", int(given.number("age") >= 60)),
        ("Blood pressure 140/90 or more", int(raised)),
        ("Clinical features", {"weakness": 2, "speech": 1, "other": 0}[given.choice("features")]),
        ("Duration", 2 if minutes >= 60 else 1 if minutes >= 10 else 0),
        *counted(given, ("diabetes", "Diabetes", 1)),
    ]
    return points(
        parts,
        lambda total: band(
            total, (4, "Low: stroke within 2 days in 1.0 %"), (6, "Moderate: in 4.1 %"), last="High: in 8.1 %"
        ),
    )


def bazett(qt: float, rate: float) -> float:
    """Return the QT interval corrected for the heart rate, in the unit of `qt`.

    Source: Bazett, Heart 7 (1920) 353-370: QT divided by the square root of the RR interval in seconds.
    """
    return float(qt / (60 / rate) ** 0.5)


def fridericia(qt: float, rate: float) -> float:
    """Return the QT interval corrected for the heart rate, in the unit of `qt`.

    Source: Fridericia, Acta Medica Scandinavica 53 (1920) 469-486: QT divided by the cube root of the RR interval.
    """
    return float(qt / (60 / rate) ** (1 / 3))


def _qtc(given: Answers) -> Found:
    qt, rate = given.number("qt"), given.number("heart_rate")
    corrected, other = fridericia(qt, rate), bazett(qt, rate)
    limit = 460 if given.is_female() else 450
    meaning = f"Prolonged ({limit} ms or more)" if round(corrected) >= limit else f"Not prolonged (below {limit} ms)"
    return Found(
        corrected,
        f"{corrected:.0f} ms",
        f"{meaning}, by Fridericia",
        remarks=(f"By Bazett: {other:.0f} ms; it overcorrects at fast and slow rates.",),
    )


SCORES: tuple[Score, ...] = (
    Score(
        "cha2ds2_vasc",
        "CHA2DS2-VASc",
        _GROUP,
        "Risk of stroke in atrial fibrillation.",
        "Lip and others, Chest 137 (2010) 263-272; recommendation: ESC guidelines on atrial fibrillation 2020",
        (
            yes_no("failure", "Heart failure", chart=_FAILURE),
            yes_no("hypertension", "Hypertension", chart=_HYPERTENSION),
            age(),
            yes_no("diabetes", "Diabetes", chart=_DIABETES),
            yes_no("stroke", "Stroke, TIA or thromboembolism", chart=_STROKE),
            yes_no(
                "vascular",
                "Vascular disease",
                chart=_VASCULAR,
                about="Previous myocardial infarction, peripheral artery disease or aortic plaque.",
            ),
            SEX,
        ),
        _cha2ds2_vasc,
    ),
    Score(
        "has_bled",
        "HAS-BLED",
        _GROUP,
        "Risk of major bleeding under anticoagulation for atrial fibrillation.",
        "Pisters and others, Chest 138 (2010) 1093-1100",
        (
            yes_no("pressure", "Uncontrolled hypertension", about="Systolic above 160 mmHg."),
            yes_no(
                "renal",
                "Abnormal kidney function",
                about="Dialysis, transplant, or creatinine from 200 µmol/L (2.26 mg/dL).",
            ),
            yes_no(
                "liver",
                "Abnormal liver function",
                about="Cirrhosis, or bilirubin twice and enzymes three times the limit.",
            ),
            yes_no("stroke", "Stroke", chart=r"\bstrokes?\b|\bcva\b|cerebral infarct"),
            yes_no(
                "bleeding", "Bleeding history or predisposition", about="Major bleeding, anaemia, bleeding diathesis."
            ),
            yes_no("inr", "Labile INR", about="Time in range below 60 %; no where no vitamin K antagonist is taken."),
            age(),
            yes_no("drugs", "Antiplatelets or NSAIDs"),
            yes_no("alcohol", "Alcohol", about="8 or more drinks a week."),
        ),
        _has_bled,
    ),
    Score(
        "heart",
        "HEART score",
        _GROUP,
        "Chest pain in the emergency department.",
        "Backus and others, International Journal of Cardiology 168 (2013) 2153-2158",
        (
            choice(
                "history",
                "History",
                ("0", "Slightly suspicious"),
                ("1", "Moderately suspicious"),
                ("2", "Highly suspicious"),
            ),
            choice(
                "ecg",
                "ECG",
                ("0", "Normal"),
                ("1", "Non-specific repolarisation disturbance"),
                ("2", "Significant ST deviation"),
            ),
            age(),
            choice(
                "risk",
                "Risk factors",
                ("0", "None known"),
                ("1", "1 or 2"),
                ("2", "3 or more, or atherosclerotic disease"),
                about="Hypercholesterolaemia, hypertension, diabetes, smoking, family history, obesity.",
            ),
            choice(
                "troponin",
                "Troponin",
                ("0", "Normal"),
                ("1", "1 to 3 times the limit"),
                ("2", "More than 3 times the limit"),
            ),
        ),
        _heart,
    ),
    Score(
        "abcd2",
        "ABCD2",
        _GROUP,
        "Risk of stroke after a transient ischaemic attack.",
        "Johnston and others, Lancet 369 (2007) 283-292",
        (
            age(),
            measured("systolic"),
            measured("diastolic"),
            choice(
                "features",
                "Clinical features",
                ("weakness", "Unilateral weakness"),
                ("speech", "Speech disturbance without weakness"),
                ("other", "Other"),
            ),
            number("duration", "Duration of the symptoms (minutes)", "", 0, 1440),
            yes_no("diabetes", "Diabetes", chart=_DIABETES),
        ),
        _abcd2,
    ),
    Score(
        "qtc",
        "QTc (Fridericia, Bazett)",
        _GROUP,
        "QT interval corrected for the heart rate.",
        "Fridericia 1920; Bazett 1920; limits: AHA/ACCF/HRS recommendations, Circulation 119 (2009) e241-e250",
        (measured("qt"), measured("heart_rate"), SEX),
        _qtc,
    ),
)
