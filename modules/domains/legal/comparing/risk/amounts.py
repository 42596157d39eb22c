"""Sums, percentages, times, dates and governing laws that changed: in which direction, and by how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from modules.core.findings import Severity
from modules.domains.legal.comparing.risk.changed import Changed, Risk, Words
from modules.domains.legal.comparing.risk.topics import Topic, of_date, of_sum, of_time
from modules.domains.legal.values import (
    DateValue,
    Duration,
    Jurisdiction,
    Money,
    Percentage,
    dates,
    durations,
    governing_laws,
    jurisdictions,
    money,
    numerals,
    percentages,
)

_WITHIN = re.compile(r"\b(?:within|(?:no|not) later than|in|by)\s+(?:the\s+)?(?:first\s+)?$", re.IGNORECASE)
_PAYS = re.compile(r"\b(?:pay|purchase|order|buy|reimburse)\w*\b", re.IGNORECASE)
_COURTS = re.compile(r"\b(?:courts?|venue|jurisdiction|arbitrat\w*|seat)\b", re.IGNORECASE)
_MULTIPLES = {Decimal(2): "doubled", Decimal(3): "tripled", Decimal("0.5"): "was halved"}


def amounts(changed: Changed) -> Iterator[Risk]:
    """Yield what values that changed mean."""
    if numerals(changed.differing):
        yield from _sums(changed)
        yield from _shares(changed)
        yield from _times(changed)
        yield from _dates(changed)
    if jurisdictions(changed.differing):
        yield from _laws(changed)


def _sums(changed: Changed) -> Iterator[Risk]:
    found = changed.counterparts(money)
    for one, other in found.both:
        if (one.amount, one.currency) == (other.amount, other.currency):
            continue
        topic = of_sum(changed.around(changed.new, other.start, other.end))
        comparable = one.currency == other.currency
        verb = _verb(one.amount, other.amount, "rose", "fell") if comparable else "changed"
        remark = _who_pays(changed, other.start, more=other.amount > one.amount) if comparable else ""
        yield _risk("sum", topic, verb, str(one), str(other), _words(one), _words(other), remark)
    yield from _only_one(changed, "sum", found.gone, found.added, of_sum)


def _shares(changed: Changed) -> Iterator[Risk]:
    found = changed.counterparts(percentages)
    for one, other in found.both:
        if one.amount != other.amount:
            topic = of_sum(changed.around(changed.new, other.start, other.end))
            verb = _verb(one.amount, other.amount, "rose", "fell")
            remark = _who_pays(changed, other.start, more=other.amount > one.amount)
            yield _risk("percentage", topic, verb, str(one), str(other), _words(one), _words(other), remark)
    yield from _only_one(changed, "percentage", found.gone, found.added, of_sum)


def _times(changed: Changed) -> Iterator[Risk]:
    found = changed.counterparts(durations)
    for one, other in found.both:
        if one.days != other.days:
            topic = of_time(changed.around(changed.new, other.start, other.end))
            same_unit = one.unit is other.unit
            verb = _verb(one.days, other.days, "was extended", "was shortened", multiples=same_unit)
            remark = _who_has_time(changed, other, more=other.days > one.days)
            yield _risk("time", topic, verb, str(one), str(other), _words(one), _words(other), remark)
    yield from _only_one(changed, "time", found.gone, found.added, of_time)


def _dates(changed: Changed) -> Iterator[Risk]:
    for one, other in changed.counterparts(dates).both:
        days = (other.value - one.value).days
        if days:
            topic = of_date(changed.around(changed.new, other.start, other.end))
            apart = f"{abs(days):,} day{'s' * (abs(days) != 1)} {'later' if days > 0 else 'earlier'}"
            sentence = f"{topic.name} moved from {_day(one.value)} to {_day(other.value)}, {apart}"
            title = f"{topic.name[4:].capitalize()} moved"
            yield Risk("date", topic.severity, title, sentence, _words(one), _words(other))


def _laws(changed: Changed) -> Iterator[Risk]:
    told = set()
    for one, other in changed.counterparts(governing_laws).both:
        if one.name != other.name and (one.name, other.name) not in told:
            told.add((one.name, other.name))
            sentence = f"The governing law changed from {one.name} to {other.name}"
            yield Risk("law", Severity.HIGH, "Governing law changed", sentence, _words(one), _words(other))
    if not _COURTS.search(changed.new):
        return
    for one, other in changed.counterparts(jurisdictions).both:
        if one.name != other.name and (one.name, other.name) not in told:
            told.add((one.name, other.name))
            sentence = f"The place of courts or arbitration changed from {one.name} to {other.name}"
            yield Risk("courts", Severity.HIGH, "Place of disputes changed", sentence, _words(one), _words(other))


def _risk(kind: str, topic: Topic, verb: str, before: str, after: str, old: Words, new: Words, remark: str) -> Risk:
    title = f"{topic.name[4:].capitalize()} {verb}"
    return Risk(kind, topic.severity, title, f"{topic.name} {verb} from {before} to {after}", old, new, remark)


def _only_one(
    changed: Changed,
    kind: str,
    gone: Sequence[Money | Percentage | Duration],
    added: Sequence[Money | Percentage | Duration],
    topic_of: Callable[[Sequence[str]], Topic],
) -> Iterator[Risk]:
    """Yield values that stand in one of the drafts only."""
    for one in gone:
        topic = topic_of(changed.around(changed.old, one.start, one.end))
        name = topic.name[4:].capitalize()
        yield Risk(kind, topic.severity, f"{name} removed", f"{topic.name} of {one} was removed", old=_words(one))
    for one in added:
        topic = topic_of(changed.around(changed.new, one.start, one.end))
        name = topic.name[4:].capitalize()
        yield Risk(kind, topic.severity, f"{name} added", f"{topic.name} of {one} was added", new=_words(one))


def _verb(before: Decimal, after: Decimal, more: str, less: str, *, multiples: bool = True) -> str:
    """Return what a value did that is not what it was."""
    exact = _MULTIPLES.get(after / before) if before and multiples else None
    return exact or (more if after > before else less)


def _who_pays(changed: Changed, at: int, *, more: bool) -> str:
    who = changed.actor(changed.new, at)
    said = changed.new[changed.new.rfind(who, 0, at) : at] if who else ""
    return f"{who} pays {'more' if more else 'less'}." if _PAYS.search(said) else ""


def _who_has_time(changed: Changed, time: Duration, *, more: bool) -> str:
    who = changed.actor(changed.new, time.start)
    inside = _WITHIN.search(changed.new[max(0, time.start - 40) : time.start])
    return f"{who} has {'more' if more else 'less'} time." if who and inside else ""


def _words(one: Money | Percentage | Duration | DateValue | Jurisdiction) -> Words:
    return Words(one.start, one.end)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
