from __future__ import annotations

import pytest
from pydantic import BaseModel, Field

from modules.adapters.scripted import Scripted
from modules.core.errors import EngineUnavailable, MalformedReply
from modules.core.structured import complete
from modules.core.types import Message


class Clause(BaseModel):
    number: str
    days: int = Field(ge=0)


ASKED = [Message("user", "Which clause?")]
GOOD = '{"number": "5.2", "days": 30}'


@pytest.mark.parametrize("said", [GOOD, f"```json\n{GOOD}\n```", f"\n```\n{GOOD}\n```\n"])
def test_returns_the_validated_form(said: str) -> None:
    model = Scripted([said])
    assert complete(model, ASKED, Clause) == Clause(number="5.2", days=30)
    assert model.asked[0].schema == Clause.model_json_schema()


def test_shows_the_model_its_error_once() -> None:
    model = Scripted(['{"number": "5.2", "days": -3}', GOOD])
    assert complete(model, ASKED, Clause).days == 30
    reply, repair = model.asked[1].messages[-2:]
    assert reply == Message("assistant", '{"number": "5.2", "days": -3}')
    assert "days: Input should be greater than or equal to 0" in repair.content
    assert '"properties"' in repair.content


def test_says_to_be_briefer_where_it_was_cut_off() -> None:
    model = Scripted(['{"number": "5.2", "days" : 3 0 0 0 0', GOOD])
    complete(model, ASKED, Clause, max_tokens=4)
    assert "cut off after 4 tokens" in model.asked[1].messages[-1].content


def test_gives_up_after_the_second_time_without_quoting_the_reply() -> None:
    with pytest.raises(MalformedReply) as caught:
        complete(Scripted(["The secret clause.", "Again the secret."]), ASKED, Clause)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.hint


def test_an_engine_that_fails_is_not_asked_again() -> None:
    model = Scripted([EngineUnavailable("Gone.", "Start it.")])
    with pytest.raises(EngineUnavailable):
        complete(model, ASKED, Clause)
    assert len(model.asked) == 1
