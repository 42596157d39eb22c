"""The items of a quiz. Each carries the passage that it follows from, its key, and why the key is right.

Terms follow the standards of assessment (1EdTech QTI; Haladyna, Downing and Rodriguez 2002): an item has a stem; a
choice has one key and distractors; what a learner hands in is a response.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from modules.core.findings import Citation


class Kind(StrEnum):
    """How an item is answered."""

    CHOICE = "multiple choice"  # exactly one option is right
    SELECT = "multi-select"  # one or more are
    SHORT = "short answer"
    NUMERIC = "numeric"
    CLOZE = "cloze"
    MATCHING = "matching"
    ORDERING = "ordering"
    OPEN = "open"


class Bloom(StrEnum):
    """The cognitive process an item asks for (Anderson and Krathwohl, 2001)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice.

    Attributes:
        text: as it is shown.
        right: whether it belongs to the key.
        feedback: for a wrong one, the misconception that leads to it, or what it is instead; "" where nothing is known.
    """

    text: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric key.

    Attributes:
        value: exact, as text: "0.25", "1/4", "2*sqrt(2)", "4.7e3".
        unit: as the material writes it, e.g. "kΩ"; "" for a bare number. A response in another unit of the same
            dimension is right when the quantity is.
        tolerance: relative; 0 asks for the exact value.
    """

    value: str
    unit: str = ""
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that belong together in a matching item."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of a rubric.

    Attributes:
        name: what is looked for, in a few words.
        points: the most that it gives.
        evidence: what of the material a response must bring: the statement that the criterion follows from.
        keys: words or expressions of which a response that meets it has some; each entry may list synonyms by "|".
    """

    name: str
    points: float
    evidence: Citation
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One question with everything that makes it fair.

    Attributes:
        id: from its content: the same item is the same wherever it is made again.
        stem: the question; of a cloze, the text with "____" for each gap.
        source: the passage that the key follows from.
        explanation: why the key is right, in words of the source.
        options: of CHOICE and SELECT, in the order in which they are shown.
        answers: of SHORT, the accepted answers, the first one the model answer; of CLOZE, for each gap its accepted
            answers joined by "|"; of ORDERING, the parts in the right order.
        number: of NUMERIC.
        pairs: of MATCHING; the right sides are all different.
        rubric: of OPEN.
        hints: from a nudge to a worked step; none shows the key.
        also: further passages that the key needs: other definitions of a matching item, later steps of an order.
        concept: id of the concept that it tests; "" where there is none.
        section: path of the section.
        bloom: the cognitive process.
        difficulty: expected share of wrong responses, 0 to 1, by a stated rule until responses have been seen.
        maker: "rules", or the model's name.
    """

    id: str
    kind: Kind
    stem: str
    source: Citation
    explanation: str
    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    number: Number | None = None
    pairs: tuple[Pair, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    hints: tuple[str, ...] = ()
    also: tuple[Citation, ...] = ()
    concept: str = ""
    section: tuple[str, ...] = ()
    bloom: Bloom = Bloom.REMEMBER
    difficulty: float = 0.5
    maker: str = "rules"


@dataclass(frozen=True, slots=True)
class Response:
    """What a learner hands in.

    Attributes:
        item: the item's id.
        given: of CHOICE and SELECT, texts of the chosen options; of CLOZE, one text a gap; of MATCHING, the right side
            chosen for each pair in order; of ORDERING, the parts in the order given; else one text.
    """

    item: str
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one criterion, gap, option or pair earned.

    Attributes:
        name: which.
        earned, possible: points.
        quote: what of the response earned it; "" where nothing did.
        reason: in a sentence, for the learner.
    """

    name: str
    earned: float
    possible: float
    quote: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A response, graded by rules.

    Attributes:
        item: the item's id.
        score: share of the points, 0 to 1.
        feedback: in a sentence or two; for a wrong response the misconception, where it is known.
        marks: part by part.
        certain: False where only a person can judge: an open response, an expression that could not be read.
    """

    item: str
    score: float
    feedback: str
    marks: tuple[Mark, ...] = ()
    certain: bool = True

    @property
    def right(self) -> bool:
        """Whether it earned everything."""
        return self.score >= 1.0
