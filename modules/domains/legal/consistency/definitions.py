"""Where a contract defines its terms, in whichever of the many forms, and where it uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from modules.domains.legal.consistency.wording import SMALL, key, phrases
from modules.domains.legal.contract import Contract

_QUOTED = re.compile(r"[“\"„]\s?(?P<term>[^\s“”\"„\n][^“”\"„\n]{0,90}?)\s?[,.:;]?[”\"“]")
_MEANS = re.compile(
    r"(?:[,:]?\s*(?:as used (?:herein|in this \w+)|for (?:the )?purposes? of this \w+|in this \w+|"
    r"with respect to [^.;“”\"]{1,60}|when used [^.;“”\"]{1,40})\s*,)?"
    r"(?:\s*\([^()\n]{1,100}\))?\s*[-–—:,]?\s*\(?(?:(?:of|with respect to|as to|in relation to|when|"
    r"where)\s[^.;:“”\"\n]{1,60}?(?=\s(?:shall\s)?mean))?\s*(?:shall|will|collectively|each|also|as used herein|"
    r"is hereby|are|is)?\s*"
    r"(?:(?P<elsewhere>(?:has|have|having|bear|bears|carr(?:y|ies)) the (?:respective )?meanings?|(?:is|are|"
    r"be) defined (?:in|under|by)|as defined)"
    r"|means?\b|meaning\b|refers?\b|denotes?\b|be defined\b|is defined\b|includes?\b|defined as\b|"
    r"mean and include|comprises?\b"
    r"|(?:is|are|be) (?:the|an?|any|all|those|each|composed|comprised)\b|(?:shall|will) be (?:the|an?)\b)"
)
_INTRODUCED = re.compile(
    r"(?:referred to|known|designated|defined|called|described|identified|hereinafter|hereafter|collectively|"
    r"together|individually|term|phrase|words?|expression|[,)]\s*(?:each|both))"
    r"(?:[\s,:]+(?:herein|hereinafter|hereafter|in this agreement|below|collectively|individually|together|"
    r"jointly|being|as|the|an?|and|sometimes|or|each|being))*[\s,:(]*$",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"[\s,]*(?:\(?\s*(?:or|and|and/or|collectively|together)?[\s,]*(?:an?|the|each|individually)?\s*)?$", re.IGNORECASE
)
_QUOTING = re.compile(
    r"\b(?:marked|entitled|titled|legended|labell?ed|stamped|definition of|meaning of)\s+(?:as\s+|the\s+)?$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:as defined|see|as (?:such|that|the) term|e\.g|i\.e)\b", re.IGNORECASE)
_UNQUOTED = re.compile(
    r"(?m)^[ \t]*(?:(?:Section\s*)?(?:\d{1,2}(?:\.\d{1,2})*\.?|\(?[a-z]{1,4}[.)])[ \t]*)?(?:The term )?"
    r"(?P<term>[A-Z][\w&/’'-]*(?:[ ](?:(?:of|and|or|to|for|in|the)[ ])?[A-Z(][\w&/’')-]*){0,6})\.?[ \t]*[:–—|-]?[ \t]*"
    r"(?P<means>(?:shall |will )?(?:means?\b|have the meaning|has the meaning|refers? to))"
)
_LISTED = re.compile(
    r"(?:^|(?<=[\n;.]))\s?(?:[A-Z]{4,} )?(?P<term>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4}):\s+"
    r"(?:(?P<elsewhere>(?:has|have) the meaning)|an?y?\b|the\b|all\b|each\b|those\b|(?:shall )?means?\b|\[)"
)
_REFERENCE = re.compile(
    r"\b(?:Section|Clause|Article|Paragraph|§)s?\s*(?P<number>\d{1,2}(?:\.\d{1,2})*(?:\([a-z0-9]{1,4}\))*)",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\b(?:for (?:the )?purposes? of this|as used in this|in this) (?:section|clause|article|paragraph|definition|"
    r"sentence|exhibit|schedule|subsection)",
    re.IGNORECASE,
)
_LONGEST_TERM_WORDS = 9
_BEFORE = 160
_LEAST_LISTED = 3


class Manner(StrEnum):
    """How a term is defined."""

    MEANS = "means"  # "X" means ...
    INLINE = "inline"  # ... (the "X")
    ELSEWHERE = "elsewhere"  # "X" has the meaning given in ...


@dataclass(frozen=True, slots=True)
class Definition:
    """One place that defines a term.

    Attributes:
        term: as it is written there, on one line.
        start, end: of the term in the contract's text, with its quotation marks.
        manner: how.
        target: for ELSEWHERE, the clause of this contract that shall define it: "3.2", "8.1(a)"; else "".
        local: it is said to hold for one clause only.
        group: offset of the first of several terms that are defined together: "Fees" or "Charges".
    """

    term: str
    start: int
    end: int
    manner: Manner
    target: str = ""
    local: bool = False
    group: int = 0


class Glossary:
    """The defined terms of a contract.

    Args:
        contract: whose.

    Attributes:
        definitions: all of them, in reading order.
    """

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self.definitions = tuple(sorted(_definitions(contract), key=lambda one: one.start))

    @cached_property
    def by_key(self) -> dict[str, list[Definition]]:
        """The definitions of each term, whatever its number and case."""
        found: dict[str, list[Definition]] = {}
        for one in self.definitions:
            found.setdefault(key(one.term), []).append(one)
        return found

    @cached_property
    def uses(self) -> dict[str, list[tuple[int, int]]]:
        """Where each defined term is used, by its key; the places that define it are left out."""
        defined = {(one.start, one.end) for one in self.definitions}
        found: dict[str, list[tuple[int, int]]] = {name: [] for name in self.by_key}
        for start, end, name in phrases(self._contract.text, frozenset(self.by_key)):
            if not any(first <= start and end <= last for first, last in _near(defined, start, end)):
                found[name].append((start, end))
        return found


def _near(spans: set[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans that may enclose the place: quotation marks and a stray sign stand around a term."""
    for left in range(4):
        for right in range(4):
            if (start - left, end + right) in spans:
                yield start - left, end + right


def _definitions(contract: Contract) -> Iterator[Definition]:
    text = contract.text
    before: Definition | None = None
    taken: set[int] = set()
    for match in _QUOTED.finditer(text):
        made = _quoted(contract, match, before)
        if made is not None:
            taken.add(match.start("term"))
            before = made
            yield made
    for match in _UNQUOTED.finditer(text):
        heading = re.match(r"(?:[A-Z]{4,}\s+)+(?=[A-Z][a-z])", match["term"])
        start = match.start("term") + (heading.end() if heading else 0)
        if start not in taken and text[start : match.end("term")].split()[0].lower() not in SMALL:
            manner = Manner.ELSEWHERE if "the meaning" in match["means"] else Manner.MEANS
            target = _target(text, match.end()) if manner is Manner.ELSEWHERE else ""
            taken.add(start)
            yield Definition(text[start : match.end("term")], start, match.end("term"), manner, target, group=start)
    yield from (one for one in _listed(contract) if one.start not in taken)


def _listed(contract: Contract) -> Iterator[Definition]:
    """Definitions of a list that only sets colons: "Purpose: the ...". One or two such lines may be anything else."""
    matches = list(_LISTED.finditer(contract.text))
    if len(matches) < _LEAST_LISTED:
        return
    for match in matches:
        manner = Manner.ELSEWHERE if match["elsewhere"] else Manner.MEANS
        target = _target(contract.text, match.end()) if match["elsewhere"] else ""
        yield Definition(match["term"], *match.span("term"), manner, target, group=match.start("term"))


def _quoted(contract: Contract, match: re.Match[str], before: Definition | None) -> Definition | None:
    """The definition that a quotation is, if it is one."""
    text, term = contract.text, _term(match["term"])
    if not any(map(str.isalpha, term)) or len(term.split()) > _LONGEST_TERM_WORDS:
        return None
    start, end = match.span()
    lead = text[max(0, start - _BEFORE) : start]
    follows = _after_alternatives(text, end)
    means = _MEANS.match(text, follows)
    opened = lead[lead.rfind("(") + 1 :] if lead.rfind("(") > lead.rfind(")") else None
    group = before.group if before and start - before.end < 60 and _alike(text[before.end : start]) else start
    local = bool(_LOCAL.search(text[max(0, start - 90) : end + 60]))
    if means and not _QUOTING.search(lead[-30:]):
        if means["elsewhere"]:
            return Definition(term, start, end, Manner.ELSEWHERE, _target(text, means.end()), local, group)
        return Definition(term, start, end, Manner.MEANS, "", local, group)
    if opened is not None and _closes(text, end):
        if _POINTING.search(opened):
            return None
        return Definition(term, start, end, Manner.INLINE, "", local, group)
    if _INTRODUCED.search(lead[-70:]) or (before and group == before.group):
        return Definition(term, start, end, Manner.INLINE, "", local, group)
    return None


def _term(quoted: str) -> str:
    """The term itself: "the Agreement" and "a potential Buyer" define what they capitalise."""
    words = quoted.strip(" .,:;").split()
    capital = next((at for at, word in enumerate(words) if word[0].isupper() or word[0].isdigit()), 0)
    return " ".join(words[capital:] if all(word.islower() for word in words[:capital]) else words)


def _after_alternatives(text: str, end: int) -> int:
    """Step over `or "Charges"` and `(the "Fees")` behind a quoted term."""
    for _ in range(3):
        match = re.compile(
            r"\)?[\s,]*\(?(?:or|and|/|,|collectively|together)?\s*(?:an?|the|each)?\s*[“\"][^“”\"\n]{1,60}[”\"]\)?"
        ).match(text, end)
        if match is None:
            break
        end = match.end()
    return end


def _alike(between: str) -> bool:
    return _ALIKE.fullmatch(between) is not None


def _closes(text: str, end: int) -> bool:
    """Whether a parenthesis ends soon behind a quotation, with no sentence's end between."""
    closing = text.find(")", end, end + 200)
    return closing >= 0 and not re.search(r"[.;]\s+[A-Z]", text[end:closing])


def _target(text: str, after: int) -> str:
    """The clause of this contract that "has the meaning given in" points at."""
    match = _REFERENCE.search(text, after, after + 70)
    if match is None or re.match(r"\s*(?:of|to|in)\s+(?!this\b)", text[match.end() : match.end() + 12]):
        return ""
    return match["number"]
