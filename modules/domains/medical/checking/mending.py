"""The one step that mends a difference: other words in the line, the record's sentence, or the sentence gone."""

from __future__ import annotations

from modules.core.findings import Citation
from modules.domains.medical.checking.differences import Difference
from modules.domains.medical.checking.held import Record
from modules.domains.medical.checking.noting import finding, insertion
from modules.domains.medical.checking.places import place
from modules.domains.medical.checking.said import Sentence, plain
from modules.domains.medical.draft import Issue, Origin


def issue(sentence: Sentence, found: Difference, record: Record) -> Issue:
    """Return a difference as an issue of its line, with the corrected line where there is one."""
    line = sentence.line
    text = plain(line)
    about = f"{line.id} {text[found.start : found.end]} {found.start}"
    corrected, origin = _corrected(sentence, found, record, text)
    return Issue(
        finding(found.kind, found.severity, found.title, found.explanation, found.citations, about),
        said=sentence.text,
        line=line.id,
        part=sentence.part.key,
        insert=insertion(about, corrected, found.citations or line.sources, origin) if corrected else None,
        remove=True,
    )


def _corrected(sentence: Sentence, found: Difference, record: Record, text: str) -> tuple[str, Origin]:
    """Return the line as it should read, "" where nothing of it is left, and who then wrote it."""
    if found.instead:
        return f"{text[: found.start]}{found.instead}{text[found.end :]}", Origin.FACTS
    own = sentence.statement.place
    restated = _restated(found.citations, record) if found.restate else ""
    alone = own.start == 0 and own.end == len(text)
    whole = " ".join(f"{text[: own.start]} {restated} {text[own.end :]}".split())
    return whole, Origin.RECORD if alone and restated else Origin.FACTS


def _restated(quotes: tuple[Citation, ...], record: Record) -> str:
    """Return the record's own sentence, if a clinician wrote it: what is said in a visit does not stand in a note."""
    statement = record.statements.get(place(quotes[0])) if quotes else None
    spoken = statement is None or statement.speaker
    return "" if statement is None or spoken else statement.text.lstrip("-•* ")
