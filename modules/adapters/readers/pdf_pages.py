"""PDF files that were cut off: the list of pages stands at the end of most, so it is made anew from what is there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MAX_INFLATED = 100 * 2**20  # of all object streams together
MAX_STREAM = 10 * 2**20  # of one
MAX_OBJECT = 20_000  # bytes looked at; pages and headers of streams are shorter
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s{1,9}\d{1,5}\s{1,9}obj\b")
_END = re.compile(rb"endobj|stream")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s*/ObjStm")
_COUNT, _FIRST = re.compile(rb"/N\s+(\d{1,6})"), re.compile(rb"/First\s+(\d{1,7})")
_STREAM = re.compile(rb"stream\r?\n")


def with_page_tree(data: bytes) -> bytes:
    """Return the file up to its last whole object, with the pages that it holds listed behind; b"" if it has none.

    What pages inherit from a list that is lost, such as their size, is lost too.
    """
    if b"/Encrypt" in data:
        return b""
    kept = data[: data.rfind(b"endobj") + len(b"endobj")]
    pages: dict[int, None] = {}
    unpacked: list[bytes] = []
    largest, room = 0, MAX_INFLATED
    for match in _OBJECT.finditer(kept):
        end = _END.search(kept, match.end(), match.end() + MAX_OBJECT)
        head = kept[match.end() : end.start() if end else match.end()]
        largest = max(largest, int(match[1]))
        if _PAGE.search(head):
            pages[int(match[1])] = None
        elif _PACKED.search(head):
            for number, body in _unpacked(head, kept, match.end() + len(head)):
                room -= len(body)  # which may overlap
                if room < 0:
                    break
                largest = max(largest, number)
                unpacked.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
                if _PAGE.search(body[:MAX_OBJECT]):
                    pages[number] = None
        if room < 0:
            break
    if not pages:
        return b""
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    tree, root = largest + 1, largest + 2
    unpacked += (
        b"%d 0 obj <</Type /Pages /Count %d /Kids [%s]>> endobj\n" % (tree, len(pages), kids),
        b"%d 0 obj <</Type /Catalog /Pages %d 0 R>> endobj\n" % (root, tree),
        b"trailer <</Root %d 0 R /Size %d>>\nstartxref\n0\n%%%%EOF\n" % (root, root + 1),
    )
    return b"\n".join([kept, *unpacked])


def _unpacked(head: bytes, data: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield the objects of an object stream, with their numbers; `head` is its dictionary, which ends at `place`."""
    count, first, begin = _COUNT.search(head), _FIRST.search(head), _STREAM.match(data, place)
    if not (count and first and begin):
        return
    try:
        plain = zlib.decompressobj().decompress(data[begin.end() : data.find(b"endstream", place)], MAX_STREAM)
        table = [int(word) for word in plain[: int(first[1])].split()[: 2 * int(count[1])]]
    except (zlib.error, ValueError):
        return
    places = [int(first[1]) + place for place in table[1::2]]
    for number, start, end in zip(table[::2], places, [*places[1:], len(plain)], strict=False):
        yield number, plain[start:end]
