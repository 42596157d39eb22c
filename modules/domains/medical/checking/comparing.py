"""Facts of a draft beside the facts of the record: whether there is such a thing, whether it is so, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from modules.core.findings import Severity
from modules.core.text import content_stems
from modules.domains.medical.checking.denying import ADVICE, ALLERGIC, PREVENTED, denied_at
from modules.domains.medical.checking.differences import Difference, difference
from modules.domains.medical.checking.held import Record, affirmed
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.noting import named
from modules.domains.medical.checking.paraphrasing import is_general, said_otherwise
from modules.domains.medical.checking.said import Sentence
from modules.domains.medical.checking.taking import measured, taken
from modules.domains.medical.fact import Experiencer, Fact, Kind, Status
from modules.domains.medical.record import Speaker

_RELATIVES = (
    r"\b(?:mother|father|mom|mum|dad|parents?|sister|brother|siblings?|son|daughter|aunt|uncle|cousin|grand\w+|family"
    r"|wife|husband|relatives?|fhx?)\b"
)
_RELATIVE = re.compile(_RELATIVES, re.IGNORECASE)
_RELATIVE_HAS = re.compile(
    rf"{_RELATIVES}\W*(?:\w+ )?(?:ha[sd]|have|died|is|was|suffer\w*|diagnosed|of|aged|with a)\b|{_RELATIVES} ?[-:–(,]",
    re.IGNORECASE,
)
_REPLY = re.compile(r"\W*(?:no|nope|nah|yes|yeah|yep|right|correct|never)\b", re.IGNORECASE)
_UNSURE = re.compile(r"\W*(?:the patient|he|she) (?:is|was) (?:unsure|not sure)", re.IGNORECASE)
_NEW = (Status.STARTED, Status.PLANNED)
_SELF = (Kind.PROBLEM, Kind.FAMILY)
_NO_ALLERGY = re.compile(
    r"\b(?:nkda|nka|no (?:known )?(?:drug |medication |food )*allerg\w*|denies .{0,30}allerg\w*)", re.IGNORECASE
)


def compared(sentence: Sentence, record: Record, stopped: Container[str], *, carried: bool) -> Iterator[Difference]:
    """Yield what the facts of a sentence say otherwise than the record's facts.

    Args:
        sentence: of the draft.
        record: the record.
        stopped: concepts of the medicines that the draft says elsewhere were stopped.
        carried: whether the rest of the sentence stands in the record: then an unknown name may be another word.
    """
    for fact in sentence.facts:
        yield from _compared(fact, sentence, record, stops=fact.concept in stopped, carried=carried)


def _compared(fact: Fact, sentence: Sentence, record: Record, *, stops: bool, carried: bool) -> Iterator[Difference]:
    mentions = record.about(fact.concept, *(_SELF if fact.kind in _SELF else (fact.kind,)))
    if fact.kind is Kind.ALLERGY:
        yield from _allergy(fact, mentions, sentence, record)
        return
    if not mentions:
        yield from _invented(fact, record, carried=carried)
        return
    if other := _person(fact, mentions, record) or _side(fact, mentions) or _negation(fact, mentions, sentence):
        yield other
    elif fact.kind is Kind.MEDICATION:
        yield from taken(fact, mentions, sentence, record, stops=stops)
    elif fact.measurement:
        yield from measured(fact, mentions, sentence.line.sources)
    elif unsure := _certainty(fact, mentions, record):
        yield unsure


# --- Not in the record ------------------------------------------------------------------------------------------------


def _invented(fact: Fact, record: Record, *, carried: bool) -> Iterator[Difference]:
    """Yield that the record knows no such thing, unless its words stand in it: then the extraction missed it there."""
    elsewhere = record.about(fact.concept)
    if fact.kind is Kind.MEDICATION and elsewhere and all(one.kind is Kind.ALLERGY for one in elsewhere):
        given = fact.dosage or fact.status in (Status.STARTED, Status.CONTINUED, Status.CHANGED)
        if not given or ALLERGIC.search(fact.statement.text):
            return
        yield difference(
            IssueKind.ALLERGEN, Severity.HIGH, fact, elsewhere,
            f"{named(fact)}: an allergy in the record", "The record names it as an allergy, not as a medicine.",
        )  # fmt: skip
        return
    if elsewhere or _is_known(fact, record) or (fact.kind is Kind.PROBLEM and PREVENTED.search(fact.statement.text)):
        return
    described = fact.kind is Kind.PROBLEM and is_general(fact)
    spoken = any(note.dialogue for note in record.chart.notes)  # patients call their symptoms by other names
    named_so = fact.kind is Kind.PROBLEM and affirmed(fact) and not spoken and not described and not carried
    light = fact.assertion.negated or (described and (carried or spoken))
    grave = fact.kind is Kind.MEDICATION or named_so
    severity = Severity.HIGH if grave else Severity.LOW if light else Severity.MEDIUM
    yield difference(
        IssueKind.INVENTED, severity, fact, (),
        f"{named(fact)} is not in the record",
        f"The draft names {fact.name}; no document has this {fact.kind}, nor a word that means the same.",
    )  # fmt: skip


def _is_known(fact: Fact, record: Record) -> bool:
    """Tell whether the record has the words of a fact, those of its concept, or its abbreviation."""
    name, concept = content_stems(fact.name), content_stems(fact.concept)
    if not name or set(concept) <= record.stems:
        return True
    initials = "".join(stem[0] for stem in name)
    if any(initials[at:] in record.stems for at in range(len(initials) - 1)):
        return True
    unknown = [stem for stem in name if stem not in record.stems and not said_otherwise(stem, record.stems)]
    return not unknown or (name[-1] not in unknown and len(unknown) * 2 <= len(name))


def _allergy(fact: Fact, mentions: Sequence[Fact], sentence: Sentence, record: Record) -> Iterator[Difference]:
    known = [one for held in record.held if held.kind is Kind.ALLERGY for one in held.mentions]
    stated = [one for one in known if affirmed(one)]
    if fact.assertion.negated:
        refuted = [one for one in mentions if affirmed(one)] or (stated if _NO_ALLERGY.search(sentence.text) else [])
        if refuted and not any(one.assertion.negated for one in mentions):
            names = ", ".join(dict.fromkeys(one.name for one in refuted))
            yield difference(
                IssueKind.NEGATION, Severity.HIGH, fact, refuted,
                f"Allergy to {names} is denied", f"The record states an allergy to {names}.", restate=True,
            )  # fmt: skip
        return
    if any(affirmed(one) for one in mentions) or fact.assertion.experiencer is not Experiencer.PATIENT:
        return
    denied = list(mentions) or [one for one in known if one.assertion.negated]
    if mentions or set(content_stems(fact.name)) - record.stems:
        yield difference(
            IssueKind.INVENTED, Severity.HIGH, fact, denied,
            f"Allergy to {fact.name} is not in the record", "The record states no such allergy.", restate=bool(denied),
        )  # fmt: skip


# --- Whether and whose ------------------------------------------------------------------------------------------------


def _person(fact: Fact, mentions: Sequence[Fact], record: Record) -> Difference | None:
    def of_patient(one: Fact) -> bool:
        return one.kind is not Kind.FAMILY and one.assertion.experiencer is Experiencer.PATIENT

    if any(of_patient(one) == of_patient(fact) for one in mentions):
        return None
    if not _told_of(fact, mentions, record):
        return None
    whose = "the patient's" if of_patient(mentions[0]) else f"a relative's ({mentions[0].detail or 'family history'})"
    return difference(
        IssueKind.PERSON, Severity.HIGH, fact, mentions,
        f"{named(fact)}: somebody else's", f"In the record it is {whose}.", restate=True,
    )  # fmt: skip


def _side(fact: Fact, mentions: Sequence[Fact]) -> Difference | None:
    sides = list(dict.fromkeys(one.side for one in mentions if one.side))
    if not fact.side or not sides or fact.side in sides or "bilateral" in sides:
        return None
    return difference(
        IssueKind.SIDE, Severity.HIGH, fact, [one for one in mentions if one.side],
        f"{named(fact)}: {fact.side}, not {sides[-1]}",
        f"The record says {' and '.join(sides)}, the draft {fact.side}.",
        wrong=fact.side, right=sides[-1],
    )  # fmt: skip


def _negation(fact: Fact, mentions: Sequence[Fact], sentence: Sentence) -> Difference | None:
    if fact.kind is Kind.MEDICATION and fact.status is Status.STOPPED:
        return None  # "no longer takes" is a status
    comparable = [one for one in mentions if not (fact.side and one.side) or one.side == fact.side]
    sure = [one for one in comparable if not one.assertion.uncertain]
    if not sure or fact.assertion.uncertain or any(_denied(one) == _denied(fact) for one in comparable):
        return None
    if ADVICE.search(sentence.text) or PREVENTED.search(sentence.text) or _UNSURE.match(sentence.text):
        return None
    if fact.kind is Kind.MEDICATION and _denied(fact) and all(one.status in _NEW for one in sure):
        return None  # "does not take any" before it is begun
    if not _read_so(fact) or not any(_read_so(one) for one in sure):
        return None
    says, holds = ("denies", "states") if _denied(fact) else ("states", "denies")
    return difference(
        IssueKind.NEGATION, Severity.HIGH, fact, sure,
        f"{named(fact)} is {'denied' if _denied(fact) else 'asserted'}",
        f"The draft {says} it, the record {holds} it.", restate=True,
    )  # fmt: skip


def _read_so(fact: Fact) -> bool:
    """Tell whether the words alone deny a fact as its assertion does; a reply in a visit says more than its words."""
    text = fact.statement.text
    if text.endswith("?") or _REPLY.match(text):
        return True
    return denied_at(text, max(0, fact.source.start - fact.statement.start)) == _denied(fact)


def _told_of(fact: Fact, mentions: Sequence[Fact], record: Record) -> bool:
    """Tell whether the words of the record, too, tell of this person only."""
    stems = set(content_stems(fact.name))
    about = [one.text for one in record.chart.statements if stems & set(content_stems(one.text))]
    if all(one.kind is not Kind.FAMILY for one in mentions):
        return bool(about) and not any(_RELATIVE.search(text) for text in about)
    return bool(about) and all(_RELATIVE_HAS.search(text) for text in about)


def _denied(fact: Fact) -> bool:
    return fact.assertion.negated and fact.status is not Status.STOPPED


def _certainty(fact: Fact, mentions: Sequence[Fact], record: Record) -> Difference | None:
    if fact.kind is not Kind.PROBLEM or fact.assertion.uncertain or fact.assertion.negated:
        return None
    spoken = any(record.speaker(one) is not Speaker.NOBODY for one in mentions)
    if spoken or fact.assertion.historical or not all(one.assertion.uncertain for one in mentions):
        return None
    return difference(
        IssueKind.CERTAINTY, Severity.LOW, fact, mentions,
        f"{named(fact)} is only suspected", "The draft states as certain what the record calls possible.", restate=True,
    )  # fmt: skip
