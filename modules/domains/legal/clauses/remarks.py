"""What a reader of findings must know of the document itself: that it is no contract, or in another language."""

from __future__ import annotations

import re
from collections import Counter

from modules.domains.legal.clauses import opening
from modules.domains.legal.contract import Contract

_LOOKED_AT = 60_000  # characters
_FEWEST_WORDS = 40
_WORD = re.compile(r"[^\W\d_]+")
_STOP_WORDS = {
    "English": "the of and to in that is for by this shall any or with not be as".split(),  # noqa: SIM905
    "German": "der die das und oder nicht mit von zu den des dem ist wird durch für ein eine".split(),  # noqa: SIM905
    "French": "le la les des et ou du de est par pour dans que une au aux ne pas sera".split(),  # noqa: SIM905
    "Spanish": "el la los las de y o del que en por para con una se no al será".split(),  # noqa: SIM905
    "Italian": "il la gli di e o del che in per con una si non al della dei sarà".split(),  # noqa: SIM905
    "Dutch": "de het een en of van te dat is voor door met niet zijn op aan wordt".split(),  # noqa: SIM905
}
_OF_CONTRACTS = re.compile(
    r"\b(?:agreement|contract|part(?:y|ies)|shall|hereby|herein|hereunder|hereof|undertakes?|terms|lessor|licensor|witness)\b",
    re.IGNORECASE,
)
_LEAST_SHARE = 0.006  # of the words; contracts of CUAD have 0.02 and more
_MOST_TABLE = 0.6


def remarks(contract: Contract) -> tuple[str, ...]:
    """Return what keeps the rules from finding all there is, in sentences; nothing for a contract in English."""
    text = contract.text[:_LOOKED_AT]
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEWEST_WORDS:
        return (
            "The document holds almost no text, so nothing can be found in it. A scan needs text recognition first.",
        )
    found = []
    language = language_of(words)
    if language != "English":
        found.append(
            f"The text reads like {language}. The rules are English: the name, the date and the parties may be found, "
            "clauses, duties and mistakes mostly not. That something is not found does not mean that it is missing. "
            "Asking and the word-by-word redline of two drafts work in other languages, too."
        )
    if _share_of_tables(contract) > _MOST_TABLE:
        found.append("Most of the document is a table. The rules read sentences, so cells are likely to be missed.")
    if language == "English" and len(_OF_CONTRACTS.findall(text)) < _LEAST_SHARE * len(words):
        found.append(
            "The document does not read like a contract; what is found, or said to be missing, is unlikely to mean "
            "anything."
        )
    elif language == "English" and len(opening.parties(contract)) < 2:
        found.append("Fewer than two parties are named at the beginning: this may be a part of a contract, or a form.")
    return tuple(found)


def language_of(words: list[str]) -> str:
    """Return the language whose commonest words make up most of these, in lower case; English where none do."""
    counts = Counter(words)
    shares = {language: sum(counts[word] for word in common) for language, common in _STOP_WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] > 1.5 * shares["English"] else "English"


def _share_of_tables(contract: Contract) -> float:
    lines = [line for page in contract.pages for line in page.text.splitlines() if line.strip()]
    rows = sum(line.count(" | ") >= 1 or line.count("\t") >= 1 for line in lines)
    return rows / max(len(lines), 1)
