"""Stretches of a statement that name a problem, by what they are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from modules.domains.medical.facts.lexicon import Mention
from modules.domains.medical.facts.naming import grammar, problem_names, vocabulary
from modules.domains.medical.facts.words import Words

_LONGEST_HEAD = 4  # words between a part of the body and what it does
_LONGEST_TITLE = 3  # words that describe "disease" or "fracture"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that name a problem: their numbers, and the concept where a lexicon knows it."""

    first: int
    last: int
    concept: str = ""


def pieces(words: Words) -> list[Piece]:
    """Return the stretches that name a problem, those that overlap made one."""
    return _joined([*_named(words), *_sited(words), *_measured(words), *_unable(words), *_formed(words)])


def _named(words: Words) -> Iterator[Piece]:
    for mention in problem_names().find(words):
        yield Piece(mention.first, mention.last, mention.concept)


def _sited(words: Words) -> Iterator[Piece]:
    """Yield complaints with their site: "right knee pain", "swelling of both ankles", "my knee still hurts"."""
    parts, keys = grammar(), words.keys
    sites = list(parts.sites.find(words))
    starts = {site.first: site for site in sites}
    for at, word in enumerate(keys):
        if word in parts.heads:
            last = _site_after(words, at + 1, starts, parts.links)
        elif word in parts.injuries:
            last = _site_after(words, at + 1, starts, parts.onto)
        else:
            last = 0
        if last:
            yield Piece(at, last)
        if word in parts.troubles:
            yield from _trouble(words, at)
    for site in sites:
        yield from _at_site(words, site, starts)


def _trouble(words: Words, at: int) -> Iterator[Piece]:
    """Yield what somebody has difficulty with: "trouble with balance", "sensitivity to bright lights"."""
    parts, keys, end = grammar(), words.keys, words.ends[at]
    last = at + 1
    while last < end and keys[last] in ("with", "to", "in", "of", "seeing", "doing", "getting"):
        last += 1
    first = last
    while last < end and last - first < 2 and keys[last] not in parts.stops and keys[last].isalpha():
        last += 1
    if last > first and (first > at + 1 or keys[first].endswith("ing")):
        yield Piece(at, last)


def _unable(words: Words) -> Iterator[Piece]:
    """Yield what somebody cannot do: "unable to bear weight", "hard for me to lift"."""
    parts, keys = grammar(), words.keys
    for cue in parts.unable.find(words):
        at, end = cue.last, words.ends[cue.first]
        while at < end and at - cue.last < _LONGEST_HEAD and keys[at] in parts.fillers:
            at += 1
        ability = parts.abilities.starting(words, at) if at < end else None
        if ability:
            yield Piece(cue.first, ability.last)


def _measured(words: Words) -> Iterator[Piece]:
    """Yield findings by their quality: "decreased muscle strength", "range of motion is limited"."""
    parts, keys = grammar(), words.keys
    for what in parts.measured.find(words):
        first, end = what.first, words.ends[what.first]
        while first and what.first - first < _LONGEST_HEAD and words.ends[first - 1] > what.first:
            first -= 1
            if keys[first] in parts.qualities:
                yield Piece(first, what.last)
                break
        last = what.last
        while last < end and last - what.last < _LONGEST_HEAD and keys[last] in parts.before_verb:
            last += 1
        if last < end and keys[last] in parts.qualities:
            yield Piece(what.first, last + 1)


def _at_site(words: Words, site: Mention, starts: dict[int, Mention]) -> Iterator[Piece]:
    """Yield what is with a part of the body: "lower back pain", "my knee still hurts"."""
    parts, keys, end = grammar(), words.keys, words.ends[site.first]
    first, last = site.first, site.last
    while first and keys[first - 1] in parts.modifiers | parts.sides and words.ends[first - 1] > first:
        first -= 1
    while last < end and last in starts:
        last = starts[last].last
    if last < end and keys[last] in parts.heads:
        yield Piece(first, last + 1)
        return
    verb = last
    while verb < end and verb - last < _LONGEST_HEAD and keys[verb] in parts.before_verb:
        verb += 1
    if verb < end and keys[verb] in parts.verbs:
        yield Piece(first, verb + 1)


def _site_after(words: Words, at: int, sites: dict[int, Mention], links: frozenset[str]) -> int:
    """Return the number of the word after a site that begins here, "of both lower" passed over; 0 where none does."""
    parts, keys = grammar(), words.keys
    end = words.ends[at - 1]
    while at < end and keys[at] in parts.fillers and links is parts.links:
        at += 1
    if at >= end or (links is parts.links and keys[at] not in parts.links):
        return 0
    while at < end and (
        keys[at] in links or keys[at] in parts.sides or keys[at] in parts.modifiers or keys[at] == "and"
    ):
        at += 1
    last = 0
    while at < end and at in sites:
        at = last = sites[at].last
        while at < end and (
            keys[at] in ("of", "joint", "area", "region") or keys[at] in parts.sides or keys[at] in parts.modifiers
        ):
            at += 1
    return last


def _formed(words: Words) -> Iterator[Piece]:
    """Yield names by their form: "pericarditis", "von Hippel-Lindau disease"."""
    parts, keys = grammar(), words.keys
    for at, word in enumerate(keys):
        if word in parts.others:
            continue
        if parts.suffix.fullmatch(word):
            yield Piece(at, at + 1)
        elif word in parts.tails and at:
            first = at
            while first and at - first < _LONGEST_TITLE and words.ends[first - 1] > at and _describes(words, first - 1):
                first -= 1
            if first < at:
                yield Piece(first, at + 1)


def _describes(words: Words, at: int) -> bool:
    parts, one = grammar(), words.items[at]
    return (
        one.key in vocabulary()
        and one.key not in parts.stops
        and one.key.isalpha()
        and len(one.key) > 2
        and not one.key.endswith(("ing", "ly", "ed"))
        and one.key not in parts.sides
    )


def _joined(found: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with those that overlap made one."""
    joined: list[Piece] = []
    for piece in sorted(found, key=lambda one: (one.first, -one.last)):
        if joined and piece.first < joined[-1].last:
            before = joined[-1]
            last = max(before.last, piece.last)
            concept = next(
                (one.concept for one in (before, piece) if (one.first, one.last) == (before.first, last)), ""
            )
            joined[-1] = Piece(before.first, last, concept)
        else:
            joined.append(piece)
    return joined
