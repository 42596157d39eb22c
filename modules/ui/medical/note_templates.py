"""The templates of summaries: those that come with Vouch and the clinic's own, edited or learned from an example."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from modules.domains.medical.reading import Source, read_note
from modules.domains.medical.writing import NoteTemplate, TemplateError, dump, learned, load, shipped
from modules.store.templates import Templates
from modules.ui.exports import file_name
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded_action
from modules.ui.text_files import uploaded_text
from modules.ui.words import counted

KIND = "note template"
_CHOICE, _KEPT = "choose note template", "kept note template"
_UPLOAD, _EXAMPLE = "note template upload", "note template example"
_LONGEST = 20_000


def choice(workspace: Workspace) -> NoteTemplate | None:
    """Let the visitor choose a template; None where the chosen one of his own cannot be read."""
    offered = all_kept(workspace)
    before = st.session_state.get(_CHOICE, st.session_state.get(_KEPT))
    st.session_state[_CHOICE] = before if before in offered else next(iter(offered))
    chosen = st.selectbox("Template", list(offered), format_func=lambda one: one_line(one, 80), key=_CHOICE)
    st.session_state[_KEPT] = chosen
    try:
        template = load(offered[chosen])
    except TemplateError as error:
        st.warning(f"This template has mistakes. {plain(str(error), 300)}", icon=":material/warning:")
        st.button("Delete it", key="delete bad template", on_click=_drop, args=(workspace, chosen))
        return None
    if template.about:
        st.caption(plain(template.about))
    return template


def all_kept(workspace: Workspace) -> Mapping[str, str]:
    """Return the texts of the templates by title; one of the clinic's own takes the place of a shipped namesake."""
    texts = {template.title: dump(template) for template in shipped().values()}
    return texts | {one.name: one.content.decode("utf-8", "replace") for one in _own(workspace).all()}


def manage(workspace: Workspace, template: NoteTemplate) -> None:
    """Show the text of a template with what is wrong in it, and the ways to another one."""
    key = f"note template text {template.title}"
    text = st.text_area(
        "Text of the template",
        value=dump(template),
        key=key,
        height=380,
        max_chars=_LONGEST,
        help="YAML. It is checked when you leave the field, or press Ctrl+Enter in it.",
    )
    checked = _checked(text)
    with st.container(horizontal=True, gap="small"):
        st.button(
            f"Save as “{plain(checked.title, 40)}”" if checked else "Save",
            key="save note template",
            type="primary",
            icon=":material/save:",
            disabled=checked is None or checked == template,
            on_click=_save,
            args=(workspace, text),
        )
        st.download_button(
            "Download",
            data=text.encode(),
            file_name=f"{file_name(template.title, 'template')}.yaml",
            mime="application/yaml",
            icon=":material/download:",
            key="download note template",
            on_click="ignore",
        )
        if template.title in _own(workspace).names():
            is_shipped = any(one.title == template.title for one in shipped().values())
            st.button(
                "Reset to the shipped one" if is_shipped else "Delete",
                key="drop note template",
                icon=":material/restart_alt:" if is_shipped else ":material/delete:",
                on_click=_drop,
                args=(workspace, template.title),
            )
    _others(workspace)


def _others(workspace: Workspace) -> None:
    """Offer a template from a file, and one learned from a document."""
    st.file_uploader(
        "Add a template from a file", type=["yaml", "yml"], key=_UPLOAD, on_change=_upload, args=(workspace,)
    )
    names = {one.id: one.name for one in workspace.library.documents() if one.state == "ready"}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Learn one from an example",
            list(names),
            format_func=lambda one: one_line(names[one], 60),
            key=_EXAMPLE,
            help="Its headings become the sections of the template. What it says about its patient is not kept.",
        )
        st.button("Learn", key="learn note template", icon=":material/school:", on_click=_learn, args=(workspace,))


def _checked(text: str) -> NoteTemplate | None:
    try:
        template = load(text)
    except TemplateError as error:
        lines = "\n".join(f"- {plain(str(problem))}" for problem in error.problems)
        st.error(f"**{plain(error.message)}**\n\n{lines}", icon=":material/error:")
        return None
    st.caption(f":material/check: A template with {counted(len(template.sections), 'section')}.")
    return template


def _own(workspace: Workspace) -> Templates:
    return workspace.templates(KIND)


@guarded_action
def _save(workspace: Workspace, text: str) -> None:
    _keep(workspace, text)


@guarded_action
def _upload(workspace: Workspace) -> None:
    if (text := uploaded_text(_UPLOAD, "template")) is not None:
        _keep(workspace, text)


@guarded_action
def _learn(workspace: Workspace) -> None:
    document = workspace.library.document(st.session_state[_EXAMPLE])
    note = read_note(Source(document.id, document.name, workspace.library.pages(document.id)))
    _keep(workspace, dump(learned(note)))


@guarded_action
def _drop(workspace: Workspace, title: str) -> None:
    _own(workspace).delete(title)
    st.session_state.pop(f"note template text {title}", None)


def _keep(workspace: Workspace, text: str) -> None:
    title = load(text).title
    _own(workspace).save(title, text.encode())
    st.session_state.pop(f"note template text {title}", None)
    st.session_state[_CHOICE] = title
