"""A small library in memory: one document, found by shared words."""

from __future__ import annotations

import re

from modules.core.errors import NotFound
from modules.core.splitting import StructureSplitter
from modules.core.text import content_words, words
from modules.core.types import ANYTHING, Chunk, Domain, Filter, Hit, Page

DOCUMENT = "d" * 64
PAGES = (
    "The Customer may end this Agreement with ninety days written notice.\n\n"
    "Fees are 1,200 dollars a month, due within thirty days of the invoice.",
    "The liability of the Supplier is limited to 50,000 dollars. Fraud is not limited.\n\n"
    "Zebras graze in Kenya beside antelopes.",
)
DOMAIN = Domain(
    key="test",
    title="Test",
    icon="x",
    tagline="",
    instructions="Answer from the passages, else reply: The documents do not say.",
    notice="",
    splitter=StructureSplitter(),
)


class Shelf:
    """Pages and the search over them; `searched` records the queries."""

    def __init__(self, pages: tuple[str, ...] = PAGES) -> None:
        self.pages = [Page(number, text) for number, text in enumerate(pages, start=1)]
        self.searched: list[str] = []

    def page(self, document_id: str, number: int) -> Page:
        if document_id != DOCUMENT or number > len(self.pages):
            raise NotFound("There is no such page.")
        return self.pages[number - 1]

    def chunks(self) -> list[Chunk]:
        found: list[Chunk] = []
        for page in self.pages:
            for match in re.finditer(r"[^\n]+", page.text):
                place = (page.number, match.start(), match.end())
                found.append(
                    Chunk(f"c{len(found)}", DOCUMENT, "contract.pdf", len(found), *place, (), "", match.group())
                )
        return found

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        del where
        self.searched.append(query)
        wanted = {word.stem for word in content_words(query)}
        hits = [Hit(chunk, float(len(wanted & {word.stem for word in words(chunk.text)}))) for chunk in self.chunks()]
        return sorted(hits, key=lambda hit: -hit.score)[:k]
