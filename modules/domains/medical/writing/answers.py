"""A question and its answer as one line of a note: "Denies fever or chills.", "Onset: about three weeks ago."

Nothing is concluded: the line holds the words of the question and of the answer, and the answer's yes or no.
"""

from __future__ import annotations

import re
from enum import Enum

from modules.core.text import content_stems
from modules.domains.medical.writing.persons import PATIENT, Persons, opened, third
from modules.domains.medical.writing.topics import is_medical


class Verdict(Enum):
    """What an answer says to a yes-or-no question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    OPEN = "open"  # it says something else


_NO = re.compile(
    r"^(?:(?:oh|um|uh|well)[\s,]+)*(?:no+(?=[\s,.;]|$)|nope|nah|never|none|nothing|not$|not (?:really|at all|that i"
    r"|any"
    r"|yet|particularly|so much|recently)"
    r"|negative|i (?:have not|do not|did not|am not|was not|never)(?=[\s,.]|$)|(?:it|that|they|there) (?:is|has|does"
    r"|did|do|are) not)\b",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(
    r"^(?:(?:no+|nope|nah|never|none|nothing|negative|not(?=[\s,.]*$)|not (?:really|at all|that I (?:know of"
    r"|can think of"
    r"|am aware of|recall|have noticed)|yet|particularly|so much|recently)"
    r"|I (?:have not|do not|did not|am not|was not)(?! \w)|(?:it|that) (?:is|has|does|did) not(?! \w)|sir|ma'am"
    r"|doctor|doc|thankfully|thank you|thanks|like that|of the sort|of those|of that|that i know of|at all|so far"
    r"|okay)\b[\s,.]*)+",
    re.IGNORECASE,
)
_YES_WORDS = re.compile(
    r"^(?:(?:yes|yeah|yep|yup|yea|ya|sure|correct|right|exactly|absolutely|definitely|certainly|of course|indeed"
    r"|uh-huh|that is (?:right|correct|it|true|exactly)"
    r"|I (?:do|am|have|did|was|can|would|think so|believe so|guess so)(?! \w)|(?:it|that|they) (?:is|does|did|was"
    r"|has|are|do)(?! \w)|there is(?! \w)"
    r"|sir|ma'am|doctor|doc|exactly|correct|please|you are right|you got it|unfortunately|okay)\b[\s,.]*)+",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"^(?:I (?:do not (?:know|remember|recall|think so)|am not (?:sure|certain)|cannot (?:remember|recall|say|tell)"
    r"|have no (?:idea|clue))|not sure|no idea|maybe|possibly|perhaps|unsure)\b",
    re.IGNORECASE,
)
# "No numbness or tingling" is a sentence of its own; without its "no" it would say the contrary.
_DENIES = re.compile(
    r"^(?:(?:no+|nope)[\s,]+)*(?:no|none|never|nothing|not)\s+(?!(?:i|it|that|they|we|he|she|my|there|not|no|sir"
    r"|doctor|ma'am|thank|really|at|so|just|the|"
    r"but|and|yet|of|like|in|on|recently|particularly|nothing|never|because|everything|everyone|this|then|well|okay"
    r"|other than|only|or)\b)\w+",
    re.IGNORECASE,
)

_ANY = re.compile(
    r"^(?:(?:and|so|or|but|now|then|okay|also|besides that|how about|what about)[\s,]+)*(?:any(?: other| kind of"
    r"| kinds of| sort of| type of)?|no|how about(?: any)?|what about(?: any)?)\s+",
    re.IGNORECASE,
)
_FEELINGS = re.compile(
    r"\b(?:do|did|are|have|were) you (?:ever |also |still |currently |been |had |have |having |noticed |noticing "
    r"|experienced |experiencing |experience |been having |been experiencing |get |getting |notice "
    r"|recently )*(?:(?:have|had|having|get|getting|notice|noticed|experience|experienced|experiencing|feel|feeling"
    r"|felt)\b)? ?(?:any|some|an?|the|this|like|kind of)\b\s*",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"^(?P<aux>do|did|are|were|have|had|can|could|would|will) (?P<you>you|he|she|it|they|there|this|that"
    r"|your (?:\w+ ){0,2}?(?:pain|symptoms?|family|mother|father|diet|cough|vision|appetite|mood"
    r"|weight))\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_IS = re.compile(
    r"^(?P<aux>is|was|has|does) (?P<you>it|this|that|there|he|she|your (?:\w+ ){0,2}?(?:pain|family|mother|father"
    r"|diet|cough|vision|appetite|mood|weight)|the (?:pain|cough|swelling|rash|headache|bleeding)"
    r"|any(?:thing|one)(?: else)?|everything)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
# Not a thing that one has, or nothing but a question for more.
_NO_TOPIC = re.compile(
    r"(?:questions?|concerns?|you|i|we|idea|do|does|did|is|are|have|has|had|was|were|when|where|if|that|who|how|what"
    r"|because|with|of|in|to|pain or)\b"
    r"|(?:other |else |further |particular |specific |significant |new )*(?:(?:things?|symptoms?|problems?|issues?"
    r"|changes?|medical|health"
    r"|conditions?|history|past|family|illness\w*|medications?|else)\b[\s,]*(?:or|and"
    r"|of)?[\s,]*)+(?:\w+\s+)?(?:(?:that )?(?:I|we|you)\b.*)?$",
    re.IGNORECASE,
)
# Two questions in one, to which neither yes nor no is an answer; and a request, which is none.
_TWOFOLD = re.compile(r"\bor (?:is|are|was|were|do|does|did|has|have|more|just|only)\b", re.IGNORECASE)
# "Two or three" and "or so" leave nothing to choose.
_NO_CHOICE = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine) or (?:\d+|two|three|four|five|six|seven|eight|nine"
    r"|ten|so)\b|\bor (?:so|not|no|whatever|anything|something)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"(?P<apart>,)?\s+or\s", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:can|could|would|will) you\b.*?\b(?:tell|describe|show|please|mind|explain|give|point|lift|move|make|try"
    r"|take|walk|sit|lie|lay|stand|look|put|push|rate|say|see|repeat|confirm|elaborate|hold|bend|raise|squeeze)\b"
    r"|\b(?:tell me|do you (?:know|understand|remember|think|want|mind|see)|does that)\b",
    re.IGNORECASE,
)
_LABELS: tuple[tuple[str, str], ...] = tuple(
    (pattern, label)
    for pattern, label in (
        (r"how old\b|what is your age|your age\b", "Age"),
        (r"^.{0,30}how long\b.*(?:last|go away|take)", "Duration"),
        (r"^.{0,30}how long\b", "Duration"),
        (
            r"^.{0,30}when did\b.*(?:start|begin|began|notice|happen|onset)|how many (?:days|weeks|months"
            r"|years)\b.*(?:since|ago)",
            "Onset",
        ),
        (r"how (?:often|frequent|many times)", "Frequency"),
        (r"scale|how (?:bad|severe|intense)", "Severity"),
        (r"where (?:is|does|do|are|exactly)\b.*(?:pain|hurt|feel|locat|rash|swell|numb)|which side", "Location"),
        (
            r"do for (?:a living|work)|your (?:job|occupation|profession)|what (?:kind|type|sort) of work"
            r"|where do you work",
            "Occupation",
        ),
        (r"how much .*(?:drink|alcohol)|how many drinks", "Alcohol"),
        (r"how (?:many|much).*(?:cigarette|pack|smoke)", "Smoking"),
        (r"allerg", "Allergies"),
        (r"(?:what|which|any)\b.*\b(?:medication|medicine|drug|pill|supplement)s?\b", "Medications"),
        (r"(?:what|which|any)\b.*\bsurger(?:y|ies)|operations?\b", "Surgical history"),
        (r"family (?:medical )?history|in (?:your|the) family", "Family history"),
        (r"who (?:do you live|lives|is at home)|living situation|live with", "Living situation"),
        (r"married|marital", "Marital status"),
        (
            r"what (?:brings|brought)|how can (?:i|we) help|what seems to be|what can (?:i|we) do|reason for",
            "Presents with",
        ),
        (r"(?:makes?|made) .*(?:better|worse)|(?:aggravat|alleviat|relie)", "Modifying factors"),
        (r"describe|what (?:kind|type|sort) of (?:pain|headache|cough)|feel like\b", "Character"),
        (r"height|how tall", "Height"),
        (r"weigh\b|weight", "Weight"),
    )
)
_FRAGMENT_WORDS = 7
# "With the pain have you noticed ...": what comes before the question itself is left away.
_LEAD_WORDS = 8
_OPEN = re.compile(r"\b(?:what|how|when|where|why|who|whom|whose|which)\b(?! about\b)", re.IGNORECASE)
_INVERTED = re.compile(r"(?<![\w'])(?:do|did|are|were|have|had|any) (?:you|there|they|other)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|am|are|was|were|have|has|had|do|does|did|will|would|can|could|feel\w*|felt|take\w*|took|went|got"
    r"|hurts?|started|began|use\w*|work\w*|live\w*|smoke\w*|drink\w*|been|know|think|fell)\b",
    re.IGNORECASE,
)


def verdict(answer: str) -> tuple[Verdict, str]:
    """Return what a cleaned answer says to a yes-or-no question, and what it says beyond that."""
    text = answer.strip(" ,.")
    if _UNSURE.match(text):
        return Verdict.UNSURE, ""
    if _NO.match(text) and (match := _NO_WORDS.match(text)):
        if _DENIES.match(text):
            return Verdict.OPEN, opened(re.sub(r"^(?:no[\s,]+)+(?=no\b)", "", text, flags=re.IGNORECASE))
        return Verdict.NO, _rest(text, match)
    if match := _YES_WORDS.match(text):
        return Verdict.YES, _rest(text, match)
    return Verdict.OPEN, text


def answered(question: str, said: Verdict, who: Persons = PATIENT) -> str:
    """Return the line for a yes-or-no question that was answered so; "" where the question asks for no yes or no."""
    line = _line(question, said, who)
    return "" if re.search(r"\byou(?:r|rs|rself)?\b", line, re.IGNORECASE) else line


def _line(question: str, said: Verdict, who: Persons) -> str:
    asked = _without_address(question)
    second_half = said is Verdict.YES and re.match(r"(?:and )?or\b", question, re.IGNORECASE)
    if second_half or _TWOFOLD.search(asked) or _REQUEST.search(asked):
        return ""
    if topic := _topic(asked):
        vague = said is Verdict.YES and re.match(r"(?:how|what) about\b", asked, re.IGNORECASE)
        return "" if vague else _of_topic(topic, said)
    match = _YOU.match(asked) or _IS.match(asked)
    if not match:
        asks_more = re.search(r"\b(?:you|what|how|when|where|who|which|why|or is|or are|or do)\b", asked, re.IGNORECASE)
        if asks_more or len(asked.split()) > _FRAGMENT_WORDS or not is_medical(asked) or _VERB.search(asked):
            return ""
        return _of_topic(asked[0].lower() + asked[1:], said)
    return _stated(match, said, who)


def about_symptoms(question: str) -> bool:
    """Tell whether a question asks whether the patient has something, so that several are answered by one "no"."""
    return bool(_topic(_without_address(question)))


def leaves_open(question: str, said: Verdict, rest: str) -> bool:
    """Tell whether a question names alternatives of which an answer does not say which it means.

    A "yes" to "nausea or vomiting" affirms either; a "no" denies both, unless they exclude each other ("in the middle,
    or to one side") or the answer goes on about one of them.
    """
    choice = _CHOICE.search(_NO_CHOICE.sub(" ", _without_address(question)))
    if not choice or said not in (Verdict.YES, Verdict.NO):
        return False
    if said is Verdict.YES:
        return True
    taken_up = bool(set(content_stems(rest)) & set(content_stems(question)))
    listed = "," in choice.string[: choice.start()]  # "drink, smoke, or use drugs"
    return taken_up or (bool(choice["apart"]) and not listed and not about_symptoms(question))


def labelled(question: str, answer: str) -> str:
    """Return "Onset: three weeks ago" for an answer that is no sentence; "" where no label fits or it is one."""
    if len(answer.split()) > _FRAGMENT_WORDS or _VERB.search(answer):
        return ""
    label = next((label for pattern, label in _LABELS if re.search(pattern, question, re.IGNORECASE)), "")
    return f"{label}: {answer[0].lower() + answer[1:] if answer[1:2].islower() else answer}" if label else ""


def _rest(text: str, match: re.Match[str]) -> str:
    rest = re.sub(r"^(?:but|and|except|just|only)\s+", "", text[match.end() :].strip(" ,."), flags=re.IGNORECASE)
    return opened(rest) if len(content_stems(rest)) >= 1 else ""


def _without_address(question: str) -> str:
    text = re.sub(
        r"^(?:(?:and|so|or|but|now|then|okay|also|lastly|finally|first|otherwise|tell me|in general"
        r"|let me ask)[\s,]+)+",
        "",
        question.strip(" ?,."),
        flags=re.IGNORECASE,
    )
    inner = _INVERTED.search(text)
    if inner and len(text[: inner.start()].split()) <= _LEAD_WORDS and not _OPEN.search(text[: inner.start()]):
        text = text[inner.start() :]
    return re.sub(
        r"[\s,]+(?:sir|ma'am|miss|today|at all|or anything|or anything like that|anything like that"
        r"|and things like that|or no|as such|that you know of|right now)$",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _topic(asked: str) -> str:
    """Return the thing that is asked about: "fever or chills" of "have you had any fever or chills"."""
    match = _ANY.match(asked) or _FEELINGS.match(asked)
    if not match:
        return ""
    topic = re.sub(r"\byour(?:self)?\b", "the", asked[match.end() :].strip(" ,."), flags=re.IGNORECASE)
    topic = re.sub(r"^(?:(?:any|other|some|kind of|sort of)\s+)+", "", topic)
    topic = re.sub(r"\b(?:that )?you (?:have|are|had|were)\b.*$|\b(?:in|at) the past$", "", topic).strip(" ,")
    if not content_stems(topic) or _NO_TOPIC.match(topic):
        return ""
    return topic[0].lower() + topic[1:] if topic[1:2].islower() else topic


def _of_topic(topic: str, said: Verdict) -> str:
    return f"{'Denies' if said is Verdict.NO else 'Unsure about' if said is Verdict.UNSURE else 'Reports'} {topic}"


def _stated(match: re.Match[str], said: Verdict, who: Persons) -> str:
    aux, you, rest = match["aux"].lower(), match["you"].lower(), match["rest"]
    patient = you == "you"
    subject = who.subject if patient else opened(re.sub(r"^your ", "", you))
    rest = re.sub(
        r"\byour\b",
        who.possessive,
        re.sub(r"\bany(?=\s|thing|one|where)", "any" if said is Verdict.NO else "some", rest),
        flags=re.IGNORECASE,
    )
    rest = re.sub(r"\byourself\b", who.reflexive, rest, flags=re.IGNORECASE)
    rest = re.sub(
        r"\byou(?=\s+(?:are|were|have|had|do|did|can|could|will|would|may|might|think|know|feel|take|get|need|want|see"
        r"|mentioned|said|use|go|eat|drink)\b)",
        who.again,
        rest,
        flags=re.IGNORECASE,
    )
    rest = re.sub(r"\byou\b", who.object, rest, flags=re.IGNORECASE)
    rest = re.sub(r"^(\w+),(?!.*,)", r"\1", rest)
    if aux in ("is", "was", "has") and you.startswith("any"):
        return _of_anybody(aux, you, rest, said)
    if aux in ("do", "does"):
        verb, _, behind = rest.partition(" ")
        adverb = verb if verb.lower() in ("ever", "still", "also", "usually", "currently", "generally") else ""
        if adverb:
            verb, _, behind = behind.partition(" ")
        if said is Verdict.NO:
            words = f"does not {verb} {behind}"
        elif said is Verdict.UNSURE:
            return f"{subject} is unsure: {rest}"
        else:
            words = f"{adverb if adverb != 'ever' else ''} {third(verb)} {behind}"
        return opened(f"{subject} {words}").strip()
    helper = third(aux) if patient or (aux in ("are", "were", "have") and you != "they") else aux
    if aux == "were":
        helper = "was"
    if said is Verdict.UNSURE:
        return f"{subject} is unsure: {rest}"
    if said is Verdict.NO:
        return opened(f"{subject} {helper} not {re.sub(r'^ever ', '', rest)}")
    return opened(f"{subject} {helper} {re.sub(r'^ever ', '', rest)}")


def _of_anybody(aux: str, you: str, rest: str, said: Verdict) -> str:
    """Return "No one else is with them" for "is anyone else with you"."""
    if said is Verdict.UNSURE:
        return f"Unsure whether {you} {aux} {rest}"
    one, thing = ("No one", "Nothing") if said is Verdict.NO else ("Someone", "Something")
    subject = re.sub(r"^anyone", one, re.sub(r"^anything", thing, you))
    return f"{subject} {aux} {re.sub(r'^ever ', '', rest)}"
