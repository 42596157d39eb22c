"""The letter as a whole: where lines go, what vouches for them, how easy it gets, and what a model may do."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.adapters.scripted import Scripted
from modules.core.types import Progress
from modules.domains.medical.draft import Origin
from modules.domains.medical.fact import Facts, Status
from modules.domains.medical.letter import Letter, reworded, write_letter
from modules.domains.medical.letter.kept import kept
from modules.domains.medical.record import Patient
from tests.unit.domains.medical.letter.letters import ROSA, allergy, medicine, note

Result = TypeVar("Result")
NOTE = note(
    Chief_complaint="Right knee pain.",
    History_of_present_illness=["Mrs. Vane has hypertension.", "She denies dyspnea and edema."],
    Medications="Metformin 500 mg BID.",
    Physical_exam="Erythema of the right knee.",
    Results="X-ray of the right knee shows no fracture.",
    Assessment_and_plan=[
        "1. Osteoarthritis of the right knee.",
        "Medical treatment: Start Motrin 800 mg t.i.d. on 3 May 2027.",
    ],
    Instructions=["She will return in 2 weeks.", "She should call if the erythema gets worse."],
)
FACTS = Facts((medicine("Motrin", "800 mg", "t.i.d.", Status.STARTED), allergy("penicillin", "hives")))


def lines(letter: Letter, key: str) -> list[str]:
    [part] = [part for part in letter.draft.parts if part.key == key]
    return [line.text for line in part.lines]


def run(steps: Generator[Progress, None, Result]) -> Result:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def test_each_line_goes_to_its_section_in_plain_words() -> None:
    letter = write_letter(NOTE, FACTS, ROSA, 6)
    assert letter.draft.title == "Letter to Rosa Vane"
    assert lines(letter, "why") == [
        "Right knee pain.",
        "You have high blood pressure.",
        "You said you have no trouble breathing or swelling.",
    ]
    assert lines(letter, "found") == [
        "X-ray of the right knee shows no break.",
        "Wear-and-tear arthritis of the right knee.",
    ]
    assert lines(letter, "medicines") == ["Motrin: take 800 mg three times a day. This is new."]
    assert lines(letter, "allergies") == ["You are allergic to penicillin. What it did: hives."]
    assert lines(letter, "next") == [
        "Start Motrin 800 mg three times a day on 3 May 2027.",
        "You will return in 2 weeks.",
    ]
    assert lines(letter, "call") == ["You should call if the redness gets worse."]


def test_each_line_links_to_the_statements_that_vouch_for_it() -> None:
    letter = write_letter(NOTE, FACTS, ROSA, 6)
    known = {line.sources for line in NOTE.lines} | {(fact.statement,) for fact in FACTS.items}
    assert all(line.sources in known for line in letter.draft.lines)
    assert len({line.id for line in letter.draft.lines}) == len(letter.draft.lines)


def test_behind_a_sentence_about_a_relative_pronouns_are_not_the_patients() -> None:
    history = ["His father has gout.", "He takes insulin.", "The patient is well.", "He takes aspirin."]
    letter = write_letter(note(History=history), Facts(()), Patient(), 6)
    assert lines(letter, "why") == ["Your father has gout.", "He takes insulin.", "You are well.", "You take aspirin."]


def test_what_the_notes_do_not_say_is_said_to_be_missing() -> None:
    letter = write_letter(note(), Facts(()), Patient(), 6)
    assert letter.draft.title == "Letter to the patient"
    assert lines(letter, "medicines") == ["Your notes name no medicines."]
    assert lines(letter, "allergies") == ["Your notes do not say if you have allergies. Tell us if you do."]
    assert lines(letter, "call") == ["Your notes do not say when to call. Ask us."]
    assert lines(letter, "why") == lines(letter, "found") == lines(letter, "next") == []


def test_long_sentences_are_cut_only_where_the_grade_asks_for_it() -> None:
    long = "The cardiac monitoring was uneventful, and the respiratory function remained satisfactory."
    assert lines(write_letter(note(Assessment=long), Facts(()), ROSA, 18), "found")[0].count(".") == 1
    assert lines(write_letter(note(Assessment=long), Facts(()), ROSA, 2), "found")[0].count(".") == 2


def test_a_letter_that_stays_too_hard_says_which_words_keep_it_up() -> None:
    letter = write_letter(note(Assessment="Immunological incompatibility."), Facts(()), ROSA, 1)
    assert not letter.reached
    assert "above the 1 you chose" in letter.draft.remarks[-1]
    assert "immunological" in letter.draft.remarks[-1]
    easy = write_letter(note(Assessment="You have gout."), Facts(()), ROSA, 8)
    assert easy.reached
    assert easy.draft.remarks == ()


DOSES = st.builds("{} {}".format, st.integers(1, 900), st.sampled_from(["mg", "mcg", "units", "mL"]))
DAYS = st.dates().map(lambda day: day.strftime("%d %B %Y"))
SENTENCES = st.one_of(
    st.builds("She will take {} of insulin on {}, and he was told.".format, DOSES, DAYS),
    st.builds("She denies any {} or {}.".format, *[st.sampled_from(["dyspnea", "fever", "edema", "syncope"])] * 2),
    st.builds("There is no erythema of the {} knee; dose {}.".format, st.sampled_from(["left", "right"]), DOSES),
    st.builds("If she is not better by {}, discontinue {} of it, and call us.".format, DAYS, DOSES),
    st.builds("The {} ankle was not swollen, but the {} one was.".format, *[st.sampled_from(["left", "right"])] * 2),
)


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.integers(1, 12))
def test_no_dose_date_negation_or_side_is_ever_dropped_or_changed(said: list[str], grade: int) -> None:
    letter = write_letter(note(Plan=said), Facts(()), ROSA, grade)
    written = {line.sources: line.text for line in letter.draft.lines if line.sources}
    signed = {line.sources: line.text for line in note(Plan=said).lines}
    assert written.keys() == signed.keys()
    assert all(kept(signed[sources], written[sources]) for sources in signed)
    assert all(re.findall(r"\d+", signed[one]) == re.findall(r"\d+", written[one]) for one in signed)


HARD = note(Assessment="Your cardiovascular condition necessitates continuous warfarin 5 mg, with no interruption.")
WARFARIN = Facts((medicine("warfarin", "5 mg", "daily"),))


@pytest.mark.parametrize(
    ("reply", "stands"),
    [
        ("Your heart needs warfarin 5 mg, with no interruption.", True),
        ("Your heart needs warfarin 50 mg, with no interruption.", False),
        ("Your heart needs warfarin 5 mg.", False),
        ("Your heart needs your pill 5 mg, with no interruption.", False),
        ("Your heart needs warfarin 5 mg, with no interruption. Eat vegetables and exercise regularly.", False),
        ("", False),
    ],
)
def test_a_model_may_reword_a_line_and_change_nothing(reply: str, stands: bool) -> None:
    letter = write_letter(HARD, WARFARIN, ROSA, 2)
    model = Scripted([reply])
    after = run(reworded(letter, WARFARIN, model))
    [line] = [line for part in after.draft.parts if part.key == "found" for line in part.lines]
    assert (line.text == reply, line.origin is Origin.MODEL) == (stands, stands)
    assert after.draft.written_by == ("scripted" if stands else "")
    assert line.sources == HARD.lines[0].sources
    assert sum("you chose" in remark for remark in after.draft.remarks) == (not after.reached)
    assert len(model.asked) == 1  # lines made from facts are never shown


def test_a_letter_that_is_easy_enough_costs_no_model() -> None:
    letter = write_letter(HARD, WARFARIN, ROSA, 18)
    model = Scripted([])
    assert run(reworded(letter, WARFARIN, model)) == letter
    assert model.asked == []
