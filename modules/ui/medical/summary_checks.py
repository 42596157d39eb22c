"""What the checks found in a summary: each with both quotes, one click that mends it, or a reason why it is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from modules.core.findings import Severity
from modules.domains.medical.draft import Issue, mended
from modules.domains.medical.paper import Summary
from modules.services.reports import ReportState
from modules.store.papers import Paper
from modules.ui import findings
from modules.ui.medical import checking, summary_keeping
from modules.ui.medical.chart import Known
from modules.ui.medical.checking import Checked
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded_action, redraw_after_action
from modules.ui.refreshing import redraw

_AT_ONCE = 10
_QUOTE = 300
_POLL_SECONDS = 0.5


def show(workspace: Workspace, chart: Known, paper: Paper, found: Checked) -> None:
    """Show what is open, the worst first, and folded away what was dismissed."""
    st.markdown(f"**Checks** {counters(found)}")
    if found.state is ReportState.RUNNING:
        st.fragment(_running, run_every=_POLL_SECONDS)(workspace, paper)
    elif found.state is not ReportState.DONE:
        st.warning("The checks of this version did not come to their end.", icon=":material/warning:")
        st.button(
            "Check again", key="check again", on_click=guarded_action(checking.again), args=(workspace, chart, paper)
        )
    ordered = _missing_first(found.open)
    few = findings.at_once([issue.finding.severity for issue in ordered], _AT_ONCE)
    for issue in ordered[:few]:
        _issue(workspace, chart, paper, found, issue)
    rest = ordered[few:]
    if rest and st.toggle(f"Show all {len(ordered)}", key="all issues"):
        for issue in rest:
            _issue(workspace, chart, paper, found, issue)
    dismissed = [issue for issue in found.issues if issue.finding.id in found.dismissed]
    if dismissed:
        with st.expander(f"Dismissed ({len(dismissed)})", key="dismissed issues"):
            for issue in dismissed:
                _dismissed(workspace, found, issue)


def _running(workspace: Workspace, paper: Paper) -> None:
    redraw_after_action()
    if not checking.is_running(workspace, paper):
        redraw()
    st.caption(":material/progress_activity: Checking against the record")


def _missing_first(issues: Sequence[Issue]) -> list[Issue]:
    """Put what is left out before what is wrong, among equally grave ones: a wrong line is marked in the draft, too."""
    grades = list(Severity)
    return sorted(issues, key=lambda issue: (grades.index(issue.finding.severity), bool(issue.line)))


def counters(found: Checked) -> str:
    """Return how many issues are open, by severity, as Markdown: "2 high, 3 medium"."""
    counts = Counter(issue.finding.severity for issue in found.open)
    colours = {Severity.HIGH: "red", Severity.MEDIUM: "orange", Severity.LOW: "gray"}
    said = [f":{colours[one]}-badge[{counts[one]} {one.value}]" for one in Severity if counts[one]]
    if not said:
        return ":green-badge[:material/check: nothing open]" if found.state is ReportState.DONE else ""
    return " ".join(said)


def step(issue: Issue) -> str:
    """Return what the one click does; "" where the clinician must mend it himself."""
    if issue.insert and issue.remove:
        return "Replace"
    if issue.remove:
        return "Remove"
    return "Insert" if issue.insert else ""


def _issue(workspace: Workspace, chart: Known, paper: Paper, found: Checked, issue: Issue) -> None:
    finding = issue.finding
    with st.container(border=True, key=f"issue {finding.id}", gap="xsmall"):
        st.markdown(f"{findings.badge(finding.severity)} **{plain(finding.title)}**")
        st.markdown(plain(finding.explanation))
        if issue.said:
            st.markdown(f"**The draft:**\n> {plain(issue.said, _QUOTE)}")
        if finding.citations:
            st.markdown("**The record:**")
            findings.quotes(workspace, finding.citations[:2], key=f"issue {finding.id}", named=True)
        if issue.insert:
            st.markdown(f"**{step(issue)}:** :green[{plain(issue.insert.text, _QUOTE)}]")
        with st.container(horizontal=True, gap="small", key=f"deciding {finding.id}"):
            if step(issue):
                st.button(
                    step(issue),
                    key=f"mend {finding.id}",
                    type="primary" if finding.severity is Severity.HIGH else "secondary",
                    on_click=_mend,
                    args=(workspace, chart, paper, issue),
                )
            with (
                st.popover("Dismiss", type="tertiary", key=f"dismissing {finding.id}"),
                # a form, because words that are typed outside of one are lost where the popover is closed with Escape
                st.form(f"dismiss form {finding.id}", border=False),
            ):
                st.text_input("Why is it none?", key=f"why {finding.id}", max_chars=300)
                st.form_submit_button(
                    "Dismiss", key=f"dismiss {finding.id}", on_click=_dismiss, args=(workspace, found, issue)
                )


def _dismissed(workspace: Workspace, found: Checked, issue: Issue) -> None:
    reason = found.dismissed[issue.finding.id].reason
    with st.container(horizontal=True, vertical_alignment="center", key=f"dismissed {issue.finding.id}"):
        st.markdown(
            f"{plain(issue.finding.title)}" + (f" :gray[{plain(reason, 200)}]" if reason else ""), width="stretch"
        )
        st.button(
            "Take back",
            key=f"recall {issue.finding.id}",
            type="tertiary",
            icon=":material/undo:",
            on_click=guarded_action(checking.recall),
            args=(workspace, found, issue),
        )


@guarded_action
def _mend(workspace: Workspace, chart: Known, paper: Paper, issue: Issue) -> None:
    draft = mended(paper.read(Summary).draft, issue)
    done = f"{step(issue)}: {one_line(issue.finding.title, 80)}"
    summary_keeping.changed(workspace, paper, draft, chart.facts, done)
    checking.mended(paper, issue)


@guarded_action
def _dismiss(workspace: Workspace, found: Checked, issue: Issue) -> None:
    reason = " ".join(str(st.session_state.get(f"why {issue.finding.id}", "")).split())
    checking.dismiss(workspace, found, issue, reason)
