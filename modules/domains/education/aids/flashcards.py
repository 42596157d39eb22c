"""Flashcards: a term and what it means, a definition with a gap, a formula. Each quotes its statement."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from modules.core.findings import Citation
from modules.domains.education.defining import SURE, definitions, entry
from modules.domains.education.formulas import formulas_in
from modules.domains.education.material import Concept, ConceptMap, Material, Role
from modules.domains.education.plain import GAP, is_whole, plain
from modules.domains.education.roles import bare_title
from modules.domains.education.terms import key_of

_SHORTEST, _LONGEST = 25, 400  # characters of a definition that a card shows


class CardKind(StrEnum):
    """What a card asks for."""

    TERM = "term"  # the term is shown, what it means is asked
    CLOZE = "cloze"  # a sentence with a gap is shown, the term is asked
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Flashcard:
    """One card.

    Attributes:
        id: from what it asks and the document it quotes: the same card is the same wherever it is made again.
        front, back: plain text; of a cloze, `front` has "____" for the gap and `back` is the term.
        source: the statement that it is made of.
        document: the name of that document.
        section: path of the section.
        concept: id of its concept; "" where there is none.
    """

    id: str
    kind: CardKind
    front: str
    back: str
    source: Citation
    document: str
    section: tuple[str, ...] = ()
    concept: str = ""


def flashcards(material: Material, concepts: ConceptMap) -> tuple[Flashcard, ...]:
    """Return the cards of a course in the order of its concepts, its formulas at the end; none asks the same twice."""
    names = {section.document_id: section.document_name for section in material.sections}
    cards = [card for one in concepts.concepts for card in _of_concept(one, names)]
    cards.extend(_of_formulas(material))
    return tuple({card.id: card for card in cards}.values())


def _of_concept(concept: Concept, names: dict[str, str]) -> Iterator[Flashcard]:
    if concept.definition is None:
        return
    source = concept.definition.place
    said = _said(concept)
    if not _SHORTEST <= len(said) <= _LONGEST or not (is_whole(said) or entry(source.text)):
        return
    name = names.get(source.document_id, "")
    gapped = _with_gap(said, concept)
    sure, leans = _sureness(concept)
    if sure and not leans:
        front = f"What does “{concept.name}” mean?"
        yield _card(CardKind.TERM, front, said, source, name, concept.section, concept.id)
    if gapped and len(gapped.replace(GAP, "").split()) > 5 and not leans:
        yield _card(CardKind.CLOZE, gapped, concept.name, source, name, concept.section, concept.id)


def _said(concept: Concept) -> str:
    """Return a concept's definition as a card shows it: of a glossary's entry what stands behind the term."""
    if concept.definition is None:
        return ""
    found = entry(concept.definition.text)
    if found and key_of(found.term) == key_of(concept.name):
        return found.meaning
    return plain(concept.definition.text)


def _sureness(concept: Concept) -> tuple[bool, bool]:
    """Tell whether the definition says what the concept is, and whether it leans on the sentence before."""
    said = concept.definition.text if concept.definition else ""
    about = [one for one in definitions(said) if key_of(one.term) == key_of(concept.name)]
    entitled = any(
        key_of(bare_title(title))[-len(key_of(concept.name)) :] == key_of(concept.name) for title in concept.section
    )
    return entitled or any(one.strength >= SURE for one in about), any(one.leans for one in about)


def _with_gap(said: str, concept: Concept) -> str:
    """Return the sentence with a gap wherever it names the concept, by any name; "" where it does not."""
    for name in sorted((concept.name, *concept.aliases), key=len, reverse=True):
        single = re.escape(name.removesuffix("s"))
        said = re.sub(rf"(?<!\w){single}(?:s|es)?(?!\w)", GAP, said, flags=re.IGNORECASE)
    said = re.sub(rf"{GAP}(?:,? or {GAP}| \({GAP}\))", GAP, said)
    return said if GAP in said else ""


def _of_formulas(material: Material) -> Iterator[Flashcard]:
    seen: set[str] = set()
    for section, statement in material.statements(Role.FORMULA, Role.DEFINITION, Role.TEXT, Role.SUMMARY):
        for formula in formulas_in(statement.text):
            bare = re.sub(r"\s", "", formula.text)
            if bare in seen or formula.open:
                continue
            seen.add(bare)
            left = re.split(r"[=≈∝≤≥]", formula.text)[0].strip()
            subject = bare_title(section.title)
            front = (
                f"{subject}: complete the formula {left} = {GAP}"
                if "=" in formula.text
                else f"{subject}: which formula?"
            )
            yield _card(CardKind.FORMULA, front, formula.text, statement.place, section.document_name, section.path, "")


def _card(
    kind: CardKind, front: str, back: str, source: Citation, document: str, section: tuple[str, ...], concept: str
) -> Flashcard:
    asked = "\n".join((kind, front, back if kind is CardKind.CLOZE else "", source.document_id))
    return Flashcard(
        "card-" + hashlib.sha256(asked.encode()).hexdigest()[:20], kind, front, back, source, document, section, concept
    )
