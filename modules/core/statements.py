"""Which financial statement holds the figures that a question needs, and which one a chunk stands in.

An analyst asks for a margin or a ratio; printed are the lines that it is made of, in a statement that names it nowhere.
"""

from __future__ import annotations

import re
from enum import StrEnum

from modules.core.types import Chunk


class Statement(StrEnum):
    """A primary statement; its value is what a search for its lines looks for."""

    BALANCE = "balance sheets total assets"
    INCOME = "statements income earnings operations"
    CASH = "statements cash flows activities"


_TITLES = {
    Statement.BALANCE: r"balance sheets?|statements? of (?:consolidated )?financial (?:position|condition)",
    Statement.INCOME: r"(?:income|profit and loss) statements?|statements? of (?:consolidated )?(?:income|operations"
    r"|earnings|comprehensive income|profit (?:or|and) loss)",
    Statement.CASH: r"(?:cash ?flow statements?|statements? of (?:consolidated )?cash ?flows?)",
}
_HEADINGS = {
    kind: re.compile(rf"(?:(?:condensed|consolidated|interim|group) )*(?:{title})\W*", re.IGNORECASE)
    for kind, title in _TITLES.items()
}
_LINES = {
    Statement.BALANCE: r"quick ratio|current ratio|working capital|liquidity|leverage|debt[- ]to[- ]equity|net debt"
    r"|inventor(?:y|ies)|(?:current|total|net) (?:assets?|liabilit\w+)|(?:accounts|trade) (?:receivables?|payables?)"
    r"|(?:share|stock)holders['’]? equity|pp&e|ppne|property,? plant|goodwill|book value|long[- ]term debt"
    r"|days (?:payable|sales|inventory)|dpo|dso|dio|return on (?:assets|equity)|roa|roe|asset turnover",
    Statement.INCOME: r"revenues?|net sales|(?:gross|operating|net|profit) (?:margins?|profits?|income|earnings|loss)"
    r"|profit margins?|cost of (?:goods|sales|revenues?)|cogs|ebitda?|earnings per share|eps|sg&a"
    r"|interest (?:expense|coverage)|(?:effective )?tax rate|days (?:payable|sales|inventory)|dpo|dso|dio"
    r"|return on (?:assets|equity)|roa|roe|turnover",
    Statement.CASH: r"cash ?flows?|cap(?:ital )?ex(?:penditures?)?|dividends?(?: paid)?"
    r"|(?:share|stock) (?:repurchases?|buybacks?)|depreciation|amorti[sz]ation|ebitda|fcf"
    r"|(?:operating|investing|financing) activities",
}
_WANTED = {kind: re.compile(rf"\b(?:{_TITLES[kind]}|{lines})\b", re.IGNORECASE) for kind, lines in _LINES.items()}
# The discussion tells what moved a figure, not the statement.
_CAUSE = re.compile(
    r"\bwhat (?:drove|caused|led to|contributed)|\bwhy (?:did|do|does|was|were|is|are|has|have)\b|\breasons? for\b"
    r"|\bdrivers?\b|\bdriven\b",
    re.IGNORECASE,
)


def wanted(question: str) -> frozenset[Statement]:
    """Return the statements that hold the lines of what is asked; none where a cause or something else is."""
    if _CAUSE.search(question):
        return frozenset()
    return frozenset(kind for kind, pattern in _WANTED.items() if pattern.search(question))


def statement_of(chunk: Chunk) -> Statement | None:
    """Return the statement whose heading a chunk stands under."""
    heading = chunk.section[-1] if chunk.section else ""
    return next((kind for kind, pattern in _HEADINGS.items() if pattern.fullmatch(heading.strip())), None)
