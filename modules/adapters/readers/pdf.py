"""PDF: text, boxes, headings and tables by pdfium, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium

from modules.adapters.readers.layout import page_of
from modules.adapters.readers.pdf_words import FontTable, page_words
from modules.adapters.readers.source import Source
from modules.core.errors import Encrypted, Malformed, TooLarge
from modules.core.types import Opened, Page, ReadEvent

MEDIA_TYPE = "application/pdf"


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the file's pages. The caller's process must use pdfium in one thread only: it is not thread-safe."""
    with closing(open_pdf(source.path, source.password)) as document:
        count = len(document)
        if count > source.limits.max_pages:
            raise TooLarge(
                f"The file has {count:,} pages; at most {source.limits.max_pages:,} are read.",
                "Split it into parts and add those.",
            )
        yield Opened(MEDIA_TYPE, count)
        fonts = FontTable()
        for index in range(count):
            yield _page(document, index, fonts)


def open_pdf(path: Path, password: str) -> pdfium.PdfDocument:
    """Open a PDF.

    Raises:
        Encrypted: a password is needed, or another one.
        Malformed: pdfium finds no document in it.
    """
    try:
        return pdfium.PdfDocument(path, password=password or None)
    except pdfium.PdfiumError as exc:
        if "password" in str(exc).lower():
            raise encrypted(password) from exc
        raise Malformed(
            "The file says that it is a PDF, but it is damaged beyond repair.",
            "Open it in the program that made it and save it again.",
        ) from exc


def encrypted(password: str) -> Encrypted:
    """Return what to tell the visitor about a locked file."""
    if password:
        return Encrypted("That password does not open the file.", "Try another one; capital letters count.")
    return Encrypted("The file is protected by a password.", "Type its password to have it read.")


def _page(document: pdfium.PdfDocument, index: int, fonts: FontTable) -> Page:
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        found = page_words(page.raw, text_page.raw, fonts)
    return page_of(index + 1, found.words)
