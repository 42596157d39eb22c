"""Follow-up questions: what "and in 2021?" asks for, as a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from modules.core.text import content_words, words
from modules.core.types import Answer, Outcome

# Words that point at something said before. "it" also stands in questions that stand alone, hence the limit below.
_POINTING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|same|former|latter|"
    r"above|previous|such|else|another|both|either|neither|instead|more)\b",
    re.IGNORECASE,
)
_CONTINUING = re.compile(
    r"^\W*(?:and|but|or|so|also|then|what about|how about|what if|why|how so|how come|which one|who else|what else|"
    r"anything else|go on|continue|explain|elaborate|really|are you sure|in what way|for example|such as|since when|"
    r"until when)\b",
    re.IGNORECASE,
)
# "that" and "more" point only sometimes ("the rule that applies", "more than one"): a long question stands alone.
_ALONE_WORDS = 9
_BORROWED = 8


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier question of the conversation, and its answer."""

    question: str
    answer: Answer


def follows_up(question: str, history: Sequence[Exchange]) -> bool:
    """Tell whether a question needs the one before it to be understood."""
    if not history:
        return False
    content = content_words(question)
    if len(content) < 2 or (_CONTINUING.match(question) and len(content) < _ALONE_WORDS):
        return True
    return len(content) < _ALONE_WORDS and bool(_POINTING.search(question))


def stand_alone(question: str, history: Sequence[Exchange]) -> str:
    """Return the question as retrieval shall see it.

    A follow-up borrows the words that carried the question before it, and the names in its answer: a search needs no
    grammar, and asking a small model to rewrite the question would cost more seconds than the answer's first word.
    """
    if not follows_up(question, history):
        return question
    last = history[-1]
    have = {word.stem for word in words(question)}
    borrowed: dict[str, str] = {}
    sources = [last.answer.searched_for or last.question]
    if last.answer.outcome is not Outcome.NOTHING_FOUND:
        sources.append(" ".join(_names(last.answer.text)))
    for source in sources:
        for word in content_words(source):
            if (
                word.stem not in have
                and word.stem not in borrowed
                and not _replaced(source[word.start : word.end], question)
            ):
                borrowed[word.stem] = source[word.start : word.end]
    about = " ".join(list(borrowed.values())[:_BORROWED])
    return f"{question.rstrip()} ({about})" if about else question


def _replaced(word: str, question: str) -> bool:
    """A year in the question before gives way to the year asked about now."""
    year = r"\b(?:19|20)\d\d\b"
    return bool(re.fullmatch(year, word) and re.search(year, question))


def _names(text: str) -> list[str]:
    """Return capitalised words that do not open a sentence: what the answer was about, as far as typography tells."""
    return [match.group() for match in re.finditer(r"(?<=[a-z,;:] )[A-Z][\w’'-]+", text)][:4]
