"""Cutting textbooks and notes at chapters, sections, definitions, examples and exercises."""

from __future__ import annotations

import re

from modules.core.outline import Heading, Line, Outline, is_measures, one_line, plain_heading
from modules.core.splitting import StructureSplitter

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}"
_CHAPTER = re.compile(
    rf"(?:chapter|unit|part|module|lecture|lesson|appendix)\s+(?:{_NUMBER}|[IVX]+|[A-Z])\b.{{0,80}}", re.IGNORECASE
)
_SECTION = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})\.?\s+([A-Z].{1,80})")
_SENTENCE = re.compile(r"[.?]$|[a-z][.?]\s")  # an exercise has a number, too
_ELEMENT = re.compile(
    rf"(?:definition|example|worked example|theorem|lemma|corollary|proposition|proof|remark|law|rule|"
    rf"exercises?|problems?|questions?|activity|figure|table|box)\s+{_NUMBER}[a-z]?\b[.:]?",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"(?:learning (?:objectives|outcomes)|objectives|key (?:terms|concepts|equations|points|ideas)|glossary|summary|"
    r"(?:section|chapter) (?:summary|review)|review questions|critical thinking(?: questions)?|(?:practice )?exercises|"
    r"(?:practice )?problems|homework|solutions?|answers|further reading|references|link to learning|"
    r"(?:art|career|evolution|everyday|visual) connection)s?:?",
    re.IGNORECASE,
)
_CHAPTER_LEVEL, _SECTION_LEVEL, _ELEMENT_LEVEL = 1, 2, 6


class EducationOutline(Outline):
    """Chapters and numbered sections, and inside them what is named: definitions, examples, exercises."""

    def recognise(self, line: Line) -> list[Heading]:
        """Return a chapter, a section, or an element of a section."""
        text = line.text
        if text[0].islower() or text[-1] in ",;":
            return []
        if _CHAPTER.fullmatch(text) and text[-1] != ".":
            return [Heading(line.start, _CHAPTER_LEVEL, one_line(text))]
        if (match := _SECTION.fullmatch(text)) and not _SENTENCE.search(text) and not is_measures(text):
            return [Heading(line.start, _SECTION_LEVEL + match[1].count(".") - 1, one_line(text))]
        if _ENDING.fullmatch(text):
            return [Heading(line.start, _SECTION_LEVEL + 1, one_line(text.rstrip(":")))]
        if match := _ELEMENT.match(text):
            title = text if len(text) < 60 and text[-1] != "." else match[0].rstrip(".:")
            return [Heading(line.start, _ELEMENT_LEVEL, one_line(title))]
        plain = plain_heading(line)
        return [plain] if plain else []


class EducationSplitter(StructureSplitter):
    """A `Splitter` for textbooks, lecture notes and handouts."""

    outline = EducationOutline
