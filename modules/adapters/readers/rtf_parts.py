"""What striprtf leaves out of an RTF file, or puts wrong: found in the file's own text before it reads that."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\\bin(\d+) ?|\\([a-z]+)(-?\d*) ?|\\[^a-z]|[{}]")
_KINDS = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
    "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "footnote", "shptxt": "box",
    "annotation": "comment", "deleted": "deleted",
}  # fmt: skip
_HIDDEN = re.compile(r"\\v(?![a-z0])")
_LETTERS = ("\\'", "\\\\", "\\{", "\\}", "\\~", "\\_")  # control symbols that stand for a character
_ROW = re.compile(r"\\trowd.*?\\row(?![a-z])", re.DOTALL)
_PARAGRAPH = re.compile(r"\\par(?![a-z]) ?")
_HEXES = re.compile(r"((?:\\'[0-9a-fA-F]{2})+)(\\[{}\\]|[^\\{}\s])?")
_PAGE = re.compile(r"\\ansicpg(\d{1,5})")
_FONTS = re.compile(r"\{\\fonttbl.*?\}\s*\}", re.DOTALL)
_PAGES = {"10000": "mac_roman", "0": "cp1252"}
_SETS = (("\\mac", "mac_roman"), ("\\pca", "cp850"), ("\\pc", "cp437"))


@dataclass
class Parts:
    """An RTF file taken apart; each piece is RTF again.

    Attributes:
        body: the text without the rest.
        others: kind ("header", "footer", "footnote", "box", "comment", "deleted") -> pieces, in their order.
        encoding: of what is written as bytes, where no font says otherwise.
        fonts: the table that says of which fonts it does.
        hidden: whether there was text that Word is told not to show; it is left out.
    """

    body: str
    encoding: str
    fonts: str
    hidden: bool = False
    others: dict[str, list[str]] = field(default_factory=dict)

    def of(self, kind: str) -> list[str]:
        """Return the pieces of a kind as RTF files of their own."""
        return [f"{{\\rtf1 {self.fonts}{piece}}}" for piece in self.others.get(kind, [])]


def parts_of(data: bytes) -> Parts:
    """Take a file apart."""
    text = data.decode("latin-1")  # so that characters are bytes: \bin counts those
    named = _PAGE.search(text[:4096])
    encoding = _known(_PAGES.get(named[1], f"cp{named[1]}")) if named else ""
    encoding = encoding or next((name for word, name in _SETS if re.search(rf"\{word}(?![a-z])", text[:100])), "cp1252")
    fonts = _FONTS.search(text)
    parts = Parts("", encoding, fonts[0] if fonts else "")
    parts.body = _prepared(_without_hidden(_without_parts(text, parts), parts), encoding)
    for kind, pieces in parts.others.items():
        parts.others[kind] = [_prepared(_without_hidden(piece, parts), encoding) for piece in pieces]
    return parts


def _without_parts(text: str, parts: Parts) -> str:
    """Return what is left without the groups that are kept apart, and binary data; a group ends what it began."""
    kept: list[str] = []
    depth, copied, position = 0, 0, 0
    inside: tuple[str, int, int] | None = None  # kind, depth and where its text begins
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match[1]:
            kept.append(text[copied : match.start()] if inside is None else "")
            position = copied = min(len(text), position + int(match[1]))
        elif match[0] == "{":
            depth += 1
        elif match[0] == "}":
            if inside is not None and depth == inside[1]:
                parts.others.setdefault(inside[0], []).append(text[inside[2] : match.start()])
                inside, copied = None, match.start()
            depth -= 1
        elif inside is None and match[2] in _KINDS and match[3] != "0" and depth > 1:
            kept.append(text[copied : match.start()])
            inside = (_KINDS[match[2]], depth, position)
    return "".join(kept) + (text[copied:] if inside is None else "")


def _without_hidden(text: str, parts: Parts) -> str:
    """Return the text without what the control word "v" hides: up to "v0", "plain" or the end of the group."""
    if not _HIDDEN.search(text):
        return text
    kept: list[str] = []
    hidden, outer = False, []
    position = 0
    for match in _TOKEN.finditer(text):
        between = text[position : match.start()]
        parts.hidden |= hidden and bool(between.strip())
        kept.append("" if hidden else between)
        position = match.end()
        if match[0] == "{":
            outer.append(hidden)
        elif match[0] == "}":
            hidden = outer.pop() if outer else False
        elif match[2] == "v" or match[2] == "plain":
            hidden = match[2] == "v" and match[3] != "0"
        kept.append("" if hidden and (match[2] == "u" or match[0] in _LETTERS) else match[0])
    return "".join([*kept, text[position:]])


def _prepared(text: str, encoding: str) -> str:
    """Return RTF that striprtf reads right: one line a table's row, both bytes of a character as hexadecimals."""
    text = _PAGE.sub("", text).replace("{\\pntext", "{\\listtext")  # a number of Word 95, which others do print
    text = _ROW.sub(lambda row: _PARAGRAPH.sub(" ", row[0]), text)
    if encoding in ("cp932", "cp936", "cp949", "cp950"):
        text = _HEXES.sub(lambda run: _whole(run[1], run[2] or "", encoding), text)
    return text.encode("latin-1").decode(encoding, "replace")


def _whole(run: str, literal: str, encoding: str) -> str:
    """Write the second byte of a character, which may stand as a letter, like its first."""
    decoder = codecs.getincrementaldecoder(encoding)("ignore")
    decoder.decode(bytes.fromhex(run.replace("\\'", "")))
    return f"{run}\\'{ord(literal[-1]):02x}" if literal and decoder.getstate()[0] else run + literal


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""
