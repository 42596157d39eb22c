"""The legal page: its documents, its conversations in the sidebar, and the questions with their vouched answers."""

from modules.ui import chat, conversations, opening, shelf

workspace = opening.open_workspace("legal")
opening.domain_head(workspace)
shelf.show(workspace)
chat.show(workspace)
conversations.sidebar(workspace)
