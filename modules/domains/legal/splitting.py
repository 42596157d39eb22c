"""Cutting contracts at articles, sections, clauses and sub-clauses, e.g. 5 > 5.2 > (a) > (iii)."""

from __future__ import annotations

import re

from modules.core.outline import Heading, Line, Outline, one_line, plain_heading
from modules.core.splitting import StructureSplitter

_PART = re.compile(
    r"(?:ARTICLE|EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM|Article|Exhibit|Schedule|Annex|Appendix|Attachment)"
    r"\s+(?:[IVXLC]+|\d{1,3}(?:\.\d+)*|[A-Z](?:-\d+)?)\b"
)
_CLAUSE = re.compile(r"(?:(?:SECTION|Section|CLAUSE|Clause|§)\s*)?(\d{1,2}(?:\.\d{1,2}){0,4})(?:[.):]|(?=\s))\s*")
_ITEM = re.compile(r"\(([a-z]{1,5}|[A-Z]{1,2}|\d{1,2})\)\s+")
# A clause that runs on in the line of the one before it: "... of Delaware. 9.2 Notices. Any notice ..."
_RUNNING_ON = re.compile(r"(?<=[.;:] )(?=(?:(?:Section|SECTION) )?\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.? +[A-Z])")
_TITLE = re.compile(r"[\"“]?[A-Z][^.;:\n]{1,70}(?=[.:;]|$)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_PART_LEVEL, _CLAUSE_LEVEL, _ITEM_LEVEL = 1, 2, 10


class LegalOutline(Outline):
    """Numbered parts of a contract. What is numbered nowhere is found as in any document."""

    def __init__(self) -> None:
        super().__init__()
        self._titled = False
        self._letter = ""  # the last item numbered (a), (b), ...: decides whether (i) follows (h) or opens a new depth

    def recognise(self, line: Line) -> list[Heading]:
        """Return what is numbered in the line, else a plain heading."""
        starts = [0, *(match.start() for match in _RUNNING_ON.finditer(line.text))]
        numbered = [heading for start in starts if (heading := self._numbered(line, start))]
        if numbered:
            return numbered
        plain = plain_heading(line)
        if plain is None:
            return []
        # The first is the contract's own title; those after it ("RECITALS") stand beside the clauses.
        level, self._titled = (_CLAUSE_LEVEL if self._titled else _PART_LEVEL), True
        return [Heading(plain.start, level, plain.title)]

    def _numbered(self, line: Line, start: int) -> Heading | None:
        text, at = line.text[start:], line.start + start
        if start == 0 and not _opens(line):
            return None
        if match := _PART.match(text):
            return Heading(at, _PART_LEVEL, _title(text, match.end()))
        match = _CLAUSE.match(text)
        if match and _may_follow(text[match.end() :]):
            self._letter = ""
            return Heading(at, _CLAUSE_LEVEL + match[1].count("."), _title(text, match.end()))
        if match := _ITEM.match(text):
            return Heading(at, self._item_level(match[1]), match[0].strip())
        return None

    def _item_level(self, mark: str) -> int:
        """Depth of (a), then (i), then (A), then (1)."""
        if mark.isdigit():
            return _ITEM_LEVEL + 3
        if mark.isupper():
            return _ITEM_LEVEL + 2
        follows = len(mark) == 1 and self._letter != "" and ord(mark) == ord(self._letter) + 1
        if _ROMAN.fullmatch(mark) and not follows:
            return _ITEM_LEVEL + 1
        self._letter = mark[0]
        return _ITEM_LEVEL


class LegalSplitter(StructureSplitter):
    """A `Splitter` for contracts, policies and statutes."""

    outline = LegalOutline


def _opens(line: Line) -> bool:
    """Whether a clause can begin here: not where "Section 4.2" only happens to come first on a wrapped line."""
    return line.gap_before or not line.before or line.before[-1] in ".;:" or line.before.endswith(("; and", "; or"))


def _may_follow(rest: str) -> bool:
    """After a number: words that begin like a clause, not "30 days" or the next number of a table."""
    return bool(rest) and (rest[0].isupper() or rest[0] in '"“(_[')


def _title(text: str, end: int) -> str:
    """The number, with the title behind it where there is one."""
    match = _TITLE.match(text, end + len(text[end:]) - len(text[end:].lstrip(" .:–-—")))
    number = text[:end].strip().rstrip(".:)")
    return one_line(f"{number} {match[0]}") if match else one_line(number)
