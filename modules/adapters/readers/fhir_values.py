"""The data types of FHIR (R4, R4B, R5) as words: concepts, quantities, dates, names, dosages.

Whatever a value lacks, or holds in place of what the specification says, becomes "": files of real systems are read as
far as they go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

Resource: TypeAlias = Mapping[str, Any]

_MOMENT = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T(\d{2}:\d{2}))?")
_ACTIONS = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
_PLACES = 2  # decimals of a number that a computation has made endless


def items(value: object) -> list[Resource]:
    """Return a list's objects, or the object itself as the only one."""
    if isinstance(value, Mapping):
        return [value]
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def text(value: object) -> str:
    """Return a string or a number as text, "" for anything else."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (
        number(value) if isinstance(value, int | float | Decimal) else value.strip() if isinstance(value, str) else ""
    )


def part_of(holder: Resource, key: str) -> Resource:
    """Return the object, or the first of the objects, under a key; {} where there is none."""
    return next(iter(items(holder.get(key))), {})


def first(resource: Resource, *keys: str) -> Any:
    """Return the value of the first of these elements that is there, None where none is."""
    return next((resource[key] for key in keys if resource.get(key) not in (None, "", [], {})), None)


def number(value: float | Decimal) -> str:
    """Return a number as written; one with more than eight digits after the point, as only computed ones have, rounded.

    At least two decimals and four digits that count are kept.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return ""
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -8:
        places = max(_PLACES, 3 - exact.adjusted())
        exact = round(exact, places)
    return f"{exact:f}" if abs(exact.adjusted()) < 30 else str(exact)


def is_rounded(value: object) -> bool:
    """Tell whether `number` shows fewer digits than the value has."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return isinstance(exponent, int) and exponent < -8


def moment(value: object) -> str:
    """Return a date, possibly partial, with the time where it has one, as the record's own clock showed it."""
    if isinstance(value, Mapping):
        return moment(first(value, "start", "end"))
    match = _MOMENT.match(value) if isinstance(value, str) else None
    return " ".join(part for part in match.groups() if part) if match else ""


def day(value: object) -> str:
    """Return the date of a moment."""
    return moment(value).partition(" ")[0]


def end(value: object) -> str:
    """Return the last day of a period."""
    return day(value.get("end")) if isinstance(value, Mapping) else ""


def concept(value: object) -> str:
    """Return what a concept, a coding, a reference or a list of them is called; its code where it has no name."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(name for name in map(concept, value) if name))
    if not isinstance(value, Mapping):
        return ""
    if inner := first(value, "concept"):
        return concept(inner)
    if own := text(value.get("text")) or text(value.get("display")):
        return own
    codings = items(value.get("coding"))
    named = next((name for name in (text(one.get("display")) for one in codings) if name), "")
    return named or next((code for code in (text(one.get("code")) for one in codings) if code), "") or code_of(value)


def code_of(value: object) -> str:
    """Return the code of a coding, or of a concept's first coding; a code that stands alone is itself."""
    if isinstance(value, str):
        return value.strip()
    for one in items(value):
        own = text(one.get("code"))
        coded = own or next(
            (code for code in (text(part.get("code")) for part in items(one.get("coding"))) if code), ""
        )
        if coded:
            return coded
    return ""


def words(code: object) -> str:
    """Return a code of the specification as words: "entered-in-error" as "entered in error"."""
    return code_of(code).replace("-", " ").replace("_", " ")


def unit(quantity: Resource) -> str:
    """Return a quantity's unit as it is printed, else its UCUM code."""
    return text(quantity.get("unit")) or text(quantity.get("code"))


def amount(value: object) -> str:
    """Return a quantity as "40 mg"; a range or ratio with both of its ends."""
    if not isinstance(value, Mapping):
        return text(value)
    if "low" in value or "high" in value:
        return "-".join(part for part in (amount(value.get("low")), amount(value.get("high"))) if part)
    if "numerator" in value:
        return "/".join(part for part in (amount(value["numerator"]), amount(value.get("denominator"))) if part)
    sign = text(value.get("comparator"))
    return " ".join(part for part in (sign, text(value.get("value")), unit(value)) if part)


def measured(holder: Resource, *, name: str = "value") -> tuple[str, str]:
    """Return value and unit of an element with a choice of types, valueQuantity, valueCodeableConcept, ..."""
    for key, value in holder.items():
        if not re.fullmatch(rf"{name}[A-Z]\w*", key):
            continue
        if key.endswith("Quantity") and isinstance(value, Mapping):
            sign = text(value.get("comparator"))
            return " ".join(part for part in (sign, text(value.get("value"))) if part), unit(value)
        if key.endswith(("DateTime", "Time", "Period", "Date", "Instant")):
            return moment(value) or text(value), ""
        if isinstance(value, Mapping) and not {"low", "high", "numerator", "value"}.isdisjoint(value):
            return amount(value), ""
        return (concept(value) if isinstance(value, Mapping | list) else text(value)), ""
    if reason := concept(holder.get("dataAbsentReason")):
        return f"not known ({reason})", ""
    return "", ""


def reference_range(holder: Resource) -> str:
    """Return the range printed beside a value: "3.5-5.1", "from 60", "up to 5.7", or its own words."""
    for one in items(holder.get("referenceRange")):
        low, high = (text(part.get("value")) for part in (part_of(one, "low"), part_of(one, "high")))
        if low and high:
            return f"{low}-{high}"
        if low or high:
            return f"from {low}" if low else f"up to {high}"
        if own := text(one.get("text")):
            return own
    return ""


def person(value: object) -> str:
    """Return the name that somebody goes by: given names, then the family's."""
    named = items(value)
    usual = next((one for one in named if one.get("use") in ("official", "usual")), named[0] if named else {})
    given = usual.get("given")
    parts = [text(one) for one in given] if isinstance(given, list) else [text(given)]
    return " ".join(part for part in (*parts, text(usual.get("family"))) if part) or text(usual.get("text"))


def address(value: Resource) -> str:
    """Return an address on one line."""
    lines = value.get("line")
    parts = [text(one) for one in lines] if isinstance(lines, list) else []
    places = (text(value.get(key)) for key in ("city", "state", "postalCode", "country"))
    return ", ".join(part for part in (*parts, *places) if part) or text(value.get("text"))


def dosage(value: object) -> str:
    """Return how a medicine is taken: in the prescriber's words, else put together from the parts."""
    return "; ".join(filter(None, map(_dosage, items(value))))


def _dosage(one: Resource) -> str:
    if own := text(one.get("text")) or text(one.get("patientInstruction")):
        return own
    doses = [one, *items(one.get("doseAndRate"))]
    dose = next(
        (said for said in (amount(first(part, "doseQuantity", "doseRange", "dose")) for part in doses) if said), ""
    )
    needed = one.get("asNeededBoolean", one.get("asNeeded")) is True or first(
        one, "asNeededFor", "asNeededCodeableConcept"
    )
    parts = (dose, concept(one.get("route")), _timing(part_of(one, "timing")), "as needed" if needed else "")
    return ", ".join(part for part in parts if part)


def _timing(timing: Resource) -> str:
    if coded := concept(timing.get("code")):
        return coded
    repeat = part_of(timing, "repeat")
    times, period, step = (text(repeat.get(key)) for key in ("frequency", "period", "periodUnit"))
    if not step:
        return ""
    every = _ACTIONS.get(step, step) if period in ("", "1") else f"{period} {_ACTIONS.get(step, step)}s"
    often = {"": "", "1": "once ", "2": "twice "}.get(times, f"{times} times ")
    return f"{often}every {every}"


def all_text(value: object) -> Iterator[object]:
    """Yield every plain value within a resource."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from all_text(one)
    elif isinstance(value, list):
        for one in value:
            yield from all_text(one)
    else:
        yield value
