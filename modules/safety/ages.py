"""Ages over 89, which tell who somebody is because so few live to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.safety.identifiers import Identifier, Kind

_OLD = r"(?P<age>9\d|1[0-2]\d)"
_SPOKEN = (
    r"(?P<age>ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a |one )?hundred(?: and)?"
    r"(?: (?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
)
_AFTER = (
    r"(?=[ -]*(?:years?|yrs?|y)[ -]*(?:old|o\b|of age)|[ -]?(?:yo|y\.o\.|y/o|yof|yom|y)\b| ?(?:years?|"
    r"yrs?)(?![ -]*(?:ago|of|history|later|before|from)))"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.,/-]){_OLD}{_AFTER}",
        rf"\b(?:age[ds]?|aged)(?: is| was| of|:|,|\s*\|)? ?{_OLD}(?!\d|[./]\d|%)",
        rf"\b(?:turn(?:s|ed|ing)|(?:he|she|I|patient)(?:'s| is|’s| was|'m| am)(?: now)?|at the age of|died at|"
        rf"lived to(?: be)?) {_OLD}"
        r"(?=[.,;!?\n]| (?:and|when|years|at the time|next|this|last|now)\b|$)",
        rf"\b{_SPOKEN}(?=[ -]years?[ -]old|[ -]year[ -]old)",
        rf"(?<![\d/.]){_OLD}(?=[ -]?(?:male|female|man|woman|lady|gentleman)\b)",
        rf"(?<=\b(?:a|n) ){_OLD}(?= ?[MF]\b)",
    )
)


def find_ages(text: str) -> Iterator[Identifier]:
    """Yield the numbers of ages over 89."""
    for form in _FORMS:
        for match in form.finditer(text):
            yield Identifier(match.start("age"), match.end("age"), Kind.AGE, match["age"])
