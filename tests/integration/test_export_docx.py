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


RICH = """## The fees

| Fee | Amount |
|---|---:|
| Monthly | **1,200** dollars [1] |
| Zoo | 77,777 dollars |

- Zebras *graze* beside `antelopes`.

```
fees = 1 * 2 * 3
```

1. Fees are 1,200 dollars a month [1]."""


def test_tables_lists_and_code_are_those_of_word() -> None:
    answer = Answer(RICH, Outcome.ANSWERED, "fees", (PASSAGE,), check(RICH, (PASSAGE,), "What are the fees?"))
    made = Document(io.BytesIO(as_docx(Transcript("Fees", "", (Entry("What are the fees?", answer, 0.0),)))))
    [table] = made.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][0] == "Fee"
    assert rows[1] == ["Monthly", "1,200 dollars [1]"]
    assert rows[2][0] == "Zoo"
    assert rows[2][1].startswith("77,777 dollars ⚠ number not found")
    styles = {paragraph.text: paragraph.style.name for paragraph in made.paragraphs if paragraph.style}
    assert styles["The fees"] == "Heading 3"
    assert "List Bullet" in [name for text, name in styles.items() if text.startswith("Zebras graze beside antelopes.")]
    assert any(text.startswith("fees = 1 * 2 * 3") for text in styles)
    assert "1. Fees are 1,200 dollars a month [1]." in styles
    assert not any("```" in text or "|" in text for text in styles)
