"""Whatever a page has done by a model on another machine, what tells who the patient is never leaves this one."""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from modules.core.types import Message, Progress, Scope
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Chart
from modules.domains.medical.writing import shipped, write
from tests.doubles.vouch import FakeVouch

MEDICAL = Scope("local", "medical")
NOTE = """Patient: Margaret Ellery   MRN 4471882   DOB 03/05/1949

History of present illness
Mrs Ellery was seen with her daughter Ruth on 21 March 2026. She has had a cough for 3 weeks.

Medications
Warfarin 5 mg daily.

Plan
Mrs Ellery will call 0113 496 0000. Dr Brannock reviews her on 4 April 2026.
"""
SECRETS = ("Margaret", "Ellery", "4471882", "03/05/1949", "Ruth", "21 March", "496 0000", "Brannock", "4 April")

Result = TypeVar("Result")


def first_words(messages: Sequence[Message]) -> str:
    """Reply with a sentence of what was sent."""
    return messages[-1].content[-200:]


@pytest.fixture
def vouch(tmp_path: Path) -> Any:
    made = FakeVouch(tmp_path, reply=first_words)
    made.scripted._card = replace(made.scripted.card, remote=True)
    made.library(MEDICAL).add("note.txt", io.BytesIO(NOTE.encode()))
    yield made
    made.close()


def result_of(work: Generator[Progress, None, Result]) -> Result:
    while True:
        try:
            next(work)
        except StopIteration as end:
            value: Result = end.value
            return value


def read(vouch: FakeVouch) -> Chart:
    library = vouch.library(MEDICAL)
    return read_chart([Source(one.id, one.name, library.pages(one.id)) for one in library.documents()])


def answer(vouch: FakeVouch) -> None:
    answers = vouch.answers(MEDICAL)
    turn = answers.ask(vouch.conversations(MEDICAL).create().id, "When does Dr Brannock review Margaret Ellery?")
    assert answers.wait(turn, 20).text


def table(vouch: FakeVouch) -> None:
    result_of(vouch.grids(MEDICAL).answer(vouch.library(MEDICAL).documents(), ["Which warfarin dose has Ellery?"]))


def note(vouch: FakeVouch) -> None:
    chart = read(vouch)
    result_of(write(shipped()["soap"], chart, extract(chart), vouch.model(MEDICAL)))


@pytest.mark.parametrize("work", [answer, table, note])
def test_no_identifier_reaches_a_model_on_another_machine(vouch: FakeVouch, work: Callable[[FakeVouch], None]) -> None:
    work(vouch)
    sent = "\n".join(message.content for asked in vouch.scripted.asked for message in asked.messages)
    assert "cough" in sent or "arfarin" in sent, "the model was asked about the note"
    assert [secret for secret in SECRETS if secret in sent] == []


def test_a_field_without_patients_sends_its_text_as_it_is(vouch: FakeVouch) -> None:
    model = vouch.model(Scope("local", "legal"))
    "".join(model.stream([Message("user", "Margaret Ellery")], max_tokens=9))
    assert vouch.scripted.asked[0].messages[0].content == "Margaret Ellery"
