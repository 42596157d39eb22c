"""Draft: a contract from one of the firm's templates and the answers in a form."""

from __future__ import annotations

from datetime import date

import streamlit as st

from modules.adapters.word_template import WordTemplate
from modules.core.forms import Answer, FieldKind
from modules.domains.legal.clause_library import of_topic
from modules.domains.legal.drafting import UNANSWERED, Draft, missing, proposed, read_draft
from modules.ui.legal import draft_form, draft_keeping, draft_result, draft_templates
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded, guarded_action
from modules.ui.words import counted

_NEW = ""
_OPEN = "open draft"
_MOST_MISSING = 6


def show(workspace: Workspace) -> None:
    """Show the draft that is open, or how to begin one; below, the templates."""
    name = _choose(workspace)
    if name == _NEW:
        _new(workspace)
    else:
        guarded(_draft)(workspace, name)
    with st.expander("Templates and clause library", icon=":material/folder_open:", key="templates"):
        guarded(draft_templates.manage)(workspace)


def _choose(workspace: Workspace) -> str:
    """Return the name of the draft to work on, "" for a new one."""
    kept = sorted(draft_keeping.drafts(workspace).all(), key=lambda one: -one.changed)
    names = [_NEW, *(one.name for one in kept)]
    before = st.session_state.get(_OPEN, names[-1] if len(names) == 1 else names[1])
    if len(names) == 1:
        return _NEW
    chosen = st.selectbox(
        "Draft",
        names,
        index=names.index(before) if before in names else 0,
        format_func=lambda one: one_line(one, 80) or "Begin a new draft",
        key="choose draft",
    )
    st.session_state[_OPEN] = chosen
    return chosen


def _new(workspace: Workspace) -> None:
    with st.container(border=True, key="new draft", gap="small"):
        names = draft_templates.names(workspace)
        st.selectbox("Template", names, format_func=lambda one: one_line(one, 80), key="template of new draft")
        st.text_input(
            "Name of the draft", key="name of new draft", max_chars=100, placeholder="NDA with Corvane Freight"
        )
        st.button("Begin", type="primary", icon=":material/edit_document:", on_click=_begin, args=(workspace,))


def _draft(workspace: Workspace, name: str) -> None:
    draft = read_draft(draft_keeping.drafts(workspace).get(name).content)
    with st.container(horizontal=True, vertical_alignment="center", key="draft head"):
        st.caption(f"From the template “{plain(draft.template)}”. Every answer is kept at once.")
        st.button(
            "Delete draft",
            icon=":material/delete:",
            type="tertiary",
            key="delete draft",
            on_click=_delete,
            args=(workspace, name),
        )
    template = draft_templates.read(draft_templates.content(workspace, draft.template))
    draft_form.show(workspace, name, draft, template.fields, draft_templates.library(workspace))
    _still_missing(workspace, name, draft, template)


def _still_missing(workspace: Workspace, name: str, draft: Draft, template: WordTemplate) -> None:
    left = missing(template.fields, draft.answers)
    with st.container(key="draft end", gap="small"):
        if not left:
            draft_result.show(workspace, name, draft, template)
            return
        empty = [plain(one.field.label) for one in left if one.what == UNANSWERED]
        more = f" and {counted(len(empty) - _MOST_MISSING, 'other')}" if len(empty) > _MOST_MISSING else ""
        said = [f"Not answered: {', '.join(empty[:_MOST_MISSING])}{more}."] if empty else []
        said += [f"{plain(one.field.label)}: {plain(one.what)}" for one in left if one.what != UNANSWERED]
        st.info(
            f"**{counted(len(left), 'answer')} still missing**  \n" + "  \n".join(said),
            icon=":material/pending_actions:",
        )


@guarded_action
def _begin(workspace: Workspace) -> None:
    template = st.session_state["template of new draft"]
    name = " ".join(st.session_state["name of new draft"].split()) or f"{template}, {date.today():%d %B %Y}"
    fields = draft_templates.read(draft_templates.content(workspace, template)).fields
    answers: dict[str, Answer] = proposed(fields, {}, date.today())
    library = draft_templates.library(workspace)
    for field in fields:
        wordings = of_topic(library, field.topic) if field.kind is FieldKind.FREE_TEXT else []
        if wordings and not answers[field.name]:
            answers[field.name] = wordings[0].text
    draft_keeping.begin(workspace, name, Draft(template=template, answers=answers))
    st.session_state[_OPEN] = st.session_state["choose draft"] = name


@guarded_action
def _delete(workspace: Workspace, name: str) -> None:
    draft_keeping.delete(workspace, name)
    for key in (_OPEN, "choose draft"):
        st.session_state.pop(key, None)
