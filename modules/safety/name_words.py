"""Single words of names: which are plain words, where a run of words ends being a name, and names of diseases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from modules.safety import name_forms as forms
from modules.safety.lexicons import Lexicon, folded
from modules.safety.words import CLINICAL, DEGREES, EPONYMS, NOT_NAMES, PARTICLES, RELATIONS, STOP, TITLES


class NameWords:
    """Tells what of a run of words is a name, with the help of a lexicon.

    Args:
        lexicon: which words are names, and which are not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon

    def is_eponym(self, text: str, start: int, end: int) -> bool:
        """Tell whether a name stands for a disease, a sign or a device: "Crohn's", "Foley catheter"."""
        words = words_of(text, start, end)
        last = folded(words[-1]) if words else ""
        base = last.removesuffix("'s").rstrip("'")
        if len(words) > 1 and base not in EPONYMS:
            return False
        if CLINICAL.match(text, end) or (last != base and CLINICAL.match(text, end - len(last) + len(base))):
            return True
        possessive = last != base or re.match(r"['’]s\b", text[end : end + 2])
        return base in EPONYMS and bool(possessive) and self._is_bare(text, start)

    def _is_bare(self, text: str, start: int) -> bool:
        before = re.search(rf"({forms.LETTERS})\.?[ \t]+$", text[max(0, start - 20) : start])
        return before is None or not re.fullmatch(TITLES, before[1].lower())

    def _is_plain(self, word: str) -> bool:
        """Tell whether a word is no name by itself."""
        plain = folded(word).removesuffix("'s")
        if (
            plain in STOP
            or plain in NOT_NAMES
            or plain in PARTICLES
            or forms.CONTRACTED.search(plain)
            or re.fullmatch(rf"{TITLES}|{DEGREES.lower()}", plain)
        ):
            return True
        if len(word) > 1 and word.isupper() and len(word) <= 4 and not self._known.is_given(word):
            return True  # an abbreviation
        return self._known.is_ordinary(word)

    def _trimmed(
        self, text: str, start: int, end: int, keep: int = 0, *, loose: bool = False
    ) -> tuple[int, int] | None:
        """Return a run without titles before and plain words behind the name; None where nothing is left."""
        words = list(forms.WORD.finditer(text, start, end))
        while words and (
            re.fullmatch(rf"(?i){TITLES}", words[0].group()) or folded(words[0].group()) in STOP | NOT_NAMES
        ):
            words = words[1:]
        spare = int(loose)
        while (
            len(words) > keep
            and self._is_plain(words[-1].group())
            and not (len(words[-1].group()) > 1 and self._is_surname(words))
            and not (spare and self._may_end(words))
        ):
            words = words[:-1]
        while len(words) > max(keep, 1) and re.fullmatch(DEGREES, words[-1].group()):
            words = words[:-1]
        if not words:
            return None
        last = words[-1].end() - (len("'s") if re.search(r"['’]s$", words[-1].group()) else 0)
        return words[0].start(), last + (len(words[-1].group()) == 1 and text[last : last + 1] == ".")

    def _may_end(self, words: Sequence[re.Match[str]]) -> bool:
        """Tell whether a plain word may be the family name behind a word that is a name: "Dr. Ugurkan Natal"."""
        last, before = words[-1].group(), [word.group() for word in words[:-1] if len(word.group()) > 1]
        plain = folded(last)
        return (
            last[0].isupper()
            and len(last) > 2
            and plain not in STOP | NOT_NAMES | PARTICLES
            and not re.fullmatch(rf"(?i){TITLES}|{RELATIONS}|{DEGREES}", last)
            and bool(before)
            and not self._is_plain(before[-1])
        )

    def _is_surname(self, words: Sequence[re.Match[str]]) -> bool:
        """Tell whether a plain word behind names is a family name: "Margaret Hall"."""
        last = folded(words[-1].group())
        before = [word.group() for word in words[:-1] if len(word.group()) > 1]
        return (
            last not in STOP | NOT_NAMES
            and last in self._known.family
            and any(map(self._known.is_given, before))
            and words[-1].group()[0].isupper()
        )


def words_of(text: str, start: int, end: int) -> list[str]:
    """Return the words of a stretch of text."""
    return [word.group() for word in forms.WORD.finditer(text, start, end)]
