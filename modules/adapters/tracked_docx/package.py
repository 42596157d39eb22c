"""A DOCX taken apart and put together again: only the parts that were changed are written anew."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from modules.adapters.readers.archive import Archive, Element, attribute, child, local, open_archive, relations
from modules.adapters.readers.detect import detect
from modules.adapters.readers.locked import encrypted
from modules.adapters.readers.source import Limits, Source
from modules.adapters.readers.word_numbering import Numbering, read_numbering
from modules.adapters.readers.word_styles import Style, list_of, outline_of, read_styles, style_id_of
from modules.core.errors import Malformed, Unsupported

_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STORIES = ("footnotes", "endnotes", "header", "footer")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of zip files: the same edits give the same bytes


class Package:
    """The parts of a DOCX.

    Args:
        source: the file's bytes.

    Attributes:
        document: the root of the main part.
        stories: roots of the other parts with text: notes, headers, footers.
        styles: style id -> what it means.

    Raises:
        DocumentError: it is not a DOCX, is locked, signed, damaged, holds macros or unpacks to too much.
    """

    def __init__(self, source: bytes) -> None:
        file = Source(Path(), Limits(), unlocked=source)
        kind = detect(file)
        if kind == "locked":
            raise encrypted("")
        if kind != "docx":
            raise Unsupported("Changes can be tracked in Word files (DOCX) only.", "Save the document as DOCX first.")
        with open_archive(file) as archive:
            self._parts = {name: archive.read(name) for name in archive.names if not name.endswith("/")}
            self._roots: dict[str, Element] = {}
            self._find_parts(archive)

    def _find_parts(self, archive: Archive) -> None:
        named = dict(relations(archive, "").values())
        self._main = named.get("officeDocument", "word/document.xml")
        if "origin" in named or any(name.startswith("_xmlsignatures/") for name in self._parts):
            raise Unsupported(
                "The document is signed, and a change would break its signature.", "Use a copy without signature."
            )
        self._types = self._root(archive, _TYPES)
        self.document = self._root(archive, self._main)
        self._check_kind()
        links = relations(archive, self._main)
        targets = dict(links.values())
        self._comments = targets.get("comments", "")
        self.stories = [
            self._root(archive, target)
            for kind, target in sorted(set(links.values()))
            if kind in _STORIES and target in self._parts
        ]
        self.styles = read_styles(archive.xml(targets.get("styles", "word/styles.xml")))
        self._numbering = read_numbering(archive.xml(targets.get("numbering", "word/numbering.xml")))
        folder, name = posixpath.split(self._main)
        self._relations = posixpath.join(folder, "_rels", f"{name}.rels")
        for part in {self._relations, self._comments} & set(self._parts):
            self._root(archive, part)
        if any(archive.notes()):
            raise _damaged()

    def _root(self, archive: Archive, name: str) -> Element:
        root = archive.xml(name)
        if root is None or name in archive.torn:
            raise _damaged()
        if root.getroottree().docinfo.internalDTD is not None:
            raise Malformed("The file declares a document type, as no office program does.", "Do not trust it.")
        self._roots[name] = root
        return root

    def _check_kind(self) -> None:
        kinds = {attribute(entry, "PartName"): attribute(entry, "ContentType") for entry in self._types}
        kind = kinds.get(f"/{self._main}", "")
        if "macroEnabled" in kind:
            raise Unsupported("The document holds macros.", "Save it as a Word document without macros (DOCX).")
        if kind != _DOCUMENT or child(self.document, "body") is None:
            raise Unsupported("The file is not an ordinary Word document.", "Save it again from Word as DOCX.")

    def is_heading(self, paragraph: Element) -> bool:
        """Tell whether a paragraph is a heading by its style or its outline level."""
        properties = child(paragraph, "pPr")
        return bool(outline_of(properties) or self.styles.get(style_id_of(properties), Style()).level)

    def number_of(self, paragraph: Element) -> str:
        """Return the number that Word prints before a paragraph of the document; each call counts it."""
        return _number(paragraph, self.styles, self._numbering)

    def ids(self) -> set[int]:
        """Return the ids that changes, comments and bookmarks have."""
        found = set()
        for root in self._roots.values():
            for element in root.iter():
                value = attribute(element, "id") if local(element) else ""
                if value.isdigit():
                    found.add(int(value))
        return found

    def comments(self) -> Element:
        """Return the root of the part that holds the comments; it is made where there is none."""
        if self._comments not in self._roots:
            self._comments = self._new_name("comments")
            space = etree.QName(self.document).namespace
            self._roots[self._comments] = etree.Element(f"{{{space}}}comments", nsmap={"w": space})
            entry = etree.SubElement(self._types, f"{{{etree.QName(self._types).namespace}}}Override")
            entry.set("PartName", f"/{self._comments}")
            entry.set("ContentType", _COMMENTS)
            self._relate("comments", self._comments)
        return self._roots[self._comments]

    def _new_name(self, stem: str) -> str:
        folder = posixpath.dirname(self._main)
        names = (posixpath.join(folder, f"{stem}{number or ''}.xml") for number in range(len(self._parts) + 1))
        return next(name for name in names if name not in self._parts)

    def _relate(self, kind: str, part: str) -> None:
        root = self._roots.setdefault(self._relations, etree.Element(f"{{{_RELATIONSHIPS}}}Relationships"))
        taken = {attribute(entry, "Id") for entry in root}
        keys = (f"rId{number}" for number in range(1, len(taken) + 2))
        entry = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Relationship")
        entry.set("Id", next(key for key in keys if key not in taken))
        entry.set("Type", f"{_STRICT if _is_strict(self.document) else _OFFICE}/{kind}")
        entry.set("Target", posixpath.relpath(part, posixpath.dirname(self._main)))

    def save(self) -> bytes:
        """Return the file."""
        for name, root in self._roots.items():
            self._parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(self._parts, key=lambda name: name != _TYPES):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, self._parts[name])
        return file.getvalue()


_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def _is_strict(root: Element) -> bool:
    return str(etree.QName(root).namespace).startswith("http://purl.oclc.org/")


def _number(paragraph: Element, styles: dict[str, Style], numbering: Numbering) -> str:
    properties = child(paragraph, "pPr")
    style_id = style_id_of(properties)
    inherited = styles.get(style_id, Style()).number or (numbering.of_style(style_id) if style_id else None)
    listed = list_of(properties, inherited)
    return numbering.next(*listed) if listed else ""


def _damaged() -> Malformed:
    return Malformed(
        "The file is damaged: parts of it cannot be read, and a copy would lose them.",
        "Open it in the program that made it and save it again.",
    )
