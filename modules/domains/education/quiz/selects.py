"""Multi-select from enumerations: what a text lists of something, beside what it lists of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.domains.education.quiz.building import finished, shuffled
from modules.domains.education.quiz.course import Course, Said
from modules.domains.education.quiz.item import Bloom, Item, Kind, Option
from modules.domains.education.quiz.wording import akin, first_lower, is_plural, is_word, normal, plain, stems

_ITEM = r"[^,;:.()]{2,48}(?:\([^)]{1,30}\))?"
_LIST = re.compile(rf"(?P<list>{_ITEM}(?:, {_ITEM})+,? (?:and|or) {_ITEM})[.]?$")
_INTRO = re.compile(
    r"^(?P<subject>[^,;:]{4,90}?)\s*(?P<verb>:|,?\s(?:include|includes|are|consists? of|contains?|comprises?|"
    r"(?:is|are) (?:composed|made up) of|such as))\s*$",
    re.IGNORECASE,
)
_ASKED = {
    "include": "Which of these does the material count among {}?",
    "are": "Which of these are {}?",
    ":": "Which of these are {}?",
    "consist": "Which of these does the material name as parts of {}?",
}
_COUNTED = re.compile(
    r"^(?:there (?:are|exist)|(?:\w+ ){1,3}(?:has|have|identified|recognize))\s+(?=\S)", re.IGNORECASE
)
_QUANTITY = re.compile(
    r"^(?:the\s+)?(?:two|three|four|five|six|seven|eight|several|many|some|other|main|following)\s+", re.I
)
_VERBAL = re.compile(
    r"^(?:to|is|are|was|were|can|may|which|that|who|it|they|he|she|by|in|on|at|for|when|if|because|\w+ing)\b", re.I
)
_CLAUSE = re.compile(
    r"\b(?:are|is|was|were|has|have|had|that|which|whose|who|there|these|this|as|when|if|can|may|used|by|\([a-z]\))\b",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"^(?:\w+ly|with|such|this|these|other|others|also|not|more|less|very|each|its|their|his|her|some|any|"
    r"adapted|based|then|even)\b"
    r"|\b(?:is|are|was|were|has|have|having|that|which|who|been|being|can|may|will|surrounding|insufficient|"
    r"informed)\b|[—–]",
    re.IGNORECASE,
)
_MOST_WORDS = 5
_RIGHT = range(2, 6)
_WRONG = 3


@dataclass(frozen=True, slots=True)
class Enumeration:
    """What a statement lists of something: "The bases are adenine, guanine and cytosine"."""

    said: Said
    asked: str
    subject: str
    members: tuple[str, ...]


def enumerations(course: Course) -> list[Enumeration]:
    """Return the lists of the course whose members are alike: all short, all nouns."""
    found = (_enumeration(said) for said in course.said)
    return [one for one in found if one is not None]


def _enumeration(said: Said) -> Enumeration | None:
    text = said.text.rstrip(".")
    for match in re.finditer(r"(?:include|includes|are|of|contains?|comprises?|:)\s+(?=\S)", text):
        opening = re.sub(r"\s(are|include):$", r" \1", text[: match.end()].rstrip())
        intro, rest = _INTRO.match(opening), text[match.end() :]
        listed = _LIST.fullmatch(rest)
        if not intro or not listed:
            continue
        members = _members(listed["list"])
        subject = _counted(_COUNTED.sub("", intro["subject"]).strip())
        if (
            members
            and is_word(subject)
            and not _CLAUSE.search(subject)
            and not re.match(r"(?:these|this|they|it|other|some|others)\b", subject, re.I)
        ):
            return Enumeration(said, _asked(intro["verb"], subject), subject, members)
    return None


def _counted(subject: str) -> str:
    """Return what is counted, without who has it: "the four features" of "adult lancelets retain the four features"."""
    found = re.search(r"\s((?:the|these)\s(?:two|three|four|five|six|seven|eight)\s.+)$", subject)
    return found[1] if found else subject


def _asked(verb: str, subject: str) -> str:
    verb = verb.strip(" ,").lower()
    which = "include" if verb.startswith(("include", "such")) else verb if verb in ("are", ":") else "consist"
    bare = _QUANTITY.sub("", first_lower(subject)) if which in ("are", ":") else first_lower(subject)
    if which in ("are", ":") and not any(is_plural(word) for word in bare.split()):
        which = "consist"
    return _ASKED[which].format(bare)


def _members(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in re.split(r",\s*(?:and|or)\s+|,\s*|\s+(?:and|or)\s+(?=[^,]*$)", text)]
    parts = [re.sub(r"^(?:a|an|the)\s+", "", plain(part)) for part in parts if part]
    fit = all(
        1 <= len(part.split()) <= _MOST_WORDS
        and not _VERBAL.match(part)
        and not _NO_NOUN.search(part)
        and is_word(part)
        for part in parts
    )
    distinct = len({normal(part) for part in parts}) == len(parts)
    return tuple(parts) if fit and distinct and len(parts) in range(3, 8) else ()


def make_selects(course: Course, seed: int) -> Iterator[Item]:
    """Yield one item for each enumeration to which another one of the course offers three wrong options."""
    lists = enumerations(course)
    for one in lists:
        right = one.members[: _RIGHT[-1]]
        wrong = (_terms_beside(course, one) | _foreign(course, one, lists)).items()
        if len(wrong) < _WRONG:
            continue
        options = {text: Option(text, right=True) for text in right} | {
            text: Option(text, feedback=feedback) for text, feedback in list(wrong)[:_WRONG]
        }
        order = shuffled(list(options), seed, one.asked)
        yield finished(
            Item(
                id="",
                kind=Kind.SELECT,
                stem=one.asked,
                source=one.said.statement.place,
                explanation=f"The material says: {one.said.text}",
                options=tuple(options[text] for text in order),
                bloom=Bloom.UNDERSTAND,
            ),
            section=one.said.section,
            concept=next(course.named_in(one.subject), None),
            closeness=0.5,
        )


def _terms_beside(course: Course, one: Enumeration) -> dict[str, str]:
    """Return terms of the same section that are never spoken of together with the subject, each with what it means."""
    found: dict[str, str] = {}
    # "Such as" and "include" leave room for more: what is not listed may belong to it all the same.
    open_ended = one.asked.startswith(_ASKED["include"][:40])
    if open_ended or not any(any(course.named_in(member)) for member in one.members):
        return found
    for meaning in course.meanings:
        same = meaning.concept.section == one.said.section.path
        if same and _is_foreign(course, one, meaning.name) and not akin(stems(one.subject), stems(meaning.text)):
            found[meaning.name] = f"“{meaning.name}” means: {meaning.text}."
    return found


def _foreign(course: Course, one: Enumeration, lists: list[Enumeration]) -> dict[str, str]:
    """Return members of other lists of the chapter that are never spoken of together with this one's subject."""
    chapter = one.said.section.path[:1]
    ordered = sorted(
        (other for other in lists if other is not one and other.said.section.path[:1] == chapter),
        key=lambda other: other.said.section is not one.said.section,
    )
    mine = {normal(member) for member in one.members}
    found: dict[str, str] = {}
    for other in ordered:
        if stems(one.subject) & stems(other.subject) or mine & {normal(member) for member in other.members}:
            continue
        for text in other.members:
            if _is_foreign(course, one, text):
                found.setdefault(
                    text, f"The material does not list “{text}” here, but with {first_lower(other.subject)}."
                )
    return found


def _is_foreign(course: Course, one: Enumeration, text: str) -> bool:
    """Tell whether a text is written like the members, is none of them, and is never named beside the subject."""
    subject = stems(one.subject)
    members = frozenset().union(*(stems(member) for member in one.members))
    plural = sum(map(is_plural, one.members)) * 2 > len(one.members)
    if text[:1].isupper() != one.members[0][:1].isupper() or (plural and not is_plural(text)):
        return False
    if stems(text) & members or akin(stems(text), subject):
        return False
    # Of a subject of several words any two name it well enough.
    return not course.evidence.says(stems(text), subject, least=min(1.0, 2 / max(1, len(subject))))
