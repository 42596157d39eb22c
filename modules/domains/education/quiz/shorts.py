"""Short answers: the term for a meaning, who did something, and what something is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.domains.education.quiz.building import finished
from modules.domains.education.quiz.course import Course, Said
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.quiz.wording import mentions, plain, stands_alone, stems

RECALL_ASKED = "Name the term that has this meaning: “{}”."
_NAME = r"[A-Z][\w.'’-]*(?:\s(?:(?:de|van|von|der|la|le)\s)?[A-Z][\w.'’-]*){0,3}"
_PERSONS = rf"{_NAME}(?:(?:,\s{_NAME})*,?\sand\s{_NAME})?"
_TITLE = (
    r"(?:[A-Z]?[\w-]+\s){0,3}?(?:biologist|biochemist|chemist|physicist|scientist|geneticist|bacteriologist|"
    r"physician|naturalist|"
    r"botanist|zoologist|mathematician|astronomer|economist|psychologist|philosopher|engineer|inventor|monk|historian|"
    r"professor|researcher|doctor)s?"
)
_IRREGULAR = (
    "found|won|wrote|began|made|gave|showed|led|built|drew|held|put|set|took|saw|became|knew|grew|brought|thought|"
    "taught|fought|sent|laid|broke|chose|spoke|understood"
)
_DID = re.compile(
    rf"^(?P<when>(?:In|By|Around|During)\s(?:the\s)?(?:\w+\s)?\d{{4}}s?,\s)?(?P<title>(?:The\s)?{_TITLE}\s)?"
    rf"(?P<who>{_PERSONS})(?P<aside>,\s[^,]{{3,60}},\s|\s\([^)]{{1,30}}\)\s|\s)"
    rf"(?P<did>(?:first\s|later\s|also\s)?(?:[a-z]{{3,}}ed|{_IRREGULAR})\s.{{12,}})$"
)
_NOT_A_PERSON = re.compile(
    r"^(?:The|A|An|In|On|At|This|These|When|If|As|By|For|With|From|After|Before|During|While|Most)\b"
)
_CALLED = re.compile(
    r"^(?P<what>.{12,120}?)\s(?:is|are)\s(?:commonly\s|also\s)?(?:called|known as|termed|"
    r"referred to as)\s(?:the\s|a\s|an\s)?"
    r"(?P<name>[\w-]+(?:\s[\w’'-]+){0,3})[.]$"
)


def make_shorts(course: Course, seed: int) -> Iterator[Item]:  # noqa: ARG001 - nothing is drawn
    """Yield questions that are answered in a few words."""
    for meaning in course.meanings:
        if not stems(meaning.name) <= stems(meaning.text):
            yield finished(
                Item(
                    id="",
                    kind=Kind.SHORT,
                    stem=RECALL_ASKED.format(meaning.text),
                    source=meaning.source.place,
                    explanation=f"The material says of “{meaning.name}”: {meaning.text}.",
                    answers=tuple(dict.fromkeys(meaning.names)),
                    hints=_length_hint(meaning.name),
                ),
                section=course.section_of(meaning),
                concept=meaning.concept,
            )
    for said in course.said:
        yield from _who(course, said)
        yield from _called(course, said)


def _length_hint(name: str) -> tuple[str, ...]:
    words = name.split()
    counted = "one word" if len(words) == 1 else f"{len(words)} words"
    return (f"The term has {counted}; its first letter is {name[0].upper()}.",)


def _who(course: Course, said: Said) -> Iterator[Item]:
    if not stands_alone(said.text):
        return
    match = _DID.match(said.text.rstrip("."))
    if not match or _NOT_A_PERSON.match(match["who"]) or not _is_person(match["who"], match["title"] or "", said.text):
        return
    who = match["who"].strip(" ,")
    when = (match["when"] or "").strip(" ,")
    did = match["did"].strip()
    if any(word in did for word in who.split() if word[0].isupper()) or mentions(did, who):
        return
    asked = f"{when + ', who' if when else 'Who'} {did}?"
    yield finished(
        Item(
            id="",
            kind=Kind.SHORT,
            stem=asked,
            source=said.statement.place,
            explanation=f"The material says: {said.text}",
            answers=_ways(who),
        ),
        section=said.section,
        concept=next(course.named_in(did), None),
    )


def _is_person(who: str, title: str, text: str) -> bool:
    """Tell whether capitals name people: two or more in a row, or a title of a profession before them."""
    parts = [part for part in re.split(r",?\sand\s|,\s", who.strip()) if part]
    full = all(len(part.split()) >= 2 for part in parts) or len(parts) >= 2
    return bool(title.strip()) or (
        full and not re.search(rf"\b(?:the|a|an)\s{re.escape(who.strip())}", text, re.IGNORECASE)
    )


def _ways(who: str) -> tuple[str, ...]:
    """Return a person's name as it stands and without first names; of several people all, or their last names."""
    parts = [part.strip() for part in re.split(r",?\sand\s|,\s", who) if part.strip()]
    last = [part.split()[-1] for part in parts]
    return tuple(dict.fromkeys((who, " and ".join(parts), " and ".join(last))))


def _called(course: Course, said: Said) -> Iterator[Item]:
    match = _CALLED.match(said.text)
    if not match or not stands_alone(said.text) or "," in match["what"] or mentions(match["what"], match["name"]):
        return
    concept = next((one for one in course.named_in(match["name"])), None)
    if concept is None:
        return
    what = course.lowered(plain(match["what"]))
    verb = "are" if re.search(r"\sare\s(?:commonly\s|also\s)?(?:called|known|termed|referred)", said.text) else "is"
    yield finished(
        Item(
            id="",
            kind=Kind.SHORT,
            stem=f"What {verb} {what} called?",
            source=said.statement.place,
            explanation=f"The material says: {said.text}",
            answers=tuple(dict.fromkeys((match["name"], concept.name, *concept.aliases))),
            hints=_length_hint(match["name"]),
        ),
        section=said.section,
        concept=concept,
    )
