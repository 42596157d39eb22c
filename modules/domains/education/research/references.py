"""How a paper is cited: found in its own first pages and in its file's metadata, given as BibTeX and CSL JSON.

What is not found is left out; what was guessed is named, so that a reader can check it. BibTeX after O. Patashnik,
"BibTeXing" (1988); CSL JSON after the schema of the Citation Style Language, version 1.0.2.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}|\\^`]+)")
_ARXIV = re.compile(r"\barXiv:\s*(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
_DATED = re.compile(
    r"(?:published|accepted|received|©|\(c\)|copyright|available online|arXiv:[\w.]+ *\[[\w.-]+\])", re.I
)
_ABSTRACT = re.compile(r"^\s*(?:abstract|summary)\b[\s:.—-]*", re.IGNORECASE | re.MULTILINE)
_JOURNAL = re.compile(
    r"^(?P<name>(?:the )?(?:[A-Z][\w&.’'-]*(?: (?:of|and|for|in|on|the|&))*[ ,:]*){1,8}?)[, ]+(?:vol(?:ume|\.)? *)?"
    r"(?P<volume>\d{1,4})(?: *\((?P<issue>[\w–-]+)\)|[, ]+(?:no\.?|issue|iss\.) *(?P<number>\d+))?"
    r"(?:,? *\(?(?:19|20)\d\d\)?)?(?:[,:; ]+(?:pp?\.? *)?(?P<pages>\d+ *[-–—] *\d+))?"
)
_NAME = r"[A-Z][\w’'.-]*(?:[ -](?:[A-Z][\w’'.-]*|de|van|von|der|den|la|le|da|dos|del|bin|al|el|ter|zu)){1,4}"
_NAMES = re.compile(rf"^(?:by )?{_NAME}(?:(?:,? and |, ?|; ?| & ){_NAME})*$")
_MARKS = re.compile(r"(?<=[a-z.])\d+(?:, ?\d+)*|[*†‡§¶#∗]+|\(\w\)|(?<=\w) ?\[[\d, ]+\]")
_SPLIT = re.compile(r",? and | & |; ?|, ?")
_INSTITUTION = re.compile(
    r"universit|institut|department|school|college|hospital|laborator|faculty|center|centre|@|http|\binc\b"
    r"|\bltd\b|journal"
    r"|proceedings|conference|\bvol\b|abstract|introduction",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*|slide \d|.*\.(?:docx?|pdf|tex|dvi|indd|qxd)$|\w+\d{4,}\w*$)",
    re.IGNORECASE,
)
_HEAD_LINES = 40
_LEAST_TITLE = 12  # characters
_LONGEST_TITLE = 300
_PARTICLES = frozenset(
    ["de", "van", "von", "der", "den", "la", "le", "da", "dos", "del", "bin", "al", "el", "ter", "zu"]
)
_TEX = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; `given` is "" where there is only one part."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """How a document is cited.

    Attributes:
        document_id: which document.
        title, authors, year, journal, volume, issue, pages, doi, arxiv: as found; "" or empty where they are not.
        guessed: which of these fields are likely but not certain, e.g. a year from the file's date.
    """

    document_id: str
    title: str
    authors: tuple[Name, ...] = ()
    year: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    arxiv: str = ""
    guessed: tuple[str, ...] = ()


def reference(document_id: str, name: str, first_pages: Sequence[str], metadata: Mapping[str, str]) -> Reference:
    """Read how a document is cited.

    Args:
        document_id: which document.
        name: its file's name: the title where no other is found.
        first_pages: the texts of its first pages; two suffice.
        metadata: of its file: "title", "author", "created" (any form with a year), "doi".
    """
    text = "\n".join(first_pages)
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    guessed: list[str] = []
    title, below = _title(lines, metadata.get("title", ""))
    if not title:
        title = re.sub(r"\.\w{2,5}$", "", name).replace("_", " ")
        guessed.append("title")
    authors = _authors(lines[below : below + 6]) or _listed(metadata.get("author", ""))
    year, certain = _year(text, metadata.get("created", ""))
    if year and not certain:
        guessed.append("year")
    doi = _DOI.search(text) or _DOI.search(metadata.get("doi", ""))
    arxiv = _ARXIV.search(text)
    found = Reference(
        document_id,
        title,
        authors,
        year,
        doi=doi[1].rstrip(".,;)]") if doi else "",
        arxiv=arxiv[1] if arxiv else "",
        guessed=tuple(guessed),
    )
    return _with_journal(found, lines)


def _title(lines: Sequence[str], given: str) -> tuple[str, int]:
    """Return the title, and at which line what follows it begins."""
    given = " ".join(given.split())
    plausible = len(given) >= _LEAST_TITLE and not _NO_TITLE.match(given)
    plain = _plain(given)
    joined = ""
    for at, line in enumerate(lines):
        joined += _plain(line)
        if plausible and joined.endswith(plain[-20:]) and plain in joined:
            return given, at + 1
    if plausible:
        return given, 0
    for at, line in enumerate(lines):
        if (
            len(line) < _LEAST_TITLE
            or _INSTITUTION.search(line)
            or _JOURNAL.match(line)
            or _DOI.search(line)
            or _NAMES.match(line)
        ):
            continue
        if not re.search(r"[a-z]{3}", line) and len(line.split()) < 3:
            continue
        title, end = line, at + 1
        while end < len(lines) and len(title) + len(lines[end]) < _LONGEST_TITLE and _goes_on(title, lines[end]):
            title, end = f"{title} {lines[end]}", end + 1
        return title.rstrip("*∗†"), end
    return "", 0


def _goes_on(title: str, line: str) -> bool:
    """Tell whether a title goes on in the next line: it broke off, or that is no name and no institution."""
    if title.endswith((":", "-", ",")) or re.search(
        r"\b(?:of|and|the|a|an|for|in|on|with|to|by|from|using)$", title, re.I
    ):
        return True
    return line[:1].islower() and not _INSTITUTION.search(line)


def _authors(lines: Sequence[str]) -> tuple[Name, ...]:
    found: list[Name] = []
    for line in lines:
        bare = " ".join(_MARKS.sub("", line).split()).strip(" ,;")
        if _INSTITUTION.search(bare) or not _NAMES.match(bare):
            if found:
                break
            continue
        found += _listed(bare)
    return tuple(dict.fromkeys(found))


def _listed(text: str) -> tuple[Name, ...]:
    """Return the names of a list: "A. Smith and B. Jones", "Smith, A.; Jones, B."."""
    text = re.sub(r"^by ", "", " ".join(text.split()))
    if not text or _INSTITUTION.search(text):
        return ()
    parts = [part.strip() for part in (text.split(";") if ";" in text else _SPLIT.split(text))]
    return tuple(_name(part) for part in parts if re.search(r"[^\W\d_]{2}", part))


def _name(text: str) -> Name:
    if "," in text:
        family, _, given = (part.strip() for part in text.partition(","))
        return Name(family, given)
    words = text.split()
    at = next((at for at, word in enumerate(words[1:], 1) if word.lower() in _PARTICLES), len(words) - 1)
    return Name(" ".join(words[at:]), " ".join(words[:at]))


def _year(text: str, created: str) -> tuple[str, bool]:
    """Return the year of publication, and whether the text itself says so."""
    for line in text.splitlines()[: 2 * _HEAD_LINES]:
        if _DATED.search(line) and (years := _YEAR.findall(line)):
            return max(years), True
    for line in text.splitlines()[:_HEAD_LINES]:
        if _JOURNAL.match(" ".join(line.split())) and (years := _YEAR.findall(line)):
            return years[-1], True
    in_head = _YEAR.findall("\n".join(text.splitlines()[:12]))
    if in_head:
        return in_head[0], False
    in_file = re.search(r"(19[5-9]\d|20\d\d)", created)
    return (in_file[1], False) if in_file else ("", False)


def _with_journal(found: Reference, lines: Sequence[str]) -> Reference:
    for line in lines[:12]:
        match = _JOURNAL.match(line)
        if match and match["name"].strip(" ,:") not in found.title and _YEAR.search(line):
            if _YEAR.fullmatch(match["volume"]):
                continue
            pages = re.sub(r" *[-–—] *", "–", match["pages"] or "")
            issue = match["issue"] or match["number"] or ""
            issue = "" if _YEAR.fullmatch(issue) else issue
            return replace(found, journal=match["name"].strip(" ,:"), volume=match["volume"], issue=issue, pages=pages)
    return found


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKD", text)).lower()


# --- Out -------------------------------------------------------------------------------------------------------------


def keys(references: Sequence[Reference]) -> list[str]:
    """Return a citation key for each, all different: "smith2021grounding", "smith2021groundinga"."""
    made: list[str] = []
    for one in references:
        family = _plain(one.authors[0].family) if one.authors else "anonymous"
        word = next((_plain(word) for word in one.title.split() if len(_plain(word)) > 3), "")
        key = base = re.sub(r"[^a-z0-9]", "", f"{family}{one.year}{word}") or "paper"
        number = 0
        while key in made:
            key = f"{base}{chr(ord('a') + number % 26)}{number // 26 or ''}"
            number += 1
        made.append(key)
    return made


def bibtex(references: Sequence[Reference]) -> str:
    """Return the references as a BibTeX file; what was guessed is named in a note."""
    return "\n".join(_entry(key, one) for key, one in zip(keys(references), references, strict=True))


def _entry(key: str, one: Reference) -> str:
    fields = {
        "title": f"{{{_tex(one.title)}}}",
        "author": " and ".join(
            _tex(f"{name.family}, {name.given}" if name.given else name.family) for name in one.authors
        ),
        "year": one.year,
        "journal": _tex(one.journal),
        "volume": _tex(one.volume),
        "number": _tex(one.issue),
        "pages": _tex(one.pages).replace("–", "--"),
        "doi": one.doi,
        "eprint": one.arxiv,
        "archiveprefix": "arXiv" if one.arxiv else "",
        "note": f"To be checked: {', '.join(one.guessed)}" if one.guessed else "",
    }
    kind = "article" if one.journal or one.doi else "misc"
    lines = [f"  {field} = {{{value}}}" for field, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def csl_json(references: Sequence[Reference]) -> str:
    """Return the references as CSL JSON, which Zotero and pandoc read."""
    items = [_item(key, one) for key, one in zip(keys(references), references, strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2)


def _item(key: str, one: Reference) -> dict[str, object]:
    item: dict[str, object] = {
        "id": key,
        "type": "article-journal" if one.journal or one.doi else "article",
        "title": one.title,
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in one.authors
        ],
        "issued": {"date-parts": [[int(one.year)]]} if one.year else None,
        "container-title": one.journal,
        "volume": one.volume,
        "issue": one.issue,
        "page": one.pages.replace("–", "-"),
        "DOI": one.doi,
        "number": f"arXiv:{one.arxiv}" if one.arxiv else "",
        "note": f"To be checked: {', '.join(one.guessed)}" if one.guessed else "",
    }
    return {field: value for field, value in item.items() if value}


def named(names: Iterable[Name]) -> str:
    """Return authors as a citation in running text has them: "Smith", "Smith and Jones", "Smith et al."."""
    families = [one.family for one in names]
    if len(families) > 2:
        return f"{families[0]} et al."
    return " and ".join(families)
