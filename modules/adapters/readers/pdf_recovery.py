"""Text of damaged PDF files and pages that pdfium cannot read, by pypdf: without places, headings and tables.

Of 30 files with random bytes written over them pdfium refused 9, of which pypdf read 4; of the rest pypdf found more in
5 and less in 16. So pdfium comes first.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from modules.adapters.readers.composing import Composer, counted
from modules.adapters.readers.locked import encrypted
from modules.adapters.readers.source import Source
from modules.core.errors import TooLarge
from modules.core.types import Note, Opened, Page, ReadEvent

MAX_SECONDS = 60.0  # for all pages of a file together; pypdf is slow on some
# Besides its own errors pypdf lets Python's pass where a damaged file breaks what it takes for granted.
FAILURES = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip


class Recovery:
    """Reads pages as plain text until the time for one file is spent.

    Attributes:
        pages: how many there are; 0 where there is nothing to read.
        skipped: how many were left out for want of time.
    """

    def __init__(self, path: Path, password: str) -> None:
        """Open a file.

        Raises:
            Encrypted: a password is needed, or another one.
        """
        self.pages = 0
        self.skipped = 0
        self._spent = 0.0
        try:
            self._reader = PdfReader(path)
            if self._reader.is_encrypted and not self._reader.decrypt(password):
                raise encrypted(password)
            self.pages = len(self._reader.pages)
        except FAILURES:
            return

    def page(self, number: int) -> Page:
        """Return a page, from 1; one that cannot be read has no text."""
        composer = Composer()
        if self._spent > MAX_SECONDS:
            self.skipped += 1
        else:
            began = time.monotonic()
            for line in self._lines(number):
                composer.line(line) if line.strip() else composer.gap()
            self._spent += time.monotonic() - began
        return composer.page(number)

    def _lines(self, number: int) -> list[str]:
        try:
            return self._reader.pages[number - 1].extract_text().splitlines()
        except FAILURES:
            return []


def recover(source: Source) -> Iterator[ReadEvent]:
    """Yield what pypdf reads of a file that pdfium refuses; nothing where that is nothing.

    Raises:
        Encrypted: a password is needed, or another one.
    """
    recovery = Recovery(source.path, source.password)
    if recovery.pages > source.limits.max_pages:
        raise TooLarge(f"The file has {recovery.pages:,} pages; at most {source.limits.max_pages:,} are read.")
    pages = [recovery.page(number) for number in range(1, recovery.pages + 1)]
    if any(page.text for page in pages):
        yield Opened("application/pdf", len(pages))
        yield from pages
        yield Note("The file is damaged. Its text was recovered as far as it goes, without pictures and tables.")
        if recovery.skipped:
            yield Note(f"{counted(recovery.skipped, 'page')} not read, because that took too long.")
