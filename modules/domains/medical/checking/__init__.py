"""Checking: what a draft leaves out or says otherwise than the record, and what the documents disagree in."""

from modules.domains.medical.checking.between import conflicts
from modules.domains.medical.checking.checked import check
from modules.domains.medical.checking.kinds import ConflictKind, IssueKind

__all__ = ["ConflictKind", "IssueKind", "check", "conflicts"]
