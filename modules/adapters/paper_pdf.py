"""A paper as a PDF: every page says whom it is about, whether it is signed, and which page of how many it is.

The fonts beside this file have Latin, Greek and Cyrillic letters and the signs of medicine and mathematics. Whatever
else there is, all scripts that are written from right to left among it, cannot be printed here: each such character
becomes a box, and the first page says so, rather than letters that are missing or stand in the wrong order.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from modules.core.printed import Noted, PrintedLine, PrintedPaper, PrintedSection, moment, printable

_FONTS = Path(__file__).parent / "fonts"
_NAME, _BOLD = "Paper", "Paper-Bold"
_MARGIN, _HEAD = 20 * mm, 14 * mm
_BOX = "\u25a1"
_UNPRINTED = (
    "Some characters of this text cannot be printed in a PDF and stand as {}; the Word and text files have them."
)
# The layout of a word, or of a paragraph over several pages, takes a time that grows with the square of its length.
_WORD_LIMIT = 100
_PARAGRAPH_LIMIT = 2_000
_LONG_WORD = re.compile(rf"(\S{{{_WORD_LIMIT}}})(?=\S)")
_RED, _GRAY = HexColor(0xB00020), HexColor(0x555555)
_TEXT = ParagraphStyle("text", fontName=_NAME, fontSize=10, leading=14, spaceAfter=3)
_STYLES = {
    "text": _TEXT,
    "title": ParagraphStyle("title", _TEXT, fontName=_BOLD, fontSize=18, leading=24, spaceAfter=6),
    "heading": ParagraphStyle("heading", _TEXT, fontName=_BOLD, fontSize=12, leading=16, spaceBefore=8, keepWithNext=1),
    "item": ParagraphStyle("item", _TEXT, leftIndent=14, bulletIndent=3),
    "small": ParagraphStyle("small", _TEXT, fontSize=8, leading=11, textColor=_GRAY),
    "warning": ParagraphStyle("warning", _TEXT, fontName=_BOLD, fontSize=9, leading=12, textColor=_RED),
}


def as_pdf(paper: PrintedPaper) -> bytes:
    """Return the paper as a PDF file."""
    _register()
    paper = printable(paper)
    writer = _Writer()
    story = list(_story(paper, writer))
    if writer.unprinted:
        story.insert(1, Paragraph(_UNPRINTED.format(_BOX), _STYLES["warning"]))
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN + 4 * mm,
        bottomMargin=_MARGIN,
        title=paper.title,
        author=paper.signed.name if paper.signed else "",
        lang="en",
        invariant=1,
    )
    head = writer.shown(f"{paper.subject} · {paper.title}")
    document.build(story, canvasmaker=partial(_NumberedCanvas, head=head, status=paper.status))
    return file.getvalue()


class _Writer:
    """Makes text into reportlab's markup. `unprinted` says whether a character had to be replaced."""

    def __init__(self) -> None:
        self.unprinted = False

    def shown(self, text: str) -> str:
        """Return the text on one line with what the fonts have."""
        there = _printed_characters()
        line = " ".join(text.split())
        kept = "".join(letter if ord(letter) in there else _BOX for letter in line)
        self.unprinted = self.unprinted or kept != line
        return _LONG_WORD.sub(r"\1 ", kept)

    def markup(self, text: str) -> str:
        """Return the same as markup that shows it literally."""
        return escape(self.shown(text))

    def pieces(self, text: str, style: str, bullet: str | None = None, tail: str = "") -> Iterator[Flowable]:
        """Yield a text, with markup behind it, as paragraphs of which none is too long."""
        pieces = textwrap.wrap(self.shown(text), _PARAGRAPH_LIMIT, break_on_hyphens=False) or [""]
        for number, piece in enumerate(pieces):
            end = tail if number == len(pieces) - 1 else ""
            yield Paragraph(escape(piece) + end, _STYLES[style], bulletText=None if number else bullet)

    def tail(self, line: PrintedLine) -> str:
        """Return the sources and the remark of a line as markup."""
        numbers = "".join(f"[{number}]" for number in line.sources)
        marks = f'<super size="7">{numbers}</super>' if numbers else ""
        return marks + (f' <font size="8" color="#555555">({self.markup(line.remark)})</font>' if line.remark else "")


class _NumberedCanvas(Canvas):  # type: ignore[misc]
    """Draws head and foot of every page once the number of pages is known."""

    def __init__(self, *args: Any, head: str, status: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._head, self._status = head, status
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page until all are there."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw what is around the text of every page, then write the file."""
        for page in self._pages:
            self.__dict__.update(page)
            self._draw_frame(len(self._pages))
            super().showPage()
        super().save()

    def _draw_frame(self, pages: int) -> None:
        width, height = A4
        self.setFont(_BOLD, 8)
        self.setFillColor(_GRAY if self._status == "SIGNED" else _RED)
        self.drawRightString(width - _MARGIN, height - _HEAD, self._status)
        room = width - 2 * _MARGIN - pdfmetrics.stringWidth(self._status, _BOLD, 8) - 5 * mm
        self.setFont(_NAME, 8)
        self.setFillColor(_GRAY)
        self.drawString(_MARGIN, height - _HEAD, _fitting(self._head, room))
        self.drawRightString(width - _MARGIN, _HEAD, f"Page {self._pageNumber} of {pages}")


def _story(paper: PrintedPaper, writer: _Writer) -> Iterator[Flowable]:
    markup = writer.markup
    yield Paragraph(markup(paper.title), _STYLES["title"])
    for label, value in paper.about:
        yield from writer.pieces(f"{label}: {value}", "text")
    for said in (paper.notice, *paper.remarks):
        yield from writer.pieces(said, "small")
    for section in paper.sections:
        yield from _section(section, writer)
    if paper.sources:
        yield Paragraph("Sources", _STYLES["heading"])
    for source in paper.sources:
        quote = f"“{source.quote}”" if source.quote else "deleted from Vouch"
        yield from writer.pieces(f"[{source.number}] {source.place}: {quote}", "small")
    yield Paragraph("Signature", _STYLES["heading"])
    for number, line in enumerate(paper.signature()):
        yield Paragraph(f"<b>{markup(line)}</b>" if number == 0 else markup(line), _STYLES["text"])
    yield from _notes("Addenda", paper.addenda, writer)
    yield from _notes("Changes", paper.log, writer)
    yield Paragraph(f"Made on {moment(paper.made)}.", _STYLES["small"])


def _section(section: PrintedSection, writer: _Writer) -> Iterator[Flowable]:
    yield Paragraph(writer.markup(section.title), _STYLES["heading"])
    if not section.lines:
        yield Paragraph(writer.markup(section.empty), _STYLES["small"])
    elif section.bulleted:
        for line in section.lines:
            yield from writer.pieces(line.text, "item", "•", writer.tail(line))
    else:
        yield from _running(section.lines, writer)


def _running(lines: Sequence[PrintedLine], writer: _Writer) -> Iterator[Flowable]:
    """Yield lines as running text, in paragraphs of which none is too long."""
    kept: list[str] = []
    for line in lines:
        if len(line.text) > _PARAGRAPH_LIMIT or sum(map(len, kept)) > _PARAGRAPH_LIMIT:
            if kept:
                yield Paragraph(" ".join(kept), _STYLES["text"])
            kept = []
        if len(line.text) > _PARAGRAPH_LIMIT:
            yield from writer.pieces(line.text, "text", tail=writer.tail(line))
        else:
            kept.append(writer.markup(line.text) + writer.tail(line))
    if kept:
        yield Paragraph(" ".join(kept), _STYLES["text"])


def _notes(title: str, notes: tuple[Noted, ...], writer: _Writer) -> Iterator[Flowable]:
    if notes:
        yield Paragraph(title, _STYLES["heading"])
    for note in notes:
        yield Paragraph(f"{moment(note.when)}, {writer.markup(note.by())}", _STYLES["small"])
        for line in note.text.splitlines():
            yield from writer.pieces(line, "text")


def _fitting(text: str, room: float) -> str:
    while text and pdfmetrics.stringWidth(text, _NAME, 8) > room:
        text = f"{text[:-2].rstrip()}…" if len(text) > 2 else ""
    return text


@cache
def _register() -> None:
    """Make the fonts known to reportlab, once a process."""
    pdfmetrics.registerFont(TTFont(_NAME, _FONTS / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont(_BOLD, _FONTS / "DejaVuSans-Bold.ttf"))
    pdfmetrics.registerFontFamily(_NAME, normal=_NAME, bold=_BOLD, italic=_NAME, boldItalic=_BOLD)


@cache
def _printed_characters() -> frozenset[int]:
    """Return the code points that both fonts have."""
    faces = [pdfmetrics.getFont(name).face for name in (_NAME, _BOLD)]
    return frozenset(faces[0].charToGlyph) & frozenset(faces[1].charToGlyph)
