"""What stands at a contract's beginning: its name, its parties, its date.

Every function returns spans of the contract's text, best first, and none where there is nothing to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from modules.domains.legal.contract import Contract
from modules.domains.legal.parties import may_be_party
from modules.domains.legal.parties import parties as known_parties
from modules.domains.legal.values import dates

_LONGEST_PREAMBLE = 1_200  # characters of a quote that names all parties
_OPENING = 9_000  # characters: title page, table of contents, preamble
_KINDS = (
    "agreement|contract|addendum|amendment|lease|licen[cs]e|deed|memorandum of understanding|letter of intent|"
    "indenture|guarant(?:y|ee)|warrant|undertaking|terms and conditions|terms of (?:service|use)|plan|policy|"
    "statement of work|purchase order|note|settlement|release|charter|bylaws|conditions"
)
_CALLED = re.compile(
    rf"\bTHIS\s+((?:(?!AGREEMENT\b|CONTRACT\b)[A-Za-z&,/'’()-]+\s+){{0,9}}?(?:{_KINDS})\b(?:\s+NO\.?\s*\S+)?)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    rf"^(?:form of |amended and restated )?[\w&,/'’()\[\]. -]{{0,90}}\b(?:{_KINDS})s?\b[\w&,/'’(). -]{{0,40}}$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:exhibit|source|page|schedule|\d|confidential|redact|article|section|this\b|by and|between|table of)"
    r"|whereas|[.;,]$|\b(?:is|are|shall|entered|dated)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:exhibit|ex)[-\s.]*\d*[\w.()]*\s+", re.IGNORECASE)
_RUN_IN = re.compile(rf"(?:[A-Z][A-Z&,/'’()-]*\s+){{1,9}}(?:{_KINDS.upper()})\b")
_PREAMBLE_ENDS = re.compile(
    r"\b(?:WHEREAS|WITNESSETH|W I T N E S S E T H|RECITALS?|BACKGROUND|NOW,? THEREFORE|PREAMBLE|"
    r"PRELIMINARY STATEMENTS?|agree as follows|"
    r"THE PARTIES (?:HEREBY )?AGREE|TERMS AND CONDITIONS)\b|\n\s*(?:1|I|A)\.\s+[A-Z]",
)
_BETWEEN = re.compile(
    r"\b(?:by\s+and\s+(?:between|among|amongst)|between|among|amongst|by\s+and\s+amongst?|PARTIES\b|is\s+entered\s+into\s+by|made\s+by)\b:?",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"\(\s*(?:the\s+|hereinafter\s+|herein\s+|hereafter\s+|referred\s+to\s+(?:herein\s+)?as\s+|individually\s+|collectively\s*,?\s*|each\s*,?\s*|together\s*,?\s*|called\s+|as\s+|a\s+|an\s+|or\s+|and\s+|this\s+)*[\"“”']+\s*([^\"“”()]{1,60}?)\s*[\"“”']+",
    re.IGNORECASE,
)
_ENTITY = (
    r"Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|LP|L\.P|LLP|L\.L\.P|PLC|plc|GmbH|AG|S\.?A|B\.?V|N\.?V|"
    r"S\.?p\.?A|S\.?r\.?l|Pty|Pte|Trust|Partnership|Bank|N\.A|Fund|University|Foundation|Association|Institute|A/S|AB|Oy|KK|K\.K|Group|SE|SAS|S\.A\.S|Holdings?"
)
_LEGAL_FORM = re.compile(rf"\b(?:{_ENTITY})\b\.?$")
_NAME_ENDS = re.compile(
    r"\s*(?:,\s*(?:an?|the|with|whose|having|located|of|organi[sz]ed|incorporated|acting|through|on\s+behalf|as|by|individually|for|its|and)\b|\(|;|\bwith\s+(?:an?|its|offices?|principal)\b|\bhaving\b|"
    r"\b(?:located|whose|organi[sz]ed|incorporated|registered|hereinafter|residing|doing)\b|\ban?\s+(?:[A-Z]|corporation|company|limited|individual|private|public)|\bas\s+(?:the\s+)?[A-Z]|\bof\s+\d|\bRoom\b|\bSuite\b|$)"
)
_COLLECTIVE = re.compile(
    r"^(?:part(?:y|ies)|agreement|effective date|contract|commencement date|term|closing|license|the part|a party)\b",
    re.IGNORECASE,
)
_OF_THE_PAPER = re.compile(r"\bthis\s+(?:[\w-]+\s+){0,4}agreement\b|\beffective\s+date\b", re.IGNORECASE)
_FORM_ONLY = re.compile(r"\ban?\s+$", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:dated|made|entered|executed|effective|as\s+of|date[: ]|signed|on\s+(?:this|the))\b", re.IGNORECASE
)
_EFFECTIVE = re.compile(r"(?:effective|commencement)\s+date", re.IGNORECASE)
_FILING = re.compile(r"\b(?:source|filed|filing)\b|\b\d{1,2}-[KQ]\b", re.IGNORECASE)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_ORDINAL = r"\d{1,2}\s*(?:s\s*t|n\s*d|r\s*d|t\s*h)?"
DATE = re.compile(
    rf"\b{_ORDINAL}\s+(?:of\s+)?(?:{_MONTHS})\.?,?\s+\d{{4}}\b"
    rf"|\b{_ORDINAL}\s+day\s*,?\s*(?:of\s+)?(?:{_MONTHS})\s*,?\s+(?:in\s+the\s+year\s+)?\d{{4}}\b"
    rf"|\b(?:{_MONTHS})\.?\s+{_ORDINAL}\s*,?\s*\d{{4}}\b"
    rf"|\b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b"
    rf"|(?:_{{2,}}|\[[\s_*•●]*\])\s*(?:day\s+of\s+)?(?:{_MONTHS}|_{{2,}})\s*,?\s*(?:\d{{4}}|\d{{0,2}}_{{2,}})"
    rf"|\b(?:{_MONTHS})\.?\s*(?:_{{2,}}|\[[\s_*•●]*\])\s*,?\s*(?:\d{{4}}|\d{{0,2}}_{{2,}})"
    rf"|\b(?:{_MONTHS})\.?,?\s+\d{{4}}\b",
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


def document_names(contract: Contract) -> list[tuple[int, int]]:
    """Return where the contract says what it is called: its title, and what its first sentence calls it."""
    text = contract.text[:_OPENING]
    called = _CALLED.search(text)
    titles = list(_titles(text))
    names = [(start, end) for start, end in titles if called and _same(text[start:end], called[1])] or titles[:1]
    if called and len(called[1].split()) > 1:
        if not names:
            return [called.span(1)]
        wanted = " ".join(called[1].split()).lower()
        known = " ".join(text[slice(*names[0])].split()).lower()
        names = (
            [*names[:1], called.span(1), *names[1:]] if wanted in known or known in wanted else [called.span(1), *names]
        )
    return names[:3]


def _titles(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _lines(text):
        line = text[start:end]
        if label := _LABEL.match(line):
            start, line = start + label.end(), line[label.end() :]
        if len(line) < 130 and _TITLE.match(line) and not _NO_TITLE.search(line):
            yield start, end
        elif run_in := _RUN_IN.search(text, start, min(end, start + 300)):
            yield run_in.span()


def _same(title: str, name: str) -> bool:
    """Say whether a title is, or holds, a name; an agreement that is only called so has any title."""
    return len(name.split()) < 2 or " ".join(name.split()).lower() in " ".join(title.split()).lower()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\s][^\n]*(?<=\S)", text):
        yield match.span()


def preamble(contract: Contract) -> tuple[int, int]:
    """Return the stretch that names the parties: from its first words to the recitals or the first clause."""
    text = contract.text[:_OPENING]
    begins = None
    for match in re.finditer(
        r"\bTHIS\s+(?:[\w&,/'’()\"“”-]+\s+){0,12}?(?:is|was|has been|dated|made|entered|effective|between|by and|\(|,)"
        r"|\b(?:made|entered into|dated|effective)\s+(?:and\s+entered\s+into\s+)?(?:this|as of|on|by|effective)"
        r"|\bBETWEEN\b:?|\bPARTIES\b",
        text,
        re.IGNORECASE,
    ):
        rest = text[match.start() : match.start() + 1_500]
        if _BETWEEN.search(rest) and (_ALIAS.search(rest) or re.search(rf"\b(?:{_ENTITY})\b", rest)):
            begins = match.start()
            break
    if begins is None:
        begins = 0
    ends = _PREAMBLE_ENDS.search(text, begins + 60)
    return begins, min(ends.start() if ends else len(text), begins + 3_500)


def parties(contract: Contract) -> tuple[Party, ...]:
    """Return the parties as the preamble names them."""
    start, end = preamble(contract)
    text = contract.text
    between = _BETWEEN.search(text, start, end)
    at = between.end() if between else start
    found: list[Party] = []
    for alias in _ALIAS.finditer(text, at, end):
        word = " ".join(alias[1].split()).strip(" ,.")
        if _COLLECTIVE.match(word):
            at = max(at, alias.end()) if not found else at
            continue
        span = _name_before(text, at, alias.start()) if may_be_party(word) else None
        if span is not None and len(found) < 12:
            name = " ".join(text[span[0] : span[1]].split())
            again = any(party.name == name for party in found) or (
                any(party.alias == word for party in found) and not _LEGAL_FORM.search(name)
            )  # a title page and the preamble may both say who is the “Supplier”
            if not again and not _OF_THE_PAPER.search(name):
                found.append(Party(*span, name, word))
        at = alias.end()
    if len(found) < 2:
        known = reversed(known_parties(contract))
        called = {_letters(party.full_name): party.name for party in known if party.full_name}
        for party in _named(text, start, end):
            if not any(_letters(party.name) in _letters(other.name) for other in found):
                found.append(replace(party, alias=called.get(_letters(party.name), "")))
    return tuple(found)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def party_places(contract: Contract) -> list[tuple[int, int]]:
    """Return where the parties are named: all of them in the preamble, then each on the title page."""
    named = parties(contract)
    if not named:
        return []
    start = min(party.start for party in named)
    end = max(party.end for party in named)
    close = contract.text.find(")", end, end + 200)
    whole = (start, close + 1 if close > 0 else end)
    places = [whole] if whole[1] - start < _LONGEST_PREAMBLE else [(party.start, party.end) for party in named]
    cover = contract.text[:start].lower()
    for party in named:
        at = cover.rfind(party.name.lower().rstrip("."))
        if at >= 0:
            places.append((at, at + len(party.name)))
    return places


def _name_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the name that the stretch up to an alias begins with, after "and" and the like."""
    opens = re.compile(
        r"[\s,;:)\"“”'.]*(?:and|or|on\s+the\s+(?:one|other)\s+hand|the\s+one\s+hand|with|of\s+the\s+one\s+part|AND|between|among|by|\(?\d\)|\([a-z]\)|[A-Z]\)|&|:|,|;|-|–)*[\s,;:)\"“”'.]*",
        re.IGNORECASE,
    )
    while (match := opens.match(text, start, end)) and match.end() > start:
        start = match.end()
    stop = _NAME_ENDS.search(text, start + 2, end)
    last = stop.start() if stop else end
    name = text[start:last].strip(" ,\n")
    if not name or len(name) > 120 or not re.match(r"[A-Z0-9“\"']", name) or not re.search(r"[A-Za-z]{2}", name):
        return None
    return start, start + len(text[start:last].rstrip(" ,\n"))


def _named(text: str, start: int, end: int) -> Iterator[Party]:
    """Yield names that end in a legal form, where no alias follows them."""
    pattern = re.compile(
        rf"(?:[A-Z][\w&.'’-]*,?\s+|(?:of|and|the|de|&)\s+){{1,8}}?\(?(?:{_ENTITY})\b\)?\.?(?:,?\s+(?:Inc|LLC|Ltd|L\.P|LP|Co)\b\.?)?"
    )
    seen: set[str] = set()
    for match in pattern.finditer(text, start, end):
        words = match.group()
        lead = re.match(r"(?:(?:of|and|the|between|among|&)\s+)+", words, re.IGNORECASE)
        first = match.start() + (lead.end() if lead else 0)
        name = " ".join(text[first : match.end()].split())
        if _FORM_ONLY.search(text[max(start, first - 4) : first]) and len(name.split()) == 2:
            continue  # "a Delaware corporation"
        if name.lower() not in seen and len(name.split()) > 1 and len(seen) < 6:
            seen.add(name.lower())
            yield Party(first, match.end(), name, "")


def agreement_dates(contract: Contract) -> list[tuple[int, int]]:
    """Return where the contract is dated: in its preamble, on its title page, or else beside its signatures."""
    start, end = preamble(contract)
    text = contract.text
    found = [span for span in _dates(text, start, end) if _DATED.search(text, max(start, span[0] - 90), span[0])]
    found += [span for span in _dates(text, 0, start) if _DATED.search(text, max(0, span[0] - 90), span[0])]
    if not found:
        found = list(_dates(text, start, end)) + _signed(text) + list(_dates(text, 0, min(start, 1_500)))
    return found[:3]


def _signed(text: str) -> list[tuple[int, int]]:
    """Return the dates beside the signatures, the last one first: then all have signed."""
    tail = max(0, len(text) * 2 // 3)
    found = [
        span
        for span in _dates(text, tail, len(text))
        if re.search(
            r"\b(?:dated?|executed|signed|as of|this)\b[^\n]{0,12}$",
            text[max(0, span[0] - 24) : span[0]],
            re.IGNORECASE,
        )
    ]
    return sorted(found, key=lambda span: _iso(text[slice(*span)]), reverse=True)


def _iso(written: str) -> str:
    found = dates(written)
    return found[0].value.isoformat() if found else ""


def _dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in DATE.finditer(text, start, end):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not _FILING.search(line[-160:]):
            yield match.span()


def effective_dates(contract: Contract) -> list[tuple[int, int]]:
    """Return dates of the opening that the contract takes effect on, those that it calls so first."""
    start, end = preamble(contract)
    text = contract.text
    dated = list(_dates(text, start, end))
    called = [
        span
        for span in dated
        if _EFFECTIVE.search(text, span[1], min(span[1] + 90, end))
        or re.search(r"effective[^.]{0,40}$", text[max(start, span[0] - 60) : span[0]], re.IGNORECASE)
    ]
    return called or dated[:1]
