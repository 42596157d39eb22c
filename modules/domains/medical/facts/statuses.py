"""What happens to each medicine that a statement names: started, stopped, changed, continued or planned.

A cue before a list speaks of all that is in it ("stop aspirin and naproxen"); one that stands with a single medicine
("lisinopril (stopped)", "aspirin was stopped") of that medicine alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from modules.domains.medical.fact import Status
from modules.domains.medical.facts.lexicon import Mention
from modules.domains.medical.facts.medicines import prescription_words
from modules.domains.medical.facts.said import Said
from modules.domains.medical.record import Section

_REACH = 110  # characters between a cue and the first medicine behind it
_BEHIND = 60  # characters between a medicine and the cue that stands with it
_LIST = 3  # medicines, and the share of its words that name them, by which a statement is a list of medicines
_LISTED = 0.7
_CHAIN = 30  # characters between a weak cue and the stronger one before it
_WEAK = frozenset("on take taking use using".split())  # noqa: SIM905  # words that say nothing beside a stronger one
_PARTS = re.compile(r"[;|•\n]|,|\.(?= |$)|\b(?:and|but|then|while|plus)\b|&|\+", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[][^)\]]*$")
_PASSIVE = re.compile(r"\b(?:was|were|is|be|been|being|has|have|to|the|dose)\b", re.IGNORECASE)
# Words that begin a clause, after which a cue no longer speaks of what stands before.
_NEXT_CLAUSE = re.compile(r"\b(?:he|she|i|we|you|they|who|because|since|when|until|if)\b", re.IGNORECASE)
_PAIRED = re.compile(r"\s*(?:and|&|\+)\s*", re.IGNORECASE)
_INTO = re.compile(
    r"\s*(?:[\w.]+ ?){0,4}?\b(?:to|with|for|onto|by)\s+(?:the |a |an )?(?:[\d.,]+ ?\w+ (?:of )?)?$", re.IGNORECASE
)
_EXCHANGED = frozenset(
    ["change", "changed", "changing", "switch", "switched", "switching", "replace", "replaced", "swap", "swapped"]
)
# "lisinopril 20 mg (replaced by ", "codeine was switched to "
_REPLACED_BY = re.compile(
    r"(?: [\d.,/]+ ?\w+)?,?(?: once| twice)?(?: daily)? ?[(,]?\s*(?:(?:was|is|were|has been|to be) )?"
    r"(?:replaced|switched|changed|swapped) (?:by|with|to|for|onto) (?:the |a |an )?",
    re.IGNORECASE,
)
# A sentence that tells something of its medicines orders none: "the tablets at home are to be taken back".
_TOLD = re.compile(r"\b(?:is|are|was|were|has|have)\b", re.IGNORECASE)
_DENIED = re.compile(r"(?:\b(?:not|never|no)|n['\u2019]t)\s+(?:been |be |being )?$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_DOSE = re.compile(r"\s+doses?\b", re.IGNORECASE)
_REPLACED = re.compile(r"\b(?:replaces|replacing|instead of|in place of)\s+$", re.IGNORECASE)
_CELL = re.compile(r"\| ?(\w+)")
_CELL_SAYS = (
    (Status.STOPPED, frozenset("stopped discontinued stop ceased withheld held".split())),  # noqa: SIM905
    (Status.CHANGED, frozenset("increased reduced decreased changed halved doubled".split())),  # noqa: SIM905
    (Status.STARTED, frozenset("new started added begun".split())),  # noqa: SIM905
    (Status.CONTINUED, frozenset("unchanged continued continue same".split())),  # noqa: SIM905
)


def statuses(said: Said, medicines: Sequence[Mention]) -> list[Status]:
    """Return what happens to each of the medicines of a statement, which are in reading order."""
    if not medicines:
        return []
    cues = [meant for cue in prescription_words().status.find(said.words) if (meant := _meant(said.text, cue))]
    own = [_own(said.text, medicines, at, cues) for at in range(len(medicines))]
    attached = {id(cue) for cue in own if cue}
    free = [cue for cue in cues if id(cue) not in attached]
    rest = _by_section(said, medicines)
    found = []
    for at, medicine in enumerate(medicines):
        left = medicines[at - 1].end if at else 0
        before = _before(free, medicine, left)
        cue = own[at]
        if cue and before and before.start >= left and (cue.concept == "continued" or _goes_on(before, cue)):
            cue = before  # "increase the metformin that he takes"
        at_rest = Status.UNKNOWN if _is_a_reason(said.text[: medicine.start]) else rest
        found.append(_exchanged(said, medicines, at, cues) or _meaning(cue or before) or at_rest)
    for at in range(len(medicines) - 2, -1, -1):  # "aspirin and clopidogrel were stopped"
        between = said.text[medicines[at].end : medicines[at + 1].start]
        if own[at + 1] and not own[at] and _PAIRED.fullmatch(between):
            found[at] = found[at + 1]
    return found


def _meant(text: str, cue: Mention) -> Mention | None:
    """Return a cue as it is meant where it stands; None where it says nothing of what happens.

    What is not changed or not stopped goes on; "a reduced dose" names an amount and no change.
    """
    before = text[: cue.start]
    if cue.concept in ("changed", "stopped") and _DENIED.search(before):
        return cue._replace(concept="continued")
    if cue.concept == "changed" and cue.key.endswith("ed") and _ARTICLE.search(before) and _DOSE.match(text, cue.end):
        return None
    return cue


def status_in_row(text: str, medicine: Mention) -> Status | None:
    """Return what another cell of a table's row says of its medicine: "unchanged", "new, replaces lisinopril"."""
    if _REPLACED.search(text[: medicine.start]):
        return Status.STOPPED
    said = _CELL.findall(text[medicine.end :])
    return next((status for status, words in _CELL_SAYS for found in said if found.lower() in words), None)


def _own(text: str, medicines: Sequence[Mention], at: int, cues: Sequence[Mention]) -> Mention | None:
    """Return the cue that stands with one medicine alone: behind it, no other medicine nor part of a list between."""
    medicine = medicines[at]
    right = medicines[at + 1].start if at + 1 < len(medicines) else len(text)
    for cue in cues:
        if not (medicine.last <= cue.first and cue.end <= right and cue.start - medicine.end <= _BEHIND):
            continue
        between = text[medicine.end : cue.start]
        if cue.key in _WEAK or _NEXT_CLAUSE.search(between):
            return None
        if _BRACKET.search(between):
            return cue
        parted = _PARTS.search(between.rstrip().removesuffix(","))  # "naproxen, stopped."
        closed = at + 1 == len(medicines) or _PARTS.search(text, cue.end, right)
        if parted or not (closed or _PASSIVE.search(between)):
            return None
        return cue if _PASSIVE.search(between) or _is_participle(cue) else None
    return None


def _is_participle(cue: Mention) -> bool:
    """Whether a cue can stand behind its medicine: "aspirin stopped", not "aspirin start"."""
    return cue.key.endswith(("ed", "held", "begun", "withheld", "continue")) or cue.concept == "continued"


def _before(cues: Sequence[Mention], medicine: Mention, left: int) -> Mention | None:
    """Return the nearest cue before a medicine, else the one that opened the list that it stands in."""
    before = [cue for cue in cues if cue.last <= medicine.first and medicine.start - cue.end < _REACH]
    near = [cue for cue in before if cue.start >= left]
    chosen = (near or before)[-1] if before else None
    if chosen and (chosen.key in _WEAK or chosen.concept == "tried"):  # "stopped and not to be taken: lisinopril"
        faint = ("continued", chosen.concept)
        stronger = [one for one in before if one.concept not in faint and 0 <= chosen.start - one.end < _CHAIN]
        chosen = stronger[0] if stronger else chosen
    return chosen


def _exchanged(said: Said, medicines: Sequence[Mention], at: int, cues: Sequence[Mention]) -> Status | None:
    """Return what becomes of a medicine that takes another one's place: "change codeine to tramadol"."""
    for first in (at, at - 1):
        if first < 0 or first + 1 >= len(medicines):
            continue
        old, new = medicines[first], medicines[first + 1]
        if old.concept != new.concept and _REPLACED_BY.fullmatch(said.text, old.end, new.start):
            return Status.STOPPED if first == at else Status.STARTED
        verb = next((cue for cue in reversed(cues) if cue.last <= old.first), None)
        if (
            verb
            and verb.key in _EXCHANGED
            and old.start - verb.end < _CHAIN
            and old.concept != new.concept
            and _INTO.fullmatch(said.text, old.end, new.start)
        ):
            return Status.STOPPED if first == at else Status.STARTED
    return None


def _meaning(cue: Mention | None) -> Status | None:
    if cue is None:
        return None
    return Status.UNKNOWN if cue.concept == "tried" else Status(cue.concept)


def _is_a_reason(before: str) -> bool:
    """Whether other words stand before a name in its bracket: "ibuprofen (kidney disease, anticoagulation)"."""
    opened = _BRACKET.search(before)
    return bool(opened and re.search(r"[A-Za-z]{3}[^(\[]*,\s*$", opened.group()))


def _goes_on(before: Mention, cue: Mention) -> bool:
    """Whether a medicine goes on, whose earlier prescription is named: "continue the antibiotics he was started on"."""
    return before.concept == "continued" and before.key not in _WEAK and cue.concept == "started"


def _by_section(said: Said, medicines: Sequence[Mention]) -> Status:
    """Return what a statement means that says nothing of it: a bare list of medicines is of those that are taken."""
    if said.section is Section.MEDICATIONS:
        return Status.CONTINUED
    if said.section is Section.PLAN and not said.talks and not _TOLD.search(said.text, medicines[-1].end):
        return Status.STARTED
    named = sum(one.last - one.first for one in medicines)
    bare = len(medicines) >= _LIST and named >= _LISTED * len(said.words.items) and not said.talks
    return Status.CONTINUED if bare and said.section is Section.OTHER else Status.UNKNOWN
