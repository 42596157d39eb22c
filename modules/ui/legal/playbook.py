"""The playbook on the page: a contract beside the firm's positions, the worst first, each to accept or to reject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

import streamlit as st

from modules.core.types import Document
from modules.domains.legal.playbook import Playbook, PlaybookError, Verdict
from modules.domains.legal.playbook_choice import fitting
from modules.domains.legal.playbook_review import PlaybookReview, Result, review, version
from modules.services.reports import Decision, Workflow
from modules.store.reports import Verdict as Decided
from modules.ui import workflow
from modules.ui.legal import picking, playbook_editing, playbook_exports, playbook_findings, playbook_keeping
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.words import counted

REPORT = "playbook review"
_UNDECIDED = "To decide"


def show(workspace: Workspace) -> None:
    """Let the visitor choose a contract and a playbook, compare them, and decide on what was found."""
    document = picking.contract(workspace)
    kept = playbook_keeping.choice(workspace, document.id if document else "", partial(_proposed, workspace, document))
    if st.toggle("Edit the playbook", key="edit playbook"):
        playbook_editing.show(workspace, kept)
    if document is None:
        return
    try:
        playbook = playbook_keeping.loaded(kept.text)
    except PlaybookError:
        st.warning("This playbook has mistakes. Edit it, then the contract can be reviewed.", icon=":material/warning:")
        return
    suited = _suited(workspace, document) if playbook.suits else None
    if suited not in (None, kept.name):
        st.info(
            f"This contract looks like one for “{plain(str(suited), 60)}”. Positions for another kind of contract may "
            "propose changes that do harm.",
            icon=":material/info:",
        )
    task = workflow.Task(
        REPORT,
        (document.id,),
        PlaybookReview,
        lambda: _reviewed(workspace, document, playbook),
        f"Review by “{plain(playbook.name, 60)}”",
        playbook.name,
    )
    done = workflow.done(workspace, task)
    if done is None:
        st.caption(plain(playbook.about))
        return
    if done.result.version != version(playbook):
        st.info("The playbook has been changed since this review. Run it again.", icon=":material/history:")
    decisions = workspace.reports.decisions(done.report.id)
    _results(workspace, done.report.id, done.result, decisions)
    workflow.again_button(workspace, task)
    playbook_exports.show(workspace, document, done.report.id, done.result, decisions)


def _proposed(workspace: Workspace, document: Document | None) -> str | None:
    """Return the playbook that a contract was last reviewed by, else the one that suits its kind."""
    if document is None or not workflow.ready(workspace, [document.id]):
        return None
    for report in workspace.reports.all(REPORT):
        if report.documents == (document.id,):
            return report.options
    return _suited(workspace, document)


def _suited(workspace: Workspace, document: Document) -> str | None:
    """Return the playbook for contracts of a document's kind; None where none is."""
    if not workflow.ready(workspace, [document.id]):
        return None
    valid: dict[str, Playbook] = {}
    for name, one in playbook_keeping.all_kept(workspace).items():
        with suppress(PlaybookError):  # one with mistakes can still be chosen, and mended
            valid[name] = playbook_keeping.loaded(one.text)
    return fitting(picking.beginning(workspace, document), valid)


def _reviewed(workspace: Workspace, document: Document, playbook: Playbook) -> Workflow[object]:
    return (yield from review(picking.read(workspace, document), playbook))


def _results(workspace: Workspace, report_id: str, made: PlaybookReview, decisions: Mapping[str, Decision]) -> None:
    counts = Counter(made.verdicts().values())
    badges = [f"{playbook_findings.badge(verdict)} {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    st.markdown(f"{counted(counts.total(), 'position')}: {' · '.join(badges)}")
    failing = [one for one in made.results if one.verdict in playbook_findings.TO_DECIDE]
    _decided(failing, decisions)
    chosen = _filter(failing)
    for one in failing:
        decision = decisions.get(one.id)
        if chosen is None or chosen == one.verdict or (chosen == _UNDECIDED and decision is None):
            playbook_findings.shown(workspace, report_id, one, decision)
    _rest(workspace, made.results)


def _decided(failing: Sequence[Result], decisions: Mapping[str, Decision]) -> None:
    """Say how many of the findings are decided."""
    if not failing:
        st.success("The contract keeps to every position of the playbook.", icon=":material/check_circle:")
        return
    made = Counter(decisions[one.id].verdict for one in failing if one.id in decisions)
    st.caption(
        f"{made.total()} of {counted(len(failing), 'finding')} decided: "
        f"{made[Decided.ACCEPTED]} accepted, {made[Decided.REJECTED]} rejected."
    )


def _filter(failing: Sequence[Result]) -> str | None:
    if len(failing) < 2:
        return None
    return st.pills(
        "Show",
        [_UNDECIDED, Verdict.UNACCEPTABLE.value, Verdict.NEEDS_REVIEW.value],
        format_func=str.capitalize,
        key="playbook filter",
        label_visibility="collapsed",
    )


def _rest(workspace: Workspace, results: Sequence[Result]) -> None:
    """Show what needs no decision, folded away."""
    fine = [one for one in results if one.verdict is Verdict.ACCEPTABLE]
    if fine:
        with st.expander(f"Acceptable ({len(fine)})", icon=":material/check_circle:", key="acceptable positions"):
            for one in fine:
                playbook_findings.briefly(workspace, one)
    outside = [one.title for one in results if one.verdict is Verdict.NOT_APPLICABLE]
    if outside:
        st.caption(f"Not applicable to this contract: {plain('; '.join(outside))}.")
