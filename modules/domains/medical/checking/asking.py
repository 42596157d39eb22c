"""Which statements of a transcript ask rather than tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from modules.domains.medical.checking.places import Place, place
from modules.domains.medical.facts.replies import is_question, presupposes
from modules.domains.medical.record import Chart, Note, Speaker

_REPLY = re.compile(
    r"\W*(?:(?:um+|uh+|well|oh)\W+)*(?:no+|nope|nah|not|none|never|yes|yeah|yep|yup|mm-?hmm|uh-?huh)\b", re.IGNORECASE
)
_NO = re.compile(r"\W*(?:(?:um+|uh+|well|oh)\W+)*(?:no+|nope|nah)\b(?! problem)", re.IGNORECASE)
_NEGATIVE_QUESTION = re.compile(r"\b(?:no|not|never|without|or|what|how|when|where|which)\b|n['’]t\b", re.IGNORECASE)
_YES = re.compile(
    r"\W*(?:(?:um+|uh+|well|oh)\W+)*(?:yes|yeah|yep|yup|mm-?hmm|uh-?huh"
    r"|i (?:do|have|did|am)\b(?! ?n['’o])|a (?:bit|little|lot)|sometimes|definitely|absolutely|correct|right)\b",
    re.IGNORECASE,
)
_REPLY_WORD = re.compile(
    r"\W*(?:(?:um+|uh+|well|oh)\W+)*(?:no+|nope|nah)\W+"
    r"(?=(?:i|we|he|she|it|they|that|this|just|my)\b)",
    re.IGNORECASE,
)


def asked(chart: Chart) -> frozenset[Place]:
    """Return where the statements begin that ask something: transcripts often have no question marks."""
    return frozenset(found for note in chart.notes if note.dialogue for found in _asked(note))


def unanswered(chart: Chart) -> frozenset[Place]:
    """Return where the questions begin to which nobody says yes."""
    agreed = {
        place(one.place)
        for note in chart.notes
        if note.dialogue
        for one, other in pairwise(note.statements)
        if one.speaker is not other.speaker and _YES.match(other.text)
    }
    return asked(chart) - agreed


def refused(chart: Chart) -> frozenset[Place]:
    """Return where the questions begin to which somebody says no at once."""
    return frozenset(
        place(one.place)
        for note in chart.notes
        if note.dialogue
        for one, other in pairwise(note.statements)
        if one.speaker is not other.speaker and _NO.match(other.text) and not _NEGATIVE_QUESTION.search(one.text)
    )


def _asked(note: Note) -> Iterator[Place]:
    for statement in note.statements:
        if statement.answers:
            yield place(statement.answers)
        if statement.speaker is not Speaker.NOBODY and (is_question(statement.text) or presupposes(statement.text)):
            yield place(statement.place)
    for one, other in pairwise(note.statements):
        if one.speaker is Speaker.CLINICIAN and other.speaker is not one.speaker and _REPLY.match(other.text):
            yield place(one.place)


def without_reply(text: str) -> str:
    """Return what is said behind the "no" with which somebody replies: "no I sleep well" denies nothing."""
    return text[found.end() :] if (found := _REPLY_WORD.match(text)) else text
