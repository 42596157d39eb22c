"""Addresses and places smaller than a state, and the names of organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations_with_replacement

from modules.safety import place_forms as forms
from modules.safety.identifiers import Entity, Identifier, Kind
from modules.safety.lexicons import Lexicon, folded
from modules.safety.words import EPONYMS, NOT_NAMES, STOP

_SHORTENED = frozenset({"st.", "ste.", "ft.", "mt.", "pt.", "n.", "s.", "e.", "w."})


class Places:
    """Finds places with the help of a lexicon.

    Args:
        lexicon: which words are places, and which are not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon

    def addresses(self, text: str) -> Iterator[Identifier]:
        """Yield streets, boxes, postcodes, and what stands behind "address"."""
        for form in forms.ADDRESSES:
            for match in form.finditer(text):
                if not forms.UNITS.match(match.group()) and (form is not forms.CITY_STATE or self._is_city(match)):
                    more = (
                        forms.MORE.match(text, match.end())
                        if match.group()[0].isalnum() and " " in match.group()
                        else None
                    )
                    yield self._place(text, match.start(), more.end() if more else match.end())
        for cue in forms.SAID.finditer(text):
            said = (
                "address" in cue.group().lower() and forms.SAID_ADDRESS.match(text, cue.end())
            ) or forms.SAID_CHUNK.match(text, cue.end())
            if said and not forms.UNITS.match(said.group()):
                more = forms.MORE.match(text, said.end("address"))
                yield self._place(text, said.start("address"), more.end() if more else said.end("address"))
        yield from self._lines(text)

    def named(self, text: str, entities: Iterable[Entity]) -> Iterator[Identifier]:
        """Yield cities and counties, by their names and by what a model says; also countries, which may stay."""
        for match in forms.IN_PLACE.finditer(text):
            yield from self._in_place(match)
        for entity in entities:
            name = text[entity.start : entity.end]
            if entity.label in ("GPE", "LOC", "FAC") and self._may_be_place(name):
                kind = Kind.ORIGIN if self._is_large(name) else Kind.PLACE
                yield Identifier(entity.start, entity.end, kind, name, sure=folded(name) in self._known.places)
            elif entity.label == "NORP":
                yield Identifier(entity.start, entity.end, Kind.ORIGIN, name)
        for match in re.finditer(rf"\b{forms.CAPITAL}(?:[ -]{forms.CAPITAL}){{0,3}}", text):
            words = list(re.finditer(r"\S+", match.group()))
            for first, last in combinations_with_replacement(words, 2):
                start, end = match.start() + first.start(), match.start() + last.end()
                if self._is_large(text[start:end]):
                    yield Identifier(start, end, Kind.ORIGIN, text[start:end])
                    if code := re.compile(
                        r",? (\d{4,6})(?:-\d{4})?(?!\w|[.,]\d| ?(?:mg|ml|units?|patients|people))"
                    ).match(text, end):
                        yield Identifier(code.start(1), code.end(1), Kind.PLACE, code[1])
        for match in forms.NATIONALITY.finditer(text):
            if not self._known.is_name(match.group()) and match.start() > 0:
                yield Identifier(match.start(), match.end(), Kind.ORIGIN, match.group())

    def organisations(self, text: str, entities: Iterable[Entity]) -> Iterator[Identifier]:
        """Yield the names of firms, hospitals and schools."""
        for match in forms.ORGANISATION.finditer(text):
            words = re.findall(r"[^\W\d_][\w'’.-]*", match.group())
            telling = [
                word for word in words[:-1] if not forms.CLINICAL_WORDS.fullmatch(word) and folded(word) not in STOP
            ]
            listed = (
                " and " in match.group()
                and match.group().endswith(words[-1])
                and not forms.KIND_OF_FIRM.search(words[-1])
            )
            if telling and (
                not listed or all(self._known.is_name(word.rstrip(".,")) for word in words if word != "and")
            ):
                start = match.start() + match.group().index(telling[0])
                yield Identifier(start, match.end(), Kind.ORGANISATION, text[start : match.end()])
        for match in forms.WORKS.finditer(text):
            yield Identifier(match.start("name"), match.end("name"), Kind.ORGANISATION, match["name"])
        yield from self._above_addresses(text)
        for entity in entities:
            name = text[entity.start : entity.end]
            words = re.findall(r"[^\W\d_][\w'’.-]*", name)
            if entity.label == "ORG" and len(words) > 1 and not re.search(r"[\n/|]", name) and self._telling(words):
                yield Identifier(entity.start, entity.end, Kind.ORGANISATION, name, sure=False)

    def _is_city(self, match: re.Match[str]) -> bool:
        """Tell whether a town stands before a state, and no person before a degree: "Lucian Ferreira, MD"."""
        name = match["city"]
        words = name.split()
        if match.group().endswith(("MD", "PA")) and self._known.is_name(words[0]):
            return folded(name) in self._known.places
        return folded(name) in self._known.places or any(
            not self._known.is_ordinary(word) and folded(word) not in STOP | NOT_NAMES for word in words
        )

    def _telling(self, words: list[str]) -> bool:
        plain = [
            word
            for word in words
            if self._known.is_ordinary(word) or folded(word) in STOP | NOT_NAMES or word.isupper()
        ]
        return all(word[0].isupper() or folded(word) in STOP for word in words) and len(plain) < len(words)

    def _in_place(self, match: re.Match[str]) -> Iterator[Identifier]:
        words = _of_one_sentence(match["place"].split(" "))
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count]).rstrip(".,")
            start = match.start("place")
            if self._is_large(name):
                return
            said = bool(forms.LIVES.search(match.string[:start]))
            strange = count == len(words) and self._is_strange(words, said=said)
            listed = folded(name) in self._known.places and (
                not self._known.is_ordinary(name) or forms.LIVES.search(match.string[:start])
            )
            if listed or strange or (match["code"] and count == len(words) and self._may_be_place(name)):
                end = match.end("code") if match["code"] and count == len(words) else start + len(name)
                yield Identifier(start, end, Kind.PLACE, match.string[start:end])
                return

    def _is_strange(self, words: list[str], *, said: bool) -> bool:
        """Tell whether behind "in" stands what no dictionary has; behind "lives in" anything with a capital."""
        plain = [word for word in words if self._known.is_ordinary(word) or folded(word) in NOT_NAMES | STOP | EPONYMS]
        short = 3 if said else 40  # abbreviations; a name in capitals is longer
        clinical = any(
            forms.CLINICAL_WORDS.fullmatch(word) or (word.isupper() and len(word) <= short) for word in words
        )
        if said and any(word.isupper() for word in words):
            return not clinical and not plain
        return not clinical and (not plain if not said else folded(words[0]) not in NOT_NAMES | STOP)

    def _may_be_place(self, name: str) -> bool:
        plain = folded(name)
        if len(plain) < 3 or not name[0].isupper() or any(sign.isdigit() for sign in name) or "\n" in name:
            return False
        words = plain.split()
        if words[0].removesuffix("'s") in EPONYMS and plain not in self._known.places:
            return False
        return plain in self._known.places or not all(
            self._known.is_ordinary(word) or word in STOP | NOT_NAMES for word in words
        )

    def _is_large(self, name: str) -> bool:
        return folded(name).removeprefix("the ").removesuffix("'s") in self._known.countries

    def _lines(self, text: str) -> Iterator[Identifier]:
        """Yield blocks of lines that are an address: after a line with street and number those that may go on."""
        lines = list(forms.LINE.finditer(text))
        inside, ended = 0, 0
        for line in lines:
            content = line["line"]
            inside = inside if text.count("\n", ended, line.start()) < 2 else 0
            ended = line.end()
            whole = any(form.fullmatch(content) for form in forms.ADDRESSES)
            if whole or (
                forms.LINE_ADDRESS.fullmatch(content) and not forms.UNITS.match(content) and self._is_street(content)
            ):
                inside = 4
            elif inside and forms.LINE_FOLLOWS.fullmatch(content) and not _is_heading(content):
                inside -= 1
            else:
                inside = 0
                continue
            yield self._place(text, line.start("line"), line.end("line"))

    def _above_addresses(self, text: str) -> Iterator[Identifier]:
        """Yield the lines above the first of an address: who lives or works there, as on an envelope."""
        places = {one.start for one in self._lines(text)}
        lines = list(forms.LINE.finditer(text))
        for at, line in enumerate(lines):
            if line.start("line") not in places or not (at and line["line"][0].isalnum()):
                continue
            for above in reversed(lines[max(0, at - forms.ENVELOPE) : at]):
                words = re.findall(r"[^\W\d_][\w'’.-]*", above["line"])
                if above.start("line") in places or not (
                    forms.ENVELOPE_LINE.fullmatch(above["line"]) and self._telling(words)
                ):
                    break
                yield Identifier(above.start("line"), above.end("line"), Kind.ORGANISATION, above["line"], sure=False)

    def _is_street(self, line: str) -> bool:
        words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", line) if len(word) > 2]
        unknown = [word for word in words if not self._known.is_ordinary(word)]
        return (
            bool(words)
            and all(word[0].isupper() or folded(word) in STOP | {"des", "rue"} or len(word) < 4 for word in words)
            and len(unknown) * 2 >= len(words)
        )

    def _place(self, text: str, start: int, end: int) -> Identifier:
        found = text[start:end].rstrip(" ,.\n")
        lead = len(found) - len(found.lstrip(" ,\n"))
        return Identifier(start + lead, start + len(found), Kind.PLACE, found[lead:])


def _of_one_sentence(words: Sequence[str]) -> list[str]:
    """Return words up to the end of a sentence: "Zambia. His" is one place, "St. Ives" another."""
    for count, word in enumerate(words, 1):
        if word.endswith(".") and folded(word) not in _SHORTENED:
            return [*words[: count - 1], word.rstrip(".")]
    return list(words)


def _is_heading(line: str) -> bool:
    return line.endswith(":") or (line.isupper() and len(line) > 24)
