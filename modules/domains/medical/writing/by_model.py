"""A section in a model's words: it reads the record's lines, and keeps only sentences that they carry."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from modules.core.budget import harmless
from modules.core.markers import resolve
from modules.core.prompts import read
from modules.core.text import content_stems, sentences
from modules.core.types import ChatModel, Message, Progress
from modules.domains.medical.draft import Line, Origin
from modules.domains.medical.fact import Fact, Facts, Kind
from modules.domains.medical.record import Section
from modules.domains.medical.writing.arranging import Filled, essence
from modules.domains.medical.writing.linking import SAYING, Linked, Linker
from modules.domains.medical.writing.templates import TemplateSection

_PROMPTS = Path(__file__).with_name("prompts")
_MOST_LINES = 20  # of one request: markers beyond 30 are none, and small models lose their way in long lists
_MOST_READ = 900  # tokens of lines in one request
_LEAST_LINES = 2  # fewer lines need no other words
_SPARE = 60
_COVERED = 0.6
# Words of the example that any story may have.
_COMMON = frozenset(
    content_stems(
        "section history present illness complaint began developed duration started gets worse helps a little six"
    )
)
_SEVERE = (Kind.ALLERGY, Kind.MEDICATION)
_LIVED = (Kind.FAMILY, Kind.SOCIAL)
# What is told as a story gains from other words; lists of findings, medicines and answers do not.
_TOLD = frozenset((Section.HISTORY, Section.COURSE, Section.ASSESSMENT, Section.PLAN, Section.OTHER))


@dataclass
class Written:
    """A section in the model's words.

    Attributes:
        lines: its sentences, and lines of the record where it left out what must be there.
        removed: sentences that nothing carried, each with why.
        seconds: what the model took.
    """

    lines: list[Line] = field(default_factory=list)
    removed: list[Linked] = field(default_factory=list)
    seconds: float = 0.0


def rewritten(filled: Filled, facts: Facts, model: ChatModel, so_far: Progress) -> Generator[Progress, None, Written]:
    """Have a model write what a section tells as a story; between two words it can be stopped.

    Lists stay as the rules made them: medicines, allergies, answers to a list of questions, findings, values. Doses
    never come from a model, and a list in other words is no better.

    Raises:
        ModelError: the engine could not answer.
    """
    written = Written()
    told = [line for line, about in zip(filled.lines, filled.about, strict=True) if about in _TOLD]
    if len(told) < _LEAST_LINES or (set(filled.section.kinds) & set(_SEVERE) and filled.section.bulleted):
        written.lines.extend(filled.lines)
        return written
    before = next(at for at, line in enumerate(filled.lines) if line is told[0])
    written.lines.extend(filled.lines[:before])
    for lines in _requests(told, model):
        said = yield from _asked(filled.section, lines, facts, model, written, so_far)
        written.lines.extend(_kept(said, lines, facts, written))
    written.lines.extend(line for line in filled.lines[before:] if line not in told)
    if not any(line.origin is Origin.MODEL for line in written.lines):
        written.lines = list(filled.lines)
    written.lines = [replace(line, id=f"{filled.section.key}-{at}") for at, line in enumerate(written.lines, start=1)]
    return written


def _requests(lines: Sequence[Line], model: ChatModel) -> Iterator[list[Line]]:
    """Cut the lines into what one request can hold."""
    batch: list[Line] = []
    tokens = 0
    for line in lines:
        taken = model.card.count_tokens(line.text)
        if batch and (len(batch) == _MOST_LINES or tokens + taken > _MOST_READ):
            yield batch
            batch, tokens = [], 0
        batch.append(line)
        tokens += taken
    yield batch


def _asked(
    section: TemplateSection,
    lines: Sequence[Line],
    facts: Facts,
    model: ChatModel,
    written: Written,
    so_far: Progress,
) -> Generator[Progress, None, str]:
    request = _request(section, lines, facts)
    room = int(1.2 * sum(model.card.count_tokens(line.text) + 4 for line in lines)) + _SPARE
    reply = model.stream([*_instructions(), Message("user", request)], max_tokens=room)
    said = ""
    try:
        for piece in reply:
            said += piece
            yield replace(so_far, label=f"{section.title}: {len(said.split()):,} words written")
    finally:
        reply.close()
    written.seconds += reply.usage.seconds
    if reply.usage.finish == "length":  # what is cut off in the middle may say something else
        said = said[: max(said.rfind("."), said.rfind("]"), said.rfind("\n")) + 1]
    return resolve(said, range(1, len(lines) + 1))


def _instructions() -> tuple[Message, ...]:
    """Return what stands before every request, so that the engine reads it once: the rules, and one worked example.

    Rules alone make a small model copy the lines one by one.
    """
    return (
        Message("system", read(_PROMPTS / "section.md")),
        Message("user", read(_PROMPTS / "example_lines.md")),
        Message("assistant", read(_PROMPTS / "example_section.md")),
    )


def _request(section: TemplateSection, lines: Sequence[Line], facts: Facts) -> str:
    """Return what the model is asked: facts first, then the lines, then what the section is."""
    places = {source for line in lines for source in line.sources}
    named = dict.fromkeys(fact.source.text for fact in facts.of(*_SEVERE) if fact.statement in places)
    must = f"Must be there: {harmless('; '.join(named))}\n\n" if named else ""
    numbered = "\n".join(f"[{at}] {harmless(line.text)}" for at, line in enumerate(lines, start=1))
    manner = "Write a list, one sentence a line." if section.bulleted else "Write prose."
    return f"{must}Lines:\n<passage>\n{numbered}\n</passage>\n\nSection: {section.title}. {section.guidance} {manner}"


def _kept(said: str, lines: Sequence[Line], facts: Facts, written: Written) -> Iterator[Line]:
    """Yield the sentences that the lines carry, then the lines that may not be missing."""
    linker = Linker(lines, foreign=_foreign())
    held: set[str] = set()
    replaced: set[int] = set()
    seen: set[frozenset[object]] = set()
    for start, end in sentences(said):
        linked = linker.linked(said[start:end])
        if not set(content_stems(linked.text)) - SAYING:
            continue
        if linked.objection:
            written.removed.append(linked)
            replaced.update(int(number) for number in re.findall(r"\[(\d+)\]", said[start:end]))
        elif (gist := essence(linked.text)) not in seen:
            seen.add(gist)
            held.update(content_stems(linked.text))
            yield Line("", linked.text, Origin.MODEL, linked.sources)
    needed = {fact.statement for fact in facts.items if _may_not_be_missing(fact)}
    for at, line in enumerate(lines, start=1):
        must = not held or at in replaced or bool(needed.intersection(line.sources))
        if must and not _covers(held, line):
            yield line


def _may_not_be_missing(fact: Fact) -> bool:
    """Tell whether a line that states this is put back where the model left it out: also what is denied."""
    return fact.kind in (*_SEVERE, *_LIVED) or (fact.kind is Kind.PROBLEM and fact.assertion.negated)


@cache
def _foreign() -> frozenset[str]:
    """Return the stems of the worked example, which a sentence may have from the record only."""
    example = (read(_PROMPTS / name) for name in ("example_lines.md", "example_section.md"))
    rules = content_stems(read(_PROMPTS / "section.md"))
    return frozenset(stem for text in example for stem in content_stems(text)) - SAYING - frozenset(rules) - _COMMON


def _covers(held: set[str], line: Line) -> bool:
    stems = set(content_stems(line.text)) - SAYING
    return len(stems & held) >= _COVERED * len(stems)
