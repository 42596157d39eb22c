"""The fields of a template: what all its tags say of them, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from modules.adapters.template_language import Fault, Tag, Use, uses_of
from modules.core.forms import Field, FieldKind, any_of

_BY_ENDING = (
    ("date", FieldKind.DATE),
    ("days", FieldKind.DAYS),
    ("months", FieldKind.MONTHS),
    ("years", FieldKind.YEARS),
    ("percent", FieldKind.PERCENT),
    ("fee", FieldKind.MONEY),
    ("price", FieldKind.MONEY),
    ("amount", FieldKind.MONEY),
)


def fields_of(tags: Iterable[Tag]) -> tuple[list[Field], list[str]]:
    """Return the fields in the order of their first use, and what is wrong with the template, a sentence each."""
    faults: list[str] = []
    uses: dict[str, list[Use]] = {}
    for use in uses_of(tags, faults):
        uses.setdefault(use.name, []).append(use)
    found = []
    for name, same in uses.items():
        try:
            found.append(_field(name, same))
        except Fault as fault:
            faults.append(f"The field “{name}” {fault}: see {same[0].tag.place}.")
    return found, faults


def _field(name: str, uses: Sequence[Use]) -> Field:
    """Put together what all the places say about one field."""
    kind = _kind(name, uses)
    options: dict[str, str] = {}
    for use in uses:
        for option, value in use.options.items():
            if options.setdefault(option, value) != value:
                raise Fault(f"has two different texts as “{option}”")
    choices = tuple(dict.fromkeys(choice for use in uses for choice in use.choices))
    compared = tuple(dict.fromkeys(use.compared for use in uses if use.compared is not None))
    if kind is FieldKind.CHOICE:
        if missing := [one for one in compared if choices and one not in choices]:
            raise Fault(f"is compared with “{missing[0]}”, which is not among its choices")
        choices = choices or compared
        if len(choices) < 2:
            raise Fault('is a choice of fewer than two: list them as choice("one", "other")')
    elif compared:
        raise Fault("is compared with a text, which only a choice can be")
    return Field(
        name,
        kind,
        options.get("label") or _label(name),
        options.get("help", ""),
        options.get("default", ""),
        choices,
        options.get("topic", name) if kind is FieldKind.FREE_TEXT else "",
        optional=any(use.printed for use in uses) and any(not use.printed and use.compared is None for use in uses),
        section=uses[0].tag.section,
        needed=any_of(*(use.kept for use in uses)),
    )


def _kind(name: str, uses: Sequence[Use]) -> FieldKind:
    named = list(dict.fromkeys(use.kind for use in uses if use.kind is not None))
    if len(named) > 1:
        raise Fault(f"is of two kinds, {named[0]} and {named[1]}")
    if named:
        if named[0] is FieldKind.YES_NO and any(use.printed for use in uses):
            raise Fault("is a yes or no, and is printed somewhere")
        return named[0]
    if any(use.compared is not None for use in uses):
        return FieldKind.CHOICE
    if not any(use.printed for use in uses):
        return FieldKind.YES_NO
    return next((kind for ending, kind in _BY_ENDING if name.lower().split("_")[-1] == ending), FieldKind.TEXT)


def _label(name: str) -> str:
    words = [word.upper() if len(word) == 1 else word for word in name.split("_") if word]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]
