"""Zip files without their directory, because they were cut off: those parts that are whole, as a zip file again."""

from __future__ import annotations

import struct
import zlib

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_SIGNATURE = b"PK\x03\x04"
_SIZES_FOLLOW = 1 << 3  # a flag: sizes stand behind the data
_STORED, _DEFLATED = 0, 8
MAX_ENTRIES = 10_000
_PIECE = 1 << 18


def repaired(data: bytes, most: int) -> bytes:
    """Return a zip file of the parts of `data` that are there to their last byte; b"" where there are none.

    Args:
        data: what is left of a zip file, with anything before it.
        most: bytes that may be inflated to find the ends of parts whose headers do not tell their sizes.
    """
    bodies: list[bytes] = []
    entries: list[bytes] = []
    place, position = 0, 0
    while (position := data.find(_SIGNATURE, position)) >= 0 and len(entries) < MAX_ENTRIES:
        if position + _LOCAL.size > len(data):
            break
        _, version, flags, method, clock, date, crc, stored, size, letters, extra = _LOCAL.unpack_from(data, position)
        begin = position + _LOCAL.size + letters + extra
        name = data[position + _LOCAL.size : position + _LOCAL.size + letters]
        if flags & _SIZES_FOLLOW and not stored and method == _DEFLATED:
            stored, size, crc = _measured(data, begin, most)
            most -= size
        if method not in (_STORED, _DEFLATED) or begin + stored > len(data) or not (stored or method == _STORED):
            position += len(_SIGNATURE)
            continue
        flags &= ~_SIZES_FOLLOW
        head = (version, flags, method, clock, date, crc, stored, size, len(name))
        bodies += (_LOCAL.pack(_SIGNATURE, *head, 0), name, data[begin : begin + stored])
        entries += (_CENTRAL.pack(b"PK\x01\x02", version, *head, 0, 0, 0, 0, 0, place) + name,)
        place += _LOCAL.size + len(name) + stored
        position = begin + stored
    directory = b"".join(entries)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), place, 0)
    return b"".join([*bodies, directory, end]) if entries else b""


def _measured(data: bytes, begin: int, most: int) -> tuple[int, int, int]:
    """Return how many bytes a deflated part takes, inflates to, and their checksum; 0 if it is cut."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    position, size, crc = begin, 0, 0
    waiting = b""
    while not inflater.eof:
        if not waiting:
            waiting = data[position : position + _PIECE]
            position += len(waiting)
        try:
            piece = inflater.decompress(waiting, _PIECE)
        except zlib.error:
            return 0, size, 0
        waiting = inflater.unconsumed_tail
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        if size > most or (not piece and not waiting and position >= len(data) and not inflater.eof):
            return 0, size, 0
    return position - len(inflater.unused_data) - begin, size, crc
