"""The clinical workbench: the tools of the medical page, in the order of their tabs."""

from __future__ import annotations

from modules.ui import tools
from modules.ui.opening import Workspace
from modules.ui.tools import Tool

TOOLS: tuple[Tool, ...] = ()


def show(workspace: Workspace) -> None:
    """Show the open tool; asking questions is the first of them."""
    tools.show(workspace, TOOLS)
