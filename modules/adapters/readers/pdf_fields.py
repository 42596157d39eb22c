"""What has been filled into a PDF form: it is no part of the page's own text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from modules.adapters.readers.pdf_words import PageWords, page_frame, place
from modules.adapters.readers.words import Word, normal
from modules.core.types import Box

MAX_ANNOTATIONS = 2_000  # on one page
MAX_BYTES = 200_000  # of one value
FONT = 10.0  # points, at most: a field may be much higher than what is written in it


def add_fields(form: Any, page: Any, found: PageWords) -> bool:
    """Add the words of filled fields to those of the page; tell whether there were any.

    Args:
        form: handle of the document's form environment.
        page: handle of the page.
        found: the page's own words.
    """
    words = [
        word
        for annotation in annotations_of(page)
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
        for word in _words(form, page, annotation, found)
    ]
    found.words += words
    return bool(words)


def annotations_of(page: Any) -> Iterator[Any]:
    """Yield the handles of a page's annotations, form fields among them, each open until the next is asked for."""
    for index in range(min(MAX_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                yield annotation
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)


def _words(form: Any, page: Any, annotation: Any, found: PageWords) -> list[Word]:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
    bounds, rotation = page_frame(page)
    corners = np.array([[rect.left, rect.bottom, rect.right, rect.top]])
    box = Box(*place(corners, bounds, rotation)[0].tolist())
    x0, y0, _, y1 = (place(corners, bounds, found.turn)[0] * np.array([found.width, found.height] * 2)).tolist()
    size = min(FONT, y1 - y0)
    words: list[Word] = []
    for number, line in enumerate(_value(form, annotation).splitlines()):
        top = y0 + number * size if number or "\n" in line else (y0 + y1 - size) / 2
        left = x0
        for text in filter(None, map(normal, line.split())):
            right = left + 0.5 * size * len(text)
            words.append(Word(text, left, top, max(right, left + 1), top + size, box, size, first=left == x0))
            left = right + 0.25 * size
    return words


def _value(form: Any, annotation: Any) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return "[x]" if pdfium.FPDFAnnot_IsChecked(form, annotation) else ""
    if kind not in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        return ""
    length = pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    if not 2 < length <= MAX_BYTES:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)
    return bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0").replace("\r", "\n")
