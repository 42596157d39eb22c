"""What a lawyer accepted: changes to the wording of a contract, and what became of each in the file."""

from __future__ import annotations

from dataclasses import dataclass

_AROUND = 400  # characters of context: enough to tell one place from its repetitions


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of wording at one place of a document.

    Attributes:
        id: of the finding that asks for it.
        old: what is quoted, as the reader shows it; empty to put new paragraphs behind the one in which `before` ends.
        new: what shall stand there; empty to delete it. A line feed begins a paragraph.
        comment: what the margin says of it; may be empty. With `new` as `old`, the comment is all there is.
        before, after: what stands around it, to tell it from the same words elsewhere.
    """

    id: str
    old: str
    new: str
    comment: str = ""
    before: str = ""
    after: str = ""

    @classmethod
    def at(cls, id: str, text: str, start: int, end: int, new: str, comment: str = "") -> Edit:  # noqa: A002
        """Return the edit of the characters of a page (or a contract) from `start` up to `end`."""
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return cls(id, text[start:end], new, comment, before, after)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit: done, or the reason why not, as a sentence; also what was done only in part."""

    id: str
    done: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A Word file with tracked changes, and what became of each edit, in their order."""

    docx: bytes
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a contract that is written as a Word file.

    Attributes:
        level: of a heading, from 1; 0 for what is none.
    """

    text: str
    level: int = 0
