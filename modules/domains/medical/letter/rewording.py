"""A model may say a line of the letter more simply; a rewording that is not faithful, or no easier, is dropped."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from modules.core.budget import harmless
from modules.core.prompts import read
from modules.core.types import ChatModel, Message, Progress
from modules.domains.medical.draft import Draft, Line, Origin
from modules.domains.medical.fact import Facts, Kind
from modules.domains.medical.letter.kept import faithful
from modules.domains.medical.letter.writing import Letter, measured, with_remark
from modules.domains.medical.reading_grade import readability

_PROMPT = Path(__file__).with_name("prompts") / "letter_line.md"
_MOST_LINES = 12
_MOST_TOKENS = 200


def reworded(letter: Letter, facts: Facts, model: ChatModel) -> Generator[Progress, None, Letter]:
    """Have a model say the hardest lines more simply, until the letter is as easy as was asked for.

    Lines made from facts are never reworded: medicines and allergies stay as the rules wrote them.

    Args:
        letter: as the rules wrote it.
        facts: the names of their medicines must stay where a line has them.
        model: sees one line at a time.

    Raises:
        ModelError: the engine could not answer.
    """
    draft = letter.draft
    names = {fact.name for fact in facts.of(Kind.MEDICATION, Kind.ALLERGY)}
    open_lines = [line for line in draft.lines if line.origin is not Origin.FACTS]
    hardest = sorted(open_lines, key=lambda line: -readability(line.text).grade)[:_MOST_LINES]
    for number, line in enumerate(hardest):
        if measured(draft).grade <= letter.wanted:
            break
        yield Progress(number, len(hardest), "The model is saying a line more simply")
        said = yield from _said(line, letter.wanted, model)
        easier = readability(said).grade < readability(line.text).grade
        if said and easier and faithful(line.text, said, names):
            draft = _with(draft, replace(line, text=said, origin=Origin.MODEL), model)
    own = tuple(one for one in draft.remarks if one not in _grading(letter))
    return with_remark(replace(draft, remarks=own), letter.wanted)


def _said(line: Line, grade: int, model: ChatModel) -> Generator[Progress, None, str]:
    messages = [Message("system", read(_PROMPT, grade=str(grade))), Message("user", harmless(line.text))]
    reply = model.stream(messages, max_tokens=_MOST_TOKENS)
    said = ""
    try:
        for piece in reply:
            said += piece
            yield Progress(0, 0, "The model is saying a line more simply")
    finally:
        reply.close()
    return "" if reply.usage.finish == "length" else " ".join(said.split()).strip('"“”')


def _with(draft: Draft, line: Line, model: ChatModel) -> Draft:
    return replace(draft.reworded(line), written_by=model.card.model)


def _grading(letter: Letter) -> tuple[str, ...]:
    """Return the remark on the grade of the letter as it was, which is measured anew."""
    return () if letter.reached else letter.draft.remarks[-1:]
