"""Putting the originals back in a reply, also where it comes in pieces that cut a pseudonym in two."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from modules.safety import dates
from modules.safety.checksums import digits_of
from modules.safety.identifiers import Kind
from modules.safety.lexicons import folded

_NUMBER = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ().-]{0,2}\d){5,16}(?!\w)")
_MONTH_BEGINNINGS = "|".join(
    sorted({name[:length] for name in dates.MONTHS for length in range(1, len(name) + 1)}, key=len, reverse=True)
)
# What may be the beginning of a date: it waits for its end.
_DATE_TAIL = re.compile(rf"(?i)(?:(?<!\w)(?:\d+(?:st|nd|rd|th)?|{_MONTH_BEGINNINGS}|of|the|tw\w*|th\w*)\.?[ ,/.-]*)+$")
_UNFINISHED = re.compile(r"[\w+()'’@./:\\-]+[ ]*$|[ ]+$")
_LONGEST_DATE = 40


@dataclass(slots=True)
class Pairs:
    """Which pseudonym stands for which original.

    Attributes:
        days: by which dates were moved into the past.
        exact: originals by the pseudonyms as they are written.
        folded: originals by the pseudonyms in small letters, words parted by one blank.
        digits: originals by the digits of a pseudonym, for a number that is written in another form.
        partial: originals by days and months that are parts of dates only.
        moved: original days by moved ones.
        reckoning: how the chart writes its dates.
    """

    days: int
    exact: dict[str, str] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    digits: dict[str, str] = field(default_factory=dict)
    partial: dict[str, str] = field(default_factory=dict)
    moved: dict[date, date] = field(default_factory=dict)
    reckoning: dates.Reckoning = dates.Reckoning()  # noqa: RUF009 - frozen

    def add(self, original: str, pseudonym: str) -> str:
        """Remember a pair; returns the pseudonym."""
        self.exact.setdefault(pseudonym, original)
        self.folded.setdefault(key_of(pseudonym), original)
        return pseudonym

    def forget(self, key: str) -> None:
        """Let go of a pseudonym that turned out to be a word of the texts."""
        del self.folded[key]
        for written in [one for one in self.exact if key_of(one) == key]:
            del self.exact[written]

    def note_date(self, day: dates.Day, moved: date) -> None:
        """Remember which day was moved where."""
        if {"day", "month"} <= day.parts:
            self.moved.setdefault(moved, day.value)

    def frozen(self) -> Pairs:
        """Return a copy that does not grow."""
        copies = [dict(one) for one in (self.exact, self.folded, self.digits, self.partial)]
        return replace(
            self, exact=copies[0], folded=copies[1], digits=copies[2], partial=copies[3], moved=dict(self.moved)
        )


def restored(text: str, pairs: Pairs, *, in_json: bool = False) -> str:
    """Return a text with the originals in place of the pseudonyms."""
    found = sorted(_matches(text, pairs), key=lambda one: (one[0], -one[1]))
    result, position = [], 0
    for start, end, original in found:
        if start >= position:
            result += [text[position:start], json.dumps(original, ensure_ascii=False)[1:-1] if in_json else original]
            position = end
    return "".join([*result, text[position:]])


def _matches(text: str, pairs: Pairs) -> Iterator[tuple[int, int, str]]:
    """Yield spans with what belongs there; some may overlap."""
    if pairs.folded:
        for match in _form(pairs.folded).finditer(text):
            yield match.start(), match.end(), _original(match.group(), pairs)
    for match in _NUMBER.finditer(text):
        if original := pairs.digits.get(digits_of(match.group())):
            yield match.start(), match.end(), original
    for one in dates.find_dates(text):
        if one.kind is Kind.DATE and (day := _moved_back(one.text, pairs)):
            yield one.start, one.end, day


def _original(written: str, pairs: Pairs) -> str:
    if written in pairs.exact:
        return pairs.exact[written]
    original = pairs.folded.get(key_of(written))
    if original is None:
        return written
    return cased(written, original) if written.isupper() or written.islower() else original


def _moved_back(text: str, pairs: Pairs) -> str | None:
    """Return the date that stood in the chart for one of a reply."""
    if text in pairs.exact or text.lower() in pairs.partial:
        return pairs.exact.get(text) or pairs.partial[text.lower()]
    day = dates.read(text, pairs.reckoning)
    if day is None or not {"day", "month"} <= day.parts:
        return _month_back(day, pairs) if day else None
    if "year" in day.parts:
        return day.written(dates.shifted(day.value, pairs.days))
    same = [
        value for moved, value in pairs.moved.items() if (moved.month, moved.day) == (day.value.month, day.value.day)
    ]
    return day.written(same[-1] if same else dates.shifted(day.value, pairs.days))


def _month_back(day: dates.Day, pairs: Pairs) -> str | None:
    """Return the month of the chart for one of a reply, where a date of the chart was moved into it."""
    if "month" not in day.parts:
        return None
    same = [
        value
        for moved, value in pairs.moved.items()
        if moved.month == day.value.month and ("year" not in day.parts or moved.year == day.value.year)
    ]
    return day.written(same[-1]) if same else None


class Restorer:
    """Restores a text that comes in pieces: what may still become a pseudonym waits for the next piece.

    Args:
        pairs: which pseudonym stands for what.
        in_json: the text is JSON, in whose strings quotes and line ends are escaped.
    """

    def __init__(self, pairs: Pairs, *, in_json: bool = False) -> None:
        self.raw = ""
        self._in_json = in_json
        self._pairs = _escaped(pairs) if in_json else pairs
        self._said = ""
        keys = [key for key in self._pairs.folded if " " in key]
        self._beginnings = {key[:length] for key in keys for length in range(1, len(key) + 1)}
        self._longest = max([_LONGEST_DATE, *(len(key) + 8 for key in keys)])

    def add(self, piece: str) -> str:
        """Take a piece; return what is settled by it."""
        self.raw += piece
        return self._settled(self._cut())

    def end(self) -> str:
        """Return what is left."""
        return self._settled(len(self.raw))

    def _settled(self, cut: int) -> str:
        said = restored(self.raw[:cut], self._pairs, in_json=self._in_json)
        fresh = said[len(self._said) :]
        self._said += fresh
        return fresh

    def _cut(self) -> int:
        """Return up to where no further letter can change what the text means."""
        raw = self.raw
        unfinished = _UNFINISHED.search(raw)
        cut = unfinished.start() if unfinished else len(raw)
        tail = _DATE_TAIL.search(raw, max(0, cut - _LONGEST_DATE), cut)
        cut = min(cut, tail.start()) if tail else cut
        for word in re.finditer(r"(?<!\w)\S", raw[max(0, len(raw) - self._longest) :]):
            start = max(0, len(raw) - self._longest) + word.start()
            if start < cut and key_of(raw[start:], strip=False) in self._beginnings:
                cut = start
                break
        return min([cut, *(start for start, end, _ in _matches(raw, self._pairs) if start < cut < end)])


def key_of(text: str, *, strip: bool = True) -> str:
    """Return a text in small letters, blanks made one."""
    plain = re.sub(r"\s+", " ", text)
    return folded(plain) if strip else folded(plain) + (" " if plain.endswith(" ") else "")


def cased(like: str, text: str) -> str:
    """Return a text in capitals or in small letters where another one is."""
    if like.isupper() and len(like) > 1:
        return text.upper()
    return text.lower() if like.islower() else text


def _form(keys: Iterable[str]) -> re.Pattern[str]:
    wanted = sorted(keys, key=len, reverse=True)
    words = "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in wanted)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _escaped(pairs: Pairs) -> Pairs:
    def plain(table: dict[str, str]) -> dict[str, str]:
        return {json.dumps(key, ensure_ascii=False)[1:-1]: value for key, value in table.items()}

    return replace(pairs, exact=plain(pairs.exact), folded=plain(pairs.folded))
