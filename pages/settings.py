"""The settings page: how questions are answered, how the app looks, what is kept, and what it is made of."""

from modules.ui import choices, embedders, opening

opening.open_workspace("settings")
opening.masthead("Settings", "Your choices are remembered on this machine.")
choices.answering()
embedders.choice()
choices.appearance()
choices.data()
choices.about()
