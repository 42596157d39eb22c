"""How good the quiz is that rules make of a textbook, and how well short answers are graded.

    python -m benchmarks.education_quiz FOLDER [--model N]

FOLDER holds openstax_biology/ (docs.jsonl, glossary.jsonl, txt/) and squad2.jsonl. Of 20 sections: items that the rules
propose by kind, the share that the validator lets pass and why it refuses the others. With `--model`, N of the valid
choices are answered by the embedded model from the source, without the key, and N passages are given to it for items of
its own. Grading: a gold answer to a question of SQuAD 2 has to be accepted in a sentence of its own ("It is ..."), and
those to other questions of the same paragraph rejected, if they share no word with it. Beside it stands how often a
longer or shorter gold span is rejected that the item does not list: the price of being strict.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from modules.adapters.llama_cpp import Embedded
from modules.adapters.weights import EMBEDDED
from modules.core.findings import Citation
from modules.core.text import sentences
from modules.core.types import Progress
from modules.domains.education.material import Concept, ConceptMap, Material, Role, Section, Statement
from modules.domains.education.quiz.by_model import answered_blind, make_by_model
from modules.domains.education.quiz.evidence import Evidence
from modules.domains.education.quiz.grading_text import reads
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.quiz.making import proposals
from modules.domains.education.quiz.validation import problems
from modules.domains.education.quiz.wording import normal, stems
from modules.settings import Settings

T = TypeVar("T")
_SECTIONS = 20


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def textbook(folder: Path) -> tuple[Material, ConceptMap]:
    """Read sections and glossary in the plain form in which the data hold them."""
    glossary: dict[str, list[dict[str, Any]]] = {}
    for entry in rows(folder / "glossary.jsonl"):
        glossary.setdefault(entry["doc_id"], []).append(entry)
    sections, concepts = [], []
    for document in islice(rows(folder / "docs.jsonl"), _SECTIONS):
        entries = glossary.get(document["doc_id"], [])
        section = _section(document, (folder / document["txt"]).read_text(encoding="utf-8"), entries)
        sections.append(section)
        concepts += [_concept(section, entry["term"]) for entry in entries]
    return Material(tuple(sections)), ConceptMap(tuple(concepts))


def _section(document: dict[str, Any], text: str, entries: list[dict[str, Any]]) -> Section:
    text += "\n\nGlossary\n\n" + "\n\n".join(f"{one['term']}: {one['definition']}" for one in entries)
    role, found = Role.TEXT, []
    for start, end in sentences(text):
        said = " ".join(text[start:end].split())
        if said in ("Section Summary", "Glossary"):
            role = Role.SUMMARY if said == "Section Summary" else Role.DEFINITION
            continue
        shown = "[Figure" in said
        own = Role.CAPTION if shown else Role.OBJECTIVE if said.startswith("* ") else role
        found.append(Statement(Citation(document["doc_id"], 1, start, end, said), own))
    path = (document["chapter"], document["title"])
    return Section(document["doc_id"], document["title"], path, 1, tuple(found))


def _concept(section: Section, term: str) -> Concept:
    bracket = re.fullmatch(r"(.+?)\s*\(([^)]+)\)", term)
    name, aliases = (bracket[1], (bracket[2],)) if bracket else (term, ())
    defined = (one for one in section.statements if one.role is Role.DEFINITION and one.text.startswith(f"{term}:"))
    return Concept(" ".join(normal(name)), name, next(defined, None), aliases, section.path, weight=0.5)


def show_items(items: list[Item], evidence: Evidence) -> list[Item]:
    """Print how many items of each kind were proposed and are valid, and the commonest reasons of refusal."""
    made, passed, reasons, valid = Counter[Kind](), Counter[Kind](), Counter[str](), []
    for item in items:
        found = problems(item, evidence)
        made[item.kind] += 1
        passed[item.kind] += not found
        reasons.update({re.sub(r"“[^”]*”|: .*", "", one) for one in found})
        if not found:
            valid.append(item)
    print(f"{len(items)} items proposed, {100 * len(valid) / max(1, len(items)):.1f} % valid")
    for kind in Kind:
        print(f"  {kind.value:16} {passed[kind]:4} of {made[kind]:4}")
    for reason, count in reasons.most_common(8):
        print(f"  refused {count:3}: {reason}")
    return valid


def show_model(valid: list[Item], material: Material, concepts: ConceptMap, evidence: Evidence, count: int) -> None:
    """Print how often the embedded model chooses the key without seeing it, and what it makes itself."""
    path = Settings().runtime / "models" / EMBEDDED.file
    model = Embedded(path, weights=EMBEDDED, context_tokens=4_096, threads=2)
    choices = [item for item in valid if item.kind is Kind.CHOICE]
    random.Random(0).shuffle(choices)
    agreed = sum(ended(answered_blind(item, evidence, model, Progress(0, 0, ""))) for item in choices[:count])
    print(f"blind answers of the embedded model: {agreed} of {len(choices[:count])} are the key")
    own = ended(make_by_model(material, concepts, model, count=count))
    print(f"items of the embedded model: {len(own)} of {count} passages give one that rules and a blind answer pass")


def ended(work: Generator[Progress, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def show_grading(path: Path) -> None:
    """Print false rejects of right answers and false accepts of answers to other questions."""
    right, rejected, spans, apart, wrong, accepted = 0, 0, 0, 0, 0, 0
    for document in rows(path):
        for paragraph in document["paragraphs"]:
            golds = [list(dict.fromkeys(a["text"] for a in qa["answers"])) for qa in _questions(paragraph)]
            golds = [one for one in golds if one]
            for number, gold in enumerate(golds):
                right += 1
                rejected += not reads(f"It is {gold[0]}.", gold).right
                for other in gold[1:]:
                    spans += 1
                    apart += not reads(other, [one for one in gold if one != other]).right
                for foreign in golds[:number] + golds[number + 1 :]:
                    if any(stems(foreign[0]) & stems(own) for own in gold):
                        continue  # it holds a part of the answer: who can say
                    wrong += 1
                    accepted += reads(foreign[0], gold).right
    print(f"SQuAD 2: {100 * rejected / max(1, right):.2f} % of {right} right answers in a sentence rejected")
    print(f"  {100 * apart / max(1, spans):.1f} % of {spans} other gold spans rejected where not listed")
    print(f"  {100 * accepted / max(1, wrong):.3f} % of {wrong} answers to other questions accepted")


def _questions(paragraph: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = paragraph.get("qas") or paragraph.get("questions") or []
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    material, concepts = textbook(asked.folder / "openstax_biology")
    evidence = Evidence(material)
    valid = show_items(proposals(material, concepts), evidence)
    show_grading(asked.folder / "squad2.jsonl")
    if asked.model:
        show_model(valid, material, concepts, evidence, asked.model)


if __name__ == "__main__":
    main()
