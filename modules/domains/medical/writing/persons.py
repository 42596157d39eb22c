"""Turning what patient and clinician say to each other into what a note says about the patient.

"I have had pain" becomes "She has had pain", "you have some tenderness" "There is some tenderness". Only persons and
the endings of their verbs change: no word that carries meaning is added or taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADVERBS = (
    r"(?:\s+(?:also|still|always|usually|never|sometimes|often|only|even|probably|definitely|recently|already"
    r"|currently"
    r"|normally|generally|kind of|sort of|mostly|first|then|both|now|mainly|certainly|possibly|maybe|occasionally))*"
)
_IRREGULAR = {"am": "is", "are": "is", "were": "was", "have": "has", "do": "does", "go": "goes", "be": "is"}
_MODALS_TEXT = """
will would can could may might must shall should cannot had did was has is does not used to
"""
_MODALS = frozenset(_MODALS_TEXT.split())
_PAST_TEXT = """
went got took felt fell saw ran came ate drank slept woke thought knew gave made said told became began broke
hit hurt cut lost left found kept met paid put quit read sat sent shot stood swam taught threw tore understood
wore won wrote grew had did was been drove bit bled caught chose dealt dug flew forgot froze heard held laid
led lay lit rode rose shook spoke spent stuck swelled bought brought built burnt noticed
"""
_PAST = frozenset(_PAST_TEXT.split())
# Behind one of these "you" is an object.
_NO_VERBS_TEXT = """
with for to on in at the a an some this that and or if when up back off out into again soon as by from after before
today your it any all here there now because about really what how why where right okay
"""
_NO_VERBS = frozenset(_NO_VERBS_TEXT.split())
_STARTS_AGAIN = frozenset(
    ("my", "we", "they", "he", "she", "i", "it's", "that's", "you", "so", "but", "because", "is", "there's")
)
_GOVERNING_TEXT = """
with to for see give get help of about on send have tell refer start put let want need ask keep bring call
show
"""
_GOVERNING = frozenset(_GOVERNING_TEXT.split())
_COORDINATED = re.compile(
    r"\b(and|or|but)( (?:also|still|usually|sometimes|occasionally|then|do not))? (have|take|feel|get|go|use|try|eat"
    r"|drink|smoke|live"
    r"|work|need|see|want|know|wake|walk|run|am)\b"
)


@dataclass(frozen=True, slots=True)
class Persons:
    """The words for the one who is spoken about.

    Attributes:
        subject: as it opens a sentence: "She", "The patient".
        again: as it stands further on in it: "she", "they".
        object, possessive, reflexive: "her", "her", "herself".
        plural: whether verbs behind `again` stand in the plural.
    """

    subject: str
    again: str
    object: str
    possessive: str
    reflexive: str
    plural: bool = False


PATIENT = Persons("The patient", "they", "them", "their", "themselves", plural=True)
_WORDS = {
    "female": Persons("She", "she", "her", "her", "herself"),
    "male": Persons("He", "he", "him", "his", "himself"),
}


def persons(sex: str) -> Persons:
    """Return the words for a patient of this sex, "" where it is not known."""
    return _WORDS.get(sex, PATIENT)


def reported(text: str, who: Persons) -> str:
    """Turn what somebody says of himself into what is said of him."""
    text = _anybody(text, who)
    changed = re.sub(rf"\bI({_ADVERBS})\s+(?=[\w'])(\w+)", lambda match: _spoken(match, who), text)
    if changed != text:
        changed = _coordinated(changed)
    for pattern, instead in (
        (r"\b(?:me and my|my) own\b", f"{who.possessive} own"),
        (r"\bmy\b", who.possessive),
        (r"\bmine\b", who.possessive),
        (r"\bmyself\b", who.reflexive),
        (r"\b(?:me|us)\b", who.object),
        (r"\bI\b", who.again),
        (r"\bwe\b", "they"),
        (r"\bour\b", "their"),
    ):
        changed = re.sub(pattern, instead, changed, flags=re.IGNORECASE if pattern != r"\bI\b" else 0)
    return opened(changed)


def _anybody(text: str, who: Persons) -> str:
    """Turn the "you" that means anybody, and so the one who speaks, into him: "when you breathe in"."""
    text = re.sub(rf"\byou({_ADVERBS})\s+([a-z]\w*)", lambda match: _as_anybody(match, who), text, flags=re.IGNORECASE)
    text = re.sub(r"\byourself\b", who.reflexive, text, flags=re.IGNORECASE)
    text = re.sub(r"\byours?\b", who.possessive, text, flags=re.IGNORECASE)
    return re.sub(r"\byou\b", who.object, text, flags=re.IGNORECASE)


def _as_anybody(match: re.Match[str], who: Persons) -> str:
    verb = match[2]
    bends = not who.plural and verb.lower() not in _NO_VERBS
    return f"{who.again}{match[1]} {third(verb) if bends else verb}"


def addressed(text: str, who: Persons) -> str:
    """Turn what a clinician says to the patient into what is said of the patient."""

    def spoken_to(match: re.Match[str]) -> str:
        before = match["before"] or ""
        if before.strip().lower() in _GOVERNING or match["verb"].lower() in _NO_VERBS:
            return f"{before}{who.object if before else who.subject}{match['adverbs']} {match['verb']}"
        return f"{before}{_doing(match, match['adverbs'], match['verb'], who)}"

    text = _finding(_task(text, who))
    text = re.sub(rf"(?P<before>\b\w+\s+)?\b[Yy]ou(?P<adverbs>{_ADVERBS})\s+(?P<verb>\w+)", spoken_to, text)
    text = re.sub(r"^Your\s+", "", text)
    text = re.sub(r"\byourself\b", who.reflexive, text, flags=re.IGNORECASE)
    text = re.sub(r"\byours?\b", "the", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou\b", who.object, text, flags=re.IGNORECASE)
    return opened(text)


def opened(text: str) -> str:
    """Return the text with a capital at its beginning and one blank between words."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def third(verb: str) -> str:
    """Return a verb as it stands behind "she": "takes" for "take"; past tenses and modals as they are."""
    low = verb.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low in _MODALS or low in _PAST or low.endswith(("ed", "ing", "ly")):
        return verb
    if low.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", low) else f"{verb}s"


def _spoken(match: re.Match[str], who: Persons) -> str:
    return _doing(match, match[1], match[2], who)


def _doing(match: re.Match[str], adverbs: str, verb: str, who: Persons) -> str:
    """Return the subject with its verb: in full at the beginning of a sentence, a pronoun further on."""
    if verb.lower() in _NO_VERBS or verb.lower() in _STARTS_AGAIN:
        return f"{match.groupdict().get('before') or ''}{verb}".strip()  # a false start: "I, my chest has been tight"
    if match.start() == 0 and not match.groupdict().get("before"):
        return f"{who.subject}{adverbs} {third(verb)}"
    plural = {"am": "are", "was": "were"}.get(verb.lower(), verb)
    return f"{who.again}{adverbs} {plural if who.plural else third(verb)}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _coordinated(text: str) -> str:
    """Bend the verbs behind "and", too, where the first one shows the present."""
    if not re.search(r"\b(?:is|has|takes|feels|gets|uses|goes|\w+s) ", text) or re.search(
        r"\b(?:to|can|will|would|did|do|does)\b", text
    ):
        return text
    return _COORDINATED.sub(lambda match: f"{match[1]}{match[2] or ''} {third(match[3])}", text)


_LEADS: tuple[tuple[str, str], ...] = (
    (r"\bgo ahead and\s+(?:just\s+)?", ""),
    (r"\b(?:i|we) (?:am|are) (?:also )?(?:going|gon) to (?:also )?(?:have|get|ask) you (?:to )?", "{subject} is to "),
    (r"\b(?:i|we) will (?:also )?(?:have|get|ask) you (?:to )?(?!set|an?\b|the\b|some\b)", "{subject} is to "),
    (
        r"\b(?:i|we) (?:do |also |really |would |just |still )*(?:want|like|need|advise|encourage"
        r"|recommend) you to (?:also )?",
        "{subject} is to ",
    ),
    (r"\b(?:i|we) (?:am|are) (?:also )?going to (?:also )?", "We will "),
    (r"\b(?:i|we) (?:do |also |would |still )*(?:want|like) to (?:also )?", "We will "),
    (r"\blet(?: us|'s) (?:also )?(?=\w)", "We will "),
    (r"\bi will (?:also )?", "We will "),
    (r"\byou (?:are|will be) going to\b", "{subject} will"),
)
_TO = re.compile(
    r"^For (?:your|the) (?:(?:first|second|third|fourth|next|last|other) )?(?:problem|issue|diagnosis)(?: of"
    r"| is)?[\s,:]*(?:number \w+[\s,]*)?(?:of )?(?:your )?",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:you (?:do )?have|i (?:do )?(?:appreciate|see|hear|feel|notice|note)|you (?:do )?appear to have)"
    r" (?=(?:an?|some|no|mild|slight|moderate|severe|good|normal|limited|decreased|tender\w*|swelling|pain|edema|full"
    r"|erythema|bruising|bilateral|fine|clear|\d)\b)",
    re.IGNORECASE,
)


def _task(text: str, who: Persons) -> str:
    text = _TO.sub("", text)
    for pattern, instead in _LEADS:
        words = instead.format(subject=who.subject)
        text = re.sub(rf"^{pattern}", words, text, flags=re.IGNORECASE)
        text = re.sub(pattern, _lowered(words), text, flags=re.IGNORECASE)
    return text


def _finding(text: str) -> str:
    return _SEEN.sub(lambda match: "There is " if not match.start() else "there is ", text)
