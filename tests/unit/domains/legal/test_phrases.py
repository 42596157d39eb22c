import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.text import words
from modules.domains.legal.phrases import PhraseError, parse

GROUPS = {"supplier": ("supplier", "service provider", "vendor")}


def found(phrase: str, text: str) -> str | None:
    read = words(text)
    span = parse(phrase, GROUPS).find(read)
    return text[read[span[0]].start : read[span[1]].end] if span else None


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("disclose information", "Information disclosed. They discloses information.", "discloses information"),
        ("shall not exceed", "it shall, in no event, not exceed", None),
        ("shall ... not exceed", "it shall, in no event, not exceed", "shall, in no event, not exceed"),
        ("return/destroy copies", "they destroy copies", "destroy copies"),
        ("limitation* of liab*", "the limitations of liability", "limitations of liability"),
        ("indemni*", "the Indemnified Party", "Indemnified"),
        ("<supplier> may terminate", "the Service Provider may terminate", "Service Provider may terminate"),
        ("non-exclusive licence", "a non-exclusive licence", "non-exclusive licence"),
        ("liability ... capped", "liability " + "word " * 40 + "capped", None),
    ],
)
def test_a_phrase_is_found_whatever_the_endings(phrase: str, text: str, expected: str | None) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("", "at least one word"),
        ("... end", "between words"),
        ("begin ...", "between words"),
        ("<buyer> pays", "no group of words named 'buyer'"),
        ("a / b", "is no word"),
        ("word " * 30, "at most 24 words"),
        ("x" * 300, "at most 200 characters"),
    ],
)
def test_what_cannot_be_read_says_why(phrase: str, message: str) -> None:
    with pytest.raises(PhraseError, match=message):
        parse(phrase, GROUPS)


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_phrase_and_no_text_breaks_it(phrase: str, text: str) -> None:
    try:
        parsed = parse(phrase, GROUPS)
    except PhraseError:
        return
    read = words(text)
    span = parsed.find(read)
    assert span is None or 0 <= span[0] <= span[1] < len(read)


@given(st.lists(st.sampled_from(["pay", "the", "fees", "within", "days"]), min_size=1, max_size=12), st.data())
def test_words_of_a_text_are_found_in_it(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(" ".join(text[start:end]), " ".join(text)) is not None


def test_a_long_text_of_the_same_word_takes_no_long_time() -> None:
    text = words("a " * 20_000)
    begun = time.process_time()
    assert parse("a ... a ... a ... a ... b").find(text) is None
    assert time.process_time() - begun < 30
