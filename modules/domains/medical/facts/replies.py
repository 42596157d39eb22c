"""What is asked and what is replied in a dialogue: a "no" denies what the question names, silence leaves it open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from modules.domains.medical.facts.said import Said, without_heading
from modules.domains.medical.record import Speaker, Statement

_FILLER = (
    r"(?:(?:um+|uh+|er+m?|oh+h*|well|so|okay|ok|hmm+|mm|ah|like|you know|i mean|actually|honestly|doctor"
    r"|and|but|gosh|just|sorry)\b[\s,.…-]*)*"
)
_NO = re.compile(
    rf"{_FILLER}(?P<no>no+|nope|nah|not really|not that i|not at all|none|never|nothing|neither|negative"
    rf"|not yet|not lately"
    r"|no i|uh-uh|nuh-uh|not recently|not currently|not so far|not anymore|not any"
    r"|i (?:do|have|did|am|had|was|can|would)(?: ?n['’]t| not)\b|i['’]m not|i['’]ve not|it(?: is|['’]s|"
    r" does| did|has) ?(?:not|n['’]t)"
    r"|i (?:really |actually )?(?:do|have|did) ?n['’]t|i(?: ca|can) ?n['’]t|i have no|i never|not)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    rf"{_FILLER}(?:yes+|yeah+|yea|yep|yup|mm-?hmm?|mhm|mm-mm-hmm|uh-?huh|sure|right|correct|absolutely"
    rf"|definitely|exactly|of course"
    r"|i do|i have|i am|i did|i was|i think so|i guess|it does|it is|it has|it did|they do|they are|he does|she does"
    r"|he has|she has|he is|she is|a bit|a little|a tiny|a lot|sometimes|occasionally|once in a while"
    r"|every now|every once"
    r"|some|slight(?:ly)?|kind of|kinda|sort of|all the time|always|that['’]s (?:right|correct|it)|both"
    r"|probably|maybe a"
    r"|it hurts|just when|only when|only if|usually|mostly|i['’]ve|i['’]m|unfortunately|all of|quite|very"
    r"|from time to time|here and there|fairly|pretty much|he did|she did|you bet|certainly|i would say"
    r" so)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"{_FILLER}(?:all right\W*|right\W*|now\W*|then\W*|okay\W*)*(?:any\b|do you|have you|are you|did you"
    rf"|does (?:it|he|she|your|that)|is (?:it|he|she|there|your|that)"
    r"|has (?:he|she|it|your)|had you|were you|was (?:it|there)|how about|what about|can you|could you|do"
    r" they|ever\b|are there|did (?:he|she|it)|anything|anyone|is anyone|you ever|no\b[^.]{0,40}\?)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"{_FILLER}(?:all right\W*|right\W*|now\W*|then\W*|okay\W*|alright\W*)*(?:wh(?:at|en|ere|o|ich|y)|how"
    rf" (?!about))(?!['’]? about)\b",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_FILLER}(?P<no>no+|nope|nah)\b(?=\s*[,.!?…-]|\s*$)", re.IGNORECASE)
_NOTHING = re.compile(
    r"[\W_]*(?:(?:um+|uh+|er|oh+|okay|ok|hmm+|mm|right|great|good|alright|all right|sure|sorry|perfect)[\W_]*)*",
    re.IGNORECASE,
)
# Where a question begins that somebody asks after telling something; "is that okay?" asks about what was told.
_THEN_ASKS = re.compile(
    r"\b(?:do|did|have|are|were|can|could|would) you\b|\b(?:is|are|was|were) there\b|\b(?:how|what) about\b"
    r"|\b(?:does|did|is|was|has) (?:it|that|he|she)\b",
    re.IGNORECASE,
)
_ABOUT_WHAT_WAS_TOLD = re.compile(
    r"[^?]*\b(?:right|correct|okay|ok|sounds?|good|agree|that|this|understand)\W*\??\W*$", re.IGNORECASE
)
_TOLD = 40  # characters that tell something before a question
_AHEAD = 6  # statements between a question and its reply


def listened(statements: Sequence[Statement]) -> list[Said]:
    """Make the statements of a note ready; in a dialogue, with the replies to its questions."""
    said = []
    for at, statement in enumerate(statements):
        text = statement.printed or statement.text
        if statement.speaker is Speaker.NOBODY:
            said.append(Said(statement, without_heading(text)))
            continue
        bare = _BARE.match(text)
        question = is_question(text) and not presupposes(text)
        said.append(
            Said(
                statement,
                text,
                question,
                _reply(statements, at) if question else None,
                _asked_from(text) if question else 0,
                denies=bare.end() if bare else 0,
            )
        )
    return said


def is_question(text: str) -> bool:
    """Whether a statement of a dialogue asks something."""
    return "?" in text or bool(_ASKS.match(text))


def presupposes(text: str) -> bool:
    """Whether a question takes what it names for granted: "how long have you had this cough?"."""
    return bool(_OPEN.match(text)) and "what if" not in text.lower()


def _asked_from(text: str) -> int:
    """Return where a question begins in a statement that tells something first; 0 where it asks from the beginning."""
    asks = [found for found in _THEN_ASKS.finditer(text) if found.start() >= _TOLD]
    if not asks or _ASKS.match(text) or _ABOUT_WHAT_WAS_TOLD.match(text, asks[0].start()):
        return 0
    return asks[0].start()


def _reply(statements: Sequence[Statement], at: int) -> bool | None:
    asks = statements[at].speaker
    for other in statements[at + 1 : at + 1 + _AHEAD]:
        if other.speaker is asks:
            continue
        text = other.printed or other.text
        if _NOTHING.fullmatch(text):
            if re.search(r"\b(?:right|sure)\b", text, re.IGNORECASE):
                return True
            continue
        if _NO.match(text):
            return False
        return True if _YES.match(text) else None
    return None
