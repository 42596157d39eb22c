"""Whom and what a FHIR record names: the patient's own particulars, and what references point to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from modules.adapters.readers.fhir_values import (
    Resource,
    address,
    concept,
    day,
    first,
    items,
    measured,
    moment,
    person,
    text,
)


class Names:
    """What references point to: other entries of the file, by the ways in which files write it."""

    def __init__(self, entries: Sequence[tuple[str, Resource]]) -> None:
        self._known: dict[str, Resource] = {}
        for url, resource in entries:
            for key in (url, f"{resource.get('resourceType')}/{resource.get('id')}"):
                self._known.setdefault(key, resource)

    def target(self, holder: object, inside: Resource | None = None) -> Resource:
        """Return the resource that a reference names, {} where it is not in the file."""
        pointer = next((text(one.get("reference")) for one in items(holder)), "")
        if pointer.startswith("#") and inside:
            return next((one for one in items(inside.get("contained")) if f"#{one.get('id')}" == pointer), {})
        if not pointer:
            return {}
        found = self._known.get(pointer.partition("/_history")[0])
        return found or self._known.get("/".join(pointer.split("/")[-2:]), {})

    def of(self, holder: object, inside: Resource | None = None) -> str:
        """Return what references are called: by their own words, else by what they point to."""
        names = []
        for one in items(holder):
            pointer = first(one, "reference")
            target = self.target(pointer if isinstance(pointer, Mapping) else one, inside)
            named = text(one.get("display")) or concept(one.get("concept")) or title(target)
            names.append(named)
        return "; ".join(dict.fromkeys(name for name in names if name))


def title(resource: Resource) -> str:
    """Return what a resource is called: a person's or a place's name, the code of anything else."""
    name = resource.get("name")
    if isinstance(name, str):
        return name.strip()
    if named := person(name):
        return named
    return concept(
        first(resource, "code", "vaccineCode", "medicationCodeableConcept", "medication", "type", "category")
    )


def patient_lines(patient: Resource, names: Names) -> Iterator[str]:
    """Yield who the record is about, a line each."""
    pairs = [
        ("Patient", person(patient.get("name"))),
        ("Date of birth", day(patient.get("birthDate"))),
        ("Sex", text(patient.get("gender"))),
        (
            "Died",
            moment(patient.get("deceasedDateTime")) or {"yes": "yes"}.get(text(patient.get("deceasedBoolean")), ""),
        ),
        *(
            (concept(one.get("type")) or "Identifier", text(one.get("value")))
            for one in items(patient.get("identifier"))
        ),
        *(("Address", address(one)) for one in items(patient.get("address"))),
        *(
            (text(one.get("system")).capitalize() or "Contact", text(one.get("value")))
            for one in items(patient.get("telecom"))
        ),
        ("Marital status", concept(patient.get("maritalStatus"))),
        (
            "Language",
            "; ".join(filter(None, (concept(one.get("language")) for one in items(patient.get("communication"))))),
        ),
        *(
            (f"Contact ({concept(one.get('relationship')) or 'relative'})", person(one.get("name")))
            for one in items(patient.get("contact"))
        ),
        ("General practitioner", names.of(patient.get("generalPractitioner"))),
        *_extensions(patient),
    ]
    yield from dict.fromkeys(f"{name}: {value}" for name, value in pairs if value)


def _extensions(patient: Resource) -> Iterator[tuple[str, str]]:
    """Yield what the extensions of national profiles say that have one plain value."""
    known = {
        "birthsex": "Sex at birth",
        "race": "Race",
        "ethnicity": "Ethnicity",
        "mothersmaidenname": "Mother’s maiden name",
        "birthplace": "Place of birth",
    }
    for one in items(patient.get("extension")):
        name = text(one.get("url")).lower().rpartition("/")[2].removeprefix("us-core-").removeprefix("patient-")
        inner = [part for part in items(one.get("extension")) if part.get("url") == "text"]
        place = first(one, "valueAddress")
        value = address(place) if isinstance(place, Mapping) else measured(inner[0] if inner else one)[0]
        if label := known.get(name):
            yield label, value
