"""A glossary: the course's terms from A to Z, each with the words in which the material says what it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.domains.education.defining import entry
from modules.domains.education.material import ConceptMap
from modules.domains.education.plain import plain


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, what the material says of it, its other names, and the statement that says so."""

    term: str
    meaning: str
    aliases: tuple[str, ...]
    source: Citation


def glossary(concepts: ConceptMap) -> tuple[Entry, ...]:
    """Return an entry for each concept that the material defines, in alphabetical order, accents and case aside."""
    entries = []
    for one in concepts.concepts:
        if one.definition:
            found = entry(one.definition.text)
            meaning = found.meaning if found else plain(one.definition.text)
            entries.append(Entry(one.name, meaning, one.aliases, one.definition.place))
    return tuple(sorted(entries, key=lambda one: (_sorting(one.term), one.term)))


def _sorting(term: str) -> str:
    folded = unicodedata.normalize("NFKD", term.casefold())
    return "".join(letter for letter in folded if letter.isalnum() or letter == " ")
