"""Where quotes stand, in words, asked for once however many stand on a page."""

from __future__ import annotations

from collections.abc import Callable

from modules.core.findings import Citation

_NOWHERE = "Entered by hand"


class Places:
    """Says where quotes stand, asking for each page once.

    Args:
        place: says it for a citation.
    """

    def __init__(self, place: Callable[[Citation], str]) -> None:
        self._place = place
        self._known: dict[tuple[str, int], str] = {}

    def of(self, citation: Citation) -> str:
        """Return the place in words."""
        if not citation.document_id:
            return _NOWHERE
        key = (citation.document_id, citation.page)
        if key not in self._known:
            self._known[key] = self._place(citation)
        return self._known[key]
