"""A conversation as a Word file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Inches, Pt

from modules.core.export import Entry, Transcript, outcome_remark, pieces, remark, sources, when, without_controls
from modules.core.types import Answer, Support

_HIGHLIGHTS = {
    Support.PARTLY: WD_COLOR_INDEX.YELLOW,
    Support.UNSUPPORTED: WD_COLOR_INDEX.PINK,
    Support.NUMBER_NOT_FOUND: WD_COLOR_INDEX.PINK,
}
_STYLES = (
    ("Heading 3", re.compile(r"\s{0,3}#{1,6}\s+")),
    ("List Bullet 2", re.compile(r"\s{2,}[-*+•]\s+")),
    ("List Bullet", re.compile(r"\s?[-*+•]\s+")),
)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"[\s|:]*-{2,}[\s|:-]*$")
_EMPHASIS = re.compile(r"\*\*|__|`|(?<![\w*])\*(?=[^\s*][^*\n]*\*)|(?<=[^\s*])\*(?![\w*])")


class _Part(NamedTuple):
    """Words of one sentence on one line, and what is said behind them where the sentence ends."""

    text: str
    support: Support | None
    said: str = ""


def as_docx(transcript: Transcript) -> bytes:
    """Return the conversation as a .docx file: what is not vouched for is highlighted and says why."""
    document = Document()
    document.add_heading(without_controls(transcript.title), level=0)
    if transcript.notice:
        document.add_paragraph().add_run(without_controls(transcript.notice)).italic = True
    for entry in transcript.entries:
        _add_entry(document, entry, transcript)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_entry(document: Any, entry: Entry, transcript: Transcript) -> None:
    document.add_heading(without_controls(entry.question), level=1)
    document.add_paragraph().add_run(without_controls(when(entry))).italic = True
    _add_answer(document, entry)
    if said := outcome_remark(entry.answer):
        document.add_paragraph().add_run(without_controls(said)).bold = True
    for heading, passages in sources(entry.answer):
        document.add_heading(heading, level=2)
        for passage in passages:
            document.add_paragraph().add_run(
                without_controls(f"[{passage.marker}] {transcript.place(passage)}")
            ).bold = True
            quoted = document.add_paragraph(style="Quote").add_run(without_controls(passage.text))
            quoted.font.size = Pt(9)


def _add_answer(document: Any, entry: Entry) -> None:
    """Add the answer: rows as a table, lines of code as they stand, and a paragraph for each other line."""
    table, in_code = None, False
    for line in _lines(entry.answer):
        text = "".join(part.text for part in line)
        if _FENCE.match(text):
            in_code = not in_code
            line = [part._replace(text="") for part in line]
        elif not in_code and _ROW.match(text):
            table = table or document.add_table(rows=0, cols=0, style="Table Grid")
            _add_row(table, line, text)
            continue
        table = None
        if any(part.text.strip() or part.said for part in line):
            _add_paragraph(document, line, code=in_code)


def _lines(answer: Answer) -> Iterator[list[_Part]]:
    line: list[_Part] = []
    for text, sentence in pieces(answer):
        support = sentence.support if sentence else None
        for number, part in enumerate(text.split("\n")):
            if number:
                yield line
                line = []
            line.append(_Part(without_controls(part), support))
        if sentence is not None:
            line[-1] = line[-1]._replace(said=without_controls(remark(sentence)))
    yield line


def _add_row(table: Any, line: list[_Part], text: str) -> None:
    if _RULE.match(text):
        return
    support = next((part.support for part in line if part.support in _HIGHLIGHTS), None)
    texts = text.strip().strip("|").split("|")
    while len(table.columns) < len(texts):
        table.add_column(Inches(1))
    cells = table.add_row().cells
    for cell, words in zip(cells, texts, strict=False):
        _add_run(cell.paragraphs[0], _EMPHASIS.sub("", words.strip()), support)
    for part in line:
        _add_remark(cells[len(texts) - 1].paragraphs[0], part.said)


def _add_paragraph(document: Any, line: list[_Part], *, code: bool) -> None:
    text = "".join(part.text for part in line)
    style, sign = next(((name, found.end()) for name, form in _STYLES if (found := form.match(text))), (None, 0))
    paragraph = document.add_paragraph(style=None if code else style)
    for part in line if code else _after(line, sign):
        run = _add_run(paragraph, part.text if code else _EMPHASIS.sub("", part.text), part.support)
        if code:
            run.font.name = "Courier New"
        _add_remark(paragraph, part.said)


def _after(line: list[_Part], length: int) -> Iterator[_Part]:
    """Yield the parts of a line without its first characters."""
    for part in line:
        yield part._replace(text=part.text[length:])
        length = max(0, length - len(part.text))


def _add_run(paragraph: Any, text: str, support: Support | None) -> Any:
    run = paragraph.add_run(text)
    if support in _HIGHLIGHTS:
        run.font.highlight_color = _HIGHLIGHTS[support]
    return run


def _add_remark(paragraph: Any, said: str) -> None:
    if said:
        paragraph.add_run(f" ⚠ {said}").italic = True
