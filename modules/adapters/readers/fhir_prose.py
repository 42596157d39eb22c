"""What is prose in a FHIR record: narratives, sections of a document, notes and reports that are attached as text."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Iterator, Mapping

from lxml import html
from lxml.etree import LxmlError

from modules.adapters.readers.fhir_values import Resource, concept, first, items, part_of, text


def written(one: Resource) -> Iterator[tuple[str, str]]:
    """Yield title and text of what is prose in a resource: sections of a composition, notes and reports attached."""
    for section in _sections(one):
        if body := narrative(section):
            yield text(section.get("title")) or concept(section.get("code")) or "Section", body
    holders = [*items(one.get("presentedForm")), *(part_of(part, "attachment") for part in items(one.get("content")))]
    for holder in holders:
        if body := _attached(holder):
            yield text(holder.get("title")) or concept(first(one, "type", "code", "category")) or "Note", body


def _sections(one: Resource) -> Iterator[Resource]:
    for section in items(one.get("section")):
        yield section
        yield from _sections(section)


def narrative(holder: Resource) -> str:
    """Return the text of a resource's or a section's narrative, a line for each of its blocks."""
    own = holder.get("text")
    return _without_tags(text(own.get("div"))) if isinstance(own, Mapping) else ""


def _attached(holder: Resource) -> str:
    kind = text(holder.get("contentType")).partition(";")[0]
    if kind not in ("text/plain", "text/html", "text/markdown", "application/xhtml+xml"):
        return ""
    try:
        said = b64decode(text(holder.get("data")), validate=False).decode("utf-8", "replace")
    except (NoBase64, ValueError):
        return ""
    return _without_tags(said) if "html" in kind else said.strip()


def _without_tags(source: str) -> str:
    if not source:
        return ""
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (LxmlError, ValueError):
        return ""
    for block in root.iter("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6"):
        block.tail = f"\n{block.tail or ''}"
    for cell in root.iter("td", "th"):
        cell.tail = f" {cell.tail or ''}"
    lines = (" ".join(line.split()) for line in str(root.text_content()).split("\n"))
    return "\n".join(line for line in lines if line)
