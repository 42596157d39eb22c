"""Capitalised words that are used like a defined term although nothing defines them.

What speaks for a term: its head is an ordinary noun of contracts ("Permitted User", "Launch Date"), it follows a
determiner ("the", "each", "such"), it stands in the middle of a sentence. What speaks against: names of companies,
people, places, statutes, bodies and posts; headings; text in capitals; words that every contract capitalises; anything
that looks like a definition of it, even one that the glossary does not count as such.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency.capitals import COMMON, DETERMINERS, FUNCTION_WORDS, NAMING, PLACES, TERM_HEADS
from modules.domains.legal.consistency.definitions import Glossary, Manner
from modules.domains.legal.consistency.noting import Kind, noted, quoted
from modules.domains.legal.consistency.wording import key, phrases, singular
from modules.domains.legal.contract import Contract

_TOKEN = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*(?:['’]s\b|(?<=s)['’](?!\w))?|[^\s\w]|_+|\d+")
_LEAST_TERMS = 3  # a contract that defines fewer does not work with defined terms
_LEAST_UNDETERMINED = 5  # uses of a single word without an article, as in "Client shall"
_LEAST_BARE = 3  # uses of several words that no article introduces
_LEAST_QUALIFIED = 2  # uses of a term that another one ends, as "Party" ends "Disclosing Party"
_TITLED = 0.6  # share of capitalised words from which a sentence is a heading
_ELSEWHERE = re.compile(
    r"(?:capitali[sz]ed|defined)\s+(?:terms?|words?)[^.]{0,120}?\b(?:not|otherwise)\b[^.]{0,60}?\bdefined\b[^.]{0,80}?"
    r"\b(?:meanings?|definitions?)\b[^.]{0,60}?\b(?:in|by|to|under)\b(?!\s+(?:this|section|clause|article)\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"‘]\s?((?:[a-z]+ ){0,3}[A-Z][^“”\"‘\n]{1,60}?)[.,;]?\s?[”\"’]")
# "Launch Date shall be", "Purpose: the ...", "Statement of Work (“SOW”)", "Merger, as defined in the Plan"
_SAID = re.compile(
    r"\s*(?:(?:shall |will |may )?(?:also )?(?:means?|be defined|refers? to|consists? of)\b|"
    r"(?:shall|will) be (?:the|an?y?|those|all)\b|(?:is|are) (?:defined|any|those|the)\b|has the meaning|"
    r":\s*(?:[a-z\[“\"]|$)|"
    r"[,(\s]+(?:as|that is|which is) (?:such term is |the term is )?(?:further |otherwise )?"
    r"defined (?:in|by|under|at)\b|(?:,? which is| form)? attached\b|"
    r"\s(?:under|in|of) the (?:[A-Z]\w+ (?:and |of )?){1,4}(?:Agreement|Plan)\b)"
)
_COORDINATED = re.compile(r"\s?(?:and|or|,|/)\s?[A-Z]")
_PROPER_NAMES = ("Internal Revenue Service", "Discontinued Drug Product List", "Orange Book", "Companies House")
_OWN_PAPERS = frozenset({"policy", "procedure", "guideline", "manual", "guide", "handbook", "code"})
_HEADS_OF_TERMS = frozenset(
    {"party", "date", "number", "address", "member", "fund", "group", "title", "officer", "office"}
)
_SHORT_FORM = re.compile(r"\s?\(\s?(?:the |an? |each |this |collectively,? )?[“\"](?P<short>[^”\"\n]{2,30})[”\"]")
_STOOD_FOR = re.compile(
    r"[“\"][A-Z]{2,6}[”\"] (?:shall )?means? (?:the |an? )?$"
)  # "AVL" means the Approved Vendor List
_NAMED_ON = re.compile(
    r",?\s+(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|GmbH|PLC|plc|LP|L\.P|S\.A|B\.V|N\.V|AG|Co)\b|\s+(?:No\.|\d|[A-Z]{2,}\b|"
    r"(?:Agreement|Plan|Contract)?\s*(?:dated|entered into|made as of|by and between)\b)|&|\s&\s|[@/]\w|\s?(?:®|™|"
    r"\(R\)|\(TM\))"
    r"|\s(?:and|or|of|for)\s(?:the\s)?[A-Z]\w+\s(?:Commission|Act|Board|Agency|Administration|Law|Code|Bureau|"
    r"Authority|Rules?)\b"
)
# Endings of ordinary words, and short ones that qualify terms: nobody is called "Permitted" or "Activation".
_ORDINARY = re.compile(
    r"(?:ed|ing|tion|sion|al|ial|able|ible|ive|ary|ory|ment|ity|ic|ous|ance|ence|ship|less|ful|est)$|-|"
    r"^(?:base|bulk|common|core|early|final|first|fixed|free|full|gross|high|home|joint|key|last|late|launch|long|low|"
    r"lower|major|maximum|minimum|net|new|next|of|open|other|out|pilot|prime|prior|private|pro|public|safe|second|secure|"
    r"short|side|single|sole|spare|start|sub|third|top|trial|true|upper|year)$"
)
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
_OPENS = frozenset('.:;!?•“"‘(|*·–—[]_')


@dataclass(frozen=True, slots=True)
class _Use:
    """A capitalised stretch in the middle of a sentence.

    Attributes:
        start, end: in the contract's text.
        words: without the defined terms that lead it.
        determined: "the", "each" or a possessive stands before it.
        said: what stands beside it says what it is.
        whole: key of the stretch with the defined terms that lead it, as "Service Days".
        qualifies: its last word is a defined term, as "Party" in "Disclosing Party".
    """

    start: int
    end: int
    words: tuple[str, ...]
    determined: bool
    said: bool
    whole: str
    qualifies: bool


def undefined_terms(contract: Contract, glossary: Glossary) -> Iterator[Finding]:
    """Find what is used like a defined term and defined nowhere. Nothing where another document defines the terms."""
    if len(glossary.by_key) < _LEAST_TERMS or _ELSEWHERE.search(contract.text):
        return
    lower = Counter(singular(word) for word in re.findall(r"(?<![\w’'-])[a-z]{3,}(?![\w])", contract.text))
    known = _known(contract, glossary)
    uses: dict[str, list[_Use]] = {}
    for use in _Capitals(contract, glossary).uses():
        if use.whole not in known:
            uses.setdefault(key(contract.text[use.start : use.end]), []).append(use)
    known |= {name for name, places in uses.items() if any(place.said for place in places)}
    for name, places in uses.items():
        if name not in known and _unhyphenated(name) not in known and _is_term(places, lower):
            term = contract.text[places[0].start : places[0].end]
            times = "once" if len(places) == 1 else f"{len(places)} times"
            yield noted(
                contract,
                Kind.UNDEFINED,
                Severity.HIGH if len(places) > 1 else Severity.MEDIUM,
                f"“{term}” is not defined",
                f"“{term}” is written like a defined term, {times}, but nothing in this contract says what it means.",
                [quoted(contract, place.start, place.end) for place in places],
                about=name,
            )


def _known(contract: Contract, glossary: Glossary) -> set[str]:
    """Keys of what is defined in some way, if only by quotation marks or, where nothing "means", by a heading."""
    known = {key(name) for name in _PROPER_NAMES}
    known |= {key(match[1]) for match in _QUOTED.finditer(contract.text)}
    for name in glossary.by_key:
        words = name.split()  # "Certificate of Analysis (Device)" says enough of a "Certificate of Analysis"
        known |= {" ".join(words[:count]) for count in range(2, len(words) + 1)}
    if not any(one.manner is Manner.MEANS for one in glossary.definitions):
        known |= {key(clause.title) for clause in contract.clauses}
    return known | {_unhyphenated(name) for name in known}


def _unhyphenated(name: str) -> str:
    return name.replace(" ", "")


def _is_term(places: Sequence[_Use], lower: Counter[str]) -> bool:
    words = places[0].words
    head = singular(words[-1])
    if places[0].qualifies and (len(words) < 2 or len(places) < _LEAST_QUALIFIED):
        return False  # "Initial Term" says enough where "Term" is defined
    if head not in TERM_HEADS and not lower[head]:
        return False
    determined = sum(place.determined for place in places)
    if len(words) == 1:
        return determined >= 2 or (head in TERM_HEADS and len(places) >= _LEAST_UNDETERMINED)
    known = all(
        singular(word) in TERM_HEADS or lower[singular(word)] or _ORDINARY.search(word.lower()) for word in words[:-1]
    )
    return (determined > 0 and (known or len(places) > 1)) or (known and len(places) >= _LEAST_BARE)


class _Capitals:
    """Capitalised stretches of a contract's sentences that are neither defined terms nor names."""

    def __init__(self, contract: Contract, glossary: Glossary) -> None:
        self._contract = contract
        defined = [(start, end) for start, end, _ in phrases(contract.text, frozenset(glossary.by_key))]
        self._defined = sorted([*defined, *((one.start, one.end) for one in glossary.definitions)])
        self._starts = [start for start, _ in self._defined]

    def uses(self) -> Iterator[_Use]:
        text = self._contract.text
        for start, end in self._contract.sentences:
            sentence = text[start:end]
            tokens = [(start + one.start(), start + one.end(), one.group()) for one in _TOKEN.finditer(sentence)]
            content = [
                word
                for at, _, word in tokens
                if word[0].isalpha() and word.lower() not in FUNCTION_WORDS and not self._covered(at)
            ]
            titled = sum(word[0].isupper() for word in content) > _TITLED * len(content)
            if not titled and " | " not in sentence:
                yield from (use for first, last in _runs(text, tokens) if (use := self._use(tokens, first, last)))

    def _use(self, tokens: Sequence[tuple[int, int, str]], first: int, last: int) -> _Use | None:
        text = self._contract.text
        while first < last and tokens[first][2].lower() in FUNCTION_WORDS:
            first += 1
        if first >= last or first == 0 or tokens[first - 1][2][-1] in _OPENS or tokens[first - 1][2].isdigit():
            return None
        before = tokens[first - 1][2]
        if "\n" in text[tokens[first - 1][1] : tokens[first][0]]:
            return None
        whole = key(text[tokens[first][0] : tokens[last - 1][1]])
        lead = self._led(tokens, first, last)
        owned = lead > first and _POSSESSIVE.search(tokens[lead - 1][2]) is not None
        begin, first = (lead if owned else first), lead
        if first >= last or _NAMED_ON.match(text, tokens[last - 1][1]):
            return None
        words = tuple(re.sub(r"['’]s?$", "", word) for _, _, word in tokens[first:last])
        qualifies = bool(self._covered(tokens[last - 1][0]))
        if (
            any(map(_names, words))
            or words[0] == "of"
            or _is_common(words)
            or _is_quoted(text, tokens[0][0], tokens[first][0])
        ):
            return None
        if (len(words) == 1 or "of" in words) and _COORDINATED.match(text, tokens[last - 1][1]):
            return None  # "Hosting and Support Services"
        if singular(words[-1]) in _OWN_PAPERS and (owned or begin < first or _POSSESSIVE.search(before)):
            return None  # "the Provider's Privacy Policy" is a paper of the Provider's own
        determined = owned or before.lower() in DETERMINERS or _POSSESSIVE.search(before) is not None
        start, end = tokens[begin][0], tokens[last - 1][1]
        said = _SAID.match(text, end) or _STOOD_FOR.search(text[max(0, start - 30) : start])
        serves = before in ("a", "an") and text[start - 7 : start].endswith((" as a ", " as an "))  # a post, not a term
        is_said = said is not None or before == "attached" or serves or _is_shortened(text, end, words)
        return _Use(start, end, words, determined, is_said, whole, qualifies)

    def _led(self, tokens: Sequence[tuple[int, int, str]], first: int, last: int) -> int:
        """Index of the first token behind the defined terms that lead a stretch: "the Provider's Launch Date"."""
        while first < last:
            end = self._covered(tokens[first][0])
            if not end and (first == last - 1 or not tokens[first][2].lower().startswith(("party", "parties"))):
                break
            first += 1
            while first < last and tokens[first][0] < end:
                first += 1
        return first

    def _covered(self, at: int) -> int:
        """The end of the defined term that holds a character; 0 where none does."""
        index = bisect.bisect_right(self._starts, at) - 1
        return self._defined[index][1] if index >= 0 and at < self._defined[index][1] else 0


def _is_common(words: Sequence[str]) -> bool:
    head = singular(words[-1])
    return head in COMMON and not (len(words) > 1 and head in _HEADS_OF_TERMS)


def _is_quoted(text: str, start: int, at: int) -> bool:
    """Whether a quotation is open at a place of the sentence that starts there."""
    before = text[start:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _is_shortened(text: str, end: int, words: Sequence[str]) -> bool:
    """Whether a short form of these words is defined right behind them: Statement of Work (“SOW”)."""
    match = _SHORT_FORM.match(text, end)
    if match is None:
        return False
    short = match["short"].lower()
    return short == "".join(word[0] for word in words if word != "of").lower() or any(
        word.lower() in short or (word[0].lower() == short[0] and len(short) < len(word)) for word in words
    )


def _runs(text: str, tokens: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Yield index of the first and behind the last token of each stretch of capitalised words; "of" may join two."""
    index = 0
    while index < len(tokens):
        if not _is_capital(tokens[index][2]):
            index += 1
            continue
        last = index + 1
        while last < len(tokens) and text[tokens[last - 1][1] : tokens[last][0]] == " ":
            if _is_capital(tokens[last][2]):
                last += 1
            elif tokens[last][2] == "of" and last + 1 < len(tokens) and _is_capital(tokens[last + 1][2]):
                last += 2
            else:
                break
        yield index, last
        index = last


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not (word.isupper() and len(word) > 1)


def _names(word: str) -> bool:
    return word.lower() in NAMING or word.lower() in PLACES or singular(word) in NAMING
