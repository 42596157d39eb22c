"""How the checks write down what they find."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from modules.core.findings import Citation, Finding, Severity
from modules.core.types import Support
from modules.domains.medical.checking.kinds import ConflictKind, IssueKind
from modules.domains.medical.draft import Issue, Line, Origin
from modules.domains.medical.fact import Fact
from modules.domains.medical.record import Statement

MOST_QUOTES = 6
"""Of one finding: who has seen six places knows what to look for."""
_SEVERITIES = list(Severity)
_KINDS = [*IssueKind]


def finding(
    kind: IssueKind | ConflictKind,
    severity: Severity,
    title: str,
    explanation: str,
    citations: Sequence[Citation],
    about: str,
) -> Finding:
    """Write down a finding; its id depends on its kind and on what it is about."""
    key = hashlib.sha256(f"{kind}\n{about}".encode()).hexdigest()[:16]
    return Finding(key, kind, severity, title, explanation, tuple(citations[:MOST_QUOTES]))


def insertion(about: str, text: str, citations: Sequence[Citation], origin: Origin = Origin.FACTS) -> Line:
    """Return a line that a click puts into the draft."""
    key = hashlib.sha256(f"{about}\n{text}".encode()).hexdigest()[:12]
    return Line(f"insert-{key}", text, origin, tuple(citations[:MOST_QUOTES]), Support.SUPPORTED)


def rank(issue: Issue) -> tuple[int, int]:
    """Order issues, the worst first."""
    return _SEVERITIES.index(issue.finding.severity), _KINDS.index(IssueKind(issue.finding.kind))


def named(fact: Fact) -> str:
    """Return a fact's name as a title begins with it."""
    return f"{fact.name[:1].upper()}{fact.name[1:]}"


def quoted(statement: Statement) -> str:
    """Return a statement's text for an explanation, cut where it is long."""
    text = statement.text
    return text if len(text) <= 160 else f"{text[:157].rsplit(' ', 1)[0]} ..."
