"""Identifiers that have a form of their own: numbers with check digits, addresses of machines, names of files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from modules.safety import checksums
from modules.safety.identifiers import Identifier, Kind

_TOP = (
    "com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|health|care|clinic|hospital|doctor|me|tv|uk|us|ca|au|nz|ie|"
    "de|fr"
    "|es|it|nl|be|ch|at|se|no|dk|fi|pl|cz|pt|gr|hu|ro|br|mx|ar|in|cn|jp|kr|za|eu"
)
_SPOKEN_DIGIT = r"(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred)"


def _always(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Form:
    """A form: its kind, what it looks like, and what else must hold of the text that matched."""

    kind: Kind
    form: re.Pattern[str]
    holds: Callable[[str], bool] = _always


def _form(kind: Kind, form: str, holds: Callable[[str], bool] = _always, flags: int = 0) -> _Form:
    return _Form(kind, re.compile(form, flags), holds)


def _phone(text: str) -> bool:
    return 7 <= len(checksums.digits_of(re.split(r"(?i)\s*(?:x|ext)", text)[0])) <= 15


def _card(text: str) -> bool:
    return 12 <= len(checksums.digits_of(text)) <= 19 and checksums.luhn(text)


# In the order of their rank where two match the same characters.
_FORMS = (
    _form(Kind.EMAIL, r"[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+"),
    _form(Kind.EMAIL, (
        r"\b[\w.-]+(?: (?:dot|underscore|dash) \w+)* at \w+(?: dot \w+)* dot (?:com|org|net|edu|uk)\b"
    ), flags=re.I),
    _form(Kind.URL, r"\b(?:https?|ftp)://[^\s<>\"']*[\w/]|\bwww\.[^\s<>\"']*[\w/]", flags=re.I),
    _form(Kind.PHOTO, (
        r"(?<![\w.])(?:[\w~-]+[\\/])*[\w~][\w~()-]*(?:\.[\w-]+)*\.(?:jpe?g|png|tiff?|gif|bmp|heic|dcm|webp|mp4|"
        r"mov)\b"
    ), flags=re.I),
    _form(Kind.URL, (
        rf"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TOP})\b(?:/[^\s<>\"']*[\w/])?(?![.\w]*@)"
    ), flags=re.I),
    _form(Kind.OTHER, r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", flags=re.I),
    _form(Kind.DEVICE, r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", flags=re.I),
    _form(Kind.IP, (
        r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)(?::\d{2,5})?"
    )),
    _form(Kind.IP, (
        r"(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})(?![\w:])|"
        r"(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4}(?![\w:])"
    ), flags=re.I),
    _form(Kind.DEVICE, r"\(01\)\d{14}(?:\(\d{2}\)[A-Z0-9-]+)*", flags=re.I),  # a UDI
    _form(Kind.ACCOUNT, r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", checksums.iban),
    _form(Kind.ACCOUNT, r"(?<![\d.])\d(?:[ -]?\d){11,18}(?![\d.]*\d)", _card),
    _form(Kind.SOCIAL_SECURITY, r"(?<![\w-])\d{3}([- .])\d{2}\1\d{4}(?![\w-])", checksums.social_security),
    _form(Kind.OTHER, (
        r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
    )),  # National Insurance
    _form(Kind.PLAN, (
        r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}"
        r"\d{2}\b"
    )),  # Medicare
    _form(Kind.OTHER, r"(?<![\d.-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])", checksums.nhs_number),
    _form(Kind.OTHER, r"(?<![\d.])\d{10}(?!\d|\.\d)", checksums.nhs_number),
    _form(Kind.RECORD, r"(?<![\w.-])\d{2}-\d{2}-\d{2}(?![\w-]|\.\d)"),
    _form(Kind.VEHICLE, r"\b[A-HJ-NPR-Z0-9]{17}\b", checksums.vin),
    _form(Kind.VEHICLE, r"\b[A-HJ-PR-Y][A-HJ-PR-Y]\d{2} ?[A-HJ-PR-Z]{3}\b"),  # a British plate
    _form(Kind.LICENCE, r"\b[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}\b", checksums.dea_number),
    _form(Kind.PHONE, (
        r"(?<![\w.])\+\d{1,3}(?:[ ().-]{0,2}\d){6,13}(?:,? ?(?:x|ext\.?|extension) ?\d{1,6})?(?!\d)"
    ), _phone, re.I),
    _form(Kind.PHONE, (
        r"(?<![\w.-])(?:1[-. ])?(?:\([2-9]\d{2}\)[-. ]?|[2-9]\d{2}[-. ])\d{3}[-. ]\d{4}(?:,? ?(?:x|ext\.?|"
        r"extension) ?\d{1,6})?(?![\d-])"
    ), _phone, re.I),
    _form(Kind.PHONE, (
        r"(?<![\w.,/-])\(?0\d{2,4}\)?[ -]?\d{2,4}[ -]?\d{2,4}(?:[ -]?\d{2,4})?(?:,? ?(?:x|ext\.?|"
        r"extension) ?\d{1,6})?(?![\d/-]|\.\d)"
    ), _phone, re.I),
    _form(Kind.PHONE, (
        r"(?<![\w.,/-])[2-9]\d{2}-\d{4}(?![\w-]| ?(?:mg|mcg|ml|kcal|units?|cells|steps|calories))"
    ), _phone, re.I),
    _form(Kind.PHONE, rf"\b{_SPOKEN_DIGIT}(?:[ ,-]+{_SPOKEN_DIGIT}){{6,}}\b", flags=re.I),
    _form(Kind.PLACE, r"(?<![\w.])-?\d{1,2}\.\d{3,}°?(?: ?[NS])?, ?-?\d{1,3}\.\d{3,}°?(?: ?[EW])?(?![\w.])"),
)  # fmt: skip
_FAX_BEFORE = re.compile(r"(?i)\b(?:fax|facsimile|f)\b[^\n\d]{0,25}$")
_CODED = re.compile(r"(?i)\b(?:snomed|loinc|rxnorm|icd|cpt|hcpcs|ndc|nct|pmid|doi|isbn|atc|code)\b[^\n]{0,20}$")
# Signs and digits that no clinical word or measurement has.
_MIXED = re.compile(
    r"\b(?=[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b"
)
_LONG = re.compile(r"(?<![\w.,/-])\d{7,}(?![\w,/-]|\.\d)")
_SHORTEST_MIXED = 7
_MOLECULE = re.compile(r"(?:HLA|CYP|IL|CD|NCT|COVID|SARS|H\d+N\d)")


def by_form(text: str) -> Iterator[Identifier]:
    """Yield what has the form of an identifier, the better known forms first; some may overlap."""
    for one in _FORMS:
        for match in one.form.finditer(text):
            if one.holds(match.group()):
                kind = one.kind
                if kind is Kind.PHONE and _FAX_BEFORE.search(text, max(0, match.start() - 40), match.start()):
                    kind = Kind.FAX
                yield Identifier(match.start(), match.end(), kind, match.group())


def by_look(text: str) -> Iterator[Identifier]:
    """Yield what looks like a code of some kind: letters and digits mixed, or very many digits."""
    for form in (_MIXED, _LONG):
        for match in form.finditer(text):
            long = len(match.group()) >= _SHORTEST_MIXED
            coded = _CODED.search(text, max(0, match.start() - 40), match.start())
            if long and not coded and not _MOLECULE.match(match.group()):
                yield Identifier(match.start(), match.end(), Kind.OTHER, match.group())
