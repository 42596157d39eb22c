"""Plain text, Markdown and CSV, in any common encoding."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from modules.adapters.readers.composing import Composer, clean
from modules.adapters.readers.source import Source
from modules.core.errors import NoText, TooLarge
from modules.core.types import Opened, ReadEvent

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536


def decode(data: bytes) -> str:
    """Return the text of `data`: by its byte order mark, by its zero bytes, as UTF-8, or by the likeliest encoding."""
    return data.decode(encoding_of(data), "replace").replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(data: bytes) -> str:
    """Return the name of the encoding that `data` is most probably in."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    wide = _wide(data[:_SAMPLE])
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data[:_SAMPLE])
    return "utf-8"


def _wide(sample: bytes) -> str:
    """Return a UTF-16 or UTF-32 without a mark, known by where its zero bytes are; "" for neither."""
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    zeros = [sample[offset::4].count(0) * 4 / len(sample) for offset in range(4)]
    for name, expected in (
        ("utf-32-le", (0, 1, 1, 1)),
        ("utf-32-be", (1, 1, 1, 0)),
        ("utf-16-le", (0, 1, 0, 1)),
        ("utf-16-be", (1, 0, 1, 0)),
    ):
        if all((share > 0.6) if zero else (share < 0.2) for share, zero in zip(zeros, expected, strict=True)):
            return name
    return ""


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best and best.encoding != "ascii" else "cp1252"


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the whole text as one page, its lines kept."""
    text = decode(source.path.read_bytes())
    limits = source.limits
    if len(text) > limits.max_characters:
        raise TooLarge(
            f"The file holds {len(text):,} characters; at most {limits.max_characters:,} are read.",
            "Split it into parts.",
        )
    composer = Composer()
    for line in text.split("\n"):
        if clean(line):
            composer.line(line)
        else:
            composer.gap()
    if not len(composer):
        raise NoText("There is no text in the file.")
    yield Opened("text/plain", 1)
    yield composer.page(1)
