"""What a workflow finds in documents: each finding quotes the places that vouch for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Citation:
    """A stretch of one page of a document, quoted.

    Attributes:
        page: number, from 1.
        start, end: character offsets into that page's text.
        text: what stands there, on one line.
    """

    document_id: str
    page: int
    start: int
    end: int
    text: str


class Severity(StrEnum):
    """How much a finding matters, the worst first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at, with the places that show it.

    Attributes:
        id: the same for the same finding of the same documents, however often they are examined: decisions refer to it.
        kind: what kind of thing it is, a key of the workflow's own, e.g. "undefined term".
        title: in a few words, for a list.
        explanation: what is found and why it matters, in a sentence.
        citations: the places, the telling one first; empty for what is absent.
    """

    id: str
    kind: str
    severity: Severity
    title: str
    explanation: str
    citations: tuple[Citation, ...] = ()
