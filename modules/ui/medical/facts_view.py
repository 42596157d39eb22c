"""The facts of a chart on the page: a table for each kind, filtered, each row a click from its page and its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from modules.domains.medical.fact import Facts, Kind
from modules.services.reports import Decision
from modules.store.reports import Verdict
from modules.ui import components, findings
from modules.ui.medical.fact_rows import TITLES, Row, brief, cells, columns, headed, holds, named, rows
from modules.ui.medical.places import Places
from modules.ui.opening import Workspace
from modules.ui.plain import one_line
from modules.ui.words import counted

_TONES = {"no": "no", "high": "flagged", "low": "flagged", "stopped": "no"}
_QUOTE = 300


def show(
    workspace: Workspace, facts: Facts, found: Facts, corrections: Mapping[str, Decision]
) -> components.Act | None:
    """Show the tables with what narrows them; return what the visitor wants to do with a mention.

    Args:
        workspace: the page's.
        facts: as the clinician left them.
        found: as the record has them.
        corrections: what was changed in them.
    """
    wanted = _filtered(rows(facts.items))
    if not wanted:
        st.info("No fact is like that.", icon=":material/search_off:")
    places = Places(partial(findings.place, workspace, named=True))
    marks = _marks(found, corrections)
    chosen = None
    for kind in Kind:
        of_kind = [row for row in wanted if row.latest.kind is kind]
        if of_kind:
            st.subheader(f"{TITLES[kind]} :gray[{len(of_kind)}]", anchor=False)
            asked = components.facts(data(kind, of_kind, places, marks), key=f"facts {kind.value}")
            chosen = chosen or asked
    return chosen


def data(kind: Kind, of_kind: Sequence[Row], places: Places, marks: Mapping[str, str]) -> dict[str, Any]:
    """Return the rows of one kind as the component takes them, without columns in which no row says anything.

    See assets/facts.js.
    """
    printed = [cells(row.latest) for row in of_kind]
    shown = [at for at, told in enumerate(zip(*printed, strict=True)) if at == 0 or any(told)]
    return {
        "name": TITLES[kind],
        "columns": [columns(kind)[at] for at in shown],
        "rows": [
            _row(row, [told[at] for at in shown[1:]], places, marks) for row, told in zip(of_kind, printed, strict=True)
        ],
    }


def _filtered(united: Sequence[Row]) -> list[Row]:
    counts = Counter(row.latest.kind for row in united)
    with st.container(horizontal=True, vertical_alignment="bottom", key="fact filter", gap="small"):
        words = st.text_input(
            "Find in the facts", key="facts words", placeholder="warfarin", icon=":material/search:", width=260
        )
        affirmed = st.toggle("Only affirmed", key="facts affirmed", help="Leaves out what is negated or only possible.")
    kinds = st.pills(
        "Kinds",
        [kind for kind in Kind if counts[kind]],
        selection_mode="multi",
        format_func=lambda kind: f"{TITLES[kind]} ({counts[kind]})",
        key="facts kinds",
        label_visibility="collapsed",
    )
    shown = [
        row for row in united if (not kinds or row.latest.kind in kinds) and holds(row, words or "", affirmed=affirmed)
    ]
    mentions = sum(len(row.mentions) for row in shown)
    st.caption(f"{counted(len(shown), 'fact')}, stated in {counted(mentions, 'place')}. A name opens its page.")
    return shown


def _marks(found: Facts, corrections: Mapping[str, Decision]) -> dict[str, str]:
    """Return what is said beside a corrected fact, by its id."""
    before = {fact.id: fact for fact in found.items}
    marks = {}
    for fact_id, decision in corrections.items():
        if decision.verdict is Verdict.ACCEPTED:
            was = before.get(fact_id)
            marks[fact_id] = f"edited, was: {one_line(brief(was), 120)}" if was else "added"
    return marks


def _row(row: Row, told: Sequence[str], places: Places, marks: Mapping[str, str]) -> dict[str, Any]:
    latest = row.latest
    return {
        "name": one_line(headed(latest), 120),
        "tone": "absent" if latest.assertion.negated else "",
        "cells": [{"text": one_line(text, 160), "tone": _tone(text)} for text in told],
        "more": f"{len(row.mentions)} mentions" if len(row.mentions) > 1 else "",
        "mentions": [
            {
                "id": fact.id,
                "name": one_line(named(fact), 80),
                "brief": one_line(brief(fact), 200),
                "quote": one_line(fact.statement.text, _QUOTE),
                "place": places.of(fact.source),
                "edited": marks.get(fact.id, ""),
            }
            for fact in row.mentions
        ],
    }


def _tone(text: str) -> str:
    first = text.partition(",")[0]
    return "doubtful" if "possible" in text.split(", ") else _TONES.get(first, "")
