"""What a reader must know of a document before what rules find in it: no text, a table, another language, no contract.

Each sentence says what still works. Where there is one, what the rules have not found may be there all the same.
"""

from __future__ import annotations

import re

from modules.domains.legal.contract import Contract
from modules.domains.legal.language import ENGLISH, OTHER, language_of, words_of

NO_TEXT = "The document holds almost no text, so there is nothing to read. A scan needs text recognition first."
TABLE = "Most of the document is a table. The rules read sentences, so what stands in cells is likely to be missed."
NO_CONTRACT = "The document does not read like a contract, so what is found in it is unlikely to mean anything."
_READ_BY_ENGLISH_WORDS = (
    "Asking, dates in figures, sums and the word-by-word redline of two drafts work; clauses, duties and positions are "
    "looked for by English words and may be missed, so what is not found may be there."
)
_FEWEST_WORDS, _FEWEST_LETTERS = 5, 40  # on a page; Chinese has few blanks, so few words
_ENOUGH_LETTERS = 200  # from which on a text can be told to be no English and no contract
_OF_CONTRACTS = re.compile(
    r"\b(?:agreement|contract|part(?:y|ies)|shall|hereby|herein|hereunder|hereof|undertakes?|terms|lessor|licensor|witness)\b",
    re.IGNORECASE,
)
_LEAST_SHARE = 0.006  # of the words; contracts of CUAD have 0.02 and more
_FEWEST_OF_CONTRACTS = 2  # different ones: a poem may say "shall" often
_MOST_TABLE = 0.6
_LOOKED_AT = 60_000  # characters


def reservations(contract: Contract) -> tuple[str, ...]:
    """Return why the rules may miss things in a document, in sentences; nothing for a contract in English."""
    text = contract.text[:_LOOKED_AT]
    words = words_of(text)
    pages = max(len(contract.pages), 1)
    if len(words) < _FEWEST_WORDS * pages and sum(map(len, words)) < _FEWEST_LETTERS * pages:
        return (NO_TEXT,)
    if _share_of_tables(contract) > _MOST_TABLE:
        return (TABLE,)
    language, enough = language_of(text), sum(map(len, words)) > _ENOUGH_LETTERS
    if language not in (ENGLISH, OTHER):
        return (f"This contract seems to be in {language}. {_READ_BY_ENGLISH_WORDS}",)
    if language == OTHER and enough:
        return (f"This does not read like English text. {_READ_BY_ENGLISH_WORDS}",)
    said = [word.lower() for word in _OF_CONTRACTS.findall(text)]
    is_contract = len(said) >= _LEAST_SHARE * len(words) and len(set(said)) >= _FEWEST_OF_CONTRACTS
    return () if is_contract or not enough else (NO_CONTRACT,)


def _share_of_tables(contract: Contract) -> float:
    lines = [line for page in contract.pages for line in page.text.splitlines() if line.strip()]
    rows = sum(line.count(" | ") >= 1 or line.count("\t") >= 1 for line in lines)
    return rows / max(len(lines), 1)
