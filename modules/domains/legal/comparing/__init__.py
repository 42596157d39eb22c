"""Two drafts of a contract compared, clause by clause: what is the same, changed, moved, renumbered, new or gone."""

from collections.abc import Generator

from modules.core.types import Progress
from modules.domains.legal.comparing.aligning import align
from modules.domains.legal.comparing.comparison import Comparison, Edit, Kind, Pair, Passage, Status, Version, apply
from modules.domains.legal.comparing.pairing import Draft, grouped, pairs, renumbered
from modules.domains.legal.comparing.provisions import cut_alike
from modules.domains.legal.comparing.risk import risks
from modules.domains.legal.comparing.telling import heading, name, paragraphs, summary
from modules.domains.legal.comparing.web_page import as_html
from modules.domains.legal.contract import Contract
from modules.domains.legal.reservations import reservations

__all__ = [
    "Comparison",
    "Edit",
    "Kind",
    "Pair",
    "Passage",
    "Status",
    "Version",
    "apply",
    "as_html",
    "compare",
    "heading",
    "name",
    "paragraphs",
    "summary",
]

_STEP = 100  # provisions between two looks at the progress


def compare(old: Contract, new: Contract) -> Generator[Progress, None, Comparison]:
    """Compare two drafts of one contract.

    The comparison is complete: `apply` makes the newer draft from it and the older one, but for the layout.
    """
    yield Progress(0, 0, "Reading both drafts")
    left, right = cut_alike(old, new)
    yield Progress(0, len(right), "Finding each clause in the other draft")
    same = align(left, right)
    numbers = renumbered(left, right, same)
    found: list[Pair] = []
    for number, pair in enumerate(pairs(Draft(old, left), Draft(new, right), same, numbers)):
        found.append(pair)
        if number % _STEP == 0:
            yield Progress(min(number, len(right)), len(right), "Comparing the words of each clause")
    together = tuple(grouped(found))
    yield Progress(len(right), len(right), "Weighing what changed")
    found_risks = tuple(risks(together, old, new, numbers))
    notes = tuple(dict.fromkeys(reservations(old) + reservations(new)))
    return Comparison(_version(old), _version(new), together, found_risks, notes)


def _version(contract: Contract) -> Version:
    return Version(contract.document_id, contract.name, len(contract.pages))
