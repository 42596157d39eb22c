"""The numbers that Word prints before paragraphs ("1.2", "(a)", "iii") and does not store in their text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from modules.adapters.readers.archive import Element, attribute, child, local

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered: format, pattern such as "%1.%2", and its first number."""

    format: str = "decimal"
    pattern: str = ""
    start: int = 1
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted.

    Attributes:
        levels: numId -> level -> how it is numbered.
        abstract: numId -> the list that it shares its counting with.
        counts: shared list -> level -> last number given.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number_id: str, depth: int) -> str:
        """Count a paragraph and return its printed number, or its bullet; "" where it has neither."""
        levels = self.levels.get(number_id, {})
        level = levels.get(depth)
        if level is None or level.format in ("bullet", "none"):
            return "•" if level and level.format == "bullet" else ""
        counts = self.counts.setdefault(self.abstract[number_id], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        text = level.pattern
        for upper in range(depth + 1):
            above = levels.get(upper, Level())
            text = text.replace(f"%{upper + 1}", printed(counts.setdefault(upper, above.start), above.format))
        return text.strip()

    def of_style(self, style: str) -> tuple[str, int] | None:
        """Return the list and level that a paragraph style is tied to by the list itself."""
        for number_id, levels in self.levels.items():
            for depth, level in levels.items():
                if level.style == style:
                    return number_id, depth
        return None


def read_numbering(root: Element | None) -> Numbering:
    """Read word/numbering.xml."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {attribute(e, "abstractNumId"): _levels(e) for e in root if local(e) == "abstractNum"}
    for entry in root:
        if local(entry) != "num":
            continue
        number_id, link = attribute(entry, "numId"), child(entry, "abstractNumId")
        shared = attribute(link, "val") if link is not None else ""
        levels = dict(abstract.get(shared, {}))
        overrides = [e for e in entry if local(e) == "lvlOverride"]
        for override in overrides:
            _override(levels, override)
        numbering.levels[number_id] = levels
        numbering.abstract[number_id] = f"{shared}/{number_id}" if overrides else shared
    return numbering


def _levels(abstract: Element) -> dict[int, Level]:
    return {int(attribute(e, "ilvl") or 0): _level(e) for e in abstract if local(e) == "lvl"}


def _level(element: Element) -> Level:
    def value(name: str) -> str:
        found = child(element, name)
        return attribute(found, "val") if found is not None else ""

    start = value("start")
    return Level(value("numFmt") or "decimal", value("lvlText"), int(start) if start.isdigit() else 1, value("pStyle"))


def _override(levels: dict[int, Level], element: Element) -> None:
    depth = int(attribute(element, "ilvl") or 0)
    whole, start = child(element, "lvl"), child(element, "startOverride")
    level = _level(whole) if whole is not None else levels.get(depth, Level())
    if start is not None and attribute(start, "val").isdigit():
        level = Level(level.format, level.pattern, int(attribute(start, "val")), level.style)
    levels[depth] = level


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # Word goes on with aa, bb, cc


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def printed(number: int, form: str) -> str:
    """Return a number in a format of Word's, such as "lowerRoman"."""
    return _FORMATS.get(form, str)(number) if 0 < number < 5_000 else str(number)
