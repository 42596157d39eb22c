"""A contract as the paragraphs of a Word file."""

from __future__ import annotations

from modules.core.edits import Paragraph
from modules.core.types import Page
from modules.domains.legal.as_paragraphs import as_paragraphs
from modules.domains.legal.contract import Contract

TEXT = """SERVICES AGREEMENT

1. Fees

1.1 The Client shall pay the Supplier the fees that the order states.

2. Term. This Agreement begins on the day on which both parties have signed it and lasts for two years."""


def test_titles_alone_are_headings_and_nothing_is_lost() -> None:
    contract = Contract("1", "a.pdf", [Page(1, TEXT)])
    found = as_paragraphs(contract)
    assert [paragraph.text for paragraph in found] == TEXT.split("\n\n")
    assert [bool(paragraph.level) for paragraph in found] == [True, True, False, False]


def test_no_text_has_no_paragraph() -> None:
    assert as_paragraphs(Contract("1", "a.pdf", [Page(1, "")])) == ()
    assert as_paragraphs(Contract("1", "a.pdf", [Page(1, "Words.")])) == (Paragraph("Words."),)
