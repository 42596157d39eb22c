"""Which of the medicines of a sentence a word of stopping is about: a second opinion on their status."""

from __future__ import annotations

import re
from collections.abc import Sequence

from modules.domains.medical.fact import Fact

_STOPS = re.compile(
    r"\b(?:stop\w*|discontinu\w*|hold(?:ing|s)?|held|on hold|paus\w*|withh\w+|suspend\w*|given up|came off|come off"
    r"|no longer|ceas\w*|weaned off|off)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:start\w*|beg[aiu]n\w*|initiat\w*|continu\w*|restart\w*|resum\w*|replac\w*|switch\w*|instead"
    r"|(?<!not to be )(?<!not )take[sn]?|taking|add(?:ed)?|introduc\w*)\b|[.;]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;]\s")


def is_stopped(fact: Fact, beside: Sequence[Fact], text: str, offset: int) -> bool:
    """Tell whether a text stops a medicine by its words.

    Args:
        fact: the medicine.
        beside: all medicines of the text.
        text: of the sentence.
        offset: of the sentence in what the facts' offsets count.
    """
    start, end = fact.source.start - offset, fact.source.end - offset
    others = [(one.source.start - offset, one.source.end - offset) for one in beside if one.source != fact.source]
    for cue in _STOPS.finditer(text):
        if cue.start() >= end:  # "metformin was stopped": the nearest one before
            between = any(end <= first and last <= cue.start() for first, last in others)
            if not between and not _ENDS.search(text[end : cue.start()]):
                return True
        elif cue.end() <= start and not _STARTS.search(text[cue.end() : start]):  # "stop metformin and aspirin"
            return True
    return False
