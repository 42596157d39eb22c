"""Markers like [1] in an answer: one spelling, only passages that exist, and the check's word above the model's."""

from __future__ import annotations

import re
from collections.abc import Collection

_NUMBERS = r"(?:passages?\s*)?\d{1,2}(?:\s*(?:,|;|&|and|[-–])\s*(?:passages?\s*)?\d{1,2})*"
_MARKER = re.compile(
    rf"[ \t]*(?:\[\s*(?P<square>{_NUMBERS})\s*(?::(?!\d)[^\]\n]*)?\]|【\s*(?P<lens>{_NUMBERS})[^】\n]*】"
    rf"|\((?P<round>passages?\s*\d{{1,2}}(?:\s*(?:,|and)\s*\d{{1,2}})*)\)|</?passage\s*(?P<tag>\d{{1,2}})?[^>\n]*>"
    rf"|,?[ \t]+(?:as \w+ )?(?:in|by|on|per|from) (?:the )?(?P<said>passages?\s*{_NUMBERS})(?=[ \t]*(?:[.;\[【\n]|$))"
    r"|\[cut here\])"
    r"(?P<gap>[ \t]+(?=[.,;:!?](?:\s|$)))?",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"[ \t]*(?:[\[【][^\]】\n]{0,24}|\((?:p[a-z]{0,8}[\d\s,]*)?|<[^>\n]{0,24})$", re.IGNORECASE)
# A lone bracketed number up to this one is taken for a marker, invented or not; no prompt holds more passages.
_MOST = 30
_RESOLVED = re.compile(r"\[([1-9]|[12]\d|30)\]")
_STRAY_COMMA = re.compile(r",(?=(?:[ \t]*\[\d{1,2}\])*[.!?](?:\s|$))")


def resolve(text: str, known: Collection[int]) -> str:
    """Return the text with every way of writing a marker turned into [1][2], and those not in `known` dropped.

    Brackets that cannot be markers of this answer stay as they are: [10-20] beside five passages is a range.
    """

    def written(match: re.Match[str]) -> str:
        if match["square"] and not _may_be_marker(match["square"], known):
            return match.group()
        numbers = _numbers(match["square"] or match["lens"] or match["round"] or match["said"] or match["tag"] or "")
        kept = [number for number in dict.fromkeys(numbers) if number in known]
        return (" " if match.group()[0] in " \t," else "") + "".join(f"[{number}]" for number in kept) if kept else ""

    return _STRAY_COMMA.sub("", _once(_MARKER.sub(written, text)))


def resolve_partial(text: str, known: Collection[int]) -> str:
    """Return what can be shown of a text that is still being written: an incomplete marker is held back."""
    return resolve(_UNFINISHED.sub("", text), known)


def markers_in(text: str) -> list[int]:
    """Return the numbers of the (resolved) markers in a text, in order, each once."""
    return list(dict.fromkeys(int(match[1]) for match in _RESOLVED.finditer(text)))


def without_markers(text: str) -> str:
    """Return the text with (resolved) markers blanked out, every other character where it was."""
    return _RESOLVED.sub(lambda match: " " * len(match.group()), text)


def with_markers(sentence: str, numbers: Collection[int]) -> str:
    """Return a sentence with these markers at its end, instead of any that it has."""
    bare = _STRAY_COMMA.sub("", re.sub(rf"[ \t]*{_RESOLVED.pattern}", "", sentence)).rstrip()
    return bare + " " + "".join(f"[{number}]" for number in numbers) if numbers else bare


def _may_be_marker(inside: str, known: Collection[int]) -> bool:
    """Tell whether the numbers of a square bracket may be meant as markers: a range within the known ones is."""
    numbers = _numbers(inside)
    if "passage" in inside.lower():
        return True
    if not all(0 < number <= _MOST for number in numbers):
        return False
    if len(numbers) == 1:
        return True
    ranged = re.search(r"[-–]", inside)
    return max(numbers) <= max(known, default=0) if ranged else any(number in known for number in numbers)


def _numbers(inside: str) -> list[int]:
    found: list[int] = []
    for match in re.finditer(r"(\d+)(?:\s*[-–]\s*(\d+))?", inside):
        first, last = int(match[1]), int(match[2] or match[1])
        found += range(first, min(last, first + 20) + 1) if last >= first else [first, last]
    return found


def _once(text: str) -> str:
    """Drop a marker that repeats the one right before it."""
    return re.sub(r"(\[\d{1,2}\])(?:\s*\1)+", r"\1", text)
