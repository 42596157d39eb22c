"""Comments in the margin of a DOCX."""

from __future__ import annotations

from modules.adapters.readers.archive import Element, local
from modules.adapters.tracked_docx.anchoring import in_paragraph
from modules.adapters.tracked_docx.elements import Pen, clean, make, parent_of, run
from modules.adapters.tracked_docx.package import Package

_STYLES = {"text": "CommentText", "sign": "CommentReference"}


def remark(package: Package, pen: Pen, text: str, first: Element, last: Element) -> None:
    """Put a comment beside the stretch from one element up to another, in the document's main part."""
    number = pen.id()
    start, end = make(first, "commentRangeStart", id=number), make(last, "commentRangeEnd", id=number)
    _put(first, start, before=True)
    _put(last, end, before=False)
    sign = run(last, "")
    _style(package, sign, "sign")
    sign.append(make(last, "commentReference", id=number))
    end.addnext(sign)
    for place in {first, last}:
        if local(place) == "hold":
            parent_of(place).remove(place)
    package.comments().append(_comment(package, pen, number, text))


def _comment(package: Package, pen: Pen, number: str, text: str) -> Element:
    root = package.comments()
    comment = make(root, "comment", id=number, author=clean(pen.author), date=pen.when, initials=_initials(pen.author))
    for place, line in enumerate(text.strip().split("\n")):
        paragraph = make(root, "p")
        if _STYLES["text"] in package.styles:
            paragraph.append(make(root, "pPr"))
            paragraph[0].append(make(root, "pStyle", val=_STYLES["text"]))
        if not place:
            sign = run(root, "")
            _style(package, sign, "sign")
            sign.append(make(root, "annotationRef"))
            paragraph.append(sign)
        paragraph.append(run(root, line.strip()))
        comment.append(paragraph)
    return comment


def _style(package: Package, sign: Element, kind: str) -> None:
    if _STYLES[kind] in package.styles:
        properties = make(sign, "rPr")
        properties.append(make(sign, "rStyle", val=_STYLES[kind]))
        sign.insert(0, properties)


def _initials(author: str) -> str:
    return "".join(word[0] for word in clean(author).split())[:4].upper()


def _put(element: Element, sign: Element, *, before: bool) -> None:
    if local(element) == "p":
        properties = sum(local(inner) == "pPr" for inner in element)
        element.insert(properties if before else len(element), sign)
        return
    if before:
        in_paragraph(element).addprevious(sign)
    else:
        in_paragraph(element).addnext(sign)
