"""A document in the making: sections of sentences, each with the statements of the record that vouch for it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from enum import StrEnum

from modules.core.findings import Citation, Finding
from modules.core.types import Support


class Origin(StrEnum):
    """Who wrote a sentence."""

    RECORD = "record"  # copied from the record
    FACTS = "facts"  # put together by a rule from confirmed facts
    MODEL = "model"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or one line of a list.

    Attributes:
        id: unique in its draft; checks and edits refer to it.
        text: plain text without markers.
        sources: the statements that carry it, the best first; empty where nothing does.
        support: how well they carry it.
        reason: why not, in one short clause.
        date: ISO 8601 of what it tells, possibly partial; "" where the whole record is of one day. No part of the text.
    """

    id: str
    text: str
    origin: Origin
    sources: tuple[Citation, ...] = ()
    support: Support = Support.SUPPORTED
    reason: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a draft.

    Attributes:
        key: of the section in its template.
        title: as printed.
        bulleted: whether its lines are a list rather than a paragraph.
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    bulleted: bool = False

    def said(self) -> tuple[str, ...]:
        """Return the lines as they are printed: with their days where they are of several."""
        if len({line.date for line in self.lines}) < 2:
            return tuple(line.text for line in self.lines)
        if self.bulleted:
            return tuple(f"{line.text} ({in_words(line.date)})" if line.date else line.text for line in self.lines)
        before = ("", *(line.date for line in self.lines))
        return tuple(
            f"{in_words(line.date)}: {line.text}" if line.date and line.date != last else line.text
            for line, last in zip(self.lines, before, strict=False)
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a chart.

    Attributes:
        document_id: the document that tells of it.
        day: ISO 8601, where that document tells of several visits; else "".
    """

    document_id: str
    day: str = ""

    def tells(self, document_id: str, day: str) -> bool:
        """Tell whether a statement of a document, dated a day, is part of the visit."""
        return document_id == self.document_id and (not self.day or day == self.day)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document by a template, not yet signed.

    Attributes:
        template: key of the template.
        title: "Discharge summary".
        documents: ids of the chart's documents, in time order.
        parts: its sections in order, empty ones included: an empty one says so when it is printed.
        written_by: the model's name, "" for the extractive version.
        remarks: what the clinician must know of how it was made, a sentence each.
        visit: the one that it is about; None where it is about more than one.
        until: ISO 8601, the last day that it is about; "" where there is none.
    """

    template: str
    title: str
    documents: tuple[str, ...]
    parts: tuple[Part, ...]
    written_by: str = ""
    remarks: tuple[str, ...] = ()
    visit: Visit | None = None
    until: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order."""
        return tuple(line for part in self.parts for line in part.lines)

    def text(self) -> str:
        """Return the document as plain text: title, headings and lines."""
        blocks = [self.title]
        for part in self.parts:
            lines = [f"- {text}" if part.bulleted else text for text in part.said()]
            body = ("\n" if part.bulleted else " ").join(lines) or "Nothing in the record."
            blocks.append(f"{part.title}\n{body}")
        return "\n\n".join(blocks)

    def without(self, line_id: str) -> Draft:
        """Return the draft without a line; the same where it has none of that id."""
        parts = (replace(part, lines=tuple(one for one in part.lines if one.id != line_id)) for part in self.parts)
        return replace(self, parts=tuple(parts))

    def with_line(self, part_key: str, line: Line) -> Draft:
        """Return the draft with a line at the end of a section; in the last section where it has none of that key."""
        keys = [part.key for part in self.parts]
        at = keys.index(part_key) if part_key in keys else len(keys) - 1
        parts = list(self.parts)
        parts[at] = replace(parts[at], lines=(*parts[at].lines, line))
        return replace(self, parts=tuple(parts))

    def reworded(self, line: Line) -> Draft:
        """Return the draft with this line in place of the one that has its id."""
        parts = (
            replace(part, lines=tuple(line if one.id == line.id else one for one in part.lines)) for part in self.parts
        )
        return replace(self, parts=tuple(parts))


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a check found in a draft, and the one step that would mend it.

    Attributes:
        finding: what, how bad, and both quotes: from the record as citations; what the draft says is in `said`.
        said: the draft's own words, "" for an omission.
        line: id of the draft's line that it is about, "" for an omission.
        insert: a line to put into the draft, in the section `part`; None where nothing is to be inserted.
        remove: whether the line is to be taken out (together with `insert`: replaced).
    """

    finding: Finding
    said: str = ""
    line: str = ""
    part: str = ""
    insert: Line | None = None
    remove: bool = False


def in_words(day: str) -> str:
    """Return an ISO 8601 date as a clinician writes it: "26 March 2026", "March 2026", "2026"."""
    year, month, number = (*day.split("-"), "", "")[:3]
    return " ".join(part for part in (number.lstrip("0"), calendar.month_name[int(month or 0)], year) if part)


def mended(draft: Draft, issue: Issue) -> Draft:
    """Return the draft after the step that an issue proposes."""
    if issue.insert and issue.remove:
        return draft.reworded(replace(issue.insert, id=issue.line))
    if issue.remove:
        return draft.without(issue.line)
    return draft.with_line(issue.part, issue.insert) if issue.insert else draft
