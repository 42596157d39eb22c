"""Names of the parties that are not always written in the same way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency.capitals import PLACES
from modules.domains.legal.consistency.definitions import singular
from modules.domains.legal.consistency.noting import Kind, noted, quoted
from modules.domains.legal.contract import Contract

_FORMS = {
    "inc": "Inc.", "incorporated": "Inc.", "llc": "LLC", "l.l.c": "LLC", "ltd": "Limited", "limited": "Limited",
    "corp": "Corporation", "corporation": "Corporation", "gmbh": "GmbH", "ag": "AG", "plc": "PLC", "p.l.c": "PLC",
    "lp": "LP", "l.p": "LP", "llp": "LLP", "l.l.p": "LLP", "s.a": "S.A.", "sa": "S.A.", "b.v": "B.V.", "bv": "B.V.",
    "n.v": "N.V.", "nv": "N.V.", "co": "Company", "company": "Company", "s.p.a": "S.p.A.", "spa": "S.p.A.",
    "pty": "Pty", "sarl": "S.à r.l.", "ab": "AB", "a/s": "A/S", "oy": "Oy", "kg": "KG", "s.r.l": "S.r.l.", "pte": "Pte",
}  # fmt: skip
_FORM = re.compile(
    r"(?:,\s?|\s)(?P<form>Inc(?:orporated)?|INC(?:ORPORATED)?|LLC|L\.L\.C|Ltd|LTD|Limited|LIMITED|"
    r"Corp(?:oration)?|CORP(?:ORATION)?|GmbH|GMBH|AG|PLC|"
    r"plc|LP|L\.P|LLP|L\.L\.P|S\.A|SA|B\.V|BV|N\.V|NV|Co|CO|Company|COMPANY|S\.p\.A|AB|Oy|KG|S\.r\.l|Pte|Pty)\b"
)
_NAME_BEFORE = re.compile(
    r"(?:[^\W\d_a-z][\w&.’'-]*[^\S\n]+|&[^\S\n]+|of[^\S\n]+|and[^\S\n]+(?=[A-Z])){0,5}[^\W_a-z][\w&.’'-]*$"
)
_LEAD = re.compile(
    r"^(?:(?:THE|The|BETWEEN|Between|AND|And|BY|By|OF|Of|FOR|For|WITH|To|TO|This|Whereas|WHEREAS|Attention|Attn|"
    r"If|Contact|Client|Source)\b[:,.]?\s+)+"
)
_WORD = re.compile(r"[^\W\d_]{5,}")
_PREAMBLE = 4_000  # characters in which the parties are named


@dataclass(frozen=True, slots=True)
class _Name:
    """A company's name at one place: "Halden Analytics, Inc." has the base "halden analytics" and the form "Inc."."""

    base: str
    form: str
    start: int
    end: int


def party_names(contract: Contract) -> Iterator[Finding]:
    """Find parties whose legal form or whose spelling changes in the course of the contract."""
    names = list(_names(contract.text))
    parties = {
        name.base: name for name in reversed(names) if name.start < _PREAMBLE and _is_introduced(contract.text, name)
    }
    yield from _other_forms(contract, names, parties)
    yield from _misspelled(contract, parties)


def _names(text: str) -> Iterator[_Name]:
    for match in _FORM.finditer(text):
        left = max(0, match.start() - 80)
        before = _NAME_BEFORE.search(text, left, match.start())
        if before is None:
            continue
        shown = before.group()
        lead = _LEAD.match(shown)
        start = before.start() + (lead.end() if lead else 0)
        base = " ".join(re.findall(r"[\w&]+", text[start : match.start()].lower()))
        if base:
            yield _Name(base, _FORMS[match["form"].lower()], start, match.end())


def _is_introduced(text: str, name: _Name) -> bool:
    """Whether the name is a party's: what the contract calls it follows in brackets, or what it is."""
    after = text[name.end : name.end + 400]
    return bool(
        re.match(
            r"[.,]?\s*(?:,\s*)?(?:an?\s+[\w\s-]{0,40}(?:corporation|company|partnership|entity|organi[sz]ed)|"
            r"[^.;]{0,380}?\(\s?(?:the |hereinafter |hereafter |“|\"))",
            after,
        )
    )


def _other_forms(contract: Contract, names: list[_Name], parties: dict[str, _Name]) -> Iterator[Finding]:
    for base, party in parties.items():
        others = [name for name in names if name.base == base and name.form != party.form]
        usual = sum(name.base == base and name.form == party.form for name in names)
        if others and usual >= len(others):
            first = contract.text[party.start : party.end]
            other = contract.text[others[0].start : others[0].end]
            yield noted(
                contract,
                Kind.PARTY_NAME,
                Severity.HIGH,
                f"“{other}” or “{first}”",
                f"The party is introduced as {first} but is called {other} elsewhere: these would be two companies.",
                [quoted(contract, name.start, name.end, 50) for name in [*others, party]],
                about=f"{base} {others[0].form}",
            )


def _misspelled(contract: Contract, parties: dict[str, _Name]) -> Iterator[Finding]:
    text = contract.text
    counts = Counter(match.group() for match in _WORD.finditer(text) if not match.group().islower())
    lower = {word.lower() for word in re.findall(r"(?<![\w’'-])[a-z]{5,}\b", text)}
    proper = {word.lower() for party in parties.values() for word in _WORD.findall(text[party.start : party.end])}
    distinctive = {word for word in proper if word not in lower and word not in _FORMS and word not in PLACES}
    folded = Counter(dict.fromkeys(distinctive, 0))
    for word, count in counts.items():
        folded[word.lower()] += count
    for word in distinctive:
        for other, count in counts.items():
            if other.lower() in distinctive or other.lower() in lower or singular(other) in (word, singular(word)):
                continue
            if 2 * count < folded[word] and folded[word] >= 3 and is_slip(word, other.lower()):
                places = [match.span() for match in re.finditer(rf"\b{re.escape(other)}\b", text)]
                right = next(one for one in counts if one.lower() == word)
                yield noted(
                    contract,
                    Kind.PARTY_NAME,
                    Severity.HIGH,
                    f"“{other}” instead of “{right}”",
                    f"“{other}” is almost “{right}”, the name of a party, and stands nowhere else: probably a slip.",
                    [quoted(contract, start, end, 50) for start, end in places],
                    about=other,
                )


def is_slip(right: str, other: str) -> bool:
    """Whether two words differ by one letter: another, one too many, one missing, or two that changed places."""
    if right == other or abs(len(right) - len(other)) > 1 or right[0] != other[0]:
        return False
    head = next(
        (at for at, (one, two) in enumerate(zip(right, other, strict=False)) if one != two), min(len(right), len(other))
    )
    if len(right) == len(other):
        rest_right, rest_other = right[head + 1 :], other[head + 1 :]
        swapped = right[head : head + 2] == other[head : head + 2][::-1] and right[head + 2 :] == other[head + 2 :]
        return rest_right == rest_other or swapped
    longer, shorter = sorted((right, other), key=len, reverse=True)
    return longer[head + 1 :] == shorter[head:]
