"""A formula sheet: the formulas of a course, each with what its symbols stand for where the material says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.domains.education.formulas import formulas_in, symbol_meanings
from modules.domains.education.material import Material, Role, Section

_READ = (Role.TEXT, Role.DEFINITION, Role.FORMULA, Role.SUMMARY)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol, what it stands for in the material's words, and the statement that says so."""

    symbol: str
    meaning: str
    source: Citation


@dataclass(frozen=True, slots=True)
class SheetFormula:
    """A formula as the material writes it.

    Attributes:
        text: on one line; it ends with "…" where the material breaks it off.
        section: path of the section that gives it first.
        source: the statement that it stands in.
        symbols: those that the same section explains, in the order of the formula.
    """

    text: str
    section: tuple[str, ...]
    source: Citation
    symbols: tuple[Symbol, ...] = ()


def formula_sheet(material: Material) -> tuple[SheetFormula, ...]:
    """Return the formulas of a course in reading order, each once. Calculations of one case in numbers are left out."""
    found: dict[str, SheetFormula] = {}
    for section, statement in material.statements(*_READ):
        for formula in formulas_in(statement.text):
            text = f"{formula.text} + …" if formula.open else formula.text
            bare = re.sub(r"[\s.]", "", formula.text)
            if bare not in found:
                symbols = _symbols(formula.symbols, section)
                found[bare] = SheetFormula(text, section.path, statement.place, symbols)
    return tuple(found.values())


def _symbols(wanted: tuple[str, ...], section: Section) -> tuple[Symbol, ...]:
    known: dict[str, Symbol] = {}
    for statement in section.statements:
        for symbol, meaning in symbol_meanings(statement.text):
            if symbol in wanted:
                known.setdefault(symbol, Symbol(symbol, meaning, statement.place))
    return tuple(known[symbol] for symbol in wanted if symbol in known)
