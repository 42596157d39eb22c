"""A summary on the page: its lines with what vouches for each, edited in place, and beside them what the checks say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

import streamlit as st

from modules.core.types import Document, Support
from modules.domains.medical.draft import Draft, Line, Origin
from modules.domains.medical.fact import Facts
from modules.domains.medical.paper import Summary
from modules.services.reports import ReportState
from modules.store.papers import Paper, PaperState
from modules.ui import components, findings
from modules.ui.medical import checking, signing, summary_checks, summary_keeping
from modules.ui.medical.chart import Known
from modules.ui.medical.places import Places
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded_action

_KINDS = {
    Support.SUPPORTED: "supported",
    Support.PARTLY: "partly",
    Support.UNSUPPORTED: "unsupported",
    Support.NUMBER_NOT_FOUND: "figure",
    Support.NO_CLAIM: "",
}
_SAID = {
    Support.PARTLY: "Only partly in the record",
    Support.UNSUPPORTED: "Not in the record",
    Support.NUMBER_NOT_FOUND: "A number is not in the record",
}
NOTHING_NOTED: Mapping[str, str] = MappingProxyType({})
_NOTHING = "Nothing in the record."
_SOURCES = 4
_REMARKS = 2


def show(workspace: Workspace, chart: Known, paper_id: str) -> None:
    """Show a summary: a draft with its checks, a signed one as it was signed."""
    paper = workspace.papers.get(paper_id)
    draft = paper.read(Summary).draft
    _made(draft)
    if paper.state is PaperState.SIGNED:
        lines(workspace, paper, chart.documents, chart.facts)
        signing.panel(workspace, paper)
        return
    found = checking.checked(workspace, chart, paper)
    with st.container(key="summary body"):
        reading, noting = st.columns([5, 3], gap="medium")
    with reading:
        counts = Counter(line.support for line in draft.lines)
        claims = counts.total() - counts[Support.NO_CLAIM]
        steps(workspace, paper, chart.facts, f"{counts[Support.SUPPORTED]} of {claims} lines carried by the record")
        noted = {issue.line: issue.finding.title for issue in reversed(found.open) if issue.line}
        lines(workspace, paper, chart.documents, chart.facts, noted)
    with noting, st.container(key="checks"):
        summary_checks.show(workspace, chart, paper, found)
    st.divider()
    if found.state is ReportState.RUNNING:
        st.caption("It can be signed and taken away once the checks are done.")
    else:
        signing.panel(workspace, paper, found.open)


def _made(draft: Draft) -> None:
    """Say who wrote it, and what must be known of that."""
    if not draft.written_by:
        st.info(
            "**Extractive draft, written without a model.** Its lines are the record's own sentences, or put together "
            "from its facts by rules.",
            icon=":material/content_cut:",
        )
    remarks = [remark for remark in draft.remarks if draft.written_by or not remark.startswith("Written without")]
    for remark in remarks[:_REMARKS]:
        st.caption(plain(remark))
    if rest := remarks[_REMARKS:]:
        with st.expander(f"{len(rest)} more remarks on this draft", key="draft remarks"):
            for remark in rest:
                st.caption(plain(remark))


def steps(workspace: Workspace, paper: Paper, facts: Facts, said: str) -> None:
    """Show what is said of a draft, the way back from the last step, and what deletes it."""
    step = summary_keeping.last_step(paper)
    with st.container(horizontal=True, vertical_alignment="center", key="draft steps", gap="small"):
        st.caption(said, width="stretch")
        if step:
            st.button(
                "Undo",
                key="undo draft",
                icon=":material/undo:",
                type="tertiary",
                help=one_line(step, 120),
                on_click=guarded_action(summary_keeping.undo),
                args=(workspace, paper, facts),
            )
        st.button(
            "Delete draft",
            key="delete draft",
            icon=":material/delete:",
            type="tertiary",
            on_click=_delete,
            args=(workspace, paper),
        )


def lines(
    workspace: Workspace,
    paper: Paper,
    documents: Sequence[Document],
    facts: Facts,
    noted: Mapping[str, str] = NOTHING_NOTED,
) -> None:
    """Show the lines of a paper, each with its sources, and do what the visitor does to them.

    Args:
        workspace: the page's.
        paper: that holds them.
        documents: of the chart in which changed lines are looked up.
        facts: of that chart.
        noted: what the checks say of a line, by its id.
    """
    draft = paper.read(Summary).draft
    act = components.draft(data(workspace, paper, draft, noted), key=f"draft {paper.id}")
    if act is None:
        return
    if act.action == "open":
        line = next((one for one in draft.lines if one.id == act.id), None)
        if line and act.number < len(line.sources):
            findings.look_at(workspace, line.sources[act.number])
    elif paper.state is PaperState.DRAFT:
        step, after = _edited(workspace, documents, draft, act)
        if after != draft:
            summary_keeping.changed(workspace, paper, after, facts, step)
            st.rerun()


def _edited(
    workspace: Workspace, documents: Sequence[Document], draft: Draft, act: components.Act
) -> tuple[str, Draft]:
    """Return what was done, in words, and the draft after it."""
    text = " ".join(act.text.split())
    if act.action == "remove":
        return "Removed a line", draft.without(act.id)
    if act.action == "save" and text and any(line.id == act.id for line in draft.lines):
        return "Changed a line", summary_keeping.editor(workspace, documents).reworded(draft, act.id, text)
    if act.action == "add" and text:
        return "Added a line", summary_keeping.editor(workspace, documents).added(draft, act.id, text)
    return "", draft


@guarded_action
def _delete(workspace: Workspace, paper: Paper) -> None:
    summary_keeping.forget(workspace, paper)
    checking.forget(workspace, paper)


def data(workspace: Workspace, paper: Paper, draft: Draft, noted: Mapping[str, str]) -> dict[str, Any]:
    """Return a draft as the component takes it; see assets/draft.js.

    Args:
        workspace: whose documents it quotes.
        paper: that holds it.
        draft: what it says.
        noted: what the checks say of a line, by its id.
    """
    places = Places(partial(findings.place, workspace, named=True))
    return {
        "name": draft.title,
        "frozen": paper.state is PaperState.SIGNED,
        "version": paper.version,
        "parts": [
            {
                "key": part.key,
                "title": one_line(part.title, 120),
                "bulleted": part.bulleted,
                "nothing": _NOTHING,
                "lines": [_line(places, line, noted.get(line.id, "")) for line in part.lines],
            }
            for part in draft.parts
        ],
    }


def _line(places: Places, line: Line, noted: str) -> dict[str, Any]:
    said = _SAID.get(line.support, "")
    return {
        "id": line.id,
        "text": one_line(line.text),
        "kind": "partly" if noted and line.support is Support.SUPPORTED else _KINDS[line.support],
        "label": ": ".join(filter(None, (said, line.reason if said else ""))),
        "note": " · ".join(filter(None, (noted, "edited by you" if line.origin is Origin.CLINICIAN else ""))),
        "sources": sources(places, line),
    }


def sources(places: Places, line: Line) -> list[dict[str, str]]:
    """Return where a line stands; of quotes on one page the later ones are only numbered: "page 2", "2", "3"."""
    met: Counter[str] = Counter()
    found = []
    for one in line.sources[:_SOURCES]:
        place = places.of(one)
        met[place] += 1
        found.append(
            {
                "place": place,
                "label": place if met[place] == 1 else str(met[place]),
                "quote": one_line(one.text, 300),
            }
        )
    return found
