"""The text of an element of a Word document, as Word shows it with every change accepted."""

from __future__ import annotations

from collections.abc import Iterator

from modules.adapters.readers.archive import Element, attribute, child, local

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

_LETTERS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"  # Symbol's, where Latin has A to Z and a to z
_SYMBOLS = {
    **dict(enumerate(_LETTERS[0], ord("A"))), **dict(enumerate(_LETTERS[1], ord("a"))),
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√",
    0xD7: "⋅", 0xD8: "¬", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {0x6F: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→", 0xE8: "→", 0x4A: "☺"}


def text_of(element: Element) -> str:
    """Return the text below an element as it is shown, without text boxes; lines end in a line feed."""
    name = local(element)
    if name in SKIPPED or name == "txbxContent" or (name == "r" and is_hidden(element)):
        return ""
    if name == "t":
        return element.text or ""
    if name in _SIGNS:
        return _SIGNS[name]
    if name == "sym":
        return _symbol(attribute(element, "font"), attribute(element, "char"))
    if name == "checkBox":
        return "[x] " if _checked(element) else "[ ] "
    if name == "naryPr":
        return next((attribute(inner, "val") for inner in element if local(inner) == "chr"), "∫")
    parts = [text_of(inner) for inner in element]
    if name in ("sSup", "sSub"):
        return ("^" if name == "sSup" else "_").join(part for part in parts if part)
    if name == "f":
        return "/".join(part for part in parts if part)
    return _AROUND.get(name, ("", ""))[0] + "".join(parts) + _AROUND.get(name, ("", ""))[1]


def is_hidden(run: Element) -> bool:
    """Tell whether Word is told not to show a run of text."""
    mark = child(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off")


def _symbol(font: str, code: str) -> str:
    """Return a character that is given by its place in a font: those of Symbol and Wingdings have their own order."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    place = number & 0xFF if 0xF000 <= number <= 0xF0FF else number
    if font.lower().startswith("wingdings"):
        return _WINGDINGS.get(place, "•")
    if font.lower() == "symbol":
        return _SYMBOLS.get(place, chr(place) if place < 0x7F else "")
    return chr(place) if place < 0xD800 else ""


def _checked(box: Element) -> bool:
    """Tell whether the box of a form is checked; what it says last counts, after what it was made with."""
    states = [attribute(inner, "val") not in ("0", "false") for inner in box if local(inner) in ("default", "checked")]
    return bool(states) and states[-1]


def paragraphs_of(element: Element) -> Iterator[str]:
    """Yield the text of every paragraph below an element, in tables and text boxes too."""
    return map(text_of, paragraphs_in(element))


def paragraphs_in(element: Element) -> Iterator[Element]:
    """Yield every paragraph below an element, in tables and text boxes too."""
    for inner in element:
        name = local(inner)
        if name == "p":
            yield inner
            for box in textboxes_of(inner):
                yield from paragraphs_in(box)
        elif name not in SKIPPED:
            yield from paragraphs_in(inner)


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
