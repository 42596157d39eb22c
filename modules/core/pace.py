"""How fast an engine reads, from its own reports, and how much evidence it can therefore be given."""

from __future__ import annotations

import threading

# Of the 12 s to the first word: the rest is for the question, and for a machine that is busier than before. With 9 s
# here one first word in eight came too late (benchmarks/answer.py beside other work).
_TOLERABLE_SECONDS = 7.5
_TELLING_TOKENS = 48  # a shorter prompt is mostly overhead and says little about speed


class ReadingPace:
    """Prompt tokens a second, and the evidence budget that follows. Thread-safe.

    A slower report counts at once and a faster one by half: to wait too long is worse than to see a passage less.

    Args:
        tokens_per_second: assumed until the first measurement.
        least, most: bounds of the budget in tokens.
    """

    def __init__(self, tokens_per_second: float, *, least: int, most: int) -> None:
        self._least = least
        self._most = most
        self._pace = tokens_per_second
        self._measured = False
        self._lock = threading.Lock()

    @property
    def tokens_per_second(self) -> float:
        """The pace as it was last measured."""
        return self._pace

    @property
    def measured(self) -> bool:
        """Whether the pace is more than an assumption."""
        return self._measured

    @property
    def evidence_tokens(self) -> int:
        """How many tokens are read in a tolerable time, within the bounds."""
        return int(min(self._most, max(self._least, self._pace * _TOLERABLE_SECONDS)))

    def saw(self, tokens: int, seconds: float) -> None:
        """Take in one report: so many tokens, not counting cached ones, were read in so many seconds."""
        if tokens < _TELLING_TOKENS or seconds <= 0:
            return
        with self._lock:
            seen = tokens / seconds
            share = 0.5 if self._measured and seen > self._pace else 1.0
            self._pace += share * (seen - self._pace)
            self._measured = True
