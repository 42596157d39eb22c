"""A finding of the playbook on the page: verdict, reason, quote, what to write instead, and the lawyer's decision."""

from __future__ import annotations

import streamlit as st

from modules.domains.legal.playbook import Verdict
from modules.domains.legal.playbook_edits import Change, Edit
from modules.domains.legal.playbook_review import Result
from modules.services.reports import Decision
from modules.store.reports import Verdict as Decided
from modules.ui.findings import quotes
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action

TO_DECIDE = (Verdict.UNACCEPTABLE, Verdict.NEEDS_REVIEW)
_BADGES = {
    Verdict.UNACCEPTABLE: (":material/block:", "red"),
    Verdict.NEEDS_REVIEW: (":material/help:", "orange"),
    Verdict.ACCEPTABLE: (":material/check:", "green"),
    Verdict.NOT_APPLICABLE: (":material/remove:", "gray"),
}
_LONGEST = 4_000
_SHOWN = 300


def badge(verdict: Verdict) -> str:
    """Return a verdict as a badge in Markdown."""
    icon, colour = _BADGES[verdict]
    return f":{colour}-badge[{icon} {verdict.value}]"


def shown(workspace: Workspace, report_id: str, result: Result, decision: Decision | None) -> None:
    """Show a finding with what may be decided on it, or what was."""
    with st.container(border=True, key=f"finding {result.id}", gap="xsmall"):
        _head(result)
        st.caption(f"{plain(result.why)} Importance: {result.severity}.")
        quotes(workspace, result.citations, key=result.id)
        _proposal(result.edit, decision)
        _wordings(result)
        if decision is None:
            _deciding(workspace, report_id, result)
        else:
            _decided(workspace, report_id, result, decision)


def briefly(workspace: Workspace, result: Result) -> None:
    """Show a position that the contract keeps to."""
    with st.container(key=f"finding {result.id}", gap="xsmall"):
        _head(result)
        quotes(workspace, result.citations[:1], key=result.id)


def _head(result: Result) -> None:
    place = f" :gray[{plain(_clause(result), 60)}]" if result.clause else ""
    st.markdown(f"{badge(result.verdict)} **{plain(result.title)}**{place}")
    st.markdown(plain(result.reason))


def _clause(result: Result) -> str:
    return f"clause {result.clause}" if result.clause[:1].isdigit() else result.clause


def _proposal(edit: Edit | None, decision: Decision | None) -> None:
    """Show what would be changed in the contract."""
    if edit is None:
        return
    new = (decision.wording if decision else "") or edit.new
    if edit.change is Change.REPLACE:
        st.markdown(f"**Change** ~~{plain(edit.old, _SHOWN)}~~ **to** :green[{plain(new, _SHOWN)}]")
    elif edit.change is Change.DELETE and not new:
        st.markdown("**Delete** the quoted sentence.")
    elif edit.change is Change.DELETE:
        st.markdown(f"**Replace** the quoted sentence **by** :green[{plain(new, _SHOWN)}]")
    elif edit.change is Change.INSERT:
        st.markdown(f"**Add** :green[{plain(new, _LONGEST)}]")
        st.caption(f"Behind: “{plain(_tail(edit.old))}”")
    else:
        st.markdown("**Remark** in the margin: the reason above.")


def _tail(paragraph: str) -> str:
    line = " ".join(paragraph.split())
    return line if len(line) <= 100 else f"…{line[-100:].lstrip()}"


def _wordings(result: Result) -> None:
    """Show the firm's wording, where it is not what is proposed already."""
    proposed = result.edit.new if result.edit else ""
    fitting = {"Preferred": result.preferred, "Fallback": result.fallback}
    offered = {name: wording for name, wording in fitting.items() if wording and wording not in proposed}
    if offered:
        with st.expander(" and ".join(offered).capitalize() + " wording", key=f"wordings {result.id}"):
            for name, wording in offered.items():
                st.markdown(f"**{name}:** {plain(wording)}")


def _deciding(workspace: Workspace, report_id: str, result: Result) -> None:
    reason, wording = f"reason {result.id}", f"wording {result.id}"
    asked = (workspace, report_id, result, reason, wording)
    with st.container(horizontal=True, gap="small", key=f"deciding {result.id}"):
        st.button("Accept", key=f"accept {result.id}", icon=":material/check:", on_click=_accept, args=asked)
        st.button("Reject", key=f"reject {result.id}", icon=":material/close:", on_click=_reject, args=asked)
        with (
            st.popover("With a reason or other words", type="tertiary", key=f"words {result.id}"),
            # a form, because words that are typed outside of one are lost where the popover is closed with Escape
            st.form(f"deciding {result.id}", border=False),
        ):
            if result.edit is not None and result.edit.change is not Change.REMARK:
                st.text_area("Wording", value=result.edit.new, key=wording, height=160, max_chars=_LONGEST)
            st.text_input("Reason", key=reason, placeholder="Optional", max_chars=300)
            with st.container(horizontal=True, gap="small"):
                st.form_submit_button("Accept", key=f"accept so {result.id}", on_click=_accept, args=asked)
                st.form_submit_button("Reject", key=f"reject so {result.id}", on_click=_reject, args=asked)


def _decided(workspace: Workspace, report_id: str, result: Result, decision: Decision) -> None:
    accepted = decision.verdict is Decided.ACCEPTED
    mark = ":green-badge[:material/check: accepted]" if accepted else ":gray-badge[:material/close: rejected]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"decided {result.id}"):
        st.markdown(mark + (f" {plain(decision.reason)}" if decision.reason else ""), width="content")
        st.button(
            "Take back",
            key=f"restore {result.id}",
            type="tertiary",
            icon=":material/undo:",
            on_click=_take_back,
            args=(workspace, report_id, result.id),
        )


@guarded_action
def _accept(workspace: Workspace, report_id: str, result: Result, reason: str, wording: str) -> None:
    proposed = result.edit.new if result.edit else ""
    written = str(st.session_state.get(wording, proposed)).strip()
    decision = Decision(Decided.ACCEPTED, _typed(reason), written if written != proposed else "")
    workspace.reports.decide(report_id, result.id, decision)


@guarded_action
def _reject(workspace: Workspace, report_id: str, result: Result, reason: str, wording: str) -> None:  # noqa: ARG001
    workspace.reports.decide(report_id, result.id, Decision(Decided.REJECTED, _typed(reason)))


@guarded_action
def _take_back(workspace: Workspace, report_id: str, finding: str) -> None:
    workspace.reports.decide(report_id, finding, None)


def _typed(key: str) -> str:
    return str(st.session_state.get(key, "")).strip()
