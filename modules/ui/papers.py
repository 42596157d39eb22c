"""A paper as a file to take away, made when its button is pressed, and its log in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from modules.core.printed import Noted, PrintedPaper, Signed, as_text, moment
from modules.core.redline import changes
from modules.core.revisions import Action
from modules.store.papers import Change, Paper
from modules.ui.exports import file_name
from modules.ui.plain import plain

Form = Literal["docx", "pdf", "txt"]
FORMS: dict[Form, tuple[str, str]] = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
    "txt": ("Text", "text/plain"),
}
_DONE = {
    Action.WROTE: "wrote the first version",
    Action.EDITED: "changed a line",
    Action.INSERTED: "added a line",
    Action.REMOVED: "removed a line",
    Action.SIGNED: "signed",
    Action.ADDENDUM: "wrote an addendum",
}
_LONGEST_SHOWN = 1_200  # characters of a line in the log
_MOST_SHOWN = 60  # entries


def export_buttons(make_paper: Callable[[], PrintedPaper], name: str, key: str) -> None:
    """Offer a paper as a Word, a PDF and a text file.

    Args:
        make_paper: called when a button is pressed, outside of the page's run: it must not touch Streamlit.
        name: what the file is called, without its ending; any text.
        key: tells these buttons from others on the page.
    """
    for form, (label, mime) in FORMS.items():
        make: Callable[[], bytes] = partial(exported, make_paper, form)
        st.download_button(
            label,
            data=make,
            file_name=f"{file_name(name, 'paper')}.{form}",
            mime=mime,
            icon=":material/download:",
            key=f"export {key} {form}",
            on_click="ignore",
        )


def exported(make_paper: Callable[[], PrintedPaper], form: Form) -> bytes:
    """Return a paper as a file."""
    if form == "txt":
        return as_text(make_paper()).encode()
    if form == "pdf":
        from modules.adapters.paper_pdf import as_pdf

        return as_pdf(make_paper())
    from modules.adapters.paper_docx import as_docx

    return as_docx(make_paper())


def signed(paper: Paper) -> Signed | None:
    """Return who signed a paper, as exports have it."""
    who = paper.signature
    return Signed(who.name, who.role, who.signed, who.digest, paper.intact) if who else None


def addenda(log: Sequence[Change]) -> tuple[Noted, ...]:
    """Return what was added after the signature, as exports have it."""
    return tuple(
        Noted(one.edit.after, one.who, one.made, one.role) for one in log if one.edit.action is Action.ADDENDUM
    )


def told(log: Sequence[Change]) -> tuple[Noted, ...]:
    """Return a log in words, as exports have it; addenda stand for themselves."""
    return tuple(Noted(_told(one), one.who, one.made, one.role) for one in log)


def person(change: Change) -> str:
    """Return who did something, with the role where it is known."""
    return f"{change.who}, {change.role}" if change.role else change.who


def show_log(log: Sequence[Change]) -> None:
    """Show what was done to a paper, the latest first: what was struck out, and what was written instead."""
    for change in log[: -_MOST_SHOWN - 1 : -1]:
        edit = change.edit
        where = f" in {plain(edit.part)}" if edit.part else ""
        st.caption(f"{moment(change.made)} · {plain(person(change))} {_DONE[edit.action]}{where}")
        if edit.action in (Action.EDITED, Action.INSERTED, Action.REMOVED):
            st.markdown(redlined(edit.before[:_LONGEST_SHOWN], edit.after[:_LONGEST_SHOWN]))
    if len(log) > _MOST_SHOWN:
        st.caption(f"And {len(log) - _MOST_SHOWN:,} earlier changes, which the exports print.")


def redlined(before: str, after: str) -> str:
    """Return Markdown that shows the way from one wording to another."""
    return " ".join(_marked(before, after)) or "(a blank line)"


def _marked(before: str, after: str) -> Iterator[str]:
    for change in changes(" ".join(before.split()), " ".join(after.split())):
        words = plain(change.text)
        if not words:
            continue
        if change.kind == "equal":
            yield words
        else:
            yield f":red[~~{words}~~]" if change.kind == "delete" else f":green[**{words}**]"


def _told(change: Change) -> str:
    edit = change.edit
    where = f" in {edit.part}" if edit.part else ""
    said = f"{_DONE[edit.action].capitalize()}{where}"
    if edit.action is Action.EDITED:
        return f"{said}: “{edit.before}” became “{edit.after}”"
    if edit.action in (Action.INSERTED, Action.REMOVED):
        return f"{said}: “{edit.after or edit.before}”"
    return said
