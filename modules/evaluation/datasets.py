"""Loaders of public benchmarks: files as a visitor would upload them, questions, and where the evidence stands.

Every loader takes the folder that holds the data sets and returns the same three things, whatever the set's own form.
The evidence is given either as characters of a text file or as a page of a PDF with the words on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a benchmark: its name, and either its text or where it lies."""

    name: str
    text: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a document that answers a question.

    Attributes:
        document: the source's name.
        start, end: character offsets into the source's text; both 0 where the evidence is words on a page.
        page: from 1; only the page counts for a hit where there are no offsets.
        text: the words on that page that are the evidence.
    """

    document: str
    start: int = 0
    end: int = 0
    page: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its evidence; with `within`, it is asked of that one document only."""

    id: str
    text: str
    evidence: tuple[Evidence, ...]
    within: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A benchmark. `domain` is the key of the field whose splitter would cut such documents; "" for none."""

    name: str
    domain: str
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]


def cuad_own(data: Path) -> Dataset:
    """CUAD: what the lawyers looked for, asked of the contract itself."""
    return _cuad(data, "CUAD, own contract", alone=True)


def cuad_all(data: Path) -> Dataset:
    """CUAD: the same questions with the contract's name, asked of all contracts."""
    return _cuad(data, "CUAD, all contracts", alone=False)


def contractnli(data: Path) -> Dataset:
    """LegalBench-RAG's ContractNLI: non-disclosure agreements, all together."""
    return _legalbench_rag(data / "legal" / "legalbenchrag_contractnli", "ContractNLI")


def privacy_qa(data: Path) -> Dataset:
    """LegalBench-RAG's PrivacyQA: privacy policies of apps, all together."""
    return _legalbench_rag(data / "legal" / "legalbenchrag_privacy_qa", "PrivacyQA")


def financebench_own(data: Path) -> Dataset:
    """FinanceBench: analysts' questions, asked of the filing itself."""
    return _financebench(data, "FinanceBench, own document", alone=True)


def financebench_all(data: Path) -> Dataset:
    """FinanceBench: the same questions, asked of all filings."""
    return _financebench(data, "FinanceBench, whole store", alone=False)


def openstax(data: Path) -> Dataset:
    """OpenStax Biology: the book's own questions; the section that they follow is the evidence."""
    folder = data / "education" / "openstax_biology"
    sources = [Source(Path(row["txt"]).name, _read(folder / row["txt"])) for row in _rows(folder / "docs.jsonl")]
    whole = {source.name.removesuffix(".md"): _whole(source) for source in sources}
    questions = [
        Question(row["id"], row["question"], (whole[row["doc_id"]],)) for row in _rows(folder / "questions.jsonl")
    ]
    return Dataset("OpenStax sections", "education", tuple(sources), tuple(questions))


def squad(data: Path) -> Dataset:
    """SQuAD 2: Wikipedia articles whole; the answerable questions, whose answer's place is the evidence."""
    sources, questions = [], []
    for row in _rows(data / "education" / "squad2.jsonl"):
        name, text = f"{row['doc_id']}.txt", f"{row['title']}\n\n"
        for paragraph in row["paragraphs"]:
            for item in paragraph["qas"]:
                if answers := [] if item["is_impossible"] else item["answers"]:
                    start = len(text) + answers[0]["answer_start"]
                    evidence = Evidence(name, start, start + len(answers[0]["text"]))
                    questions.append(Question(item["id"], item["question"], (evidence,)))
            text += paragraph["context"] + "\n\n"
        sources.append(Source(name, text))
    return Dataset("SQuAD", "", tuple(sources), tuple(questions))


def pubmedqa(data: Path) -> Dataset:
    """PubMedQA: abstracts without their titles, from which the questions were made."""
    sources, questions = [], []
    for row in _rows(data / "medical" / "pubmedqa.jsonl"):
        parts = zip(row["section_labels"], row["contexts"], strict=True)
        source = Source(f"{row['pmid']}.txt", "\n\n".join(f"{label}: {text}" for label, text in parts))
        sources.append(source)
        questions.append(Question(row["pmid"], row["question"], (_whole(source),)))
    return Dataset("PubMedQA", "medical", tuple(sources), tuple(questions))


def clapnq(data: Path) -> Dataset:
    """CLAPnq: passages of Wikipedia; the sentences that annotators chose are the evidence."""
    sources, questions = [], []
    for row in _rows(data / "rag" / "clapnq.jsonl"):
        source = Source(f"{row['id'].lstrip('-')}.txt", f"{row['title']}\n\n{row['passage']}")
        sources.append(source)
        if row["answerable"]:
            found = [_found(source, sentence) for sentence in row["selected_sentences"]]
            evidence = tuple(place for place in found if place) or (_whole(source),)
            questions.append(Question(row["id"], row["question"], evidence))
    return Dataset("CLAPnq", "", tuple(sources), tuple(questions))


SETS: dict[str, Callable[[Path], Dataset]] = {
    "cuad-own": cuad_own,
    "cuad-all": cuad_all,
    "contractnli": contractnli,
    "privacyqa": privacy_qa,
    "financebench-own": financebench_own,
    "financebench-all": financebench_all,
    "openstax": openstax,
    "squad": squad,
    "pubmedqa": pubmedqa,
    "clapnq": clapnq,
}


def _cuad(data: Path, name: str, *, alone: bool) -> Dataset:
    folder = data / "legal" / "cuad"
    contracts = {row["doc_id"]: row for row in _rows(folder / "contracts.jsonl")}
    files = {key: Path(row["txt"]).name for key, row in contracts.items()}
    questions = []
    for row in _rows(folder / "clauses.jsonl"):
        if row["is_present"]:
            file, title = files[row["doc_id"]], re.sub(r"[_\W]+", " ", contracts[row["doc_id"]]["title"])
            evidence = (Evidence(file, item["start"], item["start"] + len(item["text"])) for item in row["answers"])
            text = row["question"] if alone else f"Consider {title}: {row['question']}"
            questions.append(Question(row["id"], text, tuple(evidence), file if alone else ""))
    sources = (Source(files[key], _read(folder / row["txt"])) for key, row in contracts.items())
    return Dataset(name, "legal", tuple(sources), tuple(questions))


def _legalbench_rag(folder: Path, name: str) -> Dataset:
    sources = [Source(path.name, _read(path)) for path in sorted((folder / "txt").glob("*.txt"))]
    questions = []
    for row in _rows(folder / "queries.jsonl"):
        file = f"{row['doc_id']}.txt"
        evidence = (Evidence(file, item["start"], item["end"]) for item in row["snippets"])
        questions.append(Question(row["id"], row["query"], tuple(evidence)))
    return Dataset(name, "legal", tuple(sources), tuple(questions))


def _financebench(data: Path, name: str, *, alone: bool) -> Dataset:
    folder = data / "finance" / "financebench"
    questions = []
    for row in _rows(folder / "questions.jsonl"):
        evidence = (
            Evidence(f"{item['doc_name']}.pdf", page=item["page0"] + 1, text=item["text"]) for item in row["evidence"]
        )
        within = f"{row['doc_name']}.pdf" if alone else ""
        questions.append(Question(row["id"], row["question"], tuple(evidence), within))
    sources = (Source(path.name, path=path) for path in sorted((folder / "pdfs").glob("*.pdf")))
    return Dataset(name, "finance", tuple(sources), tuple(questions))


def _whole(source: Source) -> Evidence:
    return Evidence(source.name, 0, len(source.text))


def _found(source: Source, sentence: str) -> Evidence | None:
    """Where a sentence stands, however its white space was changed."""
    words = sentence.split()
    match = re.search(r"\s+".join(map(re.escape, words)), source.text) if words else None
    return Evidence(source.name, match.start(), match.end()) if match else None


def _read(path: Path) -> str:
    # Not read_text: offsets count the carriage returns that it would drop.
    return path.read_bytes().decode("utf-8")


def _rows(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
