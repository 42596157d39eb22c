"""A quiz as it is given: its items in order, its settings, and its sheet and key for print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from modules.core.findings import Citation
from modules.core.printed import PrintedLine, PrintedPaper, PrintedSection, PrintedSource
from modules.domains.education.quiz.building import keys, shuffled
from modules.domains.education.quiz.item import Item, Kind

NOTICE = "Made from the course's own pages; every key follows from the passage that is named beside it."


@dataclass(frozen=True, slots=True)
class Settings:
    """How a quiz is given.

    Attributes:
        minutes: 0 for no limit.
        hints: whether hints may be asked for.
        feedback: whether each response is answered at once.
        seed: decides the order of sides and parts on the sheet.
    """

    minutes: int = 0
    hints: bool = True
    feedback: bool = True
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Quiz:
    """A title, the items in order, and how they are given."""

    title: str
    items: tuple[Item, ...]
    settings: Settings = field(default_factory=Settings)


def sheet(quiz: Quiz, made: float = 0.0) -> PrintedPaper:
    """Return the sheet for the learners: stems with room to answer, no key and no source."""
    about = [("Questions", str(len(quiz.items))), ("Name", "_" * 30)]
    if quiz.settings.minutes:
        about.insert(1, ("Time", f"{quiz.settings.minutes} minutes"))
    sections = tuple(
        PrintedSection(f"Question {number}", tuple(_asked(item, quiz.settings.seed)), bulleted=True)
        for number, item in enumerate(quiz.items, 1)
    )
    return PrintedPaper(quiz.title, "", tuple(about), "", sections, made=made)


def key(quiz: Quiz, names: dict[str, str], made: float = 0.0) -> PrintedPaper:
    """Return the key for the teacher: right answers, why they are right, and the passages that they follow from.

    Args:
        quiz: the quiz.
        names: names of the documents by id.
        made: seconds since the epoch.
    """
    numbers: dict[Citation, int] = {}
    for item in quiz.items:
        for place in (item.source, *item.also):
            numbers.setdefault(place, len(numbers) + 1)
    sections = tuple(
        PrintedSection(f"Question {number}", tuple(_answered(item, numbers)), bulleted=True)
        for number, item in enumerate(quiz.items, 1)
    )
    sources = tuple(
        PrintedSource(number, f"{names.get(place.document_id, place.document_id)}, page {place.page}", place.text)
        for place, number in numbers.items()
    )
    return PrintedPaper(
        f"{quiz.title}: key", "", (("Questions", str(len(quiz.items))),), NOTICE, sections, sources, made=made
    )


def _asked(item: Item, seed: int) -> Iterator[PrintedLine]:
    yield PrintedLine(item.stem)
    if item.kind is Kind.SELECT:
        yield PrintedLine("More than one may be right.")
    for letter, option in zip("ABCDEFGH", item.options, strict=False):
        yield PrintedLine(f"{letter}. {option.text}")
    rights = shuffled([pair.right for pair in item.pairs], seed, item.id)
    for number, pair in enumerate(item.pairs, 1):
        yield PrintedLine(f"{number}. {pair.left}: ____")
    for letter, right in zip("ABCDEFGH", rights, strict=False):
        yield PrintedLine(f"{letter}. {right}")
    if item.kind is Kind.ORDERING:
        for part in shuffled(item.answers, seed, item.id):
            yield PrintedLine(f"____ {part}")
    if item.kind in (Kind.SHORT, Kind.NUMERIC):
        yield PrintedLine("Answer: " + "_" * 30)


def _answered(item: Item, numbers: dict[Citation, int]) -> Iterator[PrintedLine]:
    sources = tuple(dict.fromkeys(numbers[place] for place in (item.source, *item.also)))
    yield PrintedLine(item.stem)
    if item.pairs:
        for pair in item.pairs:
            yield PrintedLine(f"{pair.left}: {pair.right}")
    elif item.rubric:
        for row in item.rubric:
            yield PrintedLine(f"{row.points:g} points: {row.evidence.text} (keys: {', '.join(row.keys)})")
    else:
        for number, one in enumerate(keys(item), 1):
            yield PrintedLine(f"{number}. {one}" if item.kind is Kind.ORDERING else one)
    yield PrintedLine(item.explanation, sources)
