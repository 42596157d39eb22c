"""The models page: which engine writes the answers, what it holds in memory, and how to get Phi-4."""

from modules.ui import engines, opening

opening.open_workspace("models")
opening.masthead("Models", "Which engine writes the answers. The evidence and the checks are the same with each.")
engines.choices()
engines.in_memory()
engines.phi_4()
