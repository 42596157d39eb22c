"""Edits as tracked changes: accepting all gives what was intended, rejecting all gives what was there."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from modules.adapters.readers import FileReader, Limits
from modules.adapters.tracked_docx import tracked
from modules.core.edits import Edit, Tracked
from modules.core.types import Page
from tests.unit.adapters.word_cases import CASES, Case, file_name
from tests.unit.adapters.word_order import faults
from tests.unit.adapters.word_resolving import OFFICE, opened, resolved, resolved_by_office, shown

AUTHOR, DATE = "Ada Advocate", datetime(2026, 11, 30, 19, 0, tzinfo=UTC)


def text_read(docx: bytes, folder: Path) -> str:
    path = folder / "contract"
    path.write_bytes(docx)
    return next(event.text for event in FileReader(Limits()).read(path) if isinstance(event, Page))


def edits_of(case: Case, text: str) -> list[Edit]:
    found = []
    for number, (old, new) in enumerate(case.edits):
        start = text.index(old)
        found.append(Edit.at(f"edit {number}", text, start, start + len(old), new, f"Comment {number}"))
    for number, (above, new) in enumerate(case.behind):
        end = text.index(above) + len(above)
        found.append(Edit.at(f"new {number}", text, end, end, new, "A new paragraph"))
    return found


@cache
def done(name: str, folder: Path) -> tuple[Case, Tracked]:
    case = CASES[name]()
    text = text_read(case.docx, folder)
    return case, tracked(case.docx, edits_of(case, text), author=AUTHOR, date=DATE)


def intended(case: Case) -> list[str]:
    before = shown(resolved(case.docx, accept=True))
    assert set(case.becomes) <= set(before)
    return [line for paragraph in before for line in case.becomes.get(paragraph, [paragraph])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tracked")


@pytest.mark.parametrize("name", CASES)
def test_every_edit_is_done(name: str, folder: Path) -> None:
    _, result = done(name, folder)
    assert [outcome for outcome in result.outcomes if not outcome.done] == []


@pytest.mark.parametrize("name", CASES)
def test_accepting_all_gives_what_was_intended(name: str, folder: Path) -> None:
    case, result = done(name, folder)
    assert shown(resolved(result.docx, accept=True)) == intended(case)


@pytest.mark.parametrize("name", CASES)
def test_rejecting_all_gives_what_was_there(name: str, folder: Path) -> None:
    case, result = done(name, folder)
    assert shown(resolved(result.docx, accept=False)) == shown(resolved(case.docx, accept=False))


@pytest.mark.parametrize("name", CASES)
def test_the_schema_is_kept_and_python_docx_opens_it(name: str, folder: Path) -> None:
    _, result = done(name, folder)
    assert faults(result.docx) == []
    assert opened(result.docx)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("accept", [True, False], ids=["accepted", "rejected"])
def test_libreoffice_agrees(folder: Path, tmp_path: Path, accept: bool) -> None:
    results = {file_name(name): done(name, folder) for name in CASES}
    saved = resolved_by_office({name: result.docx for name, (_, result) in results.items()}, tmp_path, accept=accept)
    for name, (case, _) in results.items():
        expected = intended(case) if accept else shown(resolved(case.docx, accept=False))
        assert shown(saved[name]) == expected, name
