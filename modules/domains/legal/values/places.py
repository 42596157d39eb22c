"""States and countries whose law a contract names, under one name each: "the laws of the State of New York"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STATES = """
Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, District of Columbia, Florida, Georgia,
Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan,
Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York,
North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Puerto Rico, Rhode Island, South Carolina,
South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, Washington, West Virginia, Wisconsin, Wyoming
"""
_PROVINCES = """
Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland and Labrador, Nova Scotia, Ontario,
Prince Edward Island, Quebec, Saskatchewan, New South Wales, Queensland, South Australia, Tasmania, Victoria,
Western Australia, England and Wales, Scotland, Northern Ireland, Hong Kong, Dubai, Abu Dhabi
"""
_COUNTRIES = """
Argentina, Australia, Austria, Bahamas, Bahrain, Bangladesh, Barbados, Belgium, Bermuda, Brazil, British Virgin Islands,
Bulgaria, Canada, Cayman Islands, Chile, China, Colombia, Costa Rica, Croatia, Cyprus, Czech Republic, Denmark,
Dominican Republic, Ecuador, Egypt, Estonia, Finland, France, Germany, Gibraltar, Greece, Guatemala, Guernsey, Hungary,
Iceland, India, Indonesia, Ireland, Isle of Man, Israel, Italy, Jamaica, Japan, Jersey, Jordan, Kazakhstan, Kenya,
Kuwait, Latvia, Lebanon, Liberia, Liechtenstein, Lithuania, Luxembourg, Macau, Malaysia, Malta, Marshall Islands,
Mauritius, Mexico, Monaco, Morocco, Netherlands, New Zealand, Nigeria, Norway, Oman, Pakistan, Panama, Peru,
Philippines, Poland, Portugal, Qatar, Romania, Russia, Saudi Arabia, Serbia, Singapore, Slovakia, Slovenia,
South Africa, South Korea, Spain, Sri Lanka, Sweden, Switzerland, Taiwan, Thailand, Tunisia, Turkey, Ukraine,
United Arab Emirates, United Kingdom, United States, Uruguay, Venezuela, Vietnam
"""
_OTHER_NAMES = {
    "England": "England and Wales", "Wales": "England and Wales", "English": "England and Wales",
    "England & Wales": "England and Wales", "Québec": "Quebec", "People's Republic of China": "China",
    "People’s Republic of China": "China", "PRC": "China", "Korea": "South Korea", "Republic of Korea": "South Korea",
    "Holland": "Netherlands", "Great Britain": "United Kingdom", "U.K.": "United Kingdom", "UK": "United Kingdom",
    "United States of America": "United States", "U.S.A.": "United States", "USA": "United States",
    "U.S.": "United States", "Czechia": "Czech Republic", "Russian Federation": "Russia", "Macao": "Macau",
    "UAE": "United Arab Emirates", "Hellenic Republic": "Greece", "D.C.": "District of Columbia",
    "Washington, D.C.": "District of Columbia", "Washington D.C.": "District of Columbia", "Hong Kong SAR": "Hong Kong",
    "Scots": "Scotland", "Scottish": "Scotland", "German": "Germany", "French": "France", "Swiss": "Switzerland",
    "Dutch": "Netherlands", "Irish": "Ireland", "Italian": "Italy", "Spanish": "Spain", "Swedish": "Sweden",
    "Danish": "Denmark", "Norwegian": "Norway", "Finnish": "Finland", "Belgian": "Belgium", "Austrian": "Austria",
    "Japanese": "Japan", "Chinese": "China", "Israeli": "Israel", "Canadian": "Canada", "Australian": "Australia",
    "Indian": "India", "Singaporean": "Singapore", "Polish": "Poland", "Portuguese": "Portugal",
}  # fmt: skip


def _names(listed: str) -> list[str]:
    return [" ".join(name.split()) for name in listed.split(",")]


_KNOWN = {name: name for listed in (_COUNTRIES, _PROVINCES, _STATES) for name in _names(listed)} | _OTHER_NAMES
_ADJECTIVES = frozenset(
    name for name in _OTHER_NAMES if name.endswith(("ish", "ch", "an", "ese", "iss", "eli", "Scots"))
)
_FOLDED = {" ".join(name.lower().split()): full for name, full in _KNOWN.items()}


def _pattern(name: str) -> str:
    """Return a pattern for a name as it is written and in capitals, whatever the white space."""
    both = {re.escape(name), re.escape(name.upper())}
    return "|".join(one.replace(r"\ ", r"\s+") for one in sorted(both))


_NAME = "(?:" + "|".join(_pattern(name) for name in sorted(_KNOWN, key=len, reverse=True)) + r")(?!\w)"
_PLACE = re.compile(rf"(?<![\w.-])(?P<name>{_NAME})")
_LAWS_OF = re.compile(
    r"\b(?:[Ll]aws?|LAWS?)(?:\s+and\s+\w+)?(?:\s+in\s+force)?\s+(?:of|in|OF|IN)\s+(?:(?:the|THE|The)\s+)?"
    r"(?:(?:[Ss]tate|STATE|[Cc]ommonwealth|COMMONWEALTH|[Pp]rovince|PROVINCE|[Rr]epublic|Kingdom|[Cc]ountry|Territory)"
    rf"\s+(?:of|OF)\s+(?:[Tt]he\s+)?)?(?P<name>{_NAME})"
)
_ITS_LAW = re.compile(
    rf"(?<![\w.-])(?P<name>{_NAME})\s+(?:(?:[Ss]tate|[Cc]ivil|[Ss]ubstantive|[Ff]ederal)\s+)?(?:[Ll]aws?|LAWS?)\b"
)
_GOVERNS = re.compile(
    r"\b(?:govern(?:ed|s|ing)?|constru(?:ed|ction)|interpret(?:ed|ation)?|in\s+accordance\s+with|applicable\s+law|"
    r"(?:shall|will)\s+apply|according\s+to|subject\s+to|under|controlled\s+by|resolved)\b",
    re.IGNORECASE,
)
_FOUNDED = re.compile(
    r"\b(?:organi[sz]ed|existing|incorporated|established|formed|corporation|company|registered|convicted|"
    r"good\s+standing)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_GOVERNS_THEN = re.compile(r"[^.;]{0,60}?\b(?:govern|appl(?:y|ies)|control)", re.IGNORECASE)
_BREAKS = re.compile(r"[.;]\s+(?=[A-Z(\"“])|\n")
_REACH = 400


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A state or country in a text.

    Attributes:
        start, end: character offsets of the name alone.
        name: one name for each, whatever the text calls it: "Netherlands", "England and Wales", "New York".
    """

    start: int
    end: int
    name: str


def jurisdictions(text: str) -> list[Jurisdiction]:
    """Return the states and countries that a text names, in order; New York may be the city."""
    return [_jurisdiction(match) for match in _PLACE.finditer(text) if match["name"] not in _ADJECTIVES]


def governing_laws(text: str) -> list[Jurisdiction]:
    """Return the states and countries whose law a text says to govern, in order.

    The law under which a party was founded is none of them.
    """
    found: dict[int, Jurisdiction] = {}
    for match in sorted([*_LAWS_OF.finditer(text), *_ITS_LAW.finditer(text)], key=lambda one: one.start()):
        before, after = _around(text, match)
        if _FOUNDED.search(before) or not (_GOVERNS.search(before) or _GOVERNS_THEN.match(after)):
            continue
        found.setdefault(match.start("name"), _jurisdiction(match))
    return list(found.values())


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return what of the sentence stands before and behind a match."""
    before = text[max(0, match.start() - _REACH) : match.start()]
    after = text[match.end() : match.end() + _REACH]
    breaks = list(_BREAKS.finditer(before))
    following = _BREAKS.search(after)
    return before[breaks[-1].end() :] if breaks else before, after[: following.start()] if following else after


def _jurisdiction(match: re.Match[str]) -> Jurisdiction:
    return Jurisdiction(match.start("name"), match.end("name"), _FOLDED[" ".join(match["name"].lower().split())])
