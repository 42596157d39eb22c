"""Functions under limits: each way of failing, and that the next call works."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from modules.adapters.bounded import Bounded, Bounds, Exceeded
from modules.core.errors import AssistantError

_HERE = "tests.doubles.misbehaving"


@pytest.fixture
def bounded() -> Iterator[Bounded]:
    made = Bounded(Bounds(seconds=0.7, memory=200 * 2**20))
    yield made
    made.close()


def test_a_result_comes_back(bounded: Bounded) -> None:
    assert bounded.call(f"{_HERE}:echo", {"a": [1, "ü"]}) == {"a": [1, "ü"]}


@pytest.mark.parametrize("function", ["hang", "eat_memory", "crash", "junk", "fail", "reach_out", "write", "missing"])
def test_whatever_happens_is_an_error_with_a_sentence_and_the_next_call_works(bounded: Bounded, function: str) -> None:
    assert bounded.call(f"{_HERE}:echo", 1) == 1
    began = time.monotonic()
    with pytest.raises(AssistantError) as refusal:
        bounded.call(f"{_HERE}:{function}")
    assert time.monotonic() - began < 3
    assert refusal.value.message.endswith(".")
    assert bounded.call(f"{_HERE}:echo", 2) == 2


def test_what_hangs_is_killed(bounded: Bounded) -> None:
    with pytest.raises(Exceeded):
        bounded.call(f"{_HERE}:hang")


def test_no_secret_is_in_its_environment(bounded: Bounded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOUCH_SECRET", "hush")
    assert "VOUCH_SECRET" not in bounded.call(f"{_HERE}:environment")
