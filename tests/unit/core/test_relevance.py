from __future__ import annotations

import pytest

from modules.core.relevance import is_relevant
from modules.core.types import Chunk, Hit

TEXT = "The Customer may end this Agreement with ninety days written notice."


def hits(**scores: float) -> list[Hit]:
    return [Hit(Chunk("c", "d", "contract.pdf", 0, 1, 0, len(TEXT), (), "", TEXT), 1.0, scores)]


@pytest.mark.parametrize(
    ("question", "scores", "relevant"),
    [
        ("How many days of notice must the Customer give?", {"dense": 0.6}, True),
        ("Which volcanoes erupted in Iceland?", {"dense": 0.1}, False),
        ("May the Customer end the Agreement with notice?", {"dense": 0.05}, True),
        ("Welche Frist gilt?", {"dense": 0.5}, True),
        ("Summarise the main points of this document.", {"dense": 0.05}, True),
        ("What notice must the Customer give?", {}, True),
        ("Which volcanoes erupted in Iceland?", {}, False),
    ],
)
def test_the_gate(question: str, scores: dict[str, float], relevant: bool) -> None:
    assert is_relevant(question, hits(**scores)) is relevant


def test_nothing_found_is_nothing_relevant() -> None:
    assert not is_relevant("Summarise this.", [])
