"""Editing a playbook on the page: what is wrong with it is said while it is written, and only what is right is kept."""

from __future__ import annotations

import re

import streamlit as st

from modules.core.yaml_file import LONGEST
from modules.domains.legal.playbook import PlaybookError
from modules.ui.exports import file_name
from modules.ui.legal.playbook_keeping import CHOSEN, Kept, all_kept, loaded, templates
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action
from modules.ui.text_files import uploaded_text
from modules.ui.words import counted

_NAME = re.compile(r"^name:.*$", re.MULTILINE)
_UPLOAD = "playbook upload"


def show(workspace: Workspace, kept: Kept) -> None:
    """Show the text of a playbook with what is wrong in it, and what can be done with it."""
    key = f"playbook text {kept.name}"
    with st.container(border=True, key="playbook editor"):
        text = st.text_area(
            "Text of the playbook",
            value=kept.text,
            key=key,
            height=420,
            max_chars=LONGEST,
            help="YAML. It is checked when you leave the field, or press Ctrl+Enter in it.",
        )
        name = _checked(text)
        with st.container(horizontal=True, gap="small"):
            _save_button(workspace, kept, text, name, key)
            st.download_button(
                "Download",
                data=text.encode(),
                file_name=f"{file_name(name or kept.name, 'playbook')}.yaml",
                mime="application/yaml",
                icon=":material/download:",
                key="download playbook",
                on_click="ignore",
            )
            st.button(
                "Duplicate",
                key="duplicate playbook",
                icon=":material/content_copy:",
                disabled=name is None,
                on_click=_duplicate,
                args=(workspace, text, name or ""),
            )
            if kept.own:
                st.button(
                    "Reset to the shipped one" if kept.shipped else "Delete",
                    key="drop playbook",
                    icon=":material/restart_alt:" if kept.shipped else ":material/delete:",
                    on_click=_drop,
                    args=(workspace, kept.name, key),
                )
        st.file_uploader(
            "Add a playbook from a file", type=["yaml", "yml"], key=_UPLOAD, on_change=_upload, args=(workspace,)
        )


def _checked(text: str) -> str | None:
    """Say whether the text is a playbook, or what is wrong in which line; return its name where it is one."""
    try:
        playbook = loaded(text)
    except PlaybookError as error:
        lines = "\n".join(f"- {plain(str(problem))}" for problem in error.problems)
        st.error(f"**{plain(error.message)}**\n\n{lines}", icon=":material/error:")
        return None
    st.success(f"A playbook with {counted(len(playbook.positions), 'position')}.", icon=":material/check_circle:")
    return playbook.name


def _save_button(workspace: Workspace, kept: Kept, text: str, name: str | None, key: str) -> None:
    other = name is not None and name != kept.name
    st.button(
        f"Save as “{plain(name or '', 40)}”" if other else "Save",
        key="save playbook",
        type="primary",
        icon=":material/save:",
        disabled=name is None or (text == kept.text and not other),
        on_click=_save,
        args=(workspace, text, name or "", key),
    )


@guarded_action
def _save(workspace: Workspace, text: str, name: str, key: str) -> None:
    _keep(workspace, text, name)
    if key != f"playbook text {name}":
        st.session_state.pop(key, None)  # the one that it was made from stays as it was


def _keep(workspace: Workspace, text: str, name: str) -> None:
    templates(workspace).save(name, text.encode())
    st.session_state.pop(f"playbook text {name}", None)
    st.session_state[CHOSEN] = name


@guarded_action
def _duplicate(workspace: Workspace, text: str, name: str) -> None:
    taken = all_kept(workspace)
    free = next(copy for number in range(1, len(taken) + 2) if (copy := f"{name} (copy {number})") not in taken)
    _keep(workspace, _NAME.sub(lambda _: f"name: {_quoted(free)}", text, count=1), free)


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


@guarded_action
def _drop(workspace: Workspace, name: str, key: str) -> None:
    templates(workspace).delete(name)
    st.session_state.pop(key, None)


@guarded_action
def _upload(workspace: Workspace) -> None:
    if (text := uploaded_text(_UPLOAD, "playbook")) is not None:
        _keep(workspace, text, loaded(text).name)
