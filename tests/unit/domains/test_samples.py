"""The samples are what their sources say, hold what the suggested questions ask for, and add up."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest

from data.samples.build.__main__ import MADE, SAMPLES, make
from data.samples.build.source import Table, plain, read
from modules.core.types import Domain
from modules.domains import discover

DOMAINS = discover()

# What answers each suggested question, word for word; a row of a table as its cells joined by spaces.
GOLD = {
    "What does Ohm's law say, and when does it not hold?": (
        "electric-circuits-chapter.pdf",
        "the current is proportional to the voltage: V = I R",
        "It fails for a filament lamp",
    ),
    "Why is the resistance of parallel resistors smaller than that of any branch alone?": (
        "electric-circuits-chapter.pdf",
        "Each added branch opens one more path beside those that are already there",
    ),
    "What is the resistivity of nichrome at 20 °C?": ("electric-circuits-chapter.pdf", "Nichrome 1,100 0.0004"),
    "How do I find the equivalent resistance step by step, as in Example 5.6?": (
        "electric-circuits-chapter.pdf",
        "Example 5.6: A mixed circuit",
        "so R = 6.0 ohm and I = 18 V / 6.0 ohm = 3.0 A",
    ),
    "What does the time constant of an RC circuit tell us?": (
        "lecture-09-capacitors.md",
        "After one time constant a charging capacitor has reached 63 % of the battery's voltage",
    ),
    "What is the cap on each party's liability in a contract year?": (
        "master-services-agreement.pdf",
        "(a) USD 750,000; and",
        "one hundred and fifty percent (150%) of the Fees paid and payable in that contract year",
    ),
    "How many days' notice must the Customer give to terminate for convenience?": (
        "master-services-agreement.pdf",
        "terminate this Agreement for convenience on one hundred and twenty (120) days’ written notice",
    ),
    "What service credit is due if monthly availability is 99.2%?": (
        "master-services-agreement.pdf",
        "99.0% or more, but less than 99.5% 12%",
    ),
    "How long do the confidentiality duties of the NDA last?": (
        "mutual-nda.docx",
        "continue for three (3) years from the date of each disclosure",
        "they continue for seven (7) years",
    ),
    "Which law governs each agreement?": ("mutual-nda.docx", "governed by the laws of England and Wales"),
    "Which medicines does the patient take now, and at what doses?": (
        "clinic-note.pdf",
        "Furosemide 40 mg oral once daily, morning reduced from twice daily",
        "Levothyroxine 75 micrograms oral once daily, morning continued",
    ),
    "Which allergies does the patient have, and what were the reactions?": (
        "clinic-note.pdf",
        "Penicillin: hives and swelling of the face, 1998",
        "Adhesive tape: local rash",
    ),
    "What was the potassium on the day of discharge?": (
        "discharge-summary.docx",
        "Potassium 5.4 4.6 4.3 mmol/L 3.5-5.0",
    ),
    "Why was the patient admitted to hospital?": (
        "discharge-summary.docx",
        "caused by acute decompensated heart failure with newly diagnosed atrial fibrillation",
    ),
    "Which blood tests are planned, and for which day?": (
        "clinic-note.pdf",
        "Basic metabolic panel on 2 April 2026",
        "Ferritin and transferrin saturation with the blood test of 2 April 2026",
    ),
    "Why did the gross margin rise in 2025?": (
        "larkfield-annual-report-2025.pdf",
        "Gross margin rose by 1.8 percentage points in 2025",
        "contributed 0.9 points",
    ),
    "What were total current liabilities on December 31, 2025?": (
        "larkfield-annual-report-2025.pdf",
        "Total current liabilities 84,900 77,900",
    ),
    "How much of its revenue in 2025 came from one customer?": (
        "larkfield-annual-report-2025.pdf",
        "accounted for 13.4% of our revenue in 2025",
    ),
    "When does the term loan mature, and which covenants does it carry?": (
        "larkfield-annual-report-2025.pdf",
        "Our term loan matures on June 30, 2029",
        "may not exceed 3.25 to 1.00",
        "may not be less than 3.50 to 1.00",
    ),
    "What was the revenue of the Flow segment in the third quarter of 2025?": (
        "larkfield-quarters.xlsx",
        "Flow 47620 49980 51130 52570 50180 53440 54920 56060",
    ),
}


def text_of(path: Path) -> str:
    """The document's text with single spaces, read by the plainest means."""
    match path.suffix:
        case ".pdf":
            lines = [page.extract_text() for page in pypdf.PdfReader(path).pages]
        case ".docx":
            lines = list(_word(path))
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            lines = [" ".join(str(cell) for cell in row if cell is not None) for sheet in book for row in sheet.values]
        case _:
            lines = [path.read_text(encoding="utf-8").replace("**", "")]
    return " ".join(" ".join(lines).split())


def _word(path: Path) -> Iterator[str]:
    for part in docx.Document(str(path)).iter_inner_content():
        if isinstance(part, docx.table.Table):
            yield from (" ".join(cell.text for cell in row.cells) for row in part.rows)
        else:
            yield part.text


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {sample.path.name: text_of(sample.path) for domain in DOMAINS.values() for sample in domain.samples}


@pytest.mark.parametrize("domain", DOMAINS.values(), ids=list(DOMAINS))
def test_samples_answer_the_suggested_questions(domain: Domain, texts: dict[str, str]) -> None:
    own = {sample.path.name for sample in domain.samples}
    for question in domain.questions:
        name, *phrases = GOLD[question]
        assert name in own
        assert [phrase for phrase in phrases if phrase not in texts[name]] == []


@pytest.mark.parametrize("name", MADE)
def test_the_script_makes_the_same_document_again(name: str, tmp_path: Path) -> None:
    again = make(name, tmp_path)
    assert text_of(again) == text_of(SAMPLES / name)
    if zipfile.is_zipfile(again):
        with zipfile.ZipFile(again) as new, zipfile.ZipFile(SAMPLES / name) as old:
            assert {part: new.read(part) for part in new.namelist()} == {
                part: old.read(part) for part in old.namelist()
            }


@pytest.mark.parametrize("name", MADE)
def test_nothing_of_the_source_is_lost(name: str, texts: dict[str, str]) -> None:
    source = read((SAMPLES / "sources" / name).with_suffix(".md"))
    made = re.sub(r"[\s•]", "", texts[Path(name).name])
    written = [cell for block in source.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    written += [block.text for block in source.blocks if not isinstance(block, Table) and hasattr(block, "text")]
    sheet = name.endswith(".xlsx")
    for words in map(plain, written):
        assert sheet or re.sub(r"\s", "", words) in made or len(words) > 400  # long ones may be cut by a page's foot
