"""The headings of notes: what clinicians print above a section, before a colon, or as a shorthand on its first line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from modules.domains.medical.record import Section

_NAMES: tuple[tuple[Section, str], ...] = (
    (
        Section.COMPLAINT,
        r"(?:chief |presenting |main )?complaints?(?:/reason for visit)?|cc|p/?c|presenting problem"
        r"|presentation"
        r"|reason for (?:the )?(?:visit|admission|referral|consultation|consult|call|encounter)",
    ),
    (
        Section.HISTORY,
        r"(?:the )?history of (?:the )?present(?:ing)? (?:illness|complaint|problem)|hpi|hp?o?pc|hpc|hx"
        r"|history|subjective"
        r"|interval (?:history|events)|present illness|history of presentation|background|clinical history",
    ),
    (Section.REVIEW, r"review of systems?|ros|systems? review|systemic (?:enquiry|review)"),
    (Section.FAMILY, r"(?:past )?family (?:medical )?(?:history|hx)|fmh|f/?hx?|family"),
    (
        Section.SOCIAL,
        r"(?:psycho)?social (?:and occupational |and family )?(?:history|hx)|s/?hx?|social"
        r"|lifestyle|habits"
        r"|occupational history"
        r"|personal and social history|(?:tobacco|alcohol|drug|substance)(?: use| history)?|smoking(?: status|"
        r" history)?|recreational drugs"
        r"|employment status|occupation|marital status|living (?:arrangements?|situation)|sexual history|exercise|diet",
    ),
    (
        Section.SURGERY,
        r"(?:past |prior |previous )?surgical (?:history|hx)|past surgeries|p\.?s\.?hx?"
        r"|surgeries|surgical"
        r"|prior surgeries|previous operations",
    ),
    (
        Section.ALLERGIES,
        r"(?:drug |known |medication )?allerg(?:y|ies)(?:(?: and |/| & )(?:intolerances?"
        r"|adverse (?:drug"
        r" )?reactions|sensitivities))?"
        r"|adverse (?:drug )?reactions|allergy list|drug intolerances",
    ),
    (
        Section.MEDICATIONS,
        r"(?:current |home |discharge |admission |admitting |outpatient |regular |active "
        r"|usual |prior to"
        r" admission |new )*"
        r"(?:medications?|medicines?|meds|drugs|prescriptions)(?: list| history| reconciliation)?(?: (?:on|at"
        r"|prior to|before) (?:admission|discharge|home|presentation))?"
        r"|drug history|d/?hx?|rx|medication changes|medicines at discharge",
    ),
    (Section.IMMUNISATIONS, r"immuni[sz]ations?(?: history| status)?|vaccin(?:ation|e)s?(?: history| status)?"),
    (Section.VITALS, r"vitals?(?: signs?)?(?: reviewed)?|obs|observations|v/?s"),
    (
        Section.EXAM,
        r"(?:general |focused |mental status |neurologic(?:al)? )?(?:physical"
        r" )?exam(?:ination)?(?: findings)?"
        r"|pe|o/?e|oex|on examination|objective|mental state examination|mse",
    ),
    (
        Section.RESULTS,
        r"(?:pertinent |relevant |diagnostic )?(?:results?|labs?|imaging|investigations?"
        r"|studies)(?: reviewed|"
        r" review)?|lab(?:oratory)?(?: and imaging)? (?:data|results?|studies|findings|values|tests?"
        r"|investigations)"
        r"|laboratory|ix|radiology|radiolog(?:y|ical) (?:results|findings)|diagnostics?|diagnostic (?:tests"
        r"|data|impressions?)|bloods|blood tests|ekg|ecg|x-rays?|tests|findings|test results",
    ),
    (Section.PROCEDURES, r"procedures?(?: performed| history| done)?|operations?(?: performed)?"),
    (Section.COURSE, r"(?:brief |emergency (?:department|room) |ed |er |icu |clinical )?(?:hospital )?course|progress"),
    (
        Section.PAST,
        r"(?:past|previous|prior|personal|other past) (?:medical |psychiatric |obstetric "
        r"|gynecologic(?:al)? "
        r"|ob/gyn |ocular )*(?:history|hx)|p\.?m\.?hx?|pmx|medical (?:history|problems|hx)|medical"
        r"|(?:active |chronic )?(?:problem(?:s| list)|conditions)|comorbidities|co-morbidities|(?:ob/?gyn"
        r"|gyn(?:a?ecologic(?:al)?)?|obstetric(?:al)?|menstrual|birth|psychiatric|developmental) history|other"
        r" history|pohx?|poh|gynhx?"
        r"|past medical (?:and|&) surgical history",
    ),
    (
        Section.ASSESSMENT,
        r"assessment|impressions?|imp|dx|ddx|differential(?: diagnos[ie]s)?|(?:admission"
        r"|admitting|discharge"
        r"|final|principal|primary|secondary|provisional|working|pre-?operative|post-?operative"
        r"|clinical)?\s?diagnos[ie]s"
        r"|assessment (?:and|&|/) (?:treatment )?plan|a ?[/&] ?p|conclusions?|clinical impression|medical"
        r" reasoning|problems? and plan|summary|impression (?:and|&|/) plan",
    ),
    (
        Section.PLAN,
        r"(?:treatment |management |discharge )?plans?|(?:treatment )?recommendations?"
        r"|(?:discharge |patient "
        r"|follow[- ]?up )?instructions?|follow[- ]?up(?: plans?)?|disposition|(?:medical )?treatment"
        r"|management|mx|tx"
        r"|safety[- ]?net(?:ting)?|condition (?:on|at) discharge|discharge condition|advice|additional testing"
        r"|patient education(?: and counseling)?|orders|outcome|next steps|to do",
    ),
)
_ANY = re.compile(rf"(?:{'|'.join(f'(?P<{section.name}>{names})' for section, names in _NAMES)})", re.IGNORECASE)
_MARK = re.compile(r"(?:[-*•–+#·]+|\(?\d{1,2}[.)])?[ \t]*(?:\*\*|__)?")
_ENDS = re.compile(r"(?:\*\*|__)?[ \t]*(?:[:;](?=\s|$|\S)|[-–—](?=\s|$)|$)(?:\*\*|__)?[ \t]*", re.MULTILINE)
# Shorthand that needs no colon: "PMHx nil", "PC cough".
_SHORT = re.compile(
    r"(?:PMHx?|PSHx?|DHx?|Dhx|FHx?|Fhx|SHx?|Shx|PC|HPC|HPI|O/E|Oex|OE|Imp|IMP|DDx|Ix|Mx)\b[ \t]*[.:;–-]*[ \t]*"
)
_OTHER = re.compile(r"(?P<title>[A-Z][A-Za-z/&,’'() -]{2,48}?)[ \t]*:[ \t]*(?=\S|$)")
_PLACE = re.compile(r"\b(?:department|hospital|clinic|center|centre|practice|university|family medicine)\b")
_LOWER = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A heading at the beginning of a line.

    Attributes:
        title: as printed.
        section: what it announces; OTHER for a title that is none of a section: "Constitutional", "Hypertension".
        end: where the text behind it begins, a character offset from the beginning of the line.
    """

    title: str
    section: Section
    end: int


def section_of(heading: str) -> Section:
    """Return what a heading announces: the whole title, else the first of its words that announce something."""
    title = heading.strip(" :;.-–#*_").lower()
    whole = _ANY.fullmatch(title)
    if whole:
        return Section[str(whole.lastgroup)]
    for section, names in _NAMES:
        if _PLACE.search(title):
            break
        if len(title) > 4 and re.search(rf"\b(?:{names})\b(?!\s*(?:of|in|for)\b)", title) and len(title.split()) <= 8:
            return section
    return Section.OTHER


def heading_in(line: str) -> Printed | None:
    """Return the heading that a line is or opens with; None where it is text from its first word on."""
    opening = _MARK.match(line)
    start = opening.end() if opening else 0
    if start >= len(line):
        return None
    if short := _SHORT.match(line, start):
        title = short.group().strip(" \t.:;–-")
        return Printed(title, section_of(title), short.end())
    for found in (_ANY.match(line, start), None):
        if found is None:
            break
        known = _longest(line, start)
        if known:
            return known
    other = _OTHER.match(line, start)
    if other and len(other["title"].split()) <= 6:
        title = " ".join(other["title"].split())
        return Printed(title, section_of(title) if title.isupper() or title.istitle() else Section.OTHER, other.end())
    return None


def _longest(line: str, start: int) -> Printed | None:
    """Return the known name that opens a line and is closed by a colon, a dash or the end of the line."""
    if not (line[start].isupper() or line[start].isdigit()):
        return None
    separator = re.compile(r"[ \t]*(?::|;|[-–—](?=\s)|$)").search(line, start)
    if separator is None:
        return None
    title = line[start : separator.start()].strip(" *_.")
    whole = _ANY.fullmatch(title.lower())
    if whole is None or (separator.group().strip() in ("-", "–", "—") and _LOWER.match(title)):
        return None
    end = _ENDS.match(line, separator.start())
    return Printed(" ".join(title.split()), Section[str(whole.lastgroup)], end.end() if end else separator.end())
