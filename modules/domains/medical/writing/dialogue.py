"""A visit's transcript as the lines of a note, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from modules.core.figures import numbers
from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.medical.record import Note, Section, Speaker, Statement
from modules.domains.medical.roles import mended
from modules.domains.medical.writing.answers import (
    Verdict,
    about_symptoms,
    answered,
    labelled,
    leaves_open,
    verdict,
)
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.persons import Persons, addressed, persons, reported
from modules.domains.medical.writing.speech import Utterance, utterances
from modules.domains.medical.writing.spelled import in_digits
from modules.domains.medical.writing.topics import Course, asks_for_complaint, is_medical, relative_in

_SEX = re.compile(
    r"\b(?:year|yr)s?[- ]old (?:\w+[- ]){0,3}?(?P<sex>male|man|gentleman|boy|female|woman|lady|girl)\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:is|was) (?:a|an) [^.]{0,60}?\b(?P<sex>male|man|gentleman|boy|female|woman|lady|girl)\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:,|\b(?:hi|hello|morning|afternoon|yes|no|okay|well)) (?P<sex>sir|ma'am|mister|mr\.?"
    r"|mrs\.?|ms\.?|miss)\b",
    re.IGNORECASE,
)
_MALE = frozenset(("male", "man", "gentleman", "boy", "sir", "mister", "mr"))
_SMALL_TALK = re.compile(
    r"\b(?:(?:morning|afternoon|evening)(?:,? (?:sir|ma'am|miss|doctor|everyone))?$|how are you|nice to (?:meet|see)"
    r"|good to see|good (?:morning|afternoon|evening)|thank(?:s| you)"
    r"|you are welcome|bye|have a (?:good|great|nice)|take care|see you (?:then|later|soon)|my name is"
    r"|i am (?:doctor|dr)|dax\b|dragon"
    r"|weather|halloween|christmas|thanksgiving|congratulations|sounds? (?:good|great|like a plan|fine|fun)"
    r"|that makes sense|any questions|other questions|questions? (?:for me|about)|i (?:understand|see|agree"
    r"|hear you)$|that is (?:good|great|awesome|fine|true|right|perfect|wonderful|interesting|okay)"
    r"|(?:i am|am) (?:so )?sorry|let me (?:see|just|take|ask|go|look|know if you|listen|examine|check|press|feel|do)"
    r"|does that (?:sound|make sense)"
    r"|what do you think|feel free|glad (?:to|you|that)|no worries|my pleasure|good luck|confirm your|date of birth"
    r"|full name|hear me|bear with me|can you hear|hang on|one (?:second|moment|sec)|finalize|show me"
    r"|go ahead and (?:do|take) (?:a|my) quick|what (?:does|do) (?:that|this|it) (?:all )?mean|i (?:will"
    r"|am going to) (?:let you know|take a (?:look|listen)|ask)"
    r"|talk (?:a little|about)|my assessment|(?:a few|some|couple of|last|more|quick) questions"
    r"|(?:ask|asking) about your|nurse told|looks like you"
    r"|i know (?:that )?(?:the|you|we)|perform your|we have (?:a|our) plan|on your way out|any concerns|confidential"
    r"|private (?:place|space)|safe place|comfortable place|speak freely|mind me asking|calling from|first question"
    r"|next question|before (?:i|we) go|screening questions|count (?:to|down)|happy to (?:go ahead|talk)"
    r"|summari[sz]e|tell me (?:a little|more)|should be aware)\b",
    re.IGNORECASE,
)
# What the clinician is about to do at the couch is no finding.
_ABOUT_TO = re.compile(
    r"^(?:Next,? )?(?:I am going to|I will|I want to|I would like to|I'd like to|Let's|Let us|We will"
    r"|We are going to) (?:also )?(?:go ahead and )?(?:start by )?"
    r"(?:do (?:a|my|the|your) (?:\w+ )?(?:exam\w*|physical)|listen\w*|press\w*|examine|look at (?:your|some|the"
    r"|a few)|take a|feel your|check your (?:lungs|heart|ears|throat|blood pressure|pulse|reflexes|belly|neck))",
    re.IGNORECASE,
)
# What the patient says to the clinician is no statement about himself.
_TO_THE_CLINICIAN = re.compile(
    r"\b(?:what you (?:are|were) (?:saying|talking about|asking)|(?:like|as) you (?:said|know|say|asked|told)"
    r"|(?:can|could|would|will|should|do|did|are|have) you\b|you (?:think|tell me|said|told|asked|prescribed|gave"
    r"|want me|recommend)|let you know|see you|tell you|call you|ask you"
    r"|(?:if|whether) you (?:can|could|think|have))\b",
    re.IGNORECASE,
)
_UNHEARD = re.compile(r"(?:sorry|pardon(?: me)?|excuse me|i beg your pardon|come again|say again)", re.IGNORECASE)
_LEAST_TOLD = 3
# A visit has small talk; a short exchange is to the point.
_LONG = 400  # words


@dataclass
class _Asked:
    """The questions that wait for an answer."""

    questions: list[Utterance] = field(default_factory=list)
    answered: bool = False

    def ask(self, question: Utterance) -> None:
        if self.answered:
            self.questions.clear()
            self.answered = False
        self.questions.append(question)

    def waiting(self) -> list[Utterance]:
        """Return those that nobody has answered yet, without small talk."""
        return [] if self.answered else [one for one in self.questions if not _is_small_talk(one.text)]


def _is_small_talk(question: str) -> bool:
    return bool(_SMALL_TALK.search(question)) and not asks_for_complaint(question)


def entries(note: Note) -> Iterator[Entry]:
    """Yield what a transcript says, line by line: answers with their questions, and what the clinician tells."""
    return iter(_with_complaint(list(_Visit(note).entries())))


def _with_complaint(found: list[Entry]) -> list[Entry]:
    """Return the lines with the first thing complained of as the complaint, where nobody asked what brings him in."""
    if any(entry.section is Section.COMPLAINT for entry in found):
        return found
    told = (at for at, entry in enumerate(found) if entry.section is Section.HISTORY and is_medical(entry.text))
    if (first := next(told, None)) is not None:
        found[first] = replace(found[first], section=Section.COMPLAINT)
    return found


class _Visit:
    """A transcript as it is read from beginning to end."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._who = persons(note.patient.sex or _sex(note))
        self._dense = sum(len(statement.text.split()) for statement in note.statements) < _LONG
        self._course = Course()
        self._asked = _Asked()
        self._confirmed: tuple[Statement, Section] | None = None

    def entries(self) -> Iterator[Entry]:
        bare: list[Entry] = []  # of a mere yes or no, which counts unless the question turns out not to have been heard
        for statement in mended(self._note.statements):
            for said in utterances(statement):
                if _UNHEARD.fullmatch(said.text) and not said.clinician:
                    bare = []
                    continue
                yield from bare
                bare = []
                if said.clinician:
                    yield from self._told(said)
                elif verdict(said.text)[1]:
                    yield from self._replied(said)
                else:
                    bare = list(self._replied(said))
        yield from bare

    def _told(self, said: Utterance) -> Iterator[Entry]:
        if said.question or said.tagged:
            self._course.of_question(said.text)
            self._asked.ask(said)
        elif _is_worth_telling(said.text, dense=self._dense):
            yield _entry(addressed(said.text, self._who), self._course.of_told(said.text), said.statement)

    def _replied(self, said: Utterance) -> Iterator[Entry]:
        waiting = self._asked.waiting()
        small = bool(self._asked.questions) and not self._asked.answered and not waiting
        self._asked.answered = True
        kind, rest = verdict(said.text)
        if _is_ambiguous(waiting, kind):
            section = self._course.of_answer(waiting[-1].text, rest, yes_or_no=True)
            yield _unresolved(waiting, said, section)
            return
        if waiting and leaves_open(waiting[-1].text, kind, rest) and _confirmed(waiting[-1], kind, self._who):
            section = self._course.of_answer(waiting[-1].text, rest, yes_or_no=True)
            yield _unresolved(waiting[-1:], said, section)
            return
        confirmed = list(self._answers(waiting, kind, rest, said))
        yield from confirmed
        if confirmed:
            self._confirmed = (said.statement, confirmed[-1].section)
        if rest and not said.question and not small and not _SMALL_TALK.search(rest):
            yield from self._details(rest, said, [] if confirmed else waiting[-1:], waiting[-1:])

    def _answers(self, waiting: Sequence[Utterance], kind: Verdict, rest: str, said: Utterance) -> Iterator[Entry]:
        """Yield a line for each question that a yes or no answers."""
        for question in _meant(waiting, kind) if kind is not Verdict.OPEN else ():
            if line := _confirmed(question, kind, self._who):
                section = self._course.of_answer(question.text, rest, yes_or_no=True)
                yield _entry(line, section, said.statement, question.statement)

    def _details(
        self, rest: str, said: Utterance, answered_by: Sequence[Utterance], asked: Sequence[Utterance]
    ) -> Iterator[Entry]:
        """Yield what a reply says beyond yes and no."""
        places = [question.statement for question in asked]
        question = asked[-1].text if asked else self._asked.questions[-1].text if self._asked.questions else ""
        section = self._course.of_answer(question, rest, yes_or_no=False)
        if self._confirmed and self._confirmed[0] is said.statement and section is Section.HISTORY:
            section = self._confirmed[1]
        if asked and (line := labelled(question, rest)):
            yield _entry(line, section, said.statement, *places)
        elif _tells(rest, question if answered_by else "", dense=self._dense) and not _TO_THE_CLINICIAN.search(rest):
            patient = said.statement.speaker is Speaker.PATIENT
            text = reported(rest, self._who) if patient else rest
            relative = relative_in(question) if section is Section.FAMILY else ""
            if relative and not re.search(rf"\b{relative}|\b(?:mother|father|mom|mum|dad)\b", text, re.IGNORECASE):
                text = f"{relative.capitalize()}: {text[:1].lower()}{text[1:]}"
            yield _entry(text, section, said.statement, *places)


def _is_worth_telling(text: str, *, dense: bool) -> bool:
    if _SMALL_TALK.search(text) or _ABOUT_TO.match(text) or len(content_stems(text)) < _LEAST_TOLD - dense:
        return False
    return dense or is_medical(text) or bool(numbers(text))


def _is_ambiguous(waiting: Sequence[Utterance], said: Verdict) -> bool:
    """Tell whether a "yes" follows several questions after symptoms: which of them it affirms, it does not say."""
    return said is Verdict.YES and len(waiting) > 1 and all(about_symptoms(one.text) for one in waiting[-2:])


def _unresolved(waiting: Sequence[Utterance], said: Utterance, section: Section) -> Entry:
    asked = "? ".join(question.text for question in waiting)
    places = dict.fromkeys(question.statement for question in waiting)
    return _entry(f"Asked “{asked}?”: “{said.text}”", section, said.statement, *places)


def _tells(said: str, question: str, *, dense: bool) -> bool:
    """Tell whether something said is worth a line: it has a word of the field or a number, or answers what has one."""
    stems = len(content_stems(said))
    if is_medical(said) or numbers(said):
        return stems > 0
    if question:
        return stems > 0 and (dense or stems > 1 or is_medical(question))
    return dense and stems > 1


def _meant(waiting: Sequence[Utterance], said: Verdict) -> Sequence[Utterance]:
    """Return the questions that a yes or no answers: the last, and with a "no" the symptoms asked about before it."""
    if said is not Verdict.NO or not waiting or not about_symptoms(waiting[-1].text):
        return waiting[-1:]
    first = len(waiting) - 1
    while first and about_symptoms(waiting[first - 1].text):
        first -= 1
    return waiting[first:]


def _confirmed(question: Utterance, said: Verdict, who: Persons) -> str:
    if question.tagged:
        return addressed(question.text, who) if said is Verdict.YES else ""
    return answered(question.text, said, who)


def _entry(text: str, section: Section, *statements: Statement) -> Entry:
    text = in_digits(text).rstrip(" ,.;:")
    first = statements[0]
    sources: tuple[Citation, ...] = tuple(dict.fromkeys(statement.place for statement in statements))
    return Entry(f"{text}.", section, sources, first.date)


def _sex(note: Note) -> str:
    """Return the patient's sex where the talk says it: "a 58 year old male", or how the clinician addresses him."""
    for statement in note.statements:
        told = statement.speaker is Speaker.CLINICIAN
        match = _SEX.search(statement.text) or (
            told and (_PRONOUN.search(statement.text) or _ADDRESS.search(statement.text))
        )
        if match:
            return "male" if match["sex"].lower().rstrip(".") in _MALE else "female"
    return ""
