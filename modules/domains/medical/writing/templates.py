"""Templates of documents: which sections they have and what of the record belongs into each.

A template is a YAML file of the plainest kind. Some are shipped; a clinic edits them, writes its own, or has one made
from an example note, which is then a file like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from modules.core.yaml_file import FileError, Source, explained, read
from modules.domains.medical.fact import Kind
from modules.domains.medical.headings import section_of
from modules.domains.medical.record import Note, Section, Statement
from modules.domains.medical.writing.covering import Covers

_SHIPPED = Path(__file__).resolve().parents[4] / "data" / "note_templates"
_MOST_SECTIONS = 40
_HEADING_WORDS = 8


class TemplateError(FileError):
    """A file that is no template of a note."""

    what = "note template"


Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Title = Annotated[str, Field(min_length=1, max_length=120)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TemplateSection(_Strict):
    """One section of a document.

    A section that names neither sections nor kinds nor words is for a person to fill in.

    Attributes:
        title: as printed above it.
        sections: parts of the record whose statements belong here.
        kinds: statements that hold a fact of these kinds belong here, wherever they stand, unless the part of the
            record that they stand in has a section of its own in this template.
        words: statements with one of these words belong here, before any other section is asked.
        guidance: what a model is told about it, in a sentence or two.
        bulleted: a list rather than a paragraph.
        optional: left out where the record holds nothing for it; others then say so.
    """

    key: Key
    title: Title
    sections: tuple[Section, ...] = ()
    kinds: tuple[Kind, ...] = ()
    words: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=60)], ...], Field(max_length=60)] = ()
    guidance: Annotated[str, Field(max_length=600)] = ""
    bulleted: bool = False
    optional: bool = False

    @property
    def by_hand(self) -> bool:
        """Whether nothing of the record belongs here."""
        return not (self.sections or self.kinds or self.words)


class NoteTemplate(_Strict):
    """A kind of document.

    Attributes:
        about: when it is used, for the one who chooses.
        covers: what of a chart it is about.
        sections: in the order in which they are printed.
    """

    key: Key
    title: Title
    about: Annotated[str, Field(max_length=600)] = ""
    covers: Covers = Covers.CHART
    sections: Annotated[tuple[TemplateSection, ...], Field(min_length=1, max_length=_MOST_SECTIONS)]


def load(text: str) -> NoteTemplate:
    """Read a template.

    Raises:
        TemplateError: it is not one; `problems` says in plain words what is wrong in which line.
    """
    source = read(text, TemplateError)
    try:
        template = NoteTemplate.model_validate(source.data)
    except ValidationError as error:
        raise TemplateError(explained(source, error, NoteTemplate)) from None
    _check_keys(source, template)
    return template


def dump(template: NoteTemplate) -> str:
    """Write a template as the file that `load` reads."""
    data: dict[str, Any] = template.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


@lru_cache(maxsize=1)
def shipped() -> dict[str, NoteTemplate]:
    """Return the templates that come with Vouch, by key."""
    templates = (load(path.read_text(encoding="utf-8")) for path in sorted(_SHIPPED.glob("*.yaml")))
    return {template.key: template for template in templates}


def learned(example: Note, title: str = "") -> NoteTemplate:
    """Make a template of one example: its headings in their order, what they are about, and the manner of each.

    Raises:
        TemplateError: the example has no headings; a transcript never has.
    """
    groups: dict[str, list[Statement]] = {}
    under = ""
    for statement in example.statements:
        heading = statement.heading
        if statement.section is Section.FRAME:
            under = heading
        elif _is_heading(heading):
            # "Penicillin: rash" below "Allergies" is no section of its own
            own = section_of(heading) is not Section.OTHER or not _is_heading(under)
            groups.setdefault(heading if own else under, []).append(statement)
    if example.dialogue or not groups:
        source = Source({}, {})
        raise TemplateError([source.problem((), "the example has no headings from which sections could be learned")])
    taken: Counter[str] = Counter()
    sections = [_learned_section(heading, found, taken) for heading, found in groups.items()][:_MOST_SECTIONS]
    name = title or example.title or "The clinic's own"
    return NoteTemplate(
        key=_key(name), title=name[:120], about=f"Learned from {example.name[:100]}.", sections=tuple(sections)
    )


def _check_keys(source: Source, template: NoteTemplate) -> None:
    counted = Counter(section.key for section in template.sections)
    problems = [
        source.problem(("sections", at, "key"), f"the key {section.key!r} stands here twice")
        for at, section in enumerate(template.sections)
        if counted[section.key] > 1
    ]
    if problems:
        raise TemplateError(problems)


def _is_heading(heading: str) -> bool:
    return bool(re.search(r"[A-Za-z]", heading)) and len(heading.split()) <= _HEADING_WORDS


def _learned_section(heading: str, statements: list[Statement], taken: Counter[str]) -> TemplateSection:
    """Return the section that an example's heading stands for; a second one of the same key is numbered."""
    key = _key(heading)
    taken[key] += 1
    section, _ = Counter(one.section for one in statements).most_common(1)[0]
    listed = sum(bool(re.match(r"[-*•–]\s|\d{1,2}[.)]\s", one.text)) for one in statements)
    return TemplateSection(
        key=key if taken[key] == 1 else f"{key}-{taken[key]}",
        title=heading.strip()[:120],
        sections=() if section is Section.OTHER else (section,),
        words=_words(heading) if section is Section.OTHER else (),
        kinds=_KINDS.get(section, ()),
        guidance="",
        bulleted=2 * listed > len(statements),
        optional=True,
    )


_KINDS: dict[Section, tuple[Kind, ...]] = {
    Section.ALLERGIES: (Kind.ALLERGY,),
    Section.MEDICATIONS: (Kind.MEDICATION,),
    Section.VITALS: (Kind.VITAL,),
    Section.RESULTS: (Kind.LAB,),
    Section.FAMILY: (Kind.FAMILY,),
    Section.SOCIAL: (Kind.SOCIAL,),
}


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:50].strip("-") or "section"


def _words(heading: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in re.findall(r"[A-Za-z]{4,}", heading)[:_HEADING_WORDS])
