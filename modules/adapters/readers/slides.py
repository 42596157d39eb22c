"""PPTX, read from its XML: a page for each slide, with its tables, charts and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.adapters.readers.archive import Archive, Element, attribute, child, local, open_archive, relations
from modules.adapters.readers.composing import Composer, clean, counted, header_of
from modules.adapters.readers.source import Source
from modules.core.errors import NoText, TooLarge
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_TITLES = ("title", "ctrTitle")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_EMPTY_KINDS = ("dt", "ftr", "sldNum")  # placeholders of date, footer and number


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield each slide as a page."""
    with open_archive(source) as archive:
        slides = _slides(archive)
        if len(slides) > source.limits.max_pages:
            raise TooLarge(f"The file has {len(slides):,} slides; at most {source.limits.max_pages:,} are read.")
        yield Opened(MEDIA_TYPE, len(slides))
        letters = hidden = 0
        for number, part in enumerate(slides, 1):
            composer = Composer()
            root = archive.xml(part)
            if root is not None:
                hidden += attribute(root, "show") == "0"
                links = relations(archive, part)
                _add_shapes(composer, root, archive, links)
                _add_notes(composer, archive, links)
            letters += len(composer)
            yield composer.page(number)
        if not letters:
            raise NoText("There is no text on the slides.", "If they are pictures, save the file as PDF and add that.")
        if hidden:
            yield Note(f"{counted(hidden, 'slide')} hidden when the presentation is shown, read too.")
        yield from archive.notes()


def _slides(archive: Archive) -> list[str]:
    """Return the slides' parts in the order in which they are shown."""
    main = next(
        (part for kind, part in relations(archive, "").values() if kind == "officeDocument"), "ppt/presentation.xml"
    )
    root, links = archive.xml(main), relations(archive, main)
    listed = child(root, "sldIdLst")
    keys = [_relation(entry) for entry in listed] if listed is not None else []
    slides = [links[key][1] for key in keys if key in links]
    if root is None or not links:  # in the order in which they were made
        slides = sorted(filter(_SLIDE.fullmatch, archive.names), key=lambda name: int(_SLIDE.sub(r"\1", name)))
    if root is None and not slides:
        raise archive.no_text_part("Save it again from PowerPoint.")
    archive.damaged |= {name for name in (main, *slides) if name not in archive.names}
    return slides


def _relation(entry: Element) -> str:
    """Return r:id, which is not the plain id beside it."""
    return next((str(value) for key, value in entry.attrib.items() if str(key).endswith("}id")), "")


def _add_shapes(composer: Composer, parent: Element, archive: Archive, links: dict[str, tuple[str, str]]) -> None:
    for element in parent:
        match local(element):
            case "sp":
                _add_shape(composer, element)
            case "graphicFrame":
                _add_graphic(composer, element, archive, links)
            case "Fallback":
                continue
            case _:
                _add_shapes(composer, element, archive, links)


def _add_shape(composer: Composer, shape: Element) -> None:
    kind = next((attribute(e, "type") for e in shape.iter() if local(e) == "ph"), "")
    if kind in _EMPTY_KINDS:
        return
    lines = [line for paragraph in shape.iter() if local(paragraph) == "p" for line in _text(paragraph).split("\n")]
    if kind in _TITLES:
        composer.heading(" ".join(lines), 1)
        return
    for line in lines:
        composer.line(line)
    composer.gap()


def _text(paragraph: Element) -> str:
    parts = []
    for element in paragraph.iter():
        match local(element):
            case "t":
                parts.append(element.text or "")
            case "br":
                parts.append("\n")
            case "tab":
                parts.append(" ")
    return "".join(parts)


def _add_graphic(composer: Composer, frame: Element, archive: Archive, links: dict[str, tuple[str, str]]) -> None:
    for element in frame.iter():
        match local(element):
            case "tbl":
                rows = [[_cell(cell) for cell in row if local(cell) == "tc"] for row in element if local(row) == "tr"]
                composer.table(rows, header_of(rows))
            case "chart" if _relation(element) in links:
                add_chart(composer, archive.xml(links[_relation(element)][1]))
            case "relIds":
                key = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}dm")), "")
                _add_diagram(composer, archive.xml(links[key][1]) if key in links else None)


def _cell(cell: Element) -> str:
    return clean(" ".join(_text(paragraph) for paragraph in cell.iter() if local(paragraph) == "p"))


def _add_diagram(composer: Composer, root: Element | None) -> None:
    for paragraph in root.iter() if root is not None else ():
        if local(paragraph) == "p":
            composer.line(_text(paragraph))
    composer.gap()


def add_chart(composer: Composer, root: Element | None) -> None:
    """Add a chart as the table that it is drawn from: a row for each category, a column for each series."""
    series = [e for e in root.iter() if local(e) == "ser"] if root is not None else []
    columns = {_first(child(one, "tx")): (_points(child(one, "cat")), _points(child(one, "val"))) for one in series}
    if not columns:
        return
    categories = next((cats for cats, _ in columns.values() if cats), {})
    places = sorted({place for _, values in columns.values() for place in values})
    rows = [[categories.get(place, ""), *(values.get(place, "") for _, values in columns.values())] for place in places]
    header = ["", *columns]
    composer.table([header, *rows], header)


def _points(element: Element | None) -> dict[int, str]:
    """Return the stored values of a chart's axis by their places."""
    found: dict[int, str] = {}
    for point in element.iter() if element is not None else ():
        value = child(point, "v") if local(point) == "pt" else None
        if value is not None and attribute(point, "idx").isdigit():
            found[int(attribute(point, "idx"))] = value.text or ""
    return found


def _first(element: Element | None) -> str:
    return next((e.text or "" for e in (element.iter() if element is not None else ()) if local(e) == "v"), "")


def _add_notes(composer: Composer, archive: Archive, links: dict[str, tuple[str, str]]) -> None:
    for kind, part in links.values():
        root = archive.xml(part) if kind == "notesSlide" else None
        if root is not None:
            spoken = Composer()
            _add_shapes(spoken, root, archive, {})
            text = clean(spoken.page(1).text)
            if text:
                composer.gap()
                composer.line(f"Speaker notes: {text}")
