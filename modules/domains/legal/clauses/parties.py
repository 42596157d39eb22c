"""The parties of a contract, as its first sentence names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from modules.domains.legal.contract import Contract

_OPENING = 9_000  # characters: title page, table of contents, preamble
_LONGEST_PREAMBLE = 3_500
_LONGEST_QUOTE = 1_200
_LONGEST_NAME = 120
_MOST = 12
_FORM = (
    r"Inc|Incorporated|L\.?L\.?C|Ltd|LTD|Limited|LIMITED|Corp|Corporation|CORPORATION|Company|COMPANY|Co|L\.?P|"
    r"L\.?L\.?P|PLC|plc|GmbH|AG|S\.?A|B\.?V|N\.?V|S\.?p\.?A|S\.?r\.?l|Pty|Pte|Trust|TRUST|Partnership|PARTNERSHIP|Bank|BANK|N\.A|Fund|FUND|University|"
    r"UNIVERSITY|Foundation|Association|Institute|A/S|AB|Oy|K\.?K|Group|GROUP|SE|S\.?A\.?S|Holdings?|INC|CORP|LLC|Agency|AGENCY"
)
_HAS_FORM = re.compile(rf"\b(?:{_FORM})\b")
_BEGINS = re.compile(
    r"\bTHIS\s+(?:[\w&,/'’()\"“”-]+\s+){0,12}?(?:is|was|has been|dated|made|entered|effective|between|by and|\(|,)"
    r"|\b(?:made|entered\s+into|dated|effective)\s+(?:and\s+entered\s+into\s+)?(?:this|as\s+of|on|by|effective)"
    r"|\bBETWEEN\b:?|\bPARTIES\b|,\s+dated\s+as\s+of\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:WHEREAS|WITNESSETH|W I T N E S S E T H|RECITALS?|Recitals|BACKGROUND|Background|NOW,? THEREFORE|PREAMBLE|"
    r"PRELIMINARY STATEMENTS?|agree as follows|(?:THE )?PARTIES (?:HEREBY )?AGREE|TERMS AND CONDITIONS)\b"
    r"|\n\s*(?:1|I|A)\.\s+[A-Z]"
)
_BETWEEN = re.compile(
    r"\b(?:by\s+and\s+(?:between|among(?:st)?)|between|among(?:st)?|PARTIES|entered\s+into\s+by(?!\s+and)|made\s+by(?!\s+and))\b:?",
    re.IGNORECASE,
)
_QUOTED = r"[\"“”']+\s*(?P<alias>[^\"“”()]{1,60}?)\s*[\"“”']+"
_ALIAS = re.compile(
    r"\(\s*(?:(?:the|hereinafter|herein|hereafter|referred\s+to(?:\s+herein)?\s+as|individually|collectively|each|together|"
    rf"called|known\s+as|as|an?|or|and|this)\b[\s,:]*)*{_QUOTED}"
    rf"|\b(?:referred\s+to(?:\s+herein)?|known|called)\s*(?:as)?\s*:?\s*(?:the\s+)?"
    rf"{_QUOTED.replace('alias', 'called')}",
    re.IGNORECASE,
)
_BARE_ALIAS = re.compile(r"\s*\((?P<alias>[A-Z][\w&'’-]*(?:\s[A-Z][\w&'’-]*)?)\)")
_COLLECTIVE = re.compile(
    r"(?:part(?:y|ies)|(?:this |the )?agreement|effective date|contract|commencement date|term|"
    r"termination date|closing)\b"
    r"|(?:the|a) part",
    re.IGNORECASE,
)
_HAND = r"(?:on\s+the|of\s+the)\s+(?:one|other|first|second)\s+(?:hand|part)"
_PARTED = re.compile(
    rf"[\s,;:.]*(?:\b(?:and|AND|And)\b[:,]?|&)\s+(?:{_HAND},?\s+)?(?:(?:its|the)\s+[\w ]{{1,20}},\s+)?"
    r"(?=[\"“]?(?:[a-z]?[A-Z]|\d))"
    r"|[\s,;]*\(\d\)\s*|\n+\s*(?=[A-Z])|;\s+(?=[A-Z])"
)
_LEAD = re.compile(
    r"[\s,;:)\"“”'.]*(?:(?:on\s+the\s+(?:one|other)\s+(?:hand|part)|of\s+the\s+(?:one|other)\s+part|with|the\s+parties\s+to\s+this|the)\b[\s,;:]*)*[\"“]?",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(
    rf"\s*(?:,\s*(?:an?|the|with|whose|having|located|of|organi[sz]ed|incorporated|acting|through|on\s+behalf|as|by|individually|for|"
    rf"its|and|together|both|which|hereinafter|duly|Room|Suite)\b"
    rf"|\((?![\w .&-]{{1,40}}\)\s*,?\s*(?:{_FORM})\b)|;|[\"”]|"
    r"\bwith\s+(?:an?|its|offices?|principal)\b|\b(?:having|located|whose|organi[sz]ed|incorporated|registered|hereinafter|residing|doing|"
    r"together|having|under)\b|\ban?\s+(?:[A-Z][a-z]+|corporation|company|limited|individual|private|public)\b|\bas\s+(?:the\s+)?[A-Z]|\bof\s+\d|"
    r"\b(?:Room|Suite|P\.?O\.? Box)\b|\s\d+\s|\n|$)"
)
_OFFICE = re.compile(r"\b(?:Officer|Director|President|Manager|Secretary|Chairman|Chief)\b")
_NO_NAME = re.compile(
    r"\b(?:is|are|shall|this|agreement|hereby|date|dated|laws?|source|page|individually|collectively|whereas|offices?|address|"
    r"street|avenue|road|floor|parties)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the contract.

    Attributes:
        start, end: of its name in the contract's text.
        name: "Acme Robotics, Inc."
        alias: what the contract calls it: "Supplier"; "" where it says nothing.
    """

    start: int
    end: int
    name: str
    alias: str


def preamble(contract: Contract) -> tuple[int, int]:
    """Return the stretch that names the parties: from its first words to the recitals or the first clause.

    A sentence that gives the parties aliases comes before a title page that has their names alone.
    """
    text = contract.text[:_OPENING]
    begins = [match for match in _BEGINS.finditer(text) if _BETWEEN.search(text, match.start(), match.start() + 700)]
    aliased = [match for match in begins if _ALIAS.search(text, match.start(), match.start() + 1_200)]
    formed = [match for match in begins if _HAS_FORM.search(text, match.start(), match.start() + 1_200)]
    sentences = [match for match in aliased if not _BETWEEN.fullmatch(match.group())]
    first = next(iter([*sentences, *aliased, *formed]), None)
    start = first.start() if first else 0
    ends = _ENDS.search(text, start + 60)
    return start, min(ends.start() if ends else len(text), start + _LONGEST_PREAMBLE)


def parties(contract: Contract) -> tuple[Party, ...]:
    """Return the parties as the preamble names them."""
    start, end = preamble(contract)
    between = _BETWEEN.search(contract.text, start, end)
    found: dict[str, Party] = {}
    for party in _parties(contract.text, between.end() if between else start, end):
        known = [
            one for one in found.values() if one.name.lower() == party.name.lower() or one.alias == party.alias != ""
        ]
        if not known and len(found) < _MOST:
            found[party.name] = party
    return tuple(found.values())


def _parties(text: str, start: int, end: int) -> Iterator[Party]:
    """Yield what stands between the "and"s of the preamble and has an alias, or the legal form of a company."""
    cuts = [(match.start(), match.end()) for match in _PARTED.finditer(text, start, end)]
    pieces = list(zip([start, *(cut for _, cut in cuts)], [*(cut for cut, _ in cuts), end], strict=True))
    before: Party | None = None
    for first, last in pieces:
        name = _name(text, first, last)
        if name is None:
            continue
        alias = next(
            (_called(match) for match in _ALIAS.finditer(text, name[1], last) if not _COLLECTIVE.match(_called(match))),
            "",
        )
        if not alias and (bare := _BARE_ALIAS.match(text, name[1], last)):
            alias = bare["alias"]
        words = " ".join(text[slice(*name)].split())
        if before is not None and not before.alias and alias and _OFFICE.search(words):
            before = replace(before, alias=alias)  # "Acme Inc., represented by its Chief Officer Ada, called “Acme”"
        elif alias or (_HAS_FORM.search(words) and len(words.split()) > 1):
            if before:
                yield before
            before = Party(*name, words, alias)
    if before:
        yield before


def _called(match: re.Match[str]) -> str:
    return " ".join((match["alias"] or match["called"]).split()).strip(" ,.")


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    stop = _NAME_ENDS.search(text, min(first + 2, end), end)
    last = first + len(text[first : stop.start() if stop else end].rstrip(" ,.:\n"))
    if text[last : last + 1] == "." and _HAS_FORM.search(text[max(first, last - 12) : last]):
        last += 1  # the full stop of "Inc."
    name = text[first:last]
    if not re.match(r"[a-z]?[A-Z0-9]", name) or len(name) > _LONGEST_NAME or _NO_NAME.search(name):
        return None
    return (first, last) if re.search(r"[A-Za-z]{2}", name) else None


def party_places(contract: Contract) -> list[tuple[int, int]]:
    """Return where the parties are named: all of them in the preamble, then each on the title page."""
    named = parties(contract)
    if not named:
        return []
    start = min(party.start for party in named)
    end = max(party.end for party in named)
    close = contract.text.find(")", end, end + 200)
    whole = (start, close + 1 if close > 0 else end)
    places = [whole] if whole[1] - start < _LONGEST_QUOTE else [(party.start, party.end) for party in named]
    cover = contract.text[:start].lower()
    for party in named:
        at = cover.rfind(party.name.lower().rstrip("."))
        if at >= 0:
            places.append((at, at + len(party.name.rstrip("."))))
    return places
