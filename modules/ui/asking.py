"""The box to ask in: what is asked, which documents may vouch, and what the visitor allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from modules.core.answering import Options
from modules.core.errors import AssistantError
from modules.core.types import Document, Filter
from modules.ui import conversations, engines
from modules.ui.opening import OWNER, Admitted, Workspace
from modules.ui.plain import one_line, plain, told_apart
from modules.ui.problems import guarded_action
from modules.ui.process import vouch
from modules.ui.words import counted

FROM_MEMORY = "answer from memory"
"""Key of the preference that lets the model answer where the documents are silent."""
JUDGED = "judge doubtful sentences"
"""Key of the preference that lets the model judge the sentences that the check is unsure of."""
MAX_QUESTION = 4_000
"""Characters that a question may have."""

_ANY_PAGE = 1_000_000


def box(workspace: Workspace, documents: Mapping[str, Document], *, busy: bool) -> None:
    """Show the box to ask in, and what the search is narrowed to; while an answer is written it waits."""
    words = "Ask a question about your documents" if documents else "Add a document first"
    with st.bottom, st.container(key="ask bar", gap="xsmall"):
        st.chat_input(
            "Answering" if busy else words,
            key="ask",
            max_chars=MAX_QUESTION,
            disabled=busy or not documents,
            on_submit=_ask_typed,
            args=(workspace,),
        )
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
            if documents:
                _narrowing(workspace, documents)
            engines.remark()


def _narrowing(workspace: Workspace, documents: Mapping[str, Document]) -> None:
    """Let the visitor say which documents may vouch."""
    chosen = [document for document in workspace.where.documents if document in documents]
    first_page, last_page = workspace.where.pages or (None, None)
    with st.popover(
        f"Search in: {_narrowed_to(workspace.where, len(chosen))}{_admitted(workspace)}",
        icon=":material/filter_list:",
        type="tertiary",
        key="narrowing",
    ):
        st.multiselect(
            "Documents that may vouch",
            list(documents),
            default=chosen,
            format_func=told_apart({one: one_line(documents[one].name, 60) for one in documents}).__getitem__,
            placeholder="All documents",
            key=f"narrowed {workspace.key}",
            on_change=_narrow,
            args=(workspace,),
        )
        tags = sorted({tag for document in documents.values() for tag in document.tags})
        if tags:
            st.pills(
                "Tags",
                tags,
                selection_mode="multi",
                default=[tag for tag in workspace.where.tags if tag in tags],
                format_func=plain,
                key=f"narrowed tags {workspace.key}",
                on_change=_narrow,
                args=(workspace,),
            )
        for column, name, value in zip(
            st.columns(2), ("first page", "last page"), (first_page, _bounded(last_page)), strict=True
        ):
            column.number_input(
                name.capitalize(),
                min_value=1,
                value=value,
                step=1,
                key=f"{name} {workspace.key}",
                on_change=_narrow,
                args=(workspace,),
            )


def _narrowed_to(where: Filter, documents: int) -> str:
    """Return what the search is narrowed to, in words."""
    parts = [counted(documents, "document")] if documents else []
    parts += [plain(tag, 30) for tag in where.tags]
    if where.pages:
        first, last = where.pages
        parts.append(f"pages {first} to {last}" if _bounded(last) else f"from page {first}")
    return ", ".join(parts) or "All documents"


def _admitted(workspace: Workspace) -> str:
    return f", {plain(workspace.admitted.said, 40)}" if workspace.admitted else ""


def _bounded(last: int | None) -> int | None:
    return None if last == _ANY_PAGE else last


def options(workspace: Workspace) -> Options:
    """Return what the visitor has chosen for his questions here, within what the page admits.

    Raises:
        AssistantError: the page admits none of the documents that he chose.
    """
    preferences = vouch().preferences(OWNER)
    return Options(
        where=_within(workspace.where, workspace.admitted),
        from_memory=bool(preferences.get(FROM_MEMORY, False)),
        judge=bool(preferences.get(JUDGED, False)),
        narrowed=workspace.admitted.why if workspace.admitted else "",
    )


def _within(where: Filter, admitted: Admitted | None) -> Filter:
    if admitted is None:
        return where
    left = admitted.documents.intersection(where.documents) if where.documents else admitted.documents
    if not left:  # and a filter without documents would let all of them in
        raise AssistantError(
            f"None of the documents can be searched {admitted.said}.", "Choose other documents, or take that back."
        )
    return replace(where, documents=tuple(sorted(left)))


def _narrow(workspace: Workspace) -> None:
    documents, tags, first, last = (
        st.session_state.get(f"{name} {workspace.key}")
        for name in ("narrowed", "narrowed tags", "first page", "last page")
    )
    low, high = sorted((first or 1, last or _ANY_PAGE))  # "30 to 20" is a range too
    workspace.where = Filter(tuple(documents or ()), tuple(tags or ()), (low, high) if first or last else None)


def _ask_typed(workspace: Workspace) -> None:
    question = (st.session_state["ask"] or "").strip()
    if question:
        ask(workspace, question)


@guarded_action
def ask(workspace: Workspace, question: str) -> None:
    """Ask in the open conversation; the first question opens one."""
    chosen = options(workspace)
    if not workspace.conversation_id:
        conversations.enter(workspace, workspace.conversations.create("").id)
    workspace.answers.ask(workspace.conversation_id, question, chosen)
