"""Consistency of one contract: terms, references, blanks, names and numbers that do not fit together."""

from modules.domains.legal.consistency.checking import ConsistencyReport, check
from modules.domains.legal.consistency.noting import Kind

__all__ = ["ConsistencyReport", "Kind", "check"]
