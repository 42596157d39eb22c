"""Vouch: the navigation, and nothing else. Every page opens its own workspace and is complete without this file."""

from modules.ui import navigation

navigation.run()
