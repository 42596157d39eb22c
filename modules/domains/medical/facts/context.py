"""Whether a statement says, denies or doubts what it names, and of what time: the rules of ConText."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from modules.domains.medical.facts.lexicon import Lexicon, Mention, phrases, table
from modules.domains.medical.facts.words import Words

_YEARS_AGO = re.compile(r"\b(?:in|since|back in|of|,) ?(?:19[3-9]\d|20[0-4]\d)\b")
_QUERY = re.compile(r"\?+ ?(?=[A-Za-z])")
_SAYS_NO = re.compile(r"\s*[:–-]\s*(?:no|none|nil|negative|denie[sd]|absent)\b", re.IGNORECASE)
# "3-day history of cough" is of now.
_LASTS = re.compile(
    r"(?:\d+ ?/ ?(?:7|52|12|24)|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|few"
    r"|couple)(?: of)?[ -]?(?:hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?)['’]?|long|lengthy)\s*$",
    re.IGNORECASE,
)
_FOR_SO_LONG = re.compile(
    r"\b(?:for|x|over)(?: (?:the )?(?:past|last))? ?(?:(?:\d+|[a-z]+)(?: ?- ?\d+)?|(?:an?|several|a few)) ?"
    r"(?:hours?|hrs?|days?|weeks?|wks?|months?)\b|\b\d+ ?/ ?(?:7|52|12)\b",
    re.IGNORECASE,
)
# A clause that begins behind a comma: what denies the list before it says nothing of it.
_CLAUSE = re.compile(r", (?=(?:the|his|her|my|your|their|he|she|it|they|we|i|patient)\b)", re.IGNORECASE)
# Words that describe what stands right behind them and nothing further.
_OF_THE_NEXT = frozenset("previous prior former remote healed childhood potential possible questionable".split())  # noqa: SIM905
_NEXT = 36  # characters
_OPENING = 24  # characters before a time that opens a clause: "about four months ago"


class Effect(StrEnum):
    """What a cue does to the names in its scope."""

    NEGATED = "negated"
    UNCERTAIN = "uncertain"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of a statement that a cue acts upon.

    Attributes:
        start, end: character offsets.
        cue: where the cue itself stands.
    """

    effect: Effect
    start: int
    end: int
    cue: tuple[int, int]


class Context:
    """The cues of one statement with their scopes."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.scopes = tuple(_scopes(words))

    def effects(self, start: int, end: int) -> frozenset[Effect]:
        """Return what the cues do to a name, given by its characters."""
        found = frozenset(
            scope.effect
            for scope in self.scopes
            if scope.start <= start and end <= scope.end and not (scope.cue[0] < end and start < scope.cue[1])
        )
        text = self._words.text
        if _SAYS_NO.match(text, end):
            found |= {Effect.NEGATED}
        return found | {Effect.UNCERTAIN} if _QUERY.search(text[max(0, start - 2) : start + 1]) else found

    def cues(self, effect: Effect, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return where the cues stand that have this effect on a name."""
        return tuple(one.cue for one in self.scopes if one.effect is effect and one.start <= start and end <= one.end)


@cache
def _cues() -> tuple[Lexicon, dict[str, list[tuple[Effect | None, bool]]]]:
    """Return all cues, and for each what it does and whether it acts on what follows; None ends other scopes."""
    roles: dict[str, list[tuple[Effect | None, bool]]] = {}
    words = table("context")
    for effect in Effect:
        for place in ("before", "after"):
            for phrase in phrases(words[effect].get(place, "")) - {""}:
                roles.setdefault(phrase, []).append((effect, place == "before"))
        for phrase in phrases(words[effect].get("pseudo", "")) - {""}:
            roles.setdefault(phrase, [])
    for phrase in phrases(words["terminators"]["pseudo"]):
        roles.setdefault(phrase, [])
    for phrase in phrases(words["terminators"]["words"]) - {""}:
        roles.setdefault(phrase, []).append((None, False))
    return Lexicon(dict.fromkeys(roles, "")), roles


def _scopes(words: Words) -> list[Scope]:
    lexicon, roles = _cues()
    text = words.text
    found = [(mention, roles[mention.key]) for mention in lexicon.find(words) if not _is_duration(text, mention)]
    stops = sorted(
        [mention.start for mention, what in found if any(effect is None for effect, _ in what)]
        + [clause.start() for clause in _CLAUSE.finditer(text)]
        + [at for at, sign in enumerate(text) if sign in ";:\t" or text.startswith((" - ", " – ", ". ", " . "), at)]
    )
    scopes = []
    for mention, what in found:
        for effect, forward in what:
            if effect is not None:
                scopes.append(_scope(effect, forward, mention, stops, len(text)))
    scopes += [
        Scope(Effect.HISTORICAL, _left(stops, year.start()), year.end(), year.span())
        for year in _YEARS_AGO.finditer(text)
    ]
    return scopes


def _is_duration(text: str, mention: Mention) -> bool:
    if not mention.key.startswith(("history", "hx")):
        return False
    clause = text[mention.end :].split(".", 1)[0]
    return bool(_LASTS.search(text[: mention.start]) or _FOR_SO_LONG.search(clause))


def _scope(effect: Effect, forward: bool, cue: Mention, stops: list[int], length: int) -> Scope:
    place = (cue.start, cue.end)
    if forward and cue.key in _OF_THE_NEXT:
        return Scope(effect, cue.end, cue.end + _NEXT, place)
    if forward and effect is Effect.HYPOTHETICAL:
        return Scope(effect, cue.end, length, place)  # a list of risks goes on after "which" and "or"
    if forward:
        return Scope(effect, cue.end, next((stop for stop in stops if stop >= cue.end), length), place)
    left = _left(stops, cue.start)
    if effect is Effect.HISTORICAL and cue.start - left < _OPENING and cue.key.endswith("ago"):
        # "four months ago, she was in an accident": it opens its clause, so it speaks of what follows
        return Scope(effect, left, next((stop for stop in stops if stop > cue.end + 1), length), place)
    return Scope(effect, left, cue.start, place)


def _left(stops: list[int], start: int) -> int:
    """Return where the clause begins that ends at a character: a colon before "none" does not part it from its name."""
    return max((stop for stop in stops if stop < start - 2), default=0)
