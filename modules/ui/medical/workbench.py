"""The clinical workbench: the tools of the medical page, in the order of their tabs."""

from __future__ import annotations

from functools import partial

from modules.ui import tools
from modules.ui.medical import asking, chart, corrections, identifiers, letter, measures, summary
from modules.ui.opening import Workspace
from modules.ui.tools import Tool

TOOLS: tuple[Tool, ...] = (
    Tool(
        "chart",
        "Chart",
        "clinical_notes",
        "What the record states, thing by thing: each with its line in a note, to be corrected before it is used.",
        chart.show,
    ),
    Tool(
        "summaries",
        "Summaries",
        "summarize",
        "Writes a note from the chart by a template: each line with its source, checked for what is missing or wrong.",
        summary.show,
    ),
    Tool(
        "data",
        "Patient data",
        "monitor_heart",
        "Vital signs and laboratory values over time with their flags, and scores computed from them.",
        partial(measures.show, corrections=corrections.kept),
    ),
    Tool(
        "letter",
        "Letter",
        "mail",
        "A letter to the patient in plain words, from what has been signed, at a measured reading grade.",
        letter.show,
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
    tools.show(workspace, TOOLS, ask=asking.show)
