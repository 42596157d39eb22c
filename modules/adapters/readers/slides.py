"""PPTX, read from its XML: a page for each slide, with its tables, charts and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.adapters.readers.archive import (
    Archive,
    Element,
    attribute,
    child,
    local,
    open_archive,
    relation_of,
    relations,
)
from modules.adapters.readers.charts import add_chart, charts_in
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
        authors = _authors(archive)
        letters = hidden = comments = 0
        for number, part in enumerate(slides, 1):
            composer = Composer()
            root = archive.xml(part)
            if root is not None:
                hidden += attribute(root, "show") == "0"
                links = relations(archive, part)
                _add_shapes(composer, root, archive, links)
                _add_notes(composer, archive, links)
                comments += _add_comments(composer, archive, links, authors)
            letters += len(composer)
            yield composer.page(number)
        if not letters:
            raise NoText("There is no text on the slides.", "If they are pictures, save the file as PDF and add that.")
        if hidden:
            yield Note(f"{counted(hidden, 'slide')} hidden when the presentation is shown, read too.")
        if comments:
            yield Note(f"The presentation holds {counted(comments, 'comment')}, given at the end of their slides.")
        yield from archive.notes()


def _main_part(archive: Archive) -> str:
    found = (part for kind, part in relations(archive, "").values() if kind == "officeDocument")
    return next(found, "ppt/presentation.xml")


def _slides(archive: Archive) -> list[str]:
    """Return the slides' parts in the order in which they are shown."""
    main = _main_part(archive)
    root, links = archive.xml(main), relations(archive, main)
    listed = child(root, "sldIdLst")
    keys = [relation_of(entry) for entry in listed] if listed is not None else []
    slides = [links[key][1] for key in keys if key in links]
    if root is None or not links:  # in the order in which they were made
        slides = sorted(filter(_SLIDE.fullmatch, archive.names), key=lambda name: int(_SLIDE.sub(r"\1", name)))
    if root is None and not slides:
        raise archive.no_text_part("Save it again from PowerPoint.")
    archive.damaged |= {name for name in (main, *slides) if name not in archive.names}
    return slides


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
    for chart in charts_in(frame, archive, links):
        add_chart(composer, chart)
    for element in frame.iter():
        match local(element):
            case "tbl":
                rows = [[_cell(cell) for cell in row if local(cell) == "tc"] for row in element if local(row) == "tr"]
                composer.table(rows, header_of(rows))
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


def _authors(archive: Archive) -> dict[str, str]:
    """Return the names of those who wrote comments, by their ids."""
    parts = [p for kind, p in relations(archive, _main_part(archive)).values() if kind in ("commentAuthors", "authors")]
    roots = [root for part in parts if (root := archive.xml(part)) is not None]
    return {attribute(author, "id"): clean(attribute(author, "name")) for root in roots for author in root}


def _add_comments(
    composer: Composer, archive: Archive, links: dict[str, tuple[str, str]], authors: dict[str, str]
) -> int:
    """Add the comments on a slide, with the answers to them; return how many there are."""
    lines = []
    for kind, part in links.values():
        root = archive.xml(part) if kind == "comments" else None
        for comment in root.iter() if root is not None else ():
            if local(comment) in ("cm", "reply") and (text := _comment_text(comment)):
                author = authors.get(attribute(comment, "authorId"), "")
                lines.append(f"Comment by {author}: {text}" if author else f"Comment: {text}")
    composer.gap()
    for line in lines:
        composer.line(line)
    return len(lines)


def _comment_text(comment: Element) -> str:
    """Return a comment's text: plain up to PowerPoint 2019, in paragraphs since."""
    plain, body = child(comment, "text"), child(comment, "txBody")
    paragraphs = [_text(e) for e in body if local(e) == "p"] if body is not None else []
    return clean(" ".join(paragraphs) if plain is None else plain.text or "")
