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
# How an answer shall be put, and nothing that a document could hold.
_HOW_MUCH = r"(?:just|only|about|at most|an?|one|two|three|four|five|\d|few(?:er)?|your own|other|different|very)"
_HOW = r"(?:short(?:er)?|simpl(?:e|er)|plain(?:er)?|eas(?:y|ier)|brief|single|layman['’]?s|bullet(?:ed)?|numbered)"
_SHAPE = (
    r"(?:sentences?|words?|lines?|paragraphs?|terms|language|points?|bullets|list|table|summary|version|nutshell|"
    r"english|german|french|spanish|italian)"
)
_FORM = re.compile(
    rf"\b(?:(?:in|with|using|into|as|to) (?:{_HOW_MUCH} )*(?:{_HOW} )*{_SHAPE}"
    r"|(?:for|to|like i am|like i['’]m) (?:an? )?(?:five|child|beginner|layman|layperson)"
    r"|(?:short|simple|brief)e?r? (?:version|answer)"
    r"|(?:more |less |very |a bit |much )*(?:simply|simpler?|brief(?:ly|er)?|short(?:ly|er)?|clear(?:ly|er)?|"
    r"concise(?:ly)?|plainly|easier)(?: to understand)?)\b",
    re.IGNORECASE,
)
_PUTTING = re.compile(r"\b(?:say|tell|put|give|write|show|explain|make|answer|please|again|once|try)\b", re.IGNORECASE)
_REPUTTING = re.compile(
    r"\b(?:summari[sz]e|sum up|rephrase|reword|restate|repeat|simplify|shorten|translate)\b", re.IGNORECASE
)
_ASKING = re.compile(r"^\W*(?:and |but |so )?(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were)\b", re.I)
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
    if restates(question):
        return True
    content = content_words(question)
    if len(content) < 2 or (_CONTINUING.match(question) and len(content) < _ALONE_WORDS):
        return True
    return len(content) < _ALONE_WORDS and bool(_POINTING.search(question))


def restates(question: str) -> bool:
    """Tell whether a question asks for the answer before it in another form, and for nothing else.

    "Say that in one sentence" and "shorter, please" do; "explain the fees in one sentence" and "why?" do not.
    """
    without_form, forms = _FORM.subn(" ", question)
    rest, verbs = _REPUTTING.subn(" ", without_form)
    asks_anew = _ASKING.match(question) or content_words(_PUTTING.sub(" ", rest))
    return bool(forms or verbs) and not asks_anew


def stand_alone(question: str, history: Sequence[Exchange]) -> str:
    """Return the question as retrieval shall see it.

    A follow-up borrows the words that carried the question before it, and the names in its answer: a search needs no
    grammar, and asking a small model to rewrite the question would cost more seconds than the answer's first word. The
    same answer in another form needs what was searched for before, and so keeps its passages.
    """
    if not follows_up(question, history):
        return question
    last = history[-1]
    if restates(question):
        return last.answer.searched_for or last.question
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
