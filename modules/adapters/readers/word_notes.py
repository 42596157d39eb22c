"""Footnotes and endnotes of a DOCX, with the numbers that Word prints and does not store."""

from __future__ import annotations

from collections.abc import Iterator

from modules.adapters.readers.archive import Element, attribute, child, local
from modules.adapters.readers.word_numbering import printed

_DELETED = ("del", "moveFrom")
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


def references_in(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the references to notes that an element holds, with their kind, but for those whose removal is tracked."""
    for reference in element.iter():
        kind = local(reference).removesuffix("Reference")
        if kind not in _USUAL or kind == local(reference):
            continue
        if not any(local(above) in _DELETED for above in reference.iterancestors()):
            yield kind, reference


def labels_of(root: Element, settings: Element | None) -> dict[str, str]:
    """Return how each note is called where it is given: "footnote" and its id -> "Footnote 1", in the text's order.

    Numbers go on through the whole document, as they do unless somebody has Word begin anew with each page or section.
    """
    labels: dict[str, str] = {}
    forms = {kind: _form(root, settings, kind) for kind in _USUAL}
    counts = {kind: start - 1 for kind, (_, start) in forms.items()}
    for kind, reference in references_in(root):
        key = f"{kind} {attribute(reference, 'id')}"
        if attribute(reference, "customMarkFollows") in ("", "0", "false"):
            counts[kind] += 1
            labels[key] = f"{kind.capitalize()} {printed(counts[kind], forms[kind][0])}"
        else:
            labels[key] = kind.capitalize()  # it has a sign of its own
    return labels


def _form(root: Element, settings: Element | None, kind: str) -> tuple[str, int]:
    """Return the format and the first number of a kind of notes: of the first section, else of the document."""
    section = next((element for element in root.iter() if local(element) == "sectPr"), None)
    form, start = _USUAL[kind], 1
    for properties in (child(settings, f"{kind}Pr"), child(section, f"{kind}Pr")):
        named, first = child(properties, "numFmt"), child(properties, "numStart")
        form = attribute(named, "val") if named is not None else form
        value = attribute(first, "val") if first is not None else ""
        start = int(value) if value.isdigit() and len(value) < 6 else start
    return form, start
