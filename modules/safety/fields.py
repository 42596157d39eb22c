"""What fills the fields of forms: "Mother's maiden name: X", "Place of birth | Y", and keys of FHIR: "family: X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.safety.identifiers import Identifier, Kind
from modules.safety.lexicons import Lexicon, folded
from modules.safety.words import NOT_NAMES, STOP

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
_PARTICLE = r"(?:van|von|der|den|de|di|da|del|della|do|dos|du|la|le|los|las|el|al|bin|ibn|y|e|of|upon|sur|am|an)"
_NAME = rf"{_CAPITAL},?(?:[ ](?:{_PARTICLE}[ ]){{0,3}}{_CAPITAL},?){{0,6}}"
_PLACE = rf"{_CAPITAL},?(?:[ ](?:{_PARTICLE}[ ]){{0,3}}(?:{_CAPITAL}|\d[\w-]*),?){{0,8}}"
_LABELS = (
    # Behind these every word is one.
    (
        Kind.NAME,
        False,
        r"(?i:(?:mother['’]?s |father['’]?s |birth |previous |former )?"
        r"(?:maiden|sur|family|last|first|middle|given|fore)[ -]?names?|(?:patient|full|legal|"
        r"preferred)(?:['’]s)? name|next of kin)",
    ),
    (
        Kind.PLACE,
        False,
        r"(?i:place of (?:birth|death|residence)|birth ?place|city of birth|(?:home|street|postal|mailing) address"
        r"|address(?: line)?(?: \d)?|home ?town)|city|line|district|town|(?i:city|town|village|county)(?= ?\|)",
    ),
    # Behind these there is one where a word is in no dictionary, or all are names.
    (Kind.NAME, True, r"(?i:patient|name|practitioner|doctor|performer|author|contact|record of)|family|given"),
    (Kind.PLACE, True, r"City|Town|Village|County|District"),
)
_END = r"[ \t]*(?=$|\n|\||;)"
_BEGIN = r"(?m)(?:^|(?<=[|;\t]))[ \t>*-]*"
_VALUES = {Kind.NAME: _NAME, Kind.PLACE: _PLACE}
_FORMS = tuple(
    (kind, doubtful, re.compile(rf"{_BEGIN}(?:{label})(?:[ \t]*[:=|]|(?<=of))[ \t]*(?P<value>{_VALUES[kind]}){_END}"))
    for kind, doubtful, label in _LABELS
)
_POSTCODE = re.compile(
    rf"{_BEGIN}(?:postalCode|(?i:post(?:al)? ?code|zip(?: code)?))[ \t]*[:=|][ \t]*"
    rf"(?P<value>[A-Z\d][A-Z\d -]{{2,9}}){_END}"
)


def by_field(text: str, lexicon: Lexicon) -> Iterator[Identifier]:
    """Yield the names, places and postcodes that fill a field of a form."""
    for kind, doubtful, form in _FORMS:
        for match in form.finditer(text):
            words = _WORD.findall(match["value"])
            telling = [one for one in words if not lexicon.is_ordinary(one) and folded(one) not in STOP | NOT_NAMES]
            named = kind is Kind.NAME and all(map(lexicon.is_name, words))
            if words and (telling or named or not doubtful):
                yield _identifier(match, kind)
    for match in _POSTCODE.finditer(text):
        yield _identifier(match, Kind.PLACE)


def _identifier(match: re.Match[str], kind: Kind) -> Identifier:
    value = match["value"].rstrip(" ,")
    return Identifier(match.start("value"), match.start("value") + len(value), kind, value)
