"""Where quoted words stand in a DOCX, however its runs, tabs and line breaks cut them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from modules.adapters.tracked_docx.stories import OBJECT, Story
from modules.core.edits import Edit

# What may differ between a quote and the file: white space, what cannot be seen, and the bars between cells.
_UNSEEN = re.compile(rf"[\s|{OBJECT}\x00-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_PLAIN = re.compile(r"[!-{}~]+(?![^\x00-\u02ff])")  # no accent may follow, which would be part of the last letter
_MOST = 1_000  # places that are compared
_SEVERAL = "These words stand in the document several times, and what stands around them does not tell which is meant."
_NOWHERE = "These words were not found in the document."


class Refused(Exception):
    """An edit that cannot be done; its words say why."""


@dataclass(frozen=True, slots=True)
class Key:
    """A text reduced to what can be seen, and where each of its characters stands in the text.

    Attributes:
        text: without white space, NFKC-normalised.
        places: for each character, the offset of what it was made of.
    """

    text: str
    places: array[int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: the characters of the story, and which of its key."""

    story: Story
    key: Key
    first: int
    last: int  # exclusive, as in a slice

    @property
    def start(self) -> int:
        """Offset of the first character in the story's text."""
        return self.key.places[self.first]

    @property
    def end(self) -> int:
        """Offset behind the last one."""
        return after_letter(self.story.text, self.key.places[self.last - 1])


def after_letter(text: str, position: int) -> int:
    """Return the offset behind a letter and the accents that follow it."""
    position += 1
    while position < len(text) and unicodedata.combining(text[position]):
        position += 1
    return position


def is_unseen(text: str) -> bool:
    """Tell whether nothing of a stretch of a story has a part in a comparison with a quote."""
    return not _UNSEEN.sub("", text)


def key_of(text: str) -> Key:
    """Reduce a text to what can be seen."""
    parts: list[str] = []
    places = array("l")
    position = 0
    while position < len(text):
        if plain := _PLAIN.match(text, position):
            parts.append(plain.group())
            places.extend(range(position, plain.end()))
            position = plain.end()
            continue
        end = after_letter(text, position)
        seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[position:end]))
        parts.append(seen)
        places.extend([position] * len(seen))
        position = end
    return Key("".join(parts), places)


class Finder:
    """Finds quotes in the stories of a document, the main one first."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._keys = [(story, key_of(story.text)) for story in stories]

    def place(self, edit: Edit) -> Place:
        """Return where an edit's quote stands, by what stands around it where it stands several times.

        Raises:
            Refused: it stands nowhere, or what stands around it does not decide.
        """
        return self._nearest(edit.old, edit.before, edit.after)

    def behind(self, edit: Edit) -> Place:
        """Return where the line stands behind which an edit without a quote puts its paragraphs.

        Raises:
            Refused: as for `place`.
        """
        above, _, line = edit.before.rstrip().rpartition("\n")
        return self._nearest(line, above, edit.after)

    def _nearest(self, quote: str, before: str, after: str) -> Place:
        quoted, above, below = (key_of(text).text for text in (quote, before, after))
        found = [Place(story, key, at, at + len(quoted)) for story, key in self._keys for at in _all(key, quoted)]
        if not found:
            raise Refused(_NOWHERE)
        scores = [(_agreement(place, above, below), _is_whole(place)) for place in found]
        best = max(scores)
        if scores.count(best) > 1:
            raise Refused(_SEVERAL)
        return found[scores.index(best)]


def _all(key: Key, quoted: str) -> Iterator[int]:
    position = key.text.find(quoted) if quoted else -1
    for _ in range(_MOST):
        if position < 0:
            return
        yield position
        position = key.text.find(quoted, position + 1)


def _is_whole(place: Place) -> bool:
    """Tell whether a place begins and ends between words."""
    text = place.story.text
    inside = [place.start > 0 and text[place.start - 1 : place.start + 1], text[place.end - 1 : place.end + 1]]
    return not any(pair and len(pair) == 2 and pair.isalnum() for pair in inside)


def _agreement(place: Place, before: str, after: str) -> int:
    """Return how many characters in a row around a place are those that stand around the quote."""
    text = place.key.text
    above = text[max(0, place.first - len(before)) : place.first]
    return _same(reversed(above), reversed(before)) + _same(text[place.last : place.last + len(after)], after)


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number
