"""A Word file made from plain text: for a contract that came as another kind of file."""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx import Document

from modules.core.export import without_controls


def as_docx(paragraphs: Iterable[str]) -> bytes:
    """Return a .docx file with a paragraph for each text, without any formatting."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(without_controls(text))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
