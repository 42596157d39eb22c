"""When a contract was made, and when it takes effect."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations.facts import Fact, fact, stated
from modules.domains.legal.obligations.running import ends_with
from modules.domains.legal.values import DateValue

LEFT_BLANK = "a date that is left blank"
_OPENING = 4_000  # characters that may hold a contract's cover and preamble
_TOP = 1_200  # characters below which a date on a line of its own dates the contract
_ALONE = re.compile(r"(?:^|\n)[ \t]*(?:[A-Z][\w ]{2,30},[ \t]*)?$")
_SIGNATURES = 1_000  # characters that the signatures of a contract take at most
_BEFORE = 160  # characters before a definition in which its date stands
_BEHIND = 120
_ELSEWHERE = re.compile(  # where another paper's date stands
    r"source:[^\n]{0,80}$|\b(?:8-K|10-K|10-Q|S-1|20-F)\b[^\n]{0,10}$|\beffective\s+date\s*(?::|means|is)\s*$|"
    r"\bis\s+effective\s+(?:as\s+of\s+)?$|\b(?:following|certain|existing|prior|previous|original|supersed\w*|amended)\b[^.]{0,45}$|"
    r"\bthe\s+(?:[A-Z][\w-]*\s+){1,5}(?:agreement|contract|lease|licen[sc]e),?\s+dated\s+(?:as\s+of\s+)?$",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:made|entered\s+into|agreement|dated|date\s*:|as\s+of|effective(?!\s+date)|executed|reached|between)\b[^.]{0,100}$",
    re.IGNORECASE,
)
_START = r"(?:effective\s+date|commencement\s+date|start\s+date|date\s+of\s+commencement|effective\s+as\s+of\s+date)"
_START_DEFINED = re.compile(
    rf"[\"“'‘]\s*(?:the\s+)?{_START}\s*[\"”'’]|(?<!the )(?<!The )\b{_START}\s*(?=:|means\b)|"
    r"\breferred\s+to\s+as\s+the\s+effective\s+date",
    re.IGNORECASE,
)
_TAKES_EFFECT = re.compile(
    r"\b(?:(?:take|takes|have|has)\s+effect|(?:come|comes|enters?)\s+into\s+(?:force|effect)|commences?|begins?|"
    r"(?:is|be|becomes?|made)\s+effective|effective)\s+(?:as\s+of|as\s+from|from|on|upon|as\s+at)?\s*(?:this\s+|the\s+)?$",
    re.IGNORECASE,
)
_AGREEMENT_TAKES_EFFECT = re.compile(
    r"\b[Tt]his\s+(?:\w+\s+)?(?i:agreement|contract)\s+(?:shall\s+|will\s+)?(?:(?:takes?|has|have)\s+effect|"
    r"(?:comes?|enters?)\s+into\s+(?:force|effect)|commences?|begins?|(?:is|be|becomes?)\s+effective)\s+"
    r"(?:as\s+of|as\s+from|from|on|upon|as\s+at)\s*$"
)
_MEANING = re.compile(r"[\s)\"”]*(?:means|shall\s+mean|is|shall\s+be|:|,|will\s+be)", re.IGNORECASE)
_LAST_SIGNATURE = re.compile(
    r"(?:last|latest|final|later)\s+(?:\w+\s+){0,3}?(?:signatur\w*|signed|signator\w*|party|execut\w*)|"
    r"signed\s+by\s+the\s+last|later\s+of\s+the\s+dates\b[^.;]{0,60}\b(?:sign|execut)|signed\s+by\s+(?:both|all)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:later|latest|earlier|earliest)\s+(?:to\s+occur\s+)?of\b(?!\s+the\s+dates\b[^.;]{0,60}\b(?:sign|execut))",
    re.IGNORECASE,
)
_OWN_DATE = re.compile(
    r"date\s+(?:of\s+(?:this|the)\s+agreement|hereof|first\s+(?:\w+\s+)*?(?:above|written|set\s+forth)|"
    r"set\s+forth\s+(?:above|below))|first\s+(?:above\s+)?(?:written|set\s+forth)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"_{2,}|\[\s*[•●]?\s*\]|\[?\*{2,}\]?")
_SIGNING = re.compile(
    r"in\s+witness\s+whereof|/s/|printed\s+name|^\s*(?:by:|signature|signed\b)", re.IGNORECASE | re.MULTILINE
)
_ANNEX = re.compile(r"^\s*(?:APPENDIX|EXHIBIT|SCHEDULE|ANNEX)\b", re.MULTILINE)
_DATE_WORD = re.compile(r"\bdated?\b|\bday\s+of\b|\bexecuted\b", re.IGNORECASE)


def signed(contract: Contract, written: Sequence[DateValue]) -> Fact | None:
    """Return the date of the agreement: that of its preamble, else the last one beside a signature.

    Args:
        contract: that has the dates.
        written: all dates of its text, in order.
    """
    text = contract.text
    signing = next((match.start() for match in _SIGNING.finditer(text)), len(text))
    annex = _ANNEX.search(text, signing)
    end = min(signing + _SIGNATURES, annex.start()) if annex else signing + _SIGNATURES
    signatures = []
    for one in written:
        before = text[max(0, one.start - 140) : one.start]
        if _ELSEWHERE.search(before) or ends_with(before[-80:]):
            continue
        if one.start < min(_OPENING, signing) and _MADE.search(before):
            return stated(contract, one)
        if signing < one.start < end and _DATE_WORD.search(before[-40:] + text[one.start : one.end + 30]):
            signatures.append(one)
    if signatures:
        return stated(contract, max(signatures, key=lambda one: one.value))
    at_top = (one for one in written if one.start < _TOP and text[one.end : one.end + 1] in "\n")
    return next((stated(contract, one) for one in at_top if _ALONE.search(text[: one.start])), None)


def effective(contract: Contract, written: Sequence[DateValue], made: Fact | None) -> Fact | None:
    """Return when a contract takes effect: as it defines it, else where it says so, else when it was made."""
    defined = list(definitions(contract, written, made))
    known = next((one for one in defined if one.anchor != LEFT_BLANK), None)
    if known:
        return known
    for one in written:
        if _TAKES_EFFECT.search(contract.text[max(0, one.start - 60) : one.start]):
            return stated(contract, one)
    return defined[0] if defined else made


def statements(contract: Contract, written: Sequence[DateValue]) -> Iterator[Fact]:
    """Yield the dates on which the agreement itself is said to take effect."""
    for one in written:
        if _AGREEMENT_TAKES_EFFECT.search(contract.text[max(0, one.start - 90) : one.start]):
            yield stated(contract, one)


def definitions(contract: Contract, written: Sequence[DateValue], made: Fact | None) -> Iterator[Fact]:
    """Yield what each definition of the effective date says."""
    text = contract.text
    starts = [one.start for one in written]
    for match in _START_DEFINED.finditer(text):
        first = max(contract.sentence_at(match.start())[0], match.start() - _BEFORE)
        meant = _MEANING.match(text, match.end())
        before = written[bisect.bisect_left(starts, first) : bisect.bisect_left(starts, match.start())]
        behind = written[
            bisect.bisect_left(starts, match.end()) : bisect.bisect_right(starts, match.end() + _BEHIND) if meant else 0
        ]
        if before or behind:
            yield stated(contract, before[-1] if before else behind[0])
            continue
        around = text[first : match.start()] + (text[match.end() : match.end() + _BEFORE] if meant else "")
        rule = fact(contract, match.start(), match.end())
        if _SEVERAL.search(around):
            yield replace(rule, anchor="which of several events is the later or the earlier one")
        elif _LAST_SIGNATURE.search(around):
            yield replace(rule, day=made.day if made else None, anchor="the date of the last signature")
        elif _OWN_DATE.search(around):
            yield replace(rule, day=made.day if made else None, anchor="the date of the agreement")
        elif _BLANK.search(around):
            yield replace(rule, anchor=LEFT_BLANK)
