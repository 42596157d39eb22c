"""Whether what was found has anything to do with a question: the gate before the model, which would rather guess.

Calibrated with `benchmarks/refusals.py`, and on the questions of the retrieval benchmarks, so that next to no question
is refused whose answer is there; what passes the gate all the same is left to the model's own refusal and to the check
of its sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from modules.core.naming import Names
from modules.core.questions import FRAME, Question
from modules.core.statements import statement_of
from modules.core.statements import wanted as statements_wanted
from modules.core.text import STOP_WORDS, content_words, sentences, stem, words
from modules.core.types import Hit, Passage

_BEST = 4
"""How many hits are looked at: the same for every model, however much evidence it reads."""
# Cosine of the nearest passage, with half of the share of the question's words that two neighbouring sentences hold.
# The scale is MiniLM's; embedders whose cosines run higher let more questions through to the model.
_SHARE_WEIGHT = 0.5
_LEAST = 0.55
# A question that speaks of the contract, a party or the patient is about the documents, however it puts things.
_LEAST_ABOUT_DOCUMENTS = 0.3
# So is a bare phrase: "minimum commitment?", "Germany 2019". Of CUAD's categories over their own contract 94 % pass
# instead of 79, of terms from a biology book over the same contracts 14 % instead of 5.
_LEAST_BARE = 0.45
_LONGEST_BARE = 6
_JOINING = frozenset(("a an the of for to in on and or by with per from at").split())  # noqa: SIM905
# Nearly all words are there, or many: found whatever the vectors say, in languages too that the embedder does not know.
_ENOUGH_SHARE = 0.75
_ENOUGH_WORDS = 4
_LEAST_SHARE_ALONE = 0.5
# Words for the documents themselves, and for what can be asked of any: "summarise the main points of this contract".
_ANYWHERE = """
summary summarise summarize overview outline main key point topic document file text page report paper book chapter
section contract agreement policy note filing article content explain describe tell list show give mention say about
important interesting
"""
_ABOUT_DOCUMENTS = frozenset(word.stem for word in words(_ANYWHERE)) | FRAME
_OF_DOCUMENTS = re.compile(
    r"\b(?:contracts?|agreements?|polic(?:y|ies)|documents?|files?|filings?|reports?|papers?|books?|chapters?|notes?"
    r"|sections?|clauses?|provisions?)\b"
    r"|\bthe (?:patient|company|student|author)\b"
    r"|\b(?:a|the|either|each|one|any|other|both|which) (?:other )?part(?:y|ies)\b",
    re.IGNORECASE,
)
# Capitalised words inside a sentence, one after the other: a name, if it is no abbreviation and no heading.
_NAME = re.compile(r"(?<![.!?:;] )(?<!^)(?<![\w'’-])[A-Z][\w'’&-]+(?: [A-Z][\w'’&-]+)*")
_INNER_CAPITAL = re.compile(r"(?<=[^\W_.?!][ ,:])[A-Z]\w+|(?<=[,:] )[A-Z]\w+")
_RAW = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORTHAND = re.compile(r"[A-Z&-]{1,5}|.*\d.*")
_DATES = re.compile(
    r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day|english|german|french|spanish|italian",
    re.IGNORECASE,
)
_LEAST_LETTERS = 4


def is_relevant(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether the hits, best first, may hold the answer."""
    if not hits:
        return False
    rest, files = Names({hit.chunk.document_id: hit.chunk.document_name for hit in hits}, {}).written_out(question)
    asked = Question(rest)
    wanted = {word.stem for word in content_words(asked.core)} - _ABOUT_DOCUMENTS
    if not wanted or asked.about_the_document or _shows_statement(asked.core, hits[:_BEST]):
        return True
    nearest = max((hit.scores["dense"] for hit in hits if "dense" in hit.scores), default=None)
    if nearest is None:
        return coverage(wanted, hits[:_BEST]) >= _LEAST_SHARE_ALONE
    found = max((len(wanted & held) for hit in hits[:_BEST] for held in _neighbours(hit.chunk.text)), default=0)
    share = found / len(wanted)
    bare = _LEAST_BARE if _is_bare(asked) else _LEAST
    least = _LEAST_ABOUT_DOCUMENTS if files or _OF_DOCUMENTS.search(question) else bare
    return found >= _ENOUGH_WORDS or share >= _ENOUGH_SHARE or nearest + _SHARE_WEIGHT * share >= least


def coverage(wanted: set[str], hits: Sequence[Hit]) -> float:
    """Return the share of the stems that the hits hold, their document's name and headings included."""
    held = {word.stem for hit in hits for word in words(hit.chunk.indexed_text)}
    return len(wanted & held) / len(wanted)


def unmentioned(question: str, passages: Iterable[Passage]) -> tuple[str, ...]:
    """Return the names and years in a question that the passages do not hold, as they are written there.

    What is answered all the same is the answer to another question. Abbreviations and headings are left out.
    """
    text = "\n".join(part for one in passages for part in (one.document_name, *one.section, one.header, one.text))
    years = set(_YEAR.findall(text))
    missing = tuple(dict.fromkeys(year for year in _YEAR.findall(question) if year not in years))
    if any(match.group().lower() in STOP_WORDS for match in _INNER_CAPITAL.finditer(question)):
        return missing  # "What Is The Notice Period?" writes every word like a name
    if STOP_WORDS.isdisjoint(word.lower() for word in _RAW.findall(question)):
        return missing  # another language, which may write every noun so
    held = {word.stem for word in words(re.sub(r"[_.]", " ", _plain(text)))}
    names = dict.fromkeys(match.group().removesuffix("'s").removesuffix("’s") for match in _NAME.finditer(question))
    unknown = [name for name in names if (parts := _telling(name)) and not any(_is_held(part, held) for part in parts)]
    return (*unknown, *missing)


def _is_bare(question: Question) -> bool:
    """Tell whether it is a few words without a question around them, as one types them to look something up."""
    said = [word.lower() for word in _RAW.findall(question.text)]
    sentence = any(word in STOP_WORDS - _JOINING or stem(word) in FRAME for word in said)
    return not sentence and len(said) <= _LONGEST_BARE


def _shows_statement(core: str, hits: Iterable[Hit]) -> bool:
    """Tell whether a financial statement was found that a ratio is computed from, though it never names it."""
    kinds = statements_wanted(core)
    return any(statement_of(hit.chunk) in kinds for hit in hits)


def _neighbours(text: str) -> Iterable[set[str]]:
    """Yield the stems of every two neighbouring sentences."""
    held = [{word.stem for word in words(text[start:end])} for start, end in sentences(text)]
    return (one | other for one, other in zip(held, [*held[1:], set()], strict=True))


def _telling(name: str) -> list[str]:
    """Return the stems of a name's words by which it can be known."""
    return [
        stem(word)
        for word in re.split(r"[\s-]+", _plain(name))
        if len(word) >= _LEAST_LETTERS
        and not _SHORTHAND.fullmatch(word)
        and not _DATES.fullmatch(word)
        and word.lower() not in STOP_WORDS
        and stem(word) not in _ABOUT_DOCUMENTS
    ]


def _plain(text: str) -> str:
    """Return a text without accents: a name is often written without them."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _is_held(part: str, held: set[str]) -> bool:
    """Tell whether a word is there, or one that begins as it does: Germany for German."""
    beginning = part[: max(_LEAST_LETTERS, 3 * len(part) // 5)]
    return any(word.startswith(beginning) for word in held)
