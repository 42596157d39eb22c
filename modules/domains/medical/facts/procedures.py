"""Procedures: operations, imaging, tests, therapies and immunisations, done, ordered or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from modules.domains.medical.fact import Kind
from modules.domains.medical.facts.lexicon import Lexicon, Mention, names, phrases, table
from modules.domains.medical.facts.said import Found, Said, assertion_of, is_hypothetical, side_in
from modules.domains.medical.facts.words import Words
from modules.domains.medical.record import Section

_DONE = re.compile(
    r"\b(?:underwent|had (?:a|an|his|her|my|the|to have|surgery)|years? ago|months? ago|status post|s/p"
    r"|days? ago|weeks? ago|received|previous|prior|history of|have had|has had|'ve had|last (?:year|month"
    r"|week)|in (?:19|20)\d\d|took (?:my|his|her|out)|removed)\b",
    re.IGNORECASE,
)
# What a doctor says to the machine that records the visit.
_SHOWS = re.compile(r"\bshow me\b|\bpull up\b", re.IGNORECASE)
_NEAR = 60  # characters in which a sentence says that something was done
# What orders a test: before its name, with no purpose or other person between; or behind it.
_ORDERS = re.compile(
    r"\b(?:re-?checks?|re-?checking|repeat|orders?|ordered|ordering|checks?|checked|checking|obtain|draw"
    r"|drawn|send|sent|get|getting|measure|monitor|follow[- ]?up|screen\w*|test(?:ed)? for|schedule"
    r"|today's|add|needs?|needing|urgent|request\w*)\b"
    r"(?:(?!\bto (?:assess|ensure|evaluate|determine|see|keep|make)\b|\bthat\b)"
    r"[^.;:]){0,90}$",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"[A-Za-z ,/&-]{0,60}? (?:(?:was|were|will be|to be|has been|is|are) )?"
    r"(?:ordered|obtained|drawn|requested|repeated|rechecked|checked|sent)\b",
    re.IGNORECASE,
)
_HEADS_RESULTS = re.compile(r"\s*(?:show|shows|showed|results?|reveal\w*|data)?\s*:", re.IGNORECASE)
_PANELS = frozenset(("blood test", "imaging"))
_GENERAL = frozenset(("surgery", "imaging", "vaccination", "culture"))
_EVERYDAY = frozenset(
    ["sugar", "blood sugar", "protein", "band", "ratio", "got", "weight", "iron", "calcium", "ketone"]
)
_ITEM = 8  # words of an item of a plan: "TSH, FBC, examination"
_PAST = frozenset((Section.PAST, Section.SURGERY, Section.PROCEDURES))


@cache
def procedure_names() -> Lexicon:
    """Return the names of procedures, with the panels of tests."""
    return Lexicon({**names(table("measures")["panels"]), **names(table("procedures")["procedures"])})


@cache
def test_names() -> Lexicon:
    """Return the names of laboratory tests."""
    return Lexicon(names(table("measures")["labs"]))


@cache
def _forms() -> tuple[re.Pattern[str], frozenset[str], frozenset[str], Lexicon]:
    words = table("procedures")["grammar"]
    sites = table("findings")["grammar"]["sites"]
    return (
        re.compile(rf"[a-z]{{3,}}(?:{words['suffixes']})"),
        phrases(words["not_procedures"]),
        phrases(words["heads"]),
        Lexicon(dict.fromkeys(phrases(sites), "")),
    )


def procedures(said: Said) -> Iterator[Found]:
    """Yield the procedures that a statement names."""
    if _SHOWS.search(said.text):
        return
    words = said.words
    for first, last, concept in _joined(words):
        start, end = words.items[first].start, words.items[last - 1].end
        asserted = assertion_of(said, start, end)
        if concept in _GENERAL and (asserted.negated or said.question):
            continue  # "no surgeries" and "any surgeries?" name none
        if concept in _PANELS and _HEADS_RESULTS.match(said.text, end):
            continue  # "Laboratory studies show:" is a heading
        if is_hypothetical(said, start, end):
            asserted = replace(asserted, uncertain=not asserted.negated)
        historical = (
            asserted.historical
            or said.section in _PAST
            or bool(_DONE.search(said.text[max(0, start - _NEAR) : end + _NEAR]))
        )
        yield Found(
            Kind.PROCEDURE,
            start,
            end,
            concept,
            side=side_in(said.text[start:end]) or side_in(said.text[end : end + 30]),
            assertion=replace(asserted, historical=historical),
        )


def ordered_tests(said: Said) -> Iterator[Found]:
    """Yield the laboratory tests that a statement names without a value, as ordered or to be repeated."""
    for mention in test_names().find(said.words):
        if len(mention.key) > 2 and mention.key not in _EVERYDAY and _is_ordered(said, mention):
            yield Found(Kind.PROCEDURE, mention.start, mention.end, f"{mention.concept} test")


def _is_ordered(said: Said, mention: Mention) -> bool:
    """Whether a test without a value is ordered, or stands in a written plan, where it is one thing to do."""
    if _ORDERS.search(said.text[: mention.start]) or _ORDERED.match(said.text, mention.end):
        return True
    return said.section is Section.PLAN and not said.talks and len(said.words.items) <= _ITEM


def _joined(words: Words) -> list[tuple[int, int, str]]:
    found = sorted([*_named(words), *_formed(words)], key=lambda one: (one[0], -one[1]))
    joined: list[tuple[int, int, str]] = []
    for first, last, concept in found:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]), joined[-1][2])
        else:
            joined.append((first, last, concept))
    return joined


def _named(words: Words) -> Iterator[tuple[int, int, str]]:
    for mention in procedure_names().find(words):
        first, last = mention.first, mention.last
        yield _with_site(words, first, last)[0], _with_site(words, first, last)[1], mention.concept


def _with_site(words: Words, first: int, last: int) -> tuple[int, int]:
    """Return a name with the site before or behind it: "right knee x-ray", "MRI of the lumbar spine"."""
    sites = _forms()[3]
    start = first
    while (
        start
        and words.ends[start - 1] >= last
        and (words.keys[start - 1] in sites or words.keys[start - 1] in ("left", "right", "bilateral", "total"))
    ):
        start -= 1
    end = last
    if end < words.ends[first] and words.keys[end] == "of":
        after = end + 1
        while after < words.ends[first] and (
            words.keys[after] in sites or words.keys[after] in ("left", "right", "both", "lower", "upper")
        ):
            after += 1
        end = after if after > end + 1 else end
    return start, end


def _formed(words: Words) -> Iterator[tuple[int, int, str]]:
    suffix, others, heads, sites = _forms()
    keys = words.keys
    for at, word in enumerate(keys):
        if word not in others and len(word) > 6 and suffix.fullmatch(word):
            yield at, at + 1, word
        elif word in heads and at and (keys[at - 1] in sites) and words.ends[at - 1] > at:
            first = at - 1
            while (
                first
                and words.ends[first - 1] > at
                and (keys[first - 1] in sites or keys[first - 1] in ("left", "right"))
            ):
                first -= 1
            yield first, at + 1, " ".join(keys[first : at + 1])
