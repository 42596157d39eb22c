"""RTF, by striprtf, with what that leaves out: headers, footers, notes, text boxes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from modules.adapters.readers.composing import Composer, clean, counted, header_of
from modules.adapters.readers.rtf_parts import Parts, parts_of
from modules.adapters.readers.source import Source
from modules.core.errors import NoText
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "application/rtf"


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the document as one page, and notes about what it also holds."""
    parts = parts_of(source.content())
    composer = Composer()
    _add_each(composer, parts, "header")
    composer.gap()
    _add_text(composer, _text(parts.body, parts))
    for kind in ("box", "footnote", "footer"):
        composer.gap()
        _add_each(composer, parts, kind)
    comments = [text for piece in parts.of("comment") if (text := clean(_text(piece, parts)))]
    if comments:
        composer.heading("Comments", 1)
    for comment in comments:
        composer.line(f"Comment: {comment}")
    if not len(composer):
        raise NoText("There is no text in the file.")
    yield Opened(MEDIA_TYPE, 1)
    if deleted := len(parts.others.get("deleted", [])):
        yield Note(f"The document holds {counted(deleted, 'tracked change')}; it is read as if all were accepted.")
    if parts.hidden:
        yield Note("The document holds hidden text, which is not read.")
    if comments:
        yield Note(f"The document holds {counted(len(comments), 'comment')}, given at its end.")
    yield composer.page(1)


def _text(piece: str, parts: Parts) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(piece, encoding=parts.encoding, errors="ignore"))  # type: ignore[no-untyped-call]


def _add_each(composer: Composer, parts: Parts, kind: str) -> None:
    """Add the different pieces of a kind; a footnote says that it is one."""
    for number, text in enumerate(dict.fromkeys(_text(piece, parts).strip() for piece in parts.of(kind)), 1):
        _add_text(composer, f"Footnote {number}: {clean(text)}" if kind == "footnote" and text else text)


def _add_text(composer: Composer, text: str) -> None:
    for is_row, lines in groupby(text.split("\n"), key=_is_row):
        if is_row:
            rows = [line.strip().rstrip("|").split("|") for line in lines]
            composer.table(rows, header_of(rows))
            continue
        for line in lines:
            if clean(line):
                composer.line(line)
            else:
                composer.gap()


def _is_row(line: str) -> bool:
    """Tell whether striprtf has made this line of a table's row: it ends each cell with a bar."""
    return line.rstrip().endswith("|") and line.count("|") > 1
