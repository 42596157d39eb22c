"""Medications with dose, route, frequency, and what happens to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from modules.domains.medical.fact import Assertion, Dosage, Kind, Status
from modules.domains.medical.facts.lexicon import Mention
from modules.domains.medical.facts.medicines import dose_patterns, medicine_mentions, prescription_words
from modules.domains.medical.facts.said import Found, Said, assertion_of, is_hypothetical
from modules.domains.medical.facts.statuses import status_in_row, statuses
from modules.domains.medical.record import Section

_EVERY = re.compile(
    r"\b(?:every (?:other |single )?(?:\d+|[a-z]+)(?:(?: ?- ?| to | or )(?:\d+|[a-z]+))? ?(?:hours?|hrs?|h"
    r"|days?|weeks?|months?|minutes?)"
    r"|every (?:other )?(?:day|week|month|night|morning|evening)|q\.? ?\d+(?: ?- ?\d+)? ?h(?:ours?"
    r"|rs?)?\.?|q\d+h|q ?\d+ ?(?:hours|h)"
    r"|(?:once|twice|(?:one|two|three|four|five|\d) times?|\d x|x ?\d) ?(?:a|per|each|every|/)? ?(?:day"
    r"|daily|week|weekly|month|night|year)"
    r"|(?:\d|one|two) (?:times )?(?:a day|daily|per day|nightly))\b",
    re.IGNORECASE,
)
_NOT_TAKEN = re.compile(
    r"\b(?:not|never|no longer|n['’]t|denie[sd]|deny|denying|without|no|any)\b[^.;:]{0,40}?$", re.IGNORECASE
)
_NEVER_TOOK = re.compile(
    r"(?:\b(?:not|never|denie[sd]|deny|denying|stay away from|avoid\w*|no)\b|n['’]t\b)(?! (?:help|work"
    r"|control|sure|improv|reliev|only|just|want to stop|tolerat|think|know|forget|miss))[^.;:?]{0,70}$",
    re.IGNORECASE,
)
_INEFFECTIVE = re.compile(r"\b(?:relief|help|improvement|benefit|success|improv\w+)\b", re.IGNORECASE)
_NEEDED = re.compile(
    r"[ ,]*(?:as needed|prn|when needed|as required|with food|with meals|at bedtime|in the morning|at night)\b",
    re.IGNORECASE,
)
# What stands between a name and its dose: few words, none that begins another clause.
_NEARBY = re.compile(r"[\s,(:–-]*(?:(?!after|because|when|since|but|which|who|with a)[^\s]+[\s,(:–-]+){0,6}")
_INJECTED = re.compile(r" (?:injection|shot)s?\b(?= (?:in|into|to|for|of|at|under)\b)", re.IGNORECASE)  # a procedure
_REACH = 110
_NEXT_SAYS = re.compile(
    r"[\W_]*(?:(?:um|uh|and|so|okay|well|you know)\W+)*(?:(?:you|he|she|i)(?: can|'ll| will| should)?|i"
    r" want you to|i'd like you to)? ?(?:take|taking|use) (?:it|that|this|them|those|one|two)\b"
    r"|[\W_]*(?:(?:um|uh|and)\W+)*(?:once|twice|every|three times|four times)\b",
    re.IGNORECASE,
)


class _Given(NamedTuple):
    """How a medicine is given, and where that stands: from `start` up to `end`."""

    dosage: Dosage
    start: int
    end: int


def medications(said: Said, following: Said | None = None) -> Iterator[Found]:
    """Yield the medications of a statement; `following` is what the same speaker says next."""
    mentions = list(medicine_mentions(said.words))
    happens = statuses(said, mentions)
    for at, (mention, status) in enumerate(zip(mentions, happens, strict=True)):
        left = mentions[at - 1].end if at else 0
        right = mentions[at + 1].start if at + 1 < len(mentions) else len(said.text)
        given = _given(said.text, mention, left, min(right, mention.end + _REACH), at + 1 < len(mentions))
        if is_hypothetical(said, mention.start, mention.end):
            status = Status.PLANNED
        if " | " in said.text and said.statement.header:
            status = status_in_row(said.text, mention) or status
        if not _is_taken(said, mention, given, status) or _INJECTED.match(said.text, mention.end):
            continue
        if following and at + 1 == len(mentions) and not given.dosage.frequency and _NEXT_SAYS.match(following.text):
            later = _given(following.text, None, 0, len(following.text), False).dosage
            dosage = given.dosage
            given = given._replace(
                dosage=Dosage(dosage.dose or later.dose, dosage.route or later.route, later.frequency)
            )
        asserted = _assertion(said, mention, status)
        yield Found(
            Kind.MEDICATION,
            mention.start,
            mention.end,
            mention.concept,
            reach=(min(mention.start, given.start), max(mention.end, given.end)),
            assertion=asserted,
            status=Status.UNKNOWN if asserted.negated else status,
            dosage=given.dosage if given.dosage != Dosage() else None,
        )


def _is_taken(said: Said, mention: Mention, given: _Given, status: Status) -> bool:
    only_taken, unnamed = prescription_words().only_taken, prescription_words().unnamed
    if mention.concept in unnamed:
        return False
    listed = said.section in (Section.MEDICATIONS, Section.ALLERGIES)
    if mention.key in only_taken:
        return bool(
            given.dosage.dose
            or listed
            or status not in (Status.UNKNOWN, Status.PLANNED)
            or (given.dosage.frequency and said.talks is False)
        )
    return True


def _given(text: str, mention: Mention | None, left: int, right: int, more: bool) -> _Given:
    """Read dose, route and frequency around a name, from `left` up to `right`."""
    dose_pattern, before_pattern, _ = dose_patterns()
    name_start, name_end = (mention.start, mention.end) if mention else (0, 0)
    start, end, dose = name_start, name_end, ""
    before = before_pattern.search(text[left:name_start])
    if before and before["dose"].strip():
        start, dose = left + before.start("dose"), before["dose"]
    stop = _end_of_item(text, name_end, right)
    if more and (following := before_pattern.search(text[name_end:right])):
        stop = min(stop, name_end + following.start("dose"))  # it belongs to the next name
    after = text[name_end:stop]
    if not dose:
        found = [one for one in dose_pattern.finditer(after) if _NEARBY.fullmatch(after[: one.start()])]
        if found:
            # "from 20 mg to 40 mg": the new one
            chosen = (
                found[-1]
                if len(found) > 1 and re.search(r"\b(?:to|and)\s*$", after[found[0].end() : found[-1].start()])
                else found[0]
            )
            dose, end = chosen["dose"], max(end, name_end + chosen.end())
    routes, frequencies = prescription_words().routes, prescription_words().frequencies
    route = next((one for one in routes.finditer(after) if _is_prescribed(one.group())), None)
    often = _EVERY.search(after) or next(
        (one for one in frequencies.finditer(after) if _is_prescribed(one.group())), None
    )
    frequency = ""
    if often:
        needed = _NEEDED.match(after, often.end())
        last = needed.end() if needed else often.end()
        frequency = after[often.start() : last]
        end = max(end, name_end + last)
    if route:
        end = max(end, name_end + route.end())
    one_line = (" ".join(part.split()) for part in (dose, route.group() if route else "", frequency))
    return _Given(Dosage(*one_line), start, end)


def _is_prescribed(printed: str) -> bool:
    """Whether a word of two letters is one of a prescription: "OD", "IM", not "om" nor "on"."""
    return len(printed) > 2 or printed.isupper() or printed in ("po", "iv", "im", "bd", "od", "sc", "sl", "qd", "hs")


def _end_of_item(text: str, start: int, right: int) -> int:
    found = re.search(
        r";|\n\s*\n|,? and\b(?! (?:\d|one|two|then|every|at|as|half))|\. [A-Z]| \. |\bfor (?:his|her|my|the"
        r"|your|treatment)\b",
        text[start:right],
    )
    return start + found.start() if found else right


def _assertion(said: Said, mention: Mention, status: Status) -> Assertion:
    asserted = assertion_of(said, mention.start, mention.end)
    if said.question:
        return asserted
    before = said.text[max(said.denies, 0) : mention.start]
    negated = bool(_NEVER_TOOK.search(before)) and not _INEFFECTIVE.search(before[-60:])
    if re.search(r"\b(?:but|however|except|besides|other than|just|only)\b[^.;]*$", before):
        negated = False
    historical = asserted.historical and status in (Status.STOPPED, Status.UNKNOWN)
    return replace(asserted, negated=negated and status is not Status.STOPPED, uncertain=False, historical=historical)
