"""What a contract states, sentence by sentence: each with the list that it opens, its words, and where it points."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from modules.core.outline import is_title_case
from modules.core.text import Word, words
from modules.domains.legal.contract import Clause, Contract
from modules.domains.legal.phrases import Phrase, read

_ITEM = re.compile(r"\(?(?:[a-z]{1,5}|[A-Z]|\d{1,2})[.)]\s")
_LONGEST_LIST = 40  # items; and so many characters:
_LONGEST_STATEMENT = 8_000
_MOST_WORDS = 1_500  # of a statement; a longer "sentence" is a table or no text
_LARGE = 0.3  # of the text: an unnumbered heading over more of it is the whole contract's, not a clause's
_LARGER = 0.7  # a numbered one, too: what follows has lost its headings
_FEWEST_WORDS = 5
_WORDS_OF_A_HEAD = 8
_LONGEST_TITLE = 8  # words; an unnumbered "title" of more is a shouted sentence
_ENDED = (".", ";", ":", "?", "!")
_STATES = re.compile(r"\b(?:is|are|be|shall|may|will|has|have|means|must|does|do)\b")
_REFERENCE = re.compile(
    r"\b(?P<kind>sections?|clauses?|articles?|paragraphs?|§+|schedules?|exhibits?|annex(?:es)?|appendix|attachments?)\s+"
    r"(?P<first>(?:\d[\w.]*|[A-Z]{1,4}\b)(?:\(\w{1,4}\))*)"
    r"(?P<more>(?:\s{0,2}(?:,|and|or)\s{1,2}(?:\d[\w.]*)(?:\(\w{1,4}\))*){0,8})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\w.]*(?:\(\w{1,4}\))*")
_OUTER = ("schedule", "exhibit", "annex", "appendix", "attachment")
_DEFINED = re.compile(r"[“\"]([A-Z][^”\"\n]{1,60})[”\"]\s{0,2}\)?\s{0,2}(?:means|shall\s+mean|has\s+the\s+meaning)\b")
_NEGATIONS = frozenset({"not", "no", "neither", "nor", "never", "without", "cannot"})
_AFFIRMING_TEXT = """
only limit less more later earlier mere sole just exceed fewer apply exclud restrict prevent prohibit affect impair waiv
preclud unreasonab unreasonabl unless until
"""
_AFFIRMING = frozenset(_AFFIRMING_TEXT.split())
"""Stems behind a negation that turn it round, or that make it a bound: "does not apply to", "not later than"."""
_FILLING = re.compile(
    r"\b(?:(?:but|and)\s+)?(?:not\s+(?:be\s+)?limited\s+to|without\s+limitation|without\s+limiting)\b", re.I
)
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, with the list that it opens; or an item of such a list, read after the words that open the list.

    Attributes:
        start, end: offsets into the contract's text.
        words: its words, behind those that open its list; their offsets count from `start`.
        own: how many of them stand before its own.
        stems: the stems of its words.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    own: int
    stems: frozenset[str]

    @property
    def item(self) -> bool:
        """Whether it is part of a list that is a statement as a whole, too."""
        return self.own > 0

    def spans(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Yield the first and last index of the words of a phrase, wherever it ends in its own words."""
        if phrase.may_stand_in(self.stems):
            yield from ((first, last) for first, last in phrase.all(self.words) if last >= self.own)


class Statements:
    """The statements of a contract in order.

    Args:
        contract: whose.
    """

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        heads = {clause.start: len(words(f"{clause.number} {clause.title}")) for clause in contract.clauses}
        found = list(_statements(contract))
        self.all = tuple(one for one in found if not self._is_head(one, heads))
        self._heads = [one for one in found if self._is_head(one, heads)]
        self._clause_starts = [clause.start for clause in contract.clauses]
        self._starts = [statement.start for statement in self.all]

    def within(self, start: int, end: int) -> list[Statement]:
        """Return the statements that begin in a stretch of the text."""
        return list(self.all[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)])

    def holding(self, phrase: Phrase) -> list[Statement]:
        """Return the statements that hold a phrase, affirmed or denied."""
        return [one for one in self.all if next(one.spans(phrase), None) is not None]

    def titled(self, phrases: Sequence[Phrase]) -> list[Clause]:
        """Return the clauses whose titles hold one of the phrases, in the order of the phrases."""
        return [clause for phrase in phrases for clause, title in self._titles if phrase.find(title) is not None]

    def of_clause(self, clause: Clause) -> list[Statement]:
        """Return what a clause states with its sub-clauses; only its own words where it holds most of the contract."""
        share = _LARGER if clause.number else _LARGE
        large = clause.end - clause.start > share * len(self.contract.text)
        inside = self.within(clause.start, clause.own_end if large else clause.end)
        return inside if sum(len(one.words) for one in inside) >= _FEWEST_WORDS else []

    def around(self, statement: Statement) -> list[Statement]:
        """Return what the numbered clause that holds a statement states: an item's whole list, with its head."""
        clause = self.outer_clause(statement.start)
        inside = self.within(clause.start, clause.end) if clause else []
        near = sum(one.end - one.start for one in inside if not one.item) <= _LONGEST_STATEMENT
        return inside if near and statement in inside else [statement]

    def outer_clause(self, offset: int) -> Clause | None:
        """Return the innermost clause that holds a character and is no item of a list."""
        innermost: Clause | None = None
        for at in range(bisect.bisect_right(self._clause_starts, offset) - 1, -1, -1):
            clause = self.contract.clauses[at]
            if not clause.number and len(clause.title.split()) > _LONGEST_TITLE:
                continue
            innermost = innermost or clause
            if not clause.number.startswith("(") and (clause is innermost or clause.level < innermost.level):
                return clause
        return innermost

    def pointed_at(self, statements: Iterable[Statement]) -> list[Statement]:
        """Return what stands where statements point: clauses and schedules named, and the meaning of defined terms."""
        found: dict[int, Statement] = {}
        for statement in statements:
            text = self.contract.text[statement.start : statement.end]
            for key in _references(text):
                for clause in self._by_reference.get(key, ()):
                    found |= {one.start: one for one in self.of_clause(clause)}
            found |= {one.start: one for term, one in self._definitions.items() if term in text and one != statement}
        return [found[start] for start in sorted(found)]

    def _is_head(self, statement: Statement, heads: Mapping[int, int]) -> bool:
        """Say whether a statement is but a heading: "5.2 Termination.", or the sentence "Termination." after it."""
        text = self.contract.text[statement.start : statement.end]
        if len(statement.words) - statement.own <= heads.get(statement.start, 0):
            return True
        short = len(statement.words) <= _WORDS_OF_A_HEAD and not statement.item
        return short and text.endswith((".", ":")) and not _STATES.search(text) and is_title_case(text.rstrip(".:"))

    @cached_property
    def _titles(self) -> list[tuple[Clause, Sequence[Word]]]:
        """The titles, also those that stand as a sentence at the beginning of a clause's text."""
        found: list[tuple[Clause, Sequence[Word]]] = [
            (clause, read(clause.title)) for clause in self.contract.clauses if clause.title
        ]
        inline = ((self.contract.clause_at(one.start), one.words) for one in self._heads)
        return [*found, *((clause, title) for clause, title in inline if clause is not None and not clause.title)]

    @cached_property
    def _by_reference(self) -> dict[str, list[Clause]]:
        found: dict[str, list[Clause]] = {}
        for clause in self.contract.clauses:
            if clause.number:
                found.setdefault(_normal(clause.reference), []).append(clause)
        return found

    @cached_property
    def _definitions(self) -> dict[str, Statement]:
        text = self.contract.text
        return {
            match[1]: one
            for one in self.all
            for match in _DEFINED.finditer(text, one.start, min(one.end, one.start + 200))
            if not one.item or match.start() - one.start < 8
        }


def said(statement: Statement, phrases: Iterable[Phrase]) -> tuple[int, int] | None:
    """Return the first and last index of the words of the first phrase that a statement affirms.

    A phrase right behind a negation is denied, not said, unless the negation is a word of the phrase.
    """
    for phrase in phrases:
        for first, last in statement.spans(phrase):
            if phrase.denies(_NEGATIONS) or not _denied(statement, first, last):
                return first, last
    return None


def _denied(statement: Statement, first: int, last: int) -> bool:
    """Say whether a negation stands shortly before a phrase, or within it."""
    stems = [word.stem for word in statement.words[: last + 1]]
    around = range(max(0, first - _BEFORE), last)
    return any(stems[at] in _NEGATIONS and stems[at + 1] not in _AFFIRMING for at in around)


def _statements(contract: Contract) -> Iterator[Statement]:
    text = contract.text
    spans = list(_whole(text, contract.sentences))
    heads: list[tuple[int, int, int]] = []  # those that are open: their start and end, and the end of their lists
    for at, (start, end) in enumerate(spans):
        heads = [head for head in heads if start < head[2]]
        before = [
            Word(word.start + first - start, word.end + first - start, word.stem)
            for first, last, _ in heads
            for word in _words(text[first:last])
        ]
        whole = spans[_end_of_list(text, spans, at)][1]
        found = (*before, *_words(text[start:whole])[:_MOST_WORDS])
        yield Statement(start, whole, found, len(before), frozenset(word.stem for word in found))
        if whole > end:
            heads.append((start, end, whole))


def _words(text: str) -> list[Word]:
    """Return the words without "but not limited to" and its like, which neither limit nor deny."""
    blank = _FILLING.sub(lambda match: " " * len(match.group()), text)
    return read(blank)


def _whole(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, those in capitals in one piece: their lines are often set apart like paragraphs."""
    before: tuple[int, int] | None = None
    for start, end in spans:
        joins = before and end - before[0] < _LONGEST_STATEMENT and not text[before[0] : before[1]].endswith(_ENDED)
        if before and joins and text[before[0] : before[1]].isupper() and text[start:end].isupper():
            before = before[0], end
            continue
        if before:
            yield before
        before = start, end
    if before:
        yield before


def _end_of_list(text: str, spans: Sequence[tuple[int, int]], at: int) -> int:
    """Return the index of the last sentence of the list that a sentence opens: its own where it opens none."""
    start, end = spans[at]
    if not text[start:end].rstrip().endswith((":", ":-", "—", "–")):
        return at
    last = at
    for index in range(at + 1, min(at + 1 + _LONGEST_LIST, len(spans))):
        first, end = spans[index]
        if end - start > _LONGEST_STATEMENT or not (_ITEM.match(text, first) or text[first].islower()):
            break
        last = index
    return last


def _references(text: str) -> Iterator[str]:
    for match in _REFERENCE.finditer(text):
        kind = match["kind"].lower()
        outer = next((name for name in _OUTER if kind.startswith(name)), "")
        yield _normal(f"{outer} {match['first']}")
        if kind.startswith("article"):
            yield _normal(f"article {match['first']}")
        for number in _NUMBER.findall(match["more"]):
            yield _normal(f"{outer} {number}")


def _normal(reference: str) -> str:
    plain = " ".join(reference.lower().rstrip(".").split())
    return re.sub(r"^(?:section|clause|paragraph|§)\s+", "", plain)
