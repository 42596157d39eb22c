from __future__ import annotations

from modules.core.pace import ReadingPace


def test_the_budget_follows_the_pace_within_its_bounds() -> None:
    pace = ReadingPace(45.0, least=250, most=1_500)
    assert pace.evidence_tokens == 337
    pace.saw(1_000, 10.0)
    assert pace.tokens_per_second == 100.0, "the first measurement replaces the assumption"
    pace.saw(1_000, 5.0)
    assert pace.tokens_per_second == 150.0, "a faster one counts by half"
    pace.saw(1_000, 12.5)
    assert pace.tokens_per_second == 80.0, "a slower one counts at once"
    for _ in range(9):
        pace.saw(1_000, 1.0)
    assert pace.evidence_tokens == 1_500
    for _ in range(9):
        pace.saw(100, 100.0)
    assert pace.evidence_tokens == 250


def test_short_prompts_tell_nothing() -> None:
    pace = ReadingPace(45.0, least=250, most=1_500)
    pace.saw(20, 5.0)
    pace.saw(500, 0.0)
    assert pace.tokens_per_second == 45.0
