"""What two drafts of a contract, compared, are given back as; and the newer one made from the older one by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from modules.core.findings import Citation, Finding
from modules.domains.legal.comparing.provisions import one_line


class Status(StrEnum):
    """What became of a provision."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    CHANGED = "changed"
    MOVED_AND_CHANGED = "moved and changed"
    ADDED = "added"
    REMOVED = "removed"


class Kind(StrEnum):
    """What became of some words. Numbers of clauses that only follow a renumbering are no change of the meaning."""

    EQUAL = "equal"
    DELETED = "delete"
    INSERTED = "insert"
    OLD_NUMBER = "old number"
    NEW_NUMBER = "new number"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of words of one kind, in the order of reading, the older ones before those in their place."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision as one draft has it.

    Attributes:
        label: its number as it is printed, "" where it has none.
        reference: of the clause that holds it, "5.2(a)"; "" before the first.
        title: of that clause, "" where it has none.
        opens: whether that clause begins here.
        start, end: its span in the contract's text, with its number.
        citations: where it stands, quoted; empty for what is unchanged.
    """

    label: str
    reference: str
    title: str
    opens: bool
    start: int
    end: int
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A provision of both drafts, or of the one that has it.

    Attributes:
        edits: the way from the older text to the newer one, without the labels.
        follows: it belongs to the clause before it in the list, of which the same became, and counts with it.
    """

    status: Status
    old: Passage | None
    new: Passage | None
    edits: tuple[Edit, ...]
    follows: bool = False

    @property
    def old_text(self) -> str:
        """What the older draft says, without the label."""
        return "".join(edit.text for edit in self.edits if edit.kind not in (Kind.INSERTED, Kind.NEW_NUMBER))

    @property
    def new_text(self) -> str:
        """What the newer draft says, without the label."""
        return "".join(edit.text for edit in self.edits if edit.kind not in (Kind.DELETED, Kind.OLD_NUMBER))


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two drafts: its document's id and name, and how many pages it has."""

    document_id: str
    name: str
    pages: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two drafts compared.

    Attributes:
        pairs: in the order of the newer draft; what is gone stands where it stood in the older one.
        findings: what the changes mean in risk, the worst first; the newer draft is quoted before the older one.
        notes: why changes of risk may be missed, in sentences: a draft is in another language, for instance.
    """

    old: Version
    new: Version
    pairs: tuple[Pair, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def kept(self) -> float:
        """Share of the words' characters of both drafts that are in both, 0 to 1; 1 where neither has any."""
        edits = [edit for pair in self.pairs for edit in pair.edits]
        both = 2 * sum(len(edit.text) for edit in edits if edit.kind is Kind.EQUAL)
        alone = sum(len(edit.text) for edit in edits if edit.kind is not Kind.EQUAL)
        return both / (both + alone) if both + alone else 1.0

    def source(self, citation: Citation) -> str:
        """Return which draft a quote is from, and the page where it has several: "Newer draft, page 4"."""
        newer = citation.document_id == self.new.document_id
        pages = (self.new if newer else self.old).pages
        return f"{'Newer' if newer else 'Older'} draft{f', page {citation.page}' if pages > 1 else ''}"

    def count(self, *wanted: Status) -> int:
        """Return how many clauses are of a status, each with the parts that share its fate as one."""
        return sum(pair.status in wanted and not pair.follows for pair in self.pairs)


def apply(comparison: Comparison, old: str) -> str:
    """Return the text of the newer draft, one provision a line, made from the text of the older one and the edits.

    The words that are kept are taken from `old`, the text of the older contract, so it is the same as the newer draft
    but for quotes, dashes and blanks. Numbers of pages are left out.
    """
    return "\n".join(_applied(pair, old) for pair in comparison.pairs if pair.new)


def _applied(pair: Pair, old: str) -> str:
    label = pair.new.label if pair.new else ""
    said = one_line(old[pair.old.start : pair.old.end]) if pair.old else ""
    at = len(said) - len(pair.old_text)
    words = []
    for edit in pair.edits:
        if edit.kind in (Kind.INSERTED, Kind.NEW_NUMBER):
            words.append(edit.text)
            continue
        if edit.kind is Kind.EQUAL:
            words.append(said[at : at + len(edit.text)])
        at += len(edit.text)
    return f"{label} {''.join(words)}".strip()
