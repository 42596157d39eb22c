"""Which category a question asks for, if it plainly asks for one."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from modules.core.text import stem
from modules.domains.legal.clauses.categories import BY_KEY, CATEGORIES, Category

_FILE = Path(__file__).with_name("asked.toml")
_LONGEST = 300  # characters of a question
_WORD = re.compile(r"[^\W_]+")
_MANY = frozenset({"terms", "dates"})  # which say something else than "term" and "date"
# What the wordings of one question differ in. "Parties" is not among them, and no word that denies,
# compares or says what somebody does is: "What do the parties provide?" is not "Parties".
_FILLERS = """
a an the this that these any some our its of to in for on under by with and or s
what which is are was were be been there does did has have
contract contracts agreement agreements clause clauses provision provisions section party either each other
say says said state states stated contain contains include includes provide provides about please tell me
"""
_IGNORED = frozenset(_FILLERS.split())
_MODALS = dict.fromkeys(("can", "could"), "may") | dict.fromkeys(("shall", "will", "should"), "must")


def category_of(question: str) -> Category | None:
    """Return the category that a question asks for; None where it may ask for anything else.

    It must leave the same words as a wording that is known: none that narrows it, such as "to what affiliates".
    """
    return BY_KEY.get(_wordings().get(_told(question), "")) if len(question) <= _LONGEST else None


@cache
def _wordings() -> dict[frozenset[str], str]:
    """Return the keys of the categories by what is left of each known wording."""
    asked: dict[str, list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        told: one.key
        for one in CATEGORIES
        for wording in (one.name, one.question, *asked[one.key])
        if (told := _told(wording))
    }


def _told(question: str) -> frozenset[str]:
    """Return the stems of the words that tell a question from others."""
    words = _WORD.findall(question.lower())
    return frozenset(word if word in _MANY else _MODALS.get(word, stem(word)) for word in words if word not in _IGNORED)
