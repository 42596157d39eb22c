"""Sentences of a draft that stand in the record word for word: nothing can be said against their words."""

from __future__ import annotations

import re
from collections import defaultdict

from modules.domains.medical.checking.said import Sentence, section
from modules.domains.medical.record import Chart, Section, Statement

_TOKEN = re.compile(r"[a-z0-9]+(?:[./'’-][a-z0-9]+)*|%")
# Words that change when somebody tells of another what he says of himself.
_RETOLD_TEXT = """
a an the patient pt he she it they i you we him her them me us his their its my your our is are was were am be been
being have has had do does did um uh er oh yeah ok okay so and well
"""
_RETOLD = frozenset(_RETOLD_TEXT.split())
# What stands before or behind the words of a quotation and turns their meaning.
_TURNING = re.compile(
    r"^(?:no|not|nor|non|none|never|without|den(?:y|ies|ied|ying)|negative|absent|neither|cannot|\w+n['’]t|n['’]t|free"
    r"|stop\w*|discontinu\w*|hold\w*|held|paus\w*|avoid\w*|allerg\w*|intoleran\w*|if|possible|possibly|suspect\w*"
    r"|maybe|rule[sd]?|unless|mother|father|sister|brother|son|daughter|family|wife|husband|aunt|uncle"
    r"|grand\w+|resolved|unlikely|instead|cousin|increase\w*|decrease\w*|changed?|reduced?)$"
)
_NEAR = 5
_LEAST = 3
_OWN = (Section.FAMILY, Section.ALLERGIES)


class Quotations:
    """The statements of a chart as runs of words."""

    def __init__(self, chart: Chart) -> None:
        self._tokens = [(one, _tokens(one.text)) for one in chart.statements]
        self._by_token: dict[str, list[int]] = defaultdict(list)
        for number, (_, tokens) in enumerate(self._tokens):
            for token in {*tokens, *_tokens(self._tokens[number][0].header)}:
                self._by_token[token].append(number)

    def of(self, sentence: Sentence) -> Statement | None:
        """Return the latest statement that says a sentence word for word, its questions left out."""
        wanted = _tokens(sentence.text)
        if not wanted:
            return None
        meant = section(sentence.part)
        rarest = min((self._by_token.get(token, []) for token in wanted), key=len)
        for number in reversed(rarest):
            statement, tokens = self._tokens[number]
            elsewhere = statement.section in _OWN and meant is not statement.section
            if elsewhere or statement.text.endswith("?"):
                continue
            if _stands(wanted, tokens) or (statement.header and _is_row(wanted, tokens, _tokens(statement.header))):
                return statement
        return None


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token for token in _TOKEN.findall(text.lower()) if token not in _RETOLD)


def _is_row(wanted: tuple[str, ...], cells: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """Tell whether words are the cells of a table's row in their order, among the headings of their columns."""
    left = iter(wanted)
    return all(cell in left for cell in cells) and set(wanted) <= {*cells, *header}


def _stands(wanted: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    """Tell whether words stand in a statement in a run that nothing beside it turns."""
    if wanted == tokens:
        return True
    if len(wanted) < _LEAST:
        return False
    for at in range(len(tokens) - len(wanted) + 1):
        end = at + len(wanted)
        if tokens[at:end] == wanted:
            beside = (*tokens[max(0, at - _NEAR) : at], *tokens[end : end + _NEAR])
            return not any(_TURNING.match(token) for token in beside)
    return False
