"""Reading documents as a course's material: sections in order, and in them statements, each with its role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from modules.core.findings import Citation
from modules.core.outline import Heading, is_measures
from modules.core.text import sentences
from modules.core.types import Block, Page
from modules.domains.education.defining import defines, is_entry
from modules.domains.education.formulas import is_displayed
from modules.domains.education.material import Material, Role, Section, Statement
from modules.domains.education.plain import is_list_item
from modules.domains.education.roles import announces_objectives, is_box, line_role, title_role
from modules.domains.education.splitting import EducationOutline

_LABEL_WORDS = 3  # a paragraph of fewer words without an end is a label in a figure
_FOOT = re.compile(r".{0,90}\D\s\d{1,4}|\d{1,4}\s\D.{0,90}")
_SOLVED = re.compile(r"^[*_]{0,2}(?:solution|answer|check(?: your (?:answer|work))?)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^[*_]{0,2}(?:step|solution|answer|check|hence|so|thus|therefore|then|now|\([a-z0-9]\)|problem|strategy|discussion"
    r"|significance|given|find|here|next|finally|substitut)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:[-•*]\s+)?(?:[*_]{2}[^*_]{2,60}[*_]{2}[.:]?|(?:[*_]{0,2})(?:problem|solution|strategy|discussion|example"
    r"|definition"
    r"|theorem|rule|law|step|table|figure|fig|answers?|note|hint|check|proof|lemma|remark|exercise|question)"
    r"\s?(?:[\dA-Z][\d.]*)?[.:][*_]{0,2}|\d{1,3}(?:\.\d{1,3})*[.)])",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"(?:figure|fig\.?|table)\s\d.*|\(?\d{1,3}[.)]\s.*\?", re.IGNORECASE)
_DEFINES = re.compile(r"definition\b.*", re.IGNORECASE)
_BOX_PARAGRAPHS = 1  # that belong to a box, beside its figures


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read: its id, its name and its pages in order."""

    document_id: str
    name: str
    pages: Sequence[Page]


def read_material(sources: Sequence[Source]) -> Material:
    """Read documents as the material of a course, in the order in which they are given.

    Every statement is a stretch of a page, quoted literally on one line. Headings are no statements but the path
    of their section. A box in the middle of a section, as "Link to Learning", ends with its paragraph; what follows
    goes on with the section around it.
    """
    return Material(tuple(section for source in sources for section in _Reading(source).sections()))


@dataclass(slots=True)
class _Open:
    """A section that is being read."""

    level: int
    path: tuple[str, ...]
    page: int
    role: Role | None = None
    box: bool = False
    paragraphs: int = 0
    solved: bool = False
    done: bool = False
    statements: list[Statement] = field(default_factory=list)


class _Reading:
    """One document while it is read: the sections so far, the open ones innermost last."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._sections = [_Open(0, (), source.pages[0].number if source.pages else 1)]
        self._open = [self._sections[0]]
        self._example = False  # the statement before belongs to an example
        self._listing = False  # objectives were announced, and their list has not ended

    def sections(self) -> Iterator[Section]:
        """Read the document and yield its sections; those without a statement are left out."""
        outline = EducationOutline()
        for page in self._source.pages:
            self._read(page, outline.headings(page))
        for one in self._sections:
            if one.statements:
                yield Section(self._source.document_id, self._source.name, one.path, one.page, tuple(one.statements))

    def _read(self, page: Page, headings: Sequence[Heading]) -> None:
        headings = [one for one in headings if not _NO_TITLE.fullmatch(one.title)]
        at = {heading.start: heading for heading in headings}
        before = 0
        for start, end in _stretches(page.text, headings):
            text = " ".join(page.text[start:end].split())
            if heading := at.get(start):
                self._begin(heading, page.number)
                rest = _after_title(page.text, start, end, heading)
                before = end
                if rest is None:
                    continue
                start, text = rest, " ".join(page.text[rest:end].split())
            opens = not page.text[before:start].strip() and page.text[before:start].count("\n") > 1
            before = end
            if announces_objectives(text):
                self._listing = True
            elif self._listing and not is_list_item(text) and opens:
                self._listing = False
            self._leave(text, opens=opens)
            section = self._open[-1]
            block = next((one for one in page.blocks if one.kind == "table" and one.start <= start < one.end), None)
            role = self._role(text, section, page, start, end, block)
            if role in (Role.TEXT, Role.FORMULA) and self._example and not opens:
                role = Role.EXAMPLE
            elif role is Role.TEXT and section.path and not section.statements and _DEFINES.fullmatch(section.path[-1]):
                role = Role.DEFINITION
            header = _header(block, page) if role is Role.ROW and block else ""
            place = Citation(self._source.document_id, page.number, start, end, text)
            section.statements.append(Statement(place, role, header))
            self._example = role is Role.EXAMPLE
            section.solved |= _SOLVED.match(text) is not None

    def _begin(self, heading: Heading, page: int) -> None:
        while len(self._open) > 1 and self._open[-1].level >= heading.level:
            self._open.pop()
        self._listing = False
        path = (*self._open[-1].path, heading.title.strip(" *_"))
        role = title_role(heading.title) or self._inherited()
        self._open.append(_Open(heading.level, path, page, role, is_box(heading.title)))
        self._sections.append(self._open[-1])

    def _inherited(self) -> Role | None:
        role = self._open[-1].role
        return role if role in (Role.EXERCISE, Role.FRAME, Role.EXAMPLE) else None

    def _leave(self, text: str, *, opens: bool) -> None:
        """Close a box after its paragraph, and a worked example after its solution."""
        section = self._open[-1]
        if not opens or len(self._open) < 2:
            return
        if (section.box and section.paragraphs >= _BOX_PARAGRAPHS) or (
            section.role is Role.EXAMPLE and section.solved and not _GOES_ON.match(text) and not is_displayed(text)
        ):
            self._open.pop()
        elif section.box and line_role(text) is not Role.CAPTION and not text.startswith("[Figure"):
            section.paragraphs += 1

    def _role(self, text: str, section: _Open, page: Page, start: int, end: int, block: Block | None) -> Role:
        looks = line_role(text)
        if looks is Role.FRAME or section.role is Role.FRAME or self._is_foot(page, start, end, text):
            return Role.FRAME
        if block is not None or " | " in text:
            return Role.FRAME if block is not None and _is_head(block, start) else Role.ROW
        if looks is Role.CAPTION:
            return Role.CAPTION
        if self._listing or announces_objectives(text):
            return Role.OBJECTIVE
        if section.role is Role.EXERCISE and section.box:
            return Role.EXERCISE if text.endswith("?") else looks or Role.TEXT
        if section.role in (Role.EXERCISE, Role.EXAMPLE, Role.OBJECTIVE, Role.SUMMARY):
            return section.role
        if looks is not None:
            return looks
        if is_displayed(text):
            return Role.FORMULA
        if (section.role is Role.DEFINITION and is_entry(text)) or defines(text):
            return Role.DEFINITION
        if page.boxes is not None and _is_label(page, start, end, text):
            return Role.FRAME
        return Role.TEXT

    def _is_foot(self, page: Page, start: int, end: int, text: str) -> bool:
        """Tell whether the first or the last line of one page of several is a running head with the page's number."""
        edge = not page.text[:start].strip() or not page.text[end:].strip()
        alone = text[-1] not in ".?!:" and _FOOT.fullmatch(text) is not None
        return edge and alone and len(self._source.pages) > 1


def _stretches(text: str, headings: Iterable[Heading]) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences and headings; a bare label ("Solution.") goes with what follows."""
    lines = [(one.start, _line_end(text, one.start)) for one in headings]
    label = -1
    for start, end in sentences(text):
        cuts = sorted({cut for line in lines for cut in line if start < cut < end})
        for cut in [*cuts, end]:
            while start < cut and text[start].isspace():
                start += 1
            last = start + len(text[start:cut].rstrip())
            heading = next((line for line in lines if line[0] <= start < line[1]), None)
            if start < last and heading is None and _LABEL.fullmatch(text[start:last]) and _stands_before(text, last):
                label = start if label < 0 else label
            elif start < last and (heading is None or start == heading[0]):
                yield (start if label < 0 else label), (last if heading is None else heading[1])
                label = -1
            start = cut


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return start + len(text[start : len(text) if found < 0 else found].rstrip())


def _stands_before(text: str, end: int) -> bool:
    """Tell whether the same paragraph goes on."""
    follows = text[end : end + 2]
    return bool(follows.strip()) or (follows.startswith("\n") and not text[end : end + 3].startswith("\n\n"))


def _after_title(text: str, start: int, end: int, heading: Heading) -> int | None:
    """Return where the text begins that stands on behind a title: "Definition 5.1. A field is ..."."""
    line_end = text.find("\n", start, end)
    line = text[start : end if line_end < 0 else line_end]
    title = heading.title.rstrip("…")
    said = line.lstrip("#* ")
    if " ".join(said.split()).startswith(title) and len(said) - len(title) > 3:
        place = start + line.index(title.split()[0]) + _length(line[line.index(title.split()[0]) :], title)
    elif line_end < 0:
        return None
    else:
        place = line_end
    while place < end and (text[place].isspace() or text[place] in ".:*_…"):
        place += 1
    return place if place < end else None


def _length(line: str, title: str) -> int:
    """Return how many characters of a line hold a title that has single spaces."""
    match = re.match(r"\s+".join(map(re.escape, title.split())), line)
    return match.end() if match else len(title)


def _is_head(block: Block, start: int) -> bool:
    """Tell whether the column headings of a table stand here."""
    return bool(block.header) and start == block.start


def _header(block: Block, page: Page) -> str:
    if not block.header:
        return ""
    first = page.text[block.start : block.end].split("\n", 1)[0]
    return first if first.count(" | ") == block.header.count(" | ") else block.header


def _is_label(page: Page, start: int, end: int, text: str) -> bool:
    """Tell whether a line stands alone, of few words and without an end, as the labels in a figure do."""
    alone = not page.text[:start].rstrip(" ").rpartition("\n")[2].strip() and page.text[end : end + 1] in ("\n", "")
    return (
        alone
        and (len(text.split()) <= _LABEL_WORDS or is_measures(text))
        and text[-1] not in ".?!:;,"
        and not is_list_item(text)
    )
