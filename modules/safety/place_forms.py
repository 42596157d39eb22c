"""What addresses, places and organisations look like. `places` decides which of them are some."""

from __future__ import annotations

import re

CAPITAL = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
STREET = (
    "street|st|road|rd|avenue|ave|av|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|way|terrace|ter|"
    "trail|trl|"
    "parkway|pkwy|highway|hwy|square|sq|close|crescent|cres|gardens?|grove|hill|mews|row|walk|park|green|rise|view|"
    "loop|alley|plaza|pike|turnpike|route|rte|expressway|freeway|causeway|crossing|commons?|ridge|run|path|bend|cove|"
    "creek|estates?|falls|field|fields|flat|flats|ford|forest|forge|fork|glen|harbor|harbour|haven|heights|hollow|"
    "island|"
    "isle|junction|keys?|knolls?|lake|lakes|landing|locks|lodge|manor|meadows?|mill|mills|mission|motorway|mount|"
    "mountain|"
    "neck|orchard|oval|overpass|pass|passage|pines?|plain|plains|point|points|port|prairie|radial|ranch|rapids?|"
    "rest|river|"
    "shoals?|shores?|skyway|springs?|spurs?|squares?|station|stravenue|stream|summit|throughway|trace|track|trafficway|"
    "tunnel|underpass|union|unions|valley|valleys|viaduct|village|ville|vista|walks|wall|ways|wells|brook|bridge|"
    "bypass|"
    "camp|canyon|cape|center|centers|club|corner|corners|course|crest|curve|dale|dam|divide|extension|extensions|"
    "ferry|burg"
)
SURE_STREET = (
    "street|st|road|rd|avenue|ave|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|way|terrace|parkway|pkwy|"
    "highway|hwy|close|"
    "crescent|mews|square|grove|gardens|place|row|walk|trail|hill"
)
FOREIGN = (
    r"(?:stra(?:ss|ß)e|str\.|gasse|platz|allee|damm|ufer|gade|vej|vænget|allé|gatan|vägen|gata|veien|vegen|gate|"
    r"katu|tie|kuja|"
    r"straat|laan|weg|plein|gracht|kade|hof|hove|dreef|stræde|torv|stien|backen|gränd|utca|u\.|út|körút|köz|tér|"
    r"bakken|kaari|polku|põik|tee)"
)
FOREIGN_BEFORE = (
    r"(?:rue|avenue|boulevard|place|quai|chemin|impasse|all[ée]e|cours|via|viale|piazza|corso|vicolo|largo|calle|"
    r"c/|c\.|avenida|av\.?|avda\.?|"
    r"paseo|plaza|carretera|camino|rua|r\.?|travessa|praça|praceta|estrada|ul\.|ulica|al\.|pl\.|os\.|rue de|"
    r"rue des|urb\.|carrera|"
    r"kv\.|ulitsa|ul|náměstí|třída|nám\.|ruta|cra\.?|estr\.?)"
)
UNIT = r"(?:[,\s]+(?i:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|bldg|building|block|lot|#)\.?\s*#?\s*[\w-]+)"
STATE = (
    "A[LKZREP]|C[AOT]|D[EC]|F[LM]|G[AU]|HI|I[DLNA]|K[SY]|LA|M[EDAINSOTHP]|N[EVHJMYCD]|O[HKR]|P[AWR]|RI|S[CD]|T[NX]|"
    "UT|V[TAI]|W[AVIY]|ON|QC|BC|AB|MB|SK|NS|NB|NL|PE"
)
POSTCODE = r"(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-Z]|[A-HK-Y]\d[A-Z]) ?\d[ABD-HJLNP-UW-Z]{2})"
ZIP = (
    rf"(?:\d{{5}}(?:-\d{{4}})?|{POSTCODE}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{{4}} ?[A-Z]{{2}}\b|\d{{3}} \d{{2}}\b|"
    rf"\d{{4}}-\d{{3}}\b|\d{{4}}\b)"
)
CITY = (
    rf"{CAPITAL}(?:[ -](?:{CAPITAL}|de|del|la|le|les|sur|upon|on|am|an der|in|of|the|do|da|dos|di|en|y|und|et)){{0,4}}"
)
ADDRESSES = tuple(
    re.compile(form, flags)
    for form, flags in (
        ((
            rf"(?:\b(?:apt|apartment|flat|suite|unit|room)\.?\s*[\w-]+,\s*)?(?<![\w.,/-])"
            rf"\d{{1,6}}[A-Za-z]?(?:[-/]\d+)?[ ](?:\d{{1,5}}[ ])?(?:[NSEW]{{1,2}}\.?[ ])?(?:(?:{CAPITAL}|\d+(?:st|"
            rf"nd|rd|th))[ ]){{1,4}}(?i:{STREET})\b\.?(?:[ ](?:[NSEW]{{1,2}}|North|South|East|"
            rf"West)\b)?{UNIT}?(?:(?:,\s*|\n\s*|[ ])(?:{CITY}),?\s+(?:(?:{STATE})\b)?\s*{ZIP}(?!\w)|"
            rf",[ ]*{CITY}(?:,[ ]*(?:(?:{STATE})\b|{CITY}))?)?"
        ), 0),
        (rf"(?<![\w.,/])\d{{1,6}}[a-z]?[ ](?:[nsew]\.?[ ])?(?:[a-z'’-]+[ ]){{1,3}}(?:{SURE_STREET})\b\.?{UNIT}?", re.I),
        (rf"\b(?:{CAPITAL}[ ]){{0,3}}[\w-]*(?i:{FOREIGN})[ ]?\d{{1,5}}\.?[a-zA-Z]?\b{UNIT}?", 0),
        ((
            rf"(?<![\w.])(?:\d{{1,6}}[ ,]+){{1,2}}(?i:{FOREIGN_BEFORE})[ ](?:(?:{CAPITAL}|[a-zà-ÿ]{{2,}}|"
            rf"\d{{1,2}})[ ]){{0,4}}{CAPITAL}(?:,?[ ]\d{{1,5}}(?![\w/]))?{UNIT}?"
        ), 0),
        ((
            rf"(?<!\w)(?i:{FOREIGN_BEFORE})[ ](?:(?:{CAPITAL}|de|la|le|des|du|da|do|dos|del|"
            rf"\d{{1,2}})[ ]){{0,4}}{CAPITAL},?[ ]\d{{1,5}}(?![\w/]| ?(?:mg|ml)){UNIT}?"
        ), 0),
        (r"\bP\.?\s?O\.?\s*Box\s+\d+|\bPostbox\s+\d+|\bPrivate Bag\s+\w+|\bPostfach\s+\d+", re.I),
        ((
            r"\b(?:PSC|Unit|CMR|USNS|USS|USCGC|USNV)[ ]+[\w.'’-]+(?:[ ][\w.'’-]+)?(?:,?[ ]Box[ ]\d+)?[\s,]+(?:[AFD]"
            r"PO)[ ]+A[AEP][ ]+\d{5}(?:-\d{4})?"
        ), re.I),
        ((
            rf"(?i:the corner of|the intersection of|the junction of)[ ](?:ul\.[ ])?(?:{CAPITAL}|"
            rf"\d+\.?)(?:[ ](?!and[ ])(?:{CAPITAL}|\d+\.?|[a-zà-ÿ]+)){{0,5}}[ ]and[ ]{CAPITAL}(?:[ ](?:{CAPITAL}|"
            rf"\d+))*"
        ), 0),
        (rf"(?<![\w-]){POSTCODE}(?!\w)", 0),
        (rf"\b{CITY},?[ ]+(?:{STATE})\.?,?[ ]+\d{{5}}(?:-\d{{4}})?(?!\w)", 0),
        (rf"\b(?P<city>{CITY}),[ ]+(?:{STATE})\b(?!-)", 0),
        (rf"(?<=\b)(?:(?:{CAPITAL})[ ]){{1,3}}(?i:county|parish|borough|township|district council)\b", 0),
        ((
            r"(?i)\b(?:zip|postal|post)(?:[ -]?code)?(?:['’]s)?(?: is| was|"
            r" of)?[ \t]*[:=|]?[ \t]*[a-z]{0,2}\d[a-z\d]{0,2}[ -]?\d[a-z\d]{1,3}(?:-\d{4})?\b"
        ), 0),
    )
)  # fmt: skip
CITY_STATE = next(form for form in ADDRESSES if "city" in form.groupindex)
# From a street to the code that ends an address: "Apt. 3, Leeds", a line for the town, one for the country.
MORE = re.compile(
    rf"(?:{UNIT}|[,\s]+(?:{CAPITAL}|de|la|do|del|di|\([A-Z]\w+\))){{1,8}}[,\s]+(?:\d{{4,6}}|{ZIP})(?:-\d{{4}})?(?!\w)"
)
SAID = re.compile(
    r"(?i)\b(?:(?:home|billing|mailing|postal|current|new|old|shipping|work)? ?address(?:es)?(?:[^.\n:]{0,40}:| is|"
    r" to| with| was|,| as)?|liv(?:es?|ed|ing) (?:at|on)|"
    r"resid(?:es?|ed|ing) (?:at|on)|located (?:at|on)|stay(?:s|ing) at|deliver(?:ed)? to|mail(?:ed)? to|sen[dt] to|"
    r"is on|house (?:at|on)|moved to|based at)[ :]*\s*"
)
SAID_CHUNK = re.compile(
    rf"(?P<address>(?:\d[\w/-]*,?[ ]+){{1,2}}(?:(?:{CAPITAL}|de|la|le|des|du|da|do|dos|del|van|von|der|den|the|"
    rf"\d[\w.-]*|#\d+)(?:,?[ ]|\.?,?\s*\n,?\s*(?=[A-Z\d])|,\s+)){{0,14}}"
    rf"(?:{CAPITAL}|\d[\w-]*)|(?:{CAPITAL}[ ]){{1,4}}\d{{1,5}}\b(?:[,\s]+(?:{CAPITAL}|\d[\w-]*)){{0,10}})"
)
SAID_ADDRESS = re.compile(
    r"(?P<address>\d[\w/-]*,?[ ][^\n;?!|]{4,90}?(?:\n[ ,][^\n?!;|]{1,40})*?)(?=[ ]+for[ ]|[ ]+and[ ]+(?:my|the|"
    r"i)\b|,[ ]+and[ ]|[?!;|]|\.[ ]+(?!(?:apt|apartment|suite|unit|flat)\b)[A-Z]|\.?$|\n(?![ ,]))",
    re.I,
)
LINE = re.compile(r"(?m)^(?P<mark>[ \t>|*-]*)(?P<line>[^\n]{2,60}?)[ \t,]*$")
LINE_ADDRESS = re.compile(
    rf"(?:\d{{1,6}}[\w/-]*,?[ ](?:[^\W\d_][\w.'’-]*[ ]?|\d+[ ]?){{1,6}}|(?:{CAPITAL}[ ]){{1,4}}\d{{1,5}}\w?)\.?"
)
LINE_FOLLOWS = re.compile(
    rf"(?:(?i:apt|apartment|suite|unit|flat|floor)\b\.?.{{1,12}}|"
    rf",?[ ]?{CITY}(?:[, ]+{CITY})?(?:[, ]+[A-Z]{{2}})?(?:[, ]+{ZIP})?|{ZIP}|,[ ]?\w+)"
)
ENVELOPE = 3  # lines above an address that may say whose it is
ENVELOPE_LINE = re.compile(rf"{CAPITAL},?(?:[ ](?:{CAPITAL}|&|and|of|the|for),?){{0,5}}")
UNITS = re.compile(
    r"(?i)\d[\d.,/]* ?(?:mg|mcg|g|kg|lbs?|ml|cm|mm|mmhg|iu|units?|hours?|hrs?|days?|weeks?|months?|years?|yo|year|"
    r"times?|tabs?|tablets?|caps?|bpm|per|x|mmol|meq|percent|day|pack|packs|puffs?|minutes?|mins?|am|pm|of|to|and|"
    r"or|out|more|drinks?|cigarettes?|children|kids|french|fr|gauge|inch|feet|foot|ft|miles?|degrees?|liters?|l|"
    r"beats?|breaths?|minute)\b"
)
IN_PLACE = re.compile(
    rf"\b(?i:in|from|near|to|at|of|outside|around|visit(?:ing|ed)?|leaving|via|flew to|city|town|village|hometown|"
    rf"home city)[ ](?:downtown |central |north |south |east |west |northern |southern |the city of |"
    rf"the town of )?(?P<place>{CAPITAL}(?:[ -](?:(?:de|del|della|do|da|dos|di|la|le|les|am|an der|sur|upon|van|"
    rf"der)[ -])?{CAPITAL}){{0,3}})(?P<code>,?[ ](?:\d{{4,5}}|\d{{4}}-\d{{3}}|\d{{3}} \d{{2}}|"
    rf"\d{{5}}-\d{{4}})(?![\w-]|[.,]\d))?"
)
LIVES = re.compile(
    r"(?i)\b(?:live[sd]?|living|born|grew up|raised|reside[sd]?|moved|house|home|work(?:s|ed|ing)?|flew|"
    r"drove(?: \w+)?|drive|came(?: over)?|travel(?:l?ed|l?ing|s)?|trip|vacation|based|practice|from|town|"
    r"visit(?:ing|ed)?) (?:\w+ ){0,2}(?:in from|in|from|near|to|at|of|outside) $|\b(?:home city|home ?town|city of|"
    r"town of|village of|native of|resident of) $"
)
ORGANISATION = re.compile(
    rf"\b(?:(?:{CAPITAL}|&|and|of|the|for|St\.)[ ]){{0,5}}(?:{CAPITAL}|&)[ ](?:Hospitals?|Clinics?|"
    rf"Medical (?:Cent(?:er|re)|Group|Practice)|Health(?: Cent(?:er|re)|care|System)?|Infirmary|Surgery|Hospice|"
    rf"Nursing Home|"
    r"Care Home|Pharmacy|Laborator(?:y|ies)|Labs|University|College|School|Academy|Church|Institute|Foundation|"
    r"Trust|NHS Trust|Company|Corporation|Bank|Orchestra|Associates|Partners|Industries|Technologies|Insurance|"
    r"Rehabilitation Cent(?:er|re)|Retirement Home|House|Lodge)\b"
    rf"|\b(?:{CAPITAL}[ ,]{{1,2}}(?:and[ ])?){{0,3}}{CAPITAL},?[ ](?:Inc|Ltd|LLC|LLP|PLC|plc|Corp|GmbH|Co|Limited|"
    rf"Group|and Sons|& Sons)\b\.?"
    rf"|\b{CAPITAL}(?:, {CAPITAL})? and {CAPITAL}(?=\s*$|\n)"
)  # fmt: skip
KIND_OF_FIRM = re.compile(
    r"(?:Hospital|Clinic|Center|Centre|Group|Practice|Health|Infirmary|Surgery|Hospice|Home|Pharmacy|Lab|"
    r"University|College|School|Academy|"
    r"Church|Institute|Foundation|Trust|Company|Corporation|Bank|Orchestra|Associates|Partners|Industries|"
    r"Technologies|Insurance|House|Lodge|"
    r"Inc|Ltd|LLC|LLP|PLC|plc|Corp|GmbH|Co|Limited|Sons)\b"
)
WORKS = re.compile(
    rf"\b(?i:work(?:s|ed|ing)? (?:for|at)|employed (?:by|at)|employer(?: is|:)?|job (?:at|with)|retired from|"
    rf"(?:manager|engineer|teacher|analyst|developer|director|consultant|officer|clerk|driver|secretary|"
    rf"intern) (?:at|for|with)|"
    rf"(?:founder|co-founder|ceo|cfo|cto|chairman|chairwoman|chair|owner|president|shareholders?|headquarters|"
    rf"subsidiary) of|"
    rf"(?:company|firm|organi[sz]ation|business|agency|start-?up) (?:called|named)|insured (?:by|with)|"
    rf"(?:account|policy|insurance) with|(?:shares|stake) in)[ ]"
    rf"(?:the )?(?P<name>{CAPITAL}(?:[ ](?:{CAPITAL}|&|and|of)){{0,4}})"
)
NATIONALITY = re.compile(
    r"\b(?:[A-Z][a-z]{2,}(?:ian|ean|ese|ish|can|ani|qi|nch|eek|zech|wiss|utch|elsh|rean)|Thai|German|Kiwi|Pole|"
    r"Dane|Finn|Swede|Turk|Iraqi|Jewish|Muslim|Christian|Catholic|Hindu|Buddhist)s?\b"
)
CLINICAL_WORDS = re.compile(
    r"(?i)(?:emergency|internal|primary|urgent|family|general|behaviou?ral|mental|public|home|intensive|social|"
    r"health|medicine|care|department|clinic|hospital|surgery|physical|nursing|blood|the|this|our|local|private|"
    r"community|outpatient|inpatient|day|walk-in|pain|sleep|eye|dental|wound|diabetes|heart|foot|school|house|"
    r"church|university|college|bank|trust|high|middle|elementary|nursery|medical|group|lab|labs|laboratory|"
    r"pharmacy)s?"
)
