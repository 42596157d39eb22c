from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from modules.core.errors import AssistantError, NotFound, StoreCorrupt
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.reports import Decision, ReportState, ReportStore, Verdict, stop_unfinished_reports
from modules.store.templates import Templates

from .making import MINE, OTHERS, stored


@dataclass(frozen=True)
class Found:
    words: tuple[str, ...]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path)) as opened:
        yield opened


@pytest.fixture
def reports(database: Database) -> ReportStore:
    return ReportStore(database, MINE)


def made(reports: ReportStore, *documents: str) -> str:
    report = reports.begin("review", documents, "nda")
    assert reports.finish(report, Found(("cap", "term")))
    return report


def test_a_result_comes_back_as_it_was(reports: ReportStore) -> None:
    report = reports.get(made(reports, "d1"))
    assert report.state is ReportState.DONE
    assert report.read(Found) == Found(("cap", "term"))
    assert reports.latest("review", ("d1",), "nda") == report
    assert reports.latest("review", ("d1",)) is None
    assert reports.latest("review", ("d2",), "nda") is None


def test_an_unfinished_report_and_one_of_another_version_cannot_be_read(reports: ReportStore) -> None:
    running = reports.get(reports.begin("review", ("d1",), ""))
    with pytest.raises(StoreCorrupt):
        running.read(Found)
    with pytest.raises(StoreCorrupt) as caught:
        reports.get(made(reports, "d1")).read(Decision)
    assert "cap" not in str(caught.value)


def test_making_it_again_keeps_the_decisions_and_drops_the_old_one(reports: ReportStore) -> None:
    first = made(reports, "d1")
    reports.decide(first, "cap", Decision(Verdict.ACCEPTED, "too low", "USD 2"))
    reports.decide(first, "term", Decision(Verdict.REJECTED))
    reports.decide(first, "term", None)
    second = made(reports, "d1")
    assert [one.id for one in reports.all("review")] == [second]
    kept = reports.decisions(second)
    assert list(kept) == ["cap"]
    assert (kept["cap"].verdict, kept["cap"].reason, kept["cap"].wording) == (Verdict.ACCEPTED, "too low", "USD 2")


def test_a_report_goes_with_any_of_its_documents(database: Database, reports: ReportStore) -> None:
    documents = Documents(database, MINE)
    one = stored(documents, "first", name="a.txt")
    report = made(reports, "other", one.id)
    reports.decide(report, "cap", Decision(Verdict.ACCEPTED))
    running = reports.begin("review", (one.id,), "")
    documents.delete(one.id)
    assert reports.all("review") == []
    assert reports.decisions(report) == {}
    assert not reports.finish(running, Found(()))


def test_what_a_kill_cut_short_is_stopped(database: Database, reports: ReportStore) -> None:
    running, finished = reports.begin("review", ("d1",), ""), made(reports, "d2")
    assert stop_unfinished_reports(database) == 1
    assert reports.get(running).state is ReportState.STOPPED
    assert reports.get(finished).state is ReportState.DONE


@pytest.mark.parametrize("scope", OTHERS)
def test_no_verb_reaches_another_scope(database: Database, reports: ReportStore, scope: object) -> None:
    other = ReportStore(database, scope)  # type: ignore[arg-type]
    report = made(reports, "d1")
    reports.decide(report, "cap", Decision(Verdict.ACCEPTED))
    other.delete(report)
    other.end(report, ReportState.FAILED)
    assert not other.finish(report, Found(()))
    assert other.latest("review", ("d1",), "nda") is None
    assert (other.all("review"), other.decisions(report)) == ([], {})
    with pytest.raises(NotFound):
        other.get(report)
    with pytest.raises(NotFound):
        other.decide(report, "cap", None)
    assert reports.get(report).read(Found) == Found(("cap", "term"))
    assert list(reports.decisions(report)) == ["cap"]


def test_templates_have_names_of_their_own(database: Database) -> None:
    playbooks, forms = Templates(database, MINE, "playbook"), Templates(database, MINE, "form")
    playbooks.save(" Our  NDA ", b"one")
    playbooks.save("Our NDA", b"two")
    forms.save("Our NDA", b"three")
    assert [(one.name, one.content) for one in playbooks.all()] == [("Our NDA", b"two")]
    assert forms.get("Our NDA").content == b"three"
    for scope in OTHERS:
        other = Templates(database, scope, "playbook")
        other.delete("Our NDA")
        assert other.all() == []
    playbooks.delete("Our NDA")
    with pytest.raises(NotFound):
        playbooks.get("Our NDA")
    for name in ("", " ", "x" * 121):
        with pytest.raises(AssistantError):
            playbooks.save(name, b"")
