"""Messages between Vouch and its reading child: a JSON header and raw bytes, so that nothing read can become code.

A frame is two 32-bit lengths (big-endian), the header (a JSON object in UTF-8) and the body (bytes: word boxes as
float32 of shape (words, 6), or an image; empty otherwise).
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any, NamedTuple

import numpy as np

from modules.core import errors
from modules.core.errors import DocumentError, Malformed, TooLarge
from modules.core.types import Block, Note, Opened, Page, ReadEvent

LENGTHS = struct.Struct(">II")
_ERRORS: dict[str, type[DocumentError]] = {
    kind.__name__: kind
    for kind in (
        errors.DocumentError,
        errors.Unsupported,
        errors.Encrypted,
        errors.NoText,
        errors.TooLarge,
        errors.Malformed,
    )
}


class Frame(NamedTuple):
    """One message."""

    header: dict[str, Any]
    body: bytes = b""


def write_frame(stream: IO[bytes], frame: Frame) -> None:
    """Write a frame and flush it."""
    header = json.dumps(frame.header, ensure_ascii=True).encode("ascii")
    stream.write(LENGTHS.pack(len(header), len(frame.body)) + header + frame.body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Read a frame; None at the end of the stream."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    header, body = LENGTHS.unpack(lengths)
    return Frame(json.loads(stream.read(header)), stream.read(body))


class FrameBuffer:
    """Puts frames together from whatever pieces a pipe hands out."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Add what has arrived."""
        self._bytes += data

    def take(self) -> Frame | None:
        """Return the next whole frame, or None while it is not all there."""
        if len(self._bytes) < LENGTHS.size:
            return None
        header, body = LENGTHS.unpack_from(self._bytes)
        middle, end = LENGTHS.size + header, LENGTHS.size + header + body
        if len(self._bytes) < end:
            return None
        frame = Frame(json.loads(self._bytes[LENGTHS.size : middle]), bytes(self._bytes[middle:end]))
        del self._bytes[:end]
        return frame


def event_frame(event: ReadEvent) -> Frame:
    """Put what a reader yields into a frame."""
    match event:
        case Opened(media_type, pages):
            return Frame({"kind": "opened", "media_type": media_type, "pages": pages})
        case Note(text):
            return Frame({"kind": "note", "text": text})
        case Page():
            blocks = [(b.kind, b.start, b.end, b.level, b.header) for b in event.blocks]
            header = {"kind": "page", "number": event.number, "text": event.text, "blocks": blocks}
            layout = event.boxes is not None
            body = b"" if event.boxes is None else event.boxes.tobytes()
            return Frame({**header, "scanned": event.scanned, "layout": layout}, body)


def frame_event(frame: Frame) -> ReadEvent:
    """Take what a reader yielded out of its frame."""
    header = frame.header
    match header["kind"]:
        case "opened":
            return Opened(str(header["media_type"]), int(header["pages"]))
        case "note":
            return Note(str(header["text"]))
        case _:
            boxes = np.frombuffer(frame.body, dtype=np.float32).reshape(-1, 6) if header["layout"] else None
            blocks = tuple(Block(*block) for block in header["blocks"])
            return Page(int(header["number"]), str(header["text"]), boxes, blocks, bool(header["scanned"]))


def error_frame(error: DocumentError, *, cause: str = "") -> Frame:
    """Put a refusal into a frame, with what the log shall say of a failure that nobody foresaw."""
    header = {"kind": "error", "error": type(error).__name__, "message": error.message, "hint": error.hint}
    return Frame({**header, "cause": cause})


def frame_error(frame: Frame) -> DocumentError:
    """Take a refusal out of its frame."""
    kind = _ERRORS.get(str(frame.header["error"]), Malformed)
    return kind(str(frame.header["message"]), str(frame.header["hint"]))


def out_of_memory() -> TooLarge:
    """Return what to tell the visitor when a file needs more memory than it may."""
    return TooLarge("Reading the file takes more memory than is allowed.", "Split it into parts and add those.")
