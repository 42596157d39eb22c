"""ODT, ODS and ODP: text, headings and tables of their content.xml."""

from __future__ import annotations

from collections.abc import Iterator

from modules.adapters.readers.archive import Element, attribute, child, local, open_archive
from modules.adapters.readers.composing import Composer, clean, counted, header_of
from modules.adapters.readers.source import Source
from modules.core.errors import Malformed, NoText, TooLarge, Unsupported
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "application/vnd.oasis.opendocument."
_UNSEEN = {
    "tracked-changes",
    "annotation",
    "annotation-end",
    "sequence-decls",
    "forms",
    "desc",
    "title",
    "note-citation",
}
_LINES = {"p", "h"}
MAX_REPEAT = 1_000  # of a cell or a row with text in it; empty ones are repeated a million times to the sheet's end


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield a text document as one page, each sheet of a workbook and each slide of a presentation as one."""
    with open_archive(source) as archive:
        manifest = archive.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise Unsupported(
                "The file is an OpenDocument with a password, which cannot be opened here.",
                "Save it without a password and add that.",
            )
        kind = archive.read("mimetype").decode("ascii", "replace").strip().removeprefix(MEDIA_TYPE)
        root = archive.xml("content.xml")
    body = child(root, "body")
    content = next(iter(body), None) if body is not None else None
    if root is None or content is None:
        raise Malformed("The file has no text part.", "Save it again from LibreOffice.")
    name = {"spreadsheet": "table", "presentation": "page"}.get(local(content), "")
    parts = [part for part in content if local(part) == name] if name else [content]
    if len(parts) > source.limits.max_pages:
        raise TooLarge(f"The file has {len(parts):,} pages; at most {source.limits.max_pages:,} are read.")
    yield Opened(f"{MEDIA_TYPE}{kind}", len(parts))
    letters = 0
    for number, part in enumerate(parts, 1):
        composer = Composer()
        if title := attribute(part, "name") if name else "":
            composer.heading(title, 1)
        letters -= len(composer)
        _add_table(composer, part) if name == "table" else _add_blocks(composer, part)
        letters += len(composer)
        yield composer.page(number)
    if not letters:
        raise NoText("There is no text in the file.")
    yield from _notes(root)


def _notes(root: Element) -> Iterator[Note]:
    names = [local(element) for element in root.iter()]
    if changes := names.count("changed-region"):
        yield Note(f"The document holds {counted(changes, 'tracked change')}; it is read as if all were accepted.")
    if comments := names.count("annotation"):
        yield Note(f"The document holds {counted(comments, 'comment')}, not read.")


def _add_blocks(composer: Composer, parent: Element) -> None:
    for element in parent:
        match local(element):
            case "h":
                level = attribute(element, "outline-level")
                composer.heading(_text(element), min(int(level), 9) if level.isdigit() else 1)
            case "p":
                composer.line(_text(element))
                composer.gap()
                _add_frames(composer, element)
            case "table":
                _add_table(composer, element)
            case name if name not in _UNSEEN:
                _add_blocks(composer, element)


def _add_frames(composer: Composer, paragraph: Element) -> None:
    """Add the text boxes and footnotes that hang on a paragraph, below it."""
    for element in paragraph:
        name = local(element)
        if name in ("text-box", "note-body"):
            _add_blocks(composer, element)
        elif name not in _UNSEEN:
            _add_frames(composer, element)


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for inner in element:
        name = local(inner)
        if name == "s":
            count = attribute(inner, "c")
            parts.append(" " * (min(int(count), 100) if count.isdigit() else 1))
        elif name in ("tab", "line-break"):
            parts.append(" ")
        elif name not in _UNSEEN and name not in ("text-box", "note-body"):
            parts.append(_text(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def _add_table(composer: Composer, table: Element) -> None:
    rows: list[list[str]] = []
    for row in table.iter():
        if local(row) == "table-row":
            cells: list[str] = []
            for cell in row:
                if local(cell) in ("table-cell", "covered-table-cell"):
                    text = clean(" ".join(_text(line) for line in cell.iter() if local(line) in _LINES))
                    cells += [text] * _repeat(cell, "number-columns-repeated", empty=not text)
            while cells and not cells[-1]:
                cells.pop()
            rows += [cells] * _repeat(row, "number-rows-repeated", empty=not cells)
    filled = [row for row in rows if row]
    composer.table(filled, header_of(filled))


def _repeat(element: Element, name: str, *, empty: bool) -> int:
    count = attribute(element, name)
    return min(int(count), 64 if empty else MAX_REPEAT) if count.isdigit() else 1
