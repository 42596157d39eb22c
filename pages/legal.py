"""The legal page: its documents, its conversations in the sidebar, and the tools of the contract workbench."""

from modules.ui import conversations, opening, shelf
from modules.ui.legal import workbench

workspace = opening.open_workspace("legal")
opening.domain_head(workspace)
shelf.show(workspace)
workbench.show(workspace)
conversations.sidebar(workspace)
