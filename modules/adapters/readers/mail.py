"""EML: headers, body, and which files were attached."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message

from modules.adapters.readers import web
from modules.adapters.readers.composing import Composer, clean
from modules.adapters.readers.plain import decode
from modules.adapters.readers.source import Source
from modules.core.errors import NoText
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "message/rfc822"
_SHOWN = ("From", "To", "Cc", "Date", "Subject")


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the message as one page, and a note of what is attached."""
    message = _parse(source.content())
    composer = Composer()
    for name in _SHOWN:
        if value := clean(str(message.get(name, ""))):
            composer.line(f"{name}: {value}")
    composer.gap()
    _add_best_part(composer, message)
    if not len(composer):
        raise NoText("There is no text in the message.")
    yield Opened(MEDIA_TYPE, 1)
    parts = [part for part in message.iter_attachments() if not _is_text(part)]
    attached = [clean(part.get_filename() or "a file without a name") for part in parts]
    if attached:
        yield Note(f"The message has attachments that were not read: {', '.join(attached[:20])}. Add them as files.")
    yield composer.page(1)


def add_body(composer: Composer, data: bytes) -> None:
    """Add the text of a message, or of a web page saved as one (MHT), without its headers."""
    _add_best_part(composer, _parse(data))


def _parse(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy's own type
    return message


def _add_best_part(composer: Composer, message: EmailMessage) -> None:
    body = message.get_body(("plain", "html")) or next(
        (part for part in message.walk() if part.get_content_maintype() == "text"), None
    )
    parts: list[Message] = [body] if body is not None else []
    if message.get_content_type() == "multipart/mixed":
        parts += [part for part in message.iter_attachments() if _is_text(part)]
    for part in parts:
        _add_part(composer, part)


def _is_text(part: Message) -> bool:
    """Tell whether a part is text to be read with the message, and not a file that is attached."""
    apart = part.get_filename() or part.get_content_disposition() == "attachment"
    return part.get_content_maintype() == "text" and not apart


def _add_part(composer: Composer, part: Message) -> None:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
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
