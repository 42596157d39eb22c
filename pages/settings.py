"""The settings page."""

from modules.ui import opening

opening.open_workspace("settings")
opening.masthead("Settings", "x")
