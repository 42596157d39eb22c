"""Putting lines of the record into the sections of a template: nothing twice, the latest where notes repeat."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from modules.core.figures import numbers
from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.medical.draft import Line, Origin
from modules.domains.medical.fact import Experiencer, Fact, Facts, Kind, Status
from modules.domains.medical.record import Chart, Section
from modules.domains.medical.writing import dialogue, notes
from modules.domains.medical.writing.covering import Covers, visit_of
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.series import series
from modules.domains.medical.writing.templates import NoteTemplate, TemplateSection

_NEGATION = re.compile(r"\b(?:no|not|never|none|denies|denied|without|negative|unsure|cannot|nor)\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:left|right|bilateral)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|everything (?:above|before))"
    r"|\b(?:system prompt|language model|as an ai\b|you are (?:now )?(?:an? )?(?:\w+ )?(?:assistant|ai|chatbot"
    r"|pirate|model)\b)"
    r"|\b(?:reply|respond|answer) only with\b|<\|?\s*(?:im_start|im_end|system|assistant|endoftext)",
    re.IGNORECASE,
)
# Says of a list that there is one and how it was made, and of no medicine anything.
_OF_A_LIST = re.compile(
    r"^\W*(?:(?:the|this|his|her|their|see(?: the)?) (?:\w+ ){0,3}?list\b|(?:\w+ ){0,3}?(?:reconcil(?:ed|iation)"
    r"|(?:reviewed|verified|updated|confirmed|obtained|compared) (?:with|against|by|from|in|on|today|at)))\b",
    re.IGNORECASE,
)
_LASTING = frozenset(
    (Section.PAST, Section.SURGERY, Section.MEDICATIONS, Section.ALLERGIES, Section.FAMILY, Section.SOCIAL)
)
_INTENDED = frozenset((Section.ASSESSMENT, Section.PLAN))
_LISTED = (Kind.ALLERGY, Kind.MEDICATION)
MOST_LINES = 60
"""Lines of one section; what matters more stays."""
_WEIGHT = {
    Section.ALLERGIES: 5,
    Section.MEDICATIONS: 4,
    Section.ASSESSMENT: 4,
    Section.PLAN: 3,
    Section.RESULTS: 2,
    Section.COURSE: 2,
    Section.EXAM: 1,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A section of a template with its lines.

    Attributes:
        about: of each line, what it is about.
        left: how many more lines the record holds for it.
    """

    section: TemplateSection
    lines: tuple[Line, ...]
    about: tuple[Section, ...]
    left: int = 0


def filled(template: NoteTemplate, chart: Chart, facts: Facts) -> tuple[Filled, ...]:
    """Fill the sections of a template with the lines that the record holds for them, in time order."""
    dated = len({note.date for note in chart.notes}) > 1
    stated = _by_place(facts)
    entries_of = _of_the_visit if template.covers is Covers.VISIT else all_entries
    found = [entry for entry in entries_of(chart) if not speaks_to_a_machine(entry.text)]
    of = {entry: [fact for source in entry.sources for fact in stated.get(_spot(source), ())] for entry in found}
    groups: dict[str, list[Entry]] = {section.key: [] for section in template.sections}
    for entry in series(found, of):
        if _is_of_a_list(entry, of.get(entry, ())):
            continue
        if key := _place(template, entry, {fact.kind for fact in of.get(entry, ())}):
            groups[key].append(entry)
    seen: set[frozenset[object]] = set()
    for key, entries in groups.items():
        groups[key] = [entry for entry in _current(entries, stated) if essence(entry.text) not in seen]
        seen.update(essence(entry.text) for entry in groups[key])
    planned = {
        _spot(source)
        for entries in groups.values()
        for entry in entries
        if entry.section in _INTENDED
        for source in entry.sources
    }
    return tuple(_filled(section, groups[section.key], facts, planned, dated=dated) for section in template.sections)


def speaks_to_a_machine(text: str) -> bool:
    """Tell whether a line gives orders to whatever reads it: no clinician writes so into a record."""
    return bool(_ORDER.search(text))


def all_entries(chart: Chart) -> Iterator[Entry]:
    """Yield what all notes of a chart say, in time order."""
    for note in chart.notes:
        yield from dialogue.entries(note) if note.dialogue else notes.entries(note)


def _of_the_visit(chart: Chart) -> Iterator[Entry]:
    """Yield what the latest note says that tells something, and what stays true of the earlier ones."""
    latest = visit_of(chart)
    for entry in all_entries(chart):
        if (
            (latest and latest.tells(entry.sources[0].document_id, entry.date))
            or entry.section in _LASTING
            or entry.value
        ):
            yield entry


def once(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without those that another one says, too; the latest stays and names the earlier sources."""
    kept: list[tuple[frozenset[object], Entry]] = []
    for entry in entries:
        said = essence(entry.text)
        twin = next((at for at, (other, old) in enumerate(kept) if _repeats(said, other, entry, old)), None)
        if twin is None:
            kept.append((said, entry))
        elif kept[twin][0] == said and entry.date > kept[twin][1].date:
            old = kept.pop(twin)[1]
            kept.append((said, replace(entry, sources=_joined(entry.sources, old.sources))))
        else:
            other, old = kept[twin]
            kept[twin] = (other, replace(old, sources=_joined(old.sources, entry.sources)))
    return [entry for _, entry in kept]


def _repeats(said: frozenset[object], other: frozenset[object], entry: Entry, old: Entry) -> bool:
    """Tell whether an entry says what an older one says, or less at no later time."""
    return said == other or (said < other and entry.date <= old.date)


def essence(text: str) -> frozenset[object]:
    """Return what a line says, so that two that say the same are equal: stems, numbers, negations and sides."""
    figures = {(number.value, number.unit) for number in numbers(text)}
    turned = {match.group().lower() for match in _SIDE.finditer(text)}
    denied = {"¬"} if _NEGATION.search(text) else set[str]()
    stems = {stem for stem in content_stems(text) if stem not in _SAYING}
    return frozenset((*stems, *figures, *turned, *denied))


_ALLERGIC = re.compile(r"allerg|anaphyla|\breact", re.IGNORECASE)
_SAYING = frozenset(("patient", "report", "deni", "state", "note", "endorse", "also"))


def _joined(first: tuple[Citation, ...], second: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _spot(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.page, citation.start


def _by_place(facts: Facts) -> dict[tuple[str, int, int], list[Fact]]:
    found: dict[tuple[str, int, int], list[Fact]] = {}
    for fact in facts.items:
        found.setdefault(_spot(fact.statement), []).append(fact)
    return found


def _current(entries: Sequence[Entry], stated: Mapping[tuple[str, int, int], Sequence[Fact]]) -> Iterator[Entry]:
    """Yield the entries without lines of a list of medicines that the list of a later note takes the place of."""
    latest: dict[str, tuple[str, str]] = {}
    taken = [
        {
            fact.concept
            for source in entry.sources
            for fact in stated.get(_spot(source), ())
            if fact.kind is Kind.MEDICATION
        }
        if entry.section is Section.MEDICATIONS
        else set[str]()
        for entry in entries
    ]
    for entry, concepts in zip(entries, taken, strict=True):
        latest.update(dict.fromkeys(concepts, (entry.date, entry.sources[0].document_id)))
    for entry, concepts in zip(entries, taken, strict=True):
        here = (entry.date, entry.sources[0].document_id)
        if not concepts or any(latest[concept] == here for concept in concepts):
            yield entry


def _place(template: NoteTemplate, entry: Entry, kinds: set[Kind]) -> str:
    """Return the key of the section where an entry belongs, "" where the template has no room for it."""
    for section in template.sections:
        if section.words and _worded(section, entry):
            return section.key
    plain = [section for section in template.sections if not section.words]
    for section in plain:
        if entry.section in section.sections and entry.section is not Section.OTHER:
            return section.key
    for section in plain:
        if kinds.intersection(section.kinds):
            return section.key
    default = Section.OTHER if entry.section is Section.OTHER else None
    return next((section.key for section in plain if default in section.sections), "")


def _worded(section: TemplateSection, entry: Entry) -> bool:
    if section.sections and entry.section not in section.sections:
        return False
    text = f"{entry.heading} {entry.text}"
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in section.words)


def _filled(
    section: TemplateSection,
    entries: Sequence[Entry],
    facts: Facts,
    planned: Container[tuple[str, int, int]],
    *,
    dated: bool,
) -> Filled:
    order = {one: at for at, one in enumerate(section.sections)}
    said = sorted(once(entries), key=lambda entry: order.get(entry.section, len(order)))
    listed = list(_listed(section, said, facts, planned))
    texts = [*_written(said, dated=dated), *(line for line, _ in listed)]
    lines = [replace(line, id=f"{section.key}-{at}") for at, line in enumerate(texts, start=1)]
    about = [*(entry.section for entry in said), *(section for _, section in listed)]
    if len(lines) <= MOST_LINES:
        return Filled(section, tuple(lines), tuple(about))
    weights = [_WEIGHT.get(entry.section, 0) for entry in said] + [9] * len(listed)
    best = sorted(sorted(range(len(lines)), key=lambda at: (-weights[at], -at))[:MOST_LINES])
    kept = tuple(lines[at] for at in best), tuple(about[at] for at in best)
    return Filled(section, *kept, left=len(lines) - MOST_LINES)


def _written(entries: Iterable[Entry], *, dated: bool) -> Iterator[Line]:
    for entry in entries:
        text = entry.text if entry.text.rstrip('"”’)')[-1:] in tuple(".!?:;") else f"{entry.text}."
        origin = Origin.RECORD if entry.verbatim else Origin.FACTS
        yield Line("", text, origin, entry.sources, date=entry.date if dated else "")


def _listed(
    section: TemplateSection, entries: Sequence[Entry], facts: Facts, planned: Container[tuple[str, int, int]]
) -> Iterator[tuple[Line, Section]]:
    """Yield the allergies and medications that belong here and that no line of the section names, each as last said.

    A medicine that is but proposed, in a line that the plan has, is none that the patient takes; nor is one that is
    named without a dose and that the patient is allergic to.
    """
    allergens = {fact.concept for fact in facts.of(Kind.ALLERGY) if not fact.assertion.negated}
    wanted = [kind for kind in _LISTED if kind in section.kinds]
    said = {kind: _naming(kind, entries) for kind in wanted}
    mentions: dict[tuple[Kind, str], list[Fact]] = {}
    for fact in facts.of(*wanted):
        if fact.assertion.experiencer is Experiencer.PATIENT and not fact.statement.text.endswith("?"):
            mentions.setdefault((fact.kind, fact.concept), []).append(fact)
    for found in mentions.values():
        fact = found[-1]
        denied = fact.kind is Kind.MEDICATION and fact.assertion.negated and fact.status is Status.UNKNOWN
        is_allergen = (
            fact.kind is Kind.MEDICATION and fact.concept in allergens and not any(one.dosage for one in found)
        )
        if denied or is_allergen or _is_class(fact) or all(_is_proposed(one, planned) for one in found):
            continue
        if fact.name.lower() not in said[fact.kind]:
            about = Section.ALLERGIES if fact.kind is Kind.ALLERGY else Section.MEDICATIONS
            yield Line("", said_of(fact), Origin.FACTS, (fact.statement,)), about


def _naming(kind: Kind, entries: Sequence[Entry]) -> str:
    """Return what names things of a kind: of allergies only the lines that speak of them."""
    texts = (entry.text for entry in entries if kind is not Kind.ALLERGY or _speaks_of_allergy(entry))
    return " ".join(texts).lower()


def _speaks_of_allergy(entry: Entry) -> bool:
    return entry.section is Section.ALLERGIES or bool(_ALLERGIC.search(entry.text))


def _is_proposed(fact: Fact, planned: Container[tuple[str, int, int]]) -> bool:
    proposed = fact.status in (Status.PLANNED, Status.UNKNOWN)
    return fact.kind is Kind.MEDICATION and proposed and _spot(fact.statement) in planned


def _is_of_a_list(entry: Entry, stated: Sequence[Fact]) -> bool:
    """Tell whether a line of the medicines names none and only tells of their list."""
    if entry.section is not Section.MEDICATIONS or any(fact.kind is Kind.MEDICATION for fact in stated):
        return False
    return bool(_OF_A_LIST.search(entry.text))


def _is_class(fact: Fact) -> bool:
    """Tell whether a medication is but a kind of medicines ("diuretics"), which nobody can take."""
    return fact.kind is Kind.MEDICATION and not fact.dosage and fact.name.lower().endswith("s")


def said_of(fact: Fact) -> str:
    """Return an allergy or a medication as a line of a list, in the record's own words."""
    if fact.kind is Kind.ALLERGY:
        if fact.assertion.negated:
            return f"{fact.source.text}."
        reaction = f": {fact.detail}" if fact.detail else ""
        return f"Allergic to {fact.name}{reaction}."
    dosage = fact.dosage
    parts = [fact.name, *((dosage.dose, dosage.route, dosage.frequency) if dosage else ())]
    said = " ".join(dict.fromkeys(part for part in parts if part))
    status = "not taken" if fact.assertion.negated else fact.status.value if fact.status is not Status.CONTINUED else ""
    past = "in the past" if fact.assertion.historical and not status else ""
    remark = ", ".join(one for one in (status, past, "uncertain" if fact.assertion.uncertain else "") if one)
    return f"{said[:1].upper()}{said[1:]}{f' ({remark})' if remark else ''}."
