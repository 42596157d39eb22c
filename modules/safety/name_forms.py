"""What stands around the names of people, and what they look like. `names` decides which of them are some."""

from __future__ import annotations

import re

from modules.safety.words import DEGREES, RELATIONS, ROLES, TITLES

LETTERS = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
PARTICLE = r"(?:van|von|der|den|de|di|da|del|della|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|y|e|of|st\.?)"
CAPITAL = r"(?:[^\W\d_a-zß-ÿ][^\W\d_]*\.?(?:['’-][^\W\d_]+)*)"
RUN = rf"{CAPITAL}(?:[ \t]+(?:{PARTICLE}[ \t]+){{0,2}}{CAPITAL}){{0,4}}"
FULL = rf"(?:{CAPITAL}(?:[ -]{CAPITAL})?,[ \t]*)?{RUN}"
LOWER_RUN = rf"{LETTERS}(?:[ \t]+{LETTERS}){{0,3}}"
COMMA_NAME = re.compile(
    rf"\b(?P<family>{CAPITAL}(?:[ -]{CAPITAL})?),[ \t]*(?P<given>{CAPITAL}(?:[ \t]+{CAPITAL}){{0,2}})"
)
TITLE = re.compile(
    rf"(?<!\d )\b(?P<title>(?i:{TITLES}))\b(?P<dot> ?\.?)[ \t]+(?P<name>(?:{PARTICLE}[ \t]+){{0,2}}{RUN}|{LETTERS})"
)
ROLE = re.compile(
    rf"(?:^|(?<=[\n|;,.(>\t])|(?<=  ))[ \t>*#-]*(?P<role>(?i:{ROLES}))(?P<sign>[ \t]*[:=|–—(,\n][ \t\n|]*|"
    rf"[ \t]{{2,}})(?P<name>{FULL})",
    re.M,
)
ROLE_INSIDE = re.compile(rf"\b(?P<role>(?i:{ROLES}))[ \t]*[:=][ \t]*(?P<name>{FULL})")
LOWER_ROLE = re.compile(
    rf"(?i)\b(?:(?:patient|full|first|last|maiden|middle|family|given|sur|pet|nick)(?: |-|['’]s )?names?|"
    rf"name)(?:['’]s)?(?: is|:|\?| was|=)+[ \t]*(?P<name>{LOWER_RUN})"
)
INTRODUCED = re.compile(
    rf"(?i)\b(?P<cue>my name['’]?s|my name is|name is|named|people call me|calls? me|called|goes by|known as|"
    rf"i['’]?m|i am|this is|it['’]?s|"
    rf"you['’]?re|you must be|are you|is this|with me (?:today )?is|speaking with|meet|"
    rf"i have)[ \t]+(?:(?:{TITLES})\.?[ \t]+)?(?P<name>{LOWER_RUN})"
)
SURE_CUES = re.compile(r"(?i)my name['’]?s|my name is|people call me|calls? me|goes by|known as|named")
GREETED = re.compile(
    rf"(?i)\b(?:hi|hello|hey|morning|afternoon|evening|thanks|thank you|dear|bye|goodbye|welcome|okay|ok|alright|"
    rf"so|well|nice to (?:see|meet) you|good to see you|sorry|please|yes|no|right|"
    rf"sure)[ ,]{{1,3}}(?:there[ ,]+)?(?P<name>{LOWER_RUN})"
)
RELATED = re.compile(
    rf"\b(?i:(?:{RELATIONS}))s?(?:[ \t]*\(|,[ \t]*|[ \t]+(?:named|called|is|and|was)?[ \t]*|"
    rf"[ \t]*[:–—-][ \t]*)(?P<name>{RUN})"
)
LOWER_RELATED = re.compile(rf"(?i)\b(?:{RELATIONS})[ ,]{{1,3}}(?:(?:is|named|called)[ ]+)?(?P<name>{LOWER_RUN})")
APPOSED = re.compile(
    rf"(?P<name>{RUN})[ \t]*[(,][ \t]*(?:(?:his|her|their|the|my)[ \t]+)?(?:patient['’]s[ \t]+)?(?:{RELATIONS})\b"
)
DESCRIBED = re.compile(
    rf"(?P<name>{RUN}),?[ \t]+(?:is|was)[ \t]+(?:an?|the|now|currently)?[ \t]*(?:[a-z]+[ \t]+){{0,2}}\d{{1,3}}[- "
    rf"]?(?:y|m|w|d)"
)
BESIDE = re.compile(
    rf"\b(?i:discussed|follow(?:ed|ing)?[ -]?up|followup|spoke|spoken|talked|met|conversation|appointment|lives?|"
    rf"living|home|"
    rf"accompanied|seen|examined|evaluated|assessed|reviewed|referred|brought in|brought|performed|assisted|supervised|"
    rf"treated|called|telephoned|paged|informed|notified|consulted|ordered|confirmed|agreed)[ \t]+(?:(?:with|by|to|"
    rf"in)[ \t]+)?(?P<name>{RUN})"
)
DEGREED = re.compile(rf"(?P<name>{FULL}),?[ \t]+\(?(?:{DEGREES})\b(?!['’])")
WORD = re.compile(LETTERS)
CAPITAL_RUN = re.compile(RUN)
SIGNED = re.compile(rf"(?m)^[ \t]*(?:[-–—~/]+|/s/)[ \t]*(?P<name>{RUN})[ \t]*$")
INITIALLED = re.compile(
    r"\b(?P<name>[^\W\d_a-zß-ÿ][a-zß-ž]{3,} [^\W\d_a-zß-ÿ]\.? [^\W\d_a-zß-ÿ][a-zß-ž]{3,}(?:-\w+)?)\b"
)
LINE_OF_NAME = re.compile(
    rf"(?m)(?:^[ \t>*-]*|\|[ \t]*)(?P<name>{LETTERS}(?:[ \t]+(?:[^\W\d_]\.?|{LETTERS})){{1,3}})[ \t]*(?:$|(?=\|))"
)
CONTRACTED = re.compile(r"(?:n't|'(?:ll|ve|re|d|m))$")
