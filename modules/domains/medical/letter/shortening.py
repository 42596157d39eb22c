"""Long sentences cut in two where each half can stand alone."""

from __future__ import annotations

import re

_SUBJECT = r"(?:you|your|we|our|i|my|it|its|they|their|there|this|these|the|a|an)"
_CUT = re.compile(rf";\s+(?=\w)|,\s+(?:and|but|so)\s+(?={_SUBJECT}\s+\w)", re.IGNORECASE)
# A condition or a negation may reach over the cut: "if you feel worse, and the pain stays, call".
_REACHING = re.compile(
    r"\b(?:if|unless|until|when|whenever|while|because|although|though|except|either|neither|nor|whether|between"
    r"|in case|should you|no|not|without|den(?:y|ies|ied)|never)\b|n['’]t\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 2  # of a sentence
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|need|take"
    r"|came|come|go|went|get|got|took|gave|made|found|see|saw|feel|felt|show|said|say|told|tell|start|stop|keep|call|use|help|\w+ed|\w+s)\b",
    re.IGNORECASE,
)


def shortened(sentence: str) -> str:
    """Return a sentence as several, or as it is where no cut is safe.

    It is cut at a semicolon, and before "and", "but" or "so" with a new subject behind a comma, if nothing before the
    cut can reach over it and both halves have a verb.
    """
    for cut in _CUT.finditer(sentence):
        first, second = sentence[: cut.start()].rstrip(), sentence[cut.end() :].lstrip()
        if not _REACHING.search(first) and _stands(first) and _stands(second):
            return f"{first}. {shortened(second[0].upper() + second[1:])}"
    return sentence


def _stands(piece: str) -> bool:
    return len(piece.split()) >= _LEAST_WORDS and _VERB.search(piece) is not None
