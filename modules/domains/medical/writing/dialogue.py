"""A visit's transcript as the lines of a note, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from modules.core.figures import numbers
from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.medical.record import Note, Section, Speaker, Statement
from modules.domains.medical.writing.answers import Verdict, answered, labelled, verdict
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.persons import Persons, addressed, persons, reported
from modules.domains.medical.writing.speech import Utterance, utterances
from modules.domains.medical.writing.topics import Course, is_medical

_SEX = re.compile(
    r"\b(?:year|yr)s?[- ]old (?:\w+[- ]){0,3}?(?P<sex>male|man|gentleman|boy|female|woman|lady|girl)\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:is|was) (?:a|an) [^.]{0,60}?\b(?P<sex>male|man|gentleman|boy|female|woman|lady|girl)\b", re.IGNORECASE
)
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
    r"|i know (?:that )?(?:the|you|we)|perform your|we have (?:a|our) plan|on your way out|any concerns)\b",
    re.IGNORECASE,
)
_LEAST_TOLD = 3
# Lower ones count things, higher ones are mostly years in words, which are read wrongly beside days and months.
_SPELLED_FROM, _SPELLED_TO = 10, 1_000


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
    for statement in note.statements:
        for said in utterances(statement):
            speaks = _of_clinician if said.clinician else _of_other
            yield from speaks(said, course, asked, who)


def _of_clinician(said: Utterance, course: Course, asked: _Asked, who: Persons) -> Iterator[Entry]:
    if said.question or said.tagged:
        course.of_question(said.text)
        asked.ask(said)
        return
    if (
        _SMALL_TALK.search(said.text)
        or len(content_stems(said.text)) < _LEAST_TOLD
        or (not is_medical(said.text) and not numbers(said.text))
    ):
        return
    section = course.of_told(said.text)
    yield _entry(addressed(said.text, who), section, said.statement)


def _of_other(said: Utterance, course: Course, asked: _Asked, who: Persons) -> Iterator[Entry]:
    waiting = [] if asked.answered else [one for one in asked.questions if not _SMALL_TALK.search(one.text)]
    small = bool(asked.questions) and not asked.answered and not waiting
    asked.answered = True
    kind, rest = verdict(said.text)
    realised = False
    if kind is not Verdict.OPEN:
        for question in waiting:
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
    elif len(content_stems(rest)) >= (1 if waiting and not realised else 2):
        yield _entry(
            reported(rest, who) if said.statement.speaker is Speaker.PATIENT else rest, section, said.statement, *asking
        )


def _confirmed(question: Utterance, said: Verdict, who: Persons) -> str:
    if question.tagged:
        return addressed(question.text, who) if said is Verdict.YES else ""
    return answered(question.text, said, who)


def _entry(text: str, section: Section, *statements: Statement) -> Entry:
    text = digits(text).rstrip(" ,.;:")
    first = statements[0]
    sources: tuple[Citation, ...] = tuple(dict.fromkeys(statement.place for statement in statements))
    return Entry(f"{text}.", section, sources, first.date)


def digits(text: str) -> str:
    """Return a text with its spelled numbers from ten in digits, as notes write them."""
    for number in reversed(numbers(text)):
        if (
            number.spelled
            and number.kind == "plain"
            and _SPELLED_FROM <= number.value < _SPELLED_TO
            and number.value == int(number.value)
        ):
            text = f"{text[: number.start]}{int(number.value)}{text[number.end :]}"
    return text


def _sex(note: Note) -> str:
    """Return the patient's sex where the talk says it: "a 58 year old male"."""
    for statement in note.statements:
        if match := _SEX.search(statement.text) or (
            _PRONOUN.search(statement.text) if statement.speaker is Speaker.CLINICIAN else None
        ):
            return "male" if match["sex"].lower() in ("male", "man", "gentleman", "boy") else "female"
    return ""
