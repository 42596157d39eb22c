"""Whole clauses that came or went, definitions that changed, and references that no longer lead where they led."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.core.findings import Severity
from modules.domains.legal.comparing.comparison import Pair
from modules.domains.legal.comparing.renumbering import Renumbering, references
from modules.domains.legal.comparing.risk.changed import Changed, Risk, Words
from modules.domains.legal.comparing.risk.topics import of_clause

_LEAST = 8  # words of a provision whose coming or going is worth a finding
_DUTY = re.compile(r"\b(?:shall|must|will|may|agrees?|undertakes?)\b", re.IGNORECASE)
_BAN = re.compile(r"\b(?:shall|must|will|may)\s+not\b|\b(?:neither|no)\s+party\b", re.IGNORECASE)
_DEFINES = re.compile(
    r"[\"“](?P<term>[^\"”]{2,60})[\"”]\s+(?:means|shall\s+mean|has\s+the\s+meaning|refers?\s+to|is\s+defined)\b"
)


def came_or_went(pair: Pair, whole: str) -> Iterator[Risk]:
    """Yield what a provision that only one draft has means.

    Args:
        pair: with one side.
        whole: what it says with the parts that share its fate.
    """
    side = pair.new or pair.old
    if side is None or len(whole.split()) < _LEAST:
        return
    verb = "added" if pair.new else "removed"
    topic = of_clause(side.title if side.opens else "", whole)
    if topic is None and not side.opens and not _DUTY.search(whole):
        return
    bans = topic is None and bool(_BAN.search(whole))
    name = f"on {topic.name} " if topic else "with a prohibition " if bans else ""
    severity = topic.severity if topic else Severity.MEDIUM if bans else Severity.LOW
    words = Words(0, len(pair.new_text if pair.new else pair.old_text))
    old, new = (None, words) if pair.new else (words, None)
    title = f"Clause {name}{verb}"
    yield Risk(f"clause {verb}", severity, title, f"A clause {name}was {verb}", old, new)


def defined(changed: Changed, uses: int) -> Iterator[Risk]:
    """Yield a definition whose meaning changed.

    Args:
        changed: the provision.
        uses: how often the newer draft has the term that the provision defines.
    """
    match = _DEFINES.match(changed.new)
    if match:
        often = f"{uses} time{'s' * (uses != 1)}"
        sentence = f"The meaning of “{match['term']}” changed, which the newer draft uses {often}"
        new = Words(0, len(changed.new))
        yield Risk("definition", Severity.MEDIUM, "Definition changed", sentence, Words(0, len(changed.old)), new)


def term_defined(text: str) -> str:
    """Return the term that a provision defines, "" where it defines none."""
    match = _DEFINES.match(text)
    return match["term"] if match else ""


def stale_references(pair: Pair, numbers: Renumbering) -> Iterator[Risk]:
    """Yield references that stayed as they were although the clause that they meant is another one now, or gone."""
    if pair.old is None or pair.new is None or not numbers.changed:
        return
    before = {one.key for one in references(pair.old_text, pair.old.reference) if not one.elsewhere}
    for one in references(pair.new_text, pair.new.reference):
        now = numbers.of(one.key) if one.key in before and not one.elsewhere else None
        if now is None or now == one.key:
            continue
        words = Words(one.start, one.end)
        if now:
            sentence = f"A reference still names {one.key}, which is {now} in the newer draft"
            title = "Reference not renumbered"
        else:
            sentence = f"A reference names {one.key}, which was removed"
            title = "Reference to a removed clause"
        yield Risk("reference", Severity.MEDIUM, title, sentence, new=words)
