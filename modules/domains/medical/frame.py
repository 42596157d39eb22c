"""What stands around a record's own statements: letterhead, patient's block, column headings, signature, page foot."""

from __future__ import annotations

import re

from modules.core.credentials import CREDENTIALS
from modules.core.outline import is_title_case
from modules.domains.medical.headings import heading_in

_LABELS = (
    r"(?:patient )?name|mrn|(?:medical|hospital) (?:record )?(?:number|no\.?)|medical record|nhs(?: (?:number|no\.?))?"
    r"|date of birth|d\.?o\.?b\.?|born|sex|gender|age|address|(?:tele)?phone|tel|fax"
    r"|date of (?:visit|admission|discharge|service|note|report)|date(?=\W+\d)"
    r"|(?:admitted|discharged)(?=\W*(?:[:|\d]|$))|visit type|visit date|clinician|provider|physician"
    r"|(?:attending|referring|primary care)(?: (?:physician|provider))?|gp|consultant|ward|accompanied by|insurance"
    r"|account(?: number)?|page|facility|department|identifier|social security(?: number)?|driver['’]?s licen[cs]e"
    r"|passport(?: number)?|mother['’]s maiden name|place of birth"
)
# Further down these are findings, too: "Language: two-word sentences".
_LABELS_OF_A_BLOCK = rf"patient|sex at birth|language|race|ethnicity|{_LABELS}"
_COLON = r"\W{0,2}(?:[|:]|$)"
# "DOB 3 May 1960", "Attending Dr Jones", "Ward 7B"; "Referring to cardiology" and "Age-related changes" are statements.
_CAPITALS = r"(?:[ ,/#.]+(?-i:[A-Z\d])[\w.'’/-]*){1,6}\W*$"
_ABOUT = re.compile(rf"\W*(?:{_LABELS_OF_A_BLOCK}){_COLON}", re.IGNORECASE)
_FIELD = re.compile(rf"\W*(?:{_LABELS})(?:{_COLON}|{_CAPITALS})", re.IGNORECASE)
_NAME = r"(?:Dr\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}"
# "cc" with an addressee: else it is the chief complaint.
_CORRESPONDENCE = re.compile(
    r"(?i:\W*(?:reviewed|authori[sz]ed)\b[^.]{0,20}\bby\b|\W*dear (?:dr|doctor|mr|ms|mrs|colleague)\b)"
    rf"|\W*(?i:cc)\W+(?:(?i:dr|prof|mr|mrs|ms|gp|(?:the )?patient|file)\b|{_NAME},? (?:{CREDENTIALS})\b)"
)
_SIGNED = re.compile(
    r"(?i:\W*(?:electronically |digitally |e-?)?(?:signed|dictated|transcribed|authenticated)\b"
    r"(?:[^.]{0,20}\bby\b|\W*(?:[:\d]|$)))"
    r"|(?i:\W*(?:yours(?: sincerely| faithfully| truly)?|sincerely|(?:with )?(?:kind |best )?regards)(?:,\s|\W*$))"
    # "Chest X-Ray PA" is a view
    rf"|\W*{_NAME}(?:, |,? (?!PA\b|DO\b|MB\b))(?:{CREDENTIALS})\b(?:[ ,;|.]+[A-Z\d][\w:'’&/-]*)*\W*$"
)
_FOOT = re.compile(r"\bpage \d+(?: of \d+)?\b|\b(?:mrn|nhs no\.?)\b.{0,40}$", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"\b(?:hospital|clinic|cent(?:er|re)|department|practice|medical|medicine|health|ward|note|summary|letter|report"
    r"|record|transcript)\b",
    re.IGNORECASE,
)
_SHORT = 90
_FICTION = re.compile(r"\bfictional\b|\bconfidential\b|\bdo not (?:copy|distribute)\b", re.IGNORECASE)


def is_frame(text: str, header: str, *, opening: bool) -> bool:
    """Tell whether a line states nothing about the patient's health.

    Args:
        text: the line or the row.
        header: the column headings that it stands under, "" where it is no row.
        opening: it stands before the first section of the document, where letterhead and title are.
    """
    if " | " in text:
        return text.strip() == header.strip() or is_about_the_patient(text)
    printed = heading_in(text)
    if printed and not text[printed.end :].strip(" :.-–\n"):
        return True
    if is_signature(text) or _CORRESPONDENCE.match(text) or _FICTION.search(text):
        return True
    if len(text) > _SHORT:
        return False
    if _FOOT.search(text):
        return True
    in_head = _ABOUT.match(text) or _FIELD.match(text) or (is_title_case(text) and _LETTERHEAD.search(text))
    return opening and bool(in_head)


def is_about_the_patient(row: str) -> bool:
    """Tell whether a row, or what passes for column headings, names the patient or the visit: "Patient | M. Ellery"."""
    return " | " in row and _ABOUT.match(row) is not None


def is_administrative(text: str) -> bool:
    """Tell whether a line, wherever it stands, or a row is a field of administration: "Ward: 7B", "DOB 3 May 1960"."""
    if " | " in text:
        return is_about_the_patient(text)
    return len(text) <= _SHORT and not text.endswith(".") and _FIELD.match(text) is not None


def is_signature(text: str) -> bool:
    """Tell whether a line closes what is written, with a greeting, who signed it, or a name and its credentials."""
    return _SIGNED.match(text) is not None
