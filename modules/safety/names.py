"""Names of people in a text: by the words around them, by lists of names, and by what a model takes for one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from modules.safety import name_forms as forms
from modules.safety.identifiers import Entity, Identifier, Kind
from modules.safety.lexicons import folded
from modules.safety.name_words import NameWords, words_of
from modules.safety.words import (
    NOT_NAMES,
    PARTICLES,
    RELATIONS,
    STOP,
    SURE_TITLES,
    TITLES,
)


class Names(NameWords):
    """Finds names with the help of a lexicon.

    Args:
        lexicon: which words are names, and which are not.
    """

    def by_context(self, text: str) -> Iterator[Identifier]:
        """Yield what the words around say is a name."""
        for match in forms.TITLE.finditer(text):
            yield from self._titled(match)
        for form in (
            forms.ROLE,
            forms.ROLE_INSIDE,
            forms.RELATED,
            forms.APPOSED,
            forms.DEGREED,
            forms.SIGNED,
            forms.DESCRIBED,
            forms.BESIDE,
        ):
            for match in form.finditer(text):
                yield from self._named(match, "name", least=1)
        for match in forms.LOWER_ROLE.finditer(text):
            yield from self._spoken(match, sure=True)
        for match in forms.INTRODUCED.finditer(text):
            yield from self._spoken(match, sure=bool(forms.SURE_CUES.fullmatch(match["cue"])))
        for match in forms.GREETED.finditer(text):
            yield from self._spoken(match, sure=False)
        for match in forms.LOWER_RELATED.finditer(text):
            yield from self._spoken(match, sure=False)
        for match in forms.COMMA_NAME.finditer(text):
            yield from self._reversed(match)

    def by_list(self, text: str) -> Iterator[Identifier]:
        """Yield capitalised words that are in the lists: a given name alone, or beside another name."""
        for match in forms.CAPITAL_RUN.finditer(text):
            yield from self._listed(match)
        for match in forms.LINE_OF_NAME.finditer(text):
            words = [word.group() for word in forms.WORD.finditer(match["name"])]
            longer = [word for word in words if len(word) > 1]
            strange = len(longer) > 1 and not any(self._is_plain(word) for word in longer)
            if strange and (self._known.is_given(longer[0]) or match["name"].istitle()):
                yield _identifier(match, "name")
            elif self._is_full(words) and match["name"].istitle():
                yield replace(_identifier(match, "name"), sure=False)
        for match in forms.INITIALLED.finditer(text):
            first, _, last = match["name"].split(" ")
            if not self._is_plain(first) and not self._is_plain(last):
                yield _identifier(match, "name")
        yield from self._lower_pairs(text)

    def by_model(self, text: str, entities: Iterable[Entity]) -> Iterator[Identifier]:
        """Yield what a model took for people, where no word says otherwise."""
        for entity in entities:
            if entity.label != "PERSON":
                continue
            for match in forms.CAPITAL_RUN.finditer(text, entity.start, entity.end):
                span = self._trimmed(text, match.start(), match.end(), loose=True)
                words = [word for word in words_of(text, *span) if len(word) > 1] if span else []
                if span and any(not self._is_plain(word) for word in words) and not self.is_eponym(text, *span):
                    yield Identifier(*span, Kind.NAME, text[slice(*span)], sure=False)

    def _titled(self, match: re.Match[str]) -> Iterator[Identifier]:
        name, title = match["name"], match["title"].lower()
        first = words_of(name, 0, len(name))[0] if words_of(name, 0, len(name)) else name
        capital = name[:1].isupper()
        if folded(first) in STOP or re.fullmatch(rf"(?i){TITLES}|{RELATIONS}", first):
            return
        if not capital:
            certain = title in SURE_TITLES and (
                title in ("dr", "mr", "mrs", "ms") or not self._known.is_ordinary(first)
            )
            formal = title in SURE_TITLES - {"miss"}
            if certain or (self._known.is_name(first) and (formal or not self._known.is_ordinary(first))):
                last = self._next_lower(match.string, match.end("name"))
                yield Identifier(match.start("name"), last, Kind.NAME, match.string[match.start("name") : last])
            return
        if title in SURE_TITLES | {"doctor"} or any(not self._is_plain(word) for word in words_of(name, 0, len(name))):
            start, end = self._trimmed(match.string, match.start("name"), match.end("name"), keep=1) or match.span(
                "name"
            )
            yield Identifier(start, end, Kind.NAME, match.string[start:end])

    def _next_lower(self, text: str, end: int) -> int:
        """Return the end of a name in small letters whose next word is a name, too."""
        following = re.compile(rf"[ \t]+({forms.LETTERS})").match(text, end)
        return following.end() if following and self._known.only_name(following[1]) else end

    def _named(self, match: re.Match[str], group: str, least: int) -> Iterator[Identifier]:
        span = self._trimmed(match.string, match.start(group), match.end(group), loose=True)
        if not span:
            return
        words = [word for word in words_of(match.string, *span) if len(word) > 1]
        telling = [word for word in words if not self._is_plain(word)]
        known = [word for word in words if self._known.is_name(word)]
        if (len(telling) >= least or (len(known) == len(words) > 1)) and not self.is_eponym(match.string, *span):
            yield Identifier(*span, Kind.NAME, match.string[slice(*span)])

    def _spoken(self, match: re.Match[str], *, sure: bool) -> Iterator[Identifier]:
        """Yield the beginning of what was said that is a name: "my name is brian and"; unsure where it may be none."""
        words = list(forms.WORD.finditer(match["name"]))
        taken = 0
        for place, word in enumerate(words):
            text = word.group()
            if folded(text) in STOP or folded(text) in NOT_NAMES or re.fullmatch(rf"(?i){TITLES}|{RELATIONS}", text):
                break
            capital = text[0].isupper()
            if (
                (self._known.only_name(text) and not (text.islower() and self._known.is_inflected(text)))
                or (capital and self._known.is_name(text))
                or (sure and place == 0)
                or (
                    sure and (capital or (self._known.is_name(text) and place < 2) or not self._known.is_ordinary(text))
                )
            ):
                taken = place + 1
            elif place == 0 and (self._is_called(match, word) or self._is_strange(match, text)):
                taken = 1
            elif len(text) == 1 and place + 1 < len(words) and taken:
                continue
            else:
                break
        if taken:
            start, end = match.start("name"), match.start("name") + words[taken - 1].end()
            end -= len("'s") if re.search(r"['’]s$", match.string[start:end]) else 0
            if not self.is_eponym(match.string, start, end):
                yield Identifier(start, end, Kind.NAME, match.string[start:end])

    def _is_called(self, match: re.Match[str], word: re.Match[str]) -> bool:
        """Tell whether somebody is spoken to by a name that is a word as well: "thanks , mark ."."""
        end = match.start("name") + word.end()
        cue = re.match(r"(?i)hi|hello|hey|thank|dear|bye|good|morning|afternoon|evening|nice", match.group())
        sure = re.match(r"(?i)(?:hi|hello|hey)[ ]?,", match.group()) or self._known.is_given(word.group())
        return bool(cue and sure) and bool(re.match(r"[ ]?[,.!?]", match.string[end:]))

    def _is_strange(self, match: re.Match[str], word: str) -> bool:
        """Tell whether behind a greeting or a relation stands a word that no dictionary has."""
        cue = re.match(
            rf"(?i)hi\b|hello|hey|thank|dear|bye|good|morning|afternoon|evening|nice|ok|{RELATIONS}", match.group()
        )
        return bool(cue) and len(word) > 2 and not self._is_plain(word)

    def _reversed(self, match: re.Match[str]) -> Iterator[Identifier]:
        family, given = match["family"], match["given"]
        first = words_of(given, 0, len(given))[0]
        capital = family.isupper() and len(family) > 2
        known = self._known.is_given(first) and (capital or not self._is_plain(family)) and not self._is_month(first)
        clear = capital and not first.isupper() and not self._is_plain(first) and not self._is_plain(family)
        if (known or clear) and self._is_free(match.string, match.start()):
            end = match.start("given")
            for word in forms.WORD.finditer(given):
                if len(word.group()) > 1 and self._is_plain(word.group()):
                    break
                end = match.start("given") + word.end() + (given[word.end() : word.end() + 1] == ".")
            yield Identifier(match.start(), end, Kind.NAME, match.string[match.start() : end])

    def _is_free(self, text: str, start: int) -> bool:
        """Tell whether nothing before shows that a comma stands between two names of a list."""
        return not re.search(rf"{forms.CAPITAL},?[ \t]+(?:and[ \t]+)?$", text[max(0, start - 30) : start])

    def _is_month(self, word: str) -> bool:
        return folded(word)[:3] in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

    def _listed(self, match: re.Match[str]) -> Iterator[Identifier]:
        text = match.string
        words = [
            word
            for word in forms.WORD.finditer(text, match.start(), match.end())
            if folded(word.group()) not in PARTICLES
        ]
        position = 0
        while position < len(words):
            run = [words[position]]
            if not self._begins(words[position].group()):
                position += 1
                continue
            for word in words[position + 1 :]:
                if not self._goes_on(word.group()) or "\n" in text[run[-1].end() : word.start()]:
                    break
                run.append(word)
            position += len(run)
            longer = [word.group() for word in run if len(word.group()) > 1]
            names = sum(self._known.only_name(word) for word in longer)
            given = self._known.is_given(longer[0])
            pair = (
                len(longer) > 1
                and (given or self._known.is_given(longer[-1]))
                and not all(self._is_plain(word) for word in longer)
            )
            inside = not re.search(
                r"(?:[.!?:•*|>-][ \t]*|^|\n[ \t]*)$", text[max(0, run[0].start() - 4) : run[0].start()]
            )
            alone = (
                len(longer) == 1
                and names == 1
                and not longer[0].isupper()
                and (given or (inside and len(longer[0]) > 3))
            )
            start, end = run[0].start(), run[-1].end()
            end -= len("'s") if re.search(r"['’]s$", text[start:end]) else 0
            if (pair or alone) and not self.is_eponym(text, start, end):
                yield Identifier(start, end, Kind.NAME, text[start:end], sure=pair)

    def _is_full(self, words: Sequence[str]) -> bool:
        """Tell whether a line is a given and a family name, though both are words: "Fletcher Hill"."""
        given, family = (*map(folded, words), "", "")[:2]
        known = len(words) == 2 and self._known.is_given(given) and family in self._known.family
        return known and not {given, family} & (STOP | NOT_NAMES)

    def _begins(self, word: str) -> bool:
        return len(word) > 1 and self._known.is_name(word) and folded(word) not in STOP | NOT_NAMES

    def _goes_on(self, word: str) -> bool:
        return len(word) == 1 or (
            not self._is_plain(word) or (self._known.is_name(word) and folded(word) not in STOP | NOT_NAMES)
        )

    def _lower_pairs(self, text: str) -> Iterator[Identifier]:
        """Yield two names beside each other in small letters, neither of them a word: "naomi ryan"."""
        words = [word for word in forms.WORD.finditer(text) if len(word.group()) > 1]
        for first, second in itertools.pairwise(words):
            between = text[first.end() : second.start()]
            pair = first.group(), second.group()
            if not re.fullmatch(r" (?:[a-z]\.? )?", between) or not (pair[0].islower() and pair[1].islower()):
                continue
            if (
                min(map(len, pair)) > 2
                and pair[0] != pair[1]
                and self._known.is_given(pair[0])
                and self._known.only_name(pair[0])
                and not self._is_plain(pair[1])
                and not {*map(folded, pair)} & (STOP | NOT_NAMES)
            ):
                yield Identifier(first.start(), second.end(), Kind.NAME, text[first.start() : second.end()], sure=False)


def _identifier(match: re.Match[str], group: str) -> Identifier:
    return Identifier(match.start(group), match.end(group), Kind.NAME, match[group])
