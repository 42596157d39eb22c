"""Vouch: domain assistants whose every sentence is vouched for by a passage the reader can see."""
