"""Zipped files (DOCX, PPTX, XLSX, ODT): their parts, without being blown up, and XML that can reach nothing."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from modules.adapters.readers.composing import counted
from modules.adapters.readers.salvage import MAX_ENTRIES, repaired
from modules.adapters.readers.source import Limits, Source
from modules.core.errors import Encrypted, Malformed, TooLarge
from modules.core.types import Note

MAX_RATIO = 200  # inflated to stored; text of office files reaches about 50
RATIO_FROM = 10 * 2**20  # bytes inflated, below which the ratio does no harm
_PIECE = 1 << 18
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)

Element: TypeAlias = "etree._Element"


class Archive:
    """An open zip file whose parts are inflated only as far as the limits allow, all together.

    Attributes:
        names: name of a part -> its entry.
        damaged: parts that could not be unpacked or parsed.
        torn: parts whose XML breaks off or is broken somewhere, read as far as it can be mended.
    """

    def __init__(self, archive: zipfile.ZipFile, limits: Limits, *, cut: bool = False) -> None:
        self._archive = archive
        self._cut = cut
        self.damaged: set[str] = set()
        self.torn: set[str] = set()
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
        """Return a part's bytes; b"" where there is no such part, or a damaged one."""
        entry = self.names.get(name)
        if entry is None or name in self.damaged:
            return b""
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(entry) as part:
                while piece := part.read(_PIECE):
                    size += len(piece)
                    if size > self._left or (size > RATIO_FROM and size > MAX_RATIO * max(1, entry.compress_size)):
                        raise too_large()
                    pieces.append(piece)
        except _DAMAGE:
            self.damaged.add(name)
            pieces.clear()
        self._left -= size
        return b"".join(pieces)

    def xml(self, name: str) -> Element | None:
        """Return a part's root element, or None where there is no such part, or nothing to be read in it."""
        data = self.read(name)
        if not data.strip():
            return None
        parser = xml_parser()
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            root = None
        if root is None:
            self.damaged.add(name)
        elif broken(parser.error_log):
            self.torn.add(name)
        return root

    def each(self, part: str, data: bytes, name: str) -> Iterator[Element]:
        """Yield the elements of that name in a part's bytes, one at a time, each forgotten before the next."""
        if not data.strip():
            return
        parser = etree.iterparse(
            io.BytesIO(data),
            tag=f"{{*}}{name}",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
            huge_tree=True,
        )
        found = False
        for _, element in parser:
            found = True
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        if broken(parser.error_log):
            (self.torn if found else self.damaged).add(part)

    def notes(self) -> Iterator[Note]:
        """Yield what to tell the visitor about damage, once everything has been read."""
        if self._cut:
            yield Note("The file is cut off or damaged: only those of its parts were read that are whole.")
        if self.damaged:
            was = "was" if len(self.damaged) == 1 else "were"
            yield Note(f"The file is damaged: {counted(len(self.damaged), 'part')} of it {was} not read.")
        if self.torn:
            yield Note(f"The file is damaged: {counted(len(self.torn), 'part')} of it read only as far as it goes.")

    def no_text_part(self, hint: str) -> Malformed:
        """Return what to tell the visitor about a file whose main part cannot be read."""
        lost = self._cut or self.damaged
        return Malformed(f"The file {'is damaged: it ' if lost else ''}has no text part that can be read.", hint)


@contextmanager
def open_archive(source: Source) -> Iterator[Archive]:
    """Open a zip file.

    Raises:
        TooLarge: it inflates to more than is allowed.
        Malformed: it is cut off or damaged.
        Encrypted: its parts are.
    """
    try:
        with source.open() as file:
            try:
                archive, cut = zipfile.ZipFile(file), False
            except zipfile.BadZipFile:
                whole = repaired(source.content(), source.limits.max_inflated_bytes)
                archive, cut = zipfile.ZipFile(io.BytesIO(whole)), True
            with archive:
                yield Archive(archive, source.limits, cut=cut)
    except (*_DAMAGE, etree.XMLSyntaxError) as exc:
        raise Malformed(
            "The file is damaged: its parts cannot be unpacked.",
            "Open it in the program that made it and save it again; if it was downloaded, download it again.",
        ) from exc


def xml_parser() -> etree.XMLParser:
    """Return a parser without entities, DTDs or connections; what is broken is mended where that is possible."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)


def broken(log: etree._ListErrorLog) -> bool:
    """Tell whether a parser had to mend XML that is none, and not only an odd name or the like."""
    return any(entry.level == etree.ErrorLevels.FATAL for entry in log)


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


def relation_of(element: Element) -> str:
    """Return r:id, which is not the plain id beside it; "" where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


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
