"""A conversation as a Word file."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt

from modules.core.export import Entry, Transcript, outcome_remark, pieces, remark, sources, when
from modules.core.types import Support

# What XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HIGHLIGHTS = {
    Support.PARTLY: WD_COLOR_INDEX.YELLOW,
    Support.UNSUPPORTED: WD_COLOR_INDEX.PINK,
    Support.NUMBER_NOT_FOUND: WD_COLOR_INDEX.PINK,
}
_EMPHASIS = re.compile(r"\*\*|__|(?m:^#{1,6} )")


def as_docx(transcript: Transcript) -> bytes:
    """Return the conversation as a .docx file: what is not vouched for is highlighted and says why."""
    document = Document()
    document.add_heading(_clean(transcript.title), level=0)
    if transcript.notice:
        document.add_paragraph().add_run(_clean(transcript.notice)).italic = True
    for entry in transcript.entries:
        _add_entry(document, entry, transcript)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_entry(document: Any, entry: Entry, transcript: Transcript) -> None:
    document.add_heading(_clean(entry.question), level=1)
    document.add_paragraph().add_run(_clean(when(entry))).italic = True
    _add_answer(document, entry)
    if said := outcome_remark(entry.answer):
        document.add_paragraph().add_run(_clean(said)).bold = True
    for heading, passages in sources(entry.answer):
        document.add_heading(heading, level=2)
        for passage in passages:
            document.add_paragraph().add_run(_clean(f"[{passage.marker}] {transcript.place(passage)}")).bold = True
            quoted = document.add_paragraph(style="Quote").add_run(_clean(passage.text))
            quoted.font.size = Pt(9)


def _add_answer(document: Any, entry: Entry) -> None:
    """Add the answer: a paragraph for each of its lines, a run for each of its sentences."""
    paragraph = document.add_paragraph()
    for text, sentence in pieces(entry.answer):
        for number, line in enumerate(text.split("\n")):
            if number and paragraph.runs:
                paragraph = document.add_paragraph()
            if not line.strip() and not paragraph.runs:
                continue
            run = paragraph.add_run(_EMPHASIS.sub("", _clean(line)))
            if sentence is not None and sentence.support in _HIGHLIGHTS:
                run.font.highlight_color = _HIGHLIGHTS[sentence.support]
        if sentence is not None and (said := remark(sentence)):
            paragraph.add_run(_clean(f" ⚠ {said}")).italic = True


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
