"""Consistency on the page: what does not fit together in a contract, and what the visitor has dismissed of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from modules.core.export_table import Table
from modules.core.findings import Finding
from modules.core.types import Document
from modules.domains.legal.consistency import ConsistencyReport, Kind, check
from modules.services.reports import Decision, Workflow
from modules.store.reports import Verdict
from modules.ui import tables, workflow
from modules.ui.findings import badge, quotes
from modules.ui.legal import exporting, picking
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action
from modules.ui.words import counted

REPORT = "consistency"
_COLUMNS = ("Severity", "Kind", "Finding", "Explanation", "Places", "Decision")
_AT_ONCE = 25  # findings that are drawn: a form full of blanks has many more


def show(workspace: Workspace) -> None:
    """Let the visitor choose a contract, have it checked, and go through what was found."""
    document = picking.contract(workspace)
    if document is None:
        return
    task = workflow.Task(
        REPORT, (document.id,), ConsistencyReport, lambda: _checked(workspace, document), "Check the consistency"
    )
    done = workflow.done(workspace, task)
    if done is None:
        return
    decisions = workspace.reports.decisions(done.report.id)
    rejected = {finding for finding, one in decisions.items() if one.verdict is Verdict.REJECTED}
    standing = [one for one in done.result.findings if one.id not in rejected]
    dismissed = [one for one in done.result.findings if one.id in rejected]
    _summary(done.result, standing)
    chosen = _chosen_kind(done.result.findings)
    _listed(workspace, done.report.id, [one for one in standing if chosen in (None, one.kind)])
    _dismissed(workspace, done.report.id, dismissed, decisions)
    if done.result.findings:
        table = partial(findings_table, document.name, done.result, decisions)
        tables.export_buttons(table, f"Consistency {document.name}", "consistency")
    workflow.again_button(workspace, task)


def findings_table(name: str, report: ConsistencyReport, decisions: Mapping[str, Decision]) -> Table:
    """Return the findings as a table to take away, the dismissed ones with the reason why they can stay."""
    rows = [_row(one, decisions.get(one.id)) for one in report.findings]
    return exporting.table("Consistency", [name], _COLUMNS, rows, report.notes)


def _row(finding: Finding, decision: Decision | None) -> tuple[str, ...]:
    places = "\n".join(f"p. {one.page}: {one.text}" for one in finding.citations)
    dismissed = decision is not None and decision.verdict is Verdict.REJECTED
    decided = f"Dismissed. {decision.reason}".strip() if decision and dismissed else ""
    return (finding.severity.value, finding.kind, finding.title, finding.explanation, places, decided)


def _checked(workspace: Workspace, document: Document) -> Workflow[object]:
    return (yield from check(picking.read(workspace, document)))


def _summary(report: ConsistencyReport, standing: Sequence[Finding]) -> None:
    read = f"{counted(report.terms, 'defined term')} and {counted(report.clauses, 'clause')} were read."
    if standing:
        st.markdown(f"**{counted(len(standing), 'finding')}.** {read}")
    elif not report.notes:
        st.success(f"Nothing is left that does not fit together. {read}", icon=":material/check_circle:")
    else:
        st.markdown(read)


def _chosen_kind(findings: Sequence[Finding]) -> str | None:
    """The kind that the visitor wants to see alone; dismissed ones count, so that no label changes under a click."""
    counts = Counter(one.kind for one in findings)
    kinds = [kind.value for kind in Kind if counts[kind]]
    if len(kinds) < 2:
        return None
    return st.pills(
        "Kind",
        kinds,
        format_func=lambda one: f"{one.capitalize()} ({counts[one]})",
        key="kind of finding",
        label_visibility="collapsed",
    )


def _listed(workspace: Workspace, report_id: str, findings: Sequence[Finding]) -> None:
    for finding in findings[:_AT_ONCE]:
        _shown(workspace, report_id, finding)
    rest = findings[_AT_ONCE:]
    if rest and st.toggle(f"Show {len(rest)} more", key="all findings"):
        for finding in rest:
            _shown(workspace, report_id, finding)


def _shown(workspace: Workspace, report_id: str, finding: Finding) -> None:
    with st.container(border=True, key=f"finding {finding.id}", gap="xsmall"):
        st.markdown(f"{badge(finding.severity)} **{plain(finding.title)}**")
        st.markdown(plain(finding.explanation))
        quotes(workspace, finding.citations, key=finding.id)
        with (
            st.popover("Dismiss", icon=":material/close:", type="tertiary", key=f"dismiss {finding.id}"),
            # a form, because words that are typed outside of one are lost where the popover is closed with Escape
            st.form(f"dismissing {finding.id}", border=False),
        ):
            key = f"reason {finding.id}"
            st.text_input("Why it can stay as it is", key=key, placeholder="Optional", max_chars=300)
            st.form_submit_button(
                "Dismiss",
                key=f"dismissed {finding.id}",
                on_click=_dismiss,
                args=(workspace, report_id, finding.id, key),
            )


def _dismissed(
    workspace: Workspace, report_id: str, dismissed: Sequence[Finding], decisions: dict[str, Decision]
) -> None:
    if not dismissed:
        return
    with st.expander(f"Dismissed ({len(dismissed)})", icon=":material/visibility_off:", key="dismissed findings"):
        for finding in dismissed:
            reason = decisions[finding.id].reason
            with st.container(horizontal=True, vertical_alignment="center", key=f"past {finding.id}"):
                st.markdown(plain(finding.title) + (f"  \n:gray[{plain(reason)}]" if reason else ""))
                st.button(
                    "Take back",
                    key=f"restore {finding.id}",
                    type="tertiary",
                    icon=":material/undo:",
                    on_click=_restore,
                    args=(workspace, report_id, finding.id),
                )


@guarded_action
def _dismiss(workspace: Workspace, report_id: str, finding: str, reason: str) -> None:
    decision = Decision(Verdict.REJECTED, str(st.session_state.get(reason, "")).strip())
    workspace.reports.decide(report_id, finding, decision)


@guarded_action
def _restore(workspace: Workspace, report_id: str, finding: str) -> None:
    workspace.reports.decide(report_id, finding, None)
