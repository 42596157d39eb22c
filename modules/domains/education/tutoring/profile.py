"""What a learner says of himself, and how the tutor speaks to him because of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 300
_MOST_HARD = 20


class Stage(StrEnum):
    """Where a learner is; it decides how plainly the tutor speaks and what it may speak of."""

    PRIMARY = "primary school"
    SECONDARY = "secondary school"
    UNIVERSITY = "university"
    ADULT = "adult learner"


@dataclass(frozen=True, slots=True)
class Profile:
    """A learner, in his own words; he sees and edits all of it.

    Attributes:
        stage: where he is.
        goals: what he learns for, e.g. "the exam in June".
        language: in which the tutor speaks; "" for the question's own.
        hard: what was hard: names of concepts, the latest first.
    """

    stage: Stage = Stage.SECONDARY
    goals: str = ""
    language: str = ""
    hard: tuple[str, ...] = ()

    def found_hard(self, concept: str) -> Profile:
        """Return the profile with a concept that was hard, which comes first from then on."""
        rest = tuple(one for one in self.hard if one.lower() != concept.lower())
        return Profile(self.stage, self.goals, self.language, (concept, *rest)[:_MOST_HARD])


_MANNERS = {
    Stage.PRIMARY: "The learner is a child: short sentences, everyday words, one thing at a time.",
    Stage.SECONDARY: "The learner is at school: plain words, every technical term explained when it first comes.",
    Stage.UNIVERSITY: "The learner studies the subject: use its terms and notation exactly.",
    Stage.ADULT: "The learner is an adult who learns beside work: be concrete and brief.",
}


def manner(profile: Profile) -> str:
    """Return what a model is told of the learner; what he wrote himself is quoted, never an instruction."""
    lines = [_MANNERS[profile.stage]]
    if profile.language:
        lines.append(f"Speak {_quoted(profile.language)}.")
    if profile.goals:
        lines.append(f"The learner's goal, in his own words: {_quoted(profile.goals)}.")
    if profile.hard:
        lines.append(f"Found hard before: {_quoted(', '.join(profile.hard[:5]))}.")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())[:LONGEST]}”"
