"""Replies with a form: JSON that fits a schema on every engine, validated, with one chance to repair."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from modules.core.errors import MalformedReply
from modules.core.types import ChatModel, Message

Form = TypeVar("Form", bound=BaseModel)

_FENCE = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


def complete(model: ChatModel, messages: Sequence[Message], form: type[Form], *, max_tokens: int = 1_000) -> Form:
    """Ask for a reply in the form of a pydantic model; where it does not fit, show the model its error once.

    Returns:
        The validated reply.

    Raises:
        MalformedReply: it did not fit the second time either.
        ModelError: the engine could not answer.
    """
    said, problem = _ask(model, messages, form, max_tokens)
    if isinstance(said, str):
        repair = Message(
            "user",
            f"That reply is not valid. {problem}\nReply again with valid JSON of this schema only: "
            f"{json.dumps(form.model_json_schema())}",
        )
        said, _ = _ask(model, [*messages, Message("assistant", said), repair], form, max_tokens)
    if isinstance(said, str):
        raise MalformedReply(
            "The model's reply did not have the form that was asked for, twice.",
            "Try again, or choose a larger model.",
        )
    return said


def _ask(model: ChatModel, messages: Sequence[Message], form: type[Form], max_tokens: int) -> tuple[Form | str, str]:
    """Return the validated reply, or its text and what is wrong with it."""
    reply = model.stream(messages, max_tokens=max_tokens, schema=form.model_json_schema())
    text = "".join(reply)
    fenced = _FENCE.match(text)
    try:
        return form.model_validate_json(fenced[1] if fenced else text), ""
    except ValidationError as exc:
        if reply.usage.finish == "length":
            return text, f"It was cut off after {max_tokens} tokens: be much briefer."
        faults = exc.errors(include_url=False, include_context=False, include_input=False)
        return text, " ".join(f"{'.'.join(map(str, fault['loc'])) or 'It'}: {fault['msg']}." for fault in faults)
