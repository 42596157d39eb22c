"""Word files made from text: a contract that was no Word file, and the comparison of two versions."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.shared import Pt

from modules.adapters.tracked_docx.elements import Pen, clean, mark_end, run, wrap_deleted
from modules.core.edits import Paragraph
from modules.core.redline import Change

_DEEPEST_HEADING = 9  # that Word knows


def plain_docx(paragraphs: Iterable[Paragraph], *, title: str = "") -> bytes:
    """Return a contract as a Word file of its text alone: headings and paragraphs, in which edits can be tracked.

    Args:
        paragraphs: in order; empty ones are left out.
        title: the file's title in its properties; the text does not hold it.
    """
    document = _new(title)
    for paragraph in paragraphs:
        if text := clean(paragraph.text).strip():
            level = min(paragraph.level, _DEEPEST_HEADING)
            document.add_paragraph(style=f"Heading {level}" if level else None).add_run(text)
    return _saved(document)


def redline_docx(
    paragraphs: Iterable[Sequence[Change]], *, title: str, notices: Sequence[str], author: str, date: datetime
) -> bytes:
    """Return a comparison as a Word file: what differs is a tracked change, which whoever opens it accepts or rejects.

    Rejecting all gives the old text, accepting all the new one; a paragraph that is all new, or all gone, leaves none.

    Args:
        paragraphs: each as the way from the old text to the new one.
        title: stands above the text.
        notices: what the file is not, at the head of every page.
        author: whose changes they are.
        date: when they were made.
    """
    document = _new(title)
    document.add_heading(clean(title), level=1)
    for notice in notices:
        line = document.sections[0].header.add_paragraph().add_run(clean(notice))
        line.italic, line.font.size = True, Pt(8)
    pen = Pen(author, date, set())
    for changes in paragraphs:
        if any(change.text for change in changes):
            _add_changes(document.add_paragraph()._p, changes, pen)
    document.add_paragraph()  # the end of the last one, where it is new or gone, needs another to merge with
    return _saved(document)


def _add_changes(paragraph: Any, changes: Sequence[Change], pen: Pen) -> None:
    for change in changes:
        if change.kind == "insert":
            paragraph.append(pen.inserted(paragraph, change.text, None))
            continue
        stretch = run(paragraph, change.text)
        paragraph.append(stretch)
        if change.kind == "delete":
            wrap_deleted(stretch, pen, None)
    kinds = {change.kind for change in changes if change.text}
    for kind, name in (("insert", "ins"), ("delete", "del")):
        if kinds == {kind}:
            mark_end(paragraph, pen.signed(paragraph, name))


def _new(title: str) -> Any:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = clean(title)[:200], "", ""
    return document


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
