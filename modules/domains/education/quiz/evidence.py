"""What the material says, indexed for the questions that validation asks of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.core.grounding import Checker
from modules.core.types import Passage, Support
from modules.domains.education.material import Material, Role, Section, Statement
from modules.domains.education.plain import GAP
from modules.domains.education.quiz.wording import normal, plain, stems

_QUOTED = re.compile(r"“([^”]+)”")
# What only asks, in the words of the makers and of anybody else.
_ASKING = re.compile(
    r"^(?:which|what|who|whom|whose|where|when|why|how)(?:\s(?:of (?:these|the following)(?:\s\w+)?|term|word|"
    r"figure|number|"
    r"quantity|year|many|much|(?:best|correctly))){0,3}\b|^in (?:which|what) \w+\b|\b(?:has this meaning|"
    r"belongs in the gap|"
    r"give its unit|does the material (?:count among|name as parts of)|fill the gap|according to the (?:text|"
    r"passage|material|source))\b"
    r"|\b(?:name|give) the term that has this meaning\b|^(?:select|choose) (?:all|the)\b[^:]*:",
    re.IGNORECASE,
)
_MEAN = re.compile(r"^what does “([^”]+)” mean\?$", re.IGNORECASE)
_NEAR = 2
_LISTING = 40  # content words; a longer statement is a list of several, and says nothing of all at once


@dataclass(frozen=True, slots=True)
class _Indexed:
    section: Section
    statement: Statement
    text: str
    normal: tuple[str, ...]
    stems: frozenset[str]


class Evidence:
    """Answers where and whether the material says something.

    Args:
        material: the sections that may vouch.
        pages: texts of pages by document and number, where they are at hand: a source is then held against its page.
    """

    def __init__(self, material: Material, pages: Mapping[tuple[str, int], str] | None = None) -> None:
        self._pages = pages or {}
        self._all = [_indexed(section, one) for section, one in material.statements() if one.role is not Role.FRAME]
        self._by_page: dict[tuple[str, int], list[int]] = {}
        for number, one in enumerate(self._all):
            self._by_page.setdefault((one.statement.place.document_id, one.statement.place.page), []).append(number)
        self._checkers: dict[int, Checker] = {}

    def holds(self, place: Citation) -> bool:
        """Tell whether a citation's text really stands at its place."""
        page = self._pages.get((place.document_id, place.page))
        if page is not None:
            return " ".join(page[place.start : place.end].split()) == " ".join(place.text.split())
        return self._number(place) is not None

    def near(self, place: Citation) -> tuple[str, ...]:
        """Return the texts of the statements around a place, its own first."""
        number = self._number(place)
        if number is None:
            return (plain(place.text),)
        around = self._all[max(0, number - _NEAR) : number + _NEAR + 1]
        section = self._all[number].section
        return (
            self._all[number].text,
            *(one.text for one in around if one.section is section and one is not self._all[number]),
        )

    def says(self, *wanted: frozenset[str], least: float = 1.0) -> bool:
        """Tell whether one statement holds all of the first words and, of all the others, this share at least."""
        first, others = wanted[0], frozenset().union(*wanted[1:])
        return any(
            first <= one.stems and len(others & one.stems) >= least * len(others)
            for one in self._all
            if len(one.stems) <= _LISTING
        )

    def has_phrase(self, text: str) -> bool:
        """Tell whether a statement holds these words in this order."""
        wanted = f" {' '.join(normal(text))} "
        return any(wanted in f" {' '.join(one.normal)} " for one in self._all)

    def support(self, place: Citation, claim: str) -> Support:
        """Return how well the surroundings of a place carry a claim."""
        number = self._number(place)
        key = -1 if number is None else number
        if key not in self._checkers:
            text = " ".join(self.near(place))
            passage = Passage(1, place.document_id, "", place.page, 0, len(text), (), "", text, 1.0)
            self._checkers[key] = Checker((passage,), "")
        found = self._checkers[key].check(claim if claim.endswith((".", "!")) else f"{claim}.")
        order = (Support.NUMBER_NOT_FOUND, Support.UNSUPPORTED, Support.PARTLY, Support.SUPPORTED)
        return min((one.support for one in found if one.support in order), key=order.index, default=Support.UNSUPPORTED)

    def _number(self, place: Citation) -> int | None:
        for number in self._by_page.get((place.document_id, place.page), ()):
            own = self._all[number].statement.place
            inside = own.start <= place.start and place.end <= own.end
            if inside and " ".join(place.text.split()) in " ".join(own.text.split()):
                return number
        return None


def claim(stem: str, option: str) -> str:
    """Return what a question and one of its answers say together, as a statement."""
    if meant := _MEAN.match(stem):
        return f"{meant[1]}: {option}"
    if GAP in stem:
        body = stem.split(": ", 1)[-1] if stem.lower().startswith("fill") else stem
        quoted = _QUOTED.search(body)
        return (quoted[1] if quoted else body).replace(GAP, option, 1)
    quoted = _QUOTED.search(stem)
    if quoted and _ASKING.search(stem):
        return f"{option}: {quoted[1]}"
    rest = _ASKING.sub("", stem).strip(" ?:.,")
    return f"{option} {rest}"


def asked(stem: str) -> str:
    """Return the words of a stem that say something of the subject, without those that only ask."""
    if meant := _MEAN.match(stem):
        return meant[1]
    return _ASKING.sub(" ", stem).replace(GAP, " ").strip(" ?:.,“”")


def said_in(texts: Sequence[str], phrase: str) -> bool:
    """Tell whether one of the texts holds a phrase, whatever the endings of its words."""
    wanted = f" {' '.join(normal(phrase))} "
    return any(wanted in f" {' '.join(normal(text))} " for text in texts)


def _indexed(section: Section, statement: Statement) -> _Indexed:
    text = plain(statement.text)
    return _Indexed(section, statement, text, normal(text), stems(text))
