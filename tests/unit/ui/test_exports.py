"""What is exported of a conversation."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import cast

from modules.core.types import Answer, Outcome
from modules.store.conversations import Conversation, Turn
from modules.ui.exports import exported
from modules.ui.opening import Workspace


def test_a_turn_that_is_still_written_is_left_out() -> None:
    turns = [
        Turn(question, "c", question, Answer("So", Outcome.ANSWERED, question), writing, None, "", 0.0)
        for question, writing in (("done", False), ("under way", True))
    ]
    conversations, library = SimpleNamespace(turns=lambda _: turns), SimpleNamespace(documents=list)
    fake = SimpleNamespace(conversations=conversations, library=library, domain=None, labels={})
    file = exported(cast("Workspace", fake), Conversation("c", "t", 0.0, 0.0), "json")
    assert [turn["question"] for turn in json.loads(file)["turns"]] == ["done"]
