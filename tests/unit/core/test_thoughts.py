from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from modules.core.thoughts import Thoughts

TEXTS = st.text(alphabet="ab <think/>\n", max_size=30)


def pieces(text: str, cuts: list[int]) -> list[str]:
    borders = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[a:b] for a, b in itertools.pairwise(borders)]


@given(
    thought=TEXTS.filter(lambda t: "</think>" not in t), answer=TEXTS, cuts=st.lists(st.integers(0, 99), max_size=20)
)
def test_thinking_is_taken_out_however_the_stream_is_cut(thought: str, answer: str, cuts: list[int]) -> None:
    thoughts = Thoughts()
    streamed = pieces(f"\n<think>{thought}</think>{answer}", cuts)
    assert "".join(thoughts.removed_from(streamed)) == answer.lstrip()
    assert thoughts.text == thought


@given(
    answer=TEXTS.filter(lambda t: not t.lstrip().startswith("<think>")), cuts=st.lists(st.integers(0, 99), max_size=20)
)
def test_an_answer_without_thinking_passes_as_it_is(answer: str, cuts: list[int]) -> None:
    thoughts = Thoughts()
    assert "".join(thoughts.removed_from(pieces(answer, cuts))) == answer.lstrip()
    assert thoughts.text == ""


def test_thinking_that_never_ends_leaves_no_answer() -> None:
    thoughts = Thoughts()
    assert "".join(thoughts.removed_from(["<think>So ", "on and on"])) == ""
    assert thoughts.text == "So on and on"


def test_the_answer_streams_and_is_not_held_back() -> None:
    assert list(Thoughts().removed_from(["<thi", "nk>a</th", "ink>\n", "b ", "c"])) == ["b ", "c"]
