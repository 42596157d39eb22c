"""ODT, ODS and ODP: text, headings and tables of their content.xml."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

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
        margins = _margins(archive.xml("styles.xml")) if kind == "text" else {}
        if root is None or _content(root) is None:
            raise archive.no_text_part("Save it again from LibreOffice.")
        damage = list(archive.notes())
    yield from _pages(source, root, kind, margins)
    yield from damage


def read_flat(source: Source, root: Element) -> Iterator[ReadEvent]:
    """Yield what is in a file that is one piece of XML, not zipped."""
    kind = attribute(root, "mimetype").removeprefix(MEDIA_TYPE)
    yield from _pages(source, root, kind, _margins(root) if kind == "text" else {})


def _content(root: Element) -> Element | None:
    body = child(root, "body")
    return next(iter(body), None) if body is not None else None


def _pages(source: Source, root: Element, kind: str, margins: dict[str, list[str]]) -> Iterator[ReadEvent]:
    content = _content(root)
    if content is None:
        raise Malformed("The file has no text part that can be read.", "Save it again from LibreOffice.")
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
        _add_lines(composer, margins.get("header", []))
        _add_table(composer, part) if name == "table" else _add_blocks(composer, part)
        _add_lines(composer, margins.get("footer", []))
        comments = _comments(part)
        if comments:
            composer.heading("Comments", 1)
        _add_lines(composer, comments)
        letters += len(composer)
        yield composer.page(number)
    if not letters:
        raise NoText("There is no text in the file.")
    yield from _notes(root)


def _margins(styles: Element | None) -> dict[str, list[str]]:
    """Return the different lines of headers and of footers."""
    found: dict[str, list[str]] = {"header": [], "footer": []}
    for element in styles.iter() if styles is not None else ():
        kind = local(element).partition("-")[0]
        if kind in found and local(element) in (kind, f"{kind}-left", f"{kind}-first"):
            found[kind] += [line for line in map(clean, _lines_in(element)) if line and line not in found[kind]]
    return found


def _comments(part: Element) -> list[str]:
    found = []
    for comment in part.iter():
        if local(comment) == "annotation":
            author = child(comment, "creator")
            name = clean(author.text or "") if author is not None else ""
            text = clean(" ".join(_lines_in(comment)))
            found.append(f"Comment by {name}: {text}" if name else f"Comment: {text}")
    return found


def _add_lines(composer: Composer, lines: list[str]) -> None:
    for line in lines:
        composer.line(line)
    composer.gap()


def _notes(root: Element) -> Iterator[Note]:
    names = [local(element) for element in root.iter()]
    if changes := names.count("changed-region"):
        yield Note(f"The document holds {counted(changes, 'tracked change')}; it is read as if all were accepted.")
    if comments := names.count("annotation"):
        yield Note(f"The document holds {counted(comments, 'comment')}, given at its end.")


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
    """Add a table; in a sheet an empty row ends one and begins the next."""
    for filled, rows in groupby(_rows(table), key=bool):
        if filled:
            region = list(rows)
            composer.table(region, header_of(region))


def _rows(table: Element) -> list[list[str]]:
    """Return the cells of each row; a cell that spans several is repeated, so that each row can be read alone."""
    rows: list[list[str]] = []
    spanning: dict[int, tuple[str, int]] = {}  # column -> text and how many rows it goes on for
    for row in _nearest(table, ("table-row",)):
        cells: list[str] = []
        for cell in _nearest(row, ("table-cell", "covered-table-cell")):
            text = clean(" ".join(_lines_in(cell)))
            if not text and local(cell) == "covered-table-cell" and len(cells) in spanning:
                text, left = spanning.pop(len(cells))
                spanning |= {len(cells): (text, left - 1)} if left > 1 else {}
            more = attribute(cell, "number-rows-spanned")
            if more.isdigit() and int(more) > 1:
                spanning[len(cells)] = (text, int(more) - 1)
            cells += [text] * _repeat(cell, "number-columns-repeated", empty=not text)
        while cells and not cells[-1]:
            cells.pop()
        rows += [cells] * _repeat(row, "number-rows-repeated", empty=not cells)
    return rows


def _nearest(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """Yield the nearest elements of these names, not those of a table within."""
    for inner in element:
        if local(inner) in names:
            yield inner
        elif local(inner) != "table":
            yield from _nearest(inner, names)


def _lines_in(element: Element) -> Iterator[str]:
    """Yield the text of every paragraph below an element."""
    for inner in element:
        name = local(inner)
        if name in _LINES:
            yield _text(inner)
        if name not in _UNSEEN:
            yield from _lines_in(inner)


def _repeat(element: Element, name: str, *, empty: bool) -> int:
    count = attribute(element, name)
    return min(int(count), 64 if empty else MAX_REPEAT) if count.isdigit() else 1
