"""Which section each statement of a written note stands in, and where a section ends that no other heading ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from modules.domains.medical.headings import section_of
from modules.domains.medical.record import Section

_OPEN = frozenset((Section.COMPLAINT, Section.HISTORY, Section.ASSESSMENT, Section.PLAN, Section.COURSE))
# What is told in a line or a list, after which a note goes on with something else.
_FIELDS = frozenset(
    (
        Section.PAST,
        Section.SURGERY,
        Section.MEDICATIONS,
        Section.ALLERGIES,
        Section.FAMILY,
        Section.SOCIAL,
        Section.IMMUNISATIONS,
        Section.VITALS,
    )
)
_ITEM = re.compile(r"\s*(?:[-*•–+·]|\(?\d{1,2}[.)]\s)|[^|]*\|")
_ALLERGIC = re.compile(
    r"allerg|react|intoleran|sensitiv|anaphyla|angioedema|rash|hives|itch|swell|swollen|vomit|nausea|caus|NKD?A",
    re.IGNORECASE,
)
_SENTENCE = 6  # words: an allergy in a list has fewer


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading with what it announces; `inline` where its text goes on behind it on the same line."""

    title: str = ""
    section: Section = Section.OTHER
    inline: bool = False


class Sections:
    """The sections of a note while its statements are read in order."""

    def __init__(self) -> None:
        self._now = _Heading()
        self._around = _Heading()
        self._statements = 0

    @property
    def heading(self) -> str:
        """The innermost heading, as printed."""
        return self._now.title

    @property
    def section(self) -> Section:
        """What the part is about."""
        return self._now.section

    def announce(self, title: str, section: Section, *, inline: bool) -> None:
        """Open what a heading announces; one that is no section's goes on with the one that it stands in."""
        found = section if section is not Section.OTHER else _under(title, self._now.section)
        self._now = _Heading(title, found, inline)
        self._statements = 0
        if found not in _FIELDS:
            self._around = self._now

    def name(self, title: str) -> None:
        """Name a part of a section: "Constitutional: no fever"."""
        self._now = _Heading(title, self._now.section, self._now.inline)

    def read(self, text: str, *, after_blank: bool) -> None:
        """Take note of a statement without a heading; it may be the first that an ended section does not hold.

        Args:
            text: of the statement.
            after_blank: whether an empty line stands before it.
        """
        self._statements += 1
        if self.section in _FIELDS and not _ITEM.match(text):
            told = self._now.inline and after_blank
            other = (
                self.section is Section.ALLERGIES
                and (self._now.inline or self._statements > 1)
                and len(text.split()) >= _SENTENCE
                and not _ALLERGIC.search(text)
            )
            if told or other:
                self._now = self._around


def _under(title: str, section: Section) -> Section:
    """Return the section below a title that the layout shows: a problem's name goes on with the section it is in."""
    found = section_of(title) if title[0].isalpha() else Section.OTHER
    if found is not Section.OTHER:
        return found
    return Section.OTHER if title.isupper() and section not in _OPEN else section
