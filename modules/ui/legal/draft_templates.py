"""The templates and wordings that drafts are made of: those that come with Vouch, and the firm's own."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import streamlit as st

from modules.adapters.word_template import UnusableTemplate, WordTemplate, read_template
from modules.core.errors import NotFound
from modules.domains.legal import clause_library
from modules.domains.legal.clause_library import Wording
from modules.domains.legal.playbook import PlaybookError
from modules.ui.legal import playbook_keeping
from modules.ui.legal.draft_keeping import CLAUSES
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded_action

TEMPLATES = "contract template"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHIPPED = Path(__file__).resolve().parents[3] / "data" / "templates"
SHIPPED = {
    "Mutual non-disclosure agreement": "mutual-nda.docx",
    "Software as a service agreement": "saas-agreement.docx",
}
_FAULTS = "template faults"
_HOW = """
A template is a Word file. Write the contract, and where an answer belongs, a field in double braces:

- `{{ supplier | party }}`, `{{ start_date | date }}`, `{{ fee | money }}`, `{{ notice | days }}`,
  `{{ term | months }}`, `{{ address | text }}`, `{{ rate | percent }}`, `{{ users | number }}`
- `{{ law | choice("England and Wales", "Scotland") }}`
- `{{ purpose | free_text }}` for wording that comes from the clause library
- with a question of its own: `{{ fee | money(label="Annual fee", help="Without taxes.", default="EUR 1,000") }}`

An optional clause stands between two paragraphs with nothing in them but `{%p if non_solicitation %}` and
`{%p endif %}`. Let Word number the clauses: then the numbers are right whatever is left out.
"""


def names(workspace: Workspace) -> list[str]:
    """Return the names of the templates, the firm's own first."""
    own = workspace.templates(TEMPLATES).names()
    return [*own, *(name for name in SHIPPED if name not in own)]


def content(workspace: Workspace, name: str) -> bytes:
    """Return a template's file.

    Raises:
        NotFound: there is no template of this name any more.
    """
    try:
        return workspace.templates(TEMPLATES).get(name).content
    except NotFound:
        if name not in SHIPPED:
            raise
        return (_SHIPPED / SHIPPED[name]).read_bytes()


@st.cache_resource(show_spinner=False, max_entries=20)
def read(template: bytes) -> WordTemplate:
    """Return a template with its fields, which are read once.

    Raises:
        DocumentError: it cannot be used.
    """
    return read_template(template)


def library(workspace: Workspace) -> list[Wording]:
    """Return the wordings of the clause library: the firm's own, those that come with Vouch, those of the playbooks."""
    own = [clause_library.read_wording(one.content) for one in workspace.templates(CLAUSES).all()]
    return [
        *own,
        *clause_library.shipped(),
        *_of_playbooks(tuple(one.text for one in playbook_keeping.all_kept(workspace).values())),
    ]


def _of_playbooks(files: Iterable[str]) -> list[Wording]:
    found: list[Wording] = []
    for text in files:
        with suppress(PlaybookError):  # its own tool says what is wrong with it
            positions = playbook_keeping.loaded(text).positions
            found += clause_library.named([(one.title, one.preferred, one.fallback) for one in positions])
    return found


def manage(workspace: Workspace) -> None:
    """Let the visitor add, take and delete templates, and delete wordings."""
    name = f"template file {workspace.uploader}"
    st.file_uploader(
        "Add a template (Word)",
        type=["docx", "dotx"],
        key=name,
        on_change=_take,
        args=(workspace, name),
        max_upload_size=10,
    )
    for fault in st.session_state.get(_FAULTS, ()):
        st.error(plain(fault), icon=":material/error:")
    with st.popover("How to write a template", icon=":material/help:", type="tertiary"):
        st.markdown(_HOW)
    own = workspace.templates(TEMPLATES).names()
    for template in names(workspace):
        _template(workspace, template, deletable=template in own)
    for wording in workspace.templates(CLAUSES).names():
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"clause {wording}"
        ):
            st.markdown(f":material/format_quote: {plain(wording)}", width="content")
            _delete_button(workspace, CLAUSES, wording)


def _template(workspace: Workspace, name: str, *, deletable: bool) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"template {name}"
    ):
        st.markdown(f":material/description: {plain(name)}", width="content")
        st.download_button(
            "Get",
            data=lambda: content(workspace, name),
            file_name=f"{file_name(name)}.docx",
            mime=WORD,
            key=f"get template {name}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
        if deletable:
            _delete_button(workspace, TEMPLATES, name)


def _delete_button(workspace: Workspace, kind: str, name: str) -> None:
    st.button(
        "Delete",
        key=f"delete {kind} {name}",
        icon=":material/delete:",
        type="tertiary",
        on_click=_delete,
        args=(workspace, kind, name),
    )


def file_name(name: str) -> str:
    """Return a name that every file system takes, without an ending."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name).split()).lower() or "template"


@guarded_action
def _take(workspace: Workspace, name: str) -> None:
    st.session_state[_FAULTS] = ()
    file = st.session_state[name]
    workspace.uploader += 1
    if file is None:
        return
    uploaded = file.getvalue()
    try:
        found = read(uploaded)
    except UnusableTemplate as error:
        st.session_state[_FAULTS] = (f"{error.message} {error.hint}", *error.faults)
        return
    title = one_line(Path(file.name).stem.replace("_", " "), 100)
    workspace.templates(TEMPLATES).save(title, uploaded)
    st.toast(plain(f"{title}: added, with {len(found.fields)} questions."))


@guarded_action
def _delete(workspace: Workspace, kind: str, name: str) -> None:
    workspace.templates(kind).delete(name)
