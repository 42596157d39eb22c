"""Identifiers on the page: what would be hidden of the chart from an engine elsewhere, and what the visitor decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from modules.safety.identifiers import LEFT, Kind
from modules.safety.pseudonyms import Replaced, written
from modules.services.identities import HiddenPage, Identities, Search
from modules.ui import workflow
from modules.ui.exports import file_name
from modules.ui.medical import picking
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded_action
from modules.ui.process import vouch
from modules.ui.words import counted

_PREVIEW = 6_000  # characters that are drawn at once
_PLACES = 6
_LONGEST = 120


def show(workspace: Workspace) -> None:
    """Show what is hidden of the chosen documents, how the text then reads, and what can be decided about it."""
    documents = picking.chart(workspace)
    if not documents:
        return
    identities = vouch().identities(workspace.scope)
    _switches(workspace, identities)
    if not identities.is_searched() and workflow.done(workspace, _task(identities)) is None:
        return
    pages = identities.pages(documents)
    _table(identities, pages)
    _decisions(identities)
    _preview(pages)
    _download(pages)


def _switches(workspace: Workspace, identities: Identities) -> None:
    st.markdown(
        "Before a question and its evidence reach an engine on another machine, these are replaced, always. "
        "The answer comes back with the originals. No rule finds everything: look through the text below."
    )
    st.toggle(
        "Hide them from engines on this machine, too",
        value=vouch().hides_locally(workspace.scope.owner),
        key="hide locally",
        on_change=_choose_local,
        args=(workspace,),
    )
    st.multiselect(
        "Hide also what the law allows to stay",
        sorted(LEFT),
        default=sorted(identities.choices().kinds),
        format_func=lambda kind: str(kind.value).capitalize(),
        key="hidden kinds",
        placeholder="Nothing further",
        on_change=_choose_kinds,
        args=(identities,),
    )


def _task(identities: Identities) -> workflow.Task[Search]:
    """Return what searches all documents, chosen or not: a name in one of them is hidden in all."""
    return workflow.Task(
        "identifiers",
        tuple(sorted(one.id for one in identities.documents())),
        Search,
        identities.search,
        "Look for identifiers",
        options=identities.finder.edition,
    )


def _table(identities: Identities, pages: Sequence[HiddenPage]) -> None:
    rows = Counter(
        (one.identifier.kind, " ".join(one.identifier.text.split()), " ".join(one.pseudonym.split()))
        for page in pages
        for one in page.replaced
    )
    if not rows:
        st.info("Nothing was found that tells who somebody is.", icon=":material/info:")
        return
    order = {kind: place for place, kind in enumerate(Kind)}
    ordered = sorted(rows.items(), key=lambda row: (order[row[0][0]], -row[1], row[0][1]))
    kinds = len({kind for kind, _, _ in rows})
    where = f"of {counted(kinds, 'kind')}, in {counted(sum(rows.values()), 'place')}."
    st.markdown(f"**{counted(len(rows), 'identifier')}** {where}")
    st.dataframe(
        {
            "Kind": [kind.value.capitalize() for (kind, _, _), _ in ordered],
            "In the chart": [one_line(original, _LONGEST) for (_, original, _), _ in ordered],
            "Sent instead": [one_line(pseudonym, _LONGEST) for (_, _, pseudonym), _ in ordered],
            "Places": [", ".join(_places(pages, original)) + f" ({number}×)" for (_, original, _), number in ordered],
        },
        hide_index=True,
        width="stretch",
        key="identifiers",
    )
    with st.form("release", border=False):
        originals = list(dict.fromkeys(original for (_, original, _), _ in ordered))
        st.multiselect(
            "No identifiers: leave these as they are",
            originals,
            format_func=lambda one: one_line(one, 60),
            key="released words",
            placeholder="Choose what need not be hidden",
        )
        st.form_submit_button("Leave them", icon=":material/visibility:", on_click=_release, args=(identities,))


def _places(pages: Sequence[HiddenPage], original: str) -> list[str]:
    """Return where an identifier stands, the first of its pages by name."""
    names = dict.fromkeys(
        f"{one_line(page.document.name, 24)} p. {page.number}"
        for page in pages
        if any(" ".join(one.identifier.text.split()) == original for one in page.replaced)
    )
    places = list(names)
    return places if len(places) <= _PLACES else [*places[:_PLACES], f"{len(places) - _PLACES} more"]


def _decisions(identities: Identities) -> None:
    with st.form("add", border=False, clear_on_submit=True):
        st.text_input("Missed: hide this as well, wherever it stands", key="missed word", max_chars=_LONGEST)
        st.form_submit_button("Hide it", icon=":material/visibility_off:", on_click=_add, args=(identities,))
    choices = identities.choices()
    decided = [(word, "hidden at your wish") for word in choices.added]
    decided += [(word, "left as it is") for word in sorted(choices.released)]
    if not decided:
        return
    with st.expander(f"Your decisions ({len(decided)})", icon=":material/rule:", key="decisions on identifiers"):
        for number, (word, what) in enumerate(decided):
            with st.container(horizontal=True, vertical_alignment="center", key=f"decided {number}"):
                st.markdown(f"{plain(word)} :gray[{what}]")
                st.button(
                    "Take back",
                    key=f"take back {number}",
                    type="tertiary",
                    icon=":material/undo:",
                    on_click=_take_back,
                    args=(identities, word),
                )


def _preview(pages: Sequence[HiddenPage]) -> None:
    with st.expander("How the text reads to the engine", icon=":material/preview:", key="preview of identifiers"):
        titles = [f"{one_line(page.document.name, 60)}, page {page.number}" for page in pages]
        chosen = st.selectbox("Page", range(len(pages)), format_func=titles.__getitem__, key="previewed page")
        page = pages[chosen or 0]
        st.markdown(marked(page.text, page.replaced, _PREVIEW))
        if len(page.text) > _PREVIEW:
            st.caption("The rest of the page is in the file below.")


def marked(text: str, replaced: Sequence[Replaced], limit: int) -> str:
    """Return Markdown of a text up to a limit, what was put in place of identifiers in colour."""
    parts, position = [], 0
    for one, pseudonym in replaced:
        if one.end > limit:
            break
        parts += [_lines(text[position : one.start]), f":blue-background[{plain(pseudonym)}]"]
        position = one.end
    return "".join([*parts, _lines(text[position:limit])])


def _lines(text: str) -> str:
    """Return Markdown that shows a stretch of text as it is, its line ends kept."""
    return "  \n".join(
        (" " if line[:1] == " " else "") + plain(line) + (" " if line[-1:] == " " and line.strip() else "")
        for line in text.split("\n")
    )


def _download(pages: Sequence[HiddenPage]) -> None:
    st.download_button(
        "Download without identifiers",
        data=partial(_as_text, pages),
        file_name=f"{file_name('Chart without identifiers', 'chart')}.txt",
        mime="text/plain",
        icon=":material/download:",
        key="download without identifiers",
        on_click="ignore",
    )


def _as_text(pages: Sequence[HiddenPage]) -> bytes:
    """Return all pages; the names of documents, which may name the patient, are numbers."""
    ids = dict.fromkeys(page.document.id for page in pages)
    numbers = {document_id: number for number, document_id in enumerate(ids, 1)}
    parts = [
        f"--- Document {numbers[page.document.id]}, page {page.number} ---\n\n{written(page.text, page.replaced)}"
        for page in pages
    ]
    return "\n\n".join(parts).encode()


@guarded_action
def _choose_local(workspace: Workspace) -> None:
    vouch().hide_locally(workspace.scope.owner, bool(st.session_state["hide locally"]))


@guarded_action
def _choose_kinds(identities: Identities) -> None:
    identities.choose_kinds(frozenset(Kind(one) for one in st.session_state["hidden kinds"]))


@guarded_action
def _release(identities: Identities) -> None:
    for word in st.session_state.get("released words", []):
        identities.release(word)
    st.session_state["released words"] = []


@guarded_action
def _add(identities: Identities) -> None:
    if word := str(st.session_state.get("missed word", "")).strip():
        identities.add(word)


@guarded_action
def _take_back(identities: Identities, word: str) -> None:
    identities.take_back(word)
