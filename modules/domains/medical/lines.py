"""Where a line of a note ends a statement: clinicians write a thing a line, and often without a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_QUERY = re.compile(r"(?:[\w/ ]{0,14}[:.–-])?\s*\?+")
_LONGEST = 4_000  # characters of a statement: rules that look back over it stay quick over a text without full stops
_RAGGED = 0.8  # of the widest line: a line that is shorter, and had room for the next word, was ended by its writer


def split_at_lines(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences, cut at the ends of lines that were not wrapped for want of room."""
    spans = _with_queries(text, spans)
    room = _RAGGED * max((len(line.rstrip()) for line in text.splitlines()), default=0)
    for start, end in spans:
        left = start
        while (line_end := text.find("\n", left, end)) >= 0:
            stop = line_end
            while stop > left and text[stop - 1].isspace():
                stop -= 1
            following = line_end + 1
            while following < end and text[following].isspace():
                following += 1
            if _ended(text, stop, following, end, room):
                yield start, stop
                start = following
            left = following
        if start < end:
            yield start, end


def in_reach(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans, those that are longer than any sentence cut between words."""
    for start, end in spans:
        left = start
        while end - left > _LONGEST:
            blank = text.rfind(" ", left + 1, left + _LONGEST)
            stop = blank if blank > 0 else left + _LONGEST
            yield left, stop
            left = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
        if left < end:
            yield left, end


def _with_queries(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans with a lone question mark joined to what it doubts: "Imp: ? UTI"."""
    waiting = -1
    for start, end in spans:
        first = waiting if waiting >= 0 else start
        waiting = -1
        if _QUERY.fullmatch(text, first, end):
            waiting = first
            continue
        yield first, end
    if waiting >= 0:
        yield waiting, len(text.rstrip())


def _ended(text: str, stop: int, following: int, end: int, room: float) -> bool:
    """Whether the line that ends here had room for the next word, which begins like a line of its own."""
    begin = text.rfind("\n", 0, stop) + 1
    word = text[following:end].split(maxsplit=1)
    if (
        not word
        or not (word[0][0].isupper() or not word[0][0].isalnum() or word[0][0].isdigit())
        or text[stop - 1] in ",-"
    ):
        return False
    return stop - begin + 1 + len(word[0]) < room
