"""A table of findings as a file to take away: Word or Excel, made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from modules.core.export_table import Table
from modules.ui.exports import file_name

Form = Literal["docx", "xlsx"]
_FORMS: dict[Form, tuple[str, str]] = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def export_buttons(make_table: Callable[[], Table], name: str, key: str) -> None:
    """Offer a table as a Word and as an Excel file.

    Args:
        make_table: called when a button is pressed, outside of the page's run: it must not touch Streamlit.
        name: what the file is called, without its ending; any text.
        key: tells these buttons from others on the page.
    """
    with st.container(horizontal=True, gap="small", key=f"exports {key}"):
        for form, (label, mime) in _FORMS.items():
            make: Callable[[], bytes] = partial(exported, make_table, form)
            st.download_button(
                label,
                data=make,
                file_name=f"{file_name(name, 'table')}.{form}",
                mime=mime,
                icon=":material/download:",
                key=f"export {key} {form}",
                on_click="ignore",
            )


def exported(make_table: Callable[[], Table], form: Form) -> bytes:
    """Return the table as a file."""
    from modules.adapters.export_tables import as_excel, as_word

    return as_word(make_table()) if form == "docx" else as_excel(make_table())
