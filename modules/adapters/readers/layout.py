"""A page's words to its text: lines in reading order, tables as rows, headings marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from modules.adapters.readers.bookmarks import TITLE_LINES
from modules.adapters.readers.composing import CELL, Composer
from modules.adapters.readers.headings import Style
from modules.adapters.readers.lines import Row, Segment, rows_of, segments_of
from modules.adapters.readers.order import in_columns, scrambled
from modules.adapters.readers.table_cells import MARKER
from modules.adapters.readers.tables import Table, find_tables, goes_on
from modules.adapters.readers.words import Word
from modules.core.types import Page

PARAGRAPH_PITCH = 1.3  # from line to line, against what is usual on the page, that ends a paragraph


def page_of(number: int, words: Sequence[Word], style: Style, *, scanned: bool = False, ordered: bool = True) -> Page:
    """Return the page that these words make; unless they are `ordered`, they are read from the top down."""
    style.learn(words)
    style.bookmarks.turn_to(number)
    words = [word for word in words if not _leader(word.text)]
    segments = segments_of(words)
    rows = rows_of(segments)
    segments = _with_markers(segments, rows)
    tables = find_tables(rows)
    if scanned or not ordered or scrambled(segments):
        segments = in_columns(rows)
    composer = Composer()
    items = list(_in_order(segments, tables))
    _inherit_header(items, number, style)
    for item in items:
        if isinstance(item, Table):
            _add_table(composer, item)
        else:
            _add_lines(composer, item, style)
    return composer.page(number, scanned=scanned, layout=True)


def _inherit_header(items: Sequence[Table | list[Segment]], number: int, style: Style) -> None:
    """Give a table at the top of a page the headings of the one at the foot of the page before, if it is its rest."""
    first, last = (items[0], items[-1]) if items else (None, None)
    page, above = style.last_table or (0, None)
    if isinstance(first, Table) and above and page == number - 1 and goes_on(above, first):
        first.header = above.header
    style.last_table = (number, last) if isinstance(last, Table) else None


def _with_markers(segments: list[Segment], rows: Sequence[Row]) -> list[Segment]:
    """Put "1." or "(a)" before the text beside it: some files store all such marks first and the texts later."""
    gone: set[int] = set()
    for row in rows:
        mark, text = row.segments[0], row.segments[1] if len(row.segments) > 1 else None
        if text and not text.figures and MARKER.fullmatch(mark.text):
            text.prepend(mark.words)
            gone.add(mark.order)
            del row.segments[0]
    return [segment for segment in segments if segment.order not in gone]


def _leader(text: str) -> bool:
    """Tell whether a word is the row of dots between a title and its page number."""
    return len(text) >= 3 and not text.strip(".…·")


def _in_order(segments: Sequence[Segment], tables: list[Table]) -> Iterator[Table | list[Segment]]:
    """Yield tables and the stretches of segments between them, in the order of the segments."""
    owner = {segment.order: number for number, table in enumerate(tables) for segment in table.segments}
    done: set[int] = set()
    for number, stretch in groupby(segments, key=lambda segment: owner.get(segment.order)):
        if number is None:
            yield list(stretch)
        elif number not in done:
            done.add(number)
            yield tables[number]


def _add_table(composer: Composer, table: Table) -> None:
    composer.gap()
    spans = [composer.word_line(row) for row in table.rows]
    composer.mark_table(spans[0][0], spans[-1][1], CELL.join(table.header).strip())
    composer.gap()


def _add_lines(composer: Composer, segments: list[Segment], style: Style) -> None:
    lines = [[word for segment in line for word in segment.words] for line in _lines(segments)]
    lines = _rejoined(lines, style)
    apart = _apart(lines)
    number = 0
    while number < len(lines):
        if apart[number]:
            composer.gap()
        level, last = _heading(lines, apart, number, style)
        if level:
            _add_heading(composer, lines[number:last], level)
        else:
            composer.word_line([lines[number]])
        number = last


def _rejoined(lines: list[list[Word]], style: Style) -> list[list[Word]]:
    """Bring the second half of a word that was cut at the end of a line up to the first."""
    for line, below in pairwise(lines):
        while line and line[-1].hyphen and below:
            first, second = line[-1], below.pop(0)
            line[-1] = replace(first, text=first.text + style.mend(first.text, second.text))
            line.append(second)
    return [line for line in lines if line]


def _heading(lines: list[list[Word]], apart: list[bool], first: int, style: Style) -> tuple[int, int]:
    """Return the level of the heading that begins with a line, 0 if none does, and the line after it.

    What only looks like a heading stands below the title of the outline that it comes after.
    """
    level, count = style.bookmarks.begins(lines[first : first + TITLE_LINES])
    if level:
        return level, first + count
    looks = style.level(lines[first])
    last = first + 1
    while looks and last < len(lines) and not apart[last] and style.level(lines[last]) == looks:
        if style.bookmarks.expects(lines[last : last + TITLE_LINES]):
            break
        last += 1
    return looks and max(looks, style.bookmarks.under + 1), last


def _add_heading(composer: Composer, lines: list[list[Word]], level: int) -> None:
    composer.gap()
    spans = [composer.word_line([line]) for line in lines]
    title = " ".join(word.text for line in lines for word in line)
    composer.mark_heading(spans[0][0], spans[-1][1], level, title)
    composer.gap()


def _lines(segments: list[Segment]) -> list[list[Segment]]:
    """Put neighbours in the stream that stand side by side on one line."""
    lines: list[list[Segment]] = []
    for segment in segments:
        last = lines[-1][-1] if lines else None
        if last and last.y0 <= segment.middle <= last.y1 and segment.x0 >= last.x1 - 1:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines


def _apart(lines: Sequence[Sequence[Word]]) -> list[bool]:
    """Tell for each line whether a paragraph ends above it."""
    pitches = [0.0, *(below[0].y0 - above[0].y0 for above, below in pairwise(lines))]
    usual = sorted(pitch for pitch, line in zip(pitches, lines, strict=True) if 0 < pitch < 3 * line[0].size)
    limit = PARAGRAPH_PITCH * usual[len(usual) * 2 // 5] if usual else 0.0
    return [pitch < 0 or 0 < limit < pitch for pitch in pitches]
