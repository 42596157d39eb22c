"""EML: headers, body, and which files were attached."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message

from modules.adapters.readers import web
from modules.adapters.readers.composing import CELL, Composer, clean, letters_of
from modules.adapters.readers.plain import decode
from modules.adapters.readers.source import Source
from modules.core.errors import NoText
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "message/rfc822"
MAX_DEPTH = 10  # of messages within messages
MAX_LISTED = 20  # attachments named in the note
MAX_ROWS = 100  # of tables, looked for in the plain text
_SHOWN = ("From", "To", "Cc", "Date", "Subject")


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the message as one page, with those that are attached to it, and a note of what else is attached."""
    message = _parse(source.content())
    composer = Composer()
    attached = list(dict.fromkeys(_add_message(composer, message, 0)))
    if not len(composer):
        raise NoText("There is no text in the message.")
    yield Opened(MEDIA_TYPE, 1)
    if attached:
        more = f" and {len(attached) - MAX_LISTED:,} more" if len(attached) > MAX_LISTED else ""
        names = ", ".join(attached[:MAX_LISTED])
        yield Note(f"The message has attachments that were not read: {names}{more}. Add them as files.")
    yield composer.page(1)


def _add_message(composer: Composer, message: EmailMessage, depth: int) -> list[str]:
    """Add a message and those within it, each under its subject; return the names of other attachments."""
    if depth and (subject := clean(str(message.get("Subject", "")))):
        composer.heading(subject, min(depth, 6))
    for name in _SHOWN:
        if value := clean(str(message.get(name, ""))):
            composer.line(f"{name}: {value}")
    composer.gap()
    _add_best_part(composer, message)
    attached = []
    for part in _own_parts(message):
        inner = part.get_payload()
        if part is message or _is_text(part) or (part.get("Content-ID") and not part.get_filename()):
            continue  # pictures without a name are part of the HTML
        if part.get_content_type() == MEDIA_TYPE and isinstance(inner, list) and inner and depth < MAX_DEPTH:
            composer.gap()
            attached += [name for one in inner if isinstance(one, EmailMessage)
                         for name in _add_message(composer, one, depth + 1)]  # fmt: skip
        else:
            attached.append(clean(part.get_filename() or "a file without a name"))
    return attached


def _own_parts(message: Message) -> Iterator[Message]:
    """Yield the innermost parts of a message, of those within it the whole."""
    inner = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(inner, list):
        for part in inner:
            if isinstance(part, Message):
                yield from _own_parts(part)
    else:
        yield message


def add_body(composer: Composer, data: bytes) -> None:
    """Add the text of a message, or of a web page saved as one (MHT), without its headers."""
    _add_best_part(composer, _parse(data))


def _parse(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy's own type
    return message


def _add_best_part(composer: Composer, message: EmailMessage) -> None:
    body = message.get_body(("plain", "html")) or next(
        (part for part in _own_parts(message) if part.get_content_maintype() == "text"), None
    )
    rich = message.get_body(("html",))
    if rich is not None and body is not rich and body is not None and _loses_table(body, rich):
        body = rich
    parts: list[Message] = [body] if body is not None else []
    if message.get_content_type() == "multipart/mixed":
        parts += [part for part in message.iter_attachments() if _is_text(part)]
    for part in parts:
        _add_part(composer, part)


def _loses_table(plain: Message, rich: Message) -> bool:
    """Tell whether the HTML of a message has a table of whose rows the plain text has next to none in one line."""
    table = Composer()
    web.add_html(table, _data(rich))
    page = table.page(1)
    cells = [
        [letters_of(cell) for cell in row.split(CELL) if letters_of(cell)]
        for block in page.blocks
        if block.kind == "table"
        for row in page.text[block.start : block.end].split("\n")
    ]
    rows = [row for row in cells if len(row) > 1]
    lines = [letters_of(line) for line in _text(_data(plain), str(plain.get_content_charset(""))).split("\n")]
    kept = sum(any(all(cell in line for cell in row) for line in lines) for row in rows[:MAX_ROWS])
    return len(rows) > 1 and kept < 0.5 * len(rows[:MAX_ROWS])


def _is_text(part: Message) -> bool:
    """Tell whether a part is text to be read with the message, and not a file that is attached."""
    apart = part.get_filename() or part.get_content_disposition() == "attachment"
    return part.get_content_maintype() == "text" and not apart


def _data(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _add_part(composer: Composer, part: Message) -> None:
    data = _data(part)
    if part.get_content_subtype() == "html":
        web.add_html(composer, data)
        return
    for line in _text(data, str(part.get_content_charset(""))).split("\n"):
        if clean(line):
            composer.line(line)
        else:
            composer.gap()
    composer.gap()


def _text(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset) if charset else decode(data)
    except (LookupError, UnicodeDecodeError):
        return decode(data)
