"""Family history and social history: what relatives have, and how the patient lives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from modules.domains.medical.fact import Assertion, Experiencer, Kind
from modules.domains.medical.facts.context import Effect
from modules.domains.medical.facts.lexicon import Lexicon, Mention, names, phrases, table
from modules.domains.medical.facts.said import Found, Said, assertion_of
from modules.domains.medical.facts.words import Words, key
from modules.domains.medical.headings import heading_in
from modules.domains.medical.record import Section, Speaker

_HAS = re.compile(
    r"\b(?:has|had|have|with|died|dies|dead|deceased|passed|diagnosed|suffer\w*|history|hx"
    r"|got|gets|is|was|positive|developed"
    r"|runs?|both|significant|notable|treated|negative|free)\b|['’]s\b|^\s*[:–-]",
    re.IGNORECASE,
)
_BROUGHT = re.compile(r"\b(?:brought|accompanied|referred|seen|here|helped|raised)\b[^.;]{0,70}$", re.IGNORECASE)
_ACTS = re.compile(
    r"\b(?:says?|said|received|receives|states?|stated|reports?|reported|brought|brings"
    r"|noticed|notices|notes|noted|thinks?"
    r"|took|takes|told|tells|worried|concerned|denies|gave|gives|describes?|described|believes?|asks?"
    r"|wants?|accompanied|here|lives?|living|helps?|called|feeds|makes)\b",
    re.IGNORECASE,
)
_IN_FAMILY = re.compile(
    r"\bfamily (?:medical |health )?(?:history|hx)\b|\bfhx?\b|\bfmh\b|\bruns? in (?:the|my|his|her|your"
    r"|our) family\b|\b(?:in|on|of) (?:the|my|his|her|your|their)(?: immediate)? family\b|\banyone in"
    r" (?:the|your|her|his) family\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;.?!\n|•]|(?<=[a-z])/(?=[A-Za-z])|\s-\s|\b(?:and|but|or|however|because|which|who|so)\b", re.IGNORECASE
)
_FIELD = re.compile(r"[\W_]*(?P<title>[A-Z][A-Za-z/ -]{2,30}?)\s*[:–-]\s*(?P<rest>\S.*)$", re.DOTALL)
_NONE = re.compile(r"(?:none|no|never|denie[sd]|non-?\s?\w+|nil|negative|n/a)\b", re.IGNORECASE)
_NOTHING_TOLD = re.compile(
    r"\b(?:accompanied|reviewed|unremarkable|non-?contributory|unchanged|none|nil|not (?:on file|obtained))\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:non-? ?(?:smok\w+|drink\w*|cigarette|etoh|alcohol\w*)|nonsmok\w+|nondrink\w+|never (?:a"
    r" )?(?:smok\w+|drank|drink\w*|used)|teetotal\w*|tobacco-free)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:denie[sd]|deny|denying|never)\b[^.;]*$|\b(?:no|not)\b[^.;,]*(?:,[^.;,]*)*\bor\s*$", re.IGNORECASE
)
# Of the patient where he speaks himself; else the child may be the patient.
_OFFSPRING = frozenset(("son", "daughter"))
_AS_WELL = re.compile(r" well\b")
_QUIT = re.compile(
    r"\b(?:quit|stopped|former|ex-?|used to|previously|past|gave up|in the past|years ago)\b|\bretired\b", re.IGNORECASE
)


@cache
def _relatives() -> Lexicon:
    pairs = (pair.split("=") for pair in table("history")["family"]["relatives"].split("|"))
    return Lexicon({key(one): other for one, other in pairs})


@cache
def _blood() -> frozenset[str]:
    return phrases(table("history")["family"]["blood"])


@cache
def _topics() -> tuple[Lexicon, frozenset[str]]:
    return Lexicon(names(table("history")["social"])), phrases(table("history")["words"]["habit"])


def family_history(said: Said, problems: Sequence[Found]) -> Iterator[Found]:
    """Yield the problems of a statement that a relative has, as family history."""
    own = said.statement.speaker is Speaker.PATIENT or said.section is Section.FAMILY
    kin = _blood() | _OFFSPRING if own else _blood()
    relatives = [one for one in _relatives().find(said.words) if one.concept in kin]
    in_family = said.section is Section.FAMILY
    named = _IN_FAMILY.search(said.text)
    if not (in_family or named or relatives):
        return
    for problem in problems:
        who = _whose(said, relatives, problem, in_family or bool(named))
        if who is None:
            continue
        asserted = assertion_of(said, problem.start, problem.end)
        assertion = replace(asserted, historical=False, experiencer=Experiencer.FAMILY)
        yield replace(problem, kind=Kind.FAMILY, assertion=assertion, detail=who, side="")


def _whose(said: Said, relatives: Sequence[Mention], problem: Found, in_family: bool) -> str | None:
    """Return the relative who has a problem, "" where it is the family's; None where the patient has it."""
    text = said.text
    before = [one for one in relatives if one.end <= problem.start]
    after = [one for one in relatives if one.start >= problem.end]
    if in_family:
        near = before[-1:] or after[:1]
        return _named(said, near[0]) if near and near[0].concept not in ("family", "relative") else ""
    if before:
        nearest = before[-1]
        between = text[nearest.end : problem.start]
        if _BROUGHT.search(text[: nearest.start]) and not re.search(r"\b(?:has|had|have|died)\b", between):
            return None
        if (
            len(between) < 70
            and _HAS.search(between)
            and not _ACTS.search(between)
            and not re.search(r"\b(?:i|he|she|you|patients?|that)\b", between, re.IGNORECASE)
        ):
            return _named(said, nearest) if nearest.concept not in ("family", "relative") else ""
    if after and re.fullmatch(
        r"\s*(?:in|on|with|from)\s+(?:(?:his|her|my|the|your|a|an|maternal|paternal|both)\s+)*",
        text[problem.end : after[0].start],
        re.IGNORECASE,
    ):
        return _named(said, after[0])
    return None


def _named(said: Said, relative: Mention) -> str:
    side = re.search(r"\b(maternal|paternal)\W*$", said.text[: relative.start], re.IGNORECASE)
    return f"{side[1].lower()} {relative.concept}" if side else relative.concept


def social_history(said: Said) -> Iterator[Found]:
    """Yield what a statement says of how the patient lives: the clause that says it."""
    topics, habits = _topics()
    inside = said.section is Section.SOCIAL
    taken, some = -1, False
    for mention in topics.find(said.words):
        if mention.start < taken or not (inside or mention.key in habits) or _AS_WELL.match(said.text, mention.end):
            continue
        start, end = _clause(said.text, mention)
        taken, some = end, True
        asserted = assertion_of(said, mention.start, mention.end)
        # "Nil smoking, social EtOH": a cue denies its own clause, and a list that "denies" opens
        near = (
            said.question
            or any(
                start <= first or said.text[first:last].lower() not in ("no", "nil")
                for first, last in said.context.cues(Effect.NEGATED, mention.start, mention.end)
            )
            or _DENIES.search(said.text[:start])
        )
        negated = (asserted.negated and bool(near)) or bool(_NEVER.search(said.text[start:end]))
        historical = asserted.historical or bool(_QUIT.search(said.text[start:end]))
        if (said.question or "?" in said.text) and said.reply is None:
            continue
        yield Found(
            Kind.SOCIAL,
            start,
            end,
            mention.concept,
            assertion=replace(asserted, negated=negated, historical=historical and not negated),
        )
    if inside and not some and not said.talks:
        yield from _told(said)


def _told(said: Said) -> Iterator[Found]:
    """Yield what a written social history says without a word that is known, and the answers to its printed fields."""
    text = said.statement.printed or said.statement.text
    field = _FIELD.match(text)
    topic = next(_topics()[0].find(Words(field["title"])), None) if field else None
    if field and topic:
        none = bool(_NONE.match(field["rest"]))
        yield Found(Kind.SOCIAL, field.start("title"), len(text), topic.concept, assertion=Assertion(negated=none))
    elif field is None and len(text.split()) > 1 and not _NOTHING_TOLD.search(text) and not heading_in(text):
        asserted = assertion_of(said, 0, len(text))
        yield Found(Kind.SOCIAL, 0, len(text), "other", assertion=asserted)


def _clause(text: str, mention: Mention) -> tuple[int, int]:
    start = max((cut.end() for cut in _CLAUSE.finditer(text, 0, mention.start)), default=0)
    following = _CLAUSE.search(text, mention.end)
    end = following.start() if following else len(text)
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
