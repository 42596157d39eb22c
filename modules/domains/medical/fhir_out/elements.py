"""The small pieces of FHIR: quantities, dates, narratives, references. No code is given that is not certain.

LOINC codes are those of the FHIR R4 vital signs profile (https://hl7.org/fhir/R4/observation-vitalsigns.html). A unit
is given as a UCUM code (https://ucum.org) where it is written and has one meaning; else it stays as it is written.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from html import escape
from typing import Any

Json = dict[str, Any]

LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"
_NAMESPACE = uuid.UUID("5f0c1a52-6f0e-5c0b-9f4f-3b8f1d1f5a11")  # of the ids that are made here, the same ever after
VITAL_SIGNS: dict[str, tuple[str, str]] = {
    "pulse": ("8867-4", "Heart rate"),
    "heart rate": ("8867-4", "Heart rate"),
    "respiratory rate": ("9279-1", "Respiratory rate"),
    "oxygen saturation": ("2708-6", "Oxygen saturation in Arterial blood"),
    "temperature": ("8310-5", "Body temperature"),
    "height": ("8302-2", "Body height"),
    "weight": ("29463-7", "Body weight"),
    "body mass index": ("39156-5", "Body mass index (BMI) [Ratio]"),
    "head circumference": ("9843-4", "Head Occipital-frontal circumference"),
}
PRESSURE = ("85354-9", "Blood pressure panel with all children optional")
SYSTOLIC, DIASTOLIC = ("8480-6", "Systolic blood pressure"), ("8462-4", "Diastolic blood pressure")
_UCUM = (
    *("mg", "g", "kg", "ng", "ug", "L", "dL", "mL", "cm", "mmol", "meq", "%", "/min"),
    *("mg/dL", "mg/L", "g/dL", "g/L", "ng/mL", "ng/L", "pg/mL", "mmol/L", "umol/L", "meq/L", "U/L", "kg/m2"),
)
_ALSO = {
    "mcg": "ug",
    "µg": "ug",
    "μg": "ug",
    "µmol/l": "umol/L",
    "μmol/l": "umol/L",
    "iu/l": "[IU]/L",
    "mm hg": "mm[Hg]",
    "mmhg": "mm[Hg]",
    "kg/m²": "kg/m2",
    "°c": "Cel",
    "celsius": "Cel",
    "°f": "[degF]",
    "fahrenheit": "[degF]",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "pounds": "[lb_av]",
    "inches": "[in_i]",
    "bpm": "/min",
    "beats/min": "/min",
    "breaths/min": "/min",
}
_UNITS = {one.lower(): one for one in _UCUM} | _ALSO
_NUMBER = r"(?P<number>\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
_QUANTITY = re.compile(rf"\s*(?P<sign><=|>=|<|>|≤|≥)?\s*{_NUMBER}\s*(?P<unit>[^\d\s,.;<>\-–][^\d;<>]*)?\s*")
_SIGNS = {"≤": "<=", "≥": ">="}
_RANGE = re.compile(r"\s*(?P<low>\d+(?:\.\d+)?)\s*[-–]\s*(?P<high>\d+(?:\.\d+)?)\s*")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def urn(paper_id: str, what: str) -> str:
    """Return the id of a resource: the same for the same part of the same paper."""
    return str(uuid.uuid5(_NAMESPACE, f"{paper_id}\n{what}"))


def refer(resource: Json) -> Json:
    """Return a reference to a resource of the same bundle."""
    return {"reference": f"urn:uuid:{resource['id']}"}


def text(words: str) -> Json:
    """Return a concept that has words and no code."""
    return {"text": words}


def coded(system: str, code: str, display: str = "") -> Json:
    """Return a concept that has a code."""
    return {"coding": [{"system": system, "code": code} | ({"display": display} if display else {})]}


def quantity(written: str, unit: str = "") -> Json | None:
    """Return a number with its unit as a quantity; None where it is anything else, e.g. a range or a word.

    Args:
        written: "40 mg", "< 0.01", "4.3".
        unit: where it stands by itself.
    """
    match = _QUANTITY.fullmatch(written)
    if not match or (unit and match["unit"]):
        return None
    number = float(match["number"].replace(",", ""))
    made: Json = {"value": int(number) if number.is_integer() else number}
    if match["sign"]:
        made["comparator"] = _SIGNS.get(match["sign"], match["sign"])
    unit = (unit or match["unit"] or "").strip()
    if unit:
        made["unit"] = unit
    if code := _UNITS.get(unit.lower()):
        made |= {"system": UCUM, "code": code}
    return made


def reference_range(written: str, unit: str) -> Json:
    """Return a reference range as it is printed, with its bounds where it is two numbers."""
    made: Json = {"text": written}
    if match := _RANGE.fullmatch(written):
        for bound in ("low", "high"):
            made[bound] = quantity(match[bound], unit)
    return made


def day(written: str) -> str:
    """Return a date, possibly partial, as FHIR takes it; "" for what is none."""
    if not _DATE.fullmatch(written):
        return ""
    try:
        date.fromisoformat((written + "-01-01")[:10] if len(written) < 10 else written)
    except ValueError:
        return ""
    return written if written[:4] != "0000" else ""


def instant(seconds: float) -> str:
    """Return a point in time to the second."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def narrative(paragraphs: Iterable[str], *, bulleted: bool = False) -> Json:
    """Return words as XHTML that shows them as they are."""
    kept = [" ".join(one.split()) for one in paragraphs]
    tag = "li" if bulleted else "p"
    inner = "".join(f"<{tag}>{escape(one)}</{tag}>" for one in kept if one) or f"<{tag}>-</{tag}>"
    inner = f"<ul>{inner}</ul>" if bulleted else inner
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{inner}</div>'}
