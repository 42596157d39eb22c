"""The words from which names of problems are put together, and what two names have in common: their concept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from modules.domains.medical.facts.lexicon import Lexicon, lexicon_of, names, phrases, shipped, table
from modules.domains.medical.facts.words import key


@dataclass(frozen=True)
class Grammar:
    """Words by the part that they play in the name of a problem; data/lexicons/findings.toml says more of each."""

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
    denied: frozenset[str]
    unable: Lexicon
    abilities: Lexicon
    fillers: frozenset[str]
    links: frozenset[str]
    onto: frozenset[str]
    sides: frozenset[str]
    before_verb: frozenset[str]
    stops: frozenset[str]
    bare: frozenset[str]


@cache
def grammar() -> Grammar:
    """Return the words of problems."""
    words = {**table("findings")["grammar"], **table("findings")["words"]}
    same = dict(pair.split("=") for pair in words["same"].split("|"))
    return Grammar(
        heads=phrases(words["heads"]),
        injuries=phrases(words["injuries"]),
        qualities=phrases(words["qualities"]),
        measured=lexicon_of(phrases(words["measured"])),
        troubles=phrases(words["troubles"]),
        verbs=phrases(words["verbs"]),
        sites=lexicon_of(phrases(words["sites"])),
        modifiers=phrases(words["modifiers"]),
        same={key(one): key(other) for one, other in same.items()},
        tails=phrases(words["tails"]),
        severity=lexicon_of(phrases(words["severity"])),
        suffix=re.compile(rf"[a-z]{{2,}}(?:{words['suffixes']})"),
        others=phrases(words["not_problems"]),
        capitals=phrases(words["capitals"]),
        alone_nothing=phrases(words["alone_nothing"]),
        denied=phrases(words["denied"]),
        unable=lexicon_of(phrases(words["unable"])),
        abilities=lexicon_of(phrases(words["abilities"])),
        fillers=phrases(words["fillers"]),
        links=phrases(words["links"]),
        onto=phrases(words["onto"]),
        sides=phrases(words["sides"]),
        before_verb=phrases(words["before_verb"]),
        stops=phrases(words["stops"]),
        bare=phrases(words["bare"]),
    )


@cache
def problem_names() -> Lexicon:
    """Return the names of problems: our own first, then those of the terminologies."""
    known = names(table("findings")["concepts"])
    # a name of a terminology means what our own list says that its meaning means
    return Lexicon({name: known.get(concept, concept) for name, concept in shipped("problems.txt.gz").items()} | known)


@cache
def vocabulary() -> frozenset[str]:
    """Return the words of which the names of problems consist."""
    known = (*names(table("findings")["concepts"]), *shipped("problems.txt.gz"))
    return frozenset(word for name in known for word in name.split())


def concept_of(found: Sequence[str], known: str = "") -> str:
    """Return the concept of the words of a problem: the same for "pain in the right knee" and "right knee pain"."""
    name = known or problem_names().meaning(" ".join(found)) or " ".join(found)
    bare = _in_order(name.split())
    return _own_concepts().get(bare, bare)


@cache
def _own_concepts() -> dict[str, str]:
    """Return our own concepts by their names with the words in order: "shortness of breath" and its like."""
    known = names(table("findings")["concepts"])
    found = {_in_order(concept.split()): concept for concept in known.values()}
    for name, concept in known.items():
        found.setdefault(_in_order(name.split()), concept)
    return found


def _in_order(found: Sequence[str]) -> str:
    if len(found) == 1:
        return found[0]
    words = grammar()
    kept = {words.same.get(word, word) for word in found if word not in words.links and word not in words.sides}
    return " ".join(sorted(kept)) or " ".join(found)
