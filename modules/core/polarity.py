"""Whether a sentence says the contrary of a passage's: negations, and words that are each other's opposite.

Words are all that is seen, so it speaks up only where one of the two sentences holds exactly one negative expression
more than the other, right before something that both talk about: "must not sublet" over "may sublet", "no known
allergies" over "allergic to penicillin". Exceptions, double negations and mere limits ("no later than") are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from modules.core.text import content_words

# Says how much or what else, not that something is not so.
_NEUTRAL = re.compile(
    r"\b(?:not (?:only|just|merely|solely|simply|until|necessarily|limited to|exceed(?:ing)?|to exceed)"
    r"|(?:no|not) (?:later|more|less|fewer|earlier|sooner|greater|longer) than|no matter|whether or not|if not|or not"
    r"|without (?:limitation|limiting|prejudice))\b|\bno\.?(?=\s*\d)|^\W*no(?=,)",
    re.IGNORECASE,
)
_VERB_CUE = (
    r"in no (?:event|case|way)|under no circumstances?|at no time|no longer|not|never|cannot|neither|nor|\w+n['’]t"
)
_NOUN_CUE = r"no|without|den(?:y|ies|ied)|lacks?(?: of)?|absence of|free of|negative for|ruled out"
_CUE = re.compile(rf"\b(?:(?P<verb>{_VERB_CUE})|(?P<noun>{_NOUN_CUE}))\b", re.IGNORECASE)
# Whatever else may turn a sentence round: with one of these in it, nothing is said about it.
_TURNING = re.compile(
    r"\b(?:unless|except\w*|only|but|none|nothing|nobody|nowhere|hardly|rarely|seldom|barely|few|little|fail\w*|refus\w*"
    r"|prevent\w*|avoid\w*|unable|impossible|instead|rather|although|though|while|whereas|however|despite"
    r"|otherwise|stop\w*|cease\w*|discontinu\w*|waive\w*|absent|other than|nkda|nil)\b",
    re.IGNORECASE,
)
# Behind one of these, a negation is about somebody or something else, or only supposed.
_ASIDE = re.compile(
    r"\b(?:who|whom|which|whose|those|if|when|where|because|being|careful)\b[^.;:]{0,40}$", re.IGNORECASE
)
_LOOSE = re.compile(r"[.;:]\s+not\b")
_NO_STATEMENT = re.compile(r"\?\s*$|^\W*(?:how|what|why|when|who|where|which|does|do|is|are|can)\b", re.IGNORECASE)
# What may stand between a negation and what it denies.
_MODIFIERS_TEXT = """
known significant evidence history sign documented reported current active further additional
"""
_MODIFIERS = frozenset(_MODIFIERS_TEXT.split())
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (
            r"increas\w*|r[io]se[sn]?|rising|grew|grow\w*|higher",
            r"decreas\w*|declin\w*|f[ae]ll\w*|drop\w*|lower\w*|reduc\w*",
        ),
        (r"profits?|(?:net|operating) income|earnings|gains?|surplus\w*", r"loss(?:es)?|deficits?"),
        (r"permit\w*|allow\w*|entitled|may", r"prohibit\w*|forbid\w*|forbidden|banned"),
        (r"inflows?|provided by", r"outflows?|used (?:in|for)"),
        (r"includ\w*", r"exclud\w*"),
        (r"positive", r"negative"),
    )
)
_ENDING = re.compile(r"(?:ical|ic|y|ous|al|ion|ive|able|ible|or|er)$")
_LEAST_ROOT = 5
_ALIKE = 0.5
_NEAR = 3
# Of a sentence with more words, one opposite may be about one thing and the other about another.
_SIMPLE = 12


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence: the roots of its words, in order; those that each negation denies; what else may turn it round."""

    text: str
    order: tuple[str, ...]
    roots: frozenset[str]
    denied: Counter[frozenset[str]]
    turning: Counter[str]

    def beside(self, denied: frozenset[str]) -> frozenset[str]:
        """Return the roots within a few words of the denied ones."""
        places = [at for at, root in enumerate(self.order) if root in denied]
        return frozenset(
            root for at, root in enumerate(self.order) if any(abs(at - place) <= _NEAR for place in places)
        ).difference(denied)


def contradicted(said: str, others: Iterable[str]) -> bool:
    """Tell whether the sentences that share most of its words with a sentence all say the contrary of it.

    Args:
        said: the sentence.
        others: those of the evidence. Among them one that says it too and as fully clears the sentence.
    """
    one = _read(said)
    most, contrary = 0, False
    for other in map(_read, others):
        shared = len(one.roots & other.roots)
        if shared >= max(1, most, _ALIKE * min(len(one.roots), len(other.roots))):
            contrary = _contrary(one, other) and (contrary or shared > most)
            most = shared
    return contrary


def _contrary(one: _Said, other: _Said) -> bool:
    if one.turning != other.turning:
        return False
    opposed = any(_pole(pair, one.text) * _pole(pair, other.text) == -1 for pair in _OPPOSITES)
    here, there = one.denied - other.denied, other.denied - one.denied  # what both deny they agree about
    if opposed or here.total() + there.total() != 1:
        return opposed and not here and not there and max(len(one.roots), len(other.roots)) <= _SIMPLE
    denying, telling = (one, other) if here else (other, one)
    [denied] = here or there
    if not denied or not denied <= telling.roots:
        return False
    # The same is denied: of a customer, not of a supplier.
    lone = min(len(denying.roots - denied), len(telling.roots - denied)) <= 1
    return lone or bool(denying.beside(denied) & telling.beside(denied))


def _pole(pair: tuple[re.Pattern[str], re.Pattern[str]], text: str) -> int:
    """Return 1 for the first of two opposites, -1 for the second, 0 for neither or both."""
    return bool(pair[0].search(text)) - bool(pair[1].search(text))


@lru_cache(maxsize=10_000)
def _read(text: str) -> _Said:
    plain = _NEUTRAL.sub(_blank, text)
    cues = list(_CUE.finditer(plain))
    loose = bool(_LOOSE.search(plain))
    denied = Counter(
        frozenset() if loose or _ASIDE.search(plain[: cue.start()]) else _denied(plain, cue) for cue in cues
    )
    order = tuple(root for word in content_words(plain) if (root := _root(word.stem)) not in _MODIFIERS)
    turning = Counter(word.lower() for word in _TURNING.findall(plain))
    turning["?"] += bool(_NO_STATEMENT.search(plain))
    return _Said(plain, order, frozenset(order), denied, turning)


def _denied(text: str, cue: re.Match[str]) -> frozenset[str]:
    """Return the roots that a negation denies: the verb or adjective after "not", the words of the noun after "no"."""
    found: list[str] = []
    end = cue.end()
    for word in content_words(re.split(r"[.,;:()]", text[cue.end() :], maxsplit=1)[0]):
        start = cue.end() + word.start
        if found and (cue["verb"] or text[end:start].strip()):
            break
        end = cue.end() + word.end
        written = text[start:end].lower()
        if word.stem not in _MODIFIERS and not written.endswith("ly"):
            found.append(_root(word.stem))
    return frozenset(found[:3])


def _root(stem: str) -> str:
    shorter = _ENDING.sub("", stem)
    return shorter if len(shorter) >= _LEAST_ROOT else stem


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
