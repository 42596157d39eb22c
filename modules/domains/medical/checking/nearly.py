"""What a sentence that is nearly one of the record's says otherwise: a side, a number, a negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from modules.core.figures import Number, is_said
from modules.core.findings import Severity
from modules.domains.medical.checking.aligning import Alignment, Counterpart, Reading, near_best, read
from modules.domains.medical.checking.differences import Difference
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.noting import quoted
from modules.domains.medical.checking.said import Sentence
from modules.domains.medical.record import Statement

_RELATED = 0.4
_ALIKE = 0.6  # of a sentence's words by weight: the statement is about the same
_NEARLY = 0.8  # the statement is nearly the sentence
_CLAUSE = re.compile(r"[^;]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = r"\s*-?\s*(?:mg|mcg|g|ml|units?|iu|meq|mmol|puffs?|tablets?|tabs?|capsules?|milligrams?|micrograms?)"
_UNIT_AFTER = re.compile(_UNIT, re.IGNORECASE)


def nearly(sentence: Sentence, alignment: Alignment) -> Iterator[Difference]:
    """Yield what a sentence says otherwise than the statements that share most of its words, clause by clause."""
    cited = {number for source in sentence.line.sources for number in _NUMBER.findall(source.text)}
    for match in _CLAUSE.finditer(sentence.text):
        start = sentence.statement.place.start + match.start()
        said = read(match.group())
        related = alignment.counterparts(said, _RELATED)
        alike = [one for one in related if one.covers >= _ALIKE]
        yield from _sides(said, start, alike, alignment)
        if best := near_best([one for one in alike if one.covers >= _NEARLY]):
            yield from _figures(said, start, best, related, alignment.days | cited)
            yield from _negation(said, start, best, alignment)


def _sides(said: Reading, start: int, alike: Sequence[Counterpart], alignment: Alignment) -> Iterator[Difference]:
    """Yield each side that the record never names with this word, or not in the statement that says the rest."""
    one_sided = len({side for side, _, _ in said.sides}) == 1
    for side, match, beside in said.sides:
        if not beside:
            continue
        others = _other_sides(side, beside, alignment)
        if not others and one_sided:
            others = _other_sides_there(side, beside, near_best(alike)) or _only_other_side(side, alignment)
        if not others:
            continue
        right, statement = others
        yield Difference(
            IssueKind.SIDE, Severity.HIGH, f"{side.title()} {beside[0]}: {right} in the record",
            f"The record says {right}, the draft {side}: “{quoted(statement)}”",
            start + match.start(), start + match.end(), _cased(right, match.group()), (statement.place,),
        )  # fmt: skip


def _other_sides(side: str, beside: Sequence[str], alignment: Alignment) -> tuple[str, Statement] | None:
    """Return the side that the record names with the words, if it never names this one or both."""
    for word in beside:
        known = alignment.sides.get(word, {})
        if side in known or "bilateral" in known:
            return None
    known = alignment.sides.get(beside[0], {})
    return next(((other, places[0]) for other, places in known.items()), None)


def _other_sides_there(side: str, beside: Sequence[str], best: Sequence[Counterpart]) -> tuple[str, Statement] | None:
    """Return the side that all statements about the same have with the words."""
    there = [
        (other, one.statement) for one in best for other, _, with_it in one.reading.sides if set(beside) & set(with_it)
    ]
    return there[0] if there and all(other != side for other, _ in there) else None


def _only_other_side(side: str, alignment: Alignment) -> tuple[str, Statement] | None:
    """Return the one side that the record ever names, if it is the other one."""
    named = alignment.named_sides
    other = {"left": "right", "right": "left"}.get(side)
    return (other, named[other]) if other and set(named) == {other} else None


def _cased(right: str, like: str) -> str:
    return right.title() if like[:1].isupper() else right


def _figures(
    said: Reading, start: int, best: Sequence[Counterpart], related: Sequence[Counterpart], given: Set[str]
) -> Iterator[Difference]:
    """Yield each number that no related statement has, where those that say the rest have others.

    Not those that are given, as they are written, by what the line cites or as a day of the record.
    """
    known = [number for one in related for number in one.reading.figures]
    if not any(one.reading.figures for one in best):
        return
    given = given | {one.statement.date for one in related}
    for number in said.figures:
        if number.text in given or is_said(number, known):
            continue
        instead = _instead(number, said, best[0])
        kind = IssueKind.DOSE if _UNIT_AFTER.match(said.text, number.end) else IssueKind.VALUE
        yield Difference(
            kind, Severity.HIGH, f"{number.text} is not what the record says",
            f"The record says: “{quoted(best[0].statement)}”", start + number.start, start + number.end,
            instead, (best[0].statement.place,), restate=not instead,
        )  # fmt: skip


def _instead(number: Number, said: Reading, best: Counterpart) -> str:
    """Return the one number of the statement that the sentence lacks; "" where there are more or none."""
    left = [one for one in best.reading.figures if not is_said(one, said.figures) and one.kind == number.kind]
    return best.reading.text[left[0].start : left[0].end].strip() if len(left) == 1 else ""


def _negation(said: Reading, start: int, best: Sequence[Counterpart], alignment: Alignment) -> Iterator[Difference]:
    """Yield that one of two sentences with the same words denies and the other does not."""
    told = [one for one in best if not alignment.asks(one.statement)]
    answered = [one for one in best if one.covered >= _NEARLY and alignment.denies(one.statement)]
    if answered and not told and not said.denied and not said.text.endswith("?"):
        yield Difference(
            IssueKind.NEGATION, Severity.HIGH, "The answer was no",
            f"The draft states what was asked and denied: “{quoted(answered[0].statement)}”",
            start, start + len(said.text), "", (answered[0].statement.place,),
        )  # fmt: skip
        return
    same = [one for one in told if one.covered >= _NEARLY and _opposed(said, one.reading)]
    if not same or any(bool(one.reading.denied) == bool(said.denied) for one in told):
        return
    says, holds = ("denies", "states") if said.denied else ("states", "denies")
    yield Difference(
        IssueKind.NEGATION, Severity.HIGH, "The record says the contrary",
        f"The draft {says} what the record {holds}: “{quoted(same[0].statement)}”",
        start, start + len(said.text), "", (same[0].statement.place,), restate=True,
    )  # fmt: skip


def _opposed(one: Reading, other: Reading) -> bool:
    """Tell whether one of two sentences denies something that the other, which denies nothing, speaks of."""
    denying, telling = (one, other) if one.denied else (other, one)
    return not telling.denied and any(denied & telling.stems for denied in denying.denied)
