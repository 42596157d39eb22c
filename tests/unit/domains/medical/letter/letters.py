"""A signed note and its facts, made up, and what the tests of the letter need of them."""

from __future__ import annotations

from modules.core.findings import Citation
from modules.domains.medical.draft import Draft, Line, Origin, Part
from modules.domains.medical.fact import Assertion, Dosage, Fact, Kind, Status
from modules.domains.medical.record import Patient

SO = Assertion()
ROSA = Patient("Rosa Vane", sex="female")


def place(text: str, start: int = 0) -> Citation:
    return Citation("d", 1, start, start + len(text), text)


def line(text: str, number: int = 0) -> Line:
    return Line(f"n{number}", text, Origin.RECORD, (place(text, 100 * number),))


def note(**sections: str | list[str]) -> Draft:
    """Lay out a signed note: titles to lines, underscores in titles are spaces."""
    number, parts = 0, []
    for title, texts in sections.items():
        lines = []
        for text in [texts] if isinstance(texts, str) else texts:
            number += 1
            lines.append(line(text, number))
        parts.append(Part(title, title.replace("_", " "), tuple(lines)))
    return Draft("soap", "Progress note", ("d",), tuple(parts))


def medicine(name: str, dose: str = "", frequency: str = "", status: Status = Status.UNKNOWN, **more: str) -> Fact:
    route = more.get("route", "")
    said = place(f"{name} {dose} {route} {frequency} {status}")
    dosage = Dosage(dose, route, frequency)
    return Fact(f"{name}-{dose}", Kind.MEDICATION, name, name.lower(), said, said, status=status, dosage=dosage)


def allergy(name: str, detail: str = "", told: Assertion = SO) -> Fact:
    said = place(f"allergic to {name}")
    return Fact(f"a-{name}", Kind.ALLERGY, name, name.lower(), said, said, told, detail=detail)
