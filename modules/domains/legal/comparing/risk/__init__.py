"""What the changes between two drafts mean in risk: rules that see a cap fall, a duty become a choice, a party change.

Each rule looks at what stands in the place of what: a value, a verb of duty or a party of the older draft and its
counterpart in the newer one. For whom a change is worse is said only where the contract names who is bound.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from modules.core.findings import Citation, Finding, Severity
from modules.core.text import sentences
from modules.domains.legal.comparing.comparison import Pair, Passage, Status
from modules.domains.legal.comparing.renumbering import Renumbering
from modules.domains.legal.comparing.risk.amounts import amounts
from modules.domains.legal.comparing.risk.changed import Changed, Risk, Words, parties_of
from modules.domains.legal.comparing.risk.clauses import came_or_went, defined, stale_references, term_defined
from modules.domains.legal.comparing.risk.wording import wording
from modules.domains.legal.contract import Contract

_ORDER = list(Severity)
_TOLD_ONCE = ("company",)  # kinds of which the first place is enough


def risks(pairs: Sequence[Pair], old: Contract, new: Contract, numbers: Renumbering) -> list[Finding]:
    """Return what the changes mean, the worst first, those of one severity in the order of the newer draft."""
    parties = parties_of(old) | parties_of(new)
    leads = _leads(pairs)
    found: list[Finding] = []
    seen: set[str] = set()
    for place, pair in enumerate(pairs):
        for risk in _risks_of(pairs, place, leads, parties, new.text, numbers):
            finding = _finding(risk, pair, old, new)
            told = risk.sentence if risk.kind in _TOLD_ONCE else finding.id
            if told not in seen:
                seen.add(told)
                found.append(finding)
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


def _risks_of(
    pairs: Sequence[Pair],
    place: int,
    leads: dict[str, str],
    parties: frozenset[str],
    text: str,
    numbers: Renumbering,
) -> Iterator[Risk]:
    pair = pairs[place]
    if pair.status in (Status.ADDED, Status.REMOVED):
        if not pair.follows:
            yield from came_or_went(pair, _with_followers(pairs, place))
        return
    yield from stale_references(pair, numbers)
    if pair.status in (Status.CHANGED, Status.MOVED_AND_CHANGED):
        outer = pair.new.reference.rpartition("(")[0] if pair.new else ""
        changed = Changed(pair, leads.get(outer, ""), parties)
        term = term_defined(changed.new)
        uses = len(re.findall(rf"\b{re.escape(term)}\b", text)) if term else 0
        yield from chain(amounts(changed), wording(changed), defined(changed, uses))


def _leads(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return what each clause of the newer draft says before its items, by its reference."""
    found: dict[str, str] = {}
    for pair in pairs:
        if pair.new and pair.new.opens:
            found.setdefault(pair.new.reference, pair.new_text)
    return found


def _with_followers(pairs: Sequence[Pair], place: int) -> str:
    end = place + 1
    while end < len(pairs) and pairs[end].follows:
        end += 1
    return " ".join(pair.new_text if pair.new else pair.old_text for pair in pairs[place:end])


def _finding(risk: Risk, pair: Pair, old: Contract, new: Contract) -> Finding:
    newer, older = _quoted(pair.new, pair.new_text, risk.new, new), _quoted(pair.old, pair.old_text, risk.old, old)
    if not newer and not older and pair.new:
        newer = pair.new.citations
    told = "|".join([risk.kind, risk.sentence, *(str((one.page, one.start)) for one in newer + older)])
    number = hashlib.sha256(told.encode()).hexdigest()[:16]
    where = _where(pair)
    explanation = f"{risk.sentence}{f' ({where})' if where else ''}."
    remark = f" {risk.remark}" if risk.remark else ""
    return Finding(number, risk.kind, risk.severity, risk.title, explanation + remark, newer + older)


def _where(pair: Pair) -> str:
    """Return the clause's number in the newer draft, and in the older one where that is another."""
    now, before = (side.reference if side else "" for side in (pair.new, pair.old))
    titled = pair.old is not None and before == pair.old.title
    if now and before and now != before and not titled:
        return f"{_clause(now)}, before {before}"
    return _clause(now or before)


def _clause(reference: str) -> str:
    return f"clause {reference}" if reference[:1].isdigit() or reference.startswith("(") else reference


def _quoted(side: Passage | None, text: str, words: Words | None, contract: Contract) -> tuple[Citation, ...]:
    """Return the sentence that holds some words of a provision, as it stands in the contract."""
    if side is None:
        return ()
    whole = Words(0, len(text))
    at = next((Words(*span) for span in sentences(text) if words and span[0] <= words.start < span[1]), whole)
    start, end = _offsets(side, text, at, contract.text)
    return contract.cite(start, end)


def _offsets(side: Passage, text: str, words: Words, contract: str) -> tuple[int, int]:
    """Return where words of a provision stand in the contract's text: only blanks differ between the two."""
    visible = [at for at in range(side.start, side.end) if not contract[at].isspace()]
    label = len("".join(side.label.split()))
    first = label + len("".join(text[: words.start].split()))
    last = label + len("".join(text[: words.end].split()))
    return visible[min(first, len(visible) - 1)], visible[max(min(last, len(visible)) - 1, 0)] + 1
