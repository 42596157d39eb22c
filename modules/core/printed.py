"""A paper as it is taken away: its sections with numbered sources, who signed it, what was added since; and as text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar

from modules.core.export import without_controls

T = TypeVar("T")
DRAFT = "DRAFT - NOT SIGNED"
BROKEN = "SIGNATURE DOES NOT FIT - CHANGED AFTER SIGNING"
_WIDTH = 100
# Beyond what no file can hold: the C1 controls and what would change the direction of the text around it.
_MISLEADING = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A sentence or a line of a list.

    Attributes:
        sources: the numbers of what vouches for it.
        remark: what a reader must know of it: "not supported by the record".
    """

    text: str
    sources: tuple[int, ...] = ()
    remark: str = ""

    def marks(self) -> str:
        """Return its sources and its remark as they stand behind it: " [1][3] (not supported by the record)"."""
        numbers = "".join(f"[{number}]" for number in self.sources)
        return "".join(f" {one}" for one in (numbers, self.remark and f"({self.remark})") if one)


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section; without lines it says what `empty` has.

    Attributes:
        bulleted: whether its lines are a list rather than a paragraph.
    """

    title: str
    lines: tuple[PrintedLine, ...]
    bulleted: bool = False
    empty: str = "Nothing in the record."


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """What vouches for lines. `place` is the document and the page; `quote` is "" where the document was deleted."""

    number: int
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, when (seconds since the epoch), the SHA-256 of what was signed, and whether it still is that."""

    name: str
    role: str
    when: float
    digest: str
    intact: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that was written or done later, by whom and when (seconds since the epoch); the role may be empty."""

    text: str
    who: str
    when: float
    role: str = ""

    def by(self) -> str:
        """Return who it was, with the role where it is known."""
        return f"{self.who}, {self.role}" if self.role else self.who


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A paper as every export has it.

    Attributes:
        title: "Discharge summary".
        subject: whom or what it is about on one line, for the head of every page; may be empty.
        about: label and value of what is known of the subject.
        notice: the page's: what the paper is not.
        remarks: what a reader must know of how it was made.
        signed: None of a draft.
        addenda: what was added after it was signed.
        log: what was done to it, if that is to be printed.
        made: seconds since the epoch, when this export was made.
    """

    title: str
    subject: str
    about: tuple[tuple[str, str], ...]
    notice: str
    sections: tuple[PrintedSection, ...]
    sources: tuple[PrintedSource, ...] = ()
    remarks: tuple[str, ...] = ()
    signed: Signed | None = None
    addenda: tuple[Noted, ...] = ()
    log: tuple[Noted, ...] = ()
    made: float = 0.0

    @property
    def status(self) -> str:
        """What every page says of it."""
        if self.signed is None:
            return DRAFT
        return "SIGNED" if self.signed.intact else BROKEN

    def signature(self) -> tuple[str, ...]:
        """Return the lines of the signature block."""
        if self.signed is None:
            return (DRAFT, "Nobody has taken responsibility for this text yet.")
        lines = (
            f"Signed by {self.signed.name}, {self.signed.role}, on {moment(self.signed.when)}.",
            f"SHA-256 of what was signed: {self.signed.digest}",
        )
        broken = f"{BROKEN}: the text is no longer what was signed. Do not rely on it."
        return lines if self.signed.intact else (broken, *lines)


def moment(seconds: float) -> str:
    """Return a point in time to the minute."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def printable(value: T) -> T:
    """Return a paper, or a part of one, with only such characters as every form can hold and as mislead nobody."""
    return _printable(value)  # type: ignore[no-any-return]


def as_text(paper: PrintedPaper) -> str:
    """Return the paper as plain text."""
    return "\n\n".join(block for block in _blocks(printable(paper)) if block) + "\n"


def _printable(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return _MISLEADING.sub("", without_controls(value))
    if isinstance(value, tuple):
        return tuple(_printable(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _printable(getattr(value, field.name)) for field in fields(value)})
    return value


def _blocks(paper: PrintedPaper) -> Iterator[str]:
    yield paper.status
    yield "\n".join((paper.title, "=" * len(paper.title)))
    yield "\n".join(f"{label}: {value}" for label, value in paper.about)
    yield _wrapped(paper.notice)
    yield "\n".join(_wrapped(remark) for remark in paper.remarks)
    for section in paper.sections:
        yield _titled(section.title, _body(section))
    yield _titled(
        "Sources",
        "\n".join(
            _wrapped(f"[{one.number}] {one.place}: {f'“{one.quote}”' if one.quote else 'deleted from Vouch'}")
            for one in paper.sources
        ),
    )
    yield _titled("Signature", "\n".join(_wrapped(line) for line in paper.signature()))
    yield _titled("Addenda", "\n\n".join(map(_noted, paper.addenda)))
    yield _titled("Changes", "\n".join(map(_noted, paper.log)))
    yield f"Made on {moment(paper.made)}. {paper.status}"


def _titled(title: str, body: str) -> str:
    return f"{title}\n{'-' * len(title)}\n{body}" if body else ""


def _body(section: PrintedSection) -> str:
    said = [f"{_one_line(line.text)}{line.marks()}" for line in section.lines]
    if not section.bulleted:
        return _wrapped(" ".join(said) or section.empty)
    return "\n".join(_wrapped(f"- {line}", indent="  ") for line in said) or section.empty


def _noted(one: Noted) -> str:
    text = "\n".join(_wrapped(line) for line in one.text.splitlines())
    return f"{moment(one.when)}, {one.by()}:\n{text}"


def _wrapped(text: str, indent: str = "") -> str:
    wrapped = textwrap.wrap(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapped)


def _one_line(text: str) -> str:
    return " ".join(text.split())
