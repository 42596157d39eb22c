"""How a contract is renewed, and how it is ended with notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from modules.domains.legal.obligations.facts import Fact
from modules.domains.legal.obligations.sentences import OWN_TIME, Sentence
from modules.domains.legal.values import Duration, durations

_RENEWS = re.compile(r"\b(?:renew(?:s|ed|ing)?|extend(?:s|ed|ing)?)\b", re.IGNORECASE)
_NO_RENEWAL = re.compile(
    r"\bnot\s+(?:be\s+)?(?:automatically\s+)?renew|\bextend\w*\s+(?:to\s+(?!.*\bterm)|credit|beyond)", re.IGNORECASE
)
_AGREED = re.compile(
    r"(?<!be )\bmutual(?:ly)?\b|\bupon\s+(?:the\s+)?(?:written\s+)?agreement|\bnegotiat", re.IGNORECASE
)
_BY_ITSELF = re.compile(r"\bautomatic", re.IGNORECASE)
_AUTOMATIC = re.compile(
    r"\bautomatic|\bunless\b.{0,200}\bnoti|\bshall\s+(?:be\s+)?renew(?!.{0,80}\b(?:agree|mutual))|\brenews\b",
    re.IGNORECASE | re.DOTALL,
)
_YEARLY = re.compile(
    r"\b(?:renew\w*|extend\w*)\s+(?:\w+\s+){0,2}?(?P<often>annually|yearly|each\s+year|year\s+to\s+year|from\s+year)",
    re.IGNORECASE,
)
_BEFORE_END = re.compile(
    r"['’]?\W{0,3}(?:(?:of|its|in|the|an?|such|previous|business)\s+){0,2}(?:prior|before|advance|notice|written|previous)",
    re.IGNORECASE,
)
_OF_NOTICE = re.compile(
    r"\bnotice\b[^.;]{0,80}$|\b(?:no\s+later\s+than|at\s+least|not\s+less\s+than|minimum\s+of)\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_MAY_END = re.compile(r"\b(?:terminat\w+|cancel\w*)\b", re.IGNORECASE)
_WITHOUT_CAUSE = re.compile(
    r"\bwithout\s+(?:any\s+)?(?:cause|reason)|\bfor\s+(?:any|no)\s+reason|\bfor\s+(?:its\s+)?convenience|\bat\s+any\s+time|"
    r"\b(?:either|any|each)\s+party\s+may|\bat\s+will\b|with\s+or\s+without\s+cause",
    re.IGNORECASE,
)
_FOR_CAUSE = re.compile(
    r"\bbreach|\bdefault|\bcure\b|\bremed|\binsolv|\bbankrupt|\bfail|\bfor\s+cause|\bmaterial", re.IGNORECASE
)
_RENEWAL_AGAIN = re.compile(r"renew|extend|extension", re.IGNORECASE)
_NO_CAUSE_NEEDED = re.compile(r"without\s+(?:any\s+)?cause|convenience", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Renewal:
    """How a contract is renewed.

    Attributes:
        period: how long a renewal lasts; None where it is not said.
        automatic: whether it renews without being asked to.
        notice: how long before the end notice must be given that it shall not renew; None where it is not said.
    """

    period: Fact | None
    automatic: bool
    notice: Fact | None


def renewal(sentences: Sequence[Sentence]) -> Renewal:
    """Return how a contract is renewed. What the parties would first have to agree on is no renewal."""
    candidates = [at for at, one in enumerate(sentences) if _renews(one)]
    if not candidates:
        return Renewal(None, False, None)
    at = max(candidates, key=lambda one: _likeliness(sentences[one]))
    sentence = sentences[at]
    period, notice = (
        _period(sentence),
        next((one for one in sentence.durations if _is_notice(sentence.text, one)), None),
    )
    return Renewal(
        sentence.fact(period) if period else None,
        bool(_AUTOMATIC.search(sentence.text)),
        sentence.fact(notice) if notice else _notice_behind(sentences[at + 1 : at + 3]),
    )


def terminations(sentences: Sequence[Sentence]) -> list[Fact]:
    """Return how long before the end a party must give notice that it ends the contract without a cause."""
    found = []
    for sentence in sentences:
        ends = _MAY_END.search(sentence.text) and _WITHOUT_CAUSE.search(sentence.text) and not _renews(sentence)
        if ends and (_NO_CAUSE_NEEDED.search(sentence.text) or not _FOR_CAUSE.search(sentence.text)):
            notices = (one for one in sentence.durations if _is_notice(sentence.text, one))
            found += [sentence.fact(one) for one in notices][:1]
    return found


def _renews(sentence: Sentence) -> bool:
    text = sentence.text
    return bool(_RENEWS.search(text) and OWN_TIME.search(text)) and not (
        _NO_RENEWAL.search(text) or (_AGREED.search(text) and not _BY_ITSELF.search(text))
    )


def _likeliness(sentence: Sentence) -> int:
    """How much a sentence that renews something looks like the one that renews the contract."""
    return 2 * (_period(sentence) is not None) + bool(_AUTOMATIC.search(sentence.text))


def _period(sentence: Sentence) -> Duration | None:
    """Return how long a renewal lasts; "annually" is a year."""
    renews = _RENEWS.search(sentence.text)
    behind = renews.end() if renews else 0
    for one in sentence.durations:
        within = sentence.text[: one.start].rstrip().lower().endswith("within")
        if one.start > behind and not within and not _is_notice(sentence.text, one):
            return one
    if yearly := _YEARLY.search(sentence.text):
        return replace(durations("one year")[0], start=yearly.start("often"), end=yearly.end("often"))
    return None


def _is_notice(text: str, one: Duration) -> bool:
    return bool(_BEFORE_END.match(text, one.end) or _OF_NOTICE.search(text[: one.start]))


def _notice_behind(sentences: Sequence[Sentence]) -> Fact | None:
    """Return the notice that a sentence behind the renewing one asks for."""
    for sentence in sentences:
        if _RENEWAL_AGAIN.search(sentence.text):
            for one in sentence.durations:
                if _is_notice(sentence.text, one):
                    return sentence.fact(one)
    return None
