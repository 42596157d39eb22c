"""Who must do what: the duties, prohibitions and rights that the sentences of a contract give its parties."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from modules.core.findings import Citation
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import wording
from modules.domains.legal.obligations.deadlines import Deadline, deadline
from modules.domains.legal.parties import ROLES, Party, parties


class Kind(StrEnum):
    """What a sentence gives a party."""

    DUTY = "duty"
    PROHIBITION = "prohibition"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Duty:
    """What a party must do, must not do, or may do.

    Attributes:
        id: the same for the same sentence of the same document, however often it is read.
        party: what the contract calls it; "Each party" and "Either party" for all of them.
        modal: the words that bind it: "shall", "agrees to".
        action: what, in the contract's words.
        condition: when only: "If the Customer fails to pay"; "" where it is unconditional.
        deadline: by when; None where nothing is said.
        reference: the clause.
        citations: the sentence.
    """

    id: str
    party: str
    kind: Kind
    modal: str
    action: str
    condition: str
    deadline: Deadline | None
    reference: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence that binds one party to one thing.

    Attributes:
        said: what follows the modal.
        at: where it stands in the sentence, to tell two parts that say the same.
        before: what stands before the subject, where it belongs to this part alone.
    """

    subject: str
    modal: str
    said: str
    at: int
    condition: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before a list: "The Customer shall:"; the items up to `end` are its duties."""

    subject: str
    modal: str
    condition: str
    end: int


def duties(contract: Contract) -> tuple[Duty, ...]:
    """Return the duties, prohibitions and rights of a contract's parties, in its order."""
    return tuple(_Reader(contract, parties(contract)).read())


class _Reader:
    """Reads the sentences of one contract in order."""

    def __init__(self, contract: Contract, named: Sequence[Party]) -> None:
        self._contract = contract
        text = contract.text.lower()
        self._names = {one.name.lower(): one.name for one in named}
        self._names |= {one.lower(): one for one in ROLES if one.lower() not in self._names and one.lower() in text}
        known = sorted([*self._names, *wording.ONE_PARTY, *wording.ALL_PARTIES], key=len, reverse=True)
        subjects = "|".join([*(re.escape(one).replace(r"\ ", r"\s+") for one in known), wording.BY_WHAT_IT_DOES])
        self._acts = re.compile(
            rf"\b(?:the\s+)?(?P<subject>{subjects})(?!\w)(?!['’]s?\b){wording.INSERTED}{wording.MODAL}", re.IGNORECASE
        )
        self._acted_on = re.compile(
            rf"{wording.MODAL}\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?\w+(?:ed|en|t|de|d)\s+(?:\w+\s+){{0,4}}?by\s+(?:the\s+)?"
            rf"(?P<subject>{subjects})(?!\w)(?!['’])",
            re.IGNORECASE,
        )
        self._named_first = re.compile(rf"(?:the\s+)?(?:{subjects})(?!\w)", re.IGNORECASE)
        self._beside = re.compile(
            rf"(?<!\bby )(?<!\bto )(?<!\bof )\b(?:{subjects})\s+(?:and|or)\s+(?:the\s+)?$", re.IGNORECASE
        )

    def read(self) -> Iterator[Duty]:
        """Yield what each sentence gives."""
        lead: _Lead | None = None
        within = 0  # the end of the last item that opens a list of its own: what that lists are no duties by themselves
        for start, end in self._contract.sentences:
            text = self._contract.text[start:end]
            if len(text) > wording.LONGEST_SENTENCE or wording.DEFINES.match(text) or wording.NOTHING.search(text):
                continue
            if lead and start >= lead.end:
                lead = None
            acts = [one for one in self._acts.finditer(text) if not wording.NO_SUBJECT.search(text[: one.start()])]
            item = wording.ITEM.match(text)
            if acts:
                parts = self._active(text, acts)
                lead = self._lead(start, text, acts[-1]) or lead
            elif lead and item and start < within:
                continue
            elif lead and item and not self._named_first.match(text, item.end()):
                within = self._opened(start, text)
                parts = iter([_Part(lead.subject, lead.modal, text[item.end() :], item.end(), lead.condition)])
            else:
                parts = self._passive(text)
            for part in parts:
                if duty := self._duty(start, end, part):
                    yield duty

    def _lead(self, start: int, text: str, last: re.Match[str]) -> _Lead | None:
        behind = text[last.end() :].strip()
        clause = self._contract.clause_at(start)
        if clause is None or not behind.endswith(":") or len(behind.split()) > wording.WORDS_OF_A_LEAD:
            return None
        return _Lead(last["subject"], last["modal"], _leading(text[: last.start()]), clause.end)

    def _opened(self, start: int, text: str) -> int:
        """Return where the list ends that an item opens: "(b) include in the notification:"; 0 where it opens none."""
        clause = self._contract.clause_at(start)
        return clause.end if clause and text.rstrip().endswith(":") else 0

    def _active(self, text: str, acts: Sequence[re.Match[str]]) -> Iterator[_Part]:
        """Yield "The Customer shall pay", once for each part of the sentence that says who does what."""
        position = 0
        for match, following in zip_longest(acts, acts[1:]):
            before = text[position : match.start()]
            subject = "each party" if self._beside.search(before) else match["subject"]
            said = text[match.end() : following.start() if following else len(text)]
            if following and (next_own := wording.LEADING_CONDITION.search(said)):
                said = said[: next_own.start()]  # it belongs to the part behind
            if len(said.split()) > wording.WORDS_OF_A_LEAD or not said.rstrip().endswith(":"):
                own = wording.SENTENCE_END.split(before)[-1] if position == 0 else ""
                yield from _split(_Part(subject, match["modal"], said, match.end(), _leading(before), own))
            position = match.end()

    def _passive(self, text: str) -> Iterator[_Part]:
        """Yield "The Fees shall be paid by the Customer" as a duty of the Customer."""
        match = self._acted_on.search(text)
        if match and not wording.NO_ACTION.match(text, match.end("modal")):
            yield _Part(match["subject"], match["modal"], text, 0)

    def _duty(self, start: int, end: int, part: _Part) -> Duty | None:
        """Return what a part of the sentence between two offsets gives; None where it binds nobody to anything."""
        kind = _kind(part)
        if wording.NO_ACTION.match(part.said) or wording.STATES.match(f"{part.modal}{part.said}"):
            return None
        if kind is Kind.PROHIBITION and wording.NO_BURDEN.match(part.said):
            return None
        action, condition = re.split(r";|:\s*$", part.said)[0], part.condition
        later = wording.LATER_CONDITION.search(action)
        if later and not condition:
            action, condition = action[: later.start()], later["condition"]
        action = wording.LEFT_OVER.sub("", " ".join(action.split()).strip(" ,.;:"))
        if len(action) < wording.SHORTEST_ACTION:
            return None
        clause = self._contract.clause_at(start)
        named = f"{self._contract.document_id} {start + part.at} {part.modal}"
        return Duty(
            hashlib.sha1(named.encode(), usedforsecurity=False).hexdigest()[:16],
            self._party(part.subject),
            kind,
            " ".join(part.modal.split()),
            _cut(action),
            _cut(condition) if " " in (condition := " ".join(condition.split()).strip(" ,.;:")) else "",
            deadline(part.said) or _counted(condition) or _counted(part.before),
            clause.reference if clause else "",
            self._contract.cite(start, end),
        )

    def _party(self, subject: str) -> str:
        name = " ".join(subject.lower().split())
        if name in self._names:
            return self._names[name]
        if name in wording.ALL_PARTIES:
            return "Each party"
        return "Either party" if name in wording.ONE_PARTY else name.capitalize()


def _leading(before: str) -> str:
    found = wording.LEADING_CONDITION.search(before[-wording.LONGEST_ACTION :])
    return found["condition"] if found else ""


def _cut(text: str) -> str:
    return text if len(text) <= wording.LONGEST_ACTION else f"{text[: wording.LONGEST_ACTION].rstrip()}…"


def _split(part: _Part) -> Iterator[_Part]:
    """Yield "pay the fee and shall not sue" as two parts of the same party."""
    position, modal = 0, part.modal
    for match in wording.AND_ALSO.finditer(part.said):
        yield replace(part, modal=modal, said=part.said[position : match.start()], at=part.at + position)
        position, modal = match.end(), match["modal"]
        part = replace(part, before="")
    yield replace(part, modal=modal, said=part.said[position:], at=part.at + position)


def _counted(text: str) -> Deadline | None:
    """Return the deadline that a condition, or what stands before the subject, names with a number."""
    found = deadline(text)
    return found if found and found.kind in ("length", "notice", "date") else None


def _kind(part: _Part) -> Kind:
    never = part.subject.lower().startswith(("neither", "no ")) or wording.NEVER.match(part.said)
    if never or wording.FORBIDS.search(part.modal):
        return Kind.PROHIBITION
    return Kind.RIGHT if wording.ALLOWS.match(part.modal) or wording.RIGHT_IN_DUTY.match(part.said) else Kind.DUTY
