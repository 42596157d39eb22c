"""Finds the identifiers of a text, or of all texts of a chart: what is one in one of them is hidden in all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from modules.safety.ages import find_ages
from modules.safety.dates import find_dates
from modules.safety.fields import by_field
from modules.safety.identifiers import LEFT, Identifier, Kind, NamedEntities, without_overlaps
from modules.safety.labelled import by_label
from modules.safety.lexicons import FOLDER, Lexicon, folded, shipped
from modules.safety.names import Names
from modules.safety.patterns import by_form, by_look
from modules.safety.places import Places
from modules.safety.words import NOT_NAMES, PARTICLES, STOP

_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST_NAME = 3
_CAPITALS = 0.01  # with fewer among its letters a text is written in small ones throughout
_BLOB = re.compile(r"[!-~]{200,}")  # keys and encoded files: hidden whole, and no pattern has to read them
_UNREAD = re.compile(rf"{_BLOB.pattern}|\s{{200,}}")  # patterns take the square of such a length
_REMEMBERED = 512  # texts
_ENTIRE = frozenset({Kind.PLACE, Kind.ORGANISATION})
_KNOWN_AGAIN = frozenset(
    {
        Kind.RECORD,
        Kind.PLAN,
        Kind.ACCOUNT,
        Kind.LICENCE,
        Kind.VEHICLE,
        Kind.DEVICE,
        Kind.BIOMETRIC,
        Kind.OTHER,
        Kind.PHONE,
        Kind.FAX,
    }
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the visitor has decided on what is hidden.

    Attributes:
        released: words that are hidden no more, folded.
        added: words that are hidden wherever they stand.
        kinds: kinds that are hidden though the law allows them to stay.
    """

    released: frozenset[str] = frozenset()
    added: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What has been found with certainty elsewhere in a chart.

    Attributes:
        names: words of names, folded.
        entire: places, organisations and numbers as they are written, with their kinds.
    """

    names: frozenset[str] = frozenset()
    entire: tuple[tuple[str, Kind], ...] = ()

    def __or__(self, other: Known) -> Known:
        return Known(self.names | other.names, tuple(dict.fromkeys((*self.entire, *other.entire))))


class Finder:
    """Finds identifiers. What it found in the last texts is remembered: a prompt holds the same ones again and again.

    Args:
        entities: the model of named entities.
        lexicon: the lists of names, places and words.
    """

    def __init__(self, entities: NamedEntities, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or shipped()
        self._entities = entities
        self._names, self._places = Names(self.lexicon), Places(self.lexicon)
        self._alone = lru_cache(maxsize=_REMEMBERED)(self._found_alone)

    @cached_property
    def edition(self) -> str:
        """What tells these rules and lists from others: what was found by others is looked for anew."""
        files = sorted([*Path(__file__).parent.glob("*.py"), *FOLDER.iterdir()])
        return hashlib.sha256(b"".join(one.read_bytes() for one in files if one.is_file())).hexdigest()[:12]

    def find(self, text: str, known: Known = Known(), choices: Choices = Choices()) -> list[Identifier]:
        """Return the identifiers of a text in order, those of the kinds that may stay as well.

        Raises:
            AssistantError: the model of named entities cannot be loaded.
        """
        return self.settled(text, self.alone(text), known, choices)

    def alone(self, text: str) -> tuple[Identifier, ...]:
        """Return what a text says by itself; `settled` makes of it what is to be hidden.

        Raises:
            AssistantError: the model of named entities cannot be loaded.
        """
        return self._alone(text)

    def settled(
        self, text: str, alone: Sequence[Identifier], known: Known = Known(), choices: Choices = Choices()
    ) -> list[Identifier]:
        """Return the identifiers of a text in order: what it says by itself, what is known, and what was decided.

        Quick: nothing is searched for anew, so that a decision can be applied to a long chart at once.
        """
        found = [*alone, *_clear_of(_of_form(alone), self._again(text, known | self.known(alone)))]
        found = [one for one in found if folded(one.text) not in choices.released]
        added = [one for word in choices.added for one in _everywhere(text, word)]
        whole = [_whole_word(text, one) if one.kind is Kind.NAME else one for one in (*found, *added)]
        return without_overlaps(text, _ranked(whole))

    def find_all(
        self, texts: Sequence[str], known: Known = Known(), choices: Choices = Choices()
    ) -> list[list[Identifier]]:
        """Return the identifiers of several texts of one chart; a name found in one is found in all.

        Raises:
            AssistantError: the model of named entities cannot be loaded.
        """
        for text in texts:
            known = known | self.known(self.alone(text))
        return [self.find(text, known, choices) for text in texts]

    def _found_alone(self, text: str) -> tuple[Identifier, ...]:
        """Return what a text says by itself."""
        blobs = [Identifier(one.start(), one.end(), Kind.OTHER, one.group()) for one in _BLOB.finditer(text)]
        text = _UNREAD.sub(lambda one: "\0" * len(one.group()), text)
        names, places = self._names, self._places
        formed = [*by_form(text), *by_label(text), *by_look(text), *find_dates(text), *find_ages(text)]
        formed += [*places.addresses(text), *by_field(text, self.lexicon)]
        taken = [one for one in without_overlaps(text, formed) if one.kind not in LEFT]
        entities = self._entities.find(text)
        people = [*names.by_context(text), *names.by_list(text), *names.by_model(text, entities)]
        others = [*places.organisations(text, entities), *places.named(text, entities)]
        left = [one for one in formed if one.kind in LEFT]
        return (*blobs, *taken, *left, *_clear_of(taken, people), *_clear_of(taken, others))

    def known(self, found: Iterable[Identifier]) -> Known:
        """Return what of the identifiers found is to be hidden wherever else it stands."""
        words: set[str] = set()
        entire: dict[tuple[str, Kind], None] = {}
        for one in found:
            if one.kind is Kind.NAME and one.sure:
                words |= {folded(word) for word in _NAME_WORD.findall(one.text)}
            elif (one.kind in _ENTIRE and one.sure) or one.kind in _KNOWN_AGAIN:
                entire[one.text, one.kind] = None
        words = {word.removesuffix("'s") for word in words if len(word) >= _SHORTEST_NAME}
        return Known(frozenset(words - STOP - NOT_NAMES - PARTICLES), tuple(entire))

    def _again(self, text: str, known: Known) -> Iterator[Identifier]:
        small = sum(map(str.isupper, text)) < len(text) * _CAPITALS
        for match in _NAME_WORD.finditer(text) if known.names else ():
            word = re.sub(r"['’]s$", "", match.group())
            if folded(word) not in known.names and not any(
                part in known.names for part in re.split(r"[-'’]", folded(word)) if len(part) > _SHORTEST_NAME
            ):
                continue
            if not word[0].isupper() and self.lexicon.is_ordinary(word) and not (small and self.lexicon.is_given(word)):
                continue
            end = match.start() + len(word)
            if not self._names.is_eponym(text, match.start(), end):
                yield Identifier(match.start(), end, Kind.NAME, word, sure=False)
        said = " ".join(text.split()).lower()
        for written, kind in known.entire:
            if " ".join(written.split()).lower() not in said:
                continue  # a chart knows hundreds, and a pattern for each of them takes its time
            if len(written) >= _SHORTEST_NAME and not (kind in _ENTIRE and self.lexicon.is_ordinary(written)):
                yield from (replace(one, kind=kind) for one in _everywhere(text, written))


def hidden(found: Iterable[Identifier], choices: Choices = Choices()) -> list[Identifier]:
    """Return those that are to be hidden: all but the kinds that may stay."""
    return [one for one in found if one.kind not in LEFT - choices.kinds]


def _whole_word(text: str, one: Identifier) -> Identifier:
    """Return a name with the signs that are joined to it: "ellery7" is put back only where it stands alone."""
    start, end = one.start, one.end
    while start and re.match(r"\w", text[start - 1]) and re.match(r"\w", text[start]):
        start -= 1
    while end < len(text) and re.match(r"\w", text[end]) and re.match(r"\w", text[end - 1]):
        end += 1
    return one if (start, end) == (one.start, one.end) else Identifier(start, end, one.kind, text[start:end], one.sure)


def _everywhere(text: str, written: str) -> Iterator[Identifier]:
    form = r"\s+".join(re.escape(word) for word in written.split())
    for match in re.finditer(rf"(?<!\w){form}(?!\w)", text, re.IGNORECASE):
        yield Identifier(match.start(), match.end(), Kind.NAME, match.group(), sure=False)


def _of_form(found: Iterable[Identifier]) -> list[Identifier]:
    """Return those that have a form or a label of their own, which no name may break up."""
    return [one for one in found if one.kind not in LEFT | {Kind.NAME, Kind.ORGANISATION}]


def _clear_of(taken: Sequence[Identifier], found: Iterable[Identifier]) -> list[Identifier]:
    """Return those that do not lie over what has a form or a label of its own."""
    covered = {place for one in taken for place in range(one.start, one.end)}
    return [one for one in found if covered.isdisjoint(range(one.start, one.end))]


def _ranked(found: Iterable[Identifier]) -> list[Identifier]:
    """Return them so that of two that touch what must be hidden wins over what may stay."""
    kept = list(found)
    covered = {place for one in kept if one.kind not in LEFT for place in range(one.start, one.end)}
    return [one for one in kept if one.kind not in LEFT or covered.isdisjoint(range(one.start, one.end))]
