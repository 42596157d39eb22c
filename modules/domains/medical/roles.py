"""Who speaks in a transcript whose speakers are mixed up: some recorders change the labels in the middle of a visit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from modules.core.findings import Citation
from modules.domains.medical.record import Chart, Note, Speaker, Statement

_CLINICIAN = re.compile(
    r"\b(?:(?:have|do|are|did|were) you\b|how (?:long|often|about|are you)|what about your|any other (?:symptoms"
    r"|medical|questions)"
    r"|(?:on|of) your (?:\w+ ){0,3}(?:exam|x-?ray|labs?|results?|mri|scan|lungs?|heart)|your (?:\w+ )?(?:exam"
    r"|blood pressure|symptoms|lungs)"
    r"|(?:for|about) your (?:first|second|third|next|\w+ problem)|i (?:want|would like|need) you to|we(?:'ll| will"
    r"|'re going| are going) "
    r"|i(?:'m| am) (?:going|gon) (?:to|na) (?:order|refer|prescribe|start|listen|examine|take a look|press|check)"
    r"|let me (?:take|listen|examine|look)"
    r"|(?:press|push) (?:on|here)|my (?:assessment|plan) (?:and|for)|if you have any questions)",
    re.IGNORECASE,
)
_PATIENT = re.compile(
    r"\b(?:my (?:pcp|doctor|wife|husband|mom|mother|dad|father|family|back|knee|shoulder|stomach|head|chest|legs?"
    r"|feet|job|work|kids|diet)"
    r"|i(?:'ve| have) (?:been (?:having|feeling|taking|trying)|had)|i (?:take|feel|started|noticed|smoke|drink|quit"
    r"|work|hurt|fell|got|get|was (?:told|diagnosed|taking))"
    r"|thank you,? doctor|yes,? i (?:do|am|have)|no,? i (?:do|am|have)|it hurts)",
    re.IGNORECASE,
)
# A label is wrong where the talk around it says so this many times more than it says the contrary.
_SURE = 3.0
_STAY = 4.0


def righted(chart: Chart) -> Chart:
    """Return a chart with the speakers of its transcripts as their words show them, and a remark for each changed one.

    Facts are to be extracted from what this returns: whose "no" answers whose question depends on it.
    """
    notes: list[Note] = []
    remarks: list[str] = []
    for note in chart.notes:
        statements = mended(note.statements) if note.dialogue else note.statements
        number = sum(one.speaker is not other.speaker for one, other in zip(note.statements, statements, strict=True))
        if number:
            remarks.append(
                f"{note.name}: clinician and patient seem to be exchanged in {number} of {len(statements)} statements;"
                " they are read the other way round."
            )
            statements = _answering(statements)
        notes.append(replace(note, statements=statements))
    return Chart(tuple(notes), (*chart.remarks, *remarks))


def _answering(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements, what is not the clinician's as replies to his last question."""
    asked: Citation | None = None
    replied: list[Statement] = []
    for statement in statements:
        clinician = statement.speaker is Speaker.CLINICIAN
        if clinician and "?" in statement.text:
            asked = statement.place
        replied.append(replace(statement, answers=None if clinician else asked))
    return tuple(replied)


def mended(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements with clinician and patient exchanged in stretches where their words show that they are.

    The likeliest course of right and exchanged labels is sought, in which every change of the two has its price: one
    odd sentence exchanges nobody.
    """
    swapped = _course([_doubt(statement) for statement in statements])
    return tuple(
        replace(statement, speaker=_OTHER.get(statement.speaker, statement.speaker)) if wrong else statement
        for statement, wrong in zip(statements, swapped, strict=True)
    )


_OTHER = {Speaker.CLINICIAN: Speaker.PATIENT, Speaker.PATIENT: Speaker.CLINICIAN}


def _doubt(statement: Statement) -> float:
    """Return how much the words speak against the label: above 0 they do, below 0 they speak for it."""
    clinician = len(_CLINICIAN.findall(statement.text)) - len(_PATIENT.findall(statement.text))
    bounded = max(-_SURE, min(_SURE, float(clinician)))
    if statement.speaker is Speaker.PATIENT:
        return bounded
    return -bounded if statement.speaker is Speaker.CLINICIAN else 0.0


def _course(doubts: Sequence[float]) -> list[bool]:
    """Return for each statement whether its label is exchanged, on the likeliest course."""
    right, wrong = 0.0, -_STAY
    came: list[tuple[bool, bool]] = []
    for doubt in doubts:
        came.append((wrong - _STAY > right, wrong >= right - _STAY))
        right, wrong = max(right, wrong - _STAY) - doubt, max(wrong, right - _STAY) + doubt
    states: list[bool] = []
    state = wrong > right
    for from_wrong, stay_wrong in reversed(came):
        states.append(state)
        state = stay_wrong if state else from_wrong
    return states[::-1]
