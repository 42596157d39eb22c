from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.text import content_stems, content_words, matching_words, sentences, stem, words

TEXTS = st.text(alphabet=st.sampled_from("abcDE 019.,!?:;|-*#[]()【】\n\t\"'…é漢。$%"), max_size=200) | st.text(
    max_size=100
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fee is $3.5 million.[1] It was paid.", ["The fee is $3.5 million.[1]", "It was paid."]),
        ("Paid by Acme Inc. on Jan. 3. Dr. No left.", ["Paid by Acme Inc. on Jan. 3.", "Dr. No left."]),
        ("See Sec. 5 and e.g. Fig. 2. Then stop!", ["See Sec. 5 and e.g. Fig. 2.", "Then stop!"]),
        ("As Schedule B. Credits are due.", ["As Schedule B.", "Credits are due."]),
        ("Owen T. Straker signs Exhibit A. He may.", ["Owen T. Straker signs Exhibit A.", "He may."]),
        ("Ends here. [1] [2] Next one.", ["Ends here. [1] [2]", "Next one."]),
        ("1. First\n2. Second [1, 2]\n- third", ["1. First", "2. Second [1, 2]", "- third"]),
        ("1. Asthma. 2. Gout.", ["1. Asthma.", "2. Gout."]),
        ("## Fees\nThey are due.", ["## Fees", "They are due."]),
        ("Assets | 2021\nCash | 3.1", ["Assets | 2021", "Cash | 3.1"]),
        ("A line of prose that wraps, and\ngoes on. Done.", ["A line of prose that wraps, and\ngoes on.", "Done."]),
        ("He said “stop.” Then left.", ["He said “stop.”", "Then left."]),
        ("一。二。", ["一。", "二。"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(TEXTS)
def test_every_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(start < end and not text[start].isspace() and not text[end - 1].isspace() for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())


@given(TEXTS)
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert all(stem(text[word.start : word.end]) == word.stem for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert set(content_words(text)) <= set(found)
    assert content_stems(text) == tuple(word.stem for word in content_words(text))


@pytest.mark.parametrize(
    "forms",
    [
        "company companies company's Companies’",
        "notify notified notifies notifying",
        "increase increases increased increasing",
        "stop stopped stopping stops",
        "agree agreed agreement agreements",
        "termination terminate terminated terminates",
        "annual annually",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["liability liable", "policy police", "2021 2022", "B12 B13", "new news", "bus business"]
)
def test_other_words_do_not(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_matching_words_are_those_of_the_question() -> None:
    text = "The fees are paid monthly; no fee is refunded."
    found = [text[start:end] for start, end in matching_words(text, "What is the monthly fee?")]
    assert found == ["fees", "monthly", "fee"]
