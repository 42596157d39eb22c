"""Which terms a sentence defines, and how surely: by the ways in which textbooks say what something is.

The patterns are those of the work on definition extraction (Hearst 1992; Navigli and Velardi 2010): the term as subject
of "is a ... that", "refers to", "is defined as"; behind "is called", "known as"; before an apposition; and a glossary's
entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.domains.education.plain import plain
from modules.domains.education.terms import ENDS, NOUN_PHRASE, is_term, trimmed

SURE = 0.6
"""From this strength a sentence counts as a definition of its term."""


@dataclass(frozen=True, slots=True)
class Defined:
    """A term that a sentence defines.

    Attributes:
        term: as the sentence writes it, without article and marks.
        strength: how surely it is one, 0 to 1.
        aliases: other names that the sentence gives it.
        leans: the sentence says what it is only together with the one before: "This process is called X".
        meaning: what it is said to be, where that can be cut out: "the flow of charge", else "".
    """

    term: str
    strength: float
    aliases: tuple[str, ...] = ()
    leans: bool = False
    meaning: str = ""


_ALSO = (
    r"(?:,? (?:which is |or )?(?:also |sometimes |often |more commonly )*(?:known as|called|referred to as|termed"
    r"|written as)"
    r" (?:an? |the )?[“\"‘]?(?P<also>[^,.;()”\"]{2,40}(?: \([^()]{1,10}\))?),?[”\"’]?,?|,? or (?:simply )?(?:the"
    r" )?(?P<other>[^,.;()]{2,40}),"
    r"|,? \((?P<short>[^()]{1,40})\))?"
)
_LEAD = r"^(?:(?:In|For|During|Within|At) [^,.;]{3,60}, |(?:Simply put|Therefore|Thus|Hence|However|By definition), )?"
_SUBJECT = rf"{_LEAD}(?:(?:An?|The|Each|Every|Any|Most|Many|an?|the) )?[“\"‘]?(?P<term>{NOUN_PHRASE})[”\"’]?{_ALSO},? "
_SOMETIMES = r"(?:(?:also|often|usually|simply|sometimes|generally|commonly|therefore|thus|essentially|typically) )*"
_CUE = r"(?:that|which|who|whose|where|when|in which|by which|through which|with which|to which|from which)"
_SUBJECTS = tuple(
    (re.compile(_SUBJECT + pattern), strength)
    for pattern, strength in (
        (
            rf"(?:is|are) {_SOMETIMES}(?:defined (?:as|to be|by)|the (?:name|term) (?:for|given to)) (?P<meaning>.+)",
            0.95,
        ),
        (r"(?:refers?|referred) to (?P<meaning>.+)", 0.9),
        (r"(?:means|denotes|stands for|is short for) (?P<meaning>.+)", 0.75),
        (rf"(?:is|are) {_SOMETIMES}(?P<meaning>(?:an?|one|any|those|the) (?:[^.;]{{2,90}}? )?{_CUE} .+)", 0.85),
        (rf"(?:is|are) {_SOMETIMES}(?P<meaning>(?:an?|any|those|any of|a type of|a form of) .{{8,}})", 0.7),
        (
            rf"(?:is|are) {_SOMETIMES}(?P<meaning>the (?:(?:more|most) )?(?:\S+ ){{0,3}}?(?:process|study|science"
            rf"|ability|capacity|"
            r"measure|rate|amount|number|set|sum|ratio|product|change|movement|transfer|production|formation|part"
            r"|region|"
            r"branch|smallest|difference|force|energy|charge|quantity|use|act|practice|property|tendency|state|total|"
            r"reproduction|voltage|current|unit|name|system|process by|degree|distance|time|point|line|value|way)"
            r" .{6,})",
            0.8,
        ),
        (
            rf"are {_SOMETIMES}(?P<meaning>(?!(?:in|on|at|of|to|by|with|from|not|more|less|very|too|as)"
            rf" )(?!\w+(?:ed|ing|en|ly) (?:by|in|to|from|with|for|on|as|at|into))"
            rf"(?:[\w’'-]+,? ){{0,4}}?[\w’'-]+(?:s|ia|ae|a|en|i) (?:{_CUE}|with|of|in|on|from|used|found|made"
            rf"|located|produced|"
            r"specialized|composed|consisting|having|containing|belonging) .+)",
            0.75,
        ),
        (
            r"(?P<meaning>(?:controls?|helps?|stores?|protects?|regulates?|serves?|facilitates?|coordinates?"
            r"|surrounds?|allows?"
            r"|processes|transports?|carr(?:y|ies)|occurs?|provides?|produces?|connects?|links?|determines?|has|have"
            r"|possess(?:es)?|lacks?|forms?|makes?|are distinguished|is used|are used) .{10,})",
            0.4,
        ),
        (r"(?P<meaning>(?:consists? of|(?:is|are) (?:made up|composed|comprised) of) .{6,})", 0.5),
        (r"(?P<meaning>(?:occurs?|is|arises?|happens?|results?) (?:when|whenever|if) .{8,})", 0.7),
        (
            r"(?P<meaning>(?:describes?|involves?|measures|represents?|(?:is|are) characterized by|translates)"
            r" .{6,})",
            0.45,
        ),
        (r"(?P<meaning>(?:includes?|comprises?|contains?|(?:is|are) (?:found|located|responsible)) .{6,})", 0.3),
    )
)
_CALLED = re.compile(
    r"(?<!so-)(?<!what )\b(?:called|known as|referred to as|termed|dubbed|named|described as|designated(?: as)?)"
    r"(?: either| collectively| simply)? (?:an? |the |its |their )?(?P<open>[“\"‘*]?)"
)
_NOT_CALLED = re.compile(r"called (?:for|upon|on|into|in|by|to|out|from)\b|named (?:for|after|in|by)\b")
_LEANS = re.compile(
    r"^(?:(?:In|For|At) [^,]{3,40}, )?(?:This|These|That|Those|Others?|It|They|Such|Both|He|She|Its|Their"
    r"|The (?:former|latter|result|process|phenomenon|other|others|first|second|last|study))\b"
)
_APPOSED = re.compile(
    rf"(?:,|\s?[—–]|\s--) ?(?P<meaning>(?:an?|the|any) (?:(?!and an? )[^,.;—](?! and an? )){{2,80}}? (?:{_CUE}|of"
    rf"|in|for|used|called|between|from|made) "
    rf"|(?:[\w-]+ ){{0,3}}[\w-]+s (?:{_CUE}|of|in|with|used) )"
)
_OPENING = re.compile(
    r"^(?:In|For|At|With|After|During|From|Similar|Unlike|Like|Without|On|By|Around|Under|Along|Since|While"
    r"|Although|If"
    r"|When|As|Because|Over|Within|Through|Before|Once|Following|Besides|To|Despite|Until)\b[^,—]*$"
)
_BOLD_ENTRY = re.compile(
    r"^\W{0,3}(?:\*\*|__)(?:Definition(?: \d[\d.]*)?\W{1,3})?(?P<term>[^*_:.()]{2,60})[:.)]*(?:\*\*"
    r"|__)\)?\s?[:.–—-]{0,2}\s+(?P<meaning>\S.{8,})"
)
_LABELLED = re.compile(
    r"^\W{0,3}Definition(?:\s\d[\d.]*)?\W{0,3}\((?P<term>[^()]{2,60})\)\W{0,6}\s(?P<meaning>\S.{3,})", re.IGNORECASE
)
_ENTRY = re.compile(r"^\W{0,3}(?P<term>[^\s:–—.|][^:–—.|]{0,60}?)\**\s?(?::| [–—-]|\t)\**\s+(?P<meaning>\S.{5,})")
_NOT_ENTRY = re.compile(
    r"^(?:example|note|step|solution|problem|hint|tip|warning|answers?|question|figure|table|check|remember|e\.g"
    r"|part|"
    r"caution|important|rule of thumb|.*misconceptions?|parallel|series|summary|proof|input|output|source|see|author|"
    r"date|name|time|place|week|lecture|chapter)(?:\s?\d[\d.]*)?$",
    re.IGNORECASE,
)
_GLOSSED = re.compile(r"(?P<term>(?<![.“] )\b[A-Z][a-z]{5,}) \((?=[“a-z][^)]* )[^)]{6,}\)")
_IN_TERM = re.compile(rf"^In (?P<term>{NOUN_PHRASE}), (?P<meaning>(?:the|an?|\w+s|individuals?|two|one|each) .{{15,}})")


def defines(text: str) -> bool:
    """Tell whether a sentence surely defines a term."""
    return any(one.strength >= SURE for one in definitions(text))


def is_entry(text: str) -> bool:
    """Tell whether a line under "Key terms" is an entry: the term, a colon or a dash, what it means."""
    return entry(text) is not None


def entry(text: str) -> Defined | None:
    """Return the term of a glossary's entry: "term: meaning", "term - meaning", "**term** meaning"."""
    match = _LABELLED.match(text) or _BOLD_ENTRY.match(text) or _ENTRY.match(text)
    if not match or _NOT_ENTRY.match(match["term"].strip(" *_")):
        return None
    term, aliases = _without_short(plain(match["term"]).strip(" *_:."))
    return Defined(term, 1.0, aliases, meaning=plain(match["meaning"])) if is_term(term) else None


def definitions(text: str) -> list[Defined]:
    """Return the terms that a sentence defines, the surest first; each term once."""
    found: dict[str, Defined] = {}
    for one in _candidates(text):
        key = one.term.lower()
        if key not in found or found[key].strength < one.strength:
            found[key] = one
    others = {alias.lower() for one in found.values() for alias in one.aliases}
    return sorted((one for key, one in found.items() if key not in others), key=lambda one: -one.strength)


def _candidates(text: str) -> Iterator[Defined]:
    if (_LABELLED.match(text) or _BOLD_ENTRY.match(text)) and (found := entry(text)):
        yield found
        return
    said = plain(text)
    if said.endswith("?") or len(said) < 15:
        return
    yield from _as_subject(said)
    yield from _as_called(said)
    yield from _as_apposed(said)
    for match in _GLOSSED.finditer(said):
        if is_term(match["term"]):
            yield Defined(match["term"], 0.5)
    within = _IN_TERM.match(said)
    if within and " " in within["term"] and is_term(within["term"]):
        yield Defined(within["term"], 0.4)


def _as_subject(said: str) -> Iterator[Defined]:
    for pattern, strength in _SUBJECTS:
        match = pattern.match(said)
        if not match:
            continue
        term, short = _without_short(match["term"])
        if not is_term(term):
            continue
        names = (match["also"], match["other"], match["short"])
        aliases = tuple(part for name in names if name for part in _names_in(name))
        yield Defined(term, strength, (*short, *aliases), meaning=match["meaning"].rstrip("."))
        return


def _names_in(alias: str) -> Iterator[str]:
    """Yield another name, and the abbreviation in brackets behind it."""
    name, short = _without_short(alias)
    yield from (one for one in (name, *short) if is_term(one))


def _as_called(said: str) -> Iterator[Defined]:
    for match in _CALLED.finditer(said):
        if _NOT_CALLED.match(said, match.start()):
            continue
        term, end = _forward(said, match.end())
        term, short = _without_short(term)
        if not is_term(term):
            continue
        also = re.match(r",? \(?or (?:the |an? )?([\w -]{3,30}?)(?:\)|,|\.)", said[end:])
        aliases = (*short, also[1]) if also and is_term(also[1]) else short
        subject = match.group().startswith(("called", "known", "referred", "termed"))
        yield Defined(term, 0.8 if subject else 0.5, aliases, leans=_LEANS.match(said) is not None)


def _as_apposed(said: str) -> Iterator[Defined]:
    for match in _APPOSED.finditer(said):
        before = said[: match.start()]
        gloss = re.search(r" \([^()]{2,60}\)$", before)
        if _OPENING.match(before):
            continue
        term = _backward(before[: gloss.start()] if gloss else before)
        if term and is_term(term):
            strength = 0.65 if re.match(r"\W*(?:an?|the|any) ", match["meaning"]) else 0.5
            yield Defined(term, strength, meaning=said[match.start("meaning") :].rstrip("."))


def _forward(said: str, start: int) -> tuple[str, int]:
    """Return the noun phrase that begins at an offset, and where it ends."""
    words: list[str] = []
    end = start
    for match in re.finditer(r"[\w’'/-]+|\([A-Z][\w/-]{0,8}\)|[^\w\s]", said[start:]):
        word = match.group()
        opening = word in '“"‘*' and not words
        if not opening and (not re.match(r"\w|\(\w", word) or _stops(word, words, said[start + match.end() :])):
            break
        if len(words) == 5:
            break
        end = start + match.end()
        if not opening:
            words.append(word)
    return trimmed(" ".join(words)), end


def _stops(word: str, words: list[str], after: str) -> bool:
    if word.lower() == "of" and words:
        return not re.match(r" [\w-]+", after) or bool(re.match(r" (?:the|a|an|their|its|this|these)\b", after))
    if word.lower() in ENDS:
        return True
    # a verb: what follows it has an article
    return (
        bool(words)
        and word.endswith(("s", "ed"))
        and bool(re.match(r" (?:the|an?|its|their|to|by|in)\b", after))
        and (word[:-1].endswith(("e", "t", "n", "d", "k", "p", "w")) and not words[-1].istitle() and len(words) >= 2)
    )


def _backward(before: str) -> str:
    """Return the noun phrase that ends a text, back to a word that cannot be part of one; "" where none does so."""
    words: list[str] = []
    for word in reversed(re.findall(r"[\w’'/-]+|\([A-Z][\w/-]{0,8}\)|[^\w\s]", before)):
        if not re.match(r"\w|\(\w", word) or word.lower() in ENDS:
            return trimmed(" ".join(reversed(words))) if words else ""
        words.append(word)
        if len(words) > 3:
            return ""
    return trimmed(" ".join(reversed(words)))


def _without_short(term: str) -> tuple[str, tuple[str, ...]]:
    """Return a term without the abbreviation in brackets within it or behind it, and that."""
    match = re.search(r"\s?\(([A-Za-z][\w/.-]{0,9})\)", term)
    if not match:
        return term.strip(), ()
    return " ".join((term[: match.start()] + term[match.end() :]).split()), (match[1],)
