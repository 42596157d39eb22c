"""The loader of our annotations, over made-up texts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import gold
from modules.core.errors import DocumentError, Malformed
from modules.domains.medical.fact import Assertion, Experiencer, Kind, Status

TEXT = "Continue warfarin 5 mg daily. Mother had gout."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def fact(kind: str, words: str, **more: Any) -> dict[str, Any]:
    start, end = span(words)
    asserted = {"negated": False, "uncertain": False, "historical": False, "experiencer": "patient", "side": ""}
    return {"kind": kind, "start": start, "end": end, **asserted, **more}


def written(folder: Path, *facts: dict[str, Any], text: str = TEXT, identifier: str = "n1", **more: Any) -> Path:
    """Lay out a set of one note and annotations of it; return the annotations' path."""
    (folder / "medical").mkdir()
    (folder / "medical" / "visits.jsonl").write_text(json.dumps({"id": "n1", "note": text}) + "\n")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    entry = {"set": "visits", "id": identifier, "field": "note", "sha256": digest, "facts": facts, **more}
    path = folder / "annotations.jsonl"
    path.write_text(json.dumps(entry) + "\n")
    return path


def test_spans_and_assertions_come_back_with_the_text(tmp_path: Path) -> None:
    more = {"dose": span("5 mg"), "frequency": span("daily"), "status": "continued"}
    drug, disease = fact("medication", "warfarin", **more), fact("family history", "gout", experiencer="family")
    (annotated,) = gold.load(tmp_path, written(tmp_path, drug, disease))
    first, second = annotated.mentions
    assert (annotated.collection, annotated.id, annotated.field) == ("visits", "n1", "note")
    assert first.dose
    assert first.frequency
    named = ((first.start, first.end), first.dose, first.frequency)
    assert [annotated.text[start:end] for start, end in named] == ["warfarin", "5 mg", "daily"]
    assert (first.kind, first.status) == (Kind.MEDICATION, Status.CONTINUED)
    assert (second.kind, second.assertion) == (Kind.FAMILY, Assertion(experiencer=Experiencer.FAMILY))
    assert (second.dose, second.status) == (None, Status.UNKNOWN)


def test_a_text_that_changed_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, text=TEXT + " ")
    with pytest.raises(Malformed, match="the note of n1 in visits"):
        gold.load(tmp_path, path)


def test_a_missing_text_or_set_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, identifier="n2")
    with pytest.raises(DocumentError, match="the note of n2 in visits"):
        gold.load(tmp_path, path)
    (tmp_path / "medical" / "visits.jsonl").unlink()
    with pytest.raises(DocumentError, match="visits is missing"):
        gold.load(tmp_path, path)


def test_a_span_outside_the_text_is_refused(tmp_path: Path) -> None:
    outside = fact("problem", "gout") | {"end": len(TEXT) + 1}
    with pytest.raises(Malformed, match="outside its text"):
        gold.load(tmp_path, written(tmp_path, outside))


def test_of_a_text_annotated_in_part_only_that_part_is_read(tmp_path: Path) -> None:
    first = fact("medication", "warfarin", dose=None, frequency=None, status="continued")
    (annotated,) = gold.load(tmp_path, written(tmp_path, first, until=len("Continue warfarin"), fresh=True))
    assert (annotated.text, annotated.fresh) == ("Continue warfarin", True)


def test_every_annotation_of_ours_reads_and_stands_in_order() -> None:
    entries = [json.loads(line) for line in gold.FACTS.read_text().splitlines()]
    assert len({(entry["set"], entry["id"], entry["field"]) for entry in entries}) == len(entries) >= 30
    for entry in entries:
        starts = [one["start"] for one in entry["facts"]]
        assert starts == sorted(starts)
        assert all(Kind(one["kind"]) and one["start"] < one["end"] for one in entry["facts"])
        assert all(("dose" in one) == (one["kind"] == Kind.MEDICATION) for one in entry["facts"])
