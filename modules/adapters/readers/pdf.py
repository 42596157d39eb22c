"""PDF: text, boxes, headings and tables by pdfium, a page at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from PIL.Image import Image
from pypdfium2 import raw

from modules.adapters.readers.bookmarks import bookmarks_of
from modules.adapters.readers.composing import counted
from modules.adapters.readers.headings import SCANNED_LARGER, Style
from modules.adapters.readers.layout import page_of
from modules.adapters.readers.locked import encrypted
from modules.adapters.readers.ocr import LONG_SIDE, words_in
from modules.adapters.readers.pdf_fields import add_fields
from modules.adapters.readers.pdf_properties import properties_of
from modules.adapters.readers.pdf_remarks import Remark, remarks_on, with_remarks
from modules.adapters.readers.pdf_words import FontTable, PageWords, page_words, text_page_of
from modules.adapters.readers.running import without_running_lines
from modules.adapters.readers.source import Limits, Source
from modules.adapters.readers.words import Word
from modules.core.errors import Malformed, NoText, TooLarge
from modules.core.types import Note, Opened, Page, ReadEvent

if TYPE_CHECKING:
    from modules.adapters.readers.pdf_recovery import Recovery

MEDIA_TYPE = "application/pdf"
FEW_WORDS = 8  # a page with pictures and fewer words than this is a scan with a stamp on it
MOSTLY_BROKEN = 0.3  # share of characters without a Unicode value, above which OCR reads the page better
MAX_OBJECTS = 2_000  # of a page, looked at for pictures
PICTURED = 0.05  # share of the page that pictures cover, below which they are logos
DRAWN_LETTERS = 12  # strokes and fills on a page without text, from which they may be letters rather than rules
BLANK_RANGE = 16  # of 255, between the darkest and the lightest pixel of an empty page


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the file's pages. The caller's process must use pdfium in one thread only: it is not thread-safe."""
    try:
        document = open_pdf(source.path, source.password)
    except Malformed:
        yield from _recovered(source)
        return
    yield from _pages(document, source)


def _pages(document: pdfium.PdfDocument, source: Source) -> Iterator[ReadEvent]:
    with closing(document):
        count = len(document)
        if count > source.limits.max_pages:
            raise TooLarge(
                f"The file has {count:,} pages; at most {source.limits.max_pages:,} are read.",
                "Split it into parts and add those.",
            )
        yield Opened(MEDIA_TYPE, count)
        style = Style(bookmarks_of(document))
        scans = Scans(document, source.limits, Style(style.bookmarks, larger=SCANNED_LARGER))
        blanks = Blanks(source, count)
        letters, comments, first = 0, 0, ""
        for found, words in without_running_lines(_found(document)):
            page = (
                scans.read(found) if found.wants_ocr else page_of(found.number, words, style, ordered=not found.filled)
            )
            page, more = with_remarks(page if page.text else blanks.read(page), found.remarks)
            comments += more
            letters += len(page.text)
            first = page.text if page.number == 1 else first
            yield page
        if comments:
            yield Note(f"The file holds {counted(comments, 'comment')}, given at the end of their pages.")
        if scans.skipped:
            yield Note(f"{counted(scans.skipped, 'scanned page')} not read, because that took too long.")
        if scans.failed:
            yield Note(f"{counted(scans.failed, 'scanned page')} not read, because recognising the text failed.")
        if not letters:
            raise NoText(
                "No text was found in the file, neither stored nor in pictures of pages.",
                "If there is some to be seen, scan it again, sharper or larger.",
            )
        if properties := properties_of(document, first):
            yield Note(properties)


def _recovered(source: Source) -> Iterator[ReadEvent]:
    """Yield what another library reads of a file that pdfium refuses, or pages without their list; or refuse it too."""
    from modules.adapters.readers.pdf_pages import with_page_tree
    from modules.adapters.readers.pdf_recovery import recover

    events = list(recover(source))
    if events:
        yield from events
        return
    try:
        document = pdfium.PdfDocument(with_page_tree(source.content()))
        for event in _pages(document, source):  # the file itself opens nowhere: no place on a page can be shown
            yield replace(event, boxes=None) if isinstance(event, Page) else event
    except (pdfium.PdfiumError, NoText) as exc:
        raise damaged() from exc
    yield Note("The file is cut off or damaged: only those pages were read that could be found in it.")


def open_pdf(path: Path, password: str) -> pdfium.PdfDocument:
    """Open a PDF.

    Raises:
        Encrypted: a password is needed, or another one.
        Malformed: pdfium finds no document in it.
    """
    try:
        return pdfium.PdfDocument(path, password=password or None)
    except pdfium.PdfiumError as exc:
        # What pdfium says may be left over from the file before: a locked one names its lock.
        if "password" in str(exc).lower() and b"/Encrypt" in path.read_bytes():
            raise encrypted(password) from exc
        raise damaged() from exc


def damaged() -> Malformed:
    """Return what to tell the visitor about a file that nothing opens."""
    return Malformed(
        "The file says that it is a PDF, but it is damaged beyond repair.",
        "Open it in the program that made it and save it again.",
    )


@dataclass(slots=True)
class Found:
    """What a page holds before anything is done about it.

    Attributes:
        number: from 1.
        words: as stored in the file.
        wants_ocr: there is next to no text, or none that can be used, and something to be seen.
        filled: there are values of form fields among the words, out of their order.
        remarks: what was written onto it later.
    """

    number: int
    words: list[Word]
    wants_ocr: bool
    filled: bool
    remarks: list[Remark]


def _found(document: pdfium.PdfDocument) -> Iterator[tuple[Found, list[Word]]]:
    fonts = FontTable()
    if document.get_formtype():
        document.init_forms()
    for index in range(len(document)):
        filled = False
        remarks: list[Remark] = []
        try:
            with closing(document[index]) as page, closing(text_page_of(page)) as text_page:
                found = page_words(page.raw, text_page.raw, fonts)
                wants_ocr = _wants_ocr(page, found)
                filled = document.formenv is not None and add_fields(document.formenv.raw, page.raw, found)
                remarks = remarks_on(page.raw)
        except pdfium.PdfiumError:  # this page is broken; the others may not be
            found, wants_ocr = PageWords([], 0, 0, 0, 0), False
        yield Found(index + 1, found.words, wants_ocr, filled, remarks), found.words


def _wants_ocr(page: pdfium.PdfPage, found: PageWords) -> bool:
    if found.broken > MOSTLY_BROKEN:
        return True
    if len(found.words) >= FEW_WORDS:
        return False
    items = list(islice(page.get_objects(max_depth=2), MAX_OBJECTS))
    drawn = sum(item.type != raw.FPDF_PAGEOBJ_TEXT for item in items)
    return _pictured(page, items) >= PICTURED or (not found.words and drawn >= DRAWN_LETTERS)


def _pictured(page: pdfium.PdfPage, items: Sequence[pdfium.PdfObject]) -> float:
    """Return which share of the page pictures cover; one inside another object counts as the whole page."""
    width, height = page.get_size()
    share = 0.0
    for item in items:
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            share += 1.0 if item.level else (right - left) * (top - bottom) / max(width * height, 1.0)
    return share


class Scans:
    """Reads pages by OCR until the time for one file is spent.

    Attributes:
        skipped: how many pages were left out because it was.
        failed: of how many pages no text could be recognised, whatever is on them.
    """

    def __init__(self, document: pdfium.PdfDocument, limits: Limits, style: Style) -> None:
        self._document = document
        self._limits = limits
        self._style = style
        self._spent = 0.0
        self.skipped = 0
        self.failed = 0

    def read(self, found: Found) -> Page:
        """Return the page by OCR, or with the words that it stores if those are more."""
        if self._spent > self._limits.max_seconds:
            self.skipped += 1
            return page_of(found.number, found.words, self._style)
        began = time.monotonic()
        try:
            words = self._seen(found.number - 1)
        except (Malformed, pdfium.PdfiumError):
            words = []
            self.failed += 1
        self._spent += time.monotonic() - began
        if len(words) > len(found.words):
            return page_of(found.number, words, self._style, scanned=True)
        return page_of(found.number, found.words, self._style)

    def _seen(self, index: int) -> list[Word]:
        with closing(self._document[index]) as page:
            width, height = page.get_size()
            most = min(LONG_SIDE / max(width, height, 1), (self._limits.max_pixels / max(width * height, 1)) ** 0.5)
            picture = page.render(scale=most, may_draw_forms=True).to_pil().convert("RGB")
        return [] if _blank(picture) else words_in(picture)


class Blanks:
    """Has pypdf look at pages on which pdfium finds nothing; it is loaded, 0.3 s, for the first of them."""

    def __init__(self, source: Source, count: int) -> None:
        self._source = source
        self._count = count

    def read(self, page: Page) -> Page:
        """Return the page with what is on it after all, without places; or as it is."""
        if self._recovery.pages != self._count:
            return page
        found = self._recovery.page(page.number)
        return found if found.text else page

    @cached_property
    def _recovery(self) -> Recovery:
        from modules.adapters.readers.pdf_recovery import Recovery

        return Recovery(self._source.path, self._source.password)


def _blank(picture: Image) -> bool:
    """Tell whether a rendered page shows nothing: all its pixels are nearly alike."""
    shades = np.asarray(picture.convert("L"))
    return int(shades.max()) - int(shades.min()) < BLANK_RANGE
