"""A contract with one defect, and whether a finding is about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from modules.core.findings import Finding
from modules.core.types import Page
from modules.domains.legal.contract import Contract


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a contract's text with what stands there instead.

    Attributes:
        start, end: offsets into the contract's text.
        text: the new words.
        told: the part of the new words that a finding should cite; all of them by default.
        names: what the finding's title or explanation should name, where nothing is left to cite.
    """

    start: int
    end: int
    text: str
    told: str = ""
    names: str = ""


Planter = Callable[[Contract, Random], Edit | None]


@dataclass(frozen=True, slots=True)
class Planted:
    """A contract with one defect.

    Attributes:
        kind: which defect; key of the planter.
        contract: with the defect.
        start, end: where it is, in the new contract's text.
        names: see `Edit`.
    """

    kind: str
    contract: Contract
    start: int
    end: int
    names: str

    def is_found(self, findings: Sequence[Finding]) -> bool:
        """Whether a finding, already of the right kind, cites the place or names what is missing."""
        if self.names:
            return any(self.names.lower() in f"{one.title} {one.explanation}".lower() for one in findings)
        wanted = self.contract.cite(self.start, self.end)
        return any(
            cited.page == place.page and cited.start < place.end and place.start < cited.end
            for one in findings
            for cited in one.citations
            for place in wanted
        )


def planted(kind: str, planter: Planter, contract: Contract, random: Random) -> Planted | None:
    """Return the contract with one more defect; None where the planter finds no place for it."""
    edit = planter(contract, random)
    return applied(kind, contract, edit) if edit else None


def applied(kind: str, contract: Contract, edit: Edit) -> Planted:
    """Return the contract with an edit made."""
    spoiled = Contract(contract.document_id, contract.name, _edited(contract.pages, edit))
    start = edit.start + (edit.text.index(edit.told) if edit.told else 0)
    return Planted(kind, spoiled, start, start + len(edit.told or edit.text), edit.names)


def _edited(pages: Sequence[Page], edit: Edit) -> Iterator[Page]:
    offset = 0
    for page in pages:
        start, end = edit.start - offset, edit.end - offset
        offset += len(page.text) + 1
        if not 0 <= start <= end <= len(page.text):
            yield page
            continue
        shift = len(edit.text) - (end - start)
        blocks = tuple(
            replace(one, start=one.start + shift * (one.start >= end), end=one.end + shift * (one.end >= end))
            for one in page.blocks
        )
        yield replace(page, text=page.text[:start] + edit.text + page.text[end:], boxes=None, blocks=blocks)
