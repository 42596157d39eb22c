"""The form of a draft: one question for each field of its template, kept as soon as it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

import streamlit as st

from modules.core.forms import Answer, Field, FieldKind
from modules.domains.legal.clause_library import Wording
from modules.domains.legal.drafting import CURRENCIES, Draft, missing
from modules.ui.legal import draft_keeping, draft_wording
from modules.ui.legal.draft_keeping import key_of
from modules.ui.opening import Workspace
from modules.ui.plain import label, plain
from modules.ui.problems import guarded_action

_NARROW = 300  # pixels
_WHOLE = (FieldKind.NUMBER, FieldKind.DAYS, FieldKind.MONTHS, FieldKind.YEARS)


def show(workspace: Workspace, name: str, draft: Draft, fields: Sequence[Field], library: Sequence[Wording]) -> None:
    """Show the questions in the order of the contract, under its titles; those that do not arise are left out."""
    wrong = {one.field.name: one.what for one in missing(fields, draft.answers) if draft.answers.get(one.field.name)}
    shown = [field for field in fields if field.needed(draft.answers)]
    for number, (section, group) in enumerate(groupby(shown, key=lambda field: field.section)):
        with st.container(border=True, key=f"section {number}", gap="small"):
            if section:
                st.markdown(f"**{plain(section)}**")
            for field in group:
                if field.kind is FieldKind.FREE_TEXT:
                    draft_wording.show(workspace, name, draft, field, library)
                else:
                    _question(workspace, name, field, draft.answers.get(field.name, ""))
                if field.name in wrong:
                    st.caption(f":red[:material/error:] {plain(wrong[field.name])}")


def _question(workspace: Workspace, name: str, field: Field, answer: Answer) -> None:
    key = key_of(name, field.name)
    question = label(f"{field.label} (optional)" if field.optional else field.label)
    about, text = plain(field.about) or None, str(answer or "")
    changed: dict[str, Any] = {"key": key, "help": about, "on_change": _changed, "args": (workspace, name, field)}
    match field.kind:
        case FieldKind.YES_NO:
            st.toggle(question, value=bool(answer), **changed)
        case FieldKind.DATE:
            st.date_input(question, value=_date(text), format="YYYY-MM-DD", width=_NARROW, **changed)
        case FieldKind.CHOICE:
            index = field.choices.index(text) if text in field.choices else None
            st.selectbox(question, field.choices, index=index, placeholder="Choose one", **changed)
        case FieldKind.LONG_TEXT:
            st.text_area(question, value=text, **changed)
        case FieldKind.MONEY:
            _money(question, text, changed)
        case FieldKind.PERCENT:
            st.text_input(question, value=text, width=_NARROW, **changed)
        case kind if kind in _WHOLE:
            st.number_input(
                question, value=_whole(text), min_value=0, max_value=999_999_999, step=1, width=_NARROW, **changed
            )
        case _:
            st.text_input(question, value=text, **changed)


def _money(question: str, text: str, changed: dict[str, Any]) -> None:
    currency, _, amount = text.partition(" ")
    offered = list(CURRENCIES) if currency in CURRENCIES or not currency else [currency, *CURRENCIES]
    key = changed["key"]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"money {key}"):
        st.selectbox(
            "Currency",
            offered,
            index=offered.index(currency) if currency else 0,
            accept_new_options=True,
            width=120,
            **{**changed, "key": f"{key} currency", "help": None},
        )
        st.text_input(question, value=amount, placeholder="12,000", **changed)


@guarded_action
def _changed(workspace: Workspace, name: str, field: Field) -> None:
    key = key_of(name, field.name)
    value = st.session_state[key]
    if field.kind is FieldKind.MONEY:
        amount = str(value or "").strip()
        value = f"{st.session_state[f'{key} currency']} {amount}" if amount else ""
    answer: Answer = value if isinstance(value, bool) else "" if value is None else str(value)
    draft_keeping.answer(workspace, name, field.name, answer)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
