"""What must hold of options (Haladyna, Downing and Rodriguez 2002): one key, and nothing gives it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from modules.core.types import Support
from modules.domains.education.quiz.evidence import Evidence, asked, claim, said_in
from modules.domains.education.quiz.item import Item, Kind, Option
from modules.domains.education.quiz.wording import is_plural, mentions, normal, overlap, stems

_FORBIDDEN = re.compile(
    r"\b(?:all|none|both|neither|any|either) of (?:the above|these|them|the options)\b|\b[A-D] and [A-D]\b|"
    r"\ball the above\b",
    re.I,
)
_ARTICLE = re.compile(r"\b(a|an) ?(?:____)?[:?]?$", re.IGNORECASE)
_VOWEL = re.compile(r"^(?:[aeio]|u(?!n[ai]|s|ti|bi)|h(?:our|on))", re.IGNORECASE)
_LEAST_CHOICES, _MOST = 3, 8
_LONGER, _ROOM = 1.6, 12
_TRUE_TOO = 0.7
_SAME = 0.8


def choice_problems(item: Item, evidence: Evidence) -> Iterator[str]:
    """Yield what is wrong with the options of a choice or a multi-select."""
    right = [option for option in item.options if option.right]
    wrong = [option for option in item.options if not option.right]
    if item.kind is Kind.CHOICE and len(right) != 1:
        yield f"It has {len(right)} right options instead of one."
    if not right or not wrong:
        yield "It needs right and wrong options."
        return
    if not _LEAST_CHOICES <= len(item.options) <= _MOST:
        yield f"It has {len(item.options)} options; {_LEAST_CHOICES} to {_MOST} can be read."
    yield from _form(item)
    if item.kind is Kind.CHOICE:
        yield from _giveaways(item, right[0], wrong)
    elif len({is_plural(one.text) for one in right}) == 1 and all(
        is_plural(one.text) != is_plural(right[0].text) for one in wrong
    ):
        yield "All right options are plurals and no wrong one is, or the other way round."
    yield from _truth(item, right, wrong, evidence)


def _form(item: Item) -> Iterator[str]:
    for one, other in combinations(item.options, 2):
        if normal(one.text) == normal(other.text) or _nearly(one.text, other.text):
            yield f"Two options say the same: “{one.text}” and “{other.text}”."
    for option in item.options:
        if not option.text.strip():
            yield "An option is empty."
        if _FORBIDDEN.search(option.text):
            yield f"“{option.text}” is no option of its own."


def _nearly(one: str, other: str) -> bool:
    """Tell whether two options share nearly all words, and the same numbers."""
    mine, theirs = stems(one), stems(other)
    digits = {word for word in mine | theirs if word[:1].isdigit()}
    return len(mine | theirs) > 3 and overlap(mine, theirs) > _SAME and not digits & (mine ^ theirs)


def _giveaways(item: Item, key: Option, wrong: list[Option]) -> Iterator[str]:
    longest, shortest = max(len(one.text) for one in wrong), min(len(one.text) for one in wrong)
    if len(key.text) > _LONGER * longest + _ROOM:
        yield "The key is by far the longest option."
    if shortest > _LONGER * len(key.text) + _ROOM:
        yield "The key is by far the shortest option."
    for name, looks in (
        ("It begins with a capital letter", lambda text: text[:1].isupper()),
        ("It is a plural", lambda text: len(text.split()) <= 4 and is_plural(text)),
        ("It ends with a full stop", lambda text: text.endswith(".")),
        ("It is a number", lambda text: text[:1].isdigit()),
    ):
        if all(looks(key.text) != looks(one.text) for one in wrong):
            yield f"The key stands out by its form. {name}, or the others do: only one of the two."
    article = _ARTICLE.search(item.stem.rstrip())
    if article and len({bool(_VOWEL.match(one.text)) for one in item.options}) == 2:
        yield f"“{article[1]}” fits only some of the options."
    told = (stems(key.text) & stems(asked(item.stem))) - frozenset().union(*(stems(one.text) for one in wrong))
    if told:
        yield f"Only the key repeats a word of the stem: {', '.join(sorted(told))}."
    if mentions(asked(item.stem), key.text):
        yield "The stem contains its answer."


def _truth(item: Item, right: list[Option], wrong: list[Option], evidence: Evidence) -> Iterator[str]:
    words = stems(asked(item.stem))
    texts = [evidence.near(place)[0] for place in (item.source, *item.also)]
    held = frozenset().union(*(stems(text) for text in texts))
    for option in right:
        if missing := stems(option.text) - held:
            yield f"The source does not say “{option.text}”: {', '.join(sorted(missing)[:3])}."
        elif item.kind is Kind.SELECT and not any(
            said_in((text,), option.text) and words & stems(text) for text in texts
        ):
            yield f"The source does not list “{option.text}”."
        elif (
            item.kind is Kind.CHOICE
            and evidence.support(item.source, claim(item.stem, option.text)) is not Support.SUPPORTED
        ):
            yield f"The source does not carry the key “{option.text}”."
    for option in wrong:
        if stems(option.text) and evidence.says(stems(option.text) - words, words, least=_TRUE_TOO):
            yield f"“{option.text}” may be right too: the material says it of the same."
