"""Text of documents, models and visitors, made safe for Streamlit's Markdown: it is shown as it is written.

Everything that Vouch did not write itself goes through `plain` before it becomes part of a label, a caption or a
Markdown element. Answers and passages do not pass here: `modules.ui.rich_text` and the components show them as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

_Option = TypeVar("_Option")

# Whatever CommonMark, GitHub's additions, LaTeX ($), Streamlit's directives and shortcodes (:red[x], :smile:) could
# read as more than a letter. CommonMark allows a backslash before any ASCII punctuation; "&" and "<" would open
# entities and HTML, which Streamlit escapes but a later version might not.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^$:<>&=\"'@/%?;,])")
# Found only after escapes are resolved, and so broken by a character without width: GitHub's autolinks ("://", "www.",
# "@") and Streamlit's own signs (":material_x:" for an icon, ":streamlit:" for its logo, "->", ">=" for one character).
_LATE = re.compile(r"(?i)(?<=:)(?=//|[a-z]\w*:)|(?<=www)(?=\.)|(?=@)|(?<=[-<>~])(?=[-=>])")
# Nothing that Markdown, GitHub's additions, LaTeX or Streamlit could read as more than letters.
_HARMLESS = re.compile(r"(?!\d+[.)]\s)[^\W_](?:[^\W_]|[ ,’'()?%“”]|[.:;](?=\s|$)|(?<=[^\W_])[-/](?=[^\W_]))*")
_JOINER = "\u2060"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(text: str, limit: int = 0) -> str:
    """Return Markdown that shows `text` literally, on one line; over `limit` characters it ends in an ellipsis."""
    return _SPECIAL.sub(r"\\\1", _LATE.sub(_JOINER, one_line(text, limit)))


def label(text: str, limit: int = 0) -> str:
    """Return Markdown that shows `text` literally as a widget's label.

    Where Markdown reads nothing in it, that is the text itself: a screen reader says the backslashes of a label.
    """
    line = one_line(text, limit)
    return line if _HARMLESS.fullmatch(line) else plain(line)


def one_line(text: str, limit: int = 0) -> str:
    """Return the text on one line, without control and direction-changing characters; 0 means no limit.

    Right-to-left overrides go because "exe.fdp" could be shown as "pdf.exe".
    """
    line = " ".join(_CONTROL.sub("", text).split())
    return line if not limit or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def told_apart(labels: Mapping[_Option, str]) -> dict[_Option, str]:
    """Return the labels of a widget's options so that no two are alike: what occurs again is numbered, "note.pdf (2)".

    The browser sends back the label of what was chosen, and not the option: of two alike it would always be the first.
    """
    met: Counter[str] = Counter()
    apart: dict[_Option, str] = {}
    for option, printed in labels.items():
        met[printed] += 1
        told = printed if met[printed] == 1 else f"{printed} ({met[printed]})"
        while told in apart.values():
            met[printed] += 1
            told = f"{printed} ({met[printed]})"
        apart[option] = told
    return apart
