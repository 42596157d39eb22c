"""The models page."""

from modules.ui import engines, opening

opening.open_workspace("models")
opening.masthead("Models", "Who writes the answers.")
engines.line()
