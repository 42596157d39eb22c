"""Finance: reads filings and answers with units and periods."""

from pathlib import Path

from modules.core.prompts import answer_instructions
from modules.core.types import Domain, Sample
from modules.domains.finance.splitting import FinanceSplitter

_SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples" / "finance"

DOMAIN = Domain(
    key="finance",
    title="Finance",
    icon="📈",
    tagline="Ask a filing for a figure and get it with its unit, its period and its table.",
    instructions=answer_instructions(Path(__file__).parent),
    notice="Not investment advice. Check each figure against the filing beside it.",
    splitter=FinanceSplitter(),
    questions=(
        "Why did the gross margin rise in 2025?",
        "What were total current liabilities on December 31, 2025?",
        "How much of its revenue in 2025 came from one customer?",
        "When does the term loan mature, and which covenants does it carry?",
        "What was the revenue of the Flow segment in the third quarter of 2025?",
    ),
    samples=(
        Sample(
            _SAMPLES / "larkfield-annual-report-2025.pdf",
            "Annual report 2025",
            "Risk factors, management's discussion, statements and notes of a fictional company.",
        ),
        Sample(
            _SAMPLES / "larkfield-quarters.xlsx",
            "Quarterly figures",
            "The same company's segments by quarter, as a workbook.",
        ),
    ),
)
