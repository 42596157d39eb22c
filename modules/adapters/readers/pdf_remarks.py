"""What was written onto a PDF page later: comments, notes, text boxes and stamps. They are no part of its own text."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from modules.adapters.readers.composing import clean, letters_of
from modules.adapters.readers.pdf_fields import MAX_BYTES, annotations_of
from modules.adapters.readers.pdf_words import page_frame, place
from modules.core.types import Box, Page

MAX_CHARACTERS = 200_000  # on one page; annotations may all point to one long text
_COMMENTS = {
    pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON, pdfium.FPDF_ANNOT_POLYLINE,
    pdfium.FPDF_ANNOT_FILEATTACHMENT,
}  # fmt: skip
_SHOWN = {pdfium.FPDF_ANNOT_FREETEXT: "Text box", pdfium.FPDF_ANNOT_STAMP: "Stamp"}
_STAMPS = {
    "Approved": "Approved", "AsIs": "As is", "Confidential": "Confidential", "Departmental": "Departmental",
    "Draft": "Draft", "Experimental": "Experimental", "Expired": "Expired", "Final": "Final",
    "ForComment": "For comment", "ForPublicRelease": "For public release", "NotApproved": "Not approved",
    "NotForPublicRelease": "Not for public release", "Sold": "Sold", "TopSecret": "Top secret",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """One annotation's text: what it is and whose ("Comment by Ada"), and where; `seen`: the page itself shows it."""

    label: str
    text: str
    box: Box
    seen: bool


def remarks_on(page: Any) -> list[Remark]:
    """Return the texts of a page's annotations; those that are hidden and the states of reviews are left out."""
    found: list[Remark] = []
    room = MAX_CHARACTERS
    for annotation in annotations_of(page):
        remark = _remark(page, annotation)
        room -= len(remark.text) if remark else 0
        if room < 0:
            break
        if remark:
            found.append(remark)
    return list(dict.fromkeys(found))


def _remark(page: Any, annotation: Any) -> Remark | None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    hidden = pdfium.FPDFAnnot_GetFlags(annotation) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
    if hidden or (kind not in _COMMENTS and kind not in _SHOWN) or pdfium.FPDFAnnot_HasKey(annotation, b"StateModel"):
        return None
    text = clean(_value(annotation, b"Contents"))
    if kind == pdfium.FPDF_ANNOT_STAMP and not text:
        text = _STAMPS.get(_value(annotation, b"Name").lstrip("#").removeprefix("SB"), "")
    if not text:
        return None
    author = clean(_value(annotation, b"T"))
    label = _SHOWN.get(kind) or (f"Comment by {author}" if author else "Comment")
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
    bounds, rotation = page_frame(page)
    corners = np.array([[rect.left, rect.bottom, rect.right, rect.top]])
    return Remark(label, text, Box(*place(corners, bounds, rotation)[0].clip(0, 1).tolist()), seen=kind in _SHOWN)


def _value(annotation: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < length <= MAX_BYTES:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0").replace("\r", "\n")


def with_remarks(page: Page, remarks: Sequence[Remark]) -> tuple[Page, int]:
    """Return the page with what was written onto it at its end, a line each, and how many comments those are.

    They get no heading, which would have the pages after it stand under it. A text box or stamp whose words the page
    holds already (by OCR, or because a program wrote both) is not repeated.
    """
    own = letters_of(page.text)
    fresh = [remark for remark in remarks if not (remark.seen and letters_of(remark.text) in own)]
    if not fresh:
        return page, 0
    text = page.text
    boxes: list[tuple[float, ...]] = []
    for number, remark in enumerate(sorted(fresh, key=lambda remark: not remark.seen)):
        text += "" if not text else "\n" if number else "\n\n"
        line = f"{remark.label}: {remark.text}"
        boxes.append((len(text), len(text) + len(line), *remark.box))
        text += line
    added = np.array(boxes, dtype=np.float32)
    places = None if page.boxes is None else np.concatenate([page.boxes, added])
    return replace(page, text=text, boxes=places), sum(not remark.seen for remark in fresh)
