"""Text that the visitor brings in a file: templates and playbooks."""

from __future__ import annotations

import streamlit as st

from modules.core.errors import AssistantError


def uploaded_text(key: str, what: str) -> str | None:
    """Return the text of the file in an upload widget; None where there is none.

    Args:
        key: of the widget.
        what: the file should be, for the message: "template".

    Raises:
        AssistantError: the file is not text in UTF-8.
    """
    file = st.session_state.get(key)
    if file is None:
        return None
    try:
        text: str = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AssistantError("The file is not text.", f"Save the {what} as text in UTF-8.") from None
    return text
