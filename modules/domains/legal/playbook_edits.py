"""What to change in a contract so that it fits a playbook: the smallest change that does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from modules.domains.legal import phrases
from modules.domains.legal.contract import Clause
from modules.domains.legal.phrases import Groups
from modules.domains.legal.playbook import Position
from modules.domains.legal.playbook_limits import Kept
from modules.domains.legal.statements import Statement, Statements

_SIGNING = re.compile(
    r"(?:\bin\s+witness\s+whereof\b|^\s*(?:signed|executed|agreed)\b[^\n]{0,60}\b(?:by|parties|as of|on)\b"
    r"|^\s*by:\s|^\s*(?:schedule|exhibit|annex|appendix)\s+[\dA-Z]{1,3}\b)",
    re.IGNORECASE | re.MULTILINE,
)
_EXECUTED = re.compile(
    r"\b(?:execut|sign|witness|entered)\w*\b.{0,160}\b(?:above|below|written|dates?|days?|duly|hereunder)\b",
    re.IGNORECASE | re.DOTALL,
)
_TO_FILL = re.compile(r"_{5}|\.{8}")
_WORDS_OF_A_LINE, _WORDS_OF_A_NAME = 14, 4  # in a block of signatures
_LARGE = 0.3  # of the text
_LATE = 0.4  # of the text: what is signed before is a cover sheet


class Change(StrEnum):
    """What an edit does."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Edit:
    """A proposed change of a contract.

    Attributes:
        start, end: offsets into the contract's text; equal for an insertion, at the end of the paragraph that the new
            one follows.
        old: what stands there; the paragraph that the new one follows, for an insertion.
        new: what is to stand there; a paragraph, for an insertion; empty for a deletion; the same for a mere remark.
    """

    change: Change
    start: int
    end: int
    old: str
    new: str


def renumbered(statements: Statements, kept: Kept) -> Edit | None:
    """Change a number to the limit; None where no number would do."""
    if not kept.instead:
        return None
    text = statements.contract.text
    opened = "]" in text[kept.start : kept.end] and text[kept.start - 1 : kept.start] == "["
    start = kept.start - opened  # both of the brackets go with a number that was still to be agreed
    return Edit(Change.REPLACE, start, kept.end, text[start : kept.end], kept.instead)


def remarked(statements: Statements, statement: Statement) -> Edit:
    """Change nothing: what is to be said of a sentence stands in the margin."""
    old = statements.contract.text[statement.start : statement.end]
    return Edit(Change.REMARK, statement.start, statement.end, old, old)


def deleted(statements: Statements, statement: Statement) -> Edit:
    """Delete a sentence."""
    text = statements.contract.text
    return Edit(Change.DELETE, statement.start, statement.end, text[statement.start : statement.end], "")


def added(statements: Statements, wording: str, after: Sequence[Statement]) -> Edit | None:
    """Add a paragraph after the clause that statements are of; None where there is nothing to add."""
    if not wording or not after:
        return None
    clause = statements.outer_clause(after[0].start)
    inside = clause is not None and clause.end >= after[0].end
    end = clause.end if clause is not None and inside and len(statements.of_clause(clause)) < 60 else after[0].end
    return _inserted(statements, max(after[0].end, min(end, _before_signatures(statements))), wording)


def placed(statements: Statements, position: Position, groups: Groups) -> Edit | None:
    """Put the preferred wording of an absent clause where the position wants it, or before the signatures."""
    if not position.preferred:
        return None
    wanted = [phrases.parse(one, groups) for one in position.place]
    clause = next((one for one in statements.titled(wanted) if statements.of_clause(one)), None)
    signed = _before_signatures(statements)
    end = min(_end(statements, clause), signed) if clause else signed
    return _inserted(statements, end, f"{position.title}. {position.preferred}")


def _end(statements: Statements, clause: Clause) -> int:
    """Return where a clause ends; one that holds most of the contract, where its own words do."""
    return clause.end if clause.end - clause.start < _LARGE * len(statements.contract.text) else clause.own_end


def _inserted(statements: Statements, end: int, wording: str) -> Edit | None:
    """Insert a paragraph after the last one that begins before `end`."""
    before = [span for span in statements.contract.paragraphs if span[0] < end]
    if not before:
        return None
    start, end = before[-1]
    return Edit(Change.INSERT, end, end, statements.contract.text[start:end], wording)


def _before_signatures(statements: Statements) -> int:
    """Return where the signatures begin: what announces them, or the lines without a sentence that end the text."""
    text, paragraphs = statements.contract.text, statements.contract.paragraphs
    late = (match.start() for match in _SIGNING.finditer(text) if match.start() > _LATE * len(text))
    start = next(late, len(text))
    for begin, end in reversed(paragraphs):
        if begin < _LATE * len(text) or not (_signs(text[begin:end]) or _EXECUTED.search(text[begin:end])):
            break
        start = min(start, begin)
    return start


def _signs(paragraph: str) -> bool:
    """Whether a paragraph can be of a block of signatures: "By: ____", "Name", "Acme, Inc."."""
    words = len(paragraph.split())
    ended = paragraph.endswith((".", ";"))
    return words <= (_WORDS_OF_A_NAME if ended else _WORDS_OF_A_LINE) or bool(_TO_FILL.search(paragraph))
