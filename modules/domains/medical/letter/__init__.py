"""A letter to the patient from the signed note and confirmed facts, in plain words at a measured school grade."""

from modules.domains.medical.letter.rewording import reworded
from modules.domains.medical.letter.writing import Letter, write_letter

__all__ = ["Letter", "reworded", "write_letter"]
