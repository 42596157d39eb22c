"""Pseudonyms: consistent, of the same shape, and back again letter by letter, however the reply is cut."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from modules.safety.dates import Reckoning, read
from modules.safety.finding import Finder, hidden
from modules.safety.identifiers import Entity, Identifier, Kind
from modules.safety.lexicons import shipped
from modules.safety.pseudonyms import Pseudonyms

CHART = """Patient: ELLERY, Margaret J.   MRN 4471-882   DOB 02/03/1934
Mrs Ellery, a 93-year-old woman, was admitted on 21 March 2026 and seen by Dr. Foley, who placed a Foley catheter.
Her daughter (Ruth Ellery) lives at 14 Maple Road, Leeds LS1 4AB, phone 0113 496 0000, ruth.ellery@gmail.com.
History of Parkinson's disease and Crohn's. BP 120/80. Next visit 14 April. NHS number 943 476 5919.
"""


class NoEntities:
    def find(self, text: str) -> list[Entity]:  # noqa: ARG002
        return []


FINDER = Finder(NoEntities())


def hide(*texts: str, secret: bytes = b"secret") -> tuple[list[str], Pseudonyms]:
    pseudonyms = Pseudonyms(secret, shipped())
    found = [hidden(one) for one in FINDER.find_all(texts)]
    return pseudonyms.hide(texts, found), pseudonyms


def test_nothing_of_the_people_is_left_and_everything_clinical_is() -> None:
    [sent], _ = hide(CHART)
    gone = ["Ellery", "ELLERY", "Margaret", "Ruth", "Maple", "Leeds", "LS1", "0113", "gmail", "4471", "1934", "93-"]
    assert [one for one in (*gone, "943 476", "21 March") if one in sent] == []
    kept = ("Foley catheter", "Parkinson's disease", "Crohn's", "BP 120/80", "Dr. ", "90-or-older-year-old")
    assert [one for one in kept if one not in sent] == []


def test_the_same_person_has_the_same_pseudonym_in_every_form() -> None:
    [sent, other], _ = hide(CHART, "[patient] hi , margaret . ruth is here .")
    family, given_name = re.findall(r"Patient: (\w+), (\w+)", sent)[0]
    assert family.isupper()
    assert f"Mrs {family.capitalize()}" in sent
    assert given_name.lower() in other
    assert family.lower() != "ellery"


def test_the_round_trip_gives_the_text_back() -> None:
    texts = (CHART, "[patient] hi , margaret . ruth is here since march 21 .")
    sent, pseudonyms = hide(*texts)
    assert [pseudonyms.restore(one) for one in sent] == list(texts)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=40))
def test_a_reply_may_be_cut_anywhere(lengths: list[int]) -> None:
    [sent], pseudonyms = hide(CHART)
    restorer = pseudonyms.restorer()
    said, position, turn = "", 0, 0
    while position < len(sent):
        length = lengths[turn % len(lengths)]
        said += restorer.add(sent[position : position + length])
        position, turn = position + length, turn + 1
    assert said + restorer.end() == CHART


def test_a_pseudonym_in_another_case_or_as_a_possessive_is_restored() -> None:
    [sent], pseudonyms = hide(CHART)
    family = re.findall(r"Mrs (\w+)", sent)[0]
    reply = f"{family}'s notes; {family.upper()}; {family.lower()}."
    assert pseudonyms.restore(reply) == "Ellery's notes; ELLERY; ellery."


def test_dates_come_back_in_the_form_that_the_model_used() -> None:
    [sent], pseudonyms = hide("Seen on 2026-03-21, again on 2026-04-04.")
    first, second = (date.fromisoformat(one) for one in re.findall(r"\d{4}-\d\d-\d\d", sent))
    assert (second - first).days == 14
    assert first.weekday() == date(2026, 3, 21).weekday()
    assert pseudonyms.restore(f"on {first:%B} {first.day}, {first.year}") == "on March 21, 2026"
    assert pseudonyms.restore(f"on {first.day} {first:%B}") == "on 21 March"
    assert pseudonyms.restore(f"on {second:%m/%d/%Y}") == "on 04/04/2026"


@given(st.lists(st.dates(date(1960, 1, 1), date(2026, 1, 1)), min_size=2, max_size=6, unique=True))
def test_dates_keep_their_differences(days: list[date]) -> None:
    text = " ".join(f"Seen on {day.isoformat()}." for day in days)
    [sent], pseudonyms = hide(text)
    moved = [read(one, Reckoning()) for one in re.findall(r"\d{4}-\d\d-\d\d", sent)]
    assert {(one.value - day).days for one, day in zip(moved, days, strict=True) if one} == {-pseudonyms._pairs.days}
    assert pseudonyms.restore(sent) == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=120))
def test_any_text_survives_the_round_trip(text: str) -> None:
    [sent], pseudonyms = hide(text)
    assert pseudonyms.restore(sent) == text


def test_the_same_secret_gives_the_same_pseudonyms_and_another_one_others() -> None:
    assert hide(CHART)[0] == hide(CHART)[0]
    assert hide(CHART)[0] != hide(CHART, secret=b"other")[0]


def test_a_pseudonym_is_never_a_word_of_the_texts() -> None:
    pseudonyms = Pseudonyms(b"secret", shipped())
    name = Identifier(0, 6, Kind.NAME, "Ellery")
    [first] = pseudonyms.hide(["Ellery"], [[name]])
    [second] = pseudonyms.hide([f"Ellery met {first}"], [[name]])
    assert second.endswith(first)
    assert not second.startswith(first)
    assert pseudonyms.restore(second) == f"Ellery met {first}"
