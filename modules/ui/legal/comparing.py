"""Comparing on the page: two drafts, what changed in risk, and the redline clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Literal, TypeVar

import streamlit as st

from modules.core.findings import Citation, Finding
from modules.core.types import Document
from modules.domains.legal.comparing import (
    Comparison,
    Edit,
    Kind,
    Pair,
    Status,
    as_html,
    compare,
    heading,
    paragraphs,
)
from modules.domains.legal.comparing import summary as summed_up
from modules.domains.legal.notices import NOTICE, PRIVILEGE
from modules.services.reports import Workflow
from modules.ui import workflow
from modules.ui.exports import file_name
from modules.ui.findings import badge, look_at
from modules.ui.legal import picking
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain

Item = TypeVar("Item")
REPORT = "comparison of drafts"
_AT_ONCE = 25  # findings, or clauses, that are drawn before the visitor asks for more
_LONGEST_QUOTE = 420
_ALIKE = 0.4  # less of it in both, and two documents are hardly drafts of one contract
_AROUND = 160  # characters of unchanged words that are left on either side of a change
_BADGES = {
    Status.UNCHANGED: (":material/check:", "gray"),
    Status.RENUMBERED: (":material/tag:", "gray"),
    Status.MOVED: (":material/swap_vert:", "blue"),
    Status.CHANGED: (":material/edit:", "orange"),
    Status.MOVED_AND_CHANGED: (":material/swap_vert:", "orange"),
    Status.ADDED: (":material/add:", "green"),
    Status.REMOVED: (":material/remove:", "red"),
}
_FOLDED = (Status.UNCHANGED, Status.RENUMBERED)
Form = Literal["html", "docx"]
_FORMS: dict[Form, tuple[str, str, str]] = {
    "docx": (
        "Word with tracked changes",
        ":material/description:",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "html": ("Web page", ":material/language:", "text/html"),
}


def show(workspace: Workspace) -> None:
    """Let the visitor choose two drafts, have them compared, and read what differs."""
    drafts = picking.two_drafts(workspace)
    if drafts is None:
        return
    older, newer = drafts
    task = workflow.Task(
        REPORT, (older.id, newer.id), Comparison, lambda: _compared(workspace, older, newer), "Compare the drafts"
    )
    done = workflow.done(workspace, task)
    if done is None:
        return
    comparison = done.result
    st.markdown(f"**{plain(summed_up(comparison))}**")
    if comparison.kept < _ALIKE:
        st.warning(
            f"Only {comparison.kept:.0%} of the two texts is the same: they may not be drafts of one contract, or one "
            "of them may be badly scanned.",
            icon=":material/warning:",
        )
    _downloads(comparison)
    _risks(workspace, comparison)
    _redline(workspace, comparison)
    workflow.again_button(workspace, task)


def _compared(workspace: Workspace, older: Document, newer: Document) -> Workflow[object]:
    return (yield from compare(picking.read(workspace, older), picking.read(workspace, newer)))


# --- Risk ------------------------------------------------------------------------------------------------------------


def _risks(workspace: Workspace, comparison: Comparison) -> None:
    st.subheader("What changed in risk", anchor=False)
    if not comparison.findings:
        st.info("The rules found nothing that changes the risk. Read the redline all the same.", icon=":material/info:")
    for finding in _first(comparison.findings, "findings"):
        _risk(workspace, comparison, finding)


def _risk(workspace: Workspace, comparison: Comparison, finding: Finding) -> None:
    with st.container(border=True, key=f"finding {finding.id}", gap="xsmall"):
        st.markdown(f"{badge(finding.severity)} **{plain(finding.title)}**")
        st.markdown(plain(finding.explanation))
        for number, citation in enumerate(finding.citations):
            with st.container(horizontal=True, vertical_alignment="top", key=f"quote {finding.id} {number}"):
                st.markdown(f"> {plain(citation.text, _LONGEST_QUOTE)}")
                _opener(workspace, comparison, citation, f"{finding.id} {number}")


def _opener(workspace: Workspace, comparison: Comparison, citation: Citation, key: str) -> None:
    st.button(
        comparison.source(citation),
        key=f"open {key}",
        type="tertiary",
        icon=":material/visibility:",
        on_click=look_at,
        args=(workspace, citation),
    )


# --- Redline ---------------------------------------------------------------------------------------------------------


def _redline(workspace: Workspace, comparison: Comparison) -> None:
    st.subheader("Redline", anchor=False)
    counts = {status: sum(pair.status is status for pair in comparison.pairs) for status in Status}
    kinds = [status.value for status in Status if counts[status]]
    chosen = st.pills(
        "Show",
        kinds,
        default=[kind for kind in kinds if kind not in _FOLDED],
        selection_mode="multi",
        format_func=lambda kind: f"{kind.capitalize()} ({counts[Status(kind)]:,})",
        key="kinds of change",
        label_visibility="collapsed",
    )
    st.caption("**Bold on green** is new, ~~struck through on red~~ is gone, :gray[gray] numbers only follow a clause.")
    shown = [(number, pair) for number, pair in enumerate(comparison.pairs) if pair.status.value in chosen]
    if not shown:
        st.info("No clause is of the chosen kinds.", icon=":material/filter_list:")
    for number, pair in _first(shown, "clauses"):
        _clause(workspace, comparison, number, pair)


def _clause(workspace: Workspace, comparison: Comparison, number: int, pair: Pair) -> None:
    icon, colour = _BADGES[pair.status]
    with st.container(border=True, key=f"clause {number}", gap="xsmall"):
        st.markdown(f":{colour}-badge[{icon} {pair.status.value}] **{plain(heading(pair), 120)}**")
        st.markdown("".join(_words(pair.edits)) or "—")
        sides = [side for side in (pair.new, pair.old) if side and side.citations]
        if sides:
            with st.container(horizontal=True, key=f"places {number}"):
                for side in sides:
                    _opener(workspace, comparison, side.citations[0], f"clause {number} {side is pair.new}")


def _words(edits: Sequence[Edit]) -> Iterator[str]:
    """Yield a provision as Markdown in which every word of it is only text, shortened where nothing changed."""
    for place, edit in enumerate(edits):
        text = edit.text
        if edit.kind is Kind.EQUAL:
            text = _shortened(text, first=place == 0, last=place == len(edits) - 1)
        lead, said, trail = _parted(text)
        marked = _marked(edit.kind, said) if said else ""
        yield f"{lead}{marked}{trail}"


def _marked(kind: Kind, said: str) -> str:
    words = plain(said)
    if kind is Kind.INSERTED:
        return f":green-background[**{words}**]"
    if kind is Kind.DELETED:
        return f":red-background[~~{words}~~]"
    if kind is Kind.OLD_NUMBER:
        return f":gray[~~{words}~~]"
    return f":gray[{words}]" if kind is Kind.NEW_NUMBER else words


def _parted(text: str) -> tuple[str, str, str]:
    """Return the blank before the words, the words, and the blank behind them: no mark may begin or end with one."""
    return " " * text[:1].isspace(), text.strip(), " " * (text[-1:].isspace() and bool(text.strip()))


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Return unchanged words without their middle; at the beginning and the end of a provision without that."""
    if first and last:
        return one_line(text, 2 * _AROUND)
    if len(text) <= 2 * _AROUND:
        return text
    if first:
        return f"… {text[-_AROUND:]}"
    return f"{text[:_AROUND]} …" if last else f"{text[:_AROUND]} … {text[-_AROUND:]}"


def _first(items: Sequence[Item], name: str) -> Iterator[Item]:
    """Yield the first of many items; below them stands a button for more, where there are more."""
    shown = st.session_state.get(f"shown {name}", _AT_ONCE)
    yield from items[:shown]
    rest = len(items) - shown
    if rest > 0:
        st.button(
            f"Show {min(rest, _AT_ONCE)} more of {rest:,} further {name}",
            key=f"more {name}",
            icon=":material/expand_more:",
            on_click=_show_more,
            args=(f"shown {name}", shown),
        )


def _show_more(key: str, shown: int) -> None:
    st.session_state[key] = shown + _AT_ONCE


# --- Files -----------------------------------------------------------------------------------------------------------


def _downloads(comparison: Comparison) -> None:
    name = file_name(f"{comparison.new.name} compared", "comparison")
    with st.container(horizontal=True, gap="small", key="exports comparison"):
        for form, (label, icon, mime) in _FORMS.items():
            make: Callable[[], bytes] = partial(exported, comparison, form)
            st.download_button(
                label,
                data=make,
                file_name=f"{name}.{form}",
                mime=mime,
                icon=icon,
                key=f"export comparison {form}",
                on_click="ignore",
            )


def exported(comparison: Comparison, form: Form) -> bytes:
    """Return a comparison as a file."""
    now = datetime.now(UTC)
    if form == "html":
        return as_html(comparison, f"{now.day} {now:%B %Y}").encode()
    from modules.adapters.word_documents import redline_docx

    title = f"{comparison.new.name} compared with {comparison.old.name}"
    return redline_docx(paragraphs(comparison), title=title, notices=(PRIVILEGE, NOTICE), author="Vouch", date=now)
