"""The medical page: its documents, its conversations in the sidebar, and the tools of the clinical workbench."""

from modules.ui import conversations, opening, shelf
from modules.ui.medical import workbench

workspace = opening.open_workspace("medical")
opening.domain_head(workspace)
shelf.show(workspace)
workbench.show(workspace)
conversations.sidebar(workspace)
