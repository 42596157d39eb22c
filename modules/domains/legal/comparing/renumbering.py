"""References to clauses, and which of them only follow a clause that got another number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_ITEM = r"\([A-Za-z0-9]{1,5}\)"
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}(?:\s?{_ITEM}){{0,4}}|{_ITEM}|[IVXLC]{{1,7}}\b|[A-Z](?:-\d+)?\b)"
_REFERENCES = re.compile(
    r"(?:\b(?P<word>(?:sub-?)?(?:section|clause|paragraph)s?|articles?|exhibits?|schedules?|annex(?:es)?|attachments?|"
    r"append(?:ix|ices)|addend(?:um|a))\s{1,3}|§{1,2}\s{0,3})"
    rf"(?-i:(?P<numbers>{_NUMBER}(?:\s?(?:,|;|and|or|to|through|&|-|–)\s?(?:and\s|or\s)?{_NUMBER}){{0,12}}))",
    re.IGNORECASE,
)
_ONE = re.compile(_NUMBER)
_ELSEWHERE = re.compile(
    r"\s*,?\s*(?:of|under|in|to)\s+(?:the|that|such|any|its|their)\s+(?!same\b)(?:[\w.&'’-]+\s+){0,6}?"
    r"(?:act|code|agreement|contract|regulations?|rules?|law|statute|directive|charter|bylaws|indenture|lease|plan|policy)\b",
    re.IGNORECASE,
)
_PARTS = {"article": "ARTICLE", "exhibit": "EXHIBIT", "schedule": "SCHEDULE", "annex": "ANNEX", "appendi": "APPENDIX"}
_PARTS |= {"attachment": "ATTACHMENT", "addend": "ADDENDUM"}


class Reference(NamedTuple):
    """A number of a clause in running text.

    Attributes:
        start, end: offsets of the number, without the word before it.
        key: as clauses are known by: "5.2(a)", "ARTICLE IV", "SCHEDULE B".
        elsewhere: whether it belongs to another text: "Section 5 of the Companies Act".
    """

    start: int
    end: int
    key: str
    elsewhere: bool


def references(text: str, within: str = "") -> Iterator[Reference]:
    """Yield the references to clauses in a text.

    Args:
        text: of one provision.
        within: the reference of the clause that holds it, which "paragraph (b)" is relative to.
    """
    for match in _REFERENCES.finditer(text):
        elsewhere = bool(_ELSEWHERE.match(text, match.end()))
        word = next((part for form, part in _PARTS.items() if (match["word"] or "").lower().startswith(form)), "")
        for one in _ONE.finditer(text, match.start("numbers"), match.end()):
            number = "".join(one.group().split())
            if number.startswith("("):
                number = re.sub(r"(?:\([^)]*\))+$", "", within) + number
            yield Reference(one.start(), one.end(), f"{word} {number}".strip(), elsewhere)


def key_of(reference: str) -> str:
    """Return a clause's reference as `references` gives it: "Schedule b" as "SCHEDULE B"."""
    word, _, number = reference.rpartition(" ")
    return f"{word.upper()} {number}" if word.upper() in _PARTS.values() else reference


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Where the clauses of the older draft went.

    Attributes:
        now: the key in the newer draft, by that in the older one; "" for a clause that is gone.
    """

    now: dict[str, str]

    @property
    def changed(self) -> bool:
        """Whether any clause has another number now, or is gone."""
        return any(old != new for old, new in self.now.items())

    def of(self, key: str) -> str | None:
        """Return what a clause is called now: "" where it is gone, None where it was not known."""
        if key in self.now:
            return self.now[key]
        bare = key.removeprefix("ARTICLE ")  # "Article 5.2" is printed as "5.2"
        if bare != key:
            now = self.of(bare)
            return f"ARTICLE {now}" if now else now
        head, sign, items = key.partition("(")
        if sign and self.now.get(head):
            return self.now[head] + sign + items
        return None


def renumbering(pairs: Iterable[tuple[str, str]]) -> Renumbering:
    """Return the renumbering that pairs of references make, the older first, "" where there is no other.

    Numbers that are given twice, as where an exhibit begins again at 1, are left out: what refers to them is unknown.
    """
    known = [(key_of(old), key_of(new)) for old, new in pairs]
    olds, news = Counter(old for old, _ in known if old), Counter(new for _, new in known if new)
    return Renumbering({old: new for old, new in known if olds[old] == 1 and news[new] <= 1})
