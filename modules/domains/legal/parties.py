"""The parties of a contract and what it calls them: "Halden Analytics, Inc." (the "Provider")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from modules.core.findings import Citation
from modules.domains.legal.contract import Contract

_OPENING = 8_000  # characters that may hold a contract's cover and preamble
_PREAMBLE = 2_600  # characters
_MOST_PREAMBLES = 5
_LEAST_ACTS = 3
_ACTS = re.compile(
    r"(?:[.;:]\s+|\d\s+|\b(?:[Tt]he|and|that|,)\s+|^)(?P<name>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,2})\s+(?:shall|must|agrees?\s+to)\s+(?!be\b)[a-z]",
    re.MULTILINE,
)
_DEFINED = re.compile(
    r"\((?P<lead>[^()\"“”‘]{0,60}?)[\"“‘](?P<name>[^\"“”’]{2,40})[\"”’](?P<more>[^()]{0,80})\)"
    r"|\b(?:referred\s+to\s+as|hereinafter|hereafter)[\s,]+(?:the\s+)?[\"“‘](?P<named>[^\"“”’]{2,40})[\"”’]"
)
_MORE = re.compile(r"\bor\s+(?:the\s+)?[\"“](?P<name>[^\"“”]{2,40})[\"”]", re.IGNORECASE)
_COMPANY = re.compile(
    r"(?P<name>(?:[A-Z0-9][\w.&’'-]*,?\s+(?:(?:of|and|&|de|the|for)\s+)?){1,8}?"
    r"(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Limited|LIMITED|Corp|CORP|Corporation|CORPORATION|Company|COMPANY|GmbH|AG|S\.A|SA|"
    r"N\.V|B\.V|BV|NV|plc|PLC|LLP|L\.P|LP|Trust|TRUST|Association|University|SE|AB|AS|Pty|S\.r\.l|SpA)\b\.?)"
)
_NO_PARTY = re.compile(
    r"agreement|contract\b|effective|\bdate\b|\bterm\b|\bpart(?:y|ies)\b|\bact\b|product|services?\b|purpose|property|mark\b|"
    r"program|project|information|transaction|exhibit|schedule|territory|discussion|materials?\b|affiliat|sec\b|funds?\b|"
    r"plan\b|software|platform|website|web\s+site|interface|event|technology|facility|\bthis\b|\beach\b|\beither\b|\bboth\b|\bneither\b|notice|section|clause|provision|payment|arbitrat|court|\bit\b|\bthey\b|\bthere\b|report|invoice|damages|liabilit|\bno\b|law\b|order|forecast|facility|premises|content|fees?\b|rules?\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|among|by\s+and\s+between|entered\s+into\s+by)\b|^\s*between:?", re.IGNORECASE | re.MULTILINE
)
_RECITALS = re.compile(
    r"\b(?:WHEREAS|RECITALS|WITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H|NOW,?\s+THEREFORE)\b|\b(?:the\s+)?parties\s+(?:\w+\s+)?agree\b|"
    r"^\s*1\.\s",
    re.MULTILINE | re.IGNORECASE,
)
ROLES = (
    "Provider", "Customer", "Client", "Supplier", "Vendor", "Seller", "Buyer", "Purchaser", "Licensor", "Licensee",
    "Distributor", "Reseller", "Contractor", "Consultant", "Company", "Manufacturer", "Franchisor", "Franchisee",
    "Lessor", "Lessee", "Landlord", "Tenant", "Borrower", "Lender", "Employer", "Employee", "Agent", "Principal",
    "Owner", "Operator", "Developer", "Subscriber", "Discloser", "Recipient", "Disclosing Party", "Receiving Party",
    "Sponsor", "Publisher", "Advertiser", "Guarantor", "Service Provider", "Promoter", "Shipper", "Transporter",
)  # fmt: skip
"""What parties are called where a contract defines no names that are found."""
_ROLE_WORDS = frozenset(role.lower() for role in ROLES if " " not in role)


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a contract.

    Attributes:
        name: what the contract calls it: "Provider".
        full_name: "Halden Analytics, Inc."; "" where it is not found.
        citations: where the name is given.
    """

    name: str
    full_name: str
    citations: tuple[Citation, ...]


def parties(contract: Contract) -> tuple[Party, ...]:
    """Return the parties of a contract: those of its preamble, in its order, else those that it has do things."""
    text = contract.text[:_OPENING]
    best: dict[str, Party] = {}
    for between in islice(_BETWEEN.finditer(text), _MOST_PREAMBLES):
        found = _named(contract, text, between.start())
        best = max(best, found, key=len)
        if len(found) > 1:
            break
    if len(best) < 2:
        best |= {name.lower(): one for name, one in _acting(contract) if name.lower() not in best}
    return tuple(best.values())


def may_be_party(name: str) -> bool:
    """Say whether a defined term may be what a party is called: "Service Provider", but not "Services"."""
    return name.lower().split(" ")[-1] in _ROLE_WORDS or not _NO_PARTY.search(name)


def _named(contract: Contract, text: str, start: int) -> dict[str, Party]:
    """Return the parties that are named between a "between" and the recitals, by their names in lower case."""
    found: dict[str, Party] = {}
    recitals = _RECITALS.search(text, start + 1)
    end = recitals.start() if recitals else min(len(text), start + _PREAMBLE)
    position = start
    for match in _DEFINED.finditer(text, start, end):
        full = _full_name(text[position : match.start()])
        for name in _names(match):
            if may_be_party(name) and re.search(r"[^\W_]", name):
                at = max(position, match.start() - _PREAMBLE // 16)
                found.setdefault(name.lower(), Party(name, full, contract.cite(at, match.end())))
        position = match.end()
    return found


def _acting(contract: Contract) -> Iterator[tuple[str, Party]]:
    """Yield the names that a contract has do things again and again: "T-Mobile shall provide"."""
    times: dict[str, list[re.Match[str]]] = {}
    for match in _ACTS.finditer(contract.text):
        times.setdefault(_short(match["name"]), []).append(match)
    for name, matches in times.items():
        if len(matches) >= _LEAST_ACTS and may_be_party(name) and name not in ROLES:
            yield name, Party(name, "", contract.cite(*contract.sentence_at(matches[0].start("name"))))


def _names(match: re.Match[str]) -> Iterator[str]:
    first = match["name"] or match["named"]
    yield _short(first)
    for more in _MORE.finditer(match["more"] or ""):
        yield _short(more["name"])


def _short(name: str) -> str:
    return re.sub(r"^the\s+", "", " ".join(name.split()).strip(" ,.;"), flags=re.IGNORECASE)


def _full_name(before: str) -> str:
    """Return the company that a definition stands behind: the last one of several."""
    pieces = re.split(r"\b(?:between|among|and|by|BETWEEN|AND|BY)\b(?:\s*:)?", " ".join(before.split()))
    found = next((match for piece in reversed(pieces) if (match := _COMPANY.search(piece))), None)
    return found["name"].strip() if found else ""
