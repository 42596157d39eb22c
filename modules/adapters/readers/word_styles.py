"""What Word's paragraph styles say of outline levels and lists."""

from __future__ import annotations

from dataclasses import dataclass

from modules.adapters.readers.archive import Element, attribute, child, local


@dataclass(slots=True)
class Style:
    """What a paragraph style brings along: outline level from 1 (0: none) and a list."""

    level: int = 0
    number: tuple[str, int] | None = None


def read_styles(root: Element | None) -> dict[str, Style]:
    """Return what each paragraph style means, with what it inherits."""
    found = {attribute(e, "styleId"): e for e in (root if root is not None else ()) if local(e) == "style"}

    def resolve(style_id: str, depth: int = 0) -> Style:
        element = found.get(style_id)
        if element is None or depth > 10:
            return Style()
        based = child(element, "basedOn")
        style = resolve(attribute(based, "val"), depth + 1) if based is not None else Style()
        level = outline_of(child(element, "pPr")) or _named_level(element)
        return Style(level or style.level, list_of(child(element, "pPr"), style.number))

    return {style_id: resolve(style_id) for style_id in found}


def _named_level(style: Element) -> int:
    name = child(style, "name")
    words = attribute(name, "val").lower().split() if name is not None else []
    if words == ["title"]:
        return 1
    return int(words[1]) if len(words) == 2 and words[0] == "heading" and words[1].isdigit() else 0


def style_id_of(properties: Element | None) -> str:
    """Return the id of the style that a paragraph's properties name; "" where they name none."""
    named = child(properties, "pStyle")
    return attribute(named, "val") if named is not None else ""


def outline_of(properties: Element | None) -> int:
    """Return the outline level, from 1, that paragraph properties give; 0 for none."""
    level = child(properties, "outlineLvl")
    value = attribute(level, "val") if level is not None else ""
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def list_of(properties: Element | None, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
    """Return the list (its numId) and level that paragraph properties give, or what is inherited."""
    listed = child(properties, "numPr")
    if listed is None:
        return inherited
    number, depth = child(listed, "numId"), child(listed, "ilvl")
    number_id = attribute(number, "val") if number is not None else (inherited[0] if inherited else "")
    level = attribute(depth, "val") if depth is not None else ""
    return (number_id, int(level) if level.isdigit() else 0) if number_id not in ("", "0") else None
