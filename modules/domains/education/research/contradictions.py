"""Where results of two papers seem to say the contrary: the same things, and an effect in the other direction or none.

It compares sentences, not studies: populations and measures may differ. A finding is a place to look at.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from modules.core.findings import Citation, Finding, Severity
from modules.core.polarity import contradicted
from modules.core.text import content_stems
from modules.domains.education.research.matrix import Row
from modules.domains.education.research.zones import Zone

_UP = re.compile(
    r"\b(?:increas|improv|higher|greater|more (?:effective|likely|accurate)|better|outperform|rais|enhanc"
    r"|benefi|superior"
    r"|gain|longer|faster|positive(?:ly)? (?:associat|correlat|relat))\w*",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:decreas|reduc|lower|smaller|less (?:effective|likely|accurate)|worse|declin|diminish|impair|inferior"
    r"|harm|shorter"
    r"|slower|negative(?:ly)? (?:associat|correlat|relat)|underperform)\w*",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no (?:statistically )?(?:significant )?(?:effect|difference|association|correlation|evidence"
    r"|improvement|change"
    r"|benefit|increase|decrease|reduction)|(?:did|does|do|was|were|is|are) not (?:\w+ ){0,2}(?:significant"
    r"|associat|improv"
    r"|affect|differ|increas|decreas|reduc|correlat|predict)\w*|ineffective)",
    re.IGNORECASE,
)
_LEAST_SHARED = 3
_LEAST_SHARE = 0.34
_DIRECTIONS = frozenset(
    content_stems(
        "increase improve higher greater more effective likely accurate better outperform raise enhance benefit"
        " superior gain longer faster positive decrease reduce lower smaller less worse decline diminish impair"
        " inferior harm shorter slower negative underperform no significant significantly effect difference association"
        " associated evidence change result results study found finding findings show showed group patients compared"
    )
)


def contradictions(rows: Sequence[Row]) -> tuple[Finding, ...]:
    """Return pairs of results of different papers that seem contrary, both quoted, the closest pair first."""
    said = [(row, quote) for row in rows for quote in row.cell(Zone.RESULT).quotes]
    common = Counter(stem for _, quote in said for stem in set(content_stems(quote.text)))
    found: list[tuple[float, Finding]] = []
    for (one, here), (other, there) in combinations(said, 2):
        if one.document_id == other.document_id:
            continue
        share = _shared(here.text, there.text, common)
        if share and (_opposed(here.text, there.text) or contradicted(here.text, [there.text])):
            found.append((share, _finding(one, here, other, there)))
    return tuple(finding for _, finding in sorted(found, key=lambda pair: -pair[0]))


def _shared(one: str, other: str, common: Counter[str]) -> float:
    """Return how much two results speak of the same: the share of the shorter one's subject words, rare ones more."""
    here, there = (frozenset(content_stems(text)) - _DIRECTIONS for text in (one, other))
    both = here & there
    if len(both) < _LEAST_SHARED:
        return 0.0
    smaller = min((here, there), key=len)
    share = sum(1 / common[stem] for stem in both) / sum(1 / common[stem] for stem in smaller)
    return share if share >= _LEAST_SHARE else 0.0


def _opposed(one: str, other: str) -> bool:
    here, there = _direction(one), _direction(other)
    return here != there and None not in (here, there)


def _direction(text: str) -> int | None:
    """Return 1 where something rises, -1 where it falls, 0 where there is no effect; None where that is not clear."""
    if _NONE.search(text):
        return 0
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return None if up == down else 1 if up else -1


def _finding(one: Row, here: Citation, other: Row, there: Citation) -> Finding:
    places = "\n".join(f"{quote.document_id} {quote.page} {quote.start}" for quote in (here, there))
    return Finding(
        id=hashlib.sha256(places.encode()).hexdigest()[:16],
        kind="contrary results",
        severity=Severity.MEDIUM,
        title=f"{one.name} and {other.name} report contrary results",
        explanation="They speak of the same things, and the effect differs. Compare whom they studied and how.",
        citations=(here, there),
    )
