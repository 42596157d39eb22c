"""Which characters of a DOCX an edit takes out, and what it puts in their place."""

from __future__ import annotations

import bisect
import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from modules.adapters.readers.archive import Element, local
from modules.adapters.tracked_docx.elements import next_paragraph
from modules.adapters.tracked_docx.places import Place, Refused, after_letter, is_unseen, key_of
from modules.adapters.tracked_docx.stories import Piece, Story
from modules.core.edits import Edit
from modules.core.redline import changes

LABEL = re.compile(r"\(?(?:\d+(?:\.\d+)+|\d+[.)]|[a-zA-Z][.)]|[ivxIVX]{1,5}[.)])\)?(?:\s|$)")
_LINE_END, _BLANKS, _BAR = re.compile(r"\s*\n\s*"), re.compile(r"[ \t\r\f\v]+"), re.compile(r"\s*\|\s*")
_WHOLE = ("sdt", "fldSimple", "ruby")  # elements of a paragraph that cannot be parted
_CLOSING = ".,;:)”’!?"
_COUNTED = "Word counts the number of this paragraph: it cannot be typed."
_CELL = "The change goes over the edge of a table's cell, or from the text into a table."
_TORN = "The new wording parts its paragraphs too differently from the old one: accept it in smaller pieces."
_EDGES = "Word computes a part of these words (a cross-reference or the like): leave it whole, or take all of it out."


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters of a story that are taken out, and the text put in their place; a line feed begins a paragraph."""

    start: int
    end: int
    text: str


def splices(edit: Edit, place: Place) -> list[Splice]:
    """Return what an edit changes at its place; nothing where old and new differ in nothing that is seen.

    Raises:
        Refused: it would change what cannot be typed.
    """
    story = place.story
    old, new = _wording(unicodedata.normalize("NFKC", edit.old)), _wording(edit.new)
    if "|" in old and "|" not in story.text[place.start : place.end]:
        old, new = _BAR.sub("\n", old), _BAR.sub("\n", new)  # the bars stand between cells: each is compared alone
    found = []
    for splice in _mapped(old, new, place):
        splice = _tidied(story, splice) if not new else splice
        splice = _with_ends(story, splice)
        if not _is_idle(story, splice):
            _check(story, splice)
            found.append(splice)
    return found


def appended(edit: Edit, place: Place) -> Splice:
    """Return the new paragraphs of an edit without a quote, behind the paragraph of its place.

    Raises:
        Refused: none can be put there.
    """
    story = place.story
    _, end = story.bounds(place.end - 1)
    tables = [above for above in story.piece_at(end).paragraph.iterancestors() if local(above) == "tbl"]
    if tables and "|" in edit.before.rstrip().rpartition("\n")[2]:  # behind a row is behind the table
        start = _start_of(story, end, next_paragraph(tables[-1]))
        splice = Splice(start, start, _wording(edit.new) + "\n")
    else:
        splice = Splice(end, end, "\n" + _wording(edit.new))
    _check(story, splice)
    return splice


def _start_of(story: Story, end: int, paragraph: Element | None) -> int:
    """Return where a paragraph begins that stands behind a place."""
    if paragraph is None:
        raise Refused(_CELL)
    later = story.pieces[story.index(end) :]
    return next(piece.start for piece in later if piece.paragraph is paragraph)


def _wording(text: str) -> str:
    return _BLANKS.sub(" ", _LINE_END.sub("\n", text.strip()))


def _mapped(old: str, new: str, place: Place) -> Iterator[Splice]:
    """Yield what differs between two wordings as splices of the story."""
    offsets = key_of(old).places
    if len(offsets) != place.last - place.first:
        raise Refused("These words cannot be matched with those of the document letter by letter.")
    position, start, text = 0, 0, ""
    for change in (*changes(old, new), None):
        if change is None or change.kind == "equal":
            if start < position or text:
                yield _splice(old, start, position, text, offsets, place)
            position += len(change.text) if change else 0
            start, text = position, ""
        elif change.kind == "delete":
            position += len(change.text)
        else:
            text += change.text


def _splice(old: str, start: int, end: int, text: str, offsets: array[int], place: Place) -> Splice:
    letters = place.key.places[place.first : place.last]

    def shares(number: int) -> bool:
        return 0 < number < len(letters) and letters[number - 1] == letters[number]

    while shares(bisect.bisect_left(offsets, start)):  # within one sign of the file that is read as several, as "½"
        start -= 1
        text = old[start] + text
    while shares(bisect.bisect_left(offsets, end)):
        text += old[end]
        end += 1
    first, last = bisect.bisect_left(offsets, start), bisect.bisect_left(offsets, end)
    story = place.story.text

    def behind(number: int) -> int:
        return after_letter(story, letters[number - 1]) if number else place.start

    def before(number: int) -> int:
        return letters[number] if number < len(letters) else place.end

    follows_blank = old[start - 1 : start].isspace()
    takes_letter = start < end and not old[start].isspace()
    begin = before(first) if follows_blank or takes_letter else behind(first)
    if start == end:
        return Splice(begin, begin, text)
    return Splice(begin, before(last) if old[end - 1].isspace() else behind(last), text)


def _tidied(story: Story, splice: Splice) -> Splice:
    """Take out one of the two blanks that a deletion would leave, and one before a full stop."""
    start, end, text = splice.start, splice.end, story.text
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = story.bounds(start)[0] == start
    if after == " " and (before == " " or opens):
        return Splice(start, end + 1, splice.text)
    if before == " " and (after in _CLOSING or story.piece_at(end).kind == "end"):
        return Splice(start - 1, end, splice.text)
    return splice


def _with_ends(story: Story, splice: Splice) -> Splice:
    """Take out the end of a paragraph with its last letter: of each whole paragraph its own end, not the one before."""
    if splice.text or splice.start == splice.end:
        return splice
    first = story.bounds(splice.start)[0]
    last = story.bounds(splice.end - 1)[1]
    if not is_unseen(story.text[splice.end : last]):
        return splice
    follows = next_paragraph(story.piece_at(last).paragraph) is not None
    if is_unseen(typed(story, first, splice.start)):
        return Splice(first, last + 1 if follows else max(last, splice.end), "")
    end_before = story.bounds(splice.start)[1]
    if follows and end_before < last and is_unseen(story.text[splice.start : end_before]):
        return Splice(end_before + 1, last + 1, "")
    return splice


def typed(story: Story, start: int, end: int) -> str:
    """Return the text between two places without the numbers that Word counts."""
    pieces = story.touched(start, end)
    return "".join(
        piece.text[max(start - piece.start, 0) : end - piece.start] for piece in pieces if piece.kind != "number"
    )


def _is_idle(story: Story, splice: Splice) -> bool:
    """Tell whether only white space would be replaced by white space that means the same."""
    taken = story.text[splice.start : splice.end]
    ends = any(piece.kind == "end" for piece in story.touched(splice.start, splice.end))
    if not taken.strip() and not splice.text.strip() and splice.text:
        return ends == ("\n" in splice.text) and bool(taken)
    return False


def _check(story: Story, splice: Splice) -> None:
    pieces = story.touched(splice.start, splice.end)
    _check_ends(story, splice, pieces)
    _check_numbers(splice, pieces)
    _check_fields(story, splice, pieces)
    for piece in pieces:
        if piece.frozen:
            raise Refused(piece.frozen)
        if piece.node is not None and not piece.movable:
            raise Refused("These words stand where changes cannot be tracked.")
    if splice.text:
        _check_gap(story, splice)


def _check_ends(story: Story, splice: Splice, pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.kind != "end":
            continue
        following = next_paragraph(piece.paragraph)
        if following is None or (piece.end < splice.end and story.piece_at(piece.end).paragraph is not following):
            raise Refused(_CELL)
        if "\n" in splice.text:
            raise Refused(_TORN)


def _check_numbers(splice: Splice, pieces: list[Piece]) -> None:
    for number in (piece for piece in pieces if piece.kind == "number"):
        beside = any(piece.kind != "number" and piece.paragraph is number.paragraph for piece in pieces)
        if not beside or LABEL.match(splice.text):
            raise Refused(_COUNTED)


def _check_fields(story: Story, splice: Splice, pieces: list[Piece]) -> None:
    for field in {piece.field for piece in pieces if piece.field is not None and piece.field.computed}:
        first, last = story.index(splice.start), story.index(splice.end - 1)
        around = [story.pieces[at].field for at in (first - 1, last + 1) if 0 <= at < len(story.pieces)]
        cut = [piece for piece in pieces if piece.field is field and not _covers(splice, piece)]
        if not field.whole or cut or field in around:
            raise Refused(_EDGES)


def _covers(splice: Splice, piece: Piece) -> bool:
    return splice.start <= piece.start and piece.end <= splice.end


def _check_gap(story: Story, splice: Splice) -> None:
    """Refuse to put text into the middle of what is computed, chosen or drawn."""
    if splice.start == 0:
        return
    left, right = story.piece_at(splice.start - 1), story.piece_at(splice.end)
    if left.frozen and right.frozen and left.paragraph is right.paragraph:
        raise Refused(right.frozen)
    if left.field is not None and left.field is right.field and left.field.computed:
        raise Refused(_EDGES)
    if "\n" in splice.text and _enclosed(left, right):
        raise Refused("The change would part a content control or a field into two paragraphs.")


def _enclosed(left: Piece, right: Piece) -> bool:
    """Tell whether two pieces stand in one field or content control of their paragraph."""
    if left.node is None or right.node is None:
        return False
    around = [element for element in left.node.iterancestors() if element in right.node.iterancestors()]
    inner = takewhile(lambda element: element is not left.paragraph, around)
    return (left.field is not None and left.field is right.field) or any(local(e) in _WHOLE for e in inner)
