"""What reads and writes the JSON of a dataclass, made once for each."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

Stored = TypeVar("Stored")
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(content: type[Stored]) -> TypeAdapter[Stored]:
    """Return what validates and dumps a class."""
    if content not in _ADAPTERS:
        _ADAPTERS[content] = TypeAdapter(content)
    return _ADAPTERS[content]
