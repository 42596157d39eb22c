"""How often a medicine is taken, in plain words: "BID" is two times a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The last point of "b.i.d." may end the sentence, too.
_POINT = r"(?:\.(?!\s*$|\s+(?-i:[A-Z])))?"


def _short(*letters: str) -> str:
    """Match an abbreviation with and without points: "bid", "b.i.d.", "b. i. d."."""
    pointed = r"\.\s?".join(letters)
    return f"{''.join(letters)}|{pointed}{_POINT}"


# "Q.d.s." is looked for before "q.d.", which begins it.
_WRITTEN = {
    "four": (r"four times|4\s?x", rf"{_short('q', 'i', 'd')}|{_short('q', 'd', 's')}"),
    "three": (r"three times|3\s?x", rf"{_short('t', 'i', 'd')}|{_short('t', 'd', 's')}"),
    "two": (r"twice|two times|2\s?x", _short("b", "i", "d")),
    "one": (r"once|one time|1\s?x", rf"{_short('q', 'd')}|q\.? ?day"),
}
# By itself an abbreviation means a day; a number of times needs the day or the week beside it.
_PER = r"(?:\s?(?:daily|a day|per day|each day|every day|/\s?day))"
_PER_WEEK = r"(?:\s?(?:weekly|a week|per week|each week|/\s?week))"
_HOURLY = rf"q\.?\s?(?P<least>\d{{1,2}})(?:\s?(?:-|–|to)\s?(?P<most>\d{{1,2}}))?\s?(?:hours?|hrs?|h)\b{_POINT}"


def _rule(pattern: str, plain: str) -> tuple[re.Pattern[str], str]:
    """Match a whole word that is not the end of a range: "2-3x daily" stays."""
    return re.compile(rf"(?<![\w.–-])(?<!to )(?<!or )(?<![–-] )(?:{pattern})(?![\w-]|\.\w)", re.IGNORECASE), plain


def _counted() -> Iterator[tuple[re.Pattern[str], str]]:
    for number, (written, short) in _WRITTEN.items():
        times = "one time" if number == "one" else f"{number} times"
        yield _rule(rf"(?:{written}){_PER_WEEK}", f"{times} a week")
        yield _rule(rf"(?:{written}){_PER}|(?:{short}){_PER}?", f"{times} a day")


_ANYWHERE = (
    _rule(rf"{_short('q', 'o', 'd')}|every second day", "every other day"),
    *_counted(),
    _rule(_short("q", "h", "s"), "at bedtime"),
    _rule(_short("q", "a", "m"), "every morning"),
    _rule(_short("q", "p", "m"), "every evening"),
    _rule(rf"{_short('p', 'r', 'n')}|as needed|when required|as required|if needed", "when you need it"),
)
_IN_A_DOSE = (
    _rule(_short("o", "d"), "one time a day"),
    _rule(_short("b", "d"), "two times a day"),
    _rule(rf"{_short('h', 's')}|nightly|nocte", "at bedtime"),
    _rule(r"mane", "every morning"),
    _rule(r"stat", "right away"),
    _rule(r"daily", "every day"),
    _rule(r"weekly", "every week"),
)
_EVERY_HOURS = re.compile(rf"(?<![\w.]){_HOURLY}", re.IGNORECASE)
_ROUTES = (
    _rule(rf"{_short('p', 'o')}|oral|orally|per os", "by mouth"),
    _rule(rf"{_short('i', 'v')}|intravenous|intravenously", "through a vein"),
    _rule(rf"{_short('i', 'm')}|intramuscular|intramuscularly", "as a shot into a muscle"),
    _rule(rf"{_short('s', 'c')}|{_short('s', 'q')}|sub-?q|subcut(?:aneous(?:ly)?)?", "as a shot under the skin"),
    _rule(rf"{_short('s', 'l')}|sublingual|sublingually", "under the tongue"),
    _rule(rf"{_short('p', 'r')}|rectal|rectally", "into the bottom"),
    _rule(r"topical|topically", "on the skin"),
    _rule(r"inhaled|inh|inhalation", "breathed in"),
    _rule(r"nasal|intranasal", "into the nose"),
)


def plain_frequencies(text: str) -> str:
    """Spell out the frequencies of a running text that mean nothing else: "BID", "q6h", "PRN", "twice daily"."""
    return _apply(_ANYWHERE, _EVERY_HOURS.sub(_hours, text))


def plain_frequency(frequency: str, eye: bool = False) -> str:
    """Spell out what is known to be a frequency, also "OD", "BD" and "daily".

    Args:
        frequency: as written.
        eye: whether it is for drops or the eye, where "OD" is the right one and stays.
    """
    rules = _IN_A_DOSE[1:] if eye else _IN_A_DOSE
    return _apply(rules, plain_frequencies(" ".join(frequency.split()))).rstrip(".")


def plain_route(route: str) -> str:
    """Spell out what is known to be a route: "PO", "IV"."""
    return _apply(_ROUTES, " ".join(route.split())).rstrip(".")


def _apply(rules: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, plain in rules:
        text = pattern.sub(plain, text)
    return text


def _hours(match: re.Match[str]) -> str:
    most = f" to {match['most']}" if match["most"] else ""
    hours = "hour" if match["least"] == "1" and not most else "hours"
    return f"every {match['least']}{most} {hours}"
