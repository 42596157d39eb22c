"""Cutting filings at parts, items, notes and statements."""

from __future__ import annotations

import re

from modules.core.outline import Heading, Line, Outline, is_title, is_title_case, one_line, plain_heading
from modules.core.splitting import StructureSplitter

_PART = re.compile(r"PART\s+[IV]{1,3}\b.{0,60}", re.IGNORECASE)
_ITEM = re.compile(r"(?:ITEM|Item)\s+(\d{1,2}(?:\.\d{2})?[A-C]?)[.:]?\s*(.{0,90})")
_NOTE = re.compile(r"(?:(?:NOTE|Note)\s+(\d{1,2})[.:]?\s*[-–—]?|(\d{1,2})\.)\s+([A-Z].{2,80})")
_STATEMENT = re.compile(
    r"(?:(?:condensed|consolidated|combined|unaudited|interim|notes? to(?: the)?|supplemental|segment|gaap|non-gaap|"
    r"of|and|reconciliation)\s+)*"
    r"(?:balance sheets?|(?:statements?|results) of (?:consolidated )?(?:\(?loss\)?|income|earnings|operations|"
    r"cash flows?|comprehensive (?:income|earnings|loss)|financial position|financial condition|"
    r"(?:changes in )?(?:stockholders|shareholders|shareowners)[’'] (?:equity|investment|deficit)|equity).{0,40}|"
    r"financial (?:statements|highlights|data).{0,30})",
    re.IGNORECASE,
)
_CROSS_REFERENCE = re.compile(
    r"\b(?:see|refer to|pursuant to|in accordance with|included in|set forth)\s*$", re.IGNORECASE
)
_PART_LEVEL, _ITEM_LEVEL, _STATEMENT_LEVEL, _TOPIC_LEVEL = 1, 2, 3, 4


class FinanceOutline(Outline):
    """Parts and items, the statements and their notes, and topics on lines of their own."""

    def recognise(self, line: Line) -> list[Heading]:
        """Return an item, a note, a statement's title or a topic."""
        level = self._level(line)
        return [Heading(line.start, level, one_line(line.text))] if level else []

    def _level(self, line: Line) -> int:
        text = line.text
        if len(text) > 120 or _CROSS_REFERENCE.search(line.before) or re.search(r"\s\d{1,3}$", text):
            return 0  # a sentence, or a line of the table of contents
        if _PART.fullmatch(text):
            return _PART_LEVEL
        if _ITEM.fullmatch(text) and text[-1] not in ",;":
            return _ITEM_LEVEL
        if text[0].isupper() and _STATEMENT.fullmatch(text):
            return _STATEMENT_LEVEL
        if _NOTE.fullmatch(text) and text[-1] not in ",;":
            return _STATEMENT_LEVEL
        plain = plain_heading(line)
        if plain or (is_title(line) and is_title_case(text) and line.after[:1].isupper() and len(text) < 60):
            return _TOPIC_LEVEL
        return 0


class FinanceSplitter(StructureSplitter):
    """A `Splitter` for annual and quarterly reports, current reports and earnings releases."""

    outline = FinanceOutline
