"""The home page: what this is, the assistants, and the last work."""

from modules.ui import home, opening

opening.open_workspace("home")
home.hero()
home.fields()
home.last_work()
home.how_it_works()
