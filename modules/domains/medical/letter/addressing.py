"""A note's third person turned to the reader: "The patient denies fever" is "You said you have no fever"."""

from __future__ import annotations

import re
from collections.abc import Callable

from modules.domains.medical.letter.verbs import IRREGULAR, VERBS, second_person
from modules.domains.medical.record import Patient

# Behind somebody else in the sentence, "he" and "her" may be that person's; before, as in "her mother", they are not.
_RELATIVE = (
    r"mother|father|mom|dad|mum|parents?|brother|sister|son|daughter|wife|husband|spouse|partner|child(?:ren)?|baby"
    r"|friend|boy|girl|infant|newborn|uncle|aunt|niece|nephew|cousin|grand\w+|family|caregiver|carer|roommate|boyfriend|girlfriend|neighbou?r"
    r"|colleague|boss"
)
_CLINICIAN = r"nurse|doctor|surgeon|physician|\w+ologist|therapist|dr|midwife|dentist|pharmacist"
_SOMEBODY = re.compile(rf"\b(?:{_RELATIVE}|{_CLINICIAN})\b", re.IGNORECASE)
# Of these the next sentence may go on speaking: a relative, or a clinician who is its subject.
_SPOKEN_OF = re.compile(rf"\b(?:{_RELATIVE})\b|^(?:\w+\W+){{0,2}}(?:{_CLINICIAN})\b", re.IGNORECASE)
_AGED = r"\d+[- ](?:year|month|week|day)[- ]old"
_WHO = r"(?:male|female|man|woman|gentleman|lady|boy|girl)"
_INTRODUCED = re.compile(
    rf"^(?:(?:A|An|This is an?|You (?:are|were) an?) (?:[\w-]+ ){{0,6}}?{_WHO}) (?:who )?"
    r"(?P<verb>presents?|presented|comes?|came|is seen|was seen|returns?|returned)\b(?: in)?"
    r"(?: (?:to|at) the (?:clinic|office|physician|doctor|practice|hospital|emergency (?:department|room)))?"
    r"(?P<today> today)?(?: (?:for|with|because of|complaining of))(?: (?:an?|the)? ?evaluation of)?(?= \w)"
)
_INTRODUCED_AT_LENGTH = re.compile(
    r"^(?P<who>You (?:are|were) an? [^.]+?),? (?:and )?who (?:presents?|presented|comes|came)\b(?: in)?(?: to the \w+)?"
    r"(?P<today> today)?(?: (?:for|with))(?: (?:an?|the) evaluation of)?(?= \w)"
)
# Whoever is introduced by nothing but an age and a race is the patient; "a pregnant woman" would lose a word.
_RACE = r"(?:(?:\w+[- ])?(?:American|white|Caucasian|Black|Asian|Hispanic) )"
_SOMEONE = re.compile(rf"^(?:A|An|The) {_AGED} {_RACE}?{_WHO}(?= (?:was|had|came|felt|\w+s|\w+ed)\b)")
_ADVERBS = r"(?:(?:also|then|now|still|otherwise|never|always|often|usually|recently|currently|only|no longer|\w+ly) )*"
_OPENERS_TEXT = """
that and but [Ii]f [Ww]hen [Aa]s while because [Ss]ince [Aa]fter [Bb]efore where which what how whether so
"""
_OPENED_CLAUSE = "|".join(rf"(?<=\b{opener} )" for opener in _OPENERS_TEXT.split())
_CLAUSE = rf"(?:^|(?<=[.,;:] )|{_OPENED_CLAUSE})"
_SUBJECT_VERB = re.compile(rf"{_CLAUSE}(?P<you>[Yy]ou) (?P<adverbs>{_ADVERBS})(?P<verb>[a-z]+)\b")
_SUBJECT = re.compile(rf"{_CLAUSE}[Yy]ou ")
_VERBS = "|".join(VERBS)
_SECOND_VERB = re.compile(
    r"(?:(?<=\band )|(?<=\bbut )|(?<=, )(?=denies|reports|endorses|states))"
    rf"(?P<adverbs>{_ADVERBS})(?P<verb>(?:{_VERBS})\b|[a-z]+[^\Wsu]s(?= (?:the|an?|your|it|them)\b))"
)
_OPENING_VERB = re.compile(
    r"^(?P<verb>reports|denies|endorses|states|has|feels|takes|complains|describes|admits)\b(?= \w)", re.IGNORECASE
)
# "You" as the object of "with" governs no verb: "what was discussed with you is".
_AUXILIARY = re.compile(
    rf"(?<!\bwith )(?<!\bto )(?<!\bfor )(?<!\bof )(?<!\bby )\b(?P<you>[Yy]ou) (?P<verb>{'|'.join(IRREGULAR)})\b"
)
# "Patient education", "the patient portal": nobody is spoken of.
_LABELS = (
    "education|portal|record|chart|history|population|handout|agreement|counsel|safety|information|care|name|id"
    "|reported"
)
_DENIED = r"den(?:y|ied)(?: any| having(?: any)?)?(?= (?!that\b|to\b|\w+ing\b)\w)"
_DENYING = re.compile(rf"\b(?P<you>[Yy]ou (?:also )?){_DENIED}|(?<=\band ){_DENIED}")
# "No cough and fever" might be read as no cough, but fever. A list ends where a verb says something new.
_NEW = rf"(?:you|but|said|had|\w+ed|{_VERBS}|{'|'.join(VERBS.values())})"
_BOTH_DENIED = re.compile(
    rf"(?<=said you have no )(?P<first>(?:(?!\b{_NEW}\b)[\w ,'’-])+?),? and "
    rf"(?P<last>(?:(?!\b{_NEW}\b)[\w '’-])+)(?=[.;]|$)"
)
_OBJECT = re.compile(
    r"\bher\b(?=\s*[.,;:!?)]|\s+(?:to|for|with|in|on|at|and|that|if|about|as|by|from|again)\b)", re.IGNORECASE
)


def speaks_on(before: str, patient: Patient) -> bool:
    """Tell whether the pronouns of the next sentence may be somebody's whom this one names."""
    other = [match.end() for match in _SPOKEN_OF.finditer(before)]
    named = [match.end() for match in re.finditer(rf"\b(?:{_names(patient)})(?!\w)", before)]
    return bool(other) and (not named or max(other) > max(named))


def addressed(text: str, patient: Patient, pronouns: bool = True) -> str:
    """Return a sentence with "you" for the patient; where it names somebody else, too, the pronouns behind that stay.

    Args:
        text: one sentence of a note.
        patient: whose name is "you", too; where the sex is known, only its pronouns are.
        pronouns: whether "he" and "she" are the patient; they are not behind a sentence about a relative.
    """
    text = _SOMEONE.sub("You", _INTRODUCED.sub(_came, _opened(text)))
    names = _names(patient)
    text = re.sub(rf"\b(?:{names}|Patient|Pt)['’]s\b", _like("your"), text)
    text = re.sub(rf"\b(?:{names})(?!\w)", _like("you"), text)
    other = _SOMEBODY.search(text)
    at = 0 if not pronouns else other.start() if other else len(text)
    text = _without_pronouns(text[:at], patient.sex) + text[at:]
    text = _AUXILIARY.sub(lambda match: f"{match['you']} {IRREGULAR[match['verb']]}", text)
    text = _SUBJECT_VERB.sub(lambda match: f"{match['you']} {match['adverbs']}{second_person(match['verb'])}", text)
    if _SUBJECT.search(text):
        text = _SECOND_VERB.sub(lambda match: match["adverbs"] + second_person(match["verb"]), text)
    text = _DENYING.sub(lambda match: f"{match['you'] or ''}said you have no", text)
    text = _BOTH_DENIED.sub(r"\g<first> or \g<last>", text)
    text = _INTRODUCED.sub(_came, text)
    return _INTRODUCED_AT_LENGTH.sub(lambda match: f"{match['who']}. {_came(match)}", text)


def _came(match: re.Match[str]) -> str:
    return f"You came in{match['today'] or ''} for"


def _opened(text: str) -> str:
    """Give a sentence without a subject one: "Denies fever" is said of the patient."""
    return _OPENING_VERB.sub(lambda match: f"You {match['verb'].lower()}", text)


def _names(patient: Patient) -> str:
    """Match what a note calls its patient. A lone surname may be a relative's and is not among it."""
    known = [rf"[Tt]he (?:patient|pt)(?! (?:{_LABELS}))", rf"(?:Patient|Pt|pt)(?= (?!{_LABELS})[a-z])"]
    if patient.name.strip():
        words = patient.name.split()
        title = {"female": "Mrs|Ms|Miss", "male": "Mr"}.get(patient.sex, "Mrs|Ms|Miss|Mr")
        full = r"\s+".join(map(re.escape, words))
        known.append(rf"(?:(?:{title})\.? )?{full}|(?:{title})\.? {re.escape(words[-1])}")
    return "|".join(known)


def _without_pronouns(text: str, sex: str) -> str:
    """Put "you" for the pronouns. "Her" before a noun is "your", else "you"."""
    if sex != "male":
        text = re.sub(r"\bherself\b", _like("yourself"), text, flags=re.IGNORECASE)
        text = _OBJECT.sub(_like("you"), re.sub(r"\bshe\b", _like("you"), text, flags=re.IGNORECASE))
        text = re.sub(r"\bher\b", _like("your"), text, flags=re.IGNORECASE)
    if sex != "female":
        text = re.sub(r"\bhimself\b", _like("yourself"), text, flags=re.IGNORECASE)
        text = re.sub(r"\b(?:he|him)\b", _like("you"), text, flags=re.IGNORECASE)
        text = re.sub(r"\bhis\b", _like("your"), text, flags=re.IGNORECASE)
    return text


def _like(word: str) -> Callable[[re.Match[str]], str]:
    """Put a word with the capital of what it replaces, where that opens a sentence."""

    def replaced(match: re.Match[str]) -> str:
        opens = not match.string[: match.start()].rstrip() or match.string[: match.start()].rstrip()[-1] in ".!?:"
        return word.capitalize() if opens else word

    return replaced
