"""Words that changed what a clause does: a duty that became a choice, a "not", an exclusivity, another party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from modules.core.findings import Severity
from modules.domains.legal.comparing.risk.changed import Changed, Risk, Words

_VERBS = re.compile(
    r"\b(?:(?P<duty>shall|must|will|agrees?\s+to|undertakes?\s+to|(?:is|are)\s+(?:obliged|required)\s+to)"
    r"|(?P<right>may|can|(?:is|are)\s+(?:entitled|permitted|free)\s+to)|(?P<wish>should)|(?P<ban>cannot))\b"
    r"(?P<negated>\s+not\b|\s+never\b)?",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:neither|no)\s+(?:of\s+the\s+)?(?:part(?:y|ies)|[A-Z]\w+)\b[^.;:]*$", re.IGNORECASE)
_SUBJECT = 80  # characters before a verb in which its subject stands
_MEANINGS: Mapping[tuple[str, str], str] = {
    ("duty", "right"): "what was a duty is now a choice",
    ("duty", "wish"): "what was a duty is now only expected",
    ("duty", "ban"): "what was a duty is now forbidden",
    ("right", "duty"): "what was a choice is now a duty",
    ("right", "wish"): "what was a choice is now expected",
    ("right", "ban"): "what was allowed is now forbidden",
    ("wish", "duty"): "what was only expected is now a duty",
    ("wish", "right"): "what was expected is now a choice",
    ("wish", "ban"): "what was expected is now forbidden",
    ("ban", "duty"): "what was forbidden is now a duty",
    ("ban", "right"): "what was forbidden is now allowed",
    ("ban", "wish"): "what was forbidden is now expected",
}
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|neither|nor|none|without)\b(?!\s+(?:of\s+the\s+)?(?:part(?:y|ies)|later|less|more|fewer|limited|limitation|exceed|exceeding)\b)"
    r"(?<!or not)",
    re.IGNORECASE,
)
_FEW = 3  # words of a change in which a "not" reverses what stands around it
_MUTUAL = r"(?:either|each|both|neither|any)\s+(?:of\s+the\s+)?part(?:y|ies)|the\s+parties|a\s+party"
_COMPANIES = re.compile(
    r"\b[A-Z][\w&.'’-]*(?:,?\s+(?:[A-Z&][\w&.'’-]*|of|and|the)){0,6}?,?\s+"
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH|AG|SE|LLP|L\.?P|PLC|plc|Plc|B\.?V|N\.?V|S\.?A|Pty|Company|Co)\b"
)
_EFFORTS = re.compile(
    r"\b(?P<standard>(?:commercially\s+)?reasonable|best|good\s+faith|diligent|all\s+reasonable|reasonable\s+best)\s+"
    r"(?:commercial\s+)?(?:efforts|endeavou?rs)\b",
    re.IGNORECASE,
)


class _Found(NamedTuple):
    """Words with what they mean to a rule."""

    start: int
    end: int
    meaning: str
    text: str


class _Qualifier(NamedTuple):
    """Words whose coming or going changes what a clause is worth."""

    form: re.Pattern[str]
    name: str
    severity: Severity


def _qualifier(form: str, name: str, severity: Severity = Severity.HIGH) -> _Qualifier:
    return _Qualifier(re.compile(form, re.IGNORECASE), name, severity)


_QUALIFIERS = (
    _qualifier(r"\b(?:sole(?:\s+and\s+exclusive)?|exclusive)\s+(?:\w+\s+)?remed(?:y|ies)\b", "A limit to one remedy"),
    _qualifier(
        r"(?<!non-)(?<!non )\bexclusiv(?:e|ely|ity)\b(?!\s+(?:jurisdiction|venue|of\b|(?:\w+\s+)?remed))", "Exclusivity"
    ),
    _qualifier(r"\bnon-?\s?exclusiv(?:e|ely|ity)\b", "A “non-exclusive”"),
    _qualifier(r"\b(?:sole|absolute|unfettered)\s+(?:and\s+absolute\s+)?discretion\b", "A decision at sole discretion"),
    _qualifier(r"\b(?:irrevocabl[ey]|perpetual(?:ly)?|in perpetuity)\b", "A perpetual or irrevocable right"),
    _qualifier(r"\bunlimited\b|\bwithout\s+(?:any\s+)?limit\b|\buncapped\b", "A term without limit"),
    _qualifier(
        r"\bautomatic(?:ally)?\b[^.;]{0,30}\b(?:renew|exten)\w*|\b(?:renew|exten)\w*\s+automatically\b",
        "An automatic renewal",
    ),
    _qualifier(
        r"\bfor\s+convenience\b|\bwithout\s+cause\b|\bfor\s+any\s+(?:or\s+no\s+)?reason\b",
        "A termination without cause",
    ),
    _qualifier(r"\bjointly\s+and\s+severally\b|\bjoint\s+and\s+several\b", "A joint and several liability"),
    _qualifier(
        r"\b(?:consequential|indirect|punitive|incidental)\b[^.;]{0,60}\b(?:damage|loss|liab)\w*|\blost\s+profits\b",
        "The mention of indirect or consequential loss",
    ),
    _qualifier(r"\bindemnif(?:y|ies|ied|ication)\b|\bindemnity\b|\bhold\s+harmless\b", "An indemnity"),
    _qualifier(r"\bgross(?:ly)?\s+negligen\w+|\bwil?lful\b", "The standard of gross negligence or wilful conduct"),
    _qualifier(r"\bfirst\s+(?:refusal|offer|negotiation)\b|\bmost[\s-]favou?red\b", "A preferential right"),
    _qualifier(r"\bliquidated\s+damages\b|\bpenalt(?:y|ies)\b", "A penalty or liquidated damages"),
    _qualifier(
        r"\bnot\s+to\s+be\s+unreasonably\b|\bnot\s+(?:be\s+)?unreasonably\b|\bunreasonably\s+(?:withh[eo]ld|delay|condition)\w*",
        "The bar on withholding consent unreasonably",
        Severity.MEDIUM,
    ),
    _qualifier(r"\b(?:prior\s+)?(?:written\s+)?(?:consent|approval)\b", "A consent", Severity.MEDIUM),
    _qualifier(r"\bmaterial(?:ly)?\b(?!s)", "A threshold of materiality", Severity.MEDIUM),
    _qualifier(
        r"\b(?:to\s+(?:the\s+best\s+of\s+)?(?:its|their|the|his|her)(?:\s+\w+)?\s+)?knowledge\b",
        "A knowledge qualifier",
        Severity.MEDIUM,
    ),
    _qualifier(r"\btime\s+is\s+of\s+the\s+essence\b", "A strict deadline", Severity.MEDIUM),
    _qualifier(
        r"\b(?:except|unless|provided,?\s+(?:however,?\s+)?that|other\s+than|save\s+(?:that|for|as)|excluding|notwithstanding)\b",
        "An exception or condition",
        Severity.MEDIUM,
    ),
    _qualifier(r"\bin\s+writing\b|\bwritten\b", "The need for writing", Severity.LOW),
)


def wording(changed: Changed) -> Iterator[Risk]:
    """Yield what words that changed mean."""
    yield from _verbs(changed)
    yield from _negations(changed)
    yield from _parties(changed)
    yield from _companies(changed)
    yield from _efforts(changed)
    for qualifier in _QUALIFIERS:
        yield from _qualified(changed, qualifier)


def _verbs(changed: Changed) -> Iterator[Risk]:
    for one, other in changed.counterparts(_verbs_of).both:
        meaning = _MEANINGS.get((one.meaning, other.meaning))
        if meaning:
            severity = Severity.MEDIUM if "wish" in (one.meaning, other.meaning) else Severity.HIGH
            title = f"“{one.text}” became “{other.text}”"
            who = changed.actor(changed.new, other.end + 1)
            remark = f"It concerns {who}." if who else ""
            yield Risk("duty", severity, title, f"{title}: {meaning}", _at(one), _at(other), remark)


def _verbs_of(text: str) -> Iterator[_Found]:
    for match in _VERBS.finditer(text):
        nobody = _NOBODY.search(text, max(0, match.start() - _SUBJECT), match.start())
        forbids = match["negated"] or match["ban"] or (nobody and not match["wish"])
        meaning = "ban" if forbids else str(match.lastgroup)
        yield _Found(match.start(), match.end(), meaning, " ".join(match.group().lower().split()))


def _negations(changed: Changed) -> Iterator[Risk]:
    """Yield a "not" that came or went alone, not with the sentence it stands in, nor with the verb of a duty."""
    found = changed.counterparts(_negations_of)
    for one in found.gone:
        if _alone(changed, one, old=True):
            sentence = f"“{one.text}” was removed, which may reverse what is said"
            yield Risk("negation", Severity.HIGH, f"“{one.text}” removed", sentence, old=_at(one))
    for one in found.added:
        if _alone(changed, one, old=False):
            sentence = f"“{one.text}” was added, which may reverse what is said"
            yield Risk("negation", Severity.HIGH, f"“{one.text}” added", sentence, new=_at(one))


def _negations_of(text: str) -> Iterator[_Found]:
    verbs = {match.end() for match in _VERBS.finditer(text) if match["negated"]}
    for match in _NEGATIONS.finditer(text):
        if match.end() not in verbs:
            yield _Found(match.start(), match.end(), "", match.group().lower())


def _alone(changed: Changed, found: _Found, *, old: bool) -> bool:
    """Tell whether the change that words are part of is a short one."""
    i = j = 0
    for stretch in changed.stretches:
        start, size = (i, stretch.old) if old else (j, stretch.new)
        if start <= found.start < start + size:
            text = (changed.old if old else changed.new)[start : start + size]
            return not stretch.equal and len(text.split()) <= _FEW
        i, j = i + stretch.old, j + stretch.new
    return False


def _parties(changed: Changed) -> Iterator[Risk]:
    """Yield where another party stands, or one where both stood."""
    if not changed.parties:
        return
    names = "|".join(sorted(map(re.escape, changed.parties), key=len, reverse=True))
    form = re.compile(rf"\b(?:(?P<mutual>(?i:{_MUTUAL}))|(?P<one>{names}))\b(?![’'])")
    told = set()
    for one, other in changed.counterparts(lambda text: _named(form, text)).both:
        if one.meaning == other.meaning or (one.meaning, other.meaning) in told:
            continue
        told.add((one.meaning, other.meaning))
        if not one.meaning:
            title, sentence = "Mutual term became one-sided", f"Where both parties stood, {other.text} stands alone"
        elif not other.meaning:
            title, sentence = "One-sided term became mutual", f"Where {one.text} stood alone, both parties stand"
        else:
            title, sentence = "Another party", f"Where {one.text} stood, {other.text} stands"
        yield Risk("party", Severity.HIGH, title, sentence, _at(one), _at(other))


def _named(form: re.Pattern[str], text: str) -> Iterator[_Found]:
    for match in form.finditer(text):
        yield _Found(match.start(), match.end(), match["one"] or "", match.group())


def _companies(changed: Changed) -> Iterator[Risk]:
    for one, other in changed.counterparts(_companies_of).both:
        if one.meaning != other.meaning:
            sentence = f"“{one.text}” became “{other.text}”"
            yield Risk("company", Severity.HIGH, "Another company", sentence, _at(one), _at(other))


def _companies_of(text: str) -> Iterator[_Found]:
    for match in _COMPANIES.finditer(text):
        letters = re.sub(r"[\W_]", "", match.group()).casefold()
        yield _Found(match.start(), match.end(), letters, match.group())


def _efforts(changed: Changed) -> Iterator[Risk]:
    for one, other in changed.counterparts(_efforts_of).both:
        if one.meaning != other.meaning:
            sentence = f"The standard of effort changed from “{one.text}” to “{other.text}”"
            yield Risk("effort", Severity.MEDIUM, "Standard of effort changed", sentence, _at(one), _at(other))


def _efforts_of(text: str) -> Iterator[_Found]:
    for match in _EFFORTS.finditer(text):
        yield _Found(match.start(), match.end(), match["standard"].lower(), match.group())


def _qualified(changed: Changed, qualifier: _Qualifier) -> Iterator[Risk]:
    """Yield words that came or went, once each."""
    if not qualifier.form.search(changed.differing):
        return
    if len(qualifier.form.findall(changed.old)) == len(qualifier.form.findall(changed.new)):
        return
    found = changed.counterparts(lambda text: map(_plain, qualifier.form.finditer(text)))
    for places, verb in ((found.gone, "removed"), (found.added, "added")):
        if places:
            one = places[0]
            sentence = f"{qualifier.name} was {verb}: “{one.text}”"
            old, new = (_at(one), None) if verb == "removed" else (None, _at(one))
            yield Risk("qualifier", qualifier.severity, f"{qualifier.name} {verb}", sentence, old, new)


def _plain(match: re.Match[str]) -> _Found:
    return _Found(match.start(), match.end(), "", match.group())


def _at(found: _Found) -> Words:
    return Words(found.start, found.end)
