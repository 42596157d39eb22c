"""How long a contract runs, and on what day it says to end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from modules.domains.legal.obligations.facts import Fact
from modules.domains.legal.obligations.sentences import AGAIN, CONTRACT, OWN_TIME, Sentence

_RUNS = re.compile(
    r"\b(?:in\s+(?:full\s+)?(?:force|effect)|into\s+force|continu\w+|expir\w+|terminat\w+|term\b|duration|valid|remain\w*|ends?\b|"
    r"commenc\w+|effective)",
    re.IGNORECASE,
)
_ABOUT_ELSE = re.compile(
    r"\bconfidential|\bsurviv|non-?compet|\bwarrant(?:y|ies)\b|\binsur|\bsecre|\bobligations?\b[^.]{0,80}$|\bcure\b|"
    r"\bbreach|\bnotice\b[^.]{0,60}$|\bdisclos|\bpolic|\baudit|\blicen[sc]e\b[^.]{0,80}$|\brecords\b|\brestrict|"
    r"[$€£]\s?\d|\bUSD|\bdefault|\bfail|\bdelay|\bforce\s+majeure|\bsuspen|\binsolv|\bbankrupt|\binvoice",
    re.IGNORECASE,
)
_NOTICE_AFTER = re.compile(
    r"['’]?\s*,?\s*(?:[\w-]+\s+){0,2}?(?:prior|advance|written|notice|before|after\s+(?:the\s+)?(?:receipt|notice|delivery|such|"
    r"termination|expir)|of\s+(?:receipt|written|notice)|following\s+(?:receipt|notice|the\s+(?:termination|expir))|in\s+which|"
    r"to\s+cure|preceding|from\s+(?:the\s+)?(?:date\s+of\s+)?(?:receipt|disclosure|termination|last|expir))",
    re.IGNORECASE,
)
_FOR = re.compile(  # what stands before a term's length
    r"""(?:\b(?:for|of|be|in|after|is|ends?|expires?|expire\s+on|terminates?|automatically|means|lasts?|until|ending|date|through|
        at\s+the\s+end\s+of|entire|term|(?:up)?on\s+the|the|initial)\b|:)\s*(?:an?\s+)?(?:the\s+)?
    (?:(?:initial|fixed|full|further|total|minimum|date|that\s+is|expiration\s+of|term|period|duration|of|approximately|
        entire|later\s+of|earlier\s+of|\[|\(\w{1,3}\))\s*){0,5}$""",
    re.IGNORECASE | re.VERBOSE,
)
_BEGINS = re.compile(
    r"\b(?:commenc\w+|begin\w*|start\w*|effective|takes?\s+effect|from)\s+(?:on|as\s+of|from|upon|as\s+from)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_ANCHOR_AFTER = re.compile(
    r"\W{0,3}(?:(?:[\w\]]+\s+){0,4}?)(?:from|after|following|commencing(?:\s+(?:on|as\s+of|from|upon))?|"
    r"(?:beginning|starting)(?:\s+(?:on|as\s+of|from|upon|with))?)\s+(?P<anchor>[^.,;:()]{3,70})",
    re.IGNORECASE,
)
_ANCHOR_ENDS = re.compile(r"\s(?:unless|except|but|provided|and|or|until|which|that|whereupon)\b", re.IGNORECASE)
_ANCHOR_BEFORE = re.compile(
    r"\b(?:commences?|begins?|take\s+effect|effective|in\s+effect|in\s+force|into\s+force|starts?|from)\s+(?:as\s+of|as\s+from|from|on|upon)?\s*"
    r"(?P<anchor>(?:the|its)\s+[^.,;:()]{3,60}?)\s*(?:,|\(|and\b|until\b|for\b|through\b)",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"['’]?\s*(?:period\s+)?(?:afterwards|(?:following|after)\s+(?:\w+\s+){0,4}?(?:expir|terminat))",
    re.IGNORECASE,
)
_DURING = re.compile(r"\bduring\s+the\s+(?:\w+\s+)?term\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:expir|terminat|disclos|receipt|ceas|end\b)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|through|thru|until|–|-)\s*(?:and\s+including\s+)?[A-Z0-9]")
_LEAST = 2  # points of `_score`: what has fewer is about something else
_OWN = re.compile(
    rf"\b(?:term|duration)\s+of\s+(?:this|the)\s+(?:[\w-]+\s+)?{CONTRACT}|\b(?:initial|subscription)\s+term\b|"
    rf"\bthis\s+(?:[\w-]+\s+){{0,2}}?{CONTRACT}|\bthe\s+agreement\b|expir(?:y|ation)\s+date|"
    r"^\W*(?:\d[\d.]*\s*)?(?:the\s+)?(?:initial\s+)?(?:term|duration)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:term|duration|expir|renewal|period)", re.IGNORECASE)
_END_BEFORE = re.compile(
    r"\b(?:expir\w*|terminat\w*|continues?|ends?|ending|until|through|thru|in\s+effect|in\s+force|valid|term)\b[^.;]{0,60}?"
    r"\b(?:on|until|through|thru|(?<!prior )to|till|at|upon|means|is|midnight\s+on)\s*"
    r"(?:and\s+including\s+)?(?:the\s+)?$"
    r"|\b(?:term|(?:expir\w*|end|termination)(?:\s+date)?)\s*[:–-]\s*$|\bterm\s*:[^.;]{0,30}(?:to|through|until|–|-)\s*$|\bend(?:s|ing)\s*$",
    re.IGNORECASE,
)


def lengths(sentences: Sequence[Sentence]) -> list[Fact]:
    """Return how long a contract says to run, the likeliest statement first."""
    found = [one for sentence in sentences if sentence.is_about_contract for one in _lengths(sentence)]
    return [fact for _, fact in sorted(found, key=lambda one: -one[0])]


def expiries(sentences: Sequence[Sentence]) -> list[Fact]:
    """Return the days on which a contract says to end, the likeliest first."""
    found = [one for sentence in sentences if sentence.is_about_contract for one in _expiries(sentence)]
    return [fact for _, fact in sorted(found, key=lambda one: -one[0])]


def ends_with(before: str) -> bool:
    """Say whether the words before a date make it one on which something ends: "shall expire on"."""
    return bool(_END_BEFORE.search(before))


def _lengths(sentence: Sentence) -> Iterator[tuple[int, Fact]]:
    for one in sentence.durations:
        before, after = sentence.text[: one.start], sentence.text[one.end :]
        runs = _FOR.search(before) and _RUNS.search(before) and OWN_TIME.search(before + after[:60])
        about_else = AGAIN.search(before) or _ABOUT_ELSE.search(before) or _DURING.search(before)
        if not (runs or sentence.opens_term) or about_else or _NOTICE_AFTER.match(after) or _AFTERWARDS.match(after):
            continue
        start = next((day for day in sentence.dates if _BEGINS.search(sentence.text[: day.start][-40:])), None)
        anchor = None if start else _anchor(before, after)
        if (score := _score(sentence, before)) >= _LEAST and not (anchor and _ENDED.search(anchor)):
            yield score, replace(sentence.fact(one), anchor=anchor or "", day=start.value if start else None)


def _anchor(before: str, after: str) -> str:
    """Return the event that a length counts from, in the contract's words; "" where it names none."""
    found = _ANCHOR_AFTER.match(after) or next(iter(list(_ANCHOR_BEFORE.finditer(before))[-1:]), None)
    return " ".join(_ANCHOR_ENDS.split(found["anchor"])[0].split()) if found else ""


def _expiries(sentence: Sentence) -> Iterator[tuple[int, Fact]]:
    for one in sentence.dates:
        before = sentence.text[: one.start]
        about_else = AGAIN.search(before) or _ABOUT_ELSE.search(before) or _BEGINS.search(before[-40:])
        if (
            ends_with(before[-140:])
            and not about_else
            and not _RANGE.match(sentence.text, one.end)
            and (score := _score(sentence, before)) >= _LEAST
        ):
            yield score, sentence.fact(one)


def _score(sentence: Sentence, before: str) -> int:
    """How much the place behind some words looks like a statement on the contract's own time."""
    return 2 * any(_TITLE.search(title) for title in sentence.titles) + 3 * bool(_OWN.search(before))
