"""Plain text, Markdown and CSV, in any common encoding."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from modules.adapters.readers.composing import Composer, clean, header_of
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
_ASCII = b"\0\t\n\r" + bytes(range(32, 127))
_ODD = re.compile(rb"[^\0-\x7f]")
_LEGACY = [
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "iso8859_2", "iso8859_5", "koi8_r",
    "cp866", "mac_roman", "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
# What no Western text holds: signs inside a word, three letters in a row that are not ASCII.
_NOT_WESTERN = re.compile(
    r"[^\W\d_](?:[\xa1-\xac\xae\xaf\xb1-\xb4\xb6\xb8-\xbf×÷]|[‚„†‡ˆ‰‹›•˜\ufffd])[^\W\d_]|[À-ÖØ-öø-ÿŒœŠšŽžŸƒ]{3}|\ufffd{3}"
)
# What Western text of ISO-8859-15 looks like in Windows' code page: "c½ur", "300 ¤".
_LATIN_9 = re.compile(r"(?<!\d)½[a-zà-ÿ]{2}|(?<![^\W\d_])¼[^\W\d_]{2}|\d\s?¤|¤\s?\d")
_FRACTION = re.compile(r"(?<![^\W\d_])[¼½¾](?![^\W\d_])")
_CAPITAL_WITHIN = re.compile(r"[a-zà-ÿ][ŠŽŸŒ]|Ÿ[a-z]")
_TURKISH, _ICELANDIC = re.compile(r"[ðýþÐÝÞ]"), re.compile(r"[áéíóúæÁÉÍÓÚÆ]")
# Accented letters, and what else a Macintosh wrote in Western text: ß æ ø œ, quotation marks, dashes, € © ® ™ • … « ».
_MAC = re.compile(rb"[\x80-\x9f\xa5\xa7-\xaa\xae\xaf\xbe\xbf\xc7-\xca\xcf-\xd5\xdb]")
_C1 = re.compile(rb"[\x80-\x9f]")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][\xa1-\xb4\xb6-\xbf×÷˘˛˝][^\W\d_]")
MAX_OPEN_QUOTES = 20  # quotation marks without a second one that a table is read around
_ATX = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_RULE_ROW = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")


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
    odd = _ODD.search(data)
    if odd is None:
        return "iso2022_jp" if b"\x1b$" in data else "utf-8"
    sample = data[max(0, odd.start() - 20) : odd.start() + _SAMPLE]  # ASCII before it tells nothing
    return "utf-8" if _mostly_utf_8(sample) else _guess(sample)


def _mostly_utf_8(sample: bytes) -> bool:
    """Tell whether it is UTF-8, but for a character cut off at its end or a few bytes that somebody spoilt."""
    text = sample.decode("utf-8", "replace")
    broken = text[:-1].count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    return whole > 0 and broken <= 0.1 * whole


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
    if len(sample.translate(None, _ASCII)) < 0.1 * len(sample):
        return ""
    sample = sample[: len(sample) // 2 * 2]  # of other scripts, where hardly more than blanks have a zero byte
    texts = {name: sample.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")}
    name = max(texts, key=lambda name: len(texts[name].encode("ascii", "ignore")))
    return name if _is_text(texts[name][:-1]) else ""


def _is_text(text: str) -> bool:
    """Tell whether bytes taken for pairs decode to nothing but letters and what stands between them."""
    kinds = Counter(unicodedata.category(character)[0] for character in text if not character.isspace())
    return "\ufffd" not in text and not kinds["C"] and kinds["L"] > 0.6 * kinds.total()


def _guess(sample: bytes) -> str:
    """Return the likeliest encoding that is not Unicode, of those that files are still found in.

    Western European is looked for first: charset-normalizer takes "£5" and "naïve" for Central European.
    """
    western = sample.decode("cp1252", "replace")
    latin_9 = _LATIN_9.search(western) and not (_C1.search(sample) or _FRACTION.search(western))
    if latin_9 and _is_western(sample, "iso8859_15"):
        return "iso8859_15"
    if len(_TURKISH.findall(western)) >= 3 and re.search("[ýÝ]", western) and not _ICELANDIC.search(western):
        return "cp1254"
    if (_NOT_WESTERN.search(western) or _CAPITAL_WITHIN.search(western)) and _is_mac(sample):
        return "mac_roman"
    if not _NOT_WESTERN.search(western):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    if best and best.encoding == "cp1250" and _is_latin_2(sample):
        return "iso8859_2"
    return best.encoding if best else "cp1252"


def _is_western(sample: bytes, encoding: str) -> bool:
    return not _NOT_WESTERN.search(sample.decode(encoding, "replace"))


def _is_mac(sample: bytes) -> bool:
    """Tell whether it is Western text of an old Macintosh: small letters with accents, few of them, and typography."""
    if _ODD.search(_MAC.sub(b"", sample)) or not _is_western(sample, "mac_roman"):
        return False
    letters = [character for character in sample.decode("mac_roman") if character.isalpha()]
    accented = [character for character in letters if not character.isascii()]
    return 0 < len(accented) < 0.25 * len(letters) and sum(map(str.islower, accented)) > 0.5 * len(accented)


def _is_latin_2(sample: bytes) -> bool:
    """Tell whether Central European text is of ISO-8859-2, not Windows: signs in words, or ą, ľ for Czech š, ž."""
    if _C1.search(sample):
        return False
    windows, iso = sample.decode("cp1250", "replace"), sample.decode("iso8859_2", "replace")
    czech = re.search("[ąľ]", windows) and re.search("[řěů]", windows) and not re.search("[łęż]", windows)
    return bool(czech) or len(_SIGN_IN_WORD.findall(windows)) > len(_SIGN_IN_WORD.findall(iso))


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield plain text as one page, its lines kept."""
    composer = Composer()
    _add_lines(composer, _text(source).split("\n"))
    yield from _result(composer, "text/plain")


def read_markdown(source: Source) -> Iterator[ReadEvent]:
    """Yield Markdown as one page: its marks are kept, its headings and tables known."""
    composer = Composer()
    lines = _text(source).split("\n")
    fenced = False
    number = 0
    while number < len(lines):
        line = lines[number]
        below = lines[number + 1] if number + 1 < len(lines) else ""
        fenced ^= _FENCE.match(line) is not None
        if fenced:
            composer.line(line)
        elif heading := _heading(line, below):
            composer.heading(*heading)
            number += 0 if _ATX.match(line) else 1
        elif "|" in line and _RULE_ROW.match(below):
            number = _add_markdown_table(composer, lines, number) - 1
        else:
            _add_lines(composer, [line])
        number += 1
    yield from _result(composer, "text/markdown")


def read_csv(source: Source) -> Iterator[ReadEvent]:
    """Yield a table as one page, a row a line."""
    from modules.adapters.readers.detect import HEAD, delimiter_of

    text = _text(source).removeprefix("\ufeff")
    text = text[6:] if re.match(r"sep=.\n", text) else text  # Excel's own way of saying what separates the cells
    delimiter = delimiter_of(text[:HEAD], cut=len(text) > HEAD) or ","
    csv.field_size_limit(source.limits.max_characters)
    rows = [row for row in _records([f"{line}\n" for line in text.split("\n")], delimiter) if any(map(str.strip, row))]
    composer = Composer()
    composer.table(rows, csv_header(rows))
    yield from _result(composer, "text/csv")


def _records(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a table; where a quotation mark lacks its second one, its line is read as if it had none."""
    start = 0
    for attempt in range(MAX_OPEN_QUOTES + 1):
        rest = lines[start:]
        reader = csv.reader(rest, delimiter=delimiter)
        begin = 0
        for row in reader:
            several = reader.line_num - begin > 1
            if several and attempt < MAX_OPEN_QUOTES and "".join(rest[begin : reader.line_num]).count('"') % 2:
                break
            yield row
            begin = reader.line_num
        else:
            return
        yield from csv.reader([rest[begin]], delimiter=delimiter, quoting=csv.QUOTE_NONE)
        start += begin + 1


def csv_header(rows: list[list[str]]) -> list[str]:
    """Return the column headings: the first row as wide as the table that reads like them, within the first rows."""
    width = max((sum(map(bool, row)) for row in rows[:50]), default=0)
    for number, row in enumerate(rows[:5]):
        if sum(map(bool, row)) == width:
            return list(header_of(rows[number:]))
    return []


def _text(source: Source) -> str:
    text = decode(source.content())
    most = source.limits.max_characters
    if len(text) > most:
        raise TooLarge(f"The file holds {len(text):,} characters; at most {most:,} are read.", "Split it into parts.")
    return text


def _result(composer: Composer, media_type: str) -> Iterator[ReadEvent]:
    if not len(composer):
        raise NoText("There is no text in the file.")
    yield Opened(media_type, 1)
    yield composer.page(1)


def _add_lines(composer: Composer, lines: list[str]) -> None:
    for empty, stretch in groupby(lines, key=lambda line: not clean(line)):
        if empty:
            composer.gap()
        else:
            for line in stretch:
                composer.line(line)


def _heading(line: str, below: str) -> tuple[str, int] | None:
    """Return a heading's text and level: "## Title", or a title underlined with = or -."""
    if found := _ATX.match(line):
        return found[2], len(found[1])
    mark = below.strip()
    if (
        line.strip()
        and len(mark) >= 3
        and set(mark) in ({"="}, {"-"})
        and not line.lstrip().startswith(("-", "|", ">"))
    ):
        return line.strip(), 1 if mark[0] == "=" else 2
    return None


def _add_markdown_table(composer: Composer, lines: list[str], first: int) -> int:
    """Add the table whose headings are line `first`; return the line after it."""
    last = first + 2
    while last < len(lines) and "|" in lines[last]:
        last += 1
    rows = [_cells(line) for line in (lines[first], *lines[first + 2 : last])]
    composer.table(rows, rows[0])
    return last


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]
