"""The checks of a summary as it changes: a worker runs them, and what it found before stays until it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from modules.core.errors import StoreCorrupt
from modules.core.types import Progress
from modules.domains.medical.checking import check
from modules.domains.medical.draft import Draft, Issue
from modules.domains.medical.fact import Facts
from modules.domains.medical.paper import Summary
from modules.services.reports import Decision, Report, ReportState
from modules.store.papers import Paper
from modules.store.reports import Verdict
from modules.ui.medical import picking, summary_keeping
from modules.ui.medical.chart import Known
from modules.ui.opening import Workspace

_CHECKS = "summary checks"


@dataclass(frozen=True, slots=True)
class Checks:
    """What was found in one version of a paper, by one state of the facts."""

    version: int
    facts: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a paper's issues.

    Attributes:
        report: the id of the report that holds them, "" before the first.
        issues: of the paper as it was when it was last checked, without those that do not fit it any more.
        dismissed: by the id of the finding.
        state: of the checks of the paper as it is now: RUNNING, DONE, or what kept them from it.
    """

    report: str = ""
    issues: tuple[Issue, ...] = ()
    dismissed: Mapping[str, Decision] = field(default_factory=dict)
    state: ReportState = ReportState.RUNNING

    @property
    def open(self) -> tuple[Issue, ...]:
        """Those that are to be decided on."""
        return tuple(issue for issue in self.issues if issue.finding.id not in self.dismissed)


def checked(workspace: Workspace, chart: Known, paper: Paper) -> Checked:
    """Return what the checks found in a paper; where it or the facts changed since, they are begun again."""
    wanted = (paper.version, _fingerprint(chart.facts))
    made = _last(workspace, paper)
    if made is not None and (made[1].version, made[1].facts) == wanted:
        report, found = made
        _mended(paper).clear()
        return Checked(report.id, found.issues, workspace.reports.decisions(report.id), ReportState.DONE)
    state = _under_way(workspace, chart, paper, wanted)
    if made is None:
        return Checked(state=state)
    report, found = made
    fitting = _fitting(found.issues, paper.read(Summary).draft, _mended(paper))
    return Checked(report.id, fitting, workspace.reports.decisions(report.id), state)


def again(workspace: Workspace, chart: Known, paper: Paper) -> None:
    """Begin the checks of a paper as it is now."""
    standing = workspace.reports.latest(_CHECKS, paper.documents, paper.id)
    if standing and standing.report.state is ReportState.RUNNING:
        workspace.reports.stop(standing.report.id)
    work = partial(_checks, workspace, chart, paper)
    report = workspace.reports.start(_CHECKS, paper.documents, work, paper.id)
    st.session_state[_key(paper)] = (report, (paper.version, _fingerprint(chart.facts)))


def is_running(workspace: Workspace, paper: Paper) -> bool:
    """Say whether a paper is being checked."""
    standing = workspace.reports.latest(_CHECKS, paper.documents, paper.id)
    return standing is not None and standing.report.state is ReportState.RUNNING


def mended(paper: Paper, issue: Issue) -> None:
    """Remember that an issue has been dealt with, until the next checks say so."""
    _mended(paper).add(issue.finding.id)


def dismiss(workspace: Workspace, found: Checked, issue: Issue, reason: str) -> None:
    """Keep that an issue is none; the checks of later versions know it."""
    workspace.reports.decide(found.report, issue.finding.id, Decision(Verdict.REJECTED, reason))


def recall(workspace: Workspace, found: Checked, issue: Issue) -> None:
    """Take a dismissal back."""
    workspace.reports.decide(found.report, issue.finding.id, None)


def forget(workspace: Workspace, paper: Paper) -> None:
    """Delete what was found in a paper."""
    for report in _all(workspace, paper):
        workspace.reports.delete(report.id)


def _under_way(workspace: Workspace, chart: Known, paper: Paper, wanted: tuple[int, str]) -> ReportState:
    """Return how the checks of a version stand, which are begun where nobody began them."""
    report, state = st.session_state.get(_key(paper), ("", None))
    standing = workspace.reports.latest(_CHECKS, paper.documents, paper.id)
    if state != wanted or standing is None or standing.report.id != report:
        again(workspace, chart, paper)
        return ReportState.RUNNING
    return standing.report.state


def _checks(workspace: Workspace, chart: Known, paper: Paper) -> Generator[Progress, None, Checks]:
    yield Progress(0, 0, "Reading the record")
    summary_keeping.editor(workspace, chart.documents)  # which the first change would wait for
    yield Progress(0, 0, "Checking against the record")
    issues = check(paper.read(Summary).draft, picking.read(workspace, chart.documents), chart.facts)
    return Checks(paper.version, _fingerprint(chart.facts), issues)


def _last(workspace: Workspace, paper: Paper) -> tuple[Report, Checks] | None:
    """Return what was found last, in whatever version."""
    for report in _all(workspace, paper):
        if report.state is ReportState.DONE:
            try:
                return report, report.read(Checks)
            except StoreCorrupt:  # made by another version of Vouch
                return None
    return None


def _all(workspace: Workspace, paper: Paper) -> list[Report]:
    return [report for report in workspace.reports.all(_CHECKS) if report.options == paper.id]


def _fitting(issues: tuple[Issue, ...], draft: Draft, gone: set[str]) -> tuple[Issue, ...]:
    """Return the issues whose line still says what they are about, without those that were dealt with."""
    texts = {line.id: line.text for line in draft.lines}
    return tuple(
        issue
        for issue in issues
        if issue.finding.id not in gone and (not issue.line or issue.said in texts.get(issue.line, ""))
    )


def _mended(paper: Paper) -> set[str]:
    gone: set[str] = st.session_state.setdefault(f"mended {paper.id}", set())
    return gone


def _fingerprint(facts: Facts) -> str:
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()


def _key(paper: Paper) -> str:
    return f"checks of {paper.id}"
