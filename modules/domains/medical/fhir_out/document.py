"""The document itself: the composition first, then whom it is about, who answers for it, and the facts."""

from __future__ import annotations

from collections.abc import Sequence

from modules.core.errors import AssistantError
from modules.core.printed import Noted, PrintedPaper, PrintedSection, printable
from modules.domains.medical.fhir_out.elements import Json, day, instant, narrative, refer, text, urn
from modules.domains.medical.fhir_out.resources import Stated, resources
from modules.domains.medical.paper import Summary, lines_of
from modules.domains.medical.record import Patient

_GENDERS = ("female", "male", "other", "unknown")


def document(paper_id: str, summary: Summary, paper: PrintedPaper) -> Json:
    """Return a summary as a FHIR R4 bundle of type document, as plain data that JSON can hold.

    The same summary with the same signature and addenda gives the same ids; of a draft only the time differs.

    Args:
        paper_id: of the paper; the ids of the resources are made from it.
        summary: what it says, and the facts that it rests on.
        paper: the same as it is printed, with signature and addenda.

    Raises:
        AssistantError: the paper is no longer what was signed.
    """
    summary, paper = printable(summary), printable(paper)
    if paper.signed and not paper.signed.intact:
        raise AssistantError("This is not what was signed, so it is not handed on.", "Use the version of a backup.")
    patient = _patient(paper_id, summary.patient)
    author = _author(paper_id, paper)
    stated, left_out = resources(paper_id, summary, patient, final=paper.signed is not None)
    composition = _composition(paper_id, summary, paper, patient, author, stated, left_out)
    signatures = _signatures(paper_id, paper, composition, author)
    people = [one for made in signatures for one in made if one["resourceType"] == "Practitioner"]
    provenance = [one for made in signatures for one in made if one["resourceType"] == "Provenance"]
    entries = [composition, patient, author, *people, *(one.resource for one in stated), *provenance]
    return {
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{urn(paper_id, 'bundle')}"},
        "timestamp": instant(_time(paper)),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in entries],
    }


def _time(paper: PrintedPaper) -> float:
    """Return when the document came to be as it is."""
    if paper.signed is None:
        return paper.made
    return max([paper.signed.when, *(one.when for one in paper.addenda)])


def _patient(paper_id: str, patient: Patient) -> Json:
    made: Json = {"resourceType": "Patient", "id": urn(paper_id, "patient")}
    if patient.name.strip():
        made["name"] = [{"text": patient.name}]
    if len(day(patient.born)) == len("2000-01-01"):
        made["birthDate"] = patient.born
    if patient.sex in _GENDERS:
        made["gender"] = patient.sex
    if patient.number.strip():
        made["identifier"] = [{"value": patient.number}]
    made["text"] = narrative([patient.name or "Patient not named in the record"])
    return made


def _author(paper_id: str, paper: PrintedPaper) -> Json:
    if paper.signed:
        return _person(paper_id, paper.signed.name, paper.signed.role)
    name = [{"name": "Vouch", "type": "user-friendly-name"}]
    made = {"resourceType": "Device", "id": urn(paper_id, "device"), "deviceName": name}
    return made | {"text": narrative(["Vouch, which put this draft together; nobody has signed it."])}


def _person(paper_id: str, name: str, role: str) -> Json:
    made: Json = {"resourceType": "Practitioner", "id": urn(paper_id, f"person {name}\n{role}")}
    if name.strip():
        made["name"] = [{"text": name}]
    if role.strip():
        made["qualification"] = [{"code": text(role)}]
    return made | {"text": narrative([f"{name}, {role}" if role else name])}


def _composition(
    paper_id: str,
    summary: Summary,
    paper: PrintedPaper,
    patient: Json,
    author: Json,
    stated: Sequence[Stated],
    left_out: Sequence[str],
) -> Json:
    title = paper.title.strip() or "Summary"
    status = "preliminary" if paper.signed is None else "amended" if paper.addenda else "final"
    made: Json = {
        "resourceType": "Composition",
        "id": urn(paper_id, "composition"),
        "status": status,
        "type": text(title),
        "subject": refer(patient),
        "date": instant(_time(paper)),
        "author": [refer(author)],
        "title": title if paper.signed else f"{title} ({paper.status})",
    }
    if paper.signed:
        made["attester"] = [{"mode": "professional", "time": instant(paper.signed.when), "party": refer(author)}]
    made["section"] = [*_sections(summary, paper, stated), *_appended(paper, left_out)]
    made["text"] = narrative([paper.status, title, *(f"{label}: {value}" for label, value in paper.about)])
    return made


def _sections(summary: Summary, paper: PrintedPaper, stated: Sequence[Stated]) -> list[Json]:
    """Return the sections, each with the facts that it tells; a fact that several tell stands with each of them."""
    telling = {one.resource["id"]: _lines(summary, one) for one in stated}
    made = []
    for part, section in zip(summary.draft.parts, paper.sections, strict=True):
        lines = {line.id for line in part.lines}
        entry = [refer(one.resource) for one in stated if telling[one.resource["id"]] & lines]
        made.append(_section(section.title, _said(section), section.bulleted, entry))
    told = [one for one in stated if not telling[one.resource["id"]]]
    if told:  # a line was reworded and no longer names it
        entry = [refer(one.resource) for one in told]
        made.append(_section("Other facts", [one.facts[0].name for one in told], True, entry))
    return made


def _lines(summary: Summary, stated: Stated) -> frozenset[str]:
    return frozenset(line for fact in stated.facts for line in lines_of(summary.draft, fact))


def _said(section: PrintedSection) -> list[str]:
    return [f"{line.text}{line.marks()}" for line in section.lines] or [section.empty]


def _appended(paper: PrintedPaper, left_out: Sequence[str]) -> list[Json]:
    made = []
    if paper.sources:
        quotes = [f"[{one.number}] {one.place}: {one.quote or 'deleted'}" for one in paper.sources]
        made.append(_section("Sources", quotes))
    if paper.addenda:
        made.append(_section("Addenda", [f"{instant(one.when)}, {one.by()}: {one.text}" for one in paper.addenda]))
    about = [paper.notice, *paper.remarks, *left_out]
    made.append(_section("About this document", [*about, *paper.signature()]))
    return made


def _section(title: str, said: Sequence[str], bulleted: bool = False, entry: Sequence[Json] = ()) -> Json:
    made: Json = {"text": narrative(said, bulleted=bulleted)}
    if title.strip():
        made["title"] = title
    return made | ({"entry": list(entry)} if entry else {})


def _signatures(paper_id: str, paper: PrintedPaper, composition: Json, author: Json) -> list[list[Json]]:
    """Return who signed and who added what, as provenance; each with the person, where that is not the author."""
    if paper.signed is None:
        return []
    signed = Noted(f"Signed. SHA-256 of what was signed: {paper.signed.digest}", "", paper.signed.when)
    made = [[_provenance(paper_id, 0, signed, composition, author)]]
    known = {author["id"]}
    for number, note in enumerate(paper.addenda, start=1):
        person = _person(paper_id, note.who, note.role)
        new = [person] if person["id"] not in known else []
        known.add(person["id"])
        made.append([*new, _provenance(paper_id, number, note, composition, person)])
    return made


def _provenance(paper_id: str, number: int, note: Noted, composition: Json, person: Json) -> Json:
    return {
        "resourceType": "Provenance",
        "id": urn(paper_id, f"provenance {number}"),
        "target": [refer(composition)],
        "recorded": instant(note.when),
        "activity": text(note.text if not note.who else f"Addendum: {note.text}"),
        "agent": [{"who": refer(person)}],
    }
