from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from modules.ui import components


def test_an_answer_is_prepared_only_once_that_costs_the_server_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(components, "_component", lambda _name: lambda **said: drawn.append(said))
    monkeypatch.setitem(sys.modules, "pandas", ModuleType("pandas"))
    monkeypatch.delitem(sys.modules, "pyarrow", raising=False)
    components.prepare()
    assert drawn == []
    monkeypatch.setitem(sys.modules, "pyarrow", ModuleType("pyarrow"))
    components.prepare()
    assert drawn == [{"key": "prepared answer"}]
