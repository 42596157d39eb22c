"""What leaves the playbook: the contract with tracked changes, and the table of findings with what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from modules.core import edits
from modules.core.export_table import Column, Table, Value
from modules.core.types import Document
from modules.domains.legal.as_paragraphs import as_paragraphs
from modules.domains.legal.contract import Contract
from modules.domains.legal.playbook_edits import Change
from modules.domains.legal.playbook_review import PlaybookReview, Result
from modules.services.reports import Decision
from modules.store.reports import Verdict as Decided
from modules.ui import tables
from modules.ui.exports import file_name
from modules.ui.legal import exporting, picking
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action
from modules.ui.words import counted

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MADE = "tracked playbook changes"
_AUTHOR = "author of the changes"
_COLUMNS = (
    Column("Position", 24),
    Column("Clause", 10),
    Column("Verdict", 14),
    Column("Finding", 46),
    Column("In the contract", 46),
    Column("Proposed", 46),
    Column("Decision", 12),
    Column("Reason", 24),
    Column("Decided (UTC)", 17),
)


@dataclass(frozen=True, slots=True)
class _Made:
    """A Word file and for which decisions it was made."""

    report_id: str
    decisions: Mapping[str, Decision]
    tracked: edits.Tracked


def show(
    workspace: Workspace, document: Document, report_id: str, made: PlaybookReview, decisions: Mapping[str, Decision]
) -> None:
    """Offer the contract with the accepted changes, and the findings as a table."""
    with st.container(border=True, key="playbook exports"):
        st.markdown("**Take away**")
        _tracked(workspace, document, report_id, made, decisions)
        table = partial(findings_table, document.name, made, dict(decisions))
        st.caption("All findings, with what was decided on each, when and why:")
        tables.export_buttons(table, f"Playbook {document.name}", "playbook")


def findings_table(name: str, made: PlaybookReview, decisions: Mapping[str, Decision]) -> Table:
    """Return the findings with the decisions on them."""
    rows = [_row(one, decisions.get(one.id)) for one in made.results]
    return exporting.table(f"Review by the playbook {made.playbook}", [name], _COLUMNS, rows)


def _row(one: Result, decision: Decision | None) -> tuple[Value, ...]:
    proposed = one.edit.new if one.edit and one.edit.change is not Change.REMARK else ""
    return (
        one.title,
        one.clause,
        one.verdict.value,
        one.reason,
        "\n".join(citation.text for citation in one.citations),
        (decision.wording if decision else "") or proposed,
        decision.verdict.value if decision else "",
        decision.reason if decision else "",
        datetime.fromtimestamp(decision.decided, UTC).replace(tzinfo=None) if decision else None,
    )


# --- Tracked changes -------------------------------------------------------------------------------------------------


def _tracked(
    workspace: Workspace, document: Document, report_id: str, made: PlaybookReview, decisions: Mapping[str, Decision]
) -> None:
    accepted = [
        one
        for one in made.results
        if one.edit and one.id in decisions and decisions[one.id].verdict is Decided.ACCEPTED
    ]
    if not accepted:
        st.caption("Accept findings, and the contract can be downloaded as a Word file with tracked changes.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Author of the changes", value="Vouch", key=_AUTHOR, max_chars=60, width=200)
        st.button(
            f"Track {counted(len(accepted), 'change')} in Word",
            key="track changes",
            icon=":material/edit_document:",
            on_click=_make,
            args=(workspace, document, report_id, accepted, dict(decisions)),
        )
    ready = st.session_state.get(_MADE)
    if isinstance(ready, _Made) and (ready.report_id, ready.decisions) == (report_id, decisions):
        _download(document, ready.tracked, {one.id: one.title for one in accepted})


def _download(document: Document, made: edits.Tracked, titles: Mapping[str, str]) -> None:
    st.download_button(
        "Download the Word file",
        data=made.docx,
        file_name=f"{file_name(document.name.rsplit('.', 1)[0], 'contract')}-changes.docx",
        mime=WORD,
        type="primary",
        icon=":material/download:",
        key="download changes",
        on_click="ignore",
    )
    if document.media_type != WORD:
        st.info(
            "The contract is not a Word file. This one was made from its text, without its layout.",
            icon=":material/info:",
        )
    for outcome in made.outcomes:
        if outcome.reason:
            done = "" if outcome.done else "Not done. "
            st.warning(f"{plain(titles.get(outcome.id, ''))}: {done}{plain(outcome.reason)}", icon=":material/warning:")


@guarded_action
def _make(
    workspace: Workspace,
    document: Document,
    report_id: str,
    accepted: list[Result],
    decisions: Mapping[str, Decision],
) -> None:
    from modules.adapters.tracked_docx import tracked
    from modules.adapters.word_documents import plain_docx

    contract = picking.read(workspace, document)
    if document.media_type == WORD:
        source = workspace.library.file(document.id).read_bytes()
    else:
        source = plain_docx(as_paragraphs(contract), title=document.name)
    author = str(st.session_state.get(_AUTHOR, "")).strip() or "Vouch"
    changes = [edit for one in accepted if (edit := as_edit(contract, one, decisions[one.id]))]
    st.session_state[_MADE] = _Made(
        report_id, decisions, tracked(source, changes, author=author, date=datetime.now(UTC))
    )


def as_edit(contract: Contract, result: Result, decision: Decision) -> edits.Edit | None:
    """Return what an accepted finding changes in the contract, with its reason as a comment; None for nothing."""
    if result.edit is None:
        return None
    edit = result.edit
    comment = result.reason if not decision.reason else f"{result.reason} {decision.reason}"
    new = decision.wording or edit.new
    return edits.Edit.at(result.id, contract.text, edit.start, edit.end, new, comment)
