"""Pages and chunks as rows, and back."""

from __future__ import annotations

import json
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modules.core.types import Block, Chunk, Page
from modules.store.schema import NUMBER_BITS
from modules.store.scoped import Row

PAGE_COLUMNS = ("id", "text", "boxes", "blocks", "scanned")
CHUNK_COLUMNS = ("id", "page", "start", "end", "section", "header", "text")

_MASK = (1 << NUMBER_BITS) - 1
_STEPS = 65_535  # of a page's width or height: finer than a pixel of any screen
_BOX = np.dtype([("offsets", "<u4", (2,)), ("corners", "<u2", (4,))])
# SQLite's text ends at a NUL for some of its functions, and UTF-8 has no lone surrogates. One sign for one sign:
# the offsets into the text stay true.
_UNSTORABLE = {0: " ", **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")}


def row_number(document: int, part: int) -> int:
    """Return the row number of a document's page or chunk."""
    return document << NUMBER_BITS | part


def part_of(row: int) -> tuple[int, int]:
    """Return the document's number, and the page number or the chunk's ordinal, of a row number."""
    return row >> NUMBER_BITS, row & _MASK


def storable(text: str) -> str:
    """Return the text with what SQLite cannot keep replaced, sign by sign."""
    return text.translate(_UNSTORABLE)


def page_values(document: int, page: Page) -> tuple[Any, ...]:
    """Return the values of PAGE_COLUMNS."""
    blocks = [[block.kind, block.start, block.end, block.level, storable(block.header)] for block in page.blocks]
    return (
        row_number(document, page.number),
        storable(page.text),
        _packed(page.boxes),
        json.dumps(blocks),
        page.scanned,
    )


def page_from(row: Row) -> Page:
    """Return the page of a row with PAGE_COLUMNS."""
    return Page(
        number=part_of(row["id"])[1],
        text=row["text"],
        boxes=_unpacked(row["boxes"]),
        blocks=tuple(Block(*block) for block in json.loads(row["blocks"])),
        scanned=bool(row["scanned"]),
    )


def chunk_values(document: int, chunk: Chunk) -> tuple[Any, ...]:
    """Return the values of CHUNK_COLUMNS."""
    section = json.dumps([storable(title) for title in chunk.section])
    return (
        row_number(document, chunk.ordinal),
        chunk.page,
        chunk.start,
        chunk.end,
        section,
        storable(chunk.header),
        storable(chunk.text),
    )


def chunk_from(row: Row, chunk_id: str, document_id: str, document_name: str) -> Chunk:
    """Return the chunk of a row with CHUNK_COLUMNS."""
    return Chunk(
        id=chunk_id,
        document_id=document_id,
        document_name=document_name,
        ordinal=part_of(row["id"])[1],
        page=row["page"],
        start=row["start"],
        end=row["end"],
        section=tuple(json.loads(row["section"])),
        header=row["header"],
        text=row["text"],
    )


def _packed(boxes: NDArray[np.float32] | None) -> bytes | None:
    """Pack a page's word boxes to about a quarter: a thousand words take 5 KB instead of 24."""
    if boxes is None:
        return None
    packed = np.empty(len(boxes), _BOX)
    packed["offsets"] = boxes[:, :2]
    packed["corners"] = np.rint(np.clip(boxes[:, 2:], 0, 1) * _STEPS)
    return zlib.compress(packed.tobytes(), level=1)


def _unpacked(packed: bytes | None) -> NDArray[np.float32] | None:
    if packed is None:
        return None
    rows = np.frombuffer(zlib.decompress(packed), _BOX)
    return np.hstack([rows["offsets"].astype(np.float32), rows["corners"].astype(np.float32) / np.float32(_STEPS)])
