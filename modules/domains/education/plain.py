"""The words of a statement without the marks around them, as cards, sheets and maps show them."""

from __future__ import annotations

import re

GAP = "____"
"""What stands for words that are left out."""

_LIST_MARK = re.compile(r"^\s*(?:[-*•–+▪‣◦]|\(?\d{1,3}[.)])\s+")
_HASHES = re.compile(r"^\s*#{1,6}\s+")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!:'\"|<>~$])")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"!?\[([^\]]{1,200})\]\([^)\s]{1,300}\)")
_CITED = re.compile(r"\s?\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]")
_TO_FIGURE = re.compile(
    r"\s*\((?:see |cf\. )?(?:the )?(?:fig(?:ure|s)?\.?|table)s?\s?[\d.]*[a-z]?(?: and \d+)?\)", re.I
)
_BEFORE_SIGN = re.compile(r"\s+([,.;:!?])(?=\s|$)")
_CAPTION = re.compile(r"^\[(?:Figure|Image|Photo|Table):\s*(.*?)\]?$", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text on one line without Markdown's marks, list marks, and references to figures and to literature."""
    text = _HASHES.sub("", _LIST_MARK.sub("", " ".join(text.split())))
    text = _CAPTION.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text)))
    text = _TO_FIGURE.sub("", _CITED.sub("", _ESCAPED.sub(r"\1", text)))
    text = re.sub(
        r"(?<=[.!?])[*_]{1,3}$|^[*_]{1,3}(?=\w)", "", text
    )  # emphasis that begins or ends in another sentence
    return _BEFORE_SIGN.sub(r"\1", text).strip()


def is_list_item(text: str) -> bool:
    """Tell whether a text opens with the mark of a list."""
    return _LIST_MARK.match(text) is not None


def is_whole(text: str) -> bool:
    """Tell whether a text is a whole sentence that can stand alone: opens like one, ends like one, is no question."""
    text = text.strip()
    return (
        len(text) > 20
        and (text[0].isupper() or text[0].isdigit() or text[0] in "“\"'‘(*αβγΔτλμπ")
        and text.rstrip("”\"’')*_")[-1:] in (".", "!")
        and not text.endswith(("e.g.", "i.e."))
        and text.count("(") == text.count(")")
    )
