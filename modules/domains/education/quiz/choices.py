"""Multiple choice from definitions: the meaning is given and the term is chosen, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from modules.domains.education.quiz.building import finished, shuffled
from modules.domains.education.quiz.course import Course
from modules.domains.education.quiz.item import Bloom, Item, Kind, Option
from modules.domains.education.quiz.meanings import Meaning, siblings
from modules.domains.education.quiz.wording import first_lower, is_plural, overlap, stems

TERM_ASKED = "Which term has this meaning: “{}”?"
MEANING_ASKED = "What does “{}” mean?"
_DISTRACTORS = 3
_POOL = 12
# A key that is longer than the longest distractor by this factor, or shorter than the shortest, gives itself away.
_LONGER = 1.35
_HELD = 0.6
_ALIKE = 0.6


def make_choices(course: Course, seed: int) -> Iterator[Item]:
    """Yield choices of a term for its meaning, and of a meaning for its term; fewer than three rivals make none."""
    for meaning in course.meanings:
        rivals = siblings(meaning, course.meanings)[:_POOL]
        yield from _term_asked(course, meaning, rivals, seed)
        yield from _meaning_asked(course, meaning, rivals, seed)


def _term_asked(course: Course, meaning: Meaning, rivals: Sequence[Meaning], seed: int) -> Iterator[Item]:
    told = stems(meaning.text)
    fitting = [
        one
        for one in rivals
        if is_plural(one.name) == is_plural(meaning.name)
        and not stems(one.name) <= told
        and not course.evidence.says(stems(one.name) - told, told, least=_HELD)
    ]
    chosen = _of_form(meaning.name, [(one.name, one) for one in fitting])
    shown = frozenset().union(*(stems(one.name) for one in chosen))
    if len(chosen) < _DISTRACTORS or not stems(meaning.name) & told <= shown:
        return
    options = {meaning.name: Option(meaning.name, right=True)} | {
        one.name: Option(one.name, feedback=f"“{one.name}” means: {one.text}.") for one in chosen
    }
    yield _choice(course, meaning, TERM_ASKED.format(meaning.text), options, chosen, Bloom.REMEMBER, seed)


def _meaning_asked(course: Course, meaning: Meaning, rivals: Sequence[Meaning], seed: int) -> Iterator[Item]:
    if stems(meaning.name) & stems(meaning.text):
        return  # a shared word would lead to it
    own = stems(meaning.name)
    clean = [
        one
        for one in rivals
        if not own & stems(one.text) and not course.evidence.says(stems(one.text) - own, own, least=_HELD)
    ]
    chosen = _of_length(meaning.text, [(one.text, one) for one in clean])
    if len(chosen) < _DISTRACTORS:
        return
    options = {meaning.text: Option(meaning.text, right=True)} | {
        one.text: Option(one.text, feedback=f"That is what “{one.name}” means.") for one in chosen
    }
    yield _choice(course, meaning, MEANING_ASKED.format(meaning.name), options, chosen, Bloom.UNDERSTAND, seed)


def _choice(
    course: Course,
    meaning: Meaning,
    stem: str,
    options: dict[str, Option],
    chosen: Sequence[Meaning],
    bloom: Bloom,
    seed: int,
) -> Item:
    order = shuffled(list(options), seed, stem)
    item = Item(
        id="",
        kind=Kind.CHOICE,
        stem=stem,
        source=meaning.source.place,
        explanation=f"The material says of “{meaning.name}”: {first_lower(meaning.text)}.",
        options=tuple(options[text] for text in order),
        bloom=bloom,
    )
    same = sum(bool(one.head) and one.head == meaning.head for one in chosen) / len(chosen)
    return finished(item, section=course.section_of(meaning), concept=meaning.concept, closeness=same)


def _of_form(key: str, rivals: Sequence[tuple[str, Meaning]]) -> list[Meaning]:
    """Return the first rivals that are written like the key: capital or not, a few words or many."""
    capital = key[:1].isupper()
    alike = [one for text, one in rivals if text[:1].isupper() == capital and _within(len(text), len(key), 3.0)]
    return _lengths_around(key, [(one.name, one) for one in alike])


def _of_length(key: str, rivals: Sequence[tuple[str, Meaning]]) -> list[Meaning]:
    return _lengths_around(key, [(text, one) for text, one in rivals if _within(len(text), len(key), 2.2)])


def _lengths_around(key: str, rivals: Sequence[tuple[str, Meaning]]) -> list[Meaning]:
    """Return three rivals among which the key stands out neither by its length nor by its shortness."""
    apart: list[tuple[str, Meaning]] = []
    for text, one in rivals:
        if all(overlap(stems(one.text), stems(other.text)) < _ALIKE for _, other in apart):
            apart.append((text, one))
    chosen, rest = apart[:_DISTRACTORS], apart[_DISTRACTORS:]
    for fits in (_not_shorter, _not_longer):
        if chosen and not any(fits(text, key) for text, _ in chosen):
            better = next((one for one in rest if fits(one[0], key)), None)
            if better is None:
                return []
            chosen[-1] = better
    return [one for _, one in chosen]


def _within(size: int, other: int, factor: float) -> bool:
    return max(size, other) <= factor * max(1, min(size, other)) + 4


def _not_shorter(text: str, key: str) -> bool:
    return len(text) * _LONGER >= len(key)


def _not_longer(text: str, key: str) -> bool:
    return len(text) <= len(key) * _LONGER
