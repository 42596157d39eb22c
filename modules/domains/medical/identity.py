"""Whom a note is about: what labelled fields and its opening say, and where they contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from modules.domains.medical.days import DAY, day_of
from modules.domains.medical.record import Patient

_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? )?(?P<name>[A-Z][\w'’-]+,? (?:[A-Z]\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
_LABELLED = re.compile(
    rf"(?:^|[|\n;]|\s{{2}})\s*(?:(?i:patient(?:['’]s)?(?: name)?|name(?: of patient)?|pt(?: name)?|re|full"
    rf" name))\s*[:|]\s*{_NAME}",
    re.MULTILINE,
)
_OPENING = re.compile(
    rf"(?:^|[.\n:] ?\s*){_NAME}(?: \([^)]*\))?,? (?:is|was) an? (?:\w+[ -]){{0,4}}?\d{{1,3}}[- ]year", re.MULTILINE
)
_SPOKEN = re.compile(
    r"\b(?:my name['’ ]?i?s|i['’]m seeing|(?:this|next|our) (?:patient )?is|patient ?,|patient name ?[,:]"
    r"|seeing) (?:(?:mr|mrs|ms|miss)\.? ?\.? ?)?(?P<name>[a-z][a-z'’-]+ [a-z][a-z'’-]+)(?= ?[.,]| who\b|"
    r" is\b| a\b|$| date\b)",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESSED = re.compile(r"\b(?P<title>mr|mrs|ms|miss) ?\.? (?P<name>[a-z][a-z'’-]+)", re.IGNORECASE)
_BORN = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?)\b[^\w\n]{{0,4}}\s*(?:is |on |\| )?(?P<born>{DAY})",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:MRN|(?:medical|hospital|health|patient) ?(?:record|file)? ?(?:no\.?|number|id|#)|record"
    r" (?:no\.?|number)|nhs (?:no\.?|number)|patient id|chart (?:no\.?|number))\s*[:#"
    r"|]?\s*(?P<number>(?=[\w-]*\d)[A-Z0-9][A-Z0-9-]{2,}(?: \d{3} \d{4})?)",
    re.IGNORECASE,
)
# A field that stands behind the name on its line: "Harold Winstanley Date of birth: 3 May 1951".
_NEXT_FIELD = re.compile(
    r"\s+(?:Date|DOB|Born|Birth|MRN|NHS|Sex|Gender|Age|Patient|Record|Hospital|Clinician|Address|Phone|Visit|Number|ID)"
    r"$"
)
_SEX = re.compile(r"\b(?:sex|gender)\s*[:|]\s*(?P<sex>male|female|man|woman|m|f)\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?P<age>\d{1,3})[ -]?(?P<unit>years?|yrs?|y|months?|weeks?|days?)[ -/]*(?:o(?:ld)?|of age)?\b["
    r" ,-]*(?:(?!who|with|and|his|her|mother|father|sister|brother|son|daughter|wife|husband)[\w-]+["
    r" ,-]+){0,4}?(?P<sex>male|female|man|woman|boy|girl|gentleman|lady|m|f)\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\bage[d]?\s*[:|]?\s*(?P<age>\d{1,3})\b(?! ?(?:months?|weeks?|days?|mo\b))|\b(?P<old>\d{1,3})[- ]years?[- ]old\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:mother|father|sister|brother|son|daughter|wife|husband|mom|mum|dad|aunt|uncle|cousin|friend"
    r"|child|partner|his|her|a)\W*$",
    re.IGNORECASE,
)
_FEMALE = frozenset("female woman girl lady f".split())  # noqa: SIM905
_NO_NAME = frozenset(
    [
        "the",
        "a",
        "an",
        "is",
        "who",
        "this",
        "that",
        "here",
        "there",
        "very",
        "really",
        "just",
        "going",
        "doctor",
        "dr",
        "my",
        "your",
        "and",
        "for",
        "with",
        "see",
        "patient",
        "name",
        "calling",
        "from",
        "not",
        "so",
        "good",
        "about",
        "mister",
        "old",
        "year",
        "in",
        "on",
        "all",
        "what",
    ]
)
_Value = TypeVar("_Value", str, int)
_BEGINNING = 4_000  # characters in which a written note says whom it is about


@dataclass(frozen=True, slots=True)
class Identities:
    """Everything that a note says of who its patient is, in the order in which it says it; mostly one of each."""

    names: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    surnames: tuple[str, ...] = ()

    def patient(self, day: str) -> Patient:
        """Return the patient as the note introduces him first; his age by birth and day where none is said."""
        born = self.births[0] if self.births else ""
        age = self.ages[0] if self.ages else _years(born, day)
        return Patient(_first(self.names), born, _first(self.sexes), _first(self.numbers), age)


def identities(text: str, *, dialogue: bool, day_first: bool = False) -> Identities:
    """Read what a note says of who its patient is."""
    head = text if dialogue else text[:_BEGINNING]
    aged = [
        match
        for match in _AGED.finditer(head)
        if not _RELATIVE.search(head[: match.start()][-12:].removesuffix(" a ").removesuffix("a "))
        or _opens(head, match.start())
    ]
    return Identities(
        _once(_names(head, dialogue=dialogue)),
        _once(filter(None, (day_of(match["born"], day_first=day_first) for match in _BORN.finditer(text)))),
        _once([*(_sex(match["sex"]) for match in _SEX.finditer(head)), *(_sex(match["sex"]) for match in aged)]),
        _once(match["number"].strip() for match in _NUMBER.finditer(text)),
        _once(
            [
                *(_age(match["age"], match["unit"]) for match in aged),
                *(int(match["age"] or match["old"]) for match in _AGE.finditer(head[:1_500])),
            ]
        ),
        _once(match["name"].lower() for match in _ADDRESSED.finditer(text) if match["name"].lower() not in _NO_NAME)
        if dialogue
        else (),
    )


def contradictions(found: Identities) -> Iterator[str]:
    """Yield in what two patients seem to be mixed up, as "two names (A, B)"."""
    names = _different_names(found.names)
    if len(names) > 1:
        yield f"different names ({', '.join(names)})"
    elif len(found.surnames) > 1:
        yield f"different names ({', '.join(name.title() for name in found.surnames)})"
    if len(found.births) > 1:
        yield f"different dates of birth ({', '.join(found.births)})"
    if len(found.numbers) > 1:
        yield f"different record numbers ({', '.join(found.numbers)})"
    if len(found.sexes) > 1:
        yield "a female and a male patient"
    if (
        found.ages
        and max(found.ages) - min(found.ages) > 2
        and not found.births
        and len(found.sexes) <= 1
        and found.surnames
    ):
        yield f"different ages ({', '.join(map(str, found.ages))})"


def together(parts: Iterable[Identities]) -> Identities:
    """Return what several notes say together; ages are left out, as they grow."""
    listed = list(parts)
    return Identities(
        _once(name for part in listed for name in part.names),
        _once(born for part in listed for born in part.births),
        _once(sex for part in listed for sex in part.sexes),
        _once(number for part in listed for number in part.numbers),
    )


def _names(text: str, *, dialogue: bool) -> Iterator[str]:
    for pattern in (_LABELLED, _OPENING):
        for match in pattern.finditer(text):
            yield _plain(match["name"])
    if dialogue:
        for match in _SPOKEN.finditer(text):
            if not _NO_NAME & set(match["name"].lower().split()):
                yield match["name"].title()


def _plain(name: str) -> str:
    """Return a name with the given name first: "Smith, John" is "John Smith"."""
    name = _NEXT_FIELD.sub("", name)
    family, comma, given = name.partition(",")
    return " ".join(f"{given} {family}".split()) if comma else " ".join(name.split())


def _different_names(names: Iterable[str]) -> list[str]:
    """Return the names that cannot be one person's: "J. Smith" and "John Smith" can."""
    kept: list[str] = []
    for name in names:
        words = set(name.lower().split())
        if not any(words & set(other.lower().split()) for other in kept):
            kept.append(name)
    return kept


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 30) : start].rstrip()
    return not before or bool(
        re.search(r"(?:^|[.\n:]\s*)(?:\w+ ){0,3}?a$|is an?$|was an?$|[.\n:]$", before, re.IGNORECASE)
    )


def _sex(printed: str) -> str:
    return "female" if printed.lower() in _FEMALE else "male"


def _age(number: str, unit: str) -> int:
    if unit.lower().startswith("y"):
        return int(number)
    return int(number) // 12 if unit.lower().startswith("mon") else 0


def _years(born: str, day: str) -> int | None:
    if len(born) != 10 or len(day) != 10:
        return None
    birth, then = date.fromisoformat(born), date.fromisoformat(day)
    years = then.year - birth.year - ((then.month, then.day) < (birth.month, birth.day))
    return years if years >= 0 else None


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _once(values: Iterable[_Value]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(values))
