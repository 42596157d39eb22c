"""Words of a statement as the lexicons know them: lower case, singular, one spelling on both sides of the Atlantic."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d*(?:['’][^\W\d_]+)*|[^\w\s]|_")
_BRITISH = (
    ("oedem", "edem"), ("haem", "hem"), ("aemi", "emi"), ("oea", "ea"), ("oeso", "eso"), ("oest", "est"),
    ("paed", "ped"), ("tumour", "tumor"), ("anaes", "anes"), ("faec", "fec"), ("foet", "fet"), ("sulph", "sulf"),
    ("gynaec", "gynec"), ("caec", "cec"), ("hernaes", "hernes"), ("coeli", "celi"), ("paraes", "pares"),
)  # fmt: skip
_CONTRACTED = frozenset(
    [
        "n't",
        "cannot",
        "dont",
        "doesnt",
        "didnt",
        "cant",
        "wont",
        "isnt",
        "wasnt",
        "havent",
        "hasnt",
        "hadnt",
        "arent",
        "werent",
        "wouldnt",
        "couldnt",
    ]
)
_SAME_IN_PLURAL = ("ss", "us", "is", "os", "eas", "las", "oas")
_OES = re.compile(r"(?<=.{3})oses$")
# Words that phrases leave out on both sides: "blood in my stool" is "blood in the stool".
_PASSED_OVER = frozenset("the my your his her our their a an any some this that these those uh um uhm erm like".split())  # noqa: SIM905
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_JOINS = frozenset("-/'’+_")
_PAIR = re.compile(r"[A-Z]&[A-Z]")  # "N&V"


class Token(NamedTuple):
    """A word, a number or a sign of a text: its offsets, and its key in the lexicons."""

    start: int
    end: int
    key: str
    text: str


class Words:
    """The words of a text that phrases are looked up in: without determiners, fillers and signs.

    Attributes:
        text: that they stand in.
        items: in order.
        ends: for each word, the number of the word at which its run ends: no phrase goes across a comma or a full stop.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: list[Token] = []
        runs: list[int] = []
        run = 0
        for one in tokens(text):
            if one.key[0].isalnum():
                if one.key not in _PASSED_OVER:
                    self.items.append(one)
                    runs.append(run)
            elif one.text not in _JOINS and not _PAIR.match(text, one.start - 1):
                run += 1
        self.ends = [0] * len(runs)
        for at in range(len(runs) - 1, -1, -1):
            last = at + 1 == len(runs) or runs[at + 1] != runs[at]
            self.ends[at] = at + 1 if last else self.ends[at + 1]

    @cached_property
    def keys(self) -> list[str]:
        """The keys of the words."""
        return [one.key for one in self.items]

    def between(self, start: int, end: int) -> list[Token]:
        """Return the words that lie between two characters."""
        return [one for one in self.items if start <= one.start and one.end <= end]

    def at(self, start: int) -> int:
        """Return the number of the first word that does not begin before a character."""
        return next((number for number, one in enumerate(self.items) if one.start >= start), len(self.items))


def tokens(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text in order."""
    return [Token(one.start(), one.end(), normal(one.group()), one.group()) for one in _TOKEN.finditer(text)]


def key(phrase: str) -> str:
    """Return a phrase as the lexicons hold it: the keys of its words, without signs."""
    if _PLAIN.fullmatch(phrase):  # most names by far, in a fifth of the time
        return " ".join(found for found in map(normal, phrase.split()) if found not in _PASSED_OVER)
    return " ".join(Words(phrase).keys)


@lru_cache(maxsize=65_536)
def normal(word: str) -> str:
    """Return a word's key: lower case, singular, American, and "not" for every contracted negation."""
    word = word.lower().replace("’", "'")
    if word in _CONTRACTED or word.endswith("n't"):
        return "not"
    word = word.removesuffix("'s")
    if len(word) <= 3 or not word.isalpha():
        return word
    for british, american in _BRITISH:
        word = word.replace(british, american)
    return _singular(word)


def _singular(word: str) -> str:
    if word.endswith("aches"):
        return word[:-1]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(_SAME_IN_PLURAL):
        return _OES.sub("osis", word) if word.endswith("oses") else word[:-1]
    return word
