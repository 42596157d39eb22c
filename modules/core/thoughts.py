"""Separates what a reasoning model thinks from what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_OPEN = "<think>"
_CLOSE = "</think>"


class Thoughts:
    """Splits a stream that may begin with `<think>...</think>`; the tags may come in pieces.

    Attributes:
        text: what was thought; complete once the answer begins.
    """

    def __init__(self) -> None:
        self.text = ""

    def removed_from(self, pieces: Iterable[str]) -> Iterator[str]:
        """Yield the answer without the thinking before it and without the white space at its beginning."""
        rest = iter(pieces)
        if begun := self._skip_thinking(rest):
            yield begun
        else:
            yield next((begun for piece in rest if (begun := piece.lstrip())), "")
        yield from rest

    def _skip_thinking(self, rest: Iterator[str]) -> str:
        """Read up to the end of the thinking; return what came of the answer with it."""
        held = ""
        for piece in rest:
            held = (held + piece).lstrip()
            if held.startswith(_OPEN):
                break
            if held and not _OPEN.startswith(held):
                return held
        else:
            return held
        thinking = held.removeprefix(_OPEN)
        while _CLOSE not in thinking:
            if (more := next(rest, None)) is None:
                self.text = thinking
                return ""
            thinking += more
        self.text, _, answer = thinking.partition(_CLOSE)
        return answer.lstrip()
