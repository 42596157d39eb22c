"""Contradictions between the notes, and which of them the clinician has dismissed: by whom, when and why."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from modules.core.findings import Finding
from modules.services.reports import Reports
from modules.ui import findings
from modules.ui.medical.days import said
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action

REPORT = "dismissed contradiction"
_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Dismissal:
    """That a clinician says that a contradiction is none.

    Attributes:
        who: name, "" where none was given.
        reason: in his own words; may be empty.
        decided: seconds since the epoch.
    """

    who: str
    reason: str
    decided: float


def show(workspace: Workspace, found: Sequence[Finding]) -> None:
    """Show the contradictions, which are ordered the worst first, and folded away those that were dismissed."""
    if not found:
        return
    st.subheader("Contradictions in the chart", anchor=False)
    gone = dismissed(workspace.reports)
    listed = [one for one in found if key(one) not in gone]
    few = findings.at_once([one.severity for one in listed], _AT_ONCE)
    more = len(listed) > few and st.toggle(f"Show all {len(listed)}", key="all conflicts")
    for one in listed if more else listed[:few]:
        findings.listed(workspace, [one], named=True)
        _dismissing(workspace, one)
    _folded(workspace, [one for one in found if key(one) in gone], gone)


def key(finding: Finding) -> str:
    """Return what a dismissal is kept under: another one as soon as anything that the contradiction quotes changes."""
    quoted = (f"{one.document_id} {one.page} {one.start} {one.text}" for one in finding.citations)
    return hashlib.sha256("\n".join((finding.id, finding.explanation, *quoted)).encode()).hexdigest()[:24]


def dismissed(reports: Reports) -> dict[str, Dismissal]:
    """Return what was dismissed in this workspace, by `key`."""
    return {one.options: one.read(Dismissal) for one in reports.all(REPORT)}


def dismiss(reports: Reports, finding: Finding, who: str, reason: str) -> None:
    """Keep that a contradiction was dismissed; it goes with any of the documents that it quotes."""
    documents = sorted({one.document_id for one in finding.citations})
    reports.keep(REPORT, documents, Dismissal(who, reason, time.time()), key(finding))


def recall(reports: Reports, finding: Finding) -> None:
    """Take a dismissal back."""
    for one in reports.all(REPORT):
        if one.options == key(finding):
            reports.delete(one.id)


def _dismissing(workspace: Workspace, finding: Finding) -> None:
    with (
        st.popover("Dismiss", type="tertiary", key=f"dismissing {finding.id}"),
        # a form, because words that are typed outside of one are lost where the popover is closed with Escape
        st.form(f"dismiss form {finding.id}", border=False),
    ):
        st.text_input("Why is it none?", key=f"why {finding.id}", max_chars=300)
        st.text_input("Your name", key=f"who {finding.id}", max_chars=80)
        st.form_submit_button("Dismiss", key=f"dismiss {finding.id}", on_click=_dismiss, args=(workspace, finding))


def _folded(workspace: Workspace, found: Sequence[Finding], gone: Mapping[str, Dismissal]) -> None:
    if not found:
        return
    with st.expander(f"Dismissed ({len(found)})", key="dismissed conflicts"):
        for one in found:
            with st.container(horizontal=True, vertical_alignment="center", key=f"dismissed {one.id}"):
                st.markdown(
                    f"{findings.badge(one.severity)} {plain(one.title)}  \n:gray[{plain(_told(gone[key(one)]), 500)}]",
                    width="stretch",
                )
                st.button(
                    "Take back",
                    key=f"recall {one.id}",
                    type="tertiary",
                    icon=":material/undo:",
                    on_click=guarded_action(recall),
                    args=(workspace.reports, one),
                )


def _told(dismissal: Dismissal) -> str:
    moment = datetime.fromtimestamp(dismissal.decided)
    by = f" by {dismissal.who}" if dismissal.who else ""
    reason = f": {dismissal.reason}" if dismissal.reason else ""
    return f"Dismissed{by} on {said(moment.date().isoformat())}, {moment:%H:%M}{reason}"


@guarded_action
def _dismiss(workspace: Workspace, finding: Finding) -> None:
    reason, who = (" ".join(str(st.session_state.get(f"{one} {finding.id}", "")).split()) for one in ("why", "who"))
    dismiss(workspace.reports, finding, who, reason)
