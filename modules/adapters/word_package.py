"""The package of a Word template that comes from outside: what of it may be opened, and what of it goes on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from modules.adapters.readers import Limits
from modules.adapters.readers.archive import Archive, Element, attribute, local, open_archive
from modules.adapters.readers.source import Source
from modules.core.errors import Malformed, TooLarge, Unsupported

LIMITS = Limits(max_inflated_bytes=60 * 2**20)
"""What a template, and a document made from it, may cost."""
SAVE_AGAIN = "Open it in Word, save it as a Word document (.docx), and add it again."
_MOST_BYTES = 10 * 2**20
_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = re.compile(r"(?i)vbaProject|activeX|macrosheets")


def cleaned(content: bytes) -> bytes:
    """Return a template as a DOCX without what refers to the machine it was written on.

    Raises:
        DocumentError: it is no Word document, is too large, holds macros or shows what is kept outside of it.
    """
    if len(content) > _MOST_BYTES:
        raise TooLarge("The template is larger than 10 MB.", "Leave out its pictures, or make them smaller.")
    if not content.startswith(b"PK"):
        raise Unsupported("This is not a Word document of the kind .docx.", SAVE_AGAIN)
    made = io.BytesIO()
    with open_archive(Source(Path("template.docx"), LIMITS, unlocked=content)) as archive:
        if "word/document.xml" not in archive.names and _TYPES not in archive.names:
            raise Unsupported("This is not a Word document of the kind .docx.", SAVE_AGAIN)
        if any(_MACROS.search(name) for name in archive.names) or b"macroEnabled" in archive.read(_TYPES):
            raise Unsupported("The template holds macros, which are never run here.", SAVE_AGAIN)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            for name in archive.names:
                target.writestr(name, _part(archive, name))
    return made.getvalue()


def _part(archive: Archive, name: str) -> bytes:
    data = archive.read(name)
    if name == _TYPES:
        return data.replace(_TEMPLATE, _DOCUMENT)
    if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in data:
        raise Malformed("The template holds definitions of its own, as no Word document does.", "Do not trust it.")
    if name == "word/settings.xml" and b"attachedTemplate" in data:
        return _without(data, "attachedTemplate")
    if name.endswith(".rels") and b"External" in data:
        return _without(data, "Relationship", _points_out)
    return data


def _points_out(relation: Element) -> bool:
    """Tell whether a relation is a path to the author's own template; of the others, only hyperlinks may leave."""
    kind = attribute(relation, "Type").rpartition("/")[2]
    if attribute(relation, "TargetMode") != "External" or kind == "hyperlink":
        return False
    if kind != "attachedTemplate":
        raise Unsupported(
            "The template shows something that is kept outside of it, such as a linked picture.",
            "Put it into the template itself, save it, and add it again.",
        )
    return True


def _without(data: bytes, name: str, unwanted: Callable[[Element], bool] = lambda _: True) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in [one for one in root if local(one) == name and unwanted(one)]:
        root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
