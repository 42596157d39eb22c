"""What stands at a contract's beginning: its name and its date.

Every function returns spans of the contract's text, best first, and none where there is nothing to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.domains.legal.clauses.parties import preamble
from modules.domains.legal.contract import Contract
from modules.domains.legal.values import dates

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
_DATED = re.compile(
    r"\b(?:dated|made|entered|executed|effective|as\s+of|date[: ]|signed|on\s+(?:this|the))\b", re.IGNORECASE
)
_EFFECTIVE = re.compile(r"(?:effective|commencement)\s+date", re.IGNORECASE)
_FILING = re.compile(r"\b(?:source|filed|filing)\b|\b\d{1,2}-[KQ]\b", re.IGNORECASE)
_SENTENCE = re.compile(r"\s+(?:THIS|This)\s")
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
        if date := DATE.match(line):
            rest = line[date.end() :].lstrip()
            start, line = start + len(line) - len(rest), rest
        if this := _SENTENCE.search(line):  # a title that runs into the first sentence
            line, end = line[: this.start()], start + this.start()
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
