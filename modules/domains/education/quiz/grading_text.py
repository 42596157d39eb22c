"""Whether a few words are an accepted answer: normalised, with room for spelling, and never by denying it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import Enum
from itertools import pairwise

from modules.core.figures import numbers
from modules.core.text import STOP_WORDS
from modules.domains.education.quiz.wording import find_name, normal, plain

_DENIED = re.compile(
    r"\b(?:not|never|no|neither|nor|cannot|isn['’]?t|aren['’]?t|wasn['’]?t|without|except|rather than|"
    r"instead of|unlike|"
    r"opposite of)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\s(?:or|/)\s|\s?/\s?|;|\?\s*\S", re.IGNORECASE)
_MOST_AROUND = 8
_SHORT, _LONG = 5, 9  # letters, from which one and two slips are a misspelling
# Beginnings and endings by which words of a field differ in meaning: never a misspelling of each other.
_BEGINNINGS = (
    ("hyper", "hypo"), ("inter", "intra"), ("endo", "exo"), ("ecto", "endo"), ("an", "cat"), ("pro", "eu"),
    ("homo", "hetero"), ("macro", "micro"), ("mono", "di"), ("mono", "bi"), ("di", "tri"), ("uni", "bi"),
    ("pre", "post"),
    ("in", "ex"), ("un", ""), ("in", ""), ("non", ""), ("a", ""), ("an", ""), ("anti", ""), ("iso", ""), ("im", ""),
    ("meio", "mito"), ("mei", "mit"), ("af", "ef"), ("ab", "ad"), ("sub", "super"), ("auto", "allo"), ("oxi", "redu"),
)  # fmt: skip
_ENDINGS = (
    ("ase", "ose"), ("ate", "ite"), ("ide", "ite"), ("ide", "ate"), ("ine", "ane"), ("ane", "ene"), ("ene", "yne"),
    ("ane", "yne"), ("ic", "ous"), ("ine", "ose"), ("or", "ee"), ("er", "ee"), ("gen", "gon"), ("sin", "some"),
)  # fmt: skip


class Read(Enum):
    """How a response reads beside the accepted answers."""

    SAME = "same"
    WITHIN = "within"  # the answer stands in a longer response
    MISSPELT = "misspelt"
    OTHER = "other"
    DENIED = "denied"
    SEVERAL = "several"  # more than one answer is offered
    UNSURE = "unsure"  # longer than an answer, and holding it: only a person can judge

    @property
    def right(self) -> bool:
        """Whether it counts as the answer."""
        return self in (Read.SAME, Read.WITHIN, Read.MISSPELT)

    def reason(self, answer: str) -> str:
        """Return what to tell the learner, "" where nothing needs to be said."""
        return {
            Read.MISSPELT: f"Mind the spelling: “{answer}”.",
            Read.OTHER: f"The answer is “{answer}”.",
            Read.DENIED: "The response denies what it names.",
            Read.SEVERAL: f"The response offers more than one answer; it is “{answer}”.",
            Read.UNSURE: "The answer stands in a long response: somebody should read it.",
        }.get(self, "")


def reads(said: str, accepted: Sequence[str], terms: Collection[str] = ()) -> Read:
    """Return how a response reads.

    It is right where it says an accepted answer in the same words, whatever their endings, case and articles; where the
    answer stands in it with a few other words; and where it is a misspelling: one slip in a word of five letters or
    more, two in one of nine or more, the first letter and all numbers right, and neither another term of the course nor
    a word with another beginning or ending of meaning ("hyper-" for "hypo-", "lactose" for "lactase").

    Args:
        said: the response.
        accepted: the answers, the first one the model answer.
        terms: stems of the course's other terms, joined by spaces.
    """
    bare = plain(said).strip(" .!")
    if not bare:
        return Read.OTHER
    wanted = {normal(answer) for answer in accepted if normal(answer)}
    if normal(bare) in wanted or any(bare.casefold() == answer.casefold() for answer in accepted):
        return Read.SAME
    inside = next((answer for answer in accepted if _stands_in(bare, answer)), None)
    if inside is not None:
        return _around(bare, inside, accepted, terms)
    return Read.MISSPELT if any(misspells(bare, answer, terms) for answer in accepted) else Read.OTHER


def _stands_in(said: str, answer: str) -> bool:
    place = find_name(said, answer)
    if place is None:
        return False
    own, given = _values(answer), _values(said)
    # "12 to 14" does not say 12, and "B" is no answer in "plan B".
    return own == given and (len(answer) > 1 or len(said.split()) <= 2)


def _values(text: str) -> list[float]:
    return [one.value for one in numbers(text) if not one.spelled]


def _around(said: str, answer: str, accepted: Sequence[str], terms: Collection[str]) -> Read:
    place = find_name(said, answer)
    rest = said if place is None else f"{said[: place[0]]} {said[place[1] :]}"
    if _DENIED.search(rest):
        return Read.DENIED
    if (_HEDGED.search(said) and not _HEDGED.search(answer)) or _another(rest, accepted, terms):
        return Read.SEVERAL
    left = [word for word in re.findall(r"\w+", rest.lower()) if word not in STOP_WORDS]
    return Read.WITHIN if len(left) <= _MOST_AROUND else Read.UNSURE


def _another(rest: str, accepted: Sequence[str], terms: Collection[str]) -> bool:
    """Tell whether what else is said names another term of the course, as one more answer."""
    own = {" ".join(normal(answer)) for answer in accepted}
    listed = re.split(r",|\band\b|;", rest)
    return any(" ".join(normal(part)) in terms and " ".join(normal(part)) not in own for part in listed if part.strip())


def misspells(said: str, answer: str, terms: Collection[str] = ()) -> bool:
    """Tell whether a response can only be a misspelling of an answer."""
    one, other = said.casefold().split(), plain(answer).casefold().split()
    if len(one) != len(other) or " ".join(normal(said)) in terms:
        return False
    if _values(said) != _values(answer):
        return False
    return all(first == second or _slipped(first, second) for first, second in zip(one, other, strict=True))


def _slipped(said: str, word: str) -> bool:
    allowed = 2 if len(word) >= _LONG else 1 if len(word) >= _SHORT else 0
    if not allowed or said[:1] != word[:1] or not said.replace("-", "").isalpha():
        return False
    return distance(said, word) <= allowed and not _means_other(said, word) and not _means_other(word, said)


def _means_other(one: str, other: str) -> bool:
    for first, second in _BEGINNINGS:
        if one.startswith(first) and other.startswith(second) and one[len(first) :] == other[len(second) :]:
            return True
        if first and second and one.startswith(first) and other.startswith(second) and not other.startswith(first):
            return True
    return any(one.endswith(first) and other.endswith(second) for first, second in _ENDINGS) or any(
        one.endswith(second) and other.endswith(first) for first, second in _ENDINGS
    )


def distance(one: str, other: str) -> int:
    """Return how many letters have to be put in, taken out, replaced, or exchanged with their neighbour (Damerau)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, before, row = before, row, [at]
        for place, wanted in enumerate(other, 1):
            best = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                best = min(best, last[place - 2] + 1)
            row.append(best)
    return row[-1]


def words_in_order(said: str, wanted: Sequence[str]) -> bool:
    """Tell whether a text names these in this order."""
    places = [find_name(said, one) for one in wanted]
    return all(place is not None for place in places) and all(
        first is not None and second is not None and first[0] < second[0] for first, second in pairwise(places)
    )
