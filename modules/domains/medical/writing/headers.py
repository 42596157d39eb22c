"""Which section of a note a piece of dialogue would become, among the twenty that dictations have.

The twenty are those of MTS-Dialog (Ben Abacha, Yim, Fan and Lin, EACL 2023). Rules: what is asked and answered is
counted by its words, and the topic with the most weight wins; a story with age, onset and course is the history.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from modules.domains.medical.record import Note, Speaker


class Header(StrEnum):
    """A section of a dictated note."""

    FAMILY_SOCIAL = "fam/sochx"
    HISTORY = "genhx"
    PAST_MEDICAL = "pastmedicalhx"
    COMPLAINT = "cc"
    PAST_SURGICAL = "pastsurgical"
    ALLERGY = "allergy"
    REVIEW = "ros"
    MEDICATIONS = "medications"
    ASSESSMENT = "assessment"
    EXAM = "exam"
    DIAGNOSIS = "diagnosis"
    DISPOSITION = "disposition"
    PLAN = "plan"
    COURSE = "edcourse"
    IMMUNISATIONS = "immunizations"
    IMAGING = "imaging"
    GYNAECOLOGICAL = "gynhx"
    PROCEDURES = "procedures"
    OTHER_HISTORY = "other_history"
    LABS = "labs"


# Words of what is said, each with the weight of one mention; questions count twice: they set the topic.
_CUES: Mapping[Header, tuple[tuple[float, str], ...]] = {
    Header.FAMILY_SOCIAL: (
        (2.0, r"family (?:medical )?history|in (?:your|the|my|his|her) family|run in|hereditary"),
        (
            1.5,
            r"smok\w*|cigarettes?|tobacco|alcohol\w*|drink(?:s|er|ing)?\b|recreational|illicit"
            r"|drugs?\b(?! (?:allerg|store))|marijuana|weed\b|packs?",
        ),
        (
            1.5,
            r"married|divorced|widow\w*|single\b|wife|husband|partner|roommate|live(?:s)? (?:with|alone|at|by)"
            r"|children|kids|siblings?|occupation|for a living|work as|retired|job\b|school|grade\b|education",
        ),
        (
            1.0,
            r"mother|father|mom|dad|mum|brothers?|sisters?|parents?|grand\w+|aunts?|uncles?|passed away|died"
            r"|deceased",
        ),
    ),
    Header.HISTORY: (
        (
            2.0,
            r"what (?:brings|brought)|what happened|what(?: is|'s) going on|how old|years? old|when did (?:it|this"
            r"|the|your|you)|how long",
        ),
        (
            1.0,
            r"start(?:ed|s)?|began|ago|since|worse|better|getting|weeks?|months?|days?|yesterday|last (?:night"
            r"|week|month|year)|accident|fell|injur\w*|pain\w*|hurts?|symptoms?|told me|referred|hospital"
            r"|follow[- ]?up|improv\w*|swelling|treat\w*",
        ),
    ),
    Header.PAST_MEDICAL: (
        (
            3.0,
            r"medical (?:history|conditions?|problems?|issues?)|past (?:medical )?history|health (?:problems?"
            r"|conditions?|issues?)|chronic (?:conditions?|illness\w*|problems?)|other (?:conditions?|illness\w*)",
        ),
        (
            1.0,
            r"diabet\w*|hypertension|high blood pressure|asthma|cholesterol|heart (?:attack|disease)|thyroid"
            r"|arthritis|cancer|stroke|depression|diagnosed|osteo\w+",
        ),
    ),
    Header.COMPLAINT: (
        (
            2.5,
            r"what (?:brings|brought) you|how (?:can|may) i help|what can i (?:do|help)|reason for (?:your )?visit"
            r"|what seems to be|(?:what|any) (?:is|are)?\s?(?:your )?(?:main )?(?:concerns?|complaints?)|here for"
            r"|came in for",
        ),
    ),
    Header.PAST_SURGICAL: (
        (
            3.0,
            r"surger(?:y|ies)|surgical|operations?\b|operated|\w+ectomy|appendix|gallbladder|tonsils|c-?section"
            r"|taken out|removed|replacement|hysterectomy|procedures? (?:in|done)",
        ),
    ),
    Header.ALLERGY: ((4.0, r"allerg\w*|reactions? to|hay fever|hives"),),
    Header.REVIEW: (
        (
            1.2,
            r"fevers?|chills|nausea|vomit\w*|diarrhea|constipat\w*|headaches?|dizz\w*|short(?:ness)? of breath"
            r"|breathing|breathless\w*|chest pains?|palpitations|cough\w*|wheez\w*|numb\w*|tingl\w*|weight (?:loss"
            r"|gain|change)|appetite|night sweats|rash\w*|itch\w*|vision|hearing|sore throat|runny nose|congestion"
            r"|abdominal|urin\w*|bowel|stools?|joint|swallow\w*|bleeding|bruis\w*|seizures?|sleep\w*|bladder"
            r"|swelling",
        ),
    ),
    Header.MEDICATIONS: (
        (
            2.5,
            r"medications?|medicines?|pills?|over[- ]the[- ]counter|supplements?|vitamins?|prescri\w+|inhaler"
            r"|what are you taking|antibiotics?",
        ),
        (
            1.0,
            r"milligrams?|\bm ?g\b|twice (?:a day|daily)|once (?:a day|daily)|every \w+ hours|dose|tablets?"
            r"|\w+(?:pril|sartan|olol|statin|formin|azole|cillin|mycin|oxacin|prazole|dipine|zepam|codone)\b",
        ),
    ),
    Header.ASSESSMENT: (
        (
            1.5,
            r"(?:i|we) (?:think|believe|suspect)|most likely|it (?:looks|sounds|seems) like|due to|consistent with"
            r"|in my opinion|likely",
        ),
        (1.0, r"you have|stable|controlled|history of|because of"),
    ),
    Header.EXAM: (
        (
            2.5,
            r"(?:physical )?exam\w*|let me (?:take a look|listen|check|see)|take a deep breath|open your|lift your"
            r"|press(?:ing)?|does (?:this|that|it) hurt when|vitals?|temperature|respirations?|pulse|lungs? (?:are"
            r"|is|sound)|tender\w*|pupils|reflex\w*",
        ),
    ),
    Header.DIAGNOSIS: (
        (
            2.5,
            r"diagnos[ie]s|diagnosed|confirmed|you have (?:a|an)|suffers? from|what (?:is|do"
            r"|does) (?:it|i|he|she|the patient|my)\b.*\bhave",
        ),
    ),
    Header.DISPOSITION: (
        (
            3.0,
            r"(?:go|going|ready (?:for|to go)|sent?|return) home|discharg\w*|nursing home|rehab\w*|transfer\w*"
            r"|admit\w*|who (?:are|is|will) .{0,12}(?:stay|help|pick)|stay with",
        ),
    ),
    Header.PLAN: (
        (
            1.6,
            r"(?:i|we)(?:'ll| will|'d like| would like|'m going to| want| am going to) (?:you to "
            r"|to )?(?:\w+ )?(?:order|refer|start|stop|continue|schedule|see you|follow|repeat|recheck|have you|send"
            r"|get|give|put|come)|follow[- ]?up|come back|continue|plan\b|appointment|make sure|should|please"
            r"|recommend\w*|referral|try to",
        ),
    ),
    Header.COURSE: (
        (
            1.6,
            r"emergency|urgent care|\be ?r\b|nurse|gave (?:you|him|her)|we gave|shot|\bi ?v\b|hospital"
            r"|while you were|felt better|how are you (?:feeling )?now|side effects|admitted|monitor\w*",
        ),
    ),
    Header.IMMUNISATIONS: (
        (
            5.0,
            r"immuni[sz]\w*|vaccin\w*|(?:flu|tetanus|booster|pneumonia) shots?"
            r"|shots? (?:up to date|current)",
        ),
    ),
    Header.IMAGING: ((3.0, r"x-?rays?|\bm ?r ?i\b|\bc ?t\b|ultrasound|scan\b|imaging|radiolog\w*|echo\w*|mammogram"),),
    Header.GYNAECOLOGICAL: (
        (
            3.0,
            r"periods?\b|menstrua\w*|pregnan\w*|miscarriage\w*|pap\b|menopaus\w*|ovar\w+|uterus|cervi\w+|gyn\w*"
            r"|births?|contracept\w*|last cycle|deliver\w*|abortions?|sexually active",
        ),
    ),
    Header.PROCEDURES: (
        (
            2.0,
            r"procedure|biops\w+|endoscop\w*|colonoscop\w*|injection|incision|anesthesia|drain\w*"
            r"|stitches|sutur\w*|catheter",
        ),
    ),
    Header.OTHER_HISTORY: (
        (
            1.5,
            r"accident|injur\w*|insurance|work\w* (?:comp|related)|other history|anything else|records?"
            r"|developmental|milestones|travel\w*|pets?",
        ),
    ),
    Header.LABS: (
        (
            3.0,
            r"labs?\b|blood (?:work|tests?|count)|results?|creatinine|sodium|potassium|hemoglobin"
            r"|glucose|a1c|white (?:blood )?cell|platelets?|urinalysis|thyroid levels?",
        ),
    ),
}
# From 100 development dialogues: how much a topic must be talked about before it is more than an aside.
_PRIOR = {Header.HISTORY: 1.5, Header.FAMILY_SOCIAL: 0.6, Header.REVIEW: 0.3, Header.PAST_SURGICAL: 0.3}
_COMPILED = {
    header: tuple((weight, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for weight, words in cues)
    for header, cues in _CUES.items()
}
_QUESTION = 2.0


def weights(note: Note) -> dict[Header, float]:
    """Return how much is said about each section, weighed by its cues, per ten utterances."""
    found = dict.fromkeys(Header, 0.0)
    for at, statement in enumerate(note.statements):
        asked = statement.speaker is Speaker.CLINICIAN and "?" in statement.text
        factor = (_QUESTION if asked else 1.0) * (1.3 if at < 4 else 1.0)
        for header, cues in _COMPILED.items():
            found[header] += factor * sum(
                weight * len({match.group().lower() for match in cue.finditer(statement.text)}) for weight, cue in cues
            )
    scale = max(1.0, len(note.statements)) ** 0.5
    return {header: found[header] / scale + _PRIOR.get(header, 0.0) for header in Header}


def header_of(note: Note) -> Header:
    """Return the section that a piece of dialogue would become."""
    found = weights(note)
    return max(found, key=lambda header: found[header])
