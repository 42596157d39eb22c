"""The education page: its documents, its conversations in the sidebar, and the tools of the study room."""

from modules.ui import conversations, opening, shelf
from modules.ui.education import workbench

workspace = opening.open_workspace("education")
opening.domain_head(workspace)
shelf.show(workspace)
workbench.show(workspace)
conversations.sidebar(workspace)
