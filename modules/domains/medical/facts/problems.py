"""Problems: diagnoses, complaints and abnormal findings, by name, by their site ("my knee hurts") and by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from modules.domains.medical.fact import Kind
from modules.domains.medical.facts.lexicon import Lexicon, Mention, names, phrases, shipped, table
from modules.domains.medical.facts.said import Found, Said, is_hypothetical, side_in
from modules.domains.medical.facts.words import Words, key

_LINKS = frozenset(
    [
        "in",
        "of",
        "on",
        "over",
        "to",
        "at",
        "around",
        "across",
        "along",
        "from",
        "behind",
        "above",
        "below",
        "under",
        "near",
        "inside",
        "down",
        "with",
        "into",
        "involving",
    ]
)
_ONTO = frozenset("on onto in my".split())  # noqa: SIM905
_SIDES = frozenset("left right bilateral bilaterally both lt rt l r sided side".split())  # noqa: SIM905
_BEFORE_VERB = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "feel",
        "felt",
        "get",
        "got",
        "really",
        "very",
        "so",
        "still",
        "kind",
        "kinda",
        "bit",
        "little",
        "just",
        "ha",
        "have",
        "had",
        "being",
        "also",
        "getting",
        "feeling",
        "look",
        "looked",
        "seem",
        "more",
        "pretty",
        "quite",
        "always",
        "sometimes",
        "and",
        "not",
        "do",
        "does",
    ]
)
_STOPS = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "without",
        "no",
        "not",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "this",
        "that",
        "these",
        "those",
        "it",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "my",
        "your",
        "his",
        "her",
        "their",
        "our",
        "me",
        "him",
        "them",
        "if",
        "as",
        "by",
        "so",
        "then",
        "than",
        "when",
        "while",
        "which",
        "who",
        "what",
        "there",
        "here",
        "any",
        "some",
        "all",
        "more",
        "most",
        "other",
        "such",
        "very",
        "just",
        "also",
        "only",
        "about",
        "after",
        "before",
        "over",
        "under",
        "into",
        "out",
        "up",
        "down",
        "off",
        "again",
        "since",
        "until",
        "because",
        "due",
        "secondary",
        "denies",
        "deny",
        "reports",
        "report",
        "patient",
        "endorses",
        "notes",
        "positive",
        "negative",
        "history",
        "known",
        "new",
        "show",
        "shows",
        "reveal",
        "demonstrates",
        "consistent",
        "evidence",
        "sign",
        "signs",
        "symptom",
        "symptoms",
        "feel",
        "feeling",
        "complaint",
        "complains",
        "presents",
        "get",
        "got",
        "take",
        "takes",
        "taking",
        "given",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "should",
        "including",
        "include",
        "like",
        "says",
        "said",
        "states",
        "status",
        "post",
        "per",
        "likely",
        "possible",
        "probable",
        "rule",
        "suspected",
        "suspicion",
        "concern",
        "for",
        "related",
        "toward",
        "experience",
        "experiencing",
        "develop",
        "developed",
        "diagnosed",
        "noted",
        "has",
        "normal",
        "area",
        "site",
        "region",
        "side",
        "think",
        "see",
        "look",
        "well",
        "okay",
        "now",
    ]
)
_LONGEST_HEAD = 4
_POINTS_BACK = re.compile(r"\b(?:the|his|her|my|your|their|this|that|these|those|any of the)\s+$", re.IGNORECASE)
_BARE = frozenset(
    [
        "pain",
        "symptom",
        "swelling",
        "discomfort",
        "injury",
        "fall",
        "condition",
        "infection",
        "rash",
        "wound",
        "lesion",
        "lump",
        "fracture",
        "burn",
    ]
)
_TRIGGER = re.compile(r"\s*(?:with|on|in|at|when|over|around|behind|radiat|is|was|worse|get)", re.IGNORECASE)
_NON = re.compile(r"\bnon[- ]?$", re.IGNORECASE)
_NO_FALL = re.compile(
    r" (?:out|asleep|off|apart|in love|within|back|into|under|behind|short|through|of (?:19|20))", re.IGNORECASE
)
_ROOM_AIR = re.compile(r"(?:\bon|\bat|%)\s*$", re.IGNORECASE)
_COLD = re.compile(r"\b(?:an?|the|slight|bad|mild|common|head|of|had|got)\s+(?:\w+ )?$", re.IGNORECASE)
_NOT_A_NON = re.compile(r"\bnon[- ]?$", re.IGNORECASE)
_COLD = re.compile(
    r" ?(?:weather|water|pack|compress|air|intoler|temp|or hot|outside|drink|food|shower|sensation|feet|hand)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Grammar:
    """The words from which names of problems are put together."""

    heads: frozenset[str]
    injuries: frozenset[str]
    qualities: frozenset[str]
    measured: Lexicon
    troubles: frozenset[str]
    verbs: frozenset[str]
    sites: Lexicon
    modifiers: frozenset[str]
    same: dict[str, str]
    tails: frozenset[str]
    severity: Lexicon
    suffix: re.Pattern[str]
    others: frozenset[str]
    capitals: frozenset[str]
    alone_nothing: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that name a problem: their numbers, and the concept where a lexicon knows it."""

    first: int
    last: int
    concept: str = ""


@cache
def _grammar() -> _Grammar:
    words = table("findings")["grammar"]
    same = dict(pair.split("=") for pair in words["same"].split("|"))
    sites = phrases(words["sites"])
    return _Grammar(
        phrases(words["heads"]),
        phrases(words["injuries"]),
        phrases(words["qualities"]),
        Lexicon({one: one for one in phrases(words["measured"])}),
        phrases(words["troubles"]),
        phrases(words["verbs"]),
        Lexicon({site: site for site in sites}),
        phrases(words["modifiers"]),
        {key(one): key(other) for one, other in same.items()},
        phrases(words["tails"]),
        Lexicon({one: one for one in phrases(words["severity"])}),
        re.compile(rf"[a-z]{{3,}}(?:{words['suffixes']})"),
        phrases(words["not_problems"]),
        phrases(words["capitals"]),
        phrases(words["alone_nothing"]),
    )


@cache
def problem_names() -> Lexicon:
    """Return the names of problems: our own first, then those of the terminologies."""
    known = names(table("findings")["concepts"])
    found = shipped("problems.txt.gz")
    # a name of a terminology means what our own list says that its meaning means
    merged = {name: known.get(concept, concept) for name, concept in found.items()}
    return Lexicon(merged | known)


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words that names of problems consist of."""
    own = (word for name in names(table("findings")["concepts"]) for word in name.split())
    return frozenset({*own, *(word for name in shipped("problems.txt.gz") for word in name.split())})


def problems(said: Said) -> Iterator[Found]:
    """Yield the problems that a statement names."""
    words = said.words
    for piece in _joined([*_named(words), *_sited(words), *_measured(words), *_formed(words)]):
        first, last = piece.first, piece.last
        start, end = words.items[first].start, words.items[last - 1].end
        if (
            is_hypothetical(said, start, end)
            or not _is_problem(words, piece)
            or (_POINTS_BACK.search(said.text[:start]) and _goes_nowhere(said, piece))
        ):
            continue
        opening = _opening(words, first)
        yield Found(
            Kind.PROBLEM,
            words.items[opening].start,
            end,
            concept_of(words.keys[first:last], piece.concept),
            side=_side(said, opening, last),
            detail=" ".join(words.text[words.items[opening].start : start].split()),
        )


def concept_of(found: Sequence[str], known: str = "") -> str:
    """Return the concept of the words of a problem: the same for "pain in the right knee" and "right knee pain"."""
    name = known or problem_names().meaning(" ".join(found)) or " ".join(found)
    bare = _in_order(name.split())
    return _own_concepts().get(bare, bare)


@cache
def _own_concepts() -> dict[str, str]:
    """Return our own concepts by their names with the words in order: "shortness of breath" and its like."""
    found: dict[str, str] = {}
    for name, concept in names(table("findings")["concepts"]).items():
        found.setdefault(_in_order(name.split()), concept)
    return found


def _in_order(found: Sequence[str]) -> str:
    if len(found) == 1:
        return found[0]
    same = _grammar().same
    kept = {same.get(word, word) for word in found if word not in _LINKS and word not in _SIDES}
    return " ".join(sorted(kept)) or " ".join(found)


def _named(words: Words) -> Iterator[_Piece]:
    for mention in problem_names().find(words):
        yield _Piece(mention.first, mention.last, mention.concept)


def _sited(words: Words) -> Iterator[_Piece]:
    """Yield complaints with their site: "right knee pain", "swelling of both ankles", "my knee still hurts"."""
    grammar, keys = _grammar(), words.keys
    sites = list(grammar.sites.find(words))
    starts = {site.first: site for site in sites}
    for at, word in enumerate(keys):
        if word in grammar.heads:
            last = _site_after(words, at + 1, starts, _LINKS)
            if last:
                yield _Piece(at, last)
        elif word in grammar.injuries:
            last = _site_after(words, at + 1, starts, _ONTO)
            if last:
                yield _Piece(at, last)
        if word in grammar.troubles:
            yield from _trouble(words, at)
    for site in sites:
        yield from _at_site(words, site, starts)


def _trouble(words: Words, at: int) -> Iterator[_Piece]:
    """Yield what somebody has difficulty with: "trouble with balance", "sensitivity to bright lights"."""
    keys, end = words.keys, words.ends[at]
    last = at + 1
    while last < end and keys[last] in ("with", "to", "in", "of", "seeing", "doing", "getting"):
        last += 1
    first = last
    while last < end and last - first < 2 and keys[last] not in _STOPS and keys[last].isalpha():
        last += 1
    if last > first and (first > at + 1 or keys[first].endswith("ing")):
        yield _Piece(at, last)


def _measured(words: Words) -> Iterator[_Piece]:
    """Yield findings by their quality: "decreased muscle strength", "range of motion is limited"."""
    grammar, keys = _grammar(), words.keys
    for what in grammar.measured.find(words):
        first, end = what.first, words.ends[what.first]
        while first and what.first - first < _LONGEST_HEAD and words.ends[first - 1] > what.first:
            first -= 1
            if keys[first] in grammar.qualities:
                yield _Piece(first, what.last)
                break
        last = what.last
        while last < end and last - what.last < _LONGEST_HEAD and keys[last] in _BEFORE_VERB:
            last += 1
        if last < end and keys[last] in grammar.qualities:
            yield _Piece(what.first, last + 1)


def _at_site(words: Words, site: Mention, starts: dict[int, Mention]) -> Iterator[_Piece]:
    grammar, keys, end = _grammar(), words.keys, words.ends[site.first]
    first, last = site.first, site.last
    while first and keys[first - 1] in grammar.modifiers | _SIDES and words.ends[first - 1] > first:
        first -= 1
    while last < end and last in starts:
        last = starts[last].last
    if last < end and keys[last] in grammar.heads:
        yield _Piece(first, last + 1)
        return
    verb = last
    while verb < end and verb - last < _LONGEST_HEAD and keys[verb] in _BEFORE_VERB:
        verb += 1
    if verb < end and keys[verb] in grammar.verbs:
        yield _Piece(first, verb + 1)


def _site_after(words: Words, at: int, sites: dict[int, Mention], links: frozenset[str]) -> int:
    """Return the number of the word after a site that begins here, "of both lower" passed over; 0 where none does."""
    grammar, keys = _grammar(), words.keys
    if at >= len(keys) or words.ends[at - 1] <= at or (links is _LINKS and keys[at] not in _LINKS):
        return 0
    end = words.ends[at]
    while at < end and (keys[at] in links or keys[at] in _SIDES or keys[at] in grammar.modifiers or keys[at] == "and"):
        at += 1
    last = 0
    while at < end and at in sites:
        at = last = sites[at].last
        while at < end and (
            keys[at] in ("of", "joint", "area", "region") or keys[at] in _SIDES or keys[at] in grammar.modifiers
        ):
            at += 1
    return last


def _formed(words: Words) -> Iterator[_Piece]:
    """Yield names by their form: "pericarditis", "von Hippel-Lindau disease"."""
    grammar, keys = _grammar(), words.keys
    for at, word in enumerate(keys):
        if word in grammar.others:
            continue
        if grammar.suffix.fullmatch(word):
            yield _Piece(at, at + 1)
        elif word in grammar.tails and at:
            first = at
            while first and at - first < 3 and words.ends[first - 1] > at and _describes(words, first - 1):
                first -= 1
            if first < at:
                yield _Piece(first, at + 1)


def _describes(words: Words, at: int) -> bool:
    one = words.items[at]
    return (
        one.key not in _STOPS
        and one.key.isalpha()
        and len(one.key) > 2
        and not one.key.endswith(("ing", "ly", "ed"))
        and one.key not in _SIDES
    )


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces with those that overlap made one."""
    joined: list[_Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.first, -one.last)):
        if joined and piece.first < joined[-1].last:
            before = joined[-1]
            last = max(before.last, piece.last)
            concept = next(
                (one.concept for one in (before, piece) if (one.first, one.last) == (before.first, last)), ""
            )
            joined[-1] = _Piece(before.first, last, concept)
        else:
            joined.append(piece)
    return joined


def _goes_nowhere(said: Said, piece: _Piece) -> bool:
    """Whether words only point back at what was named before: "the pain", but not "his pain on the left side"."""
    one = said.words.items[piece.last - 1]
    return piece.last - piece.first == 1 and one.key in _BARE and not _TRIGGER.match(said.text, one.end)


def _is_problem(words: Words, piece: _Piece) -> bool:
    if piece.last - piece.first > 1:
        return True
    grammar, one = _grammar(), words.items[piece.first]
    if _NON.search(words.text[: one.start]) or (one.key == "ra" and _ROOM_AIR.search(words.text[: one.start])):
        return False
    if one.key in ("fall", "fell") and _NO_FALL.match(words.text, one.end):
        return False
    if one.key == "cold":
        return one.text.lower() == "colds" or (
            bool(_COLD.search(words.text[: one.start])) and not _NOT_A_COLD.match(words.text, one.end)
        )
    if one.key in grammar.alone_nothing:
        return False
    return one.key not in grammar.capitals or one.text.isupper()


def _opening(words: Words, first: int) -> int:
    """Return the number of the first word of what describes a problem: "severe", "acute on chronic"."""
    grammar, keys = _grammar(), words.keys
    while (
        first
        and words.ends[first - 1] > first
        and (keys[first - 1] in grammar.severity or keys[first - 1] in _SIDES or keys[first - 1] in grammar.modifiers)
    ):
        first -= 1
    return first


def _side(said: Said, first: int, last: int) -> str:
    """Return the side of a problem: in its name, right behind it, else the only one that its sentence or heading names."""
    words, items = said.words, said.words.items
    start, end = items[first].start, items[last - 1].end
    after = said.text[end : items[min(last + 5, words.ends[last - 1]) - 1].end]
    side = side_in(said.text[start:end]) or side_in(after)
    if side or not _has_sides(words.keys[first:last]):
        return side
    return side_in(said.text[max(0, start - 90) : start]) or side_in(said.statement.heading)


def _has_sides(keys: Sequence[str]) -> bool:
    grammar = _grammar()
    return any(key_ in grammar.heads or key_ in grammar.sites for key_ in keys)
