"""What a PDF says of itself beside its text."""

from __future__ import annotations

import re

import pypdfium2 as pdfium

from modules.adapters.readers.composing import clean

LONGEST = 150  # characters of a title or a name
_DATE = re.compile(r"D:(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MADE_UP = re.compile(
    r"untitled|^anonymous$|^unknown|^(?:microsoft|slide|document|powerpoint|print)\b|\.\w{2,5}$|[_/\\]", re.IGNORECASE
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def properties_of(document: pdfium.PdfDocument, first_page: str) -> str:
    """Return title, author and date as a sentence; "" where the title says nothing that the first page does not.

    A date alone, or an author, tells a visitor little: many files carry those of a conversion. Titles that a program
    made up of a file's name are left out.
    """
    title = clean(_value(document, "Title"))
    words = _WORD.findall(title)
    shown = {word.casefold() for word in _WORD.findall(first_page)}
    if len(words) < 2 or len(title) > LONGEST or _MADE_UP.search(title) or shown.issuperset(map(str.casefold, words)):
        return ""
    author = clean(_value(document, "Author"))
    by = f", by {author}" if _WORD.search(author) and len(author) <= LONGEST and not _MADE_UP.search(author) else ""
    date = _DATE.match(_value(document, "CreationDate"))
    made = f", made on {int(date[3])} {_MONTHS[int(date[2]) - 1]} {date[1]}" if date else ""
    return f"The file calls itself “{title}”{by}{made}."


def _value(document: pdfium.PdfDocument, key: str) -> str:
    try:
        return str(document.get_metadata_value(key))
    except UnicodeDecodeError:  # half a surrogate pair
        return ""
