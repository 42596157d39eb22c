"""The vocabulary, and everything that needs no outside library beyond pydantic, numpy and PyYAML."""
