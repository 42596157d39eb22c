"""The library: every document of every field."""

from modules.ui import library, opening

opening.open_workspace("library")
opening.masthead("Library", "Every document that the assistants can read. All of them are on this machine.")
library.storage()
library.on_the_way()
library.shelves()
library.details()
