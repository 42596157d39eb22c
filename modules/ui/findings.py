"""Findings on a page: what was found, its quotes, each a click away from the page it stands on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from modules.core.errors import NotFound
from modules.core.findings import Citation, Finding, Severity
from modules.ui.answer_data import page_name
from modules.ui.opening import Viewing, Workspace
from modules.ui.plain import one_line, plain

_LONGEST_QUOTE = 420
_BADGES = {
    Severity.HIGH: (":material/error:", "red"),
    Severity.MEDIUM: (":material/warning:", "orange"),
    Severity.LOW: (":material/info:", "gray"),
}


def badge(severity: Severity) -> str:
    """Return how much a finding matters as a badge in Markdown."""
    icon, colour = _BADGES[severity]
    return f":{colour}-badge[{icon} {severity.value}]"


def at_once(severities: Sequence[Severity], few: int) -> int:
    """Return how many of a list, the worst first, are shown unasked: a few, and every one of high severity."""
    return max(few, sum(one is Severity.HIGH for one in severities))


def listed(workspace: Workspace, findings: Sequence[Finding], *, named: bool = False) -> None:
    """List findings, each with its quotes; `named` as in `place`."""
    for finding in findings:
        with st.container(border=True, key=f"finding {finding.id}", gap="xsmall"):
            st.markdown(f"{badge(finding.severity)} **{plain(finding.title)}**")
            st.markdown(plain(finding.explanation))
            quotes(workspace, finding.citations, key=finding.id, named=named)


def quotes(workspace: Workspace, citations: Sequence[Citation], *, key: str, named: bool = False) -> None:
    """Show quotes, each with a button that opens its page in the reading drawer.

    Args:
        workspace: whose documents they are from.
        citations: in the order in which they are shown.
        key: tells the buttons of one list from those of others on the page.
        named: as in `place`.
    """
    for number, citation in enumerate(citations):
        with st.container(horizontal=True, vertical_alignment="top", key=f"quote {key} {number}", gap="small"):
            st.markdown(f"> {plain(citation.text, _LONGEST_QUOTE)}")
            st.button(
                plain(place(workspace, citation, named=named)),
                key=f"open {key} {number}",
                type="tertiary",
                icon=":material/visibility:",
                on_click=look_at,
                args=(workspace, citation),
            )


def place(workspace: Workspace, citation: Citation, *, named: bool = False) -> str:
    """Return where a quote stands, in words: "Page 4", or "In the text" where a document has no pages.

    Args:
        workspace: whose documents they are.
        citation: the quote.
        named: with the document's name in front, where quotes of several documents stand together.
    """
    try:
        document = workspace.library.document(citation.document_id)
    except NotFound:
        return "deleted"
    page = page_name(citation.page, document)
    if named:
        return ", ".join(filter(None, (one_line(document.name, 60), page)))
    return page.capitalize() or "In the text"


def look_at(workspace: Workspace, citation: Citation) -> None:
    """Open the reading drawer on a quote; the page that called shows it with `source.drawer`."""
    try:
        name = workspace.library.document(citation.document_id).name
    except NotFound:
        name = ""  # the drawer says that the document is gone
    workspace.viewing = Viewing(
        citation.document_id, name, citation.page, (citation.start, citation.end), ((citation.start, citation.end),)
    )
