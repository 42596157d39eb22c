"""Where a statement begins, as a key."""

from __future__ import annotations

from modules.core.findings import Citation

Place = tuple[str, int, int]


def place(citation: Citation) -> Place:
    """Return where a citation begins."""
    return citation.document_id, citation.page, citation.start
