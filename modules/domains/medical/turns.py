"""The turns of a dialogue: who speaks, and what each reply answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from modules.core.text import sentences
from modules.core.types import Page
from modules.domains.medical.record import Section, Speaker

_ROLES = (
    r"doctor|dr|physician|clinician|gp|provider|nurse(?: practitioner)?|therapist|surgeon|consultant"
    r"|resident|pharmacist|np|pa|patient|pt|client"
    r"|mother|father|mom|mum|dad|parent|wife|husband|spouse|daughter|son|sister|brother|carer|caregiver"
    r"|guardian|companion|relative"
    r"|interpreter|family(?: member)?|guest[ _]\w+(?:_\d)?|patient[ _]guest|guest"
)
_MARK = re.compile(
    rf"^[ \t]*[\[(]?(?:(?P<who>{_ROLES})(?:[ _]?\d)?|(?P<title>(?:dr|doctor|nurse|mr|mrs|ms|miss)\.?"
    rf" [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)|(?P<letter>[DPN]))(?:[\])][ \t]*:?|[ \t]*:)[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_CLINICIANS = frozenset(
    [
        "doctor",
        "dr",
        "physician",
        "clinician",
        "gp",
        "provider",
        "nurse",
        "therapist",
        "surgeon",
        "consultant",
        "resident",
        "pharmacist",
        "np",
        "pa",
        "d",
        "n",
    ]
)
_PATIENTS = frozenset("patient pt client p mr mrs ms miss".split())  # noqa: SIM905
_LEAST_TURNS = 3
_LEAST_SHARE = 0.05  # of the lines of a transcript begin a turn
_TOPICS: tuple[tuple[Section, str], ...] = (
    (Section.ALLERGIES, r"allerg"),
    (
        Section.FAMILY,
        r"family history|anyone in (?:your|the|her|his) family|run(?:s|ning)? in (?:your|the)"
        r" family|in your"
        r" (?:immediate )?family|(?:your|her|his) (?:parents|mother|father|siblings)\b.{0,30}\b(?:have|had"
        r"|health|medical|history)|family (?:members )?(?:have|had|with)|family medical|family.{0,15}history",
    ),
    (Section.SURGERY, r"surger|operation|operated"),
    (
        Section.MEDICATIONS,
        r"(?:what|any|other|which|current|your|the|those|daily|regular|taking) (?:\w+"
        r" ){0,3}(?:medications?"
        r"|medicines?|meds|tablets|drugs|pills|supplements|vitamins)\b|take (?:anything|any\b)|prescri"
        r"|over.the.counter",
    ),
    (
        Section.SOCIAL,
        r"\bsmok|cigarette|tobacco|\bdrink\b|alcohol|recreational|illicit|street drug|for a"
        r" living|what do you"
        r" do\b|\bwork\b|\bjob\b|who (?:do you |lives )|live (?:alone|with|at)|married|children|at home with"
        r"|sexually|exercise|occupation|\bdiet\b|travel",
    ),
    (
        Section.PAST,
        r"medical history|past (?:medical|health)|(?:medical|health) (?:problem|condition|issue)|history of"
        r"|diagnosed with|chronic (?:illness|condition)",
    ),
    (Section.IMMUNISATIONS, r"vaccin|immuni[sz]|flu shot"),
)
_TOPIC = re.compile("|".join(f"(?P<{section.name}>{words})" for section, words in _TOPICS), re.IGNORECASE)


# The end of a sentence in a transcript that is cut into tokens or has no capitals: "mr ." ends none.
_STOP = re.compile(r"(?:(?<= )[.!]|[?])(?=\s+\S)")
# Where one seems to begin in a transcript without any signs.
_OPENS = re.compile(
    r"(?<=\w)(?=\s+(?:have you|do you|did you|are you|any (?!of)|how (?:about|have|are|is|do)|what(?:"
    r" about|'s| are| is)|is there|are there|let me"
    r"|i want|i(?:'m| am) (?:also )?going to|okay|alright|so (?:i|you|we)|and then|and (?:do|have|did|are)"
    r" you|but i)\b)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:not|n['’]t|no|without|have|had|having|appreciate|see|of|for|with|if|are|is) *$|n['’]t \w+ *$", re.IGNORECASE
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|st|vs|prof)\s*\.$", re.IGNORECASE)


class Turn(NamedTuple):
    """What somebody says until another one speaks: characters of a page, the name of who speaks left out."""

    start: int
    end: int
    speaker: Speaker


def is_dialogue(text: str) -> bool:
    """Whether a text is a transcript: at least three turns, of more than one speaker or many, or nothing but two.

    "Patient: Ann Vale" at the head of every page is one turn, however often it comes back.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    marks = [mark.group().strip().lower() for mark in _MARK.finditer(text)]
    if len(set(marks)) > 1 and all(map(_MARK.match, lines)):
        return True
    turns = {(mark.group().strip().lower(), _rest(text, mark)) for mark in _MARK.finditer(text)}
    if len(turns) < _LEAST_TURNS or len(marks) < _LEAST_SHARE * len(lines):
        return False
    return len(set(marks)) > 1 or len(turns) > 2 * _LEAST_TURNS


def turns(page: Page, before: Speaker) -> Iterator[Turn]:
    """Yield the turns of a page; what stands before the first mark goes on with what the page before ended with."""
    text = page.text
    marks = list(_MARK.finditer(text))
    starts = [*(mark.start() for mark in marks), len(text)]
    if text[: starts[0]].strip():
        yield Turn(0, starts[0], before)
    for mark, end in zip(marks, starts[1:], strict=True):
        yield Turn(mark.end(), end, _speaker(mark))


def said_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a turn, also those that begin without a capital."""
    stops = _STOP if re.search(r"[.?!]", text) else _OPENS
    for start, end in sentences(text):
        left = start
        for stop in stops.finditer(text, start, end):
            if not _TITLE.search(text[left : stop.end()]) and not _WITHIN.search(text[left : stop.end()]):
                yield left, stop.end()
                left = stop.end() + len(text[stop.end() : end]) - len(text[stop.end() : end].lstrip())
        if text[left:end].strip():
            yield left, end


def topic_of(question: str) -> Section | None:
    """Return the section of a note in which the answer to a question would stand; None where nothing tells."""
    found = _TOPIC.search(question)
    return Section[str(found.lastgroup)] if found else None


def _rest(text: str, mark: re.Match[str]) -> str:
    """Return what stands on the line behind a mark, or in the line after it."""
    return text[mark.end() :].lstrip().partition("\n")[0].strip().lower()


def _speaker(mark: re.Match[str]) -> Speaker:
    who = (mark["who"] or mark["letter"] or mark["title"].split()[0]).lower().strip(".")
    first = re.split(r"[ _]", who)[0]
    if "clinician" in who:
        return Speaker.CLINICIAN
    if "guest" in who:
        return Speaker.COMPANION
    if first in _CLINICIANS:
        return Speaker.CLINICIAN
    return Speaker.PATIENT if first in _PATIENTS else Speaker.COMPANION
