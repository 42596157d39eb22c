"""What a file is, by its first bytes and, for containers, by what is in them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence

from modules.adapters.readers.plain import decode
from modules.adapters.readers.source import Source
from modules.core.errors import NoText, Unsupported

HEAD = 8_192

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "msg"),
)
_OTHERS = (
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"BZh", "a packed file (bzip2)"),
    (b"\xfd7zXZ", "a packed file (xz)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a table in Parquet format"),
    (b"%!PS", "a PostScript file"),
)
_OLD = {
    "doc": ("a Word document in the old format", "Save it as DOCX in Word or LibreOffice and add that."),
    "xls": ("an Excel workbook in the old format", "Save it as XLSX in Excel or LibreOffice and add that."),
    "ppt": ("a presentation in the old format", "Save it as PPTX in PowerPoint or LibreOffice and add that."),
    "msg": ("an Outlook message", "Save it as EML, or print it to PDF, and add that."),
    "ole": ("an office file in an old format", "Save it in a current format, such as DOCX or PDF, and add that."),
}
_HEADER = re.compile(
    r"(?:from|to|cc|subject|date|received|return-path|mime-version|message-id|delivered-to|reply-to|x-[\w-]+"
    r"|content-type|sender|dkim-signature):",
    re.IGNORECASE,
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|table|div|p|h[1-6]|ul|ol|dl|pre|span|a|b|i|u|em"
    r"|strong|font|center|br|hr|img|form|article|section|header|main|nav|blockquote|frameset|base)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"\s*<([A-Za-z_][\w:.-]*)(?:\s[^<>]*)?>")
_TEXT = b"\t\n\f\r" + bytes(range(32, 127)) + bytes(range(128, 256))
_XHTML = re.compile(r"<html[\s>]|\s*<!doctype\s+html", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^(?:#{1,6}\s+\S|```|\|.+\|\s*$|\s*[-*]\s+\[[ xX]\]\s)|\[[^\]\n]+\]\([^)\n]+\)|\*\*[^*\n]+\*\*", re.MULTILINE
)
_ATX = re.compile(r"^#{1,6}\s+\S", re.MULTILINE)  # Markdown may well begin with a tag
_FHIR = re.compile(r'\s*[{\[].*"resourceType"\s*:\s*"[A-Za-z]*"', re.DOTALL)
_SETEXT = re.compile(r"^\S.{0,100}\n(?:={3,}|-{3,})\s*$", re.MULTILINE)


def detect(source: Source) -> str:
    """Return the key of the reader for a file: "pdf", "picture", "docx", "text", ...

    Raises:
        Unsupported: nothing here reads it; the hint says what to do.
        NoText: it is empty.
    """
    head = source.head(HEAD)
    if not head.strip(b"\0 \t\r\n"):
        raise NoText("The file is empty.", "Check that it was saved and copied as a whole.")
    if _is_pdf(head):
        return "pdf"
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or _is_bitmap(head):
        return "picture"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(source)
    if head.startswith(_OLE):
        return _ole(source)
    if head.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if b"PK\x03\x04" in head and _is_zip(source) and (kind := _office_kind(_names_in(source))):
        return kind  # behind what does not belong there
    _refuse_other(head)
    return _text_kind(head, source)


def _is_pdf(head: bytes) -> bool:
    """Tell whether a PDF begins within the first KB: at a line's start, or behind something that is no text."""
    before, mark, _ = head[:1024].partition(b"%PDF-")
    if not mark or not before.strip():
        return head.lstrip().startswith(b"%PDF")
    return bool(before.translate(None, _TEXT)) or (before.endswith((b"\n", b"\r")) and b" obj" in head)


def _is_bitmap(head: bytes) -> bool:
    return (
        head.startswith(b"BM")
        and head[6:10] == b"\0\0\0\0"
        and int.from_bytes(head[14:18], "little") in (12, 40, 108, 124)
    )


def _is_zip(source: Source) -> bool:
    with source.open() as file:
        return zipfile.is_zipfile(file)


def _names_in(source: Source) -> Sequence[str]:
    """Return the names of a zip file's parts; where its directory is lost, what can be told of them."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            return [name.replace("\\", "/") for name in archive.namelist()]
    except zipfile.BadZipFile:
        data = source.content()
        names = [name for name in ("word/", "ppt/", "xl/", "mimetype", "content.xml") if name.encode() in data]
        opened = b"mimetypeapplication/vnd.oasis.opendocument" in data[:HEAD]
        return ["content.xml", "mimetype"] if opened else names


def _office_kind(names: Sequence[str]) -> str:
    for start, kind in (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx")):
        if any(name.startswith(start) for name in names):
            return kind
    return "odf" if "content.xml" in names and "mimetype" in names else ""


def _zipped(source: Source) -> str:
    names = _names_in(source)
    if "xl/workbook.bin" in names:
        raise unsupported("an Excel workbook in binary format (XLSB)", "Save it as XLSX in Excel and add that.")
    if kind := _office_kind(names):
        return kind
    if any(name.endswith(".opf") for name in names):
        raise unsupported("an e-book", "Convert it to PDF or HTML and add that.")
    raise unsupported("a packed file (ZIP)", "Unpack it and add the files in it.")


def _ole(source: Source) -> str:
    data = source.content()
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            if kind == "locked":
                return kind
            raise unsupported(*_OLD[kind])
    raise unsupported(*_OLD["ole"])


def _refuse_other(head: bytes) -> None:
    for start, what in _OTHERS:
        if head.startswith(start) and (len(start) > 2 or b"\0" in head[:64]):
            raise unsupported(what, "Add the documents themselves, such as PDF, Word files or text.")
    if head[4:8] == b"ftyp":
        if head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"hevc"):
            raise unsupported("a picture in HEIC or AVIF format", "Save it as JPEG or PNG and add that.")
        raise unsupported("a film or a sound recording", "Add a transcript as text.")


def _text_kind(head: bytes, source: Source) -> str:
    text = decode(head)
    odd = sum(
        1 for character in text if (ord(character) < 32 and character not in "\t\n\f\v\x1b") or character == "\ufffd"
    )
    if odd > 0.05 * len(text) + 1:
        raise Unsupported("The format of this file is not known.", "Save it as PDF, Word file or text and add that.")
    if _FHIR.match(text.removeprefix("\ufeff")):
        return "fhir"
    if _is_mail(text):
        return "mail"
    if _XHTML.search(text) or (_HTML.match(text) and not _ATX.search(text)):
        return "html"
    if _is_xml(text, source):
        return "xml"
    if delimiter_of(text, cut=len(head) == HEAD):
        return "csv"
    return "markdown" if _MARKDOWN.search(text) or _SETEXT.search(text) else "text"


def _is_xml(text: str, source: Source) -> bool:
    """Tell whether a text says that it is XML, or ends with the tag that it begins with."""
    first = _TAG.match(text)
    if text.lstrip("\ufeff \t\n").startswith("<?xml ") or (first and " xmlns" in first[0]):
        return True
    last = source.content()[-100:].rstrip()
    return first is not None and not _ATX.search(text) and last.endswith(f"</{first[1]}>".encode())


def _is_mail(text: str) -> bool:
    """Tell whether the first lines are headers of a message, two different ones at least."""
    names: set[str] = set()
    for number, line in enumerate(text.lstrip("\ufeff\n").split("\n")[:40]):
        if number == 0 and line.startswith("From "):
            continue
        if not line.strip():
            break
        if _HEADER.match(line):
            names.add(line.partition(":")[0].lower())
        elif not line.startswith((" ", "\t")) and not re.match(r"[\w-]+:", line):
            return False
    return len(names) >= 3 or ({"mime-version", "content-type"} <= names)


def delimiter_of(text: str, *, cut: bool) -> str:
    """Return what separates the cells of each line (comma, semicolon, tab or bar); "" if the text is no table.

    Args:
        text: the beginning of a file.
        cut: whether it was cut off, so that the last line says nothing.
    """
    lines = [line for line in text.lstrip("\ufeff").split("\n") if line.strip()]
    lines = lines[:-1] if cut and len(lines) > 1 else lines
    sample = lines[:60]
    if len(sample) < 2:
        return ""
    best, fewest = "", 0
    for mark in "\t;,|":
        counts = [_outside_quotes(line).count(mark) for line in sample]
        usual, agree = _usual(counts)
        no_table = (mark == "," and _is_prose(sample, counts)) or (mark == "|" and sample[0].lstrip().startswith("|"))
        if usual > fewest and agree >= 0.8 and not no_table:
            best, fewest = mark, usual
    return best or _delimiter_of_records(text, cut=cut) or ("\t" if _is_ragged(sample) else "")


def _is_ragged(sample: Sequence[str]) -> bool:
    """Tell whether most lines are several cells between tabs, however many each has."""
    counts = sorted(line.strip().count("\t") for line in sample)
    return len(counts) > 2 and counts[len(counts) // 5] > 0 and counts[len(counts) // 2] > 1


def _usual(counts: Sequence[int]) -> tuple[int, float]:
    """Return the most frequent count and its share."""
    usual = max(set(counts), key=counts.count)
    return usual, counts.count(usual) / len(counts)


def _is_prose(sample: Sequence[str], counts: Sequence[int]) -> bool:
    """Tell whether commas belong to sentences: blanks follow them, and lines differ in their number or end like one."""
    spaced = sum(_outside_quotes(line).count(", ") for line in sample) > 0.5 * sum(counts)
    listed = len(sample) > 2 and min(counts) == max(counts) > 1
    return spaced and not (listed and not any(line.rstrip().endswith((".", ",", ";")) for line in sample))


def _delimiter_of_records(text: str, *, cut: bool) -> str:
    """Return the delimiter of a table with line ends inside its quoted cells."""
    for mark in "\t;,|" if '"' in text else "":
        try:
            rows = [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark) if row]
        except csv.Error:
            continue
        widths = [len(row) for row in (rows[:-1] if cut else rows)]
        quoted = sum("\n" in cell for row in rows for cell in row)
        if len(widths) > 1 and quoted and min(widths) == max(widths) > 1:
            return mark
    return ""


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def unsupported(what: str, hint: str) -> Unsupported:
    """Return what to tell the visitor about a file that nothing here reads."""
    return Unsupported(f"The file is {what}, which cannot be read here.", hint)
