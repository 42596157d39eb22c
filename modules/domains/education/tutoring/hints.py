"""Hints by rules: they need no model, are made of the learner's own problem and the material, and give nothing away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from modules.core.figures import numbers
from modules.core.findings import Citation
from modules.core.text import sentences
from modules.domains.education.plain import GAP
from modules.domains.education.tutoring.locating import first_departure
from modules.domains.education.tutoring.revealing import revealed
from modules.domains.education.tutoring.task import Hint, Key, Rung, Task

_ASKS = re.compile(r"\?\s*$")
_MOST_GIVEN = 6
_WORD = re.compile(r"\w[\w'’.-]*")


def hint(task: Task, rung: Rung, attempts: Sequence[str] = ()) -> Hint:
    """Return the hint of a rung. Below ANSWER it never shows the key: what would is masked or left out.

    Args:
        task: what the learner works on.
        rung: how much to tell.
        attempts: what the learner wrote so far, the latest last.
    """
    if rung is Rung.ANSWER:
        return Hint(rung, task.answer, task.sources)
    makers = {Rung.NUDGE: _nudge, Rung.CONCEPT: _concept, Rung.STEP: _step}
    made = makers[rung](task, attempts)
    return Hint(rung, masked(made.text, task.key), made.citations)


def masked(text: str, key: Key) -> str:
    """Return a text in which a gap stands for every word that gives the key away."""
    for start, end in reversed(sentences(text)):
        said = text[start:end]
        if revealed(said, key):
            text = text[:start] + _masked(said, key) + text[end:]
    return text if not revealed(text, key) else ""


def _masked(sentence: str, key: Key) -> str:
    """Return a sentence with gaps: first one word, then more, until it shows nothing; a gap alone where that fails."""
    spans = [match.span() for match in _WORD.finditer(sentence)]
    telling = [span for span in spans if revealed(sentence[slice(*span)], key)]
    hidden = _gapped(sentence, telling)
    if telling and not revealed(hidden, key):
        return hidden
    chosen: list[tuple[int, int]] = list(telling)
    for span in sorted(spans, key=lambda one: one[0] - one[1]):  # the longest words tell most
        if span in chosen:
            continue
        chosen.append(span)
        hidden = _gapped(sentence, chosen)
        if not revealed(hidden, key):
            return hidden
    return GAP


def _gapped(sentence: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        sentence = sentence[:start] + GAP + sentence[end:]
    return re.sub(rf"{GAP}(?:[\s,]+{GAP})+", GAP, sentence)


def _nudge(task: Task, attempts: Sequence[str]) -> Hint:
    """Say what is asked, what is given and where to look; after an attempt, which of its steps to look at again."""
    if attempts and task.solution and (departure := first_departure(attempts[-1], task.solution, task.question)):
        fine = "What you have before it agrees with the worked solution. " if departure.before else ""
        question = "What does it work out, and from what?"
        return Hint(Rung.NUDGE, f"{fine}Look again at this step: “{departure.step}” {question}")
    lines = [f"What is asked for: “{asked(task.question)}”"]
    if given := given_numbers(task.question):
        lines.append(f"What is given: {', '.join(given)}. Which of them do you need first?")
    elif not task.sources:
        lines.append("Say in your own words what it means before you look anything up.")
    if task.section:
        lines.append(f"Look at “{task.section[-1]}”.")
    return Hint(Rung.NUDGE, "\n\n".join(lines), ())


def _concept(task: Task, attempts: Sequence[str]) -> Hint:
    """Show the passage that it needs, with gaps where it would give the answer away."""
    del attempts
    quoted = [f"“{shown}”" for one in task.sources[:2] if (shown := masked(one.text, task.key)).strip(f" {GAP}.")]
    if not quoted:
        return Hint(Rung.CONCEPT, "Which idea of the material speaks of this? Look for its definition, and say it.", ())
    asks = "What fills the gap?" if any(GAP in one for one in quoted) else "How does this help here?"
    return Hint(Rung.CONCEPT, "\n\n".join([*quoted, asks]), _shown(task))


def _step(task: Task, attempts: Sequence[str]) -> Hint:
    """Show the next step of the solution that the attempts lack; of a fact, how its answer begins."""
    done = [number for attempt in attempts for number in numbers(attempt)]
    for step in task.solution:
        found = [one for one in numbers(step) if one.kind == "plain"]
        if revealed(step, task.key) or (found and all(any(one.value == it.value for it in done) for one in found)):
            continue
        return Hint(Rung.STEP, f"The next step: {step}\n\nHow does it go on?", task.sources[:1])
    if task.solution:
        return Hint(Rung.STEP, "You have every step but the last. What do they come to together?", task.sources[:1])
    if any(numbers(answer) for answer in task.key.answers):
        how = "Write down the formula, put the given values into it, and mind their units. What comes out?"
        return Hint(Rung.STEP, how, ())
    letters = _outline(task.key)
    if letters:
        return Hint(Rung.STEP, f"It looks like this: {letters}", ())
    return Hint(Rung.STEP, "Put what the passage says into one sentence that answers the question.", _shown(task))


def asked(question: str) -> str:
    """Return the sentence of a problem that asks; its longest one where none has a question mark."""
    parts = [question[start:end].strip() for start, end in sentences(question)]
    return next((part for part in reversed(parts) if _ASKS.search(part)), max(parts, key=len, default=question.strip()))


def given_numbers(question: str) -> list[str]:
    """Return the first numbers of a problem, each with the word behind it."""
    found = []
    for one in numbers(question):
        word = re.match(r"\s*([^\W\d_][\w°%Ω-]*)?", question[one.end :])
        found.append(" ".join(filter(None, (question[one.start : one.end].strip(), word[1] if word else ""))))
    return list(dict.fromkeys(found))[:_MOST_GIVEN]


def _outline(key: Key) -> str:
    """Return the first letter of each word of a short answer: "m____ (12 letters)"; "" for numbers and long ones."""
    answer = key.answers[0].strip() if key.answers else ""
    parts = answer.split()
    if not 1 <= len(parts) <= 3 or any(not part.isalpha() or len(part) < 4 for part in parts):
        return ""
    return ", ".join(f"{part[0]}{GAP} ({len(part)} letters)" for part in parts)


def _shown(task: Task) -> tuple[Citation, ...]:
    """Return the places that may be opened: those that show nothing of the key."""
    return tuple(one for one in task.sources[:2] if not revealed(one.text, task.key))
