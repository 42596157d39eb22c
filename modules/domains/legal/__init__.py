"""Legal: reads contracts and answers with the clause."""

from pathlib import Path

from modules.core.prompts import answer_instructions
from modules.core.types import Domain, Sample
from modules.domains.legal.citing import clause
from modules.domains.legal.notices import NOTICE
from modules.domains.legal.splitting import LegalSplitter

_SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples" / "legal"

DOMAIN = Domain(
    key="legal",
    title="Legal",
    icon="⚖️",
    tagline="Ask a contract a question and read the clause that answers it.",
    instructions=answer_instructions(Path(__file__).parent),
    notice=NOTICE,
    splitter=LegalSplitter(),
    clause=clause,
    questions=(
        "What is the cap on each party's liability in a contract year?",
        "How many days' notice must the Customer give to terminate for convenience?",
        "What service credit is due if monthly availability is 99.2%?",
        "How long do the confidentiality duties of the NDA last?",
        "Which law governs each agreement?",
    ),
    samples=(
        Sample(
            _SAMPLES / "master-services-agreement.pdf",
            "Master services agreement",
            "A signed agreement with defined terms, a cap on liability, notice periods and two schedules.",
        ),
        Sample(
            _SAMPLES / "mutual-nda.docx",
            "Mutual non-disclosure agreement",
            "The NDA that the same two companies signed before, as a Word file.",
        ),
        Sample(
            _SAMPLES / "mutual-nda-draft-2.docx",
            "Draft of the NDA's renewal",
            "What the other side's counsel sent back: clauses moved, renumbered and changed, to be compared.",
        ),
    ),
)
