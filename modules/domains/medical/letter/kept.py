"""Whether a reworded line still says what it must: every figure, date, negation and side, and nothing of these more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from modules.core.figures import numbers
from modules.core.polarity import contradicted
from modules.core.text import content_words, stem
from modules.domains.medical.letter.plain_words import plain
from modules.domains.medical.syllables import syllables

_FIGURE = re.compile(r"\d+(?:[.,/:]\d+)*")
_AGE = re.compile(r"\b\d{1,3}[- ]?(?:years?|yrs?|y|months?|weeks?|days?)[- ]?(?:/o|old)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|nor|neither|without|cannot|nil|nkda|negative|absen(?:t|ce)|ruled out"
    r"|stop\w*|avoid\w*|unless|except|den(?:y|ies|ied|ying)|discontinu\w*|held?|hold|refus\w*|lacks?|resolved)\b|n['’]t\b",
    re.IGNORECASE,
)
_SIDES = {"left": "left", "right": "right", "bilateral": "both", "bilaterally": "both", "both": "both"}
_SIDE = re.compile(rf"\b(?:{'|'.join(_SIDES)})\b", re.IGNORECASE)
# "Right away" and "all right" are no sides.
_NO_SIDE = re.compile(r"\bright away\b|\ball ?right\b|\bright now\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|june|july|august|september"
    r"|october|november|december)\b|\b(?:today|tomorrow|yesterday|tonight|daily|weekly|monthly|hourly)\b",
    re.IGNORECASE,
)
_LONG = 3  # syllables: a plain rewording needs no new word of so many
_LEAST_SHARED = 0.5


def kept(before: str, after: str) -> bool:
    """Tell whether two wordings hold the same figures, units, dates, negations of the same things, and sides.

    The age with which notes introduce a patient may be left out of what is said to the patient.
    """
    before = _AGE.sub("", before)
    after = _AGE.sub("", after)
    return all(read(before) == read(after) for read in (_figures, _measures, _negated, _sides, _days))


def faithful(before: str, after: str, names: Iterable[str]) -> bool:
    """Tell whether a model's rewording may stand: what `kept` asks, every drug's name, and no new long word.

    Args:
        before: the line.
        after: its rewording.
        names: of the medicines of the record; one that the line says must stay as it is.
    """
    if not kept(before, after) or contradicted(after, [before]):
        return False
    if any((name.lower() in before.lower()) != (name.lower() in after.lower()) for name in names if name):
        return False
    said, new = _content(before), _content(after)
    strangers = {word for word in new if stem(word) not in {stem(one) for one in said}}
    if any(syllables(word) >= _LONG for word in strangers):
        return False
    return len(new) > 0 and len(strangers) <= (1 - _LEAST_SHARED) * len(new) and len(new) >= _LEAST_SHARED * len(said)


def _figures(text: str) -> Counter[str]:
    return Counter(_FIGURE.findall(text))


def _measures(text: str) -> Counter[tuple[str, float, str]]:
    return Counter((one.kind, one.value, one.unit) for one in numbers(text))


def _negated(text: str) -> Counter[str]:
    """Return what each negation stands before, in plain words: the first word of content after it."""
    text = plain(text)
    cues = list(_NEGATION.finditer(text))
    return Counter(_first_word(text, cue.end()) for cue in cues)


def _first_word(text: str, at: int) -> str:
    rest = re.split(r"[.;]", text[at:], maxsplit=1)[0]
    return next((word.stem for word in content_words(rest) if not _NEGATION.fullmatch(word.stem)), "")


def _sides(text: str) -> Counter[str]:
    return Counter(_SIDES[side.lower()] for side in _SIDE.findall(_NO_SIDE.sub("", text)))


def _days(text: str) -> Counter[str]:
    return Counter(day.lower() for day in _DAY.findall(text))


def _content(text: str) -> list[str]:
    return [text[word.start : word.end].lower() for word in content_words(text)]
