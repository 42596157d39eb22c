"""Consistent replacement: the same person keeps the same pseudonym, and all dates are shifted by one offset."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from modules.safety import dates
from modules.safety.checksums import digits_of
from modules.safety.identifiers import Identifier, Kind
from modules.safety.invented import Inventor
from modules.safety.lexicons import Lexicon, folded
from modules.safety.restoring import Pairs, Restorer, cased, restored

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBERS = frozenset(
    {Kind.PHONE, Kind.FAX, Kind.SOCIAL_SECURITY, Kind.RECORD, Kind.PLAN, Kind.ACCOUNT, Kind.LICENCE, Kind.VEHICLE}
    | {Kind.DEVICE, Kind.BIOMETRIC, Kind.OTHER}
)
# What does not tell where or who, and says what kind of place or organisation it is.
_GENERIC_WORDS = """
street st road rd avenue ave boulevard blvd lane ln drive dr court ct circle cir way terrace close crescent square place
apt apartment suite unit flat floor box po p o and of the corner hospital clinic medical center centre health healthcare
infirmary surgery hospice nursing home care pharmacy laboratory university college school church institute foundation
trust nhs company corporation bank associates partners inc ltd llc plc corp county city zip code north south east west
de la le les du da do van von der den
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_FEWEST_WEEKS, _MOST_WEEKS = 5, 26
_SHORTEST_WORD = 3


class Replaced(NamedTuple):
    """One identifier with what stands for it."""

    identifier: Identifier
    pseudonym: str


class Pseudonyms:
    """The pseudonyms of one chart. Thread-safe; grows as texts are hidden.

    Args:
        secret: of the workspace: the same one gives the same pseudonyms after a restart.
        lexicon: tells given names of women and men.
    """

    def __init__(self, secret: bytes, lexicon: Lexicon) -> None:
        self._invented = Inventor(secret)
        self._lexicon = lexicon
        self._pairs = Pairs(days=7 * (_FEWEST_WEEKS + self._invented.number("weeks", _MOST_WEEKS - _FEWEST_WEEKS)))
        self._words: dict[tuple[str, str], str] = {}
        self._reserved: set[str] = set()
        self._reckoning = dates.Reckoning()
        self._lock = threading.Lock()

    def hide(self, texts: Sequence[str], found: Sequence[Sequence[Identifier]]) -> list[str]:
        """Return the texts with pseudonyms in place of what was found in them."""
        return [written(text, one) for text, one in zip(texts, self.replaced(texts, found), strict=True)]

    def replaced(self, texts: Sequence[str], found: Sequence[Sequence[Identifier]]) -> list[list[Replaced]]:
        """Return what stands for each identifier that was found in the texts."""
        with self._lock:
            self._reserve(texts)
            self._reckoning = self._pairs.reckoning = dates.reckoning_of(texts)
            return [list(self._all(text, one)) for text, one in zip(texts, found, strict=True)]

    def restore(self, text: str) -> str:
        """Return a text with the originals in place of the pseudonyms, whatever their case and the form of dates."""
        with self._lock:
            return restored(text, self._pairs)

    def restorer(self, *, in_json: bool = False) -> Restorer:
        """Return what restores a text that comes in pieces."""
        with self._lock:
            return Restorer(self._pairs.frozen(), in_json=in_json)

    def originals(self) -> frozenset[str]:
        """Return what has been hidden so far, as it was written."""
        with self._lock:
            return frozenset(self._pairs.exact.values())

    def _reserve(self, texts: Sequence[str]) -> None:
        """Keep words of the texts from being pseudonyms: restoring would change them."""
        fresh = {folded(word) for text in texts for word in _WORD.findall(text)} - self._reserved
        self._reserved |= fresh
        clashing = [key for key in self._pairs.folded if fresh & set(key.split())]
        for key in clashing:
            self._pairs.forget(key)
        self._words = {of: word for of, word in self._words.items() if folded(word) not in fresh}

    def _all(self, text: str, found: Sequence[Identifier]) -> Iterator[Replaced]:
        for place, one in enumerate(found):
            if one.kind is Kind.DATE:
                month = self._month_after(found[place + 1 :]) if one.text.rstrip("stndrh").isdigit() else 1
                yield Replaced(one, self._date(one.text, replace(self._reckoning, month=month)))
            else:
                yield Replaced(one, self._pseudonym(one, text[one.end : one.end + 1]))

    def _month_after(self, rest: Sequence[Identifier]) -> int:
        following = next((day for one in rest[:1] if (day := dates.read(one.text, self._reckoning))), None)
        return following.value.month if following else 1

    def _pseudonym(self, one: Identifier, behind: str) -> str:
        if one.kind is Kind.AGE:
            return self._paired(one.text, iter(["90-or-older" if behind == "-" else "90 or older"]))
        if one.kind is Kind.NAME:
            return self._named(one.text)
        if one.kind in (Kind.PLACE, Kind.ORGANISATION, Kind.ORIGIN):
            return self._placed(one.text)
        pseudonym = self._paired(one.text, self._codes(one))
        if one.kind in _NUMBERS:
            self._pairs.digits[digits_of(pseudonym)] = one.text
        return pseudonym

    def _codes(self, one: Identifier) -> Iterator[str]:
        """Yield codes of the identifier's shape; endings of files and of web addresses stay."""
        for code in self._invented.code(one.text):
            if one.kind is Kind.EMAIL:
                yield f"{code.partition('@')[0].partition(' at ')[0]}@example.org"
            elif one.kind is Kind.URL:
                scheme = re.match(r"(?i)(?:\w+://)?(?:www\.)?", one.text)
                yield (scheme.group() if scheme else "") + f"{re.sub(r'[^a-z]', '', code.lower())[-8:]}.example.org"
            elif one.kind is Kind.PHOTO:
                yield code[: code.rindex(".")] + one.text[one.text.rindex(".") :]
            elif one.kind is Kind.IP and ":" not in one.text:
                yield "10." + ".".join(
                    str(int(digits_of(part) or 0) % 256) for part in code.split(":")[0].split(".")[1:4]
                )
            else:
                yield code

    def _named(self, text: str) -> str:
        """Return the pseudonym of a name, word by word, so that its parts stand for themselves elsewhere."""
        words = list(_WORD.finditer(text))
        longer = [word.start() for word in words if len(word.group()) > 1]
        surname_first = "," in text
        result, position = "", 0
        for word in words:
            last = len(longer) > 1 and (word.start() == longer[0] if surname_first else word.start() == longer[-1])
            result += text[position : word.start()] + self._name_word(word.group(), last=last)
            position = word.end()
        pseudonym = result + text[position:]
        return self._pairs.add(text, pseudonym) if len(words) > 1 else pseudonym

    def _name_word(self, word: str, *, last: bool) -> str:
        key = folded(word)
        if len(word) < _SHORTEST_WORD:
            return next(self._invented.code(word))
        known = next((self._words[group, key] for group in ("name", "place") if (group, key) in self._words), None)
        if known is None:
            given = not last and key in self._lexicon.given
            names = (
                self._invented.given(key, self._lexicon.given.get(key, "U")) if given else self._invented.family(key)
            )
            known = self._words["name", key] = self._free(names)
        return self._pairs.add(word, cased(word, known))

    def _placed(self, text: str) -> str:
        result, position = "", 0
        for word in _WORD.finditer(text):
            result += text[position : word.start()] + self._place_word(word.group(), text)
            position = word.end()
        return self._pairs.add(text, self._unlike(text, result + text[position:]))

    def _place_word(self, word: str, whole: str) -> str:
        key = folded(word)
        if any(sign.isdigit() for sign in word):
            return next(code for code in self._invented.code(word) if code != word)
        if key in _GENERIC or len(word) < _SHORTEST_WORD:
            return word if key in _GENERIC or word.islower() or len(whole) < 4 else next(self._invented.code(word))
        known = next((self._words[group, key] for group in ("name", "place") if (group, key) in self._words), None)
        if known is None:
            known = self._words["place", key] = self._free(self._invented.place(key))
        return self._pairs.add(word, cased(word, known))

    def _unlike(self, text: str, pseudonym: str) -> str:
        """Return the pseudonym, or an invented place where it is still the original: "PO Box"."""
        return pseudonym if pseudonym != text else self._free(self._invented.place(text))

    def _date(self, text: str, reckoning: dates.Reckoning) -> str:
        day = dates.read(text, reckoning)
        if day is None:
            return self._paired(text, self._invented.code(text))
        moved = dates.shifted(day.value, -self._pairs.days)
        self._pairs.note_date(day, moved)
        forms = (
            [day.written(moved), _in_words(moved, reckoning), moved.isoformat()]
            if "year" in day.parts
            else [day.written(moved)]
        )
        whole = {"day", "month"} <= day.parts or {"month", "year"} <= day.parts
        free = next((form for form in forms if self._pairs.exact.get(form, text) == text), forms[0])
        if whole:
            self._pairs.add(text, free)
        else:
            self._pairs.partial.setdefault(free.lower(), text)
        return free

    def _paired(self, text: str, candidates: Iterator[str]) -> str:
        known = self._words.get(("code", text))
        if known is None:
            known = self._words["code", text] = self._free(candidates) if len(text) > 2 else next(candidates)
        return self._pairs.add(text, known)

    def _free(self, candidates: Iterator[str]) -> str:
        """Return the first candidate that stands for nothing else and is in no text."""
        for number, candidate in enumerate(candidates):
            words = {folded(word) for word in _WORD.findall(candidate)}
            taken = folded(candidate) in self._pairs.folded or (words & self._reserved and len(words) == 1)
            if not taken or number > 10_000:
                return candidate
        return "90 or older"


def written(text: str, replacements: Sequence[Replaced]) -> str:
    """Return a text with its replacements."""
    result, position = "", 0
    for one, pseudonym in replacements:
        result += text[position : one.start] + pseudonym
        position = one.end
    return result + text[position:]


def _in_words(day: date, reckoning: dates.Reckoning) -> str:
    month = dates.MONTHS[day.month - 1]
    return f"{day.day} {month} {day.year}" if reckoning.day_first else f"{month} {day.day}, {day.year}"
