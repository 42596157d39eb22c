"""A contract cut into provisions: what is compared with another draft, each a paragraph without its number.

A number that is printed before a provision says where it stands, not what it says: it is kept apart, so that what was
only renumbered reads as unchanged. So is everything that belongs to the layout: curly or straight quotes, kinds of
dashes and blanks, and the numbers of pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from modules.domains.legal.contract import Clause, Contract

_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛‐‑‒–—―−\u00a0\u2007\u202f", '""""""\'\'\'\'-------   ')
_LABEL = re.compile(
    r"(?:(?:ARTICLE|SECTION|CLAUSE|EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM|§)\s*"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7}|[A-Z](?:-\d+)?)\b[.:)]*"
    r"|\d{1,3}(?:\.\d{1,3}){1,4}[.:)]*(?=\s*[\"“(]?(?-i:[A-Z]))|\d{1,3}[.:)]+(?=\s|(?-i:[A-Z]))"
    r"|\d{1,3}(?:\.\d{1,3}){2,4}(?=\s*[a-z])|\((?:[a-z]{1,2}|[ivxl]{1,5}|\d{1,2})\)|(?:[A-Z]|[ivxlc]{1,6})[.)](?=\s)|[•●▪■○◦*·](?=\s))\s*",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"[-–—*\s]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—*\s]*", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"[\s.:)–—-]*")
_WORD = re.compile(r"\d+|[^\W\d]+")
_PARTED = re.compile(r"(?<=[^\W\d]-) (?=[a-z])(?!and\b|or\b|to\b)")
_LINE = re.compile(r"\S[^\n]*(?<=\S)")
_TOKEN = re.compile(r"\S+")
_SIGNS = re.compile(r"[.;:,!?)\]\"”’]*\s+(?:(?:and|or)\s+)?")
_WINDOW = 6  # words by which the beginning or the end of a provision is recognised inside of another
_MOST = 0.7  # of a provision's words, for it to be a part of a longer one
_LONGEST = 60  # words of a provision by which that is told
_COVER_PAGES = 10  # before the page that is counted as the first
_AHEAD = 40  # characters in which a clause's number is looked for: "Section 5.2"


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph of a contract, or the part of one in which a clause begins.

    Attributes:
        start, end: its span in the contract's text, with its number.
        label: its number as it is printed, with its signs: "5.2.", "(a)"; "" where it has none.
        reference: of the clause that holds it, "5.2(a)"; "" before the first.
        title: of that clause.
        opens: whether that clause begins here.
        text: what it says, on one line, without the label.
    """

    start: int
    end: int
    label: str
    reference: str
    title: str
    opens: bool
    text: str

    @property
    def whole(self) -> str:
        """The label and the text."""
        return f"{self.label} {self.text}".strip()


def provisions(contract: Contract) -> list[Provision]:
    """Return the provisions of a contract in order. Every word of it is in exactly one, but for numbers of pages."""
    return [_provision(contract, start, end) for start, end in _spans(contract)]


def cut_alike(old: Contract, new: Contract) -> tuple[list[Provision], list[Provision]]:
    """Return the provisions of two drafts, cut where either of them begins or ends a paragraph.

    So a clause that was split in two, or two that were merged, are two pairs, and a draft read from a PDF, whose
    paragraphs are guessed, can be compared with one read from a Word file.
    """
    left, right = provisions(old), provisions(new)
    same = {straight(one.text) for one in left} & {straight(one.text) for one in right}
    open_left, open_right = ([one for one in side if straight(one.text) not in same] for side in (left, right))
    cuts_left, cuts_right = _cuts(old, open_left, open_right), _cuts(new, open_right, open_left)
    return list(_cut(old, left, cuts_left)), list(_cut(new, right, cuts_right))


def _cuts(contract: Contract, wholes: Sequence[Provision], parts: Sequence[Provision]) -> list[int]:
    """Return where in a contract's text provisions of the other draft begin, in ascending order.

    Where one of them only ends it is cut before a number: what follows may be new here, or gone there.
    """
    sequences = [tuple(word for _, _, word in _words(part.text)) for part in parts]
    starts = {words[:_WINDOW]: Counter(words) for words in sequences if len(words) >= _WINDOW}
    ends = {words[-_WINDOW:] for words in sequences if len(words) >= _WINDOW}
    cuts = set()
    for whole in wholes:
        text = contract.text[whole.start : whole.end]
        found = _words(text)
        said = tuple(word for _, _, word in found)
        for at in range(len(said) - _WINDOW + 1):
            part = starts.get(said[at : at + _WINDOW])
            if part and _holds(said[at:], part):
                cuts.add(whole.start + _with_label(text, found[at][0]))
            if said[at : at + _WINDOW] in ends:
                behind = _SIGNS.match(text, found[at + _WINDOW - 1][1])
                if behind and _LABEL.match(text, behind.end()):
                    cuts.add(whole.start + behind.end())
    return sorted(cut for cut in cuts if any(map(str.isspace, contract.text[max(cut - 1, 0) : cut + 1])))


def _holds(said: Sequence[str], part: Counter[str]) -> bool:
    """Tell whether a stretch of words begins with most of those of a part, in whatever order."""
    size = min(part.total(), _LONGEST)
    return (Counter(said[:size]) & part).total() >= _MOST * size


def _words(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match.group().casefold()) for match in _WORD.finditer(text)]


def _with_label(text: str, at: int) -> int:
    """Return where a provision begins whose first word stands at an offset: before its number, if there is one."""
    at = len(text[:at].rstrip('"“'))
    for token in _TOKEN.finditer(text, max(0, at - _AHEAD), at):
        label = _LABEL.match(text, token.start())
        if label and label.end() == at:
            return token.start()
    return at


def _cut(contract: Contract, wholes: Iterable[Provision], cuts: Sequence[int]) -> Iterator[Provision]:
    for whole in wholes:
        inside = cuts[bisect_right(cuts, whole.start) : bisect_left(cuts, whole.end)]
        if not inside:
            yield whole
            continue
        for start, end in pairwise([whole.start, *inside, whole.end]):
            for span in _stripped(contract.text, start, end):
                yield _provision(contract, *span)


def one_line(text: str) -> str:
    """Return the text on one line; a word that was parted at the end of a line is whole again."""
    return _PARTED.sub("", " ".join(text.split()))


def straight(text: str) -> str:
    """Return the text with straight quotes, plain dashes and plain blanks; it stays as long as it was."""
    return text.translate(_STRAIGHT)


def _spans(contract: Contract) -> Iterator[tuple[int, int]]:
    """Yield the spans of the provisions: paragraphs, cut where a clause begins and around the numbers of pages."""
    numbers = dict(page_numbers(contract))
    starts = (clause.start for clause in contract.clauses)
    cuts = sorted({*starts, *numbers, *numbers.values()})
    for start, end in contract.paragraphs:
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        for left, right in pairwise([start, *inside, end]):
            if left not in numbers:
                yield from _stripped(contract.text, left, right)


def page_numbers(contract: Contract) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers of pages: alone on the first or last line, or about their page's number."""
    position = 0
    for page in contract.pages:
        lines = list(_LINE.finditer(page.text))
        for line in lines:
            if not _PAGE_NUMBER.fullmatch(line[0]):
                continue
            counted = int(re.findall(r"\d+", line[0])[0])
            near = len(contract.pages) > 1 and abs(counted - page.number) <= _COVER_PAGES
            if line in (lines[0], lines[-1]) or near:
                yield position + line.start(), position + line.end()
        position += len(page.text) + 1


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    first, last = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
    if first < last:
        yield first, last


def _provision(contract: Contract, start: int, end: int) -> Provision:
    clause = contract.clause_at(start)
    opens = clause is not None and clause.start == start
    body = _body(contract.text, start, end, clause if opens else None)
    return Provision(
        start,
        end,
        " ".join(contract.text[start:body].split()),
        clause.reference if clause else "",
        clause.title if clause else "",
        opens,
        one_line(contract.text[body:end]),
    )


def _body(text: str, start: int, end: int, opened: Clause | None) -> int:
    """Return where a provision begins behind its number; a number alone is all that it says."""
    if opened and opened.number:
        at = text.find(opened.number, start, min(end, start + _AHEAD + len(opened.number)))
        body = _AFTER_NUMBER.match(text, at + len(opened.number), end) if at >= 0 else None
    else:
        body = _LABEL.match(text, start, end)
    return body.end() if body else start
