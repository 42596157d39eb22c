"""A contract as the paragraphs of a Word file, for one that came as another kind of file."""

from __future__ import annotations

from modules.core.edits import Paragraph
from modules.domains.legal.contract import Contract

_NUMBERING = 12  # characters that a number and what parts it from the title may take beyond both


def as_paragraphs(contract: Contract) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a contract in order; one that is all title is a heading of its clause's level."""
    titled = {clause.start: clause for clause in contract.clauses if clause.title}
    found = []
    for start, end in contract.paragraphs:
        clause = titled.get(start)
        alone = clause is not None and end - start <= len(clause.number) + len(clause.title) + _NUMBERING
        found.append(Paragraph(contract.text[start:end], clause.level if clause is not None and alone else 0))
    return tuple(found)
