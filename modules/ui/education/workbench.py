"""The study room: the tools of the education page, in the order of their tabs."""

from __future__ import annotations

from modules.ui import tools
from modules.ui.education import quizzes, today, tutor
from modules.ui.opening import Workspace
from modules.ui.tools import Tool

TOOLS: tuple[Tool, ...] = (
    Tool(
        "today",
        "Today",
        "today",
        "What to do today: cards that are due, and what can be learned next because what it builds on is known.",
        today.show,
    ),
    Tool(
        "tutor",
        "Tutor",
        "school",
        "A problem from the course, with hints before the answer: a nudge, the idea, a step, then the answer.",
        tutor.show,
    ),
    Tool(
        "quiz",
        "Quiz",
        "quiz",
        "Questions made of the course's own pages: each key follows from the passage beside it, graded by rules.",
        quizzes.show,
    ),
)


def show(workspace: Workspace) -> None:
    """Show the open tool; asking questions is the first of them."""
    tools.show(workspace, TOOLS)
