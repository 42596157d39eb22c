"""The names of medicines and the words of prescriptions, and where a text names a medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from modules.domains.medical.facts.lexicon import Lexicon, Mention, names, phrases, shipped, table
from modules.domains.medical.facts.naming import problem_names
from modules.domains.medical.facts.words import Words

_SPELLED = (
    r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty"
    r"|twenty[- ]five|thirty"
    r"|forty|fifty|sixty|seventy|seventy[- ]five|eighty|eighty[- ]one|ninety|half|point|oh|and|hundred|thousand)[ -]?)+"
)
_NUMBER = rf"(?:\.\d+|\d[\d,]*(?:\.\d+)?(?: ?[/–-] ?\d[\d,]*(?:\.\d+)?)*(?: (?:to|or) \d+(?:\.\d+)?)?|{_SPELLED})"


@cache
def medicine_names() -> Lexicon:
    """Return the names of medicines, ours before those of the terminologies."""
    words = table("medicines")
    known = names(words["names"])
    found = {name: concept for name, concept in shipped("drugs.txt.gz").items() if " and " not in name}
    merged = {name: known.get(concept, concept) for name, concept in found.items()}
    return Lexicon(merged | known)


@cache
def dose_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what a dose looks like, one that stands before the name, and the form of a name that no lexicon holds."""
    words = table("medicines")
    units = "|".join(sorted((re.escape(one) for one in words["words"]["units"].split("|")), key=len, reverse=True))
    dose = rf"(?P<dose>{_NUMBER}[ -]?(?:{units})s?(?![a-z])(?:/(?:ml|kg|day|hr|h|hour|dose|actuation|puff|\d+ ?ml))*)"
    forms = words["words"]["forms"]
    return (
        re.compile(rf"(?<![\w.])(?<!\d/){dose}", re.IGNORECASE),
        re.compile(
            rf"(?<![\w.])(?<!\d/){dose} ?(?:of |(?:{forms})s? (?:of )?|tablets of |a day of |dose of )?(?:the |your"
            rf" |oral |iv |generic )?$",
            re.IGNORECASE,
        ),
        re.compile(rf"[a-z]{{2,}}(?:{words['suffixes']['medicines']})"),
    )


class PrescriptionWords(NamedTuple):
    """The words of prescriptions.

    Attributes:
        routes, frequencies: what finds them as they are printed.
        status: cues of what happens to a medicine.
        only_taken: names that are a medicine only where it is taken, given or dosed: "calcium".
        unnamed: concepts of kinds without a name: "medication".
        classes: kinds of medicine, which are never one product with another name: "paracetamol/NSAIDs".
        no_medicines: words with the ending of a medicine that are none.
    """

    routes: re.Pattern[str]
    frequencies: re.Pattern[str]
    status: Lexicon
    only_taken: frozenset[str]
    unnamed: frozenset[str]
    classes: frozenset[str]
    no_medicines: frozenset[str]


@cache
def prescription_words() -> PrescriptionWords:
    """Return the words of prescriptions."""
    words = table("medicines")
    return PrescriptionWords(
        routes=_pattern(words["words"]["routes"]),
        frequencies=_pattern(words["words"]["frequencies"]),
        status=Lexicon({phrase: kind for kind, listed in words["status"].items() for phrase in phrases(listed)}),
        only_taken=phrases(words["general"]["only_taken"]),
        unnamed=phrases(words["general"]["unnamed"]),
        classes=phrases(words["general"]["classes"]),
        no_medicines=phrases(words["suffixes"]["not_medicines"]),
    )


def _pattern(listed: str) -> re.Pattern[str]:
    """Return what finds phrases as they are printed: "p o" also as "p.o."."""
    printed = (
        re.escape(one).replace(r"\ ", r"[ .\-\n]{1,2}") for one in sorted(listed.split("|"), key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(printed)})\b(?:\.(?=\w))?", re.IGNORECASE)


def medicine_mentions(words: Words) -> Iterator[Mention]:
    """Yield the medicines that a text names, also those that only look like one."""
    at, keys = 0, words.keys
    others, classes = prescription_words().no_medicines, prescription_words().classes
    suffix = dose_patterns()[2]
    while at < len(keys):
        found = medicine_names().starting(words, at)
        looks_like = len(keys[at]) > 6 and keys[at] not in others and suffix.fullmatch(keys[at])
        if found is None and looks_like and keys[at] not in problem_names():
            one = words.items[at]
            found = Mention(one.start, one.end, at, at + 1, one.key, one.key)
        if found:
            last = len(keys) if found.concept in classes else found.last
            while last < len(keys) and words.text[found.end : words.items[last].start] in ("-", "/", " / ", " - "):
                more = medicine_names().starting(words, last)
                if more is None or more.concept in classes:
                    break
                found = Mention(
                    found.start,
                    more.end,
                    found.first,
                    more.last,
                    f"{found.key} {more.key}",
                    _both(found.concept, more.concept),
                )
                last = found.last
            yield found
        at = found.last if found else at + 1


def _both(one: str, other: str) -> str:
    """Return the concept of a medicine of two substances, whichever is named first."""
    return " ".join(sorted({*one.split(), *other.split()}))
