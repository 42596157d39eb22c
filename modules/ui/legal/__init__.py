"""The contract workbench: the tools of the legal page."""
