"""Zipped files (DOCX, PPTX, XLSX, ODT): their parts, without being blown up, and XML that can reach nothing."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from modules.adapters.readers.source import Limits, Source
from modules.core.errors import Encrypted, Malformed, TooLarge

MAX_ENTRIES = 10_000
MAX_RATIO = 200  # inflated to stored; text of office files reaches about 50
RATIO_FROM = 10 * 2**20  # bytes inflated, below which the ratio does no harm
_PIECE = 1 << 18

Element: TypeAlias = "etree._Element"


class Archive:
    """An open zip file whose parts are inflated only as far as the limits allow, all together."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._left = limits.max_inflated_bytes
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise too_large()
        if any(entry.filename.startswith(("/", "\\\\")) or ".." in Path(entry.filename).parts for entry in entries):
            raise Malformed("The file names parts outside itself, as no office program does.", "Do not trust it.")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Encrypted("The file is protected by a password.", "Remove its protection and add it again.")
        self.names = {entry.filename.replace("\\", "/"): entry for entry in entries}

    def read(self, name: str) -> bytes:
        """Return a part's bytes; b"" where there is no such part."""
        entry = self.names.get(name)
        if entry is None:
            return b""
        pieces: list[bytes] = []
        size = 0
        with self._archive.open(entry) as part:
            while piece := part.read(_PIECE):
                size += len(piece)
                if size > self._left or (size > RATIO_FROM and size > MAX_RATIO * max(1, entry.compress_size)):
                    raise too_large()
                pieces.append(piece)
        self._left -= size
        return b"".join(pieces)

    def xml(self, name: str) -> Element | None:
        """Return a part's root element, or None where there is no such part."""
        data = self.read(name)
        return parse_xml(data) if data.strip() else None

    def check(self) -> None:
        """Inflate everything once, for a library that would do it without limits."""
        for name in self.names:
            self.read(name)


@contextmanager
def open_archive(source: Source) -> Iterator[Archive]:
    """Open a zip file.

    Raises:
        TooLarge: it inflates to more than is allowed.
        Malformed: it is cut off or damaged.
        Encrypted: its parts are.
    """
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            yield Archive(archive, source.limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, etree.XMLSyntaxError) as exc:
        raise Malformed(
            "The file is damaged: its parts cannot be unpacked.",
            "Open it in the program that made it and save it again; if it was downloaded, download it again.",
        ) from exc


def parse_xml(data: bytes) -> Element:
    """Parse XML without entities, DTDs or connections; what is broken is mended where that is possible."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None:
        raise Malformed("The file is damaged: one of its parts is empty.", "Save it again and add it again.")
    return root


def local(element: Element) -> str:
    """Return an element's name without its namespace (transitional and strict files differ only there)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace, "" where it is missing."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child by these names, one level a name."""
    for name in names:
        element = next((e for e in element if local(e) == name), None) if element is not None else None
    return element


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to inside the file: id -> (kind, name of the part). Nothing outside is ever opened."""
    folder, name = posixpath.split(part)
    root = archive.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, tuple[str, str]] = {}
    for relation in root if root is not None else ():
        if attribute(relation, "TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, attribute(relation, "Target")))
            if attribute(relation, "Target").startswith("/"):
                target = attribute(relation, "Target").lstrip("/")
            found[attribute(relation, "Id")] = (attribute(relation, "Type").rpartition("/")[2], target)
    return found


def too_large() -> TooLarge:
    """Return what to tell the visitor about a file that unpacks to too much."""
    return TooLarge(
        "The file unpacks to far more than an office file should.", "Split it into parts, or do not trust it."
    )
