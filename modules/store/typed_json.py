"""Dataclasses as the JSON that rows hold, and back in the type that the caller knows."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from modules.core.errors import AssistantError, StoreCorrupt
from modules.store.page_rows import storable

Content = TypeVar("Content")
# What turns a type into JSON and back takes 4 ms to make and a hundredth of one to use.
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def dumped(content: object) -> str:
    """Return a dataclass as the JSON that is stored.

    Raises:
        AssistantError: it has text that UTF-8 cannot hold.
    """
    try:
        return storable(_adapter(type(content)).dump_json(content).decode())
    except PydanticSerializationError:
        raise AssistantError("The text has characters that no file can hold.", "Type it again.") from None


def parsed(text: str, content: type[Content], what: str) -> Content:
    """Return what was stored in the caller's type.

    Args:
        text: JSON.
        content: a dataclass.
        what: it is, for the error: "report".

    Raises:
        StoreCorrupt: it does not fit the type: it was written by a version that knew other fields.
    """
    try:
        return _adapter(content).validate_json(text)
    except ValidationError as error:
        # Pydantic's own words would quote the document, and an error's words may be logged.
        raise StoreCorrupt(
            f"A stored {what} cannot be read.", f"{error.error_count()} of its fields do not fit this version of Vouch."
        ) from None


def _adapter(content: type[Content]) -> TypeAdapter[Content]:
    if content not in _ADAPTERS:
        _ADAPTERS[content] = TypeAdapter(content)
    return _ADAPTERS[content]
