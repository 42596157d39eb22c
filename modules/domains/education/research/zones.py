"""What a sentence of a paper does: asks, describes the method or the data, reports a result, names a limit.

Argumentative zoning after S. Teufel and M. Moens, "Summarizing scientific articles: experiments with relevance and
rhetorical status", Computational Linguistics 28 (2002), with cue phrases, headings and places instead of a trained
model, so that each verdict can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """The columns of a literature matrix, in their order."""

    QUESTION = "question"
    METHOD = "method"
    DATA = "data"
    RESULT = "result"
    LIMIT = "limits"


@dataclass(frozen=True, slots=True)
class Judged:
    """How strongly a sentence belongs to a zone; `zone` is None where nothing speaks for any."""

    zone: Zone | None
    strength: float


_HEADINGS: tuple[tuple[Zone, re.Pattern[str]], ...] = (
    (Zone.LIMIT, re.compile(r"limitation|weakness|threats to validity|future work", re.IGNORECASE)),
    (
        Zone.QUESTION,
        re.compile(r"objective|aim|purpose|research question|hypothes[ie]s|introduction|background|motivation", re.I),
    ),
    (
        Zone.DATA,
        re.compile(r"data(?:set| source|$)|participants?|patients?|subjects?|sample|population|setting|material", re.I),
    ),
    (
        Zone.METHOD,
        re.compile(
            r"method|design|procedure|intervention|measure|approach|model|experimental|statistic|analys[ie]s", re.I
        ),
    ),
    (Zone.RESULT, re.compile(r"result|finding|conclusion|discussion|evaluation|outcome|summary", re.IGNORECASE)),
)
_CUES: dict[Zone, tuple[tuple[float, re.Pattern[str]], ...]] = {
    zone: tuple((weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in cues)
    for zone, cues in {
        Zone.QUESTION: (
            (3, r"\b(?:aims?|objectives?|purpose|goals?) (?:of|was|is|were|are)\b|\bthe (?:aim|purpose"
                r"|objective|goal)\b"),
            (3, r"\bwe (?:aim|ask|investigate|hypothesi[sz]ed?|sought|wanted|address|wondered)\b"),
            (3, r"\b(?:research question|it was hypothesi[sz]ed|our hypothesis)\b"),
            (3, r"\?$"),
            (2.5, r"^to (?:[a-z]+ly )?(?:assess|determine|evaluate|examine|investigate|compare|describe|test"
                r"|study|identify"
                r"|explore|analy[sz]e|measure|report|estimate|find|establish|review|understand|clarify|quantify"
                r"|validate"
                r"|develop|verify|ascertain|elucidate|characteri[sz]e)\b"),
            (2, r"\bthis (?:study|paper|work|article|report) (?:aim|investigat|examin|ask|explor|evaluat|assess"
                r"|address|test)"),
            (2, r"\bwhether\b.*\b(?:unknown|unclear|not known|uncertain|controversial|debated)\b"),
            (1, r"\b(?:remains? (?:unclear|unknown|controversial)|little is known|poorly understood|has not been)\b"),
            (1, r"\bwhether\b"),
        ),
        Zone.METHOD: (
            (2, r"\b(?:was|were) (?:[a-z]+ly )?(?:measured|assessed|performed|conducted|randomi[sz]ed|used"
                r"|evaluated|analy[sz]ed"
                r"|compared|collected|recorded|calculated|obtained|administered|asked|examined|carried out"
                r"|assigned|treated"
                r"|divided|tested|determined|reviewed|estimated|undertaken|interviewed|scored|applied|monitored)\b"),
            (2, r"\bwe (?:used|measured|assessed|performed|conducted|trained|implemented|propose|applied"
                r"|analy[sz]ed|compared"
                r"|collected|fitted|employ|developed|designed|computed|evaluated|interviewed|recruited)\b"),
            (2, r"\b(?:regression|questionnaire|protocol|algorithm|randomi[sz]ed|cross-sectional|prospective(?:ly)?"
                r"|retrospective(?:ly)?|case-control|cohort study|interviews?|ANOVA|chi-?squared?|t-test|assay"
                r"|simulation)\b"),
            (1, r"\b(?:using|according to|by means of|based on|with the use of|outcome measures?|end ?points?"
                r"|design)\b"),
        ),
        Zone.DATA: (
            (2.5, r"\b\d[\d,]* (?:[a-z-]+ ){0,4}(?:patients?|participants?|subjects?|children|women|men"
                r"|students?|adults?"
                r"|individuals|volunteers|cases|samples?|schools?|records?|images|sentences|articles"
                r"|respondents|infants"
                r"|physicians|nurses|residents|animals|rats|mice|eyes|teeth|specimens|hospitals|households|pupils)\b"),
            (2, r"\b(?:data ?sets?|database|registry|corpus|survey data|census|medical records|claims data"
                r"|cohort of)\b"),
            (2, r"\b(?:consecutive|enrolled|recruited|included|inclusion criteria|eligible|aged (?:between|\d))\b"),
            (1, r"\b(?:between|from) (?:[a-z]+ )?(?:19|20)\d\d (?:and|to|through|until)\b|\bin (?:19|20)\d\d\b"),
        ),
        Zone.RESULT: (
            (3, r"\bp ?[<=>≤] ?0?\.\d|\b95 ?% ?(?:ci|confidence)|\b(?:odds ratio|hazard ratio|relative risk|OR"
                r"|HR|RR) ?[=:(]"),
            (2.5, r"\b(?:we (?:found|show(?:ed)?|observed|demonstrated?|conclude|report)|results? (?:show"
                r"|suggest|indicate"
                r"|demonstrate|reveal)|our (?:results|findings|data))\b"),
            (2, r"\b(?:significant(?:ly)? (?:higher|lower|more|less|better|worse|associated|different"
                r"|difference|increase"
                r"|decrease|correlat|reduc|improv)|(?:no|not) (?:statistically )?significant|outperform|correlated)"),
            (2, r"\b(?:in conclusion|we conclude|these (?:findings|results|data)|this (?:study|paper) (?:shows?"
                r"|demonstrates?"
                r"|suggests?|found))\b"),
            (1.5, r"\b(?:was|were) (?:[a-z]+ly )?(?:associated|higher|lower|greater|similar|increased|decreased"
                r"|reduced|found"
                r"|observed|more|less|better|worse|present|seen|different|detected|correlated|noted|identified)\b"),
            (1, r"\b(?:increas|decreas|reduc|improv|lower|rais|slow|exceed|predict|outperform)ed\b"),
            (1, r"\b\d+(?:\.\d+)? ?%|\b\d+(?:\.\d+)? ?(?:±|\+/-)|\bmedian\b|\brespectively\b"),
        ),
        Zone.LIMIT: (
            (3.5, r"\blimitations?\b|\blimited by\b|\bthreats? to validity\b|\bshortcomings?\b|\bweakness(?:es)?\b"),
            (3, r"\b(?:small sample|lack of (?:a )?(?:control|power|generali)|not generali[sz]e"
                r"|cannot (?:be )?(?:rule[d]? out"
                r"|exclude|establish|determine|infer)|selection bias|recall bias|confounders?|confounding)\b"),
            (2.5, r"\b(?:further|future|larger|more) (?:[a-z-]+ ){0,3}(?:stud(?:y|ies)|research|work|trials?"
                r"|investigations?)"
                r" (?:is|are|will be|should|need)|\bremains? to be\b"),
            (1.5, r"\bshould be interpreted (?:with )?caution|\bcautious(?:ly)?\b|\bhowever, (?:our|this"
                r"|the) (?:study|sample)"),
        ),
    }.items()
}  # fmt: skip
_HEADING_COUNTS = 2.0
_LEAST = 1.0
_PLACES = {Zone.QUESTION: (1.2, -3.0), Zone.METHOD: (0.6, -0.8), Zone.DATA: (0.6, -0.8), Zone.RESULT: (-1.2, 2.4)}
"""What standing at the beginning of an abstract says for a zone, and how that changes to its end."""


def judged(sentence: str, headings: tuple[str, ...] = (), place: float | None = None) -> Judged:
    """Say what a sentence does.

    Args:
        sentence: on one line.
        headings: those above it, the innermost last.
        place: where it stands in an abstract, 0 at its beginning and 1 at its end; None outside of one.
    """
    scores = {zone: sum(weight for weight, cue in cues if cue.search(sentence)) for zone, cues in _CUES.items()}
    if (under := heading_zone(headings)) is not None:
        scores[under] += _HEADING_COUNTS
    if place is not None:
        for zone, (at_first, change) in _PLACES.items():
            scores[zone] += at_first + change * place
    best = max(scores, key=lambda zone: scores[zone])
    return Judged(best, scores[best]) if scores[best] >= _LEAST else Judged(None, scores[best])


def heading_zone(headings: tuple[str, ...]) -> Zone | None:
    """Return the zone that the innermost telling heading names."""
    for heading in reversed(headings):
        for zone, pattern in _HEADINGS:
            if pattern.search(heading):
                return zone
    return None
