"""How hard a text is to read: the school grade that its sentences and words ask for.

Flesch-Kincaid: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy enlisted
personnel", Research Branch Report 8-75, Millington 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.

SMOG: McLaughlin, "SMOG grading: a new readability formula", Journal of Reading 12 (1969) 639-646:
3.1291 + 1.0430 times the root of the words of three or more syllables in thirty sentences. It was made for thirty
sentences; of fewer the number is scaled up, which is coarse.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from modules.core.text import sentences, words
from modules.domains.medical.syllables import syllables

_LONG = 3  # syllables, in SMOG and in what readers stumble over
_SMOG_SENTENCES = 30


@dataclass(frozen=True, slots=True)
class Readability:
    """The counts of a text, and the grades that follow from them.

    Attributes:
        long_words: each word of three or more syllables in lower case with how often it stands there, the commonest
            first, of equally common ones the longer: these keep the grade up.
    """

    sentences: int
    words: int
    syllables: int
    long_words: tuple[tuple[str, int], ...]

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade; 0 for a text without words, never below 0."""
        if not self.words:
            return 0.0
        return max(0.0, 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59)

    @property
    def smog(self) -> float:
        """The SMOG grade; 0 for a text without words."""
        if not self.words:
            return 0.0
        polysyllables = sum(number for _, number in self.long_words)
        return 3.1291 + 1.0430 * math.sqrt(polysyllables * _SMOG_SENTENCES / self.sentences)


def readability(text: str) -> Readability:
    """Count a text. A heading, a line of a list and what has no full stop are sentences of their own."""
    said = [_words(text[start:end]) for start, end in sentences(text)]
    spoken = [word for sentence in said for word in sentence]
    counted = [(word.lower(), syllables(word)) for word in spoken]
    long = Counter(word for word, number in counted if number >= _LONG)
    ordered = sorted(long.items(), key=lambda item: (-item[1], -syllables(item[0]), item[0]))
    return Readability(sum(map(bool, said)), len(spoken), sum(number for _, number in counted), tuple(ordered))


def _words(sentence: str) -> list[str]:
    return [sentence[word.start : word.end] for word in words(sentence)]
