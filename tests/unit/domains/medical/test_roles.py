from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.facts import extract
from modules.domains.medical.record import Speaker
from modules.domains.medical.roles import mended, righted
from tests.unit.domains.medical.writing.charts import VISIT, chart

EXCHANGED = """\
Patient: Okay, so how long have you had this pain in your knee?
Doctor: I've had it for two weeks. My wife said I should come.
Patient: Have you had any swelling?
Doctor: No.
Patient: Do you take any medications?
Doctor: I take metformin. My doctor started it.
Patient: So on your knee exam, there is tenderness. I'm going to order an x-ray.
Doctor: Okay.
"""


def test_exchanged_speakers_change_places_once_and_it_is_said() -> None:
    record = chart(EXCHANGED)
    found = righted(record)
    assert found.notes[0].statements[0].speaker is Speaker.CLINICIAN
    assert [remark for remark in found.remarks if "seem to be exchanged in" in remark] == [found.remarks[-1]]
    assert righted(found) == found


def test_replies_name_the_question_of_the_one_who_asks() -> None:
    no = next(one for one in righted(chart(EXCHANGED)).statements if one.text == "No.")
    assert no.speaker is Speaker.PATIENT
    assert no.answers is not None
    assert no.answers.text == "Have you had any swelling?"


def test_what_was_right_stays() -> None:
    record = chart(VISIT)
    assert righted(record) == record
    assert extract(righted(record)) == extract(record)


@given(st.lists(st.tuples(st.sampled_from(("Doctor", "Patient")), st.text("ab ?.", max_size=20)), max_size=12))
def test_nothing_but_speakers_changes(turns: list[tuple[str, str]]) -> None:
    statements = tuple(chart("\n".join(f"{who}: {said}" for who, said in turns)).statements)
    assert [one.place for one in mended(statements)] == [one.place for one in statements]
