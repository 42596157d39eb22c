"""Word files made from text: contracts that were none, and comparisons."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from modules.adapters.readers import FileReader, Limits
from modules.adapters.tracked_docx import tracked
from modules.adapters.word_documents import plain_docx, redline_docx
from modules.core.edits import Edit, Paragraph
from modules.core.redline import Change, changes
from modules.core.types import Page
from tests.unit.adapters.word_order import faults
from tests.unit.adapters.word_resolving import opened, resolved, shown

DATE = datetime(2026, 11, 30, tzinfo=UTC)
CONTRACT = (
    Paragraph("SERVICES AGREEMENT", 1),
    Paragraph("1. Fees", 2),
    Paragraph("1.1 The Client pays USD 10 | month within 30 days."),
    Paragraph(" "),
    Paragraph("1.2 Fees are \x00 net."),
)


def test_a_contract_that_was_no_word_file_is_written_as_one(tmp_path: Path) -> None:
    made = plain_docx(CONTRACT, title="Services")
    assert opened(made) == [
        "SERVICES AGREEMENT",
        "1. Fees",
        "1.1 The Client pays USD 10 | month within 30 days.",
        "1.2 Fees are  net.",
    ]
    path = tmp_path / "made"
    path.write_bytes(made)
    page = next(event for event in FileReader(Limits()).read(path) if isinstance(event, Page))
    assert [block.level for block in page.blocks] == [1, 2]


def test_its_edits_are_tracked() -> None:
    edit = Edit("e", "USD 10 | month within 30 days", "USD 12 | month within 45 days", "Market rate")
    result = tracked(plain_docx(CONTRACT), [edit], author="A", date=DATE)
    assert result.outcomes[0].done
    assert shown(resolved(result.docx, accept=True))[2] == "1.1 The Client pays USD 12 | month within 45 days."


def test_a_comparison_shows_changes_and_says_what_it_is_not() -> None:
    old = ["Term", "The term is one year.", "Gone\tentirely.", ""]
    new = ["Term", "The term is two years.", "", "New\naltogether."]
    paragraphs = [changes(one, other) for one, other in zip(old, new, strict=True)]
    made = redline_docx(paragraphs, title="Draft 1 and 2", notices=["Not legal advice."], author="Ada", date=DATE)
    assert faults(made) == []
    assert shown(resolved(made, accept=True)) == ["Draft 1 and 2", *filter(None, new), ""]
    assert shown(resolved(made, accept=False)) == ["Draft 1 and 2", *filter(None, old), ""]


texts = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ab.,\t"), max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(texts, texts), max_size=8))
def test_both_versions_come_back(pairs: list[tuple[str, str]]) -> None:
    paragraphs: list[tuple[Change, ...]] = [changes(old, new) for old, new in pairs]
    made = redline_docx(paragraphs, title="T", notices=[], author="Ada", date=DATE)
    for accept in (True, False):
        side = [pair[accept] for pair in pairs if pair[accept]]
        assert shown(resolved(made, accept=accept)) == ["T", *side, ""]
