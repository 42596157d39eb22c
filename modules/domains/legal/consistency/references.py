"""References to clauses and attachments of this contract that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency.blanks import REDACTED
from modules.domains.legal.consistency.definitions import Glossary, Manner
from modules.domains.legal.consistency.noting import Kind, noted, quoted
from modules.domains.legal.consistency.numbers import Number, Numbers, parsed
from modules.domains.legal.consistency.wording import key
from modules.domains.legal.contract import Contract

_ONE = r"\d{1,2}(?:\.\d{1,2}){0,4}(?![\d%])(?:\.?[A-Z](?![\w]))?(?:\s?\.?\([a-zA-Z0-9]{1,5}\))*"
_CLAUSES = re.compile(
    rf"\b(?P<word>Sections?|SECTIONS?|sections?|Clauses?|CLAUSES?|clauses?|Articles?|ARTICLES?|Paragraphs?|"
    rf"paragraphs?)\s+"
    rf"(?P<list>(?:{_ONE}|[IVXL]{{1,6}}\b)(?:(?:\s*,\s*(?:and |or )?|\s+(?:and|or|to|through|and/or|&)\s+|"
    rf"\s?[–-]\s?)(?:(?:[Ss]ection|[Cc]lause|[Aa]rticle)s? )?{_ONE})*)"
    r"(?P<suffix>[A-Za-z]*)"
)
_EACH = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[IVXL]{1,6}\b)(?P<items>(?:\.?[A-Z]\b)?(?:\s?\.?\([a-zA-Z0-9]{1,5}\))*)"
)
_ITEM = re.compile(r"\(?([a-zA-Z0-9]{1,5})\)?")
_OF_ANOTHER = re.compile(
    r"[\s,]*(?:\([^()]{0,60}\)\s*)?,?\s*(?:(?:and|or|et seq\.?)\s+)?(?:of|to|in|under|from)\s+(?!this\b|"
    r"the\s+(?:present\s+)?Agreement\b|these\b|the main body|the body|connection|respect|any event|accordance|"
    r"such event|effect)"
    r"(?:the|that|such|each|any|its|their|an?|[A-Z\"“]|Title|Part|\d|said)|\s+(?:thereof|therein|GDPR|BGB|HGB|"
    r"TFEU|UCC|ERISA|[A-Z]{3,}\b)|\s*\([a-z]+\)\s+of\s+the\s+[A-Z]"
)
_STATUTE_BEFORE = re.compile(
    r"(?:\bAct|Code|C\.?\s?F\.?\s?R\.?|U\.?\s?S\.?\s?C\.?|\bLaw|\bRules?|Regulations?|Statutes?|GDPR|ERISA|"
    r"Ordinance|Directive|\bFAR|Title\s\d+|Order|(?<!this\s)Agreement|Treaty|Constitution|Protocol|thereof|Guidelines?|"
    r"Standards?)[\s,]*(?:,|\(|§|and|under|of|as amended)?\s*$"
)
_ATTACHMENT = re.compile(
    r"(?P<line>(?:^|\n)[^\w\n]{0,6})?\b(?P<label>Exhibit|EXHIBIT|Schedule|SCHEDULE|Annex|ANNEX|Annexure|ANNEXURE|"
    r"Appendix|APPENDIX|Attachment|ATTACHMENT|Addendum|ADDENDUM)(?P<many>e?s)?"
    r"\s+(?P<first>[\"“]?(?:[A-Z]{1,2}(?:[-–.]?\d{1,2})?|\d{1,2}(?:[.-]\d{1,2})?[A-Z]?|[IVX]{1,5})(?![\w’'])[\"”]?)"
    r"(?P<more>(?:(?:\s*,\s*(?:and |or )?|\s+(?:and|or)\s+)[\"“]?(?:[A-Z](?:[-–.]?\d{1,2})?|"
    r"\d{1,2}[A-Z]?)(?![\w’'.])[\"”]?)*)"
)
_NAME = re.compile(r"[A-Z]{1,2}(?:[-–.]?\d{1,2})?|\d{1,2}(?:[.-]\d{1,2})?[A-Z]?")
_TITLE_FOLLOWS = re.compile(r"[\"”]?[ \t]*(?:\n|$|[-–—:|(*\[]|\.[ \t]*(?:\n|[A-Z])|[ \t]+(?:to\s|TO\s|[A-Z\"“]))")
_RUNNING_TITLE = re.compile(r"[\"”]?\s*(?:[-–—:|]|[A-Z]{2,}|[A-Z][a-z]+\s[A-Z])")
_FILED = re.compile(r"\d{1,2}\.\d{1,2}|99|\d+D|\d+G")  # how filings number whole contracts
_HIGHEST_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class _Reference:
    word: str
    number: Number
    shown: str
    items: tuple[str, ...]
    start: int
    end: int


def missing_clauses(contract: Contract, numbers: Numbers) -> Iterator[Finding]:
    """Find references to clauses that this contract does not have."""
    found: dict[str, list[_Reference]] = {}
    for reference in _references(contract.text):
        if _is_missing(contract, numbers, reference):
            found.setdefault(reference.shown, []).append(reference)
    for shown, places in found.items():
        word = places[0].word
        yield noted(
            contract,
            Kind.MISSING_CLAUSE,
            Severity.HIGH,
            f"{word} {shown} does not exist",
            f"The contract refers to {word} {shown}, but has no clause with this number.",
            [quoted(contract, place.start, place.end) for place in places],
            about=shown,
        )


def misdirected_definitions(contract: Contract, glossary: Glossary, numbers: Numbers) -> Iterator[Finding]:
    """Find terms that shall have the meaning given in a clause which does not define them."""
    for one in glossary.definitions:
        if one.manner is not Manner.ELSEWHERE or not one.target:
            continue
        number = parsed(one.target.split("(")[0])
        spans = list(numbers.spans(number))
        others = [other for other in glossary.by_key[key(one.term)] if other.manner is not Manner.ELSEWHERE]
        told = re.compile(rf"{re.escape(one.term.rstrip('s'))}|{REDACTED.pattern}", re.IGNORECASE)
        if not spans or any(first <= other.start < last for other in others for first, last in spans):
            continue
        if not others and any(told.search(contract.text, first, last) for first, last in spans):
            continue
        yield noted(
            contract,
            Kind.NOT_WHERE_IT_SAYS,
            Severity.HIGH,
            f"Section {one.target} does not define “{one.term}”",
            f"“{one.term}” shall have the meaning given in Section {one.target}, but that clause does not define it.",
            [quoted(contract, one.start, one.end), (spans[0][0], min(spans[0][1], spans[0][0] + 160))],
            about=one.term,
        )


def _references(text: str) -> Iterator[_Reference]:
    for match in _CLAUSES.finditer(text):
        if match["suffix"] or _STATUTE_BEFORE.search(text[max(0, match.start() - 50) : match.start()]):
            continue
        if _OF_ANOTHER.match(text, match.end()) or _opens_clause(text, match):
            continue
        for one in _EACH.finditer(text, *match.span("list")):
            items = tuple(_ITEM.findall(one["items"]))
            shown = re.sub(r"\s", "", one.group())
            word = match["word"].rstrip("sS").capitalize()
            yield _Reference(word, parsed(one["number"]), shown, items, match.start(), match.end())


def _opens_clause(text: str, match: re.Match[str]) -> bool:
    """Whether "Section 5.2" is no reference but the head of the clause itself."""
    lead = text[max(0, match.start() - 3) : match.start()]
    opens = not lead.strip(" |*#") or lead.endswith("\n") or "\n" in lead
    return (
        opens and re.match(r"[.:]?\s*(?:[|–—-]\s*)?(?:[\"“(A-Z]|\n|$)", text[match.end() : match.end() + 6]) is not None
    )


def _is_missing(contract: Contract, numbers: Numbers, reference: _Reference) -> bool:
    number = reference.number
    if not number[0] or number[0] > _HIGHEST_CLAUSE:
        return False
    if number in numbers.known:
        return bool(reference.items) and not _has_item(contract, numbers, reference)
    if numbers.last < 3:
        return False  # the contract's clauses are numbered otherwise, or cannot be read
    if number[0] > numbers.last:
        return True
    if _is_redacted(contract, numbers, number):
        return False
    siblings = [known for known in numbers.known if len(known) == len(number) and known[:-1] == number[:-1]]
    if len(number) == 1:
        return not siblings
    return bool(siblings) or (number[:-1] in numbers.known and len(number) > 2)


def _is_redacted(contract: Contract, numbers: Numbers, number: Number) -> bool:
    """Whether the clause may be among what was taken out of the text between its neighbours."""
    before = [mark.start for mark in numbers.marks if mark.number < number and mark.number[:1] == number[:1]]
    after = [mark.start for mark in numbers.marks if mark.number > number]
    start = max(before, default=0)
    end = min((at for at in after if at > start), default=len(contract.text))
    return REDACTED.search(contract.text, start, end) is not None


def _has_item(contract: Contract, numbers: Numbers, reference: _Reference) -> bool:
    first = reference.items[0]
    lettered = rf"(?:^|[\n.;:]\s*)(?-i:{first})\.\s" if first.isupper() else r"(?!)"  # "F. Notices" runs on
    item = re.compile(rf"\(\s?{re.escape(first)}\s?\)|(?:^|\n)\s*{re.escape(first)}[.)]|{lettered}", re.IGNORECASE)
    spans = list(numbers.spans(reference.number))
    return any(item.search(contract.text, *span) or REDACTED.search(contract.text, *span) for span in spans)


# --- Attachments -----------------------------------------------------------------------------------------------------


def missing_attachments(contract: Contract) -> Iterator[Finding]:
    """Find exhibits, schedules and the like that the contract speaks of and this document does not hold."""
    text = contract.text
    present: dict[str, set[str]] = {}
    wanted: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for match in _ATTACHMENT.finditer(text):
        label = match["label"].capitalize()
        names = [match["first"].strip('"“”'), *_NAME.findall(match["more"])]
        if _is_head(text, match):
            present.setdefault(label, set()).update(_folded(name) for name in names)
            continue
        if _is_of_another(text, match):
            continue
        for name in names:
            if not _FILED.fullmatch(name):
                wanted.setdefault(label, {}).setdefault(name, []).append((match.start("label"), match.end()))
    for label, names_places in wanted.items():
        here = present.get(label, set())
        here |= {re.sub(r"(?<=[A-Z])\d+$", "", name) for name in here}  # "Appendix A-1" for "Appendix A"
        missing = {name: at for name, at in names_places.items() if _folded(name) not in here}
        if missing:
            yield _missing_attachment(contract, label, missing, some=bool(present.get(label)))


def _missing_attachment(
    contract: Contract, label: str, missing: dict[str, list[tuple[int, int]]], *, some: bool
) -> Finding:
    plural = {"Annex": "Annexes", "Appendix": "Appendices", "Addendum": "Addenda"}.get(label, f"{label}s")
    names = sorted(missing, key=lambda name: (len(name), name))
    shown = f"{label} {names[0]}" if len(names) == 1 else f"{plural} {', '.join(names[:-1])} and {names[-1]}"
    is_are = "is" if len(names) == 1 else "are"
    return noted(
        contract,
        Kind.MISSING_ATTACHMENT,
        Severity.HIGH if some else Severity.MEDIUM,
        f"{shown} {is_are} missing",
        f"The contract refers to {shown}, but this document does not contain {'it' if len(names) == 1 else 'them'}.",
        [quoted(contract, *missing[name][0]) for name in names],
        about=shown,
    )


def _folded(name: str) -> str:
    return re.sub(r"[-–.]", "", name).upper()


def _is_head(text: str, match: re.Match[str]) -> bool:
    """Whether an attachment begins here, or a table of contents lists it."""
    if match["line"] is not None:
        return _TITLE_FOLLOWS.match(text, match.end()) is not None
    return match["label"].isupper() and _RUNNING_TITLE.match(text, match.end()) is not None


def _is_of_another(text: str, match: re.Match[str]) -> bool:
    """Whether it is an attachment of a statute or of another agreement: "Exhibit A to the Trust Agreement"."""
    before = text[max(0, match.start("label") - 12) : match.start("label")]
    after = text[match.end() : match.end() + 60]
    another = re.match(
        r"\s*(?:to|of|in)\s+(?:the|that|such)\s+(?!present\b|Agreement\b)[A-Z]\w*(?:\s\w+){0,4}\s?(?:Agreement|"
        r"Act|Plan|Code|Contract|Lease)\b|\s+thereto",
        after,
    )
    return another is not None or before.rstrip().endswith(("Rate", "Tariff", "Fee", "U.S.", "Payment"))
