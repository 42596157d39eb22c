"""Cutting clinical notes, letters and papers at the sections that clinicians write."""

from __future__ import annotations

import re

from modules.core.outline import Heading, Line, Outline, one_line, plain_heading
from modules.core.splitting import StructureSplitter

_SECTIONS = """
chief complaint|presenting complaint|reason for (?:visit|admission|referral|consultation)|
history of present(?:ing)? illness|hpi|interval history|subjective|objective|past medical history|pmhx?|
past surgical history|pshx?|surgical history|medical history|family history|fhx?|social history|shx?|allergies|
allergies and (?:intolerances|adverse reactions)|
(?:current |home |discharge |admission )?medications?(?: on (?:admission|discharge))?|immuni[sz]ations|
review of systems|ros|vitals?(?: signs)?(?: reviewed)?|physical exam(?:ination)?|examination|exam|results|labs?|
laborator(?:y|ies)(?: (?:data|results))?|imaging|investigations|procedures?|hospital course|brief hospital course|
(?:admission|discharge|final|principal) diagnos[ie]s|diagnos[ie]s|problem list|assessment|impression|plan|
assessment (?:and|&|/) plan|a/p|recommendations?|instructions|discharge (?:instructions|condition|disposition)|
follow[- ]?up|disposition|condition on discharge|indications?|contraindications|warnings|
dosage(?: and administration)?|adverse (?:reactions|effects)|background|context|introduction|objectives?|aims?|
purpose|hypothesis|(?:materials? and |patients and |subjects and )?methods?|design|study design|setting|
participants|patients|subjects|interventions?|(?:main )?outcome measures?|data sources?|findings|discussion|
conclusions?|limitations|interpretation|significance
"""
_NAME = re.compile(rf"(?:{_SECTIONS.replace(chr(10), '')})", re.IGNORECASE)
_INLINE = re.compile(rf"({_NAME.pattern})\s*(?::|\s[-–]\s)\s*", re.IGNORECASE)
_PROBLEM = re.compile(r"(?:#\s*|\d{1,2}[.)]\s+)([A-Z][^.:;\n]{2,60})(?=[.:]|$)")
_SECTION_LEVEL, _PROBLEM_LEVEL = 2, 3


class MedicalOutline(Outline):
    """The sections of a note, on lines of their own or before a colon, and the numbered problems of a plan."""

    def recognise(self, line: Line) -> list[Heading]:
        """Return a section's name, a problem of a list, or a plain heading."""
        text = line.text
        if _NAME.fullmatch(text.rstrip(" :-–")) and text[0].isupper():
            return [Heading(line.start, _SECTION_LEVEL, one_line(text.rstrip(" :-–")))]
        if (match := _INLINE.match(text)) and text[0].isupper():
            return [Heading(line.start, _SECTION_LEVEL, one_line(match[1]))]
        if plain := plain_heading(line):
            return [plain]
        if match := _PROBLEM.match(text):
            return [Heading(line.start, _PROBLEM_LEVEL, one_line(match[1]))]
        return []


class MedicalSplitter(StructureSplitter):
    """A `Splitter` for clinical notes, discharge letters, labels and abstracts."""

    outline = MedicalOutline
