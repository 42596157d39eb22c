"""The dates that matter in a contract, computed from what it states: each says how, and what it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from modules.core.findings import Citation
from modules.domains.legal.obligations.arithmetic import arithmetic, shifted
from modules.domains.legal.obligations.facts import Fact, Terms
from modules.domains.legal.spelled import day as said

_END = "Ends"
_SEVERAL = re.compile(r"\b(?:later|latest|earlier|earliest)\s+(?:to\s+occur\s+)?of\b", re.IGNORECASE)
_FROM_START = re.compile(
    r"effective|commencement\s+date|start\s+date|\bhereof\b|date\s+of\s+(?:this|the)\s+agreement|date\s+(?:first|set\s+forth|above)|"
    r"thereafter|execution|signature|such\s+date|this\s+agreement\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A date of a contract, or that it cannot be told.

    Attributes:
        kind: "effective", "expiry", "non-renewal", "renewed until".
        title: what happens on it.
        day: None where it cannot be computed; then `missing` says what is not there.
        arithmetic: how it was computed, in words; "" where the contract states it.
        missing: what would have to be known; "" where the day is known.
        reference: the clause that states it, or the last input of the arithmetic.
        citations: its inputs, quoted.
    """

    kind: str
    title: str
    day: date | None
    arithmetic: str
    missing: str
    reference: str
    citations: tuple[Citation, ...]


def schedule(terms: Terms, effective: date | None = None) -> tuple[KeyDate, ...]:
    """Compute the key dates of a contract.

    Args:
        terms: what the contract states.
        effective: the day on which it takes effect, where the reader knows better than the contract says.
    """
    return tuple(_dates(terms, effective))


def _dates(terms: Terms, corrected: date | None) -> Iterator[KeyDate]:
    start = _effective(terms, corrected)
    expiry = _expiry(terms, start, corrected)
    yield from (start, expiry)
    if terms.non_renewal:
        about = "that it shall not be renewed" if terms.automatic else "about its renewal"
        yield _computed(expiry, terms.non_renewal, "non-renewal", f"Last day for notice {about}", back=True)
    if terms.renewal and terms.automatic:
        yield _computed(expiry, terms.renewal, "renewed until", "End of the first renewal, if nobody gives notice")


def _effective(terms: Terms, corrected: date | None) -> KeyDate:
    fact = terms.effective
    title = "Takes effect"
    reference, citations = (fact.reference, fact.citations) if fact else ("", ())
    if corrected:
        return KeyDate("effective", title, corrected, "The date that you entered.", "", reference, citations)
    if fact is None:
        return KeyDate("effective", title, None, "", "The contract states no date on which it takes effect.", "", ())
    if fact.day is None:
        return KeyDate("effective", title, None, "", f"It depends on {fact.anchor}.", reference, citations)
    if fact.anchor and terms.signed:
        told = f"{fact.anchor.capitalize()} is {said(fact.day)}."
        return KeyDate("effective", title, fact.day, told, "", reference, citations + terms.signed.citations)
    told = f"It may also mean {said(fact.alternative)}." if fact.alternative else ""
    return KeyDate("effective", title, fact.day, told, "", reference, citations)


def _expiry(terms: Terms, start: KeyDate, corrected: date | None) -> KeyDate:
    """Return the end: the day that the contract states, unless the reader has moved its beginning; else computed."""
    length = terms.lengths[0] if terms.lengths else None
    if terms.expiries and not (corrected and length):
        fact = terms.expiries[0]
        told = f"It may also mean {said(fact.alternative)}." if fact.alternative else ""
        return KeyDate("expiry", _END, fact.day, told, "", fact.reference, fact.citations)
    if length is None:
        return KeyDate("expiry", _END, None, "", "The contract states neither an end nor how long it runs.", "", ())
    if length.day:
        start = KeyDate("start", "", length.day, "", "", length.reference, length.citations)
    elif length.anchor and not counts_from_start(length.anchor):
        missing = f"It runs for {length.length} from “{length.anchor}”, whose date the contract does not state."
        return KeyDate("expiry", _END, None, "", missing, length.reference, length.citations)
    return _computed(start, length, "expiry", _END)


def counts_from_start(anchor: str) -> bool:
    """Say whether the words that a length counts from mean the day on which the contract takes effect."""
    return bool(_FROM_START.search(anchor))


def _computed(base: KeyDate, fact: Fact, kind: str, title: str, *, back: bool = False) -> KeyDate:
    citations = fact.citations + tuple(one for one in base.citations if one not in fact.citations)
    if base.day is None or fact.length is None:
        event = "its end" if base.kind == "expiry" else "it takes effect"
        needed = f"It is {fact.length} {'before' if back else 'after'} {event}, and that day is not known."
        return KeyDate(kind, title, None, "", f"{needed} {base.missing}".strip(), fact.reference, citations)
    day = shifted(base.day, fact.length, back=back)
    told = arithmetic(base.day, fact.length, back=back)
    if day and _SEVERAL.search(" ".join(one.text for one in fact.citations)):
        told = f"{told} The clause names several events and says which of them counts: read it."
    return KeyDate(kind, title, day, told if day else "", "" if day else told, fact.reference, citations)
