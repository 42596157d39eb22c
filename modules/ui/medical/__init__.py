"""The clinical workbench: the tools of the medical page."""
