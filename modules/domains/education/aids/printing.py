"""Study aids as they are taken away: as a paper with numbered sources, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from modules.core.export_table import Column, Table
from modules.core.findings import Citation
from modules.core.printed import PrintedLine, PrintedPaper, PrintedSection, PrintedSource
from modules.domains.education.aids.concept_diagram import Diagram
from modules.domains.education.aids.flashcards import Flashcard
from modules.domains.education.aids.formula_sheet import SheetFormula
from modules.domains.education.aids.glossary import Entry
from modules.domains.education.aids.summary import SummaryLine
from modules.domains.education.aids.timeline import Event
from modules.domains.education.material import Material

NOTICE = "Made with Vouch from the documents named above, in their own words. Read it against the page."


@dataclass(frozen=True, slots=True)
class AidLine:
    """A line of any aid: what heads it, what it says, its section, and the places that vouch for it."""

    head: str
    text: str
    section: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Aid:
    """Any aid, ready for print. `columns` are the titles of head and text in a table."""

    title: str
    columns: tuple[str, str]
    lines: tuple[AidLine, ...]


def glossary_aid(entries: Sequence[Entry]) -> Aid:
    """Return a glossary for print, under the letters of the alphabet."""
    lines = tuple(AidLine(_with_aliases(one), one.meaning, one.term[:1].upper(), (one.source,)) for one in entries)
    return Aid("Glossary", ("Term", "Meaning"), lines)


def summary_aid(lines: Sequence[SummaryLine]) -> Aid:
    """Return a summary sheet for print."""
    return Aid(
        "Summary", ("Section", "Text"), tuple(AidLine("", one.text, _last(one.section), (one.source,)) for one in lines)
    )


def timeline_aid(events: Sequence[Event]) -> Aid:
    """Return a timeline for print."""
    return Aid("Timeline", ("When", "Event"), tuple(AidLine(one.when, one.text, "", (one.source,)) for one in events))


def formulas_aid(formulas: Sequence[SheetFormula]) -> Aid:
    """Return a formula sheet for print; behind each formula stands what its symbols mean."""
    return Aid(
        "Formulas",
        ("Formula", "Symbols"),
        tuple(
            AidLine(
                one.text,
                "; ".join(f"{symbol.symbol}: {symbol.meaning}" for symbol in one.symbols),
                _last(one.section),
                tuple(dict.fromkeys((one.source, *(symbol.source for symbol in one.symbols)))),
            )
            for one in formulas
        ),
    )


def flashcards_aid(cards: Sequence[Flashcard]) -> Aid:
    """Return flashcards for print: question and answer."""
    return Aid(
        "Flashcards",
        ("Front", "Back"),
        tuple(AidLine(one.front, one.back, _last(one.section), (one.source,)) for one in cards),
    )


def diagram_aid(drawn: Diagram) -> Aid:
    """Return a concept map as lines: concept, label, concept."""
    names = {one.id: one.name for one in drawn.nodes}
    return Aid(
        "Concept map",
        ("Concept", "Link"),
        tuple(AidLine(names[one.start], f"{one.label} {names[one.end]}", "", (one.source,)) for one in drawn.edges),
    )


def printed(aid: Aid, material: Material, made: float = 0.0) -> PrintedPaper:
    """Return an aid as a paper; each line has the numbers of its sources, which stand quoted at the end.

    Args:
        aid: what is printed.
        material: that it was made of: it has the documents' names.
        made: seconds since the epoch.
    """
    names = _names(material)
    cited = {place: number for number, place in enumerate(dict.fromkeys(_places(aid.lines)), start=1)}
    parts: dict[str, list[PrintedLine]] = {}
    for one in aid.lines:
        text = f"{one.head}: {one.text}" if one.head and one.text else one.head or one.text
        numbers = tuple(cited[place] for place in one.sources)
        parts.setdefault(one.section or aid.title, []).append(PrintedLine(text, numbers))
    return PrintedPaper(
        title=aid.title,
        subject="; ".join(names.values()),
        about=(("Made from", "; ".join(names.values())),),
        notice=NOTICE,
        sections=tuple(PrintedSection(title, tuple(lines), bulleted=True) for title, lines in parts.items()),
        sources=tuple(PrintedSource(number, _place(place, names), place.text) for place, number in cited.items()),
        made=made,
    )


def table(aid: Aid, material: Material) -> Table:
    """Return an aid as a table: its two columns, the section, and for each line its places and what stands there."""
    names = _names(material)
    rows = tuple(
        (
            one.head or one.section,
            one.text,
            one.section,
            "; ".join(_place(place, names) for place in one.sources),
            "\n".join(place.text for place in one.sources),
        )
        for one in aid.lines
    )
    columns = (Column(aid.columns[0]), Column(aid.columns[1]), Column("Section"), Column("Source"), Column("Quote"))
    return Table(aid.title, NOTICE, columns, rows, tuple(names.values()))


def _places(lines: Iterable[AidLine]) -> Iterable[Citation]:
    return (place for one in lines for place in one.sources)


def _names(material: Material) -> dict[str, str]:
    return {section.document_id: section.document_name for section in material.sections}


def _place(place: Citation, names: Mapping[str, str]) -> str:
    return f"{names.get(place.document_id, 'A document')}, page {place.page}"


def _with_aliases(one: Entry) -> str:
    return f"{one.term} ({', '.join(one.aliases)})" if one.aliases else one.term


def _last(path: tuple[str, ...]) -> str:
    return path[-1] if path else ""
