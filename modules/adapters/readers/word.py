"""DOCX, read from its XML: what Word shows, with every change accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from modules.adapters.readers import mail, web
from modules.adapters.readers.archive import Archive, Element, attribute, child, local, open_archive, relations
from modules.adapters.readers.charts import add_chart, charts_in
from modules.adapters.readers.composing import Composer, clean, counted, header_of
from modules.adapters.readers.plain import decode
from modules.adapters.readers.source import Source
from modules.adapters.readers.word_notes import labels_of, references_in
from modules.adapters.readers.word_numbering import Numbering, read_numbering
from modules.adapters.readers.word_styles import Style, list_of, outline_of, read_styles, style_id_of
from modules.adapters.readers.word_text import SKIPPED, is_hidden, paragraphs_in, paragraphs_of, text_of, textboxes_of
from modules.core.errors import NoText
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONG_CELL = 1_500  # characters; a table with such a cell lays out a page, it is no table

_BLOCKS = {"p", "tbl"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo"}


@dataclass(slots=True)
class Parts:
    """A document's parts as far as they are text.

    Attributes:
        styles: style id -> style.
        footnotes: id of a footnote or an endnote ("footnote 2") -> its text.
        labels: the same -> how it is called, with its printed number ("Footnote 1").
        links: relation id -> kind and name of a part, such as an embedded text ("aFChunk") or a chart.
    """

    archive: Archive
    styles: dict[str, Style]
    numbering: Numbering
    footnotes: dict[str, str]
    labels: dict[str, str]
    links: dict[str, tuple[str, str]]
    seen: Counter[str] = field(default_factory=Counter)


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the document as one page, and notes about what it also holds."""
    with open_archive(source) as archive:
        main = _main_part(archive)
        root = archive.xml(main)
        body = child(root, "body")
        if root is None or body is None:
            raise archive.no_text_part("Save it again from Word.")
        links = relations(archive, main)
        parts = _parts(archive, root, links)
        composer = Composer()
        margins = _margins(archive, links)
        for line in margins["header"]:
            composer.line(line)
        composer.gap()
        _add_blocks(composer, body, parts)
        for line in margins["footer"]:
            composer.line(line)
        comments = _comments(archive, links)
        _add_comments(composer, comments)
        yield from _result(composer, parts, len(comments))
        yield from archive.notes()


def _result(composer: Composer, parts: Parts, comments: int) -> Iterator[ReadEvent]:
    if not len(composer):
        raise NoText(
            "There is no text in the file.", "If it holds pictures of pages, save it as PDF to have them read."
        )
    yield Opened(MEDIA_TYPE, 1)
    if changes := sum(parts.seen[kind] for kind in _CHANGES):
        yield Note(f"The document holds {counted(changes, 'tracked change')}; it is read as if all were accepted.")
    if comments:
        yield Note(f"The document holds {counted(comments, 'comment')}, given at its end.")
    if parts.seen["hidden"]:
        yield Note("The document holds hidden text, which is not read.")
    if embedded := parts.seen["embedded"]:
        yield Note(f"The document holds {counted(embedded, 'embedded file')}, not read.")
    yield composer.page(1)


def _main_part(archive: Archive) -> str:
    for kind, target in relations(archive, "").values():
        if kind == "officeDocument":
            return target
    return "word/document.xml"


def _parts(archive: Archive, root: Element, links: dict[str, tuple[str, str]]) -> Parts:
    targets = dict(links.values())
    numbering = read_numbering(archive.xml(targets.get("numbering", "word/numbering.xml")))
    footnotes: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        notes = archive.xml(targets.get(f"{kind}s", f"word/{kind}s.xml"))
        for note in notes if notes is not None else ():
            if attribute(note, "type") in ("", "normal"):
                footnotes[f"{kind} {attribute(note, 'id')}"] = clean(" ".join(paragraphs_of(note)))
    styles = read_styles(archive.xml(targets.get("styles", "word/styles.xml")))
    labels = labels_of(root, archive.xml(targets.get("settings", "word/settings.xml")))
    parts = Parts(archive, styles, numbering, footnotes, labels, links)
    parts.seen.update(name for e in root.iter() if (name := local(e)) in _CHANGES)
    parts.seen["hidden"] = sum(
        local(e) == "r" and is_hidden(e) and any(local(t) == "t" for t in e) for e in root.iter()
    )
    parts.seen["embedded"] = sum(1 for kind, _ in links.values() if kind in ("package", "oleObject"))
    return parts


def _margins(archive: Archive, links: dict[str, tuple[str, str]]) -> dict[str, list[str]]:
    """Return the different lines of headers and of footers."""
    found: dict[str, list[str]] = {"header": [], "footer": []}
    for kind, target in sorted(links.values(), key=lambda link: link[1]):
        if kind in found and (root := archive.xml(target)) is not None:
            lines = [line for line in map(clean, paragraphs_of(root)) if line]
            found[kind] += [line for line in dict.fromkeys(lines) if line not in found[kind]]
    return found


def _comments(archive: Archive, links: dict[str, tuple[str, str]]) -> list[str]:
    targets = dict(links.values())
    root = archive.xml(targets.get("comments", "word/comments.xml"))
    found = []
    for comment in root if root is not None else ():
        author = attribute(comment, "author")
        text = clean(" ".join(paragraphs_of(comment)))
        found.append(f"Comment by {author}: {text}" if author else f"Comment: {text}")
    return found


def _add_comments(composer: Composer, comments: list[str]) -> None:
    if comments:
        composer.heading("Comments", 1)
    for comment in comments:
        composer.line(comment)


def _add_blocks(composer: Composer, parent: Element, parts: Parts) -> None:
    for element in parent:
        match local(element):
            case "p":
                _add_paragraph(composer, element, parts)
            case "tbl":
                _add_table(composer, element, parts)
            case "altChunk":
                _add_chunk(composer, parts, attribute(element, "id"))
            case name if name not in SKIPPED:
                _add_blocks(composer, element, parts)


def _add_paragraph(composer: Composer, paragraph: Element, parts: Parts) -> None:
    properties = child(paragraph, "pPr")
    text = _numbered(paragraph, parts)
    if text.strip():
        lines = text.split("\n")
        level = outline_of(properties) or parts.styles.get(style_id_of(properties), Style()).level
        if level and len(lines[0]) < 300:
            composer.heading(" ".join(lines), level)
        else:
            for line in lines:
                composer.line(line)
            composer.gap()
    for text in _footnotes(paragraph, parts):
        composer.line(text)
    for box in textboxes_of(paragraph):
        _add_blocks(composer, box, parts)
    _add_charts(composer, paragraph, parts)


def _add_charts(composer: Composer, element: Element, parts: Parts) -> None:
    for chart in charts_in(element, parts.archive, parts.links):
        add_chart(composer, chart)


def _numbered(paragraph: Element, parts: Parts) -> str:
    """Return a paragraph's text with the number that Word prints before it; each call counts it."""
    text = text_of(paragraph)
    properties = child(paragraph, "pPr")
    style_id = style_id_of(properties)
    style = parts.styles.get(style_id, Style())
    listed = list_of(properties, style.number or parts.numbering.of_style(style_id) if style_id else None)
    return f"{parts.numbering.next(*listed)} {text}" if listed and text.strip() else text


def _footnotes(element: Element, parts: Parts) -> list[str]:
    found = []
    for kind, reference in references_in(element):
        key = f"{kind} {attribute(reference, 'id')}"
        if text := parts.footnotes.get(key):
            found.append(f"{parts.labels.get(key, kind.capitalize())}: {text}")
    return found


def _add_table(composer: Composer, table: Element, parts: Parts) -> None:
    rows = _rows(table, text_of)
    cells = [text for row in rows for text in row]
    if all(len(row) == 1 for row in rows) or any(len(text) > LONG_CELL for text in cells):
        for row in _descend(table, "tr"):
            for cell in _descend(row, "tc"):  # the nearest: a table in a cell adds its own, each once
                _add_blocks(composer, cell, parts)
        return
    rows = _rows(table, lambda paragraph: _numbered(paragraph, parts))  # now that each is counted once
    composer.table(rows, header_of(rows))
    for text in _footnotes(table, parts):
        composer.line(text)
    _add_charts(composer, table, parts)


def _rows(table: Element, text_in: Callable[[Element], str]) -> list[list[str]]:
    """Return the cells of each row; a cell merged downwards is repeated, so that each row can be read alone.

    `text_in` gives the text of a paragraph. Rows and cells whose removal is tracked are left out.
    """
    rows: list[list[str]] = []
    for row in _descend(table, "tr"):
        if child(row, "trPr", "del") is not None:
            continue
        cells: list[str] = [""] * _count(child(row, "trPr", "gridBefore"), 0)
        for cell in _descend(row, "tc"):
            properties = child(cell, "tcPr")
            if child(properties, "cellDel") is not None:
                continue
            merge = child(properties, "vMerge")
            text = clean(" ".join(map(text_in, paragraphs_in(cell))))
            if merge is not None and attribute(merge, "val") != "restart" and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            cells += [text, *[""] * (_count(child(properties, "gridSpan"), 1) - 1)]
        rows.append(cells)
    return rows


def _count(element: Element | None, otherwise: int) -> int:
    value = attribute(element, "val") if element is not None else ""
    return min(int(value), 100) if value.isdigit() and int(value) else otherwise


def _descend(element: Element, name: str) -> Iterator[Element]:
    """Yield the nearest elements of that name: through content controls and changes, not into nested tables."""
    for inner in element:
        found = local(inner)
        if found == name:
            yield inner
        elif found not in SKIPPED | _BLOCKS:
            yield from _descend(inner, name)


def _add_chunk(composer: Composer, parts: Parts, key: str) -> None:
    """Add a part that was put in whole: HTML, a saved web page (MHT) or text."""
    kind, name = parts.links.get(key, ("", ""))
    name = name if kind == "aFChunk" else ""
    data = parts.archive.read(name)
    if name.lower().endswith((".mht", ".mhtml", ".eml")):
        mail.add_body(composer, data)
    elif name.lower().endswith((".htm", ".html", ".xhtml")):
        web.add_html(composer, data)
    elif name.lower().endswith(".txt"):
        composer.line(decode(data))
    else:
        parts.seen["embedded"] += 1
