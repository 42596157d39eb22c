"""What a term means, cut out of the statement that defines it, and which other terms are of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from modules.domains.education.material import Concept, ConceptMap, Statement
from modules.domains.education.quiz.wording import (
    find_name,
    first_lower,
    is_plural,
    mentions,
    normal,
    overlap,
    plain,
    stems,
)

_COPULA = re.compile(
    r"^(?:\s*\([^)]{1,60}\)|\s*,[^,]{1,60},)?\s+(?:is|are|was|were|refers? to|means?|denotes?|is defined as|"
    r"are defined as|describes?)"
    r"\s+(?=\S)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(?:\s*\([^)]{1,60}\))?\s*(?::|\s[–—-]|\|)\s*(?=\S)")
_APPOSED = re.compile(r"^(?:\s*\([^)]{1,60}\))?,\s+(?:or\s+)?(?=(?:a|an|the)\s)", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:is|are|was|were)\s+(?:also\s+)?(?:called|known as|termed|referred to as|named)\s+(?:(?:a|an|"
    r"the)\s+)?[“\"*_]*$",
    re.IGNORECASE,
)
# Of what is found, a meaning starts so; other sentences say something of the thing, but not what it is.
_NO_MEANING = re.compile(
    r"^(?:not|also|often|usually|very|more|most|less|so|thus|now|used|found|made|called|known|named|located|composed|"
    r"important|necessary|essential|common|present|able|unable|based|due|similar|different|particularly|especially|"
    r"seen|shown|given|taken|held|kept|built|grown|drawn|written|thought|said|born|driven|chosen|"
    r"always|never|still|only|part|one of (?:these|them)|in|at|on|by|for|from|to|with|\w+(?:ed|"
    r"ing)\b(?! \w+ (?:that|which|of|in)))\b",
    re.IGNORECASE,
)
_HEAD_END = re.compile(
    r"\b(?:of|that|which|in|who|whose|where|when|used|for|to|by|with|from|caused|made|found|formed|containing|having|"
    r"at|on|between|among|into|through|during|consisting|composed|needed|required|responsible|such|is|are|can|"
    r"as|and|or)\b"
    r"|[,;:(]",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:in|during|for|of|with)\s[^,]{1,50},\s+", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:a|an|the|this|any|each|one|type of|kind of|form of|set of|group of)\s+", re.IGNORECASE)
_SORT = re.compile(r"^(?:(?:types?|kinds?|forms?|sets?|groups?|series|collections?|classe?s?) of)\s+", re.IGNORECASE)
_LEAST, _MOST = 3, 36
_TOO_ALIKE = 0.6
_HELD = 0.75


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term with what it means.

    Attributes:
        text: the meaning as a phrase without full stop, e.g. "process in which external DNA is taken up by a cell".
        head: stem of the noun that says what kind of thing it is: "process"; "" where none is seen.
        source: the statement that the phrase is cut from.
    """

    concept: Concept
    text: str
    head: str
    source: Statement

    @property
    def name(self) -> str:
        """The term."""
        return self.concept.name

    @property
    def names(self) -> tuple[str, ...]:
        """The term and every other way in which the material names it."""
        return (self.concept.name, *self.concept.aliases)


def meanings(concepts: ConceptMap) -> tuple[Meaning, ...]:
    """Return the concepts whose definition can be cut out of its statement, in the order of the map."""
    found = [_meaning(concept, concept.definition) for concept in concepts.concepts if concept.definition is not None]
    return tuple(one for one in found if one is not None)


def _meaning(concept: Concept, definition: Statement) -> Meaning | None:
    text = plain(definition.text)
    for name in (concept.name, *concept.aliases):
        phrase = _phrase(text, name)
        if phrase and not any(mentions(phrase, other) for other in (concept.name, *concept.aliases)):
            return Meaning(concept, phrase, head_of(phrase), definition)
    return None


def _phrase(text: str, name: str) -> str:
    """Return what a statement says that a name means; "" where it does not say it in one of the usual ways."""
    place = find_name(text, name)
    if place is None:
        return ""
    before, after = text[: place[0]], text[place[1] :]
    opens = not before.strip(" “\"'*(").strip() or before.strip().lower() in ("a", "an", "the")
    if opens and (marked := _MARKED.match(after)):
        return _tidy(after[marked.end() :], strict=False)
    if opens and (copula := _COPULA.match(after)) and (said := _tidy(after[copula.end() :], strict=True)):
        return said
    if called := _CALLED.search(before):
        return _tidy(before[: called.start()], strict=True) if not after.strip(' .”"*') else ""
    if apposed := _APPOSED.match(after):
        phrase = re.split(r"[,;:.](?=\s|$)", after[apposed.end() :], maxsplit=1)[0]
        return _tidy(phrase, strict=True)
    return ""


def _tidy(phrase: str, *, strict: bool) -> str:
    """Return a phrase without its article, its further sentences and its full stop; "" where it is no meaning."""
    phrase = re.split(r"(?<=[a-z)\]”])[.;]\s+(?=\S)", phrase.strip(), maxsplit=1)[0].strip(" .;:,")
    bare = first_lower(_DETERMINER.sub("", first_lower(phrase), count=1))
    if not _LEAST <= len(bare.split()) <= _MOST or bare.count("(") != bare.count(")"):
        return ""
    if strict and (_NO_MEANING.match(bare) or not (_DETERMINER.match(first_lower(phrase)) or head_of(bare))):
        return ""
    return bare


def head_of(phrase: str) -> str:
    """Return the stem of the noun that a meaning starts from: "enzyme" of "enzyme that cuts DNA"."""
    bare = _SORT.sub("", _DETERMINER.sub("", _OPENING.sub("", phrase.strip()), count=1), count=1)
    end = _HEAD_END.search(bare)
    found = normal(bare[: end.start()] if end else bare)
    return found[-1] if 0 < len(found) <= 6 else ""


def siblings(meaning: Meaning, others: Sequence[Meaning]) -> list[Meaning]:
    """Return the terms that may stand beside one as wrong options, the most alike first.

    Left out is what is, or may be, the same thing or a kind of it: a synonym, an alias, a term whose meaning names the
    other, one that means nearly the same, and what the same statement defines too.
    """
    rivals = [one for one in others if one.concept.id != meaning.concept.id and not _may_be(one, meaning)]
    return sorted(rivals, key=lambda one: (-_nearness(one, meaning), one.concept.id))


def _nearness(one: Meaning, other: Meaning) -> float:
    same_head = bool(one.head) and one.head == other.head
    same_section = one.concept.section == other.concept.section
    same_chapter = one.concept.section[:1] == other.concept.section[:1]
    shared_word = bool(stems(one.name) & stems(other.name))
    words = abs(len(one.text.split()) - len(other.text.split()))
    return (
        2.0 * same_head
        + 2.0 * same_section
        + 1.5 * same_chapter
        + 0.8 * shared_word
        + 0.6 * (is_plural(one.name) == is_plural(other.name))
        + 0.6 * (one.name[:1].isupper() == other.name[:1].isupper())
        - 0.04 * words
    )


def _may_be(one: Meaning, other: Meaning) -> bool:
    mine, theirs = stems(one.text), stems(other.text)
    smaller = min(len(mine), len(theirs)) or 1
    return (
        any(normal(first) == normal(second) for first in one.names for second in other.names)
        or one.source.place == other.source.place
        or overlap(mine, theirs) >= _TOO_ALIKE
        or len(mine & theirs) / smaller >= _HELD
        or _is_kind(one, other)
        or _is_kind(other, one)
    )


def _is_kind(narrow: Meaning, wide: Meaning) -> bool:
    """Tell whether a term names a kind of another: "DNA ligase" of "ligase", an "enzyme that ..." of "enzyme"."""
    for name in wide.names:
        last = normal(name)
        if not last:
            continue
        if any(normal(own)[-len(last) :] == last and normal(own) != last for own in narrow.names):
            return True
        opening = normal(narrow.text)[: len(last) + 4]
        if any(opening[at : at + len(last)] == last for at in range(len(opening))):
            return True
    return False
