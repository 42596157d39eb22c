"""RTF, by striprtf, in the code page that the file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from modules.adapters.readers.composing import Composer, clean, header_of
from modules.adapters.readers.source import Source
from modules.core.errors import NoText
from modules.core.types import Opened, ReadEvent

MEDIA_TYPE = "application/rtf"
_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the document as one page."""
    from striprtf.striprtf import rtf_to_text

    data = source.content()
    named = _PAGE.search(data[:4096])
    encoding = f"cp{named[1].decode()}" if named else "cp1252"
    text = rtf_to_text(_decode(data, encoding), encoding=_known(encoding), errors="ignore")  # type: ignore[no-untyped-call]
    composer = Composer()
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
    if not len(composer):
        raise NoText("There is no text in the file.")
    yield Opened(MEDIA_TYPE, 1)
    yield composer.page(1)


def _is_row(line: str) -> bool:
    """Tell whether striprtf has made this line of a table's row: it ends each cell with a bar."""
    return line.rstrip().endswith("|") and line.count("|") > 1


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        return "cp1252"
    return encoding


def _decode(data: bytes, encoding: str) -> str:
    return data.decode(_known(encoding), "replace")
