"""The plainest splitter: one span a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from modules.core.types import Page, Span

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n.*\S.*)*")


class ParagraphSplitter:
    """Cuts at blank lines."""

    def split(self, pages: Iterable[Page]) -> Iterator[Span]:
        """Yield each paragraph of each page."""
        for page in pages:
            for match in _PARAGRAPH.finditer(page.text):
                yield Span(page.number, match.start(), match.end())
