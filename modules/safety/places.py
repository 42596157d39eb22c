"""Addresses and places smaller than a state, and the names of organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement

from modules.safety.identifiers import Entity, Identifier, Kind
from modules.safety.lexicons import Lexicon, folded
from modules.safety.words import EPONYMS, NOT_NAMES, STOP

_CAPITAL = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
_STREET = (
    "street|st|road|rd|avenue|ave|av|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|way|terrace|ter|trail|trl|"
    "parkway|pkwy|highway|hwy|square|sq|close|crescent|cres|gardens?|grove|hill|mews|row|walk|park|green|rise|view|"
    "loop|alley|plaza|pike|turnpike|route|rte|expressway|freeway|causeway|crossing|commons?|ridge|run|path|bend|cove|"
    "creek|estates?|falls|field|fields|flat|flats|ford|forest|forge|fork|glen|harbor|harbour|haven|heights|hollow|island|"
    "isle|junction|keys?|knolls?|lake|lakes|landing|locks|lodge|manor|meadows?|mill|mills|mission|motorway|mount|mountain|"
    "neck|orchard|oval|overpass|pass|passage|pines?|plain|plains|point|points|port|prairie|radial|ranch|rapids?|rest|river|"
    "shoals?|shores?|skyway|springs?|spurs?|squares?|station|stravenue|stream|summit|throughway|trace|track|trafficway|"
    "tunnel|underpass|union|unions|valley|valleys|viaduct|village|ville|vista|walks|wall|ways|wells|brook|bridge|bypass|"
    "camp|canyon|cape|center|centers|club|corner|corners|course|crest|curve|dale|dam|divide|extension|extensions|ferry|burg"
)
_SURE_STREET = (
    "street|st|road|rd|avenue|ave|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|way|terrace|parkway|pkwy|highway|hwy|close|"
    "crescent|mews|square|grove|gardens|place|row|walk|trail|hill"
)
_FOREIGN = (
    r"(?:stra(?:ss|ß)e|str\.|gasse|platz|allee|damm|ufer|gade|vej|vænget|allé|gatan|vägen|gata|veien|vegen|gate|katu|tie|kuja|"
    r"straat|laan|weg|plein|gracht|kade|hof|hove|dreef|stræde|torv|stien|backen|gränd|utca|u\.|út|körút|köz|tér|bakken|kaari|polku|põik|tee)"
)
_FOREIGN_BEFORE = (
    r"(?:rue|avenue|boulevard|place|quai|chemin|impasse|all[ée]e|cours|via|viale|piazza|corso|vicolo|largo|calle|c/|c\.|avenida|av\.?|avda\.?|"
    r"paseo|plaza|carretera|camino|rua|r\.?|travessa|praça|praceta|estrada|ul\.|ulica|al\.|pl\.|os\.|rue de|rue des|urb\.|carrera|"
    r"kv\.|ulitsa|ul|náměstí|třída|nám\.|ruta|cra\.?|estr\.?)"
)
_UNIT = r"(?:[,\s]+(?i:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|bldg|building|block|lot|#)\.?\s*#?\s*[\w-]+)"
_STATE = "A[LKZREP]|C[AOT]|D[EC]|F[LM]|G[AU]|HI|I[DLNA]|K[SY]|LA|M[EDAINSOTHP]|N[EVHJMYCD]|O[HKR]|P[AWR]|RI|S[CD]|T[NX]|UT|V[TAI]|W[AVIY]|ON|QC|BC|AB|MB|SK|NS|NB|NL|PE"
_POSTCODE = (
    r"(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-Z]|[A-HK-Y]\d[A-Z]) ?\d[ABD-HJLNP-UW-Z]{2})"
)
_ZIP = rf"(?:\d{{5}}(?:-\d{{4}})?|{_POSTCODE}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{{4}} ?[A-Z]{{2}}\b|\d{{3}} \d{{2}}\b|\d{{4}}-\d{{3}}\b|\d{{4}}\b)"
_CITY = rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|de|del|la|le|les|sur|upon|on|am|an der|in|of|the|do|da|dos|di|en|y|und|et)){{0,4}}"
_TAIL = rf"(?:[,\s]+{_CITY})?(?:[,\s]+(?:(?:{_STATE})\b|{_CITY}))?(?:[,\s]+{_ZIP}(?!\w))?"
_ADDRESSES = tuple(
    re.compile(form, flags)
    for form, flags in (
        (rf"(?:\b(?:apt|apartment|flat|suite|unit|room)\.?\s*[\w-]+,\s*)?(?<![\w.,/-])\d{{1,6}}[A-Za-z]?(?:[-/]\d+)?[ ](?:\d{{1,5}}[ ])?(?:[NSEW]{{1,2}}\.?[ ])?(?:(?:{_CAPITAL}|\d+(?:st|nd|rd|th))[ ]){{1,4}}(?i:{_STREET})\b\.?(?:[ ](?:[NSEW]{{1,2}}|North|South|East|West)\b)?{_UNIT}?(?:(?:,\s*|\n\s*|[ ])(?:{_CITY}),?\s+(?:(?:{_STATE})\b)?\s*{_ZIP}(?!\w)|,[ ]*{_CITY}(?:,[ ]*(?:(?:{_STATE})\b|{_CITY}))?)?", 0),
        (rf"(?<![\w.,/])\d{{1,6}}[a-z]?[ ](?:[nsew]\.?[ ])?(?:[a-z'’-]+[ ]){{1,3}}(?:{_SURE_STREET})\b\.?{_UNIT}?", re.I),
        (rf"\b(?:{_CAPITAL}[ ]){{0,3}}[\w-]*{_FOREIGN}[ ]?\d{{1,5}}\.?[a-z]?\b{_UNIT}?", re.I),
        (rf"(?<![\w.])(?:\d{{1,6}}[ ,]+){{1,2}}(?i:{_FOREIGN_BEFORE})[ ](?:(?:{_CAPITAL}|[a-zà-ÿ]{{2,}}|\d{{1,2}})[ ]){{0,4}}{_CAPITAL}(?:,?[ ]\d{{1,5}}(?![\w/]))?{_UNIT}?", 0),
        (rf"(?<!\w)(?i:{_FOREIGN_BEFORE})[ ](?:(?:{_CAPITAL}|de|la|le|des|du|da|do|dos|del|\d{{1,2}})[ ]){{0,4}}{_CAPITAL},?[ ]\d{{1,5}}(?![\w/]| ?(?:mg|ml)){_UNIT}?", 0),
        (r"\bP\.?\s?O\.?\s*Box\s+\d+|\bPostbox\s+\d+|\bPrivate Bag\s+\w+|\bPostfach\s+\d+", re.I),
        (r"\b(?:PSC|Unit|CMR|USNS|USS|USCGC|USNV)[ ]+[\w.'’-]+(?:[ ][\w.'’-]+)?(?:,?[ ]Box[ ]\d+)?[\s,]+(?:[AFD]PO)[ ]+A[AEP][ ]+\d{5}(?:-\d{4})?", re.I),
        (rf"(?i:the corner of|the intersection of|the junction of)[ ](?:{_CAPITAL}|\d+\.?)(?:[ ](?:{_CAPITAL}|\d+\.?))*[ ]and[ ]{_CAPITAL}(?:[ ](?:{_CAPITAL}|\d+))*", 0),
        (rf"(?<![\w-]){_POSTCODE}(?!\w)", 0),
        (rf"\b{_CITY},?[ ]+(?:{_STATE})\.?,?[ ]+\d{{5}}(?:-\d{{4}})?(?!\w)", 0),
        (rf"\b(?P<city>{_CITY}),[ ]+(?:{_STATE})\b(?!-)", 0),
        (rf"(?<=\b)(?:(?:{_CAPITAL})[ ]){{1,3}}(?i:county|parish|borough|township|district council)\b", 0),
        (r"(?i)\b(?:zip|postal|post)(?:[ -]?code)?(?:['’]s)?(?: is|:| was)?[ ]+[a-z]?\d[a-z\d]?[ ]?\d[a-z\d]{1,3}(?:-\d{4})?\b", 0),
    )
)  # fmt: skip
_CITY_STATE = next(form for form in _ADDRESSES if "city" in form.groupindex)
# From a street to the code that ends an address: "Apt. 3, Leeds", a line for the town, one for the country.
_MORE = re.compile(
    rf"(?:{_UNIT}|[,\s]+(?:{_CAPITAL}|de|la|do|del|di|\([A-Z]\w+\))){{1,8}}[,\s]+(?:\d{{4,6}}|{_ZIP})(?:-\d{{4}})?(?!\w)"
)
_SAID = re.compile(
    r"(?i)\b(?:(?:home|billing|mailing|postal|current|new|old|shipping|work)? ?address(?:es)?(?:[^.\n:]{0,40}:| is| to| with| was|,| as)?|liv(?:es?|ed|ing) (?:at|on)|"
    r"resid(?:es?|ed|ing) (?:at|on)|located (?:at|on)|stay(?:s|ing) at|deliver(?:ed)? to|mail(?:ed)? to|sen[dt] to|is on|house (?:at|on)|moved to|based at)[ :]*\s*"
)
_SAID_CHUNK = re.compile(
    rf"(?P<address>(?:\d[\w/-]*,?[ ]+){{1,2}}(?:(?:{_CAPITAL}|de|la|le|des|du|da|do|dos|del|van|von|der|den|the|\d[\w.-]*|#\d+)(?:,?[ ]|\.?,?\s*\n,?\s*(?=[A-Z\d])|,\s+)){{0,14}}"
    rf"(?:{_CAPITAL}|\d[\w-]*)|(?:{_CAPITAL}[ ]){{1,4}}\d{{1,5}}\b(?:[,\s]+(?:{_CAPITAL}|\d[\w-]*)){{0,10}})"
)
_SAID_ADDRESS = re.compile(
    r"(?P<address>\d[\w/-]*,?[ ][^\n;?!|]{4,90}?(?:\n[ ,][^\n?!;|]{1,40})*?)(?=[ ]+for[ ]|[ ]+and[ ]+(?:my|the|i)\b|,[ ]+and[ ]|[?!;|]|\.[ ]+[A-Z]|\.?$|\n(?![ ,]))",
    re.I,
)
_LINE = re.compile(r"(?m)^(?P<mark>[ \t>|*-]*)(?P<line>[^\n]{2,60}?)[ \t,]*$")
_LINE_ADDRESS = re.compile(
    rf"(?:\d{{1,6}}[\w/-]*,?[ ](?:[^\W\d_][\w.'’-]*[ ]?|\d+[ ]?){{1,6}}|(?:{_CAPITAL}[ ]){{1,4}}\d{{1,5}}\w?)\.?"
)
_LINE_FOLLOWS = re.compile(
    rf"(?i)(?:(?:apt|apartment|suite|unit|flat|floor)\b\.?.{{1,12}}|,?[ ]?{_CITY}(?:[, ]+{_CITY})?(?:[, ]+[A-Z]{{2}})?(?:[, ]+{_ZIP})?|{_ZIP}|,[ ]?\w+)"
)
_UNITS = re.compile(
    r"(?i)\d[\d.,/]* ?(?:mg|mcg|g|kg|lbs?|ml|cm|mm|mmhg|iu|units?|hours?|hrs?|days?|weeks?|months?|years?|yo|year|times?|tabs?|tablets?|caps?|bpm|per|x|mmol|meq|percent|day|pack|packs|puffs?|minutes?|mins?|am|pm|of|to|and|or|out|more|drinks?|cigarettes?|children|kids|french|fr|gauge|inch|feet|foot|ft|miles?|degrees?|liters?|l|beats?|breaths?|minute)\b"
)
_IN_PLACE = re.compile(
    rf"\b(?i:in|from|near|to|at|of|outside|around|visit(?:ing|ed)?|leaving|via|flew to|city|town|village|hometown|home city)[ ](?:downtown |central |north |south |east |west |northern |southern |the city of |the town of )?(?P<place>{_CAPITAL}(?:[ -]{_CAPITAL}){{0,3}})(?P<code>,?[ ]\d{{4,5}}(?![\w-]))?"
)
_LIVES = re.compile(
    r"(?i)\b(?:live[sd]?|living|born|grew up|raised|reside[sd]?|moved|house|home|work(?:s|ed|ing)?|flew|drove(?: \w+)?|drive|came(?: over)?|travel(?:l?ed|l?ing|s)?|trip|vacation|based|practice|from|town|visit(?:ing|ed)?) (?:\w+ ){0,2}(?:in from|in|from|near|to|at|of|outside) $"
)
_ORGANISATION = re.compile(
    rf"\b(?:(?:{_CAPITAL}|&|and|of|the|for|St\.)[ ]){{0,5}}(?:{_CAPITAL}|&)[ ](?:Hospitals?|Clinics?|Medical (?:Cent(?:er|re)|Group|Practice)|Health(?: Cent(?:er|re)|care|System)?|Infirmary|Surgery|Hospice|Nursing Home|"
    r"Care Home|Pharmacy|Laborator(?:y|ies)|Labs|University|College|School|Academy|Church|Institute|Foundation|Trust|NHS Trust|Company|Corporation|Bank|Orchestra|Associates|Partners|Industries|Technologies|Insurance|Rehabilitation Cent(?:er|re)|Retirement Home|House|Lodge)\b"
    rf"|\b(?:{_CAPITAL}[ ,]{{1,2}}(?:and[ ])?){{0,3}}{_CAPITAL},?[ ](?:Inc|Ltd|LLC|LLP|PLC|plc|Corp|GmbH|Co|Limited|Group|and Sons|& Sons)\b\.?"
    rf"|\b{_CAPITAL}(?:, {_CAPITAL})? and {_CAPITAL}(?=\s*$|\n)"
)  # fmt: skip
_KIND_OF_FIRM = re.compile(
    r"(?:Hospital|Clinic|Center|Centre|Group|Practice|Health|Infirmary|Surgery|Hospice|Home|Pharmacy|Lab|University|College|School|Academy|"
    r"Church|Institute|Foundation|Trust|Company|Corporation|Bank|Orchestra|Associates|Partners|Industries|Technologies|Insurance|House|Lodge|"
    r"Inc|Ltd|LLC|LLP|PLC|plc|Corp|GmbH|Co|Limited|Sons)\b"
)
_WORKS = re.compile(
    rf"\b(?i:work(?:s|ed|ing)? (?:for|at)|employed (?:by|at)|employer(?: is|:)?|job at|retired from|manager at|engineer at|teacher at)[ ](?:the )?(?P<name>{_CAPITAL}(?:[ ](?:{_CAPITAL}|&|and|of)){{0,4}})"
)
_NATIONALITY = re.compile(
    r"\b(?:[A-Z][a-z]{2,}(?:ian|ean|ese|ish|can|ani|qi|nch|eek|zech|wiss|utch|elsh|rean)|Thai|German|Kiwi|Pole|Dane|Finn|Swede|Turk|Iraqi|Jewish|Muslim|Christian|Catholic|Hindu|Buddhist)s?\b"
)
_CLINICAL_WORDS = re.compile(
    r"(?i)(?:emergency|internal|primary|urgent|family|general|behaviou?ral|mental|public|home|intensive|social|health|medicine|care|department|clinic|hospital|surgery|physical|nursing|blood|the|this|our|local|private|community|outpatient|inpatient|day|walk-in|pain|sleep|eye|dental|wound|diabetes|heart|foot|school|house|church|university|college|bank|trust|high|middle|elementary|nursery|medical|group|lab|labs|laboratory|pharmacy)s?"
)


class Places:
    """Finds places with the help of a lexicon.

    Args:
        lexicon: which words are places, and which are not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon

    def addresses(self, text: str) -> Iterator[Identifier]:
        """Yield streets, boxes, postcodes, and what stands behind "address"."""
        for form in _ADDRESSES:
            for match in form.finditer(text):
                if not _UNITS.match(match.group()) and (form is not _CITY_STATE or self._is_city(match["city"])):
                    more = (
                        _MORE.match(text, match.end()) if match.group()[0].isalnum() and " " in match.group() else None
                    )
                    yield self._place(text, match.start(), more.end() if more else match.end())
        for cue in _SAID.finditer(text):
            said = ("address" in cue.group().lower() and _SAID_ADDRESS.match(text, cue.end())) or _SAID_CHUNK.match(
                text, cue.end()
            )
            if said and not _UNITS.match(said.group()):
                yield self._place(text, said.start("address"), said.end("address"))
        yield from self._lines(text)

    def named(self, text: str, entities: Iterable[Entity]) -> Iterator[Identifier]:
        """Yield cities and counties, by their names and by what a model says; also countries, which may stay."""
        for match in _IN_PLACE.finditer(text):
            yield from self._in_place(match)
        for entity in entities:
            name = text[entity.start : entity.end]
            if entity.label in ("GPE", "LOC", "FAC") and self._may_be_place(name):
                kind = Kind.ORIGIN if self._is_large(name) else Kind.PLACE
                yield Identifier(entity.start, entity.end, kind, name, sure=folded(name) in self._known.places)
            elif entity.label == "NORP":
                yield Identifier(entity.start, entity.end, Kind.ORIGIN, name)
        for match in re.finditer(rf"\b{_CAPITAL}(?:[ -]{_CAPITAL}){{0,3}}", text):
            words = list(re.finditer(r"\S+", match.group()))
            for first, last in combinations_with_replacement(words, 2):
                start, end = match.start() + first.start(), match.start() + last.end()
                if self._is_large(text[start:end]):
                    yield Identifier(start, end, Kind.ORIGIN, text[start:end])
                    if code := re.compile(r" (\d{4,6})(?!\w|[.,]\d)").match(text, end):
                        yield Identifier(code.start(1), code.end(1), Kind.PLACE, code[1])
        for match in _NATIONALITY.finditer(text):
            if not self._known.is_name(match.group()) and match.start() > 0:
                yield Identifier(match.start(), match.end(), Kind.ORIGIN, match.group())

    def organisations(self, text: str, entities: Iterable[Entity]) -> Iterator[Identifier]:
        """Yield the names of firms, hospitals and schools."""
        for match in _ORGANISATION.finditer(text):
            words = re.findall(r"[^\W\d_][\w'’.-]*", match.group())
            telling = [word for word in words[:-1] if not _CLINICAL_WORDS.fullmatch(word) and folded(word) not in STOP]
            listed = (
                " and " in match.group() and match.group().endswith(words[-1]) and not _KIND_OF_FIRM.search(words[-1])
            )
            if telling and (
                not listed or all(self._known.is_name(word.rstrip(".,")) for word in words if word != "and")
            ):
                start = match.start() + match.group().index(telling[0])
                yield Identifier(start, match.end(), Kind.ORGANISATION, text[start : match.end()])
        for match in _WORKS.finditer(text):
            yield Identifier(match.start("name"), match.end("name"), Kind.ORGANISATION, match["name"])
        for entity in entities:
            name = text[entity.start : entity.end]
            words = re.findall(r"[^\W\d_][\w'’.-]*", name)
            if entity.label == "ORG" and len(words) > 1 and "\n" not in name and self._telling(words):
                yield Identifier(entity.start, entity.end, Kind.ORGANISATION, name, sure=False)

    def _is_city(self, name: str) -> bool:
        words = name.split()
        return folded(name) in self._known.places or any(
            not self._known.is_ordinary(word) and folded(word) not in STOP | NOT_NAMES for word in words
        )

    def _telling(self, words: list[str]) -> bool:
        plain = [
            word
            for word in words
            if self._known.is_ordinary(word) or folded(word) in STOP | NOT_NAMES or word.isupper()
        ]
        return all(word[0].isupper() or folded(word) in STOP for word in words) and len(plain) < len(words)

    def _in_place(self, match: re.Match[str]) -> Iterator[Identifier]:
        words = match["place"].split(" ")
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count]).rstrip(".,")
            start = match.start("place")
            if self._is_large(name):
                return
            said = bool(_LIVES.search(match.string[:start]))
            strange = count == len(words) and self._is_strange(words, said=said)
            listed = folded(name) in self._known.places and (
                not self._known.is_ordinary(name) or _LIVES.search(match.string[:start])
            )
            if listed or strange or (match["code"] and count == len(words) and self._may_be_place(name)):
                end = match.end("code") if match["code"] and count == len(words) else start + len(name)
                yield Identifier(start, end, Kind.PLACE, match.string[start:end])
                return

    def _is_strange(self, words: list[str], *, said: bool) -> bool:
        """Tell whether behind "in" or "from" stands what no dictionary has; behind "lives in" anything with a capital."""
        plain = [word for word in words if self._known.is_ordinary(word) or folded(word) in NOT_NAMES | STOP | EPONYMS]
        clinical = any(_CLINICAL_WORDS.fullmatch(word) for word in words) or any(word.isupper() for word in words)
        return not clinical and (not plain if not said else folded(words[0]) not in NOT_NAMES | STOP)

    def _may_be_place(self, name: str) -> bool:
        plain = folded(name)
        if len(plain) < 3 or not name[0].isupper() or any(sign.isdigit() for sign in name) or "\n" in name:
            return False
        words = plain.split()
        if words[0].removesuffix("'s") in EPONYMS and plain not in self._known.places:
            return False
        return plain in self._known.places or not all(
            self._known.is_ordinary(word) or word in STOP | NOT_NAMES for word in words
        )

    def _is_large(self, name: str) -> bool:
        return folded(name).removeprefix("the ").removesuffix("'s") in self._known.countries

    def _lines(self, text: str) -> Iterator[Identifier]:
        """Yield blocks of lines that are an address: after a line with street and number those that may go on."""
        lines = list(_LINE.finditer(text))
        inside, ended = 0, 0
        for line in lines:
            content = line["line"]
            inside = inside if text.count("\n", ended, line.start()) < 2 else 0
            ended = line.end()
            whole = any(form.fullmatch(content) for form in _ADDRESSES)
            if whole or (_LINE_ADDRESS.fullmatch(content) and not _UNITS.match(content) and self._is_street(content)):
                inside = 4
            elif inside and _LINE_FOLLOWS.fullmatch(content) and not _is_heading(content):
                inside -= 1
            else:
                inside = 0
                continue
            yield self._place(text, line.start("line"), line.end("line"))

    def _is_street(self, line: str) -> bool:
        words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", line) if len(word) > 2]
        unknown = [word for word in words if not self._known.is_ordinary(word)]
        return (
            bool(words)
            and all(word[0].isupper() or folded(word) in STOP | {"des", "rue"} or len(word) < 4 for word in words)
            and len(unknown) * 2 >= len(words)
        )

    def _place(self, text: str, start: int, end: int) -> Identifier:
        found = text[start:end].rstrip(" ,.\n")
        lead = len(found) - len(found.lstrip(" ,\n"))
        return Identifier(start + lead, start + len(found), Kind.PLACE, found[lead:])


def _is_heading(line: str) -> bool:
    return line.endswith(":") or (line.isupper() and len(line) > 24)
