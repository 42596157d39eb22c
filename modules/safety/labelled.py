"""Identifiers known by the words before them: "MRN 4471", "policy number AB-12", "pacemaker, serial no. 77"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.safety.identifiers import Identifier, Kind

_ROOT = r"(?:number|num|no|nr|id|identifier|ident|code|key|ref|reference|#)"
# Between a label and its number: "number is", "no.:", "#", "ending in".
_LINK = (
    rf"(?:['’]s)?(?:[ \t]*(?:{_ROOT}\b\.?|#|№|:|=|\||\(|is\b|was\b|of\b|ending(?: in)?\b|reads\b|with\b|"
    rf"[,-])){{0,5}}[ \t]*"
)
_VALUE = r"(?P<value>[A-Z0-9](?:[A-Z0-9]|[./_-](?=[A-Z0-9]))*(?: (?=[A-Z]*\d)[A-Z0-9]{2,}(?![a-z])){0,4})"
_LABELS: tuple[tuple[Kind, str], ...] = (
    (Kind.SOCIAL_SECURITY, r"ssn|social[ -]security|social insurance|sin|soc\.? sec\.?"),
    (
        Kind.RECORD,
        r"mrn|m\.r\.n\.|mr ?#|medical records?|health records?|hospital|hosp\.?|patient|pt|chart|unit|accession|"
        r"encounter|"
        r"visit|specimen|sample|lab(?:oratory)?|chi|nhs|order|study|csn|har|urn|emr|ehr|case|file|pathology|"
        r"admission|record",
    ),
    (
        Kind.PLAN,
        r"health ?plan|insurance|insurer|member(?:ship)?|subscriber|policy(?:holder)?|group|beneficiary|medicare|"
        r"medicaid|"
        r"hicn|mbi|payer|plan|coverage|rx ?bin|rx ?grp|bupa|aetna|cigna|authori[sz]ation|prior auth|claim",
    ),
    (
        Kind.ACCOUNT,
        r"account|acct?\.?|a/c|invoice|billing|guarantor|bank|routing|sort code|iban|swift|bic|card|visa|"
        r"mastercard|amex|"
        r"credit card|debit card|transaction|payment|receipt",
    ),
    (
        Kind.LICENCE,
        r"licen[cs]e|lic\.?|driver['’]?s? licen[cs]e|driving licen[cs]e|dl|dea|npi|gmc|nmc|gphc|hcpc|registration|"
        r"regn?\.?|"
        r"certificate|certification|cert\.?|permit|board|provider|prescriber|pin|upin|clia",
    ),
    (
        Kind.VEHICLE,
        r"vin|licen[cs]e plates?|number plates?|plates?|tag|vehicle|vehicle registration|car registration|v5c|"
        r"registration plates?",
    ),
    (
        Kind.DEVICE,
        r"serial|s/?n|ser\.?|device|udi|imei|implant|lot|pump|pacemaker|icd|prosthesis|stimulator|monitor|cpap|"
        r"hearing aid|lens|stent|valve|mac(?: address)?|asset",
    ),
    (
        Kind.BIOMETRIC,
        r"biometrics?|finger ?prints?|thumb ?print|palm ?print|retinal?(?: scan)?|iris(?: scan)?|voice ?print|"
        r"face ?print|"
        r"facial(?: recognition)?(?: template)?|dna profile|gait profile|hand geometry",
    ),
    (
        Kind.OTHER,
        r"passport|national insurance|ni|nino|employee|staff|badge|student|military|service|veteran|va|tax|tin|ein|"
        r"identity|identification|id|tracking|reference|ref\.?|ticket|booking|confirmation|trial|subject|participant|"
        r"donor|recipient|inmate|prisoner|case ?load|referral|ubrn|barcode|login|user(?: ?name)?|pager|token|serial",
    ),
)
# "Group 3 pulmonary hypertension", "Unit 2", "hospital day 4": such a label needs "number", a sign or a long value.
_LOOSE = re.compile(
    r"(?i)(?:hospital|hosp\.?|patient|pt|chart|unit|encounter|visit|specimen|sample|lab(?:oratory)?|order|study|"
    r"case|file|"
    r"pathology|admission|record|insurance|insurer|member|group|plan|coverage|card|bank|board|provider|tag|vehicle|"
    r"device|"
    r"implant|lot|pump|pacemaker|icd|prosthesis|stimulator|monitor|cpap|lens|stent|valve|retinal?|iris|service|va|tax|"
    r"id|trial|subject|donor|recipient|referral|claim|registration|regn?\.?|reg|payment|transaction|medicare|medicaid|"
    r"accession|chi|sin|ni|pin|hearing aid|facial|staff|user|pager|serial|token|permit|ref\.?|dl|medical records?|"
    r"identification|student|employee|tin|military|veteran|inmate|prisoner|policy|account|acct?\.?|billing|licen[cs]e)"
)
_SIGN = re.compile(rf"(?i)\b{_ROOT}\b|[#:№|=]|\bending\b")
_AGAINST = re.compile(
    r"(?i)\d+(?:\.\d+)?(?:mg|mcg|g|kg|ml|cm|mm|mmhg|iu|units?|hours?|hrs?|days?|weeks?|years?|st|nd|rd|th|am|pm|%)|"
    r"\d{1,2}[:/]\d{2}(?:[/]\d{2,4})?|\d+\.\d+(?:[-–]\d+\.\d+)?|\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}"
)
_FORMS = tuple(
    (kind, re.compile(rf"(?<!/)\b(?P<label>(?i:{labels}))(?i:s?)(?![\w])(?P<link>(?i:{_LINK})){_VALUE}"), False)
    for kind, labels in _LABELS
) + tuple(
    # in transcripts and forms in small letters
    (
        kind,
        re.compile(
            rf"(?<!/)\b(?P<label>(?i:{labels}))(?![\w])(?P<link>(?i:{_LINK}))"
            r"(?P<value>[a-z0-9][a-z0-9-]*\d{3}[a-z0-9-]*)"
        ),
        True,
    )
    for kind, labels in _LABELS
)
_CALL = re.compile(
    r"(?i)\b(?P<label>phone|telephone|tel|mobile|cell|cellphone|call|pager|beeper|bleep|contact|ring|reach (?:me|"
    r"him|her|them)|"
    r"text|whatsapp|ext|extension|registered|fax|facsimile|line|landline|home|work)\b(?:[ \t]*(?:number|no\.?|is|"
    r"was|at|on|:|\.|#|=|\||\(|"
    r"me|him|her|them|us|,))*[ \t]*(?P<value>\+?\(?\d(?:[ ().-]{0,2}\d){3,14})(?![\w/]|\.\d| ?(?:mg|ml|mcg|%|hours|"
    r"days|weeks|mm))"
)
_SHORT_LABEL = re.compile(r"(?i)ext|extension|bleep|pager|beeper")
_SHORTEST_CALL = 6


def by_label(text: str) -> Iterator[Identifier]:
    """Yield the numbers and codes that follow a label."""
    for kind, form, _ in _FORMS:
        for match in form.finditer(text):
            value = match["value"]
            if _is_number(match["label"], match["link"], value):
                yield Identifier(match.start("value"), match.start("value") + len(value), kind, value)
    for match in _CALL.finditer(text):
        digits = sum(sign.isdigit() for sign in match["value"])
        if digits >= _SHORTEST_CALL or _SHORT_LABEL.fullmatch(match["label"]):
            kind = Kind.FAX if match["label"].lower().startswith(("fax", "facs")) else Kind.PHONE
            yield Identifier(match.start("value"), match.end("value"), kind, match["value"])


def _is_number(label: str, link: str, value: str) -> bool:
    digits = sum(sign.isdigit() for sign in value)
    if digits < 2 or len(value) < 3 or _AGAINST.fullmatch(value):
        return False
    if _LOOSE.fullmatch(label) and not _SIGN.search(link):
        return digits >= 5
    return digits >= 3 or len(value) >= 5
