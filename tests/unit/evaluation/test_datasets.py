"""Loaders of benchmarks over tiny files in the sets' own forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from modules.evaluation import datasets


def write(path: Path, *rows: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def texts(dataset: datasets.Dataset) -> list[list[str]]:
    sources = {source.name: source.text for source in dataset.sources}
    return [[sources[one.document][one.start : one.end] for one in item.evidence] for item in dataset.questions]


def test_squad_joins_paragraphs_and_leaves_out_what_has_no_answer(tmp_path: Path) -> None:
    yes = {"id": "1", "question": "Who?", "is_impossible": False, "answers": [{"text": "Watt", "answer_start": 0}]}
    no = {"id": "2", "question": "Why?", "is_impossible": True, "answers": []}
    paragraphs = [{"context": "Steam is hot.", "qas": [no]}, {"context": "Watt was a Scot.", "qas": [yes]}]
    write(tmp_path / "education" / "squad2.jsonl", {"doc_id": "s", "title": "Steam", "paragraphs": paragraphs})
    dataset = datasets.squad(tmp_path)
    assert texts(dataset) == [["Watt"]]
    assert dataset.sources[0].text.startswith("Steam\n\n")


def test_cuad_asks_its_own_contract_or_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "legal" / "cuad"
    write(folder / "contracts.jsonl", {"doc_id": "a", "title": "ACME_2020-EX-10.1-LEASE", "txt": "txt/a.txt"})
    (folder / "txt").mkdir()
    (folder / "txt" / "a.txt").write_bytes(b"LEASE\r\nTerm: one year.")
    row = {"id": "1", "doc_id": "a", "question": "The term", "is_present": True}
    write(
        folder / "clauses.jsonl", {**row, "answers": [{"text": "one year", "start": 13}]}, {**row, "is_present": False}
    )
    own, everywhere = datasets.cuad_own(tmp_path), datasets.cuad_all(tmp_path)
    assert texts(own) == texts(everywhere) == [["one year"]]
    assert (own.questions[0].within, own.questions[0].text) == ("a.txt", "The term")
    assert (everywhere.questions[0].within, everywhere.questions[0].text) == (
        "",
        "Consider ACME 2020 EX 10 1 LEASE: The term",
    )


def test_financebench_counts_pages_from_one(tmp_path: Path) -> None:
    folder = tmp_path / "finance" / "financebench"
    evidence = {"doc_name": "ACME_10K", "page0": 41, "text": "Net income 5"}
    write(folder / "questions.jsonl", {"id": "1", "doc_name": "ACME_10K", "question": "Q", "evidence": [evidence]})
    (folder / "pdfs").mkdir()
    (folder / "pdfs" / "ACME_10K.pdf").write_bytes(b"%PDF-")
    dataset = datasets.financebench_own(tmp_path)
    assert dataset.questions[0].within == dataset.sources[0].name == "ACME_10K.pdf"
    assert dataset.questions[0].evidence[0].page == 42


def test_clapnq_finds_chosen_sentences_however_they_are_spaced(tmp_path: Path) -> None:
    row = {"id": "-7", "title": "Mercury", "passage": "Mercury is  small .\nIt is hot .", "question": "How hot?"}
    write(tmp_path / "rag" / "clapnq.jsonl", {**row, "answerable": True, "selected_sentences": ["Mercury is small ."]})
    assert texts(datasets.clapnq(tmp_path)) == [["Mercury is  small ."]]
