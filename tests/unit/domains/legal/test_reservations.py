from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.types import Page
from modules.domains.legal.contract import Contract
from modules.domains.legal.language import ENGLISH, OTHER, language_of
from modules.domains.legal.reservations import NO_CONTRACT, NO_TEXT, TABLE, reservations
from tests.unit.domains.legal.clauses.contracts import SUPPLY

GERMAN = "Der Lieferant haftet nicht für die Schäden, die durch den Kunden und mit dem Wissen der Parteien entstehen. "
POEM = (
    "Shall I compare thee to a summer's day? Thou art more lovely and more temperate: rough winds do shake the "
    "darling buds of May, and summer's lease hath all too short a date; sometime too hot the eye of heaven shines, and "
    "often is his gold complexion dimmed; and every fair from fair sometime declines, by chance. "
)


def reserved(text: str, pages: int = 1) -> tuple[str, ...]:
    return reservations(Contract("id", "a.txt", [Page(number + 1, text) for number in range(pages)]))


def test_a_contract_in_english_has_none() -> None:
    assert reserved(SUPPLY) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "German"),
        ("Le contrat est régi par la loi de la France et les parties ne sont pas liées par une offre. ", "French"),
        ("El contrato se rige por la ley de España y las partes no están obligadas por una oferta. ", "Spanish"),
        ("Il contratto e i diritti di ogni parte sono regolati con la legge che si applica in Italia. ", "Italian"),
        ("De overeenkomst wordt beheerst door het recht van Nederland en is niet op te zeggen. ", "Dutch"),
    ],
)
def test_another_language_is_named_with_what_still_works(text: str, language: str) -> None:
    (told,) = reserved(text * 5)
    assert told.startswith(
        f"This contract seems to be in {language}. Asking, dates in figures, sums and the word-by-word"
    )
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["本协议由双方签订，并受中华人民共和国法律管辖。" * 40, "Umowa podlega prawu polskiemu. " * 30]
)
def test_a_language_that_is_not_known_is_not_taken_for_english(text: str) -> None:
    assert language_of(text) == OTHER
    assert reserved(text)[0].startswith("This does not read like English text.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", NO_TEXT),
        ("\n 7 \n", NO_TEXT),
        ("Item\tPrice\nBolt of steel\t4\nNut of brass\t5\n" * 20, TABLE),
        (POEM, NO_CONTRACT),
    ],
)
def test_what_is_no_contract_is_called_what_it_is(text: str, told: str) -> None:
    assert reserved(text) == (told,)


def test_a_scan_with_a_stamp_on_each_page_has_no_text() -> None:
    assert reserved("Received 4 May 2021", pages=30) == (NO_TEXT,)


def test_a_few_words_are_not_judged() -> None:
    assert reserved("2. Termination\n\n2.1 On ninety (90) days' notice.") == ()


@given(st.text(max_size=300))
def test_any_text_has_at_most_one(text: str) -> None:
    assert len(reserved(text)) <= 1


def test_the_language_of_a_long_text_takes_no_long_time() -> None:
    begun = time.process_time()
    assert language_of("the of and " * 100_000) == ENGLISH
    assert time.process_time() - begun < 5
