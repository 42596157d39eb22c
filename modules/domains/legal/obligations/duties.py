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
from modules.domains.legal.obligations.deadlines import Deadline, deadline
from modules.domains.legal.obligations.parties import ROLES, Party, parties


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


_ONE_PARTY = ("either party", "either of the parties", "any party", "a party", "the other party", "such party", "party")
_ALL_PARTIES = ("each of the parties", "each party", "neither party", "no party", "both parties", "the parties")
_BY_WHAT_IT_DOES = r"[a-z-]+(?:ing|ed)\s+party"  # "the indemnifying party"
_MODAL = (
    r"(?P<modal>(?:shall|must|will|may)\s+not|may\s+(?:only|solely)|shall|must|will|may|cannot|"
    r"(?:hereby\s+)?(?:agrees?|undertakes?|covenants?)(?:\s+and\s+(?:agrees?|undertakes?))?\s+(?:not\s+)?to|"
    r"(?:hereby\s+)?(?:agrees?|covenants?)\s+that\s+(?:it|they)\s+(?:shall|will)(?:\s+not)?|"
    r"(?:is|are)\s+(?:hereby\s+)?(?:required|obligated|obliged|responsible)\s+(?:to|for)|"
    r"(?:is|are)\s+(?:hereby\s+)?(?:entitled|permitted|authori[sz]ed|allowed)\s+to|(?:has|have)\s+the\s+right\s+to|"
    r"(?:is|are)\s+(?:prohibited|restricted)\s+from)\b"
)
_INSERTED = (
    r"(?:\s*,[^,;:]{1,120},|\s*\([^()]{1,120}\))?"
    r"(?:\s+(?:each|both|all|hereby|also|then|therefore|further|thereafter|promptly|in\s+turn|jointly|"
    r"(?:and|or)\s+(?:each\s+of\s+)?its\s+\w+)){0,2}\s+"
)
_PREPOSITION = (
    r"\b(?:of|by|to|from|with|for|upon|against|on|between|under|than|as|about|at|which)\s+(?:the\s+|such\s+|any\s+)?$"
)
_NO_SUBJECT = re.compile(rf"{_PREPOSITION}|['’]s\s+(?:\w+\s+)?$", re.IGNORECASE)
_NEVER = re.compile(r"\s*(?:not|never|in\s+no\s+event)\b", re.IGNORECASE)
_FORBIDS = re.compile(r"\bnot\b|cannot|prohibited|restricted", re.IGNORECASE)
_ALLOWS = re.compile(r"may\b|.*(?:entitled|permitted|authori|allowed|right)", re.IGNORECASE)
_AND_ALSO = re.compile(
    r",?\s+(?:and|but|or)\s+(?:that\s+it\s+)?(?P<modal>(?:shall|must|will|may)(?:\s+not)?)\b(?!\s+have\s+been)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:]\s")
_NOTHING = re.compile(r"\bnothing\b", re.IGNORECASE)
_NO_ACTION = re.compile(
    r"\s*(?:(?:also|only|in\s+no\s+event|under\s+no\s+circumstances)\s+)?(?:not\s+)?"
    r"(?:be\s+(?:deemed|construed|considered|liable|subject\s+to|bound|governed|interpreted|treated|required|obligated|"
    r"obliged|relieved|released|under\s+(?:no|any)|in\s+(?:breach|default)|(?:mutually\s+)?agreed|"
    r"(?:\w+ly\s+)?(?:owned|suffered|incurred|received|caused)|responsible\s+for\s+any\s+(?:loss|damage))|mean\b|constitute|survive|lose\b|suffer\b|incur\b|become\b|include\b|refer\b|have\s+no\b|"
    r"have\s+any\s+(?:obligation|liability|duty|responsibility|right))",
    re.IGNORECASE,
)
_RIGHT_IN_DUTY = re.compile(
    r"\s*(?:also\s+|only\s+)?(?:be\s+(?:entitled|permitted|allowed|authori[sz]ed)|"
    r"have\s+(?:(?:the|a|an?\s+\w+)\s+(?:[\w-]+\s+){0,2}(?:right|option)|[^.;,]{0,40}\b(?:days?|period)\b))",
    re.IGNORECASE,
)
_WHEN = (
    r"(?:if|when|whenever|where|upon|in\s+the\s+event|unless|once|should|subject\s+to|in\s+case|to\s+the\s+extent|"
    r"provided\s+that|except|after|before|prior\s+to|following|within|during)\b"
)
_LEADING_CONDITION = re.compile(
    rf"(?:^\W*(?:[\d.]+\s+|\(\w{{1,4}}\)\s+)?(?:[A-Z][\w ]{{2,40}}\.\s+)?|[,;]\s*(?:and|but|or)?,?\s*|\band,?\s+)"
    rf"(?P<condition>{_WHEN}[^;]{{3,400}}?),\s*(?:then\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_LATER_CONDITION = re.compile(
    r",?\s(?P<condition>(?:if|unless|provided,?\s+(?:however,?\s+)?that|in\s+the\s+event|to\s+the\s+extent|"
    r"except\s+(?:as|that|where|to)|subject\s+to|so\s+long\s+as|until)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LEFT_OVER = re.compile(r",?\s+(?:and|or|but|that|if|unless|whether)(?:\s+(?:that|if|the))?$")
_ITEM = re.compile(r"\s*\(?(?:[a-z]{1,4}|\d{1,2})[).]\s", re.IGNORECASE)
_DEFINES = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?[\"“][^\"”]{2,60}[\"”]\s+(?:shall\s+mean|means|shall\s+have)", re.IGNORECASE
)
_LONGEST_SENTENCE = 4_000  # characters; what is longer is a table or a page without a full stop
_LONGEST_ACTION = 400
_SHORTEST_ACTION = 3
_WORDS_OF_A_LEAD = 2  # "The Customer shall also:" leads a list; with more words it says something itself


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
        known = sorted([*self._names, *_ONE_PARTY, *_ALL_PARTIES], key=len, reverse=True)
        subjects = "|".join([*(re.escape(one).replace(r"\ ", r"\s+") for one in known), _BY_WHAT_IT_DOES])
        self._acts = re.compile(
            rf"\b(?:the\s+)?(?P<subject>{subjects})(?!\w)(?!['’]s?\b){_INSERTED}{_MODAL}", re.IGNORECASE
        )
        self._acted_on = re.compile(
            rf"{_MODAL}\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?\w+(?:ed|en|t|de|d)\s+(?:\w+\s+){{0,4}}?by\s+(?:the\s+)?"
            rf"(?P<subject>{subjects})(?!\w)(?!['’])",
            re.IGNORECASE,
        )
        self._beside = re.compile(
            rf"(?<!\bby )(?<!\bto )(?<!\bof )\b(?:{subjects})\s+(?:and|or)\s+(?:the\s+)?$", re.IGNORECASE
        )

    def read(self) -> Iterator[Duty]:
        """Yield what each sentence gives."""
        lead: _Lead | None = None
        for start, end in self._contract.sentences:
            text = self._contract.text[start:end]
            if len(text) > _LONGEST_SENTENCE or _DEFINES.match(text) or _NOTHING.search(text):
                continue
            if lead and start >= lead.end:
                lead = None
            acts = [one for one in self._acts.finditer(text) if not _NO_SUBJECT.search(text[: one.start()])]
            item = _ITEM.match(text)
            if acts:
                parts = self._active(text, acts)
                lead = self._lead(start, text, acts[-1]) or lead
            elif lead and item:
                parts = iter([_Part(lead.subject, lead.modal, text[item.end() :], item.end(), lead.condition)])
            else:
                parts = self._passive(text)
            for part in parts:
                if duty := self._duty(start, end, part):
                    yield duty

    def _lead(self, start: int, text: str, last: re.Match[str]) -> _Lead | None:
        behind = text[last.end() :].strip()
        clause = self._contract.clause_at(start)
        if clause is None or not behind.endswith(":") or len(behind.split()) > _WORDS_OF_A_LEAD:
            return None
        return _Lead(last["subject"], last["modal"], _leading(text[: last.start()]), clause.end)

    def _active(self, text: str, acts: Sequence[re.Match[str]]) -> Iterator[_Part]:
        """Yield "The Customer shall pay", once for each part of the sentence that says who does what."""
        position = 0
        for match, following in zip_longest(acts, acts[1:]):
            before = text[position : match.start()]
            subject = "each party" if self._beside.search(before) else match["subject"]
            said = text[match.end() : following.start() if following else len(text)]
            if following and (next_own := _LEADING_CONDITION.search(said)):
                said = said[: next_own.start()]  # it belongs to the part behind
            if len(said.split()) > _WORDS_OF_A_LEAD or not said.rstrip().endswith(":"):
                own = _SENTENCE_END.split(before)[-1] if position == 0 else ""
                yield from _split(_Part(subject, match["modal"], said, match.end(), _leading(before), own))
            position = match.end()

    def _passive(self, text: str) -> Iterator[_Part]:
        """Yield "The Fees shall be paid by the Customer" as a duty of the Customer."""
        match = self._acted_on.search(text)
        if match and not _NO_ACTION.match(text, match.end("modal")):
            yield _Part(match["subject"], match["modal"], text, 0)

    def _duty(self, start: int, end: int, part: _Part) -> Duty | None:
        """Return what a part of the sentence between two offsets gives; None where it binds nobody to anything."""
        if _NO_ACTION.match(part.said):
            return None
        action, condition = re.split(r";|:\s*$", part.said)[0], part.condition
        later = _LATER_CONDITION.search(action)
        if later and not condition:
            action, condition = action[: later.start()], later["condition"]
        action = _LEFT_OVER.sub("", " ".join(action.split()).strip(" ,.;:"))
        if len(action) < _SHORTEST_ACTION:
            return None
        clause = self._contract.clause_at(start)
        named = f"{self._contract.document_id} {start + part.at} {part.modal}"
        return Duty(
            hashlib.sha1(named.encode(), usedforsecurity=False).hexdigest()[:16],
            self._party(part.subject),
            _kind(part),
            " ".join(part.modal.split()),
            _cut(action),
            _cut(" ".join(condition.split()).strip(" ,.;:")),
            deadline(part.said) or _counted(condition) or _counted(part.before),
            clause.reference if clause else "",
            self._contract.cite(start, end),
        )

    def _party(self, subject: str) -> str:
        name = " ".join(subject.lower().split())
        if name in self._names:
            return self._names[name]
        if name in _ALL_PARTIES:
            return "Each party"
        return "Either party" if name in _ONE_PARTY else name.capitalize()


def _leading(before: str) -> str:
    found = _LEADING_CONDITION.search(before[-_LONGEST_ACTION:])
    return found["condition"] if found else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_ACTION else f"{text[:_LONGEST_ACTION].rstrip()}…"


def _split(part: _Part) -> Iterator[_Part]:
    """Yield "pay the fee and shall not sue" as two parts of the same party."""
    position, modal = 0, part.modal
    for match in _AND_ALSO.finditer(part.said):
        yield replace(part, modal=modal, said=part.said[position : match.start()], at=part.at + position)
        position, modal = match.end(), match["modal"]
        part = replace(part, before="")
    yield replace(part, modal=modal, said=part.said[position:], at=part.at + position)


def _counted(text: str) -> Deadline | None:
    """Return the deadline that a condition, or what stands before the subject, names with a number."""
    found = deadline(text)
    return found if found and found.kind in ("length", "notice", "date") else None


def _kind(part: _Part) -> Kind:
    never = part.subject.lower().startswith(("neither", "no ")) or _NEVER.match(part.said)
    if never or _FORBIDS.search(part.modal):
        return Kind.PROHIBITION
    return Kind.RIGHT if _ALLOWS.match(part.modal) or _RIGHT_IN_DUTY.match(part.said) else Kind.DUTY
