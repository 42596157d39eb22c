"""Taking responsibility for a summary and taking it away: signature, addenda, exports, and who changed what."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import streamlit as st

from modules.core.findings import Severity
from modules.core.printed import PrintedPaper, moment
from modules.domains.medical import fhir_out
from modules.domains.medical.draft import Issue
from modules.domains.medical.paper import Summary
from modules.domains.medical.printing import printed
from modules.store.papers import LONGEST_ADDENDUM, LONGEST_NAME, Paper
from modules.ui import papers
from modules.ui.exports import file_name
from modules.ui.findings import badge
from modules.ui.opening import Workspace
from modules.ui.plain import label, plain
from modules.ui.problems import guarded_action
from modules.ui.process import vouch
from modules.ui.words import counted

_NAME, _ROLE = "signer name", "signer role"
_CONFIRMING = "signing paper"  # the id and the version of the one that is about to be signed
_MOST_ISSUES = 20


def panel(workspace: Workspace, paper: Paper, issues: Sequence[Issue] = ()) -> None:
    """Show what is done with a summary once it is written: take it away, sign it, add to it, see what was changed.

    Args:
        workspace: the page's.
        paper: as it was read for this run; what is signed is this version of it.
        issues: what the checks found in it and nobody has dealt with; the grave ones are shown before it is signed.
    """
    with st.container(key="signing", gap="small"):
        if paper.signature is None:
            _to_sign(workspace, paper, [issue for issue in issues if issue.finding.severity is Severity.HIGH])
        else:
            _signed(workspace, paper)
        _exports(workspace, paper)
        with st.expander("Who changed what", icon=":material/history:", key="paper log"):
            papers.show_log(workspace.papers.changes(paper.id))


def take_away(workspace: Workspace, paper: Paper, *, log: bool = False) -> PrintedPaper:
    """Return a summary as its exports have it. It touches nothing of Streamlit.

    Args:
        workspace: whose it is.
        paper: the summary.
        log: whether to print who changed what.
    """
    done = workspace.papers.changes(paper.id)
    return printed(
        paper.read(Summary),
        signed=papers.signed(paper),
        addenda=papers.addenda(done),
        log=papers.told(done) if log else (),
        made=time.time(),
    )


def as_fhir(workspace: Workspace, paper: Paper) -> bytes:
    """Return a summary as FHIR JSON. It touches nothing of Streamlit."""
    from modules.adapters import fhir_out as adapter

    return adapter.as_fhir(fhir_out.document(paper.id, paper.read(Summary), take_away(workspace, paper)))


# --- Signing ---------------------------------------------------------------------------------------------------------


def _to_sign(workspace: Workspace, paper: Paper, grave: Sequence[Issue]) -> None:
    st.markdown(":orange-badge[:material/edit_note: Draft] Not signed. Every export says so on each page.")
    name, role = _who(workspace)
    if st.session_state.get(_CONFIRMING) == (paper.id, paper.version):
        _confirm(workspace, paper, grave, name, role)
        return
    st.button(
        "Sign",
        icon=":material/signature:",
        key="begin to sign",
        disabled=not (name and role),
        help="" if name and role else "Say who signs, and in which role.",
        on_click=_ask,
        args=(paper,),
    )


def _who(workspace: Workspace) -> tuple[str, str]:
    """Let the visitor say who signs; it is remembered."""
    kept = vouch().preferences(workspace.scope.owner)
    with st.container(horizontal=True, gap="small", key="signer"):
        for key, title, example in ((_NAME, "Name", "Dr Ann Lee"), (_ROLE, "Role", "Consultant physician")):
            st.session_state.setdefault(key, kept.get(key, ""))
            st.text_input(
                title,
                key=key,
                max_chars=LONGEST_NAME,
                placeholder=example,
                on_change=_remember,
                args=(workspace, key),
            )
    return " ".join(st.session_state[_NAME].split()), " ".join(st.session_state[_ROLE].split())


def _confirm(workspace: Workspace, paper: Paper, grave: Sequence[Issue], name: str, role: str) -> None:
    """Show what speaks against signing, then let the visitor sign all the same."""
    with st.container(border=True, key="confirm signing"):
        if grave:
            st.warning(
                f"**{counted(len(grave), 'grave issue')} still open.** Whoever signs answers for them.",
                icon=":material/warning:",
            )
            for issue in grave[:_MOST_ISSUES]:
                st.markdown(f"{badge(issue.finding.severity)} **{plain(issue.finding.title)}**")
                st.caption(plain(issue.finding.explanation, 400))
            if len(grave) > _MOST_ISSUES:
                st.caption(f"And {len(grave) - _MOST_ISSUES} more, listed with the checks.")
        unheld = [line for line in paper.read(Summary).draft.lines if not line.sources]
        if unheld:
            st.caption(f"{counted(len(unheld), 'line')} without a source in the record.")
        st.markdown(
            "After signing, the text stays as it is; whatever comes later is an addendum. You have read it against the "
            "record and answer for it."
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                f"Sign as {label(name)}, {label(role)}",
                type="primary",
                icon=":material/signature:",
                key="sign now",
                disabled=not (name and role),
                on_click=_sign,
                args=(workspace, paper, name, role),
            )
            st.button("Not yet", key="sign later", on_click=_ask, args=(None,))


def _signed(workspace: Workspace, paper: Paper) -> None:
    who = paper.signature
    if who is None:
        return
    st.markdown(
        f":green-badge[:material/verified: Signed] by **{plain(who.name)}**, {plain(who.role)}, "
        f"on {moment(who.signed)}."
    )
    if paper.intact:
        st.caption(f"Unchanged since. SHA-256 of what was signed: {who.digest}")
    else:
        st.error(
            "**This is not what was signed.** The database was changed from outside after the signature. Do not rely "
            "on this text; take the signed version from a backup.",
            icon=":material/gpp_bad:",
        )
    _addenda(workspace, paper)


# --- Addenda ---------------------------------------------------------------------------------------------------------


def _addenda(workspace: Workspace, paper: Paper) -> None:
    for one in workspace.papers.addenda(paper.id):
        with st.container(border=True, gap="xsmall"):
            st.caption(f"Addendum, {moment(one.made)} · {plain(papers.person(one))}")
            for line in one.edit.after.splitlines():
                st.markdown(plain(line))
    with st.expander("Write an addendum", icon=":material/post_add:", key="write addendum"):
        name, role = _who(workspace)
        st.text_area("Addendum", key="addendum", max_chars=LONGEST_ADDENDUM, height=120, label_visibility="collapsed")
        st.button(
            "Add to the signed summary",
            key="add addendum",
            icon=":material/post_add:",
            on_click=_add,
            args=(workspace, paper.id, name, role),
        )


# --- Exports ---------------------------------------------------------------------------------------------------------


def _exports(workspace: Workspace, paper: Paper) -> None:
    log = st.toggle("Print who changed what", key="print log")
    with st.container(horizontal=True, gap="small", key="exports paper"):
        papers.export_buttons(partial(take_away, workspace, paper, log=log), paper.title, paper.id)
        if paper.intact:
            st.download_button(
                "FHIR",
                data=partial(as_fhir, workspace, paper),
                file_name=f"{file_name(paper.title, 'summary')}.fhir.json",
                mime="application/fhir+json",
                icon=":material/download:",
                key=f"export {paper.id} fhir",
                help="A FHIR R4 document: the text, and the facts that it rests on as resources.",
                on_click="ignore",
            )


# --- Callbacks -------------------------------------------------------------------------------------------------------


@guarded_action
def _remember(workspace: Workspace, key: str) -> None:
    vouch().preferences(workspace.scope.owner).set(key, " ".join(st.session_state[key].split()))


@guarded_action
def _ask(paper: Paper | None) -> None:
    st.session_state[_CONFIRMING] = (paper.id, paper.version) if paper else None


@guarded_action
def _sign(workspace: Workspace, paper: Paper, name: str, role: str) -> None:
    st.session_state[_CONFIRMING] = None
    workspace.papers.sign(paper, name, role)
    st.toast("Signed.")


@guarded_action
def _add(workspace: Workspace, paper_id: str, name: str, role: str) -> None:
    workspace.papers.add(paper_id, st.session_state["addendum"], name, role)
    st.session_state["addendum"] = ""
