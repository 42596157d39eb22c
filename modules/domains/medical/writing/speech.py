"""Speech as it is transcribed, cut into utterances and cleaned of what speaking leaves in it.

Transcripts differ: some are punctuated, some are one breath without a comma, some are tokenised ("do n't", "gon na").
Nothing is added here; what is taken away carries no meaning: fillers, false starts, words said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.domains.medical.record import Speaker, Statement

_STOP = re.compile(r"(?<![.…])[.?!](?=\s|$)|[?!]+(?=\s|$)")
_PAUSE = re.compile(r"\s*(?:\.{2,}|…)\s*")
_ABBREVIATED = re.compile(r"(?:\b(?:dr|mr|mrs|ms|vs|approx|st)|(?<![\w'])[a-z])$", re.IGNORECASE)
# In one breath: where a new utterance begins although nothing is printed there.
_LONGEST_BREATH = 14
_BREATH = re.compile(
    r"\s(?=(?:okay|alright|all right|so|and so|now|well)\s+(?:on|your|for|in|with|what|how|if|any|looking|my)\b"
    r"|(?:okay|alright|all right|so|and so|and then|but|now|well|because)\s+(?:i|you|we|the|he|she|it|they|let|lem"
    r"|that"
    r"|there|do|are|have|tell|this|i\W?m|i\W?ll|i\W?ve|it\W?s|we\W?re|we\W?ll|let\W?s|you\W?re|you\W?ve|that\W?s)\b"
    r"|(?:okay|alright) "
    r"|(?:and )?(?:i\W?m (?:also )?(?:going|gon)|i (?:also )?(?:want|wan|do want|recommend|think|would like)"
    r"|i\W?d like"
    r"|we\W?(?:ll|re) (?:going|gon|also|go)|let\W?s (?:go|see|have|talk|do)|you (?:can|may|should|need))\b"
    r"|(?:do|did|are|were|have) you\b|have they\b|do they\b|is there\b|are there\b|any other\b|how about\b"
    r"|what about\b)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:how|what|when|where|why|who|which|long|many|much|often|that|if|and|or|to|as|than|because|so|but|now|well"
    r"|say|see|know|think|like|feel|sure|hope|okay|alright|then|symptoms|medications?|kind|else|thing|far|do|we)$",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})
_JOINED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\b(ca|wo|sha) n't\b", r"\1n't"),
        (r"\b(\w+) n't\b", r"\1n't"),
        (r"\b(\w+) '(s|m|re|ve|ll|d)\b", r"\1'\2"),
        (r"\bgon na\b|\bgonna\b", "going to"),
        (r"\bwan na\b|\bwanna\b", "want to"),
        (r"\bgot ta\b|\bgotta\b", "have to"),
        (r"\blem me\b|\blemme\b", "let me"),
        (r"\bgim me\b", "give me"),
        (r"\bkinda\b", "kind of"),
        (r"'cause\b|\bcuz\b", "because"),
        (r"\bcan't\b", "cannot"),
        (r"\bwon't\b", "will not"),
        (r"\bain't\b", "is not"),
        (r"\b(\w+)n't\b", r"\1 not"),
        (r"\bi'm\b", "I am"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"\b(it|that|there|he|she|what|how|where|who)'s (been|had|got|gone|come|become|gotten)\b", r"\1 has \2"),
        (r"\b(it|that|there|he|she|what|how|where|who)'s\b", r"\1 is"),
        (
            r"\b(i|you|he|she|we|they)'d (had|been|noticed|gone|got|gotten|seen|taken|said|mentioned|\w+ed)\b",
            r"\1 had \2",
        ),
        (r"\b(i|you|he|she|we|they)'d (like|want|be|say|do|recommend|have to|prefer|rather|see|get)\b", r"\1 would \2"),
        (r"\b(\w+)- ?(?=\1)", ""),
        (r"^(?:[\w']+ ){0,3}[\w']+-\s*,\s*", ""),  # "I do mon-, I monitor"
        (r"\b[a-z]{1,4}- (?=[a-z])", ""),
        (r"\bI (?:guess|mean|want to say|would say|have to say|must say|bet)\b,?", ""),
        (r"\s*\[[^\]]*\]|<[^>]*>", ""),
    )
)
_FILLER = re.compile(
    r"(?:^|(?<=[\s,]))(?:um+|uh+|uhm|er|erm|ah+|oh+|hmm+|mm+|mm-hmm|mhm|uh-huh|y'know"
    r"|(?<!let )(?<!do )(?<!as )(?<!if )you know|i mean|obviously|basically"
    r"|actually|honestly|just|(?<!not )really|gosh|jeez|um-hum|like(?=\s*,))(?=[\s,.?!]|$)\s*,?",
    re.IGNORECASE,
)
_LIKE = re.compile(r",\s*like\s*,", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:okay|ok|k(?=\.)|alright|all right|well|so|and|but|now|then|great|good(?= |$)|perfect|excellent|awesome"
    r"|let us see|let's see|i see|you know|again|anyway|also|gotcha|got it|hey,? dragon|hey|hi|hello|oh|wow|because"
    r"|like|no problem|that is good|that is great)(?=[\s,.!?]|$)[\s,.!?-]*)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:[\s,]+(?:okay|ok|alright|all right|you know|yeah|or|and|so|but|um|uh))+\s*$", re.IGNORECASE)
_TAG = re.compile(
    r"(?<=\w\w)(?<! all)[\s,]+(?:right|correct|isn't it|is that right|is that correct|yes|is not it)\s*\??\s*$",
    re.IGNORECASE,
)
_TWICE = re.compile(r"\b((?:[a-z']+ ){0,3}[a-z']+)(?:\s*[,.…]+)?\s+\1\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"^(?:(?:and|so|or|but|now|then|tell me|can you tell me|do you know|in terms of [^,]{3,30},?|otherwise)[\s,]+)*"
    r"(?:(?:do|did|does|are|is|was|were|have|has|had|can|could|would|will|should|any|how|what|when|where|why|who|which"
    r"|whose)\b(?!\s+(?:happens|we|i|not)\b)"
    r"|tell me\b|remind me\b|describe\b)",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"^(?:have|any(?:thing|one|way|time)|which|what)\b(?! you| about| brings| is| are| kind)", re.IGNORECASE
)


# With a subject and its verb, what ends in a question mark states something and asks whether it is right.
_SUBJECT = re.compile(
    r"\b(?:you|he|she|it|they|there|that|this|i|we|your \w+)(?: \w+)? (?:are|is|was|were|have|has|had|do|does|did"
    r"|will|would|can|said|feel|look\w*|need|take|use|want)\b"
    r"|\b(?:you|he|she|we|i) \w+",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"\b(?:do|did|are|were|have|had|can|could|would|will|should|is|was|does|has) (?:you|it|there|they|that|this|he"
    r"|she|your|the"
    r"|i|we|any\w*)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(r"[\s,]+(?:okay|ok|alright|all right)[\s,]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that somebody says, cleaned.

    Attributes:
        text: without fillers, opened by a capital, without a sign at its end.
        statement: the statement that it is part of.
        question: whether it asks.
        tagged: whether it states something and asks whether that is right.
    """

    text: str
    statement: Statement
    question: bool = False
    tagged: bool = False

    @property
    def clinician(self) -> bool:
        """Whether the clinician says it."""
        return self.statement.speaker is Speaker.CLINICIAN


def utterances(statement: Statement) -> Iterator[Utterance]:
    """Cut a statement of a dialogue into what is said one thing after the other, without what says nothing."""
    for piece, sign in _pieces(_PAUSE.sub(", ", statement.text.translate(_SIGNS))):
        tagged = bool(_TAG.search(piece)) and statement.speaker is Speaker.CLINICIAN
        text = cleaned(_TAG.sub("", piece) if tagged else piece)
        if not text:
            continue
        asks = (_asks(text) and (statement.speaker is Speaker.CLINICIAN or "?" in sign)) or (
            "?" in sign and bool(_INVERTED.search(text))
        )
        stated = bool(_SUBJECT.search(text))
        tagged = not asks and stated and (tagged or "?" in sign)
        yield Utterance(text, statement, asks or ("?" in sign and not stated), tagged)


def cleaned(piece: str) -> str:
    """Return what is said without fillers, false starts, words said twice and the marks of a tokeniser."""
    text = _BARE_DECIMAL.sub("0.", piece.translate(_SIGNS))
    for pattern, instead in _JOINED:
        text = pattern.sub(instead, text)
    text = _FILLER.sub(" ", _LIKE.sub(" ", text))
    text = _plain(text)
    text = re.sub(r"\b([\w']+)-(?: | ?(?=\1))", r"\1 ", text)  # "let's- let's"
    while (shorter := _TWICE.sub(r"\1", text)) != text:
        text = shorter
    text = _OPENING.sub("", text)
    text = _CLOSING.sub("", text)
    text = _plain(re.sub(r"\bi\b", "I", text)).strip(" ,.;:-!?…")
    return text[:1].upper() + text[1:] if re.search(r"[A-Za-z0-9]", text) else ""


# ".5 mg": what tidies signs up must not make it ten times as much.
_BARE_DECIMAL = re.compile(r"(?<![\w.,])\.(?=\d)")
# Behind one of these a speaker pauses where nobody writes a comma: "the, sore throat".
_PAUSED = re.compile(
    r"\b(the|an?|my|your|his|her|their|our|of|with|any|some|very|been|having|getting|feeling|for|about)\s*,(?= \w)",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    text = re.sub(r"(?:\s*,)+", ",", re.sub(r"\s+([,;:?!%]|\.(?!\d))", r"\1", text))
    text = _PAUSED.sub(r"\1", text)
    return " ".join(text.split()).strip(" ,")


def _asks(text: str) -> bool:
    return bool(_QUESTION.match(text)) and not _STATED.match(text)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between a text's stops, each with its stop, and long breaths cut where a new one begins."""
    left = 0
    for match in _STOP.finditer(text):
        if match.group() == "." and _ABBREVIATED.search(text[left : match.start()]):
            continue
        said = text[left : match.start()]
        yield from _breaths(said, "" if _AGREED.search(said) else match.group())
        left = match.end()
    yield from _breaths(text[left:], "")


def _breaths(text: str, sign: str) -> Iterator[tuple[str, str]]:
    if len(text.split()) <= _LONGEST_BREATH:
        yield text, sign
        return
    left = 0
    for match in _BREATH.finditer(text):
        before = text[left : match.start()].strip()
        if len(before.split()) < 3 or _BOUND.search(before):
            continue
        yield text[left : match.start()], ""
        left = match.end()
    yield text[left:], sign
