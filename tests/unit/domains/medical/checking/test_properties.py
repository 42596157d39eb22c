"""What holds of any record and any draft of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.domains.medical.checking import check
from modules.domains.medical.checking.amounts import Amount, amount, figures, route, same_amount, times_a_day
from modules.domains.medical.draft import Draft, Line, Origin, Part, mended
from modules.domains.medical.facts import extract
from tests.unit.domains.medical.checking.records import chart, draft

SENTENCES = (
    "She takes warfarin 5 mg daily.",
    "She denies chest pain, fever and cough.",
    "The left knee is swollen.",
    "The right shoulder is painful.",
    "Allergic to penicillin.",
    "Her mother had a stroke.",
    "Hemoglobin 11.2 g/dL, potassium 4.4 mmol/L.",
    "Blood pressure 132/84 mmHg.",
    "Metformin 500 mg twice daily was stopped.",
    "History of asthma.",
    "Possible pneumonia.",
    "Follow up in 3 weeks.",
    "Call the office if fever returns.",
    "No edema of the legs.",
)
RECORD = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8, unique=True)


def of_sentences(texts: list[str]) -> Draft:
    lines = tuple(Line(str(at), text, Origin.RECORD) for at, text in enumerate(texts))
    return Draft("summary", "Summary", ("d1",), (Part("history", "History", lines),))


@settings(max_examples=25, deadline=None)
@given(texts=RECORD, data=st.data())
def test_a_draft_of_the_record_s_own_sentences_contradicts_nothing(texts: list[str], data: st.DataObject) -> None:
    record = chart("HISTORY\n" + "\n".join(texts) + "\n")
    chosen = data.draw(st.lists(st.sampled_from(texts), unique=True))
    found = check(of_sentences(chosen), record, extract(record))
    assert [one.finding.title for one in found if one.line] == []


@settings(max_examples=25, deadline=None)
@given(texts=RECORD, said=st.lists(st.sampled_from(SENTENCES), max_size=4, unique=True))
def test_what_an_issue_proposes_removes_it(texts: list[str], said: list[str]) -> None:
    record = chart("HISTORY\n" + "\n".join(texts) + "\n")
    facts = extract(record)
    now = of_sentences(said)
    for issue in check(now, record, facts):
        after = {one.finding.id for one in check(mended(now, issue), record, facts)}
        assert issue.finding.id not in after


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    record = chart(f"HISTORY\n{text}\n")
    check(draft({"History": [text or "-"], "Plan": ["Rest."]}), record, extract(record))


@given(number=st.decimals(min_value=1, max_value=900, places=1), unit=st.sampled_from(["mg", "mcg", "g"]))
def test_masses_are_compared_whatever_their_unit(number: object, unit: str) -> None:
    one = amount(f"{number} {unit}")
    other = amount(f"{float(str(number)) * {'mg': 1e3, 'mcg': 1.0, 'g': 1e6}[unit]:.1f} mcg")
    assert one is not None
    assert other is not None
    assert same_amount(one, other)


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (amount, "40mg", ("mass", (40.0,))),
        (amount, "0.5 g", ("mass", (500.0,))),
        (amount, "two puffs", ("puff", (2.0,))),
        (amount, "24/26 mg", ("mass", (24.0, 26.0))),
        (amount, "a little", None),
        (times_a_day, "BID", 2.0),
        (times_a_day, "every 6 hours as needed", 4.0),
        (times_a_day, "three times a day", 3.0),
        (times_a_day, "once weekly", 1 / 7),
        (times_a_day, "at bedtime", 1.0),
        (times_a_day, "as needed", None),
        (route, "by mouth", "oral"),
        (route, "IV", "intravenous"),
        (route, "with food", ""),
        (figures, "112/66", (112.0, 66.0)),
        (figures, "six point seven", (6.7,)),
        (figures, "positive", ()),
    ],
)
def test_amounts_are_read(read: Callable[[str], Amount | float | str | None], written: str, meant: object) -> None:
    assert read(written) == meant
