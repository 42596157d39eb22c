"""The facts of a chart: what its statements say, each with its assertion, date and source, found by rules alone."""

from modules.domains.medical.facts.correcting import addition, change, corrected
from modules.domains.medical.facts.extracting import extract, extract_note

__all__ = ["addition", "change", "corrected", "extract", "extract_note"]
