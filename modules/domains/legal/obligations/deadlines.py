"""By when: the time that a duty names, in a length of time from an event, on a date, or again and again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from modules.domains.legal.obligations.arithmetic import arithmetic, shifted
from modules.domains.legal.obligations.key_dates import KeyDate, counts_from_start
from modules.domains.legal.spelled import day as said
from modules.domains.legal.values import Duration, dates, durations

_BEFORE_LENGTH = re.compile(
    r"\b(?P<word>within|in|no\s+later\s+than|not\s+later\s+than|no\s+more\s+than|not\s+more\s+than|at\s+least|not\s+less\s+than|"
    r"no\s+fewer\s+than|up\s+to|for|on|upon|by|after|every|minimum\s+of|with|provid\w+|giv\w+)\s+"
    r"(?:(?:a|an|the|any|such|its|period|of|minimum|first|next|no|later|than|less|not|at|least|more)\s+){0,5}\W?$",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"['’]?(?:\s+(?:period|time|business))?\s*(?:\)|,)?\s*(?P<relation>(?:in\s+advance\s+|immediately\s+)?(?:prior\s+to|before|preceding)|"
    r"after|of\b(?!\s+(?:prior|written|advance|notice))|from|following|(?:prior|advance|previous)\s+(?:written\s+)?notice|(?:written\s+)?notice|in\s+advance|"
    r"prior\s+written|advance\s+written)"
    r"\s*(?P<anchor>[^.;:()]{0,90})",
    re.IGNORECASE,
)
_ANCHOR_ENDS = re.compile(r",|\s(?:shall|will|must|may|unless|if|provided|and\s+shall|except|in\s+order)\b")
_ON_DATE = re.compile(
    r"\b(?:by|on|before|no\s+later\s+than|not\s+later\s+than|until|through|prior\s+to|on\s+or\s+before|due)\s+(?:or\s+before\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?P<every>annually|yearly|monthly|quarterly|weekly|daily|semi-?annually|bi-?weekly|"
    r"(?:once\s+)?(?:each|every|per|a)\s+(?:calendar\s+|fiscal\s+|contract\s+|business\s+)?(?:day|week|month|quarter|year)|"
    r"on\s+(?:a|an)\s+(?:monthly|quarterly|annual|weekly|daily|regular)\s+basis|"
    r"(?:on|by)\s+(?:or\s+before\s+)?the\s+\w+\s+(?:\(\w+\)\s+)?(?:business\s+)?day\s+of\s+(?:each|every)\s+(?:\w+\s+)?(?:month|quarter|year))\b",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(?P<soon>promptly|immediately(?!\s+(?:prior|preceding|before|following|after|available))|forthwith|without\s+(?:undue\s+)?delay|as\s+soon\s+as\s+(?:\w+\s+)?(?:possible|practicable)|"
    r"in\s+a\s+timely\s+manner|on\s+request|upon\s+request|at\s+once)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:expir\w*|end)\b.{0,30}\b(?:term|agreement|hereof|contract)\b|\b(?:term|agreement)(?:['’]s)?\s+expir\w*|\bexpir(?:y|ation)(?:\s+date)?\s*$|"
    r"\bend\s+of\s+the\s+(?:[\w-]+\s+){0,3}(?:term|year)\b",
    re.IGNORECASE,
)

Kind = Literal["length", "notice", "date", "recurring", "soon"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something is to be done.

    Attributes:
        kind: "length" from an event, "notice" ahead, on a "date", "recurring", or "soon" without a number.
        start, end: character offsets of what says it.
        said: in the contract's words: "within 30 days after receipt of the invoice".
        length: the length of time; None for a date, a recurrence, or "promptly".
        back: whether it counts back from the event: "at least 90 days before the end".
        anchor: the event that it counts from, in the contract's words; "" where none is named.
        day: the date that is named; None where none is.
    """

    kind: Kind
    start: int
    end: int
    said: str
    length: Duration | None = None
    back: bool = False
    anchor: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The day of a deadline; None, with what is missing, where it cannot be computed."""

    day: date | None
    arithmetic: str
    missing: str


def deadline(text: str) -> Deadline | None:
    """Return the deadline that a duty names; None where it names none.

    A length of time that says how long something lasts ("for two years") or is a definition is none.
    """
    for found in durations(text):
        before, relation = _BEFORE_LENGTH.search(text[: found.start]), _RELATION.match(text, found.end)
        word = " ".join(before["word"].lower().split()) if before else ""
        if word == "every":
            return Deadline("recurring", before.start(), found.end, text[before.start() : found.end], found)  # type: ignore[union-attr]
        if relation is None and word not in _BARE:
            continue
        if relation is None:
            start = before.start() if before else found.start
            return Deadline("length", start, found.end, _one_line(text[start : found.end]), found)
        if word == "for":
            continue
        kind: Kind = (
            "notice"
            if "notice" in relation["relation"].lower() or "written" in relation["relation"].lower()
            else "length"
        )
        anchor = _ANCHOR_ENDS.split(relation["anchor"])[0].strip()
        start = before.start() if before else found.start
        end = relation.start("anchor") + len(anchor) if anchor else relation.end("relation")
        back = bool(_BACK.match(relation["relation"]))
        return Deadline(kind, start, end, _one_line(text[start:end]), found, back, _one_line(anchor))
    for day in dates(text):
        if on := _ON_DATE.search(text[: day.start]):
            return Deadline("date", on.start(), day.end, _one_line(text[on.start() : day.end]), day=day.value)
    if every := _EVERY.search(text):
        return Deadline("recurring", every.start(), every.end(), _one_line(every.group()))
    if soon := _SOON.search(text):
        return Deadline("soon", soon.start(), soon.end(), _one_line(soon.group()))
    return None


_BARE = frozenset({"within", "no later than", "not later than", "no more than", "not more than"})
_BACK = re.compile(r"(?:in\s+advance|immediately\s+)?\s*(?:prior\s+to|before|preceding)|in\s+advance", re.IGNORECASE)


def due(deadline: Deadline, dates: dict[str, KeyDate]) -> Due:
    """Return the day of a deadline, where it is a date or counts from a key date.

    Args:
        deadline: of a duty.
        dates: the key dates by their kind.
    """
    if deadline.day:
        return Due(deadline.day, "The contract names the day.", "")
    if deadline.length is None or deadline.kind == "recurring":
        return Due(None, "", "The contract names no day." if deadline.kind == "soon" else "")
    base = _base(deadline, dates)
    if base is None:
        event = f"“{deadline.anchor}”" if deadline.anchor else "an event that the sentence does not name"
        return Due(None, "", f"It counts from {event}, whose day is not known.")
    if base.day is None:
        return Due(None, "", base.missing)
    day = shifted(base.day, deadline.length, back=deadline.back)
    told = arithmetic(base.day, deadline.length, back=deadline.back)
    return Due(day, told if day else "", "" if day else told)


def _base(deadline: Deadline, dates: dict[str, KeyDate]) -> KeyDate | None:
    if deadline.kind != "length":
        return None
    if _END.search(deadline.anchor):
        return dates.get("expiry")
    starts = re.match(
        r"(?:the\s+)?(?:effective|commencement|start)\s+date|(?:the\s+)?date\s+(?:hereof|of\s+this)|(?:the\s+)?execution\s+of\s+this",
        deadline.anchor,
        re.IGNORECASE,
    )
    return dates.get("effective") if starts and counts_from_start(deadline.anchor) else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["Deadline", "Due", "deadline", "due", "said"]
