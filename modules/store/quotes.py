"""Quotes of documents within stored JSON: which documents are quoted, and the content without their words.

A quote is a `Citation` as pydantic writes one: an object with the id of its document and a text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

_DOCUMENT, _TEXT = "document_id", "text"


def quoted(content: Any) -> frozenset[str]:
    """Return the ids of the documents that a content quotes."""
    return frozenset(one[_DOCUMENT] for one in _objects(content) if _is_quote(one) and one[_DOCUMENT])


def emptied(content: Any, gone: Callable[[str], bool]) -> Any:
    """Return a content whose quotes of some documents, told by their ids, say nothing any more."""
    if isinstance(content, list):
        return [emptied(one, gone) for one in content]
    if not isinstance(content, dict):
        return content
    empty = _is_quote(content) and gone(content[_DOCUMENT])
    return {key: "" if empty and key == _TEXT else emptied(value, gone) for key, value in content.items()}


def canonical(content: Any) -> str:
    """Return JSON that is the same for the same content, whatever order its keys were written in."""
    return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def digest(content: Any) -> str:
    """Return the SHA-256 of a content's canonical JSON, in hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    if isinstance(content, dict):
        yield content
        content = list(content.values())
    if isinstance(content, list):
        for one in content:
            yield from _objects(one)


def _is_quote(content: dict[str, Any]) -> bool:
    return isinstance(content.get(_DOCUMENT), str) and isinstance(content.get(_TEXT), str)
