"""What must be known of a draft before it is offered: what the playbook says of it, and whether it fits together."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from modules.core.findings import Finding
from modules.core.types import Progress
from modules.domains.legal.consistency import check
from modules.domains.legal.contract import Contract
from modules.domains.legal.playbook import Playbook, Verdict
from modules.domains.legal.playbook_review import Result, review


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a draft.

    Attributes:
        playbook: the playbook's name; "" where the draft was checked by none.
        positions: how many positions it has.
        results: what is not as the playbook wants it, the worst first.
        findings: what does not fit together, the worst first.
    """

    playbook: str
    positions: int
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]

    @property
    def unacceptable(self) -> tuple[Result, ...]:
        """What the firm does not sign."""
        return tuple(one for one in self.results if one.verdict is Verdict.UNACCEPTABLE)


def checked(contract: Contract, playbook: Playbook | None) -> Generator[Progress, None, Checked]:
    """Review a draft, read back from the very file that will be offered, by a playbook and for consistency."""
    reviewed = (yield from review(contract, playbook)) if playbook else None
    consistency = yield from check(contract)
    wrong = (Verdict.UNACCEPTABLE, Verdict.NEEDS_REVIEW)
    return Checked(
        playbook.name if playbook else "",
        len(playbook.positions) if playbook else 0,
        tuple(one for one in reviewed.results if one.verdict in wrong) if reviewed else (),
        consistency.findings,
    )
