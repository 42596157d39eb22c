"""What a chart holds of a score's inputs, each with the places that state it. What it does not state stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from modules.domains.medical.fact import Experiencer, Fact, Facts, Kind
from modules.domains.medical.measures.series import Measures
from modules.domains.medical.record import Patient
from modules.domains.medical.scores.form import Ask, Field, Given, Score

_PARTICULARS = "patient’s particulars"


def prefill(score: Score, found: Measures, facts: Facts | None, patient: Patient, today: date) -> dict[str, Given]:
    """Return the inputs that the chart holds: latest values, the patient's age and sex, problems stated or denied.

    Args:
        score: what is to be computed.
        found: the chart's values.
        facts: the chart's facts, None where they have not been extracted.
        patient: whom the chart is about.
        today: the day for which an age is computed from the date of birth, that of the values.
    """
    known = ((field.key, _given(field, found, facts, patient, today)) for field in score.fields)
    return {key: given for key, given in known if given is not None}


def _given(field: Field, found: Measures, facts: Facts | None, patient: Patient, today: date) -> Given | None:
    if field.key == "sex":
        return Given(patient.sex, told=_PARTICULARS) if patient.sex in ("female", "male") else None
    if field.key == "age":
        return _age(patient, today)
    if field.ask is Ask.NUMBER and field.measures:
        value = found.latest(*field.measures)
        if value is None or value.sign:
            return None
        return Given(value.number, value.unit, value.moment.replace("T", " ") or "no date", value.day, (value.place,))
    if field.ask is Ask.YES_NO and field.chart and facts:
        return _stated(re.compile(field.chart, re.IGNORECASE), facts)
    return None


def _age(patient: Patient, today: date) -> Given | None:
    try:
        born = date.fromisoformat(patient.born)
    except ValueError:
        return Given(float(patient.age), "years", "at the date of the note") if patient.age is not None else None
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return Given(float(years), "years", f"on {today.isoformat()}, born {born.isoformat()}")


def _stated(pattern: re.Pattern[str], facts: Facts) -> Given | None:
    """Return yes where a problem is stated, no where it is only denied; None where neither is said for certain."""
    problems = list(_about(pattern, facts))
    stated = [fact for fact in problems if not fact.assertion.negated]
    if not problems:
        return None
    citations = tuple(dict.fromkeys(fact.statement for fact in (stated or problems)))[:3]
    return Given(bool(stated), told="Stated in the chart" if stated else "Denied in the chart", citations=citations)


def _about(pattern: re.Pattern[str], facts: Facts) -> Iterator[Fact]:
    for fact in facts.of(Kind.PROBLEM):
        assertion = fact.assertion
        certain = not assertion.uncertain and assertion.experiencer is Experiencer.PATIENT
        if certain and (pattern.search(fact.name) or pattern.search(fact.concept)):
            yield fact
