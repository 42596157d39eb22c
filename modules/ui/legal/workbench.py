"""The contract workbench: the tools of the legal page, in the order of their tabs."""

from __future__ import annotations

from modules.ui import tools
from modules.ui.legal import across, comparing, consistency, drafting, obligations, playbook, review
from modules.ui.opening import Workspace
from modules.ui.tools import Tool

TOOLS: tuple[Tool, ...] = (
    Tool(
        "review",
        "Review",
        "fact_check",
        "Which of the 41 kinds of clauses a contract has, where they stand, and what they say.",
        review.show,
    ),
    Tool(
        "across",
        "Across contracts",
        "table_view",
        "Asks each of the contracts the same questions: a row each, every answer with its quotes.",
        across.show,
    ),
    Tool(
        "playbook",
        "Playbook",
        "rule",
        "A contract beside your firm's positions: what is missing, what must not be there, which numbers go too far.",
        playbook.show,
    ),
    Tool(
        "dates",
        "Dates and duties",
        "event",
        "Who must do what by when, and the days that matter, computed from what the contract says.",
        obligations.show,
    ),
    Tool(
        "compare",
        "Compare",
        "difference",
        "Compares two drafts of a contract: what moved, what changed by the word, and what that means in risk.",
        comparing.show,
    ),
    Tool(
        "consistency",
        "Consistency",
        "spellcheck",
        "Terms, references, blanks, names and numbers of one contract that do not fit together.",
        consistency.show,
    ),
    Tool(
        "draft",
        "Draft",
        "edit_document",
        "Makes a contract from a template and your answers, and checks it against a playbook before you take it.",
        drafting.show,
    ),
)


def show(workspace: Workspace) -> None:
    """Show the open tool; asking questions is the first of them."""
    tools.show(workspace, TOOLS)
