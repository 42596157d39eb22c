"""What of a reply should not be in it: an identifier that its engine was never sent in clear."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from modules.safety.identifiers import Kind
from modules.safety.labelled import by_label
from modules.safety.lexicons import Lexicon, folded
from modules.safety.patterns import by_form

_SHORTEST = 4
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Such numbers stand in clinical texts as well.
_OFTEN_ELSE = frozenset({Kind.URL, Kind.PLACE})


def leaked(reply: str, sent: Sequence[str], originals: Collection[str], lexicon: Lexicon) -> int:
    """Return how many identifiers a raw reply holds that were not in what was sent.

    Args:
        reply: as the engine wrote it, with its pseudonyms.
        sent: the messages as they were sent.
        originals: what has been hidden of the chart.
        lexicon: tells names from words, which a reply may hold by itself.
    """
    said = {folded(word) for word in _WORD.findall(reply)}
    known = {folded(word) for text in sent for word in _WORD.findall(text)}
    hidden = {folded(one) for one in originals if len(one) >= _SHORTEST and not lexicon.is_ordinary(one)}
    words = {one for one in hidden & said - known if not one.isdigit() or len(one) > _SHORTEST}
    clear = " ".join(sent)
    formed = {one.text for one in (*by_form(reply), *by_label(reply)) if one.kind not in _OFTEN_ELSE}
    invented = {text for text in formed if text not in clear and folded(text) not in words}
    return len(words) + len(invented)
