"""The words by which a contract binds its parties, as patterns: modals, conditions, and what binds nobody."""

from __future__ import annotations

import re

ONE_PARTY = ("either party", "either of the parties", "any party", "a party", "the other party", "such party", "party")
ALL_PARTIES = ("each of the parties", "each party", "neither party", "no party", "both parties", "the parties")
BY_WHAT_IT_DOES = r"[a-z-]+(?:ing|ed)\s+party"  # "the indemnifying party"
MODAL = (
    r"(?P<modal>(?:shall|must|will|may)\s+not|may\s+(?:only|solely)|shall|must|will|may|cannot|"
    r"(?:hereby\s+)?(?:agrees?|undertakes?|covenants?)(?:\s+and\s+(?:agrees?|undertakes?))?\s+(?:not\s+)?to|"
    r"(?:hereby\s+)?(?:agrees?|covenants?)\s+that\s+(?:it|they)\s+(?:shall|will)(?:\s+not)?|"
    r"(?:is|are)\s+(?:hereby\s+)?(?:required|obligated|obliged|responsible)\s+(?:to|for)|"
    r"(?:is|are)\s+(?:hereby\s+)?(?:entitled|permitted|authori[sz]ed|allowed)\s+to|(?:has|have)\s+the\s+right\s+to|"
    r"(?:is|are)\s+(?:prohibited|restricted)\s+from)\b"
)
INSERTED = (
    r"(?:\s*,[^,;:]{1,120},|\s*\([^()]{1,120}\))?"
    r"(?:\s+(?:each|both|all|hereby|also|then|therefore|further|thereafter|promptly|in\s+turn|jointly|"
    r"(?:and|or)\s+(?:each\s+of\s+)?its\s+\w+)){0,2}\s+"
)
_PREPOSITION = (
    r"\b(?:of|by|to|from|with|for|upon|against|on|between|under|than|as|about|at|which)\s+(?:the\s+|such\s+|any\s+)?$"
)
_RELATIVE = (  # "the works that the Owner may approve", but not "agrees that the Owner may approve them"
    r"(?<!agree )(?<!agrees )(?<!agreed )(?<!acknowledge )(?<!acknowledges )(?<!understood )(?<!provided )"
    r"(?<!however, )(?<!covenants )(?<!ensure )\bthat\s+(?:the\s+)?$"
)
NO_SUBJECT = re.compile(rf"{_PREPOSITION}|{_RELATIVE}|['’]s\s+(?:\w+\s+)?$", re.IGNORECASE)
NEVER = re.compile(r"\s*(?:not|never|in\s+no\s+event)\b", re.IGNORECASE)
FORBIDS = re.compile(r"\bnot\b|cannot|prohibited|restricted", re.IGNORECASE)
ALLOWS = re.compile(r"may\b|.*(?:entitled|permitted|authori|allowed|right)", re.IGNORECASE)
AND_ALSO = re.compile(
    r",?\s+(?:and|but|or)\s+(?:that\s+it\s+)?(?P<modal>(?:shall|must|will|may)(?:\s+not)?)\b(?!\s+be\b)",
    re.IGNORECASE,
)
STATES = re.compile(r"may\s+have\b|cannot\s+(?:mutually\s+)?agree\b", re.IGNORECASE)
"""Rights that one may have, and a negotiation that fails: neither is given by the sentence."""
NO_BURDEN = re.compile(
    r"\s*(?:be\s+(?:responsible|liable)|have\s+(?:an?|any|the)\s+(?:further\s+)?(?:obligation|liability|duty))",
    re.IGNORECASE,
)
"""What one must not: then it is no prohibition, but says that there is no duty."""
SENTENCE_END = re.compile(r"[.;:]\s")
NOTHING = re.compile(r"\bnothing\b", re.IGNORECASE)
NO_ACTION = re.compile(
    r"\s*(?:(?:also|only|in\s+no\s+event|under\s+no\s+circumstances)\s+)?(?:not\s+)?"
    r"(?:the\s+following\b|be,|be\s+(?:an?\s+independent|irreparabl\w+|deemed|construed|considered|liable|subject\s+to|bound|governed|interpreted|treated|required|obligated|"
    r"obliged|relieved|released|under\s+(?:no|any)|in\s+(?:breach|default)|(?:mutually\s+)?agreed|"
    r"(?:\w+ly\s+)?(?:owned|suffered|incurred|received|caused)|responsible\s+for\s+any\s+(?:loss|damage))|mean\b|constitute|survive|remain\s+(?:the\s+)?(?:sole\s+)?(?:owner|property)|retain\b[^.;]{0,40}\bownership|lose\b|suffer\b|incur\b|become\b|include\b|refer\b|have\s+no\b|"
    r"have\s+any\s+(?:\w+\s+)?(?:obligation|liability|duty|responsibility|right))",
    re.IGNORECASE,
)
RIGHT_IN_DUTY = re.compile(
    r"\s*(?:also\s+|only\s+)?(?:be\s+(?:entitled|permitted|allowed|authori[sz]ed|paid|compensated|reimbursed|credited)|"
    r"have\s+(?:(?:the|a|an?\s+\w+)\s+(?:[\w-]+\s+){0,2}(?:right|option)|[^.;,]{0,40}\b(?:days?|period)\b))",
    re.IGNORECASE,
)
_WHEN = (
    r"(?:if|when|whenever|where|upon|in\s+the\s+event|unless|once|should|subject\s+to|in\s+case|to\s+the\s+extent|"
    r"provided\s+that|except|after|before|prior\s+to|following|within|during)\b"
)
LEADING_CONDITION = re.compile(
    rf"(?:^\W*(?:[\d.]+\s+|\(\w{{1,4}}\)\s+)?(?:[A-Z][\w ]{{2,40}}\.\s+)?|[,;]\s*(?:and|but|or)?,?\s*|\band,?\s+)"
    rf"(?P<condition>{_WHEN}[^;]{{3,400}}?),\s*(?:then\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
LATER_CONDITION = re.compile(
    r",?\s(?P<condition>(?:if|unless|provided,?\s+(?:however,?\s+)?that|in\s+the\s+event|to\s+the\s+extent|"
    r"except\s+(?:as|that|where|to)|subject\s+to|so\s+long\s+as|until)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
LEFT_OVER = re.compile(r",?\s+(?:and|or|but|that|if|unless|whether)(?:\s+(?:that|if|the))?$")
ITEM = re.compile(r"\s*\(?(?:[a-z]{1,4}|\d{1,2})[).]\s", re.IGNORECASE)
DEFINES = re.compile(r"^\W*(?:\d[\d.]*\s+)?[\"“][^\"”]{2,60}[\"”]\s+(?:shall\s+mean|means|shall\s+have)", re.IGNORECASE)
LONGEST_SENTENCE = 4_000  # characters; what is longer is a table or a page without a full stop
LONGEST_ACTION = 400
SHORTEST_ACTION = 3
WORDS_OF_A_LEAD = 2  # "The Customer shall also:" leads a list; with more words it says something itself
