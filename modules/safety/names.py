"""Names of people in a text: by the words around them, by lists of names, and by what a model takes for one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from modules.safety.identifiers import Entity, Identifier, Kind
from modules.safety.lexicons import Lexicon, folded
from modules.safety.words import (
    CLINICAL,
    DEGREES,
    EPONYMS,
    NOT_NAMES,
    PARTICLES,
    RELATIONS,
    ROLES,
    STOP,
    SURE_TITLES,
    TITLES,
)

_LETTERS = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_PARTICLE = r"(?:van|von|der|den|de|di|da|del|della|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|y|e|of|st\.?)"
_CAPITAL = r"(?:[^\W\d_a-zß-ÿ][^\W\d_]*\.?(?:['’-][^\W\d_]+)*)"
_RUN = rf"{_CAPITAL}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}{_CAPITAL}){{0,4}}"
_FULL = rf"(?:{_CAPITAL}(?:[ -]{_CAPITAL})?,[ \t]*)?{_RUN}"
_LOWER_RUN = rf"{_LETTERS}(?:[ \t]+{_LETTERS}){{0,3}}"
_COMMA_NAME = re.compile(
    rf"\b(?P<family>{_CAPITAL}(?:[ -]{_CAPITAL})?),[ \t]*(?P<given>{_CAPITAL}(?:[ \t]+{_CAPITAL}){{0,2}})"
)
_TITLE = re.compile(
    rf"\b(?P<title>(?i:{TITLES}))\b(?P<dot> ?\.?)[ \t]+(?P<name>(?:{_PARTICLE}[ \t]+){{0,2}}{_RUN}|{_LETTERS})"
)
_ROLE = re.compile(
    rf"(?:^|(?<=[\n|;,.(>\t])|(?<=  ))[ \t>*#-]*(?P<role>(?i:{ROLES}))(?P<sign>[ \t]*[:=|–—(,\n][ \t\n|]*|[ \t]{{2,}})(?P<name>{_FULL})",
    re.M,
)
_ROLE_INSIDE = re.compile(rf"\b(?P<role>(?i:{ROLES}))[ \t]*[:=][ \t]*(?P<name>{_FULL})")
_LOWER_ROLE = re.compile(
    rf"(?i)\b(?:(?:patient|full|first|last|maiden|middle|family|given|sur|pet|nick)(?: |-|['’]s )?names?|name)(?:['’]s)?(?: is|:|\?| was|=)+[ \t]*(?P<name>{_LOWER_RUN})"
)
_INTRODUCED = re.compile(
    rf"(?i)\b(?P<cue>my name['’]?s|my name is|name is|named|people call me|calls? me|called|goes by|known as|i['’]?m|i am|this is|it['’]?s|"
    rf"you['’]?re|you must be|are you|is this|with me (?:today )?is|speaking with|meet|i have)[ \t]+(?:(?:{TITLES})\.?[ \t]+)?(?P<name>{_LOWER_RUN})"
)
_SURE_CUES = re.compile(r"(?i)my name['’]?s|my name is|people call me|calls? me|goes by|known as|named")
_GREETED = re.compile(
    rf"(?i)\b(?:hi|hello|hey|morning|afternoon|evening|thanks|thank you|dear|bye|goodbye|welcome|okay|ok|alright|so|well|nice to (?:see|meet) you|good to see you|sorry|please|yes|no|right|sure)[ ,]{{1,3}}(?:there[ ,]+)?(?P<name>{_LOWER_RUN})"
)
_RELATED = re.compile(
    rf"\b(?i:(?:{RELATIONS}))s?(?:[ \t]*\(|,[ \t]*|[ \t]+(?:named|called|is|and|was)?[ \t]*|[ \t]*[:–—-][ \t]*)(?P<name>{_RUN})"
)
_LOWER_RELATED = re.compile(rf"(?i)\b(?:{RELATIONS})[ ,]{{1,3}}(?:(?:is|named|called)[ ]+)?(?P<name>{_LOWER_RUN})")
_APPOSED = re.compile(
    rf"(?P<name>{_RUN})[ \t]*[(,][ \t]*(?:(?:his|her|their|the|my)[ \t]+)?(?:patient['’]s[ \t]+)?(?:{RELATIONS})\b"
)
_DESCRIBED = re.compile(
    rf"(?P<name>{_RUN}),?[ \t]+(?:is|was)[ \t]+(?:an?|the|now|currently)?[ \t]*(?:[a-z]+[ \t]+){{0,2}}\d{{1,3}}[- ]?(?:y|m|w|d)"
)
_BESIDE = re.compile(
    rf"\b(?i:discussed|follow(?:ed|ing)?[ -]?up|followup|spoke|spoken|talked|met|conversation|appointment|lives?|living|home|"
    rf"accompanied|seen|examined|evaluated|assessed|reviewed|referred|brought in|brought|performed|assisted|supervised|"
    rf"treated|called|telephoned|paged|informed|notified|consulted|ordered|confirmed|agreed)[ \t]+(?:(?:with|by|to|in)[ \t]+)?(?P<name>{_RUN})"
)
_DEGREED = re.compile(rf"(?P<name>{_FULL}),?[ \t]+\(?(?:{DEGREES})\b(?!['’])")
_WORD = re.compile(_LETTERS)
_CAPITAL_RUN = re.compile(_RUN)
_SIGNED = re.compile(rf"(?m)^[ \t]*(?:[-–—~/]+|/s/)[ \t]*(?P<name>{_RUN})[ \t]*$")
_LINE_OF_NAME = re.compile(
    rf"(?m)(?:^[ \t>*-]*|\|[ \t]*)(?P<name>{_LETTERS}(?:[ \t]+(?:[^\W\d_]\.?|{_LETTERS})){{1,3}})[ \t]*(?:$|(?=\|))"
)
_CONTRACTED = re.compile(r"(?:n't|'(?:ll|ve|re|d|m))$")


class Names:
    """Finds names with the help of a lexicon.

    Args:
        lexicon: which words are names, and which are not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon

    def by_context(self, text: str) -> Iterator[Identifier]:
        """Yield what the words around say is a name."""
        for match in _TITLE.finditer(text):
            yield from self._titled(match)
        for form in (_ROLE, _ROLE_INSIDE, _RELATED, _APPOSED, _DEGREED, _SIGNED, _DESCRIBED, _BESIDE):
            for match in form.finditer(text):
                yield from self._named(match, "name", least=1)
        for match in _LOWER_ROLE.finditer(text):
            yield from self._spoken(match, sure=True)
        for match in _INTRODUCED.finditer(text):
            yield from self._spoken(match, sure=bool(_SURE_CUES.fullmatch(match["cue"])))
        for match in _GREETED.finditer(text):
            yield from self._spoken(match, sure=False)
        for match in _LOWER_RELATED.finditer(text):
            yield from self._spoken(match, sure=False)
        for match in _COMMA_NAME.finditer(text):
            yield from self._reversed(match)

    def by_list(self, text: str) -> Iterator[Identifier]:
        """Yield capitalised words that are in the lists: a given name alone, or beside another name."""
        for match in _CAPITAL_RUN.finditer(text):
            yield from self._listed(match)
        for match in _LINE_OF_NAME.finditer(text):
            words = [word.group() for word in _WORD.finditer(match["name"])]
            longer = [word for word in words if len(word) > 1]
            strange = len(longer) > 1 and not any(self._is_plain(word) for word in longer)
            if strange and (self._known.is_given(longer[0]) or match["name"].istitle()):
                yield _identifier(match, "name")
        yield from self._lower_pairs(text)

    def by_model(self, text: str, entities: Iterable[Entity]) -> Iterator[Identifier]:
        """Yield what a model took for people, where no word says otherwise."""
        for entity in entities:
            if entity.label != "PERSON":
                continue
            for match in _CAPITAL_RUN.finditer(text, entity.start, entity.end):
                span = self._trimmed(text, match.start(), match.end(), loose=True)
                words = [word for word in _words(text, *span) if len(word) > 1] if span else []
                if span and any(not self._is_plain(word) for word in words) and not self.is_eponym(text, *span):
                    yield Identifier(*span, Kind.NAME, text[slice(*span)], sure=False)

    def is_eponym(self, text: str, start: int, end: int) -> bool:
        """Tell whether a name stands for a disease, a sign or a device: "Crohn's", "Foley catheter"."""
        words = _words(text, start, end)
        last = folded(words[-1]) if words else ""
        base = last.removesuffix("'s").rstrip("'")
        if len(words) > 1 and base not in EPONYMS:
            return False
        if CLINICAL.match(text, end) or (last != base and CLINICAL.match(text, end - len(last) + len(base))):
            return True
        possessive = last != base or re.match(r"['’]s\b", text[end : end + 2])
        return base in EPONYMS and bool(possessive) and self._is_bare(text, start)

    def _is_bare(self, text: str, start: int) -> bool:
        before = re.search(rf"({_LETTERS})\.?[ \t]+$", text[max(0, start - 20) : start])
        return before is None or not re.fullmatch(TITLES, before[1].lower())

    def _titled(self, match: re.Match[str]) -> Iterator[Identifier]:
        name, title = match["name"], match["title"].lower()
        first = _words(name, 0, len(name))[0] if _words(name, 0, len(name)) else name
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
        if title in SURE_TITLES | {"doctor"} or any(not self._is_plain(word) for word in _words(name, 0, len(name))):
            start, end = self._trimmed(match.string, match.start("name"), match.end("name"), keep=1) or match.span(
                "name"
            )
            yield Identifier(start, end, Kind.NAME, match.string[start:end])

    def _next_lower(self, text: str, end: int) -> int:
        """Return the end of a name in small letters whose next word is a name, too."""
        following = re.compile(rf"[ \t]+({_LETTERS})").match(text, end)
        return following.end() if following and self._known.only_name(following[1]) else end

    def _named(self, match: re.Match[str], group: str, least: int) -> Iterator[Identifier]:
        span = self._trimmed(match.string, match.start(group), match.end(group), loose=True)
        if not span:
            return
        words = [word for word in _words(match.string, *span) if len(word) > 1]
        telling = [word for word in words if not self._is_plain(word)]
        known = [word for word in words if self._known.is_name(word)]
        if (len(telling) >= least or (len(known) == len(words) > 1)) and not self.is_eponym(match.string, *span):
            yield Identifier(*span, Kind.NAME, match.string[slice(*span)])

    def _spoken(self, match: re.Match[str], *, sure: bool) -> Iterator[Identifier]:
        """Yield the beginning of what was said that is a name: "my name is brian and"; unsure where it may be none."""
        words = list(_WORD.finditer(match["name"]))
        taken = 0
        for place, word in enumerate(words):
            text = word.group()
            if folded(text) in STOP or folded(text) in NOT_NAMES or re.fullmatch(rf"(?i){TITLES}|{RELATIONS}", text):
                break
            capital = text[0].isupper()
            if (
                self._known.only_name(text)
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
        first = _words(given, 0, len(given))[0]
        capital = family.isupper() and len(family) > 2
        known = self._known.is_given(first) and (capital or not self._is_plain(family)) and not self._is_month(first)
        clear = capital and not first.isupper() and not self._is_plain(first) and not self._is_plain(family)
        if (known or clear) and self._is_free(match.string, match.start()):
            end = match.start("given")
            for word in _WORD.finditer(given):
                if len(word.group()) > 1 and self._is_plain(word.group()):
                    break
                end = match.start("given") + word.end() + (given[word.end() : word.end() + 1] == ".")
            yield Identifier(match.start(), end, Kind.NAME, match.string[match.start() : end])

    def _is_free(self, text: str, start: int) -> bool:
        """Tell whether nothing before shows that a comma stands between two names of a list."""
        return not re.search(rf"{_CAPITAL},?[ \t]+(?:and[ \t]+)?$", text[max(0, start - 30) : start])

    def _is_month(self, word: str) -> bool:
        return folded(word)[:3] in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

    def _listed(self, match: re.Match[str]) -> Iterator[Identifier]:
        text = match.string
        words = [
            word for word in _WORD.finditer(text, match.start(), match.end()) if folded(word.group()) not in PARTICLES
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

    def _begins(self, word: str) -> bool:
        return len(word) > 1 and self._known.is_name(word) and folded(word) not in STOP | NOT_NAMES

    def _goes_on(self, word: str) -> bool:
        return len(word) == 1 or (
            not self._is_plain(word) or (self._known.is_name(word) and folded(word) not in STOP | NOT_NAMES)
        )

    def _lower_pairs(self, text: str) -> Iterator[Identifier]:
        """Yield two names beside each other in small letters, neither of them a word: "naomi ryan"."""
        words = list(_WORD.finditer(text))
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

    def _is_plain(self, word: str) -> bool:
        """Tell whether a word is no name by itself."""
        plain = folded(word).removesuffix("'s")
        if (
            plain in STOP
            or plain in NOT_NAMES
            or plain in PARTICLES
            or _CONTRACTED.search(plain)
            or re.fullmatch(rf"{TITLES}|{DEGREES.lower()}", plain)
        ):
            return True
        if len(word) > 1 and word.isupper() and len(word) <= 4 and not self._known.is_given(word):
            return True  # an abbreviation
        return self._known.is_ordinary(word)

    def _trimmed(
        self, text: str, start: int, end: int, keep: int = 0, *, loose: bool = False
    ) -> tuple[int, int] | None:
        """Return a run without titles before and plain words behind the name; None where nothing is left."""
        words = list(_WORD.finditer(text, start, end))
        while words and (
            re.fullmatch(rf"(?i){TITLES}", words[0].group()) or folded(words[0].group()) in STOP | NOT_NAMES
        ):
            words = words[1:]
        spare = int(loose)
        while (
            len(words) > keep
            and self._is_plain(words[-1].group())
            and not (len(words[-1].group()) > 1 and self._is_surname(words))
            and not (spare and self._may_end(words))
        ):
            words = words[:-1]
        while len(words) > max(keep, 1) and re.fullmatch(DEGREES, words[-1].group()):
            words = words[:-1]
        if not words:
            return None
        last = words[-1].end() - (len("'s") if re.search(r"['’]s$", words[-1].group()) else 0)
        return words[0].start(), last + (len(words[-1].group()) == 1 and text[last : last + 1] == ".")

    def _may_end(self, words: Sequence[re.Match[str]]) -> bool:
        """Tell whether a plain word may be the family name behind a word that is a name: "Dr. Ugurkan Natal"."""
        last, before = words[-1].group(), [word.group() for word in words[:-1] if len(word.group()) > 1]
        plain = folded(last)
        return (
            last[0].isupper()
            and len(last) > 2
            and plain not in STOP | NOT_NAMES | PARTICLES
            and not re.fullmatch(rf"(?i){TITLES}|{RELATIONS}|{DEGREES}", last)
            and bool(before)
            and not self._is_plain(before[-1])
        )

    def _is_surname(self, words: Sequence[re.Match[str]]) -> bool:
        """Tell whether a plain word behind names is a family name: "Margaret Hall"."""
        last = folded(words[-1].group())
        before = [word.group() for word in words[:-1] if len(word.group()) > 1]
        return (
            last not in STOP | NOT_NAMES
            and last in self._known.family
            and any(map(self._known.is_given, before))
            and words[-1].group()[0].isupper()
        )


def _words(text: str, start: int, end: int) -> list[str]:
    return [word.group() for word in _WORD.finditer(text, start, end)]


def _identifier(match: re.Match[str], group: str) -> Identifier:
    return Identifier(match.start(group), match.end(group), Kind.NAME, match[group])
