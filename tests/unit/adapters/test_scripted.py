from __future__ import annotations

import threading
import time

import pytest

from modules.adapters.scripted import Scripted
from modules.core.errors import ContextOverflow, EngineUnavailable
from modules.core.types import ChatModel, Message

HELLO = [Message("user", "Say hello.")]


def test_says_its_lines_in_order_and_records_what_it_was_asked() -> None:
    model: ChatModel = (scripted := Scripted(["One line.", "Another."]))
    assert "".join(model.stream(HELLO, max_tokens=9)) == "One line."
    assert "".join(model.stream(HELLO, max_tokens=9, schema={"type": "object"})) == "Another."
    assert [asked.schema for asked in scripted.asked] == [None, {"type": "object"}]
    with pytest.raises(LookupError):
        model.stream(HELLO, max_tokens=9)


def test_a_function_sees_the_messages() -> None:
    model = Scripted(lambda messages: messages[-1].content.upper())
    assert "".join(model.stream(HELLO, max_tokens=9)) == "SAY HELLO."


def test_counts_and_runs_out_of_room() -> None:
    reply = Scripted(["one two  three\nfour"]).stream(HELLO, max_tokens=3)
    assert "".join(reply) == "one two  three\n"
    assert (reply.usage.finish, reply.usage.completion_tokens, reply.usage.prompt_tokens) == ("length", 3, 2)


def test_dies_in_the_middle_after_the_text_so_far() -> None:
    reply = Scripted([["So far ", EngineUnavailable("Gone.")]]).stream(HELLO, max_tokens=9)
    words: list[str] = []
    with pytest.raises(EngineUnavailable):
        words.extend(reply)
    assert "".join(words) == "So far "
    assert reply.usage.finish == "error"


def test_close_from_another_thread_ends_the_text_at_once() -> None:
    reply = Scripted(["one two three"], pause=20).stream(HELLO, max_tokens=9)
    threading.Timer(0.05, reply.close).start()
    began = time.monotonic()
    assert list(reply) == []
    assert time.monotonic() - began < 5
    assert reply.usage.finish == "cancelled"


def test_close_after_the_end_changes_nothing() -> None:
    reply = Scripted(["Done."]).stream(HELLO, max_tokens=9)
    assert list(reply) == ["Done."]
    reply.close()
    reply.close()
    assert reply.usage.finish == "stop"


def test_close_before_the_first_word() -> None:
    reply = Scripted(["Done."]).stream(HELLO, max_tokens=9)
    reply.close()
    assert list(reply) == []
    assert reply.usage.finish == "cancelled"


def test_refuses_what_would_not_fit() -> None:
    with pytest.raises(ContextOverflow):
        Scripted(["x"], context_tokens=10).stream(HELLO, max_tokens=9)
