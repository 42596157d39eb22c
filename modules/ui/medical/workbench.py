"""The clinical workbench: the tools of the medical page, in the order of their tabs."""

from __future__ import annotations

from modules.ui import tools
from modules.ui.medical import identifiers, measures
from modules.ui.opening import Workspace
from modules.ui.tools import Tool

TOOLS: tuple[Tool, ...] = (
    Tool(
        "data",
        "Patient data",
        "monitor_heart",
        "Vital signs and laboratory values over time with their flags, and scores computed from them.",
        measures.show,
    ),
    Tool(
        "identifiers",
        "Identifiers",
        "shield_person",
        "What tells who the people are, and what an engine on another machine reads instead.",
        identifiers.show,
    ),
)


def show(workspace: Workspace) -> None:
    """Show the open tool; asking questions is the first of them."""
    tools.show(workspace, TOOLS)
