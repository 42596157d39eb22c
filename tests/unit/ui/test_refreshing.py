"""What Streamlit is told by the parts of a page that refresh themselves."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest


def test_a_fragment_changes_how_often_it_refreshes_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    enqueue = ScriptRunContext.enqueue

    def kept(self: ScriptRunContext, message: Any) -> None:
        told.append(message)
        enqueue(self, message)

    def script() -> None:
        import streamlit as st

        from modules.ui.refreshing import refresh_every

        @st.fragment(run_every=0.5)
        def part() -> None:
            refresh_every(2.0)

        part()

    monkeypatch.setattr(ScriptRunContext, "enqueue", kept)
    assert not AppTest.from_function(script).run().exception
    first, second = (message.auto_rerun for message in told if message.HasField("auto_rerun"))
    assert (first.interval, second.interval) == (0.5, 2.0)
    assert first.fragment_id == second.fragment_id != ""


def test_the_page_that_was_asked_for_meanwhile_is_not_forgotten() -> None:
    def script() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
        from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

        from modules.ui.refreshing import redraw

        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        if "clicked" not in st.session_state:
            st.session_state.clicked = True
            context.script_requests.request_rerun(RerunData(query_string="clicked=yes"))
            redraw()
        st.title(context.query_string)

    at = AppTest.from_function(script).run()
    assert at.title[0].value == "clicked=yes"
