"""What a section's title and the look of a line say of the role of the statements there."""

from __future__ import annotations

import re

from modules.domains.education.material import Role

_TITLES: tuple[tuple[Role, str], ...] = (
    (
        Role.OBJECTIVE,
        r"(?:learning |course |chapter |lesson )?(?:objectives?|outcomes?|goals?|aims?)"
        r"|(?:what )?you(?:’|')?(?: wi)?ll (?:learn|be able to).*|what you will learn.*"
        r"|in this (?:chapter|lesson).*learn.*"
        r"|(?:after|by the end of|on completing|having (?:read|studied)) (?:reading |studying |completing )?"
        r"(?:this|the) (?:chapter|section|unit|lesson|lecture|module)\b.*",
    ),
    (
        Role.SUMMARY,
        r"(?:section |chapter |lecture |unit |lesson )?(?:summary|summaries|recap|review|conclusions?|overview)"
        r"|in (?:summary|short|brief)|key (?:points?|ideas?|concepts?|facts|takeaways?|messages?)(?: summary)?"
        r"|to (?:sum up|remember)|(?:what you should )?take[- ]?(?:home|aways?).*"
        r"|what (?:you should|to) (?:take|remember).*"
        r"|main (?:points|ideas)|abstract",
    ),
    (
        Role.DEFINITION,
        r"(?:key (?:terms?|words|vocabulary)|glossary|vocabulary|terminology|definitions"
        r"|terms (?:to know|and definitions)"
        r"|important terms|nomenclature)",
    ),
    (
        Role.EXERCISE,
        r"(?:(?:review|critical thinking|multiple choice|short answer|conceptual|discussion|study|self[- ]?check"
        r"|practice"
        r"|end[- ]of[- ]chapter|additional|homework|free response|challenge|art connection|visual connection|test prep"
        r"|sample|exam) )?(?:questions?|exercises?|problems?|tasks?|quiz|homework|assignments?)(?: (?:and|&) \w+)?"
        r"|check your (?:understanding|learning|knowledge)|test yourself|try it(?: yourself)?|critical thinking"
        r"|(?:for )?(?:the )?exercise (?:class|sheet)|problem (?:set|sheet)s?.*|activity|activities"
        r"|(?:selected )?(?:answers?|solutions?)(?: (?:to|for|key).*)?|practice(?: test)?|art connections?"
        r"|visual connections?|(?:exercise|problem|question|activity) \d.*",
    ),
    (Role.EXAMPLE, r"(?:worked )?examples?(?: \d.*| [A-Z]\b.*|[:.].*)?|case stud(?:y|ies).*|illustration \d.*"),
    (
        Role.FRAME,
        r"references?|bibliography|works cited|literature(?: cited)?|further reading|acknowledge?ments?|external links"
        r"|see also|(?:table of )?contents|index|about the authors?|copyright.*|licen[cs]e.*|attributions?|credits"
        r"|links? to learning|additional resources|notes and references|footnotes|funding|conflicts? of interest.*"
        r"|author contributions|supplementary (?:material|information)|data availability.*|sources|imprint",
    ),
)
_TITLE_ROLES = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _TITLES)
_NUMBER = re.compile(
    r"^(?:[\dIVX]{1,4}(?:\.\d{1,3}){0,4}[.)]?\s+|(?:part|appendix|section)\s+[\dA-Z.]+[.:]?\s+)", re.IGNORECASE
)
_BOX = re.compile(
    r"links? to learning|(?:art|visual) connections?|try it|check your (?:understanding|learning)|qr code.*",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"^(?:by the end of|after (?:reading|studying|completing|working through|this)|at the end of|on completing"
    r"|upon completion of|in this (?:chapter|section|lesson|unit|lecture)\b.{0,20}you).{0,90}"
    r"\b(?:will|should|can|able to|learn)\b.{0,40}:?$",
    re.IGNORECASE,
)
_FRAME_LINE = re.compile(
    r"^(?:page )?\d{1,4}(?: of \d{1,4})?$|^(?:https?://|www\.)\S+$|^(?:©|\(c\) \d{4}|copyright\b)|all rights reserved"
    r"|\blicen[cs]ed under\b|\bcreative commons\b|^doi:|\bISBN\b|^downloaded (?:from|for)|^retrieved from"
    r"|^\[?figure: qr code|^access (?:for )?free at|^(?:click|visit|watch|view|explore|go to)\b.{0,80}"
    r"\b(?:this|the|an?)\b.{0,40}\b(?:video|animation|site|website|tutorial|simulation|link|page|module|interactive)\b"
    r"|</\w+>|<!--|-->|^table of contents$|\.{5,}\s*\d+$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\[(?:figure|image|photo|table|video)\b|^(?:[*_]{0,2})(?:figure|fig\.?|table|plate|chart|scheme|box|photo)\s"
    r"\d+(?:[.–-]\d+)*[a-z]?(?:[*_]{0,2})\s?[.:|—–-]",
    re.IGNORECASE,
)
_EXAMPLE_LINE = re.compile(r"^[*_]{0,2}(?:worked )?example\s?(?:\d[\d.]*|[A-Z])?[.:)]", re.IGNORECASE)
_EXERCISE_LINE = re.compile(
    r"^[*_]{0,2}(?:exercise|question|problem|task|check your understanding|think about it|try it)\s?(?:\d[\d.]*)?[.:)]",
    re.IGNORECASE,
)
_SUMMARY_LINE = re.compile(r"^(?:in summary|to summari[sz]e|in short|in conclusion|to sum up)\b", re.IGNORECASE)
_STRUCTURAL = re.compile(
    r"introduction|background|methods?|materials and methods|results?|discussion|preface|foreword|history|overview"
    r"|common mistakes?|frequent misconceptions?|motivation|notation|outline|agenda|limitations|future work|data"
    r"|related work|applications?|evaluation|experiments?|(?:chapter|unit|part|module|lecture|lesson|week)\s+[\dIVX]+"
    r"|.{0,20}\bconnections?|step-by-step.*|strategy|solution|definition|theorem|proof|remarks?|questions?|answers?",
    re.IGNORECASE,
)


def title_role(title: str) -> Role | None:
    """Return the role that a section's title gives to what stands under it; None where it says nothing of it."""
    bare = bare_title(title)
    return next((role for role, pattern in _TITLE_ROLES if pattern.fullmatch(bare)), None)


def bare_title(title: str) -> str:
    """Return a title without its number and the marks at its ends: "5.3 Resistance" is "Resistance"."""
    return _NUMBER.sub("", title.strip(" *_#")).rstrip(" :.*_").strip()


def is_structural(title: str) -> bool:
    """Tell whether a title names a part of a text, as "Introduction" and "Summary" do, rather than a subject."""
    return title_role(title) is not None or _STRUCTURAL.fullmatch(bare_title(title)) is not None


def is_box(title: str) -> bool:
    """Tell whether a title stands over a box of one paragraph in the middle of a section, which goes on after it."""
    return _BOX.fullmatch(bare_title(title)) is not None


def announces_objectives(text: str) -> bool:
    """Tell whether a line leads to a list of what is to be learned."""
    return len(text) < 160 and _ANNOUNCES.match(text.strip(" *_")) is not None


def line_role(text: str) -> Role | None:
    """Return the role that the look of a statement gives it, whatever section it stands in."""
    if _FRAME_LINE.search(text):
        return Role.FRAME
    if _CAPTION.match(text):
        return Role.CAPTION
    if _EXAMPLE_LINE.match(text):
        return Role.EXAMPLE
    if _EXERCISE_LINE.match(text):
        return Role.EXERCISE
    return Role.SUMMARY if _SUMMARY_LINE.match(text) else None
