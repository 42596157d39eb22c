"""Names of the parties that are not always written in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency.capitals import PLACES
from modules.domains.legal.consistency.noting import Kind, noted, quoted
from modules.domains.legal.consistency.wording import singular
from modules.domains.legal.contract import Contract

# Legal forms as they are written; those in one row are the same form.
_FORMS = (
    ("Inc", "Incorporated"), ("LLC", "L.L.C"), ("Limited", "Ltd"), ("Corporation", "Corp"), ("Company", "Co"),
    ("GmbH",), ("AG",), ("KG",), ("SE",), ("PLC", "plc", "P.L.C"), ("LP", "L.P"), ("LLP", "L.L.P"), ("S.A", "SA"),
    ("B.V", "BV"), ("N.V", "NV"), ("S.p.A", "SpA"), ("S.r.l", "Srl"), ("S.à r.l", "Sarl"), ("SAS", "S.A.S"), ("AB",),
    ("A/S",), ("ApS",), ("ASA",), ("Oy",), ("Pty", "Pty Ltd", "Pty Limited"), ("Pte", "Pte Ltd"),
)  # fmt: skip
_FORM_OF = {written.upper(): row[0] for row in _FORMS for written in row}
_WRITTEN = sorted({case for row in _FORMS for one in row for case in (one, one.upper())}, key=len, reverse=True)
_FORM = re.compile(rf"(?:,\s?|\s)(?P<form>{'|'.join(map(re.escape, _WRITTEN))})(?![\w/])")
_NAME_BEFORE = re.compile(
    r"(?:[^\W\d_a-z][\w&.’'-]*[^\S\n]+|&[^\S\n]+|of[^\S\n]+|and[^\S\n]+(?=[A-Z])){0,5}[^\W_a-z][\w&.’'-]*$"
)
_LEAD = re.compile(
    r"(?:(?:the|between|and|by|of|for|with|to|this|whereas|attention|attn|if|contact|client|source|inc|llc|ltd|&)\b[:,.]?\s+)+",
    re.IGNORECASE,
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
        lead = _LEAD.match(before.group())
        start = before.start() + (lead.end() if lead else 0)
        base = " ".join(re.findall(r"[\w&]+", text[start : match.start()].lower()))
        if base:
            yield _Name(base, _FORM_OF[match["form"].upper()], start, match.end())


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
    """Find capitalised words that are almost a word of a party's name and rarer than it, or as rare and later."""
    text = contract.text
    ordinary = set(re.findall(r"(?<![\w’'@./-])[a-z]{5,}\b", text)) | PLACES
    places: dict[str, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(text):
        if not match.group().islower() and match.group().lower() not in ordinary:
            places.setdefault(match.group().lower(), []).append(match.span())
    proper = {word.lower() for party in parties.values() for word in _WORD.findall(text[party.start : party.end])}
    for word in sorted(word for word in proper if word in places and word.upper() not in _FORM_OF):
        for other, found in places.items():
            rarer = len(found) < len(places[word]) or (len(found) == len(places[word]) and other not in proper)
            if rarer and singular(other) not in (word, singular(word)) and is_slip(word, other):
                wrong, right = text[slice(*found[0])], text[slice(*places[word][0])]
                yield noted(
                    contract,
                    Kind.PARTY_NAME,
                    Severity.HIGH,
                    f"“{wrong}” instead of “{right}”",
                    f"“{wrong}” is almost “{right}”, the name of a party: probably a slip.",
                    [quoted(contract, start, end, 50) for start, end in found],
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
