"""A contract written for the tests of the clause review."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

PARAGRAPHS = (
    "MASTER SUPPLY AND LICENSE AGREEMENT",
    'This Master Supply and License Agreement (this "Agreement") is made and entered into as of March 1, '
    '2021 (the "Effective Date") by and between Harbour Components GmbH, a German limited liability '
    'company ("Supplier"), and Alder Robotics, Inc., a Delaware corporation ("Buyer").',
    "1. Term. This Agreement shall commence on the Effective Date and continue for three (3) years. It "
    "shall renew automatically for successive one (1) year periods unless either party gives notice of "
    "non-renewal at least ninety (90) days before the end of the then current term.",
    "2. Termination. Either party may terminate this Agreement for convenience upon sixty (60) days' "
    "written notice. Upon termination of this Agreement, Supplier shall cooperate in an orderly "
    "transition for a period of six (6) months.",
    "3. Assignment. Neither party may assign this Agreement without the prior written consent of the "
    "other party. If a Change of Control of Supplier occurs, Buyer may terminate this Agreement upon "
    "notice.",
    "4. Exclusivity. Supplier appoints Buyer as its exclusive distributor in the Territory. During the "
    "term, Buyer shall not sell any products that compete with the Products. Neither party shall solicit "
    "the employees of the other party for one (1) year after the term, and neither party shall disparage "
    "the other.",
    "5. Prices. Supplier shall not increase the prices by more than three percent (3%) in any year. If "
    "Supplier offers any other customer lower prices for similar products, it shall offer Buyer the same "
    "prices. Buyer shall purchase at least 10,000 units in each contract year and shall pay a royalty of "
    "five percent (5%) of net sales.",
    "6. License. Supplier hereby grants to Buyer and its Affiliates a non-exclusive, non-transferable, "
    "perpetual and irrevocable license to use the Software. Buyer hereby assigns to Supplier all right, "
    "title and interest in and to the improvements. Supplier shall deposit the source code with an escrow "
    "agent for release to Buyer upon insolvency.",
    "7. Audit. Buyer may audit the books and records of Supplier once a year during business hours.",
    "8. Warranty. Supplier warrants that the Products will be free from defects for a period of "
    "twenty-four (24) months after delivery.",
    "9. Insurance. Supplier shall maintain commercial general liability insurance of at least $2,000,000 "
    "per occurrence.",
    "10. Limitation of Liability. In no event shall either party's total liability exceed $750,000. The "
    "foregoing limitations shall not apply to gross negligence or wilful misconduct. Supplier shall pay "
    "liquidated damages of $500 for each day of delay.",
    "11. Covenants. Buyer shall not challenge the validity of Supplier's trademarks. The affiliates of "
    "Buyer are third-party beneficiaries of this Agreement. Buyer shall have a right of first refusal to "
    "purchase the Software.",
    "12. Governing Law. This Agreement shall be governed by the laws of the State of New York.",
)
SUPPLY = "\n\n".join(PARAGRAPHS) + "\n"
Result = TypeVar("Result")


def finished(work: Generator[object, None, Result]) -> Result:
    """Run a workflow to its end and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
