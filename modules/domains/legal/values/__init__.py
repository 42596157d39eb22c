"""Values in the language of contracts, found with their offsets and normalised.

Each finder takes a text and returns what it found in order; it looks once over the text, so that its time grows with
the text's length and no faster.
"""

from modules.domains.legal.values.amounts import Money, Percentage, money, percentages
from modules.domains.legal.values.dates import DateValue, dates
from modules.domains.legal.values.durations import DAYS, Duration, Unit, durations
from modules.domains.legal.values.multiples import Multiple, multiples
from modules.domains.legal.values.numerals import Numeral, in_words, numerals
from modules.domains.legal.values.places import Jurisdiction, governing_laws, jurisdictions

__all__ = [
    "DAYS",
    "DateValue",
    "Duration",
    "Jurisdiction",
    "Money",
    "Multiple",
    "Numeral",
    "Percentage",
    "Unit",
    "dates",
    "durations",
    "governing_laws",
    "in_words",
    "jurisdictions",
    "money",
    "multiples",
    "numerals",
    "percentages",
]
