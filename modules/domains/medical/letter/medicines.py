"""The letter's lines on medicines and allergies, put together from confirmed facts by rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from modules.domains.medical.draft import Line, Origin
from modules.domains.medical.fact import Dosage, Experiencer, Fact, Facts, Kind, Status, citations
from modules.domains.medical.letter.frequencies import plain_frequency, plain_route
from modules.domains.medical.letter.plain_words import plain

_CHANGES = {
    Status.STARTED: "This is new.",
    Status.CHANGED: "This has changed.",
    Status.CONTINUED: "Keep on as before.",
    Status.UNKNOWN: "",
}
_DECIDED = (Status.STARTED, Status.CHANGED, Status.STOPPED)
_FOR_THE_EYE = re.compile(r"\b(?:drops?|gtts?|eyes?|ophth\w*|ocular)\b", re.IGNORECASE)
_USED = re.compile(
    r"\b(?:puffs?|drops?|sprays?|units?|patch(?:es)?|cream|ointment|gel|inhal\w+|topical\w*|inject\w*|iv|im|subcut\w*"
    r"|sub-?q|nasal\w*|rectal\w*|suppositor\w+|nebuli\w+)\b",
    re.IGNORECASE,
)


def medicine_lines(facts: Facts) -> tuple[Line, ...]:
    """Return a line for each medicine that the patient takes or is to stop, in the order of the record."""
    lines: list[Line] = []
    for mentions in _by_concept(_taken(facts)):
        text = _medicine(mentions)
        lines.append(Line(f"medicines-{len(lines) + 1}", text, Origin.FACTS, citations(mentions)))
    return tuple(lines)


def medicine_remarks(facts: Facts) -> Iterator[str]:
    """Yield what the clinician must settle before the letter goes out: two doses of one medicine, what is left out."""
    for mentions in _by_concept(_taken(facts)):
        said = {" ".join(part.split()) for part in (_dosage(one).dose for one in _standing(mentions)) if part}
        if len(said) > 1:
            doses = " and ".join(sorted(said))
            yield f"The record gives more than one dose of {mentions[-1].name}: {doses}. Check the letter's."
    for mentions in _by_concept(_mentioned(facts)):
        if not _is_told(mentions):
            yield f"The record names {mentions[-1].name} and does not say that it is taken: the letter leaves it out."
    taken = {fact.concept for fact in _mentioned(facts)}
    considered = [fact for fact in _asserted(facts, Kind.MEDICATION) if fact.status is Status.PLANNED]
    for name in dict.fromkeys(fact.name for fact in considered if fact.concept not in taken):
        yield f"{name} is only considered in the record, so the letter does not name it among the medicines."


def allergy_lines(facts: Facts) -> tuple[Line, ...]:
    """Return a line for each allergy, or the one that says there are none known; nothing where the record is silent."""
    allergies = [fact for fact in facts.of(Kind.ALLERGY) if fact.assertion.experiencer is Experiencer.PATIENT]
    has = _by_concept(fact for fact in allergies if not fact.assertion.negated)
    if not has:
        denied = [fact for fact in allergies if fact.assertion.negated]
        return (Line("allergies-1", "You have no known allergies.", Origin.FACTS, citations(denied)),) if denied else ()
    return tuple(
        Line(f"allergies-{number}", _allergy(mentions), Origin.FACTS, citations(mentions))
        for number, mentions in enumerate(has, 1)
    )


def _taken(facts: Facts) -> list[Fact]:
    return [fact for mentions in _by_concept(_mentioned(facts)) if _is_told(mentions) for fact in mentions]


def _is_told(mentions: Sequence[Fact]) -> bool:
    """Whether the record says of a medicine more than its name: how it is given, or what happens to it."""
    return any(fact.dosage or fact.status is not Status.UNKNOWN for fact in mentions)


def _mentioned(facts: Facts) -> list[Fact]:
    return [fact for fact in _asserted(facts, Kind.MEDICATION) if fact.status is not Status.PLANNED]


def _asserted(facts: Facts, kind: Kind) -> Iterator[Fact]:
    for fact in facts.of(kind):
        told = fact.assertion
        if told.experiencer is Experiencer.PATIENT and not (told.negated or told.uncertain or told.historical):
            yield fact


def _by_concept(facts: Iterable[Fact]) -> list[list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.concept, []).append(fact)
    return list(groups.values())


def _standing(mentions: Sequence[Fact]) -> Sequence[Fact]:
    """Return the mentions that hold: those behind the last decision (started, changed, stopped) but one, or all."""
    decided = [fact.status for fact in mentions if fact.status in _DECIDED]
    if not decided:
        return mentions
    others = [at for at, fact in enumerate(mentions) if fact.status in _DECIDED and fact.status is not decided[-1]]
    since = others[-1] + 1 if others else 0
    first = next(at for at, fact in enumerate(mentions) if at >= since and fact.status is decided[-1])
    return mentions[first:]


def _medicine(mentions: Sequence[Fact]) -> str:
    standing = _standing(mentions)
    name = mentions[-1].name[0].upper() + mentions[-1].name[1:]
    if standing[0].status is Status.STOPPED:
        return f"{name}: stop taking this medicine."
    dosage = _dosage(next((one for one in reversed(standing) if _dosage(one).dose), standing[-1]))
    change = _CHANGES[_status(standing)]
    dose, route = " ".join(dosage.dose.split()), plain_route(dosage.route)
    form = f"{dose} {dosage.route} {name}"
    often = plain_frequency(dosage.frequency, eye=bool(_FOR_THE_EYE.search(form)))
    verb = "use" if _USED.search(form) else "take"
    how = " ".join(part for part in (verb, dose, route, often) if part)
    missing = " or ".join(what for what, said in (("how much", dose), ("how often", often)) if not said)
    sentences = (
        f"{name}: {how}." if dose or route or often else f"{name}.",
        change,
        f"Your notes do not say {missing}. Ask us." if missing else "",
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _status(standing: Sequence[Fact]) -> Status:
    if standing[0].status in _DECIDED:
        return standing[0].status
    return next((fact.status for fact in reversed(standing) if fact.status is not Status.UNKNOWN), Status.UNKNOWN)


def _dosage(fact: Fact) -> Dosage:
    return fact.dosage or Dosage()


def _allergy(mentions: Sequence[Fact]) -> str:
    name = mentions[-1].name
    reaction = next((fact.detail for fact in reversed(mentions) if fact.detail), "")
    unsure = all(fact.assertion.uncertain for fact in mentions)
    if "allerg" in name.lower():
        told = f"You {'may ' if unsure else ''}have {name}."
    else:
        told = f"You {'may be' if unsure else 'are'} allergic to {name}."
    return f"{told} What it did: {plain(reaction)}." if reaction else told
