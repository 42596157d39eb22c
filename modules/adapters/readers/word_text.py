"""The text of an element of a Word document, as Word shows it with every change accepted."""

from __future__ import annotations

from collections.abc import Iterator

from modules.adapters.readers.archive import Element, attribute, local

SKIPPED = {
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "Fallback",
    "pPr",
    "rPr",
    "sectPr",
    "tblPr",
    "fldData",
}
_AROUND = {"d": ("(", ")"), "rad": ("√(", ")")}  # brackets and roots of equations
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def text_of(element: Element) -> str:
    """Return the text below an element as it is shown, without text boxes; lines end in a line feed."""
    name = local(element)
    if name in SKIPPED or name == "txbxContent":
        return ""
    if name == "t":
        return element.text or ""
    if name in _SIGNS:
        return _SIGNS[name]
    if name == "naryPr":
        return next((attribute(inner, "val") for inner in element if local(inner) == "chr"), "∫")
    parts = [text_of(inner) for inner in element]
    if name in ("sSup", "sSub"):
        return ("^" if name == "sSup" else "_").join(part for part in parts if part)
    if name == "f":
        return "/".join(part for part in parts if part)
    return _AROUND.get(name, ("", ""))[0] + "".join(parts) + _AROUND.get(name, ("", ""))[1]


def paragraphs_of(element: Element) -> Iterator[str]:
    """Yield the text of every paragraph below an element, in tables and text boxes too."""
    for inner in element:
        name = local(inner)
        if name == "p":
            yield text_of(inner)
            for box in textboxes_of(inner):
                yield from paragraphs_of(box)
        elif name not in SKIPPED:
            yield from paragraphs_of(inner)


def textboxes_of(element: Element) -> list[Element]:
    """Return the outermost text boxes in a paragraph, each once (Word stores them twice, for old readers too)."""
    boxes: list[Element] = []
    for inner in element:
        name = local(inner)
        if name == "txbxContent":
            boxes.append(inner)
        elif name not in SKIPPED:
            boxes += textboxes_of(inner)
    return boxes
