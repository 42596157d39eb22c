"""A visit's transcript as the lines of a note, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from modules.core.figures import numbers
from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.medical.record import Note, Section, Speaker, Statement
from modules.domains.medical.writing.answers import Verdict, about_symptoms, answered, labelled, verdict
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.persons import Persons, addressed, persons, reported
from modules.domains.medical.writing.roles import mended
from modules.domains.medical.writing.speech import Utterance, utterances
from modules.domains.medical.writing.spelled import in_digits
from modules.domains.medical.writing.topics import Course, is_medical

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
    r"\b(?:how are you|nice to (?:meet|see)|good to see|good (?:morning|afternoon|evening)|thank(?:s| you)"
    r"|you are welcome|bye|have a (?:good|great|nice)|take care|see you (?:then|later|soon)|my name is"
    r"|i am (?:doctor|dr)|dax\b|dragon"
    r"|weather|halloween|christmas|thanksgiving|congratulations|sounds? (?:good|great|like a plan|fine|fun)"
    r"|that makes sense|any questions|other questions|questions? (?:for me|about)|i (?:understand|see|agree"
    r"|hear you)$|that is (?:good|great|awesome|fine|true|right|perfect|wonderful|interesting|okay)"
    r"|(?:i am|am) (?:so )?sorry|let me (?:see|just|take|ask|go|look|know if you)|does that (?:sound|make sense)"
    r"|what do you think|feel free|glad (?:to|you|that)|no worries|my pleasure|good luck|confirm your|date of birth"
    r"|full name|hear me|bear with me|can you hear|hang on|one (?:second|moment|sec)|finalize|show me"
    r"|go ahead and (?:do|take) (?:a|my) quick|what (?:does|do) (?:that|this|it) (?:all )?mean|i (?:will"
    r"|am going to) (?:let you know|take a (?:look|listen)|ask)"
    r"|talk (?:a little|about)|my assessment|(?:a few|some) questions|nurse told|looks like you"
    r"|i know (?:that )?(?:the|you|we)|perform your|we have (?:a|our) plan|on your way out|any concerns|confidential"
    r"|private (?:place|space)|safe place|comfortable place|speak freely|mind me asking|calling from|first question"
    r"|next question|before (?:i|we) go|screening questions|count (?:to|down)|happy to (?:go ahead|talk)"
    r"|summari[sz]e|tell me (?:a little|more)|should be aware)\b",
    re.IGNORECASE,
)
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


def entries(note: Note) -> Iterator[Entry]:
    """Yield what a transcript says, line by line: answers with their questions, and what the clinician tells."""
    who = persons(note.patient.sex or _sex(note))
    course, asked = Course(), _Asked()
    dense = sum(len(statement.text.split()) for statement in note.statements) < _LONG
    for statement in mended(note.statements):
        for said in utterances(statement):
            speaks = _of_clinician if said.clinician else _of_other
            yield from speaks(said, course, asked, who, dense=dense)


def _of_clinician(said: Utterance, course: Course, asked: _Asked, who: Persons, *, dense: bool) -> Iterator[Entry]:
    if said.question or said.tagged:
        course.of_question(said.text)
        asked.ask(said)
        return
    if (
        _SMALL_TALK.search(said.text)
        or len(content_stems(said.text)) < (_LEAST_TOLD - dense)
        or not (dense or is_medical(said.text) or numbers(said.text))
    ):
        return
    section = course.of_told(said.text)
    yield _entry(addressed(said.text, who), section, said.statement)


def _of_other(said: Utterance, course: Course, asked: _Asked, who: Persons, *, dense: bool) -> Iterator[Entry]:
    waiting = [] if asked.answered else [one for one in asked.questions if not _SMALL_TALK.search(one.text)]
    small = bool(asked.questions) and not asked.answered and not waiting
    asked.answered = True
    kind, rest = verdict(said.text)
    realised = False
    if (
        kind is Verdict.YES
        and len(waiting) > 1
        and about_symptoms(waiting[-1].text)
        and about_symptoms(waiting[-2].text)
    ):
        realised = True  # which of them it affirms, only the answer's own words can say
        asked_for = "? ".join(question.text for question in waiting)
        section = course.of_answer(waiting[-1].text, rest, yes_or_no=True)
        places = dict.fromkeys(question.statement for question in waiting)
        yield _entry(f"Asked “{asked_for}?”: “{said.text}”", section, said.statement, *places)
        rest = ""
    elif kind is not Verdict.OPEN:
        for question in _meant(waiting, kind):
            line = _confirmed(question, kind, who)
            if line:
                realised = True
                section = course.of_answer(question.text, rest, yes_or_no=True)
                yield _entry(line, section, said.statement, question.statement)
    question_text = waiting[-1].text if waiting else asked.questions[-1].text if asked.questions else ""
    if said.question or not rest or small or _SMALL_TALK.search(rest):
        return
    section = course.of_answer(question_text, rest, yes_or_no=False)
    asking = [waiting[-1].statement] if waiting else []
    if waiting and (line := labelled(question_text, rest)):
        yield _entry(line, section, said.statement, *asking)
    elif _tells(rest, question_text if waiting and not realised else "", dense=dense):
        yield _entry(
            reported(rest, who) if said.statement.speaker is Speaker.PATIENT else rest, section, said.statement, *asking
        )


def _tells(said: str, question: str, *, dense: bool) -> bool:
    """Tell whether something said is worth a line: it has a word of the field or a number, or answers what has one."""
    if dense or is_medical(said) or numbers(said):
        return len(content_stems(said)) >= (1 if question else 2)
    return bool(question) and len(content_stems(said)) >= 1 and (is_medical(question) or len(content_stems(said)) >= 2)


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
