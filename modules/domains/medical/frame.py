"""What stands around a record's own statements: letterhead, patient's block, column headings, signature, page foot."""

from __future__ import annotations

import re

from modules.core.outline import is_title_case
from modules.domains.medical.headings import heading_in

_LABELS = (
    r"patient(?: name)?|name|mrn|(?:medical|hospital) (?:record )?(?:number|no\.?)|nhs (?:number|no\.?)|date of birth"
    r"|dob|born|sex|gender|age|address|phone|telephone|date of (?:visit|admission|discharge|service|note|report)"
    r"|admitted|discharged|visit type|visit date|clinician|provider"
    r"|(?:attending|referring|primary care)(?: (?:physician|provider))?|gp|consultant|ward|accompanied by|insurance"
    r"|account(?: number)?|facility|department|identifier|social security(?: number)?|driver['’]?s licen[cs]e"
    r"|passport(?: number)?|mother['’]s maiden name|place of birth|sex at birth|language|race|ethnicity"
)
_ABOUT = re.compile(rf"\W*(?:{_LABELS})\W{{0,2}}(?:\||:|$)", re.IGNORECASE)
_SIGNED = re.compile(
    r"\W*(?:electronically |digitally )?(?:signed|dictated|transcribed|authenticated|reviewed|authori[sz]ed)\b"
    r"[^.]{0,20}\bby\b"
    r"|\W*(?:yours (?:sincerely|faithfully|truly)|sincerely|(?:kind |best )?regards)\W*$"
    r"|\W*(?:dear (?:dr|doctor|mr|ms|mrs|colleague)|cc)\b"
    r"|\W*[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}, (?:MD|DO|MBBS|MB|RN|NP|PA|PhD|FRCP|MRCP)\b(?=[^a-z]{0,30}(?:$|\d))",
    re.IGNORECASE,
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
    if _SIGNED.match(text) or _FICTION.search(text) or (len(text) <= _SHORT and _FOOT.search(text)):
        return True
    if not opening or len(text) > _SHORT:
        return False
    return _ABOUT.match(text) is not None or (is_title_case(text) and _LETTERHEAD.search(text) is not None)


def is_about_the_patient(row: str) -> bool:
    """Tell whether a row, or what passes for column headings, names the patient or the visit: "Patient | M. Ellery"."""
    return " | " in row and _ABOUT.match(row) is not None
