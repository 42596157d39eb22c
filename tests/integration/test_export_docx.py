from __future__ import annotations

import io

from docx import Document

from modules.adapters.export_docx import as_docx
from modules.core.export import Entry, Transcript
from modules.core.grounding import check
from modules.core.types import Answer, Outcome, Passage

PAGE = "Fees are 1,200 dollars a month."
PASSAGE = Passage(1, "d", "a.pdf", 3, 0, len(PAGE), (), "", PAGE, 1.0)
TEXT = (
    "**Fees** are 1,200 dollars a month [1].\n- Zebras graze beside antelopes.\x00\n- Fees are 9,999 dollars a month."
)


def test_a_word_file_with_sources_and_marks() -> None:
    answer = Answer(TEXT, Outcome.ANSWERED, "fees", (PASSAGE,), check(TEXT, (PASSAGE,), "What are the fees?"))
    made = Document(io.BytesIO(as_docx(Transcript("Fees", "Not advice.", (Entry("What are the fees?", answer, 0.0),)))))
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert "Fees are 1,200 dollars a month [1]." in lines
    assert any("graze" in line and "not supported by the documents" in line for line in lines)
    assert any("9,999 is not found" in line for line in lines)
    assert "[1] a.pdf, page 3" in lines
    marked = [run.text for paragraph in made.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert len(marked) == 2
