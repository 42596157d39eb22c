"""Concepts and study aids made from textbook sections, against the textbook's own glossary.

Usage: python -m benchmarks.education_material FOLDER [--missed]

FOLDER holds docs.jsonl (doc_id, title, txt), glossary.jsonl (doc_id, term, definition) and the texts. Every second
section was read while the rules were written; the others were held out. A term counts as found where a concept has it
as its name or as another one. A definition counts as right where its sentence holds at least four fifths of what the
best sentence of the section holds of the gold definition's words; measured where one holds at least three tenths.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.core.types import Page
from modules.domains.education.aids.concept_diagram import diagram
from modules.domains.education.aids.flashcards import flashcards
from modules.domains.education.aids.formula_sheet import formula_sheet
from modules.domains.education.aids.glossary import glossary
from modules.domains.education.aids.printing import (
    Aid,
    diagram_aid,
    flashcards_aid,
    formulas_aid,
    glossary_aid,
    summary_aid,
    timeline_aid,
)
from modules.domains.education.aids.summary import summary_sheet
from modules.domains.education.aids.timeline import timeline
from modules.domains.education.concepts import concept_map
from modules.domains.education.material import ConceptMap, Material
from modules.domains.education.reading import Source, read_material
from modules.domains.education.terms import key_of

_TOLD, _AS_GOOD = 0.3, 0.8


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--missed", action="store_true", help="show what was missed in the sections that were read")
    options = parser.parse_args()
    documents = _rows(options.folder / "docs.jsonl")
    gold = _rows(options.folder / "glossary.jsonl")
    for half, name in enumerate(("read while the rules were written", "held out")):
        _measure(name, documents[half::2], gold, options.folder, missed=options.missed and half == 0)


def _measure(name: str, documents: Sequence[Any], gold: Sequence[Any], folder: Path, *, missed: bool) -> None:
    counts: Counter[str] = Counter()
    begun = time.process_time()
    for document in documents:
        text = (folder / document["txt"]).read_text(encoding="utf-8")
        material = read_material([Source(document["doc_id"], document["title"], (Page(1, text),))])
        concepts = concept_map(material)
        terms = {_key(row["term"]): row for row in gold if row["doc_id"] == document["doc_id"]}
        counts.update(_against(terms, material, concepts, missed=missed))
        for aid in _aids(material, concepts):
            places = [place for line in aid.lines for place in line.sources]
            counts[aid.title] += len(aid.lines)
            counts["lines"] += len(aid.lines)
            counts["cited"] += sum(1 for line in aid.lines if line.sources)
            counts["places"] += len(places)
            counts["literal"] += sum(_is_literal(place, text) for place in places)
    seconds = time.process_time() - begun
    print(f"{name}: {len(documents)} sections, {counts['gold']} terms in their glossaries")
    print(
        f"  terms: recall {_share(counts['found'], counts['gold'])}, precision "
        f"{_share(counts['right'], counts['concepts'])} of {counts['concepts']} concepts"
    )
    print(f"  definition's sentence: right {_share(counts['well defined'], counts['defined'])} of {counts['defined']}")
    titles = ("Flashcards", "Summary", "Glossary", "Timeline", "Concept map", "Formulas")
    print("  a section: " + ", ".join(f"{counts[title] / len(documents):.1f} {title.lower()}" for title in titles))
    print(
        f"  lines with a source {_share(counts['cited'], counts['lines'])}, "
        f"quotes literally at their place {_share(counts['literal'], counts['places'])} of {counts['places']}"
    )
    print(f"  {seconds / len(documents):.3f} s of processor time a section")


def _against(terms: dict[Any, Any], material: Material, concepts: ConceptMap, *, missed: bool) -> Iterator[str]:
    named = {key_of(name): one for one in concepts.concepts for name in (one.name, *one.aliases)}
    yield from ["concepts"] * len(concepts.concepts)
    yield from ["right"] * len({named[key].id for key in terms if key in named})
    said = [set(content_stems(one.text)) for _, one in material.statements()]
    for key, row in terms.items():
        yield "gold"
        if key not in named:
            if missed:
                print(f"  missed: {row['term']}")
            continue
        yield "found"
        wanted = set(content_stems(row["definition"])) - set(key)
        holding = [stems for stems in said if set(content_stems(row["term"])) <= stems] or said
        best = max((len(wanted & stems) for stems in holding), default=0)
        definition = named[key].definition
        if definition and best >= _TOLD * max(len(wanted), 1):
            yield "defined"
            if len(wanted & set(content_stems(definition.text))) >= _AS_GOOD * best:
                yield "well defined"


def _aids(material: Material, concepts: ConceptMap) -> Iterator[Aid]:
    yield flashcards_aid(flashcards(material, concepts))
    yield summary_aid(summary_sheet(material))
    yield glossary_aid(glossary(concepts))
    yield timeline_aid(timeline(material))
    yield diagram_aid(diagram(concepts))
    yield formulas_aid(formula_sheet(material))


def _is_literal(place: Citation, text: str) -> bool:
    return " ".join(text[place.start : place.end].split()) == place.text


def _key(term: str) -> tuple[str, ...]:
    """Return the key of a gold term, without marks and the abbreviation in brackets."""
    before, _, after = term.strip("* ").partition("(")
    return key_of(before + after.partition(")")[2])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _rows(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
