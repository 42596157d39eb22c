"""The small Markdown that the samples are written in.

Front matter (`key: value` between two `---`), headings, paragraphs (one line each; two leading spaces a level of
indent; `- ` makes a bullet), tables with a row of dashes under their header (an empty header is not shown), and
directives: `{name argument}` alone on a line, or `{name argument}` to `{/name}` around other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

_HEADING = re.compile(r"(#+) (.+)")
_DIRECTIVE = re.compile(r"\{(\w+)(?: ([^}]+))?\}")
_FENCES = {"cover", "signatures", "box", "small", "facts"}


@dataclass(frozen=True)
class Heading:
    """A title; `level` from 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text with **bold** and *italic*; `indent` in levels."""

    text: str
    indent: int = 0
    bullet: bool = False


@dataclass(frozen=True)
class Table:
    """Cells as text; `right` says which columns are set flush right. Rows in **bold** are totals."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Directive:
    """Something that only a writer knows how to show: a new page, a figure, a cover, a box around `lines`."""

    name: str
    argument: str = ""
    lines: tuple[str, ...] = ()


Block: TypeAlias = Heading | Paragraph | Table | Directive


@dataclass(frozen=True)
class Source:
    """A sample before it is set: front matter and blocks."""

    facts: dict[str, str]
    blocks: tuple[Block, ...]


def read(path: Path) -> Source:
    """Read a source file."""
    _, facts, text = path.read_text(encoding="utf-8").split("---\n", 2)
    pairs = (line.split(": ", 1) for line in facts.splitlines())
    return Source(dict(pairs), tuple(blocks(text.splitlines())))


def blocks(lines: list[str] | tuple[str, ...]) -> Iterator[Block]:
    """Yield the blocks of a text in order."""
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        if not line.strip():
            continue
        if match := _DIRECTIVE.fullmatch(line):
            yield _directive(match[1], match[2] or "", rest)
        elif match := _HEADING.fullmatch(line):
            yield Heading(len(match[1]), match[2])
        elif line.startswith("|"):
            yield _table(line, rest)
        else:
            yield _paragraph(line)


def cells(line: str) -> tuple[str, ...]:
    """Split one line of a table."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def plain(text: str) -> str:
    """Return `text` without its marks for bold and italic."""
    return re.sub(r"\*+([^*]+)\*+", r"\1", text)


def _directive(name: str, argument: str, rest: list[str]) -> Directive:
    """Take the lines of a fence off `rest`; other directives have none."""
    if name not in _FENCES:
        return Directive(name, argument)
    end = rest.index(f"{{/{name}}}")
    lines = tuple(rest[:end])
    del rest[: end + 1]
    return Directive(name, argument, lines)


def _table(first: str, rest: list[str]) -> Table:
    """Take the lines of a table off `rest`."""
    dashes = cells(rest.pop(0))
    rows = []
    while rest and rest[0].startswith("|"):
        rows.append(cells(rest.pop(0)))
    return Table(cells(first), tuple(rows), tuple(cell.endswith(":") for cell in dashes))


def _paragraph(line: str) -> Paragraph:
    text = line.lstrip(" ")
    indent = (len(line) - len(text)) // 2
    return Paragraph(text.removeprefix("- "), indent, text.startswith("- "))
