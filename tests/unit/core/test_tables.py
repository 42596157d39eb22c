"""Numbers that the passages hold, but of another row, another year or below zero."""

from __future__ import annotations

import pytest

from modules.core.grounding import check
from modules.core.types import Passage, Support

STATEMENT = """Total revenue | $ 17,003 | $ 16,426
Cost of revenue | (11,969) | (11,724)
Gross profit (non-GAAP) | 5,034 | 4,702
Net income (loss) | (526) | 815"""
HEADER = "($ in millions) As of June 30, | 2023 | 2022"
MEDICINES = """Medications
- Metformin 500 mg twice daily
- Lisinopril 10 mg daily
Aspirin 81 mg daily
The patient feels well on 5 mg less."""


def passage(text: str, header: str = "") -> Passage:
    return Passage(1, "d", "file.pdf", 1, 0, len(text), (), header, text, 1.0)


def verdict(said: str, evidence: Passage, question: str = "How much?") -> tuple[Support, str]:
    [sentence] = check(said, [evidence], question)
    return sentence.support, sentence.reason


@pytest.mark.parametrize(
    "said",
    [
        "Total revenue was $17,003 million in 2023.",
        "Total revenue rose to $17,003 million in 2023 from $16,426 million in 2022.",
        "Total revenue was $17,003 million and $16,426 million in 2023 and 2022, respectively.",
        "In 2023 the gross profit was 5,034 million.",
        "Total revenue was $17,003 million in 2023, and gross profit 5,034 million.",
        "The net loss was 526 million in 2023.",
        "The cost of revenue was $11,969 million in 2023.",
        "Net income was 815 million in 2022.",
    ],
)
def test_what_the_table_says(said: str) -> None:
    assert verdict(said, passage(STATEMENT, HEADER), "How did it do in 2023?") == (Support.SUPPORTED, "")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Total revenue was $17,003 million in 2022.", "$17,003 million stands there for 2023"),
        (
            "Total revenue fell to $17,003 million in 2022 from $16,426 million in 2023.",
            "$17,003 million stands there for 2023",
        ),
        ("Total revenue was $11,969 million in 2023.", "$11,969 million stands beside “Cost of revenue”"),
        ("Total revenue was $815 million in 2022.", "$815 million stands beside “Net income (loss)”"),
        ("Net income was 526 million in 2023.", "526 million is negative in the passages"),
    ],
)
@pytest.mark.parametrize("in_text", [True, False])
def test_numbers_of_another_row_or_year_or_sign(said: str, reason: str, in_text: bool) -> None:
    evidence = passage(f"{HEADER}\n{STATEMENT}") if in_text else passage(STATEMENT, HEADER)
    assert verdict(said, evidence) == (Support.PARTLY, reason)


def test_a_sentence_without_a_year_means_the_one_that_was_asked_about() -> None:
    said, evidence = "Total revenue was $16,426 million.", passage(STATEMENT, HEADER)
    assert verdict(said, evidence, "What was the total revenue in 2022?")[0] is Support.SUPPORTED
    assert verdict(said, evidence, "What was the total revenue in 2023?")[0] is Support.PARTLY


def test_a_period_that_is_named_without_its_year_is_left_alone() -> None:
    evidence = passage(f"{STATEMENT}\nAmounts are compared to the prior year.", HEADER)
    said = "Total revenue was $17,003 million, compared to $16,426 million the prior year."
    assert verdict(said, evidence, "What was it in 2023?")[0] is Support.SUPPORTED


def test_a_fiscal_year_that_ends_in_january_is_named_after_the_year_before() -> None:
    evidence = passage("Revenue | 900 | 800", "| January 28, 2023 | January 29, 2022")
    assert verdict("Revenue was 900 in fiscal 2022.", evidence)[0] is Support.SUPPORTED
    assert verdict("Revenue was 800 in fiscal 2023.", evidence)[0] is Support.PARTLY


def test_a_markdown_table_is_one_too() -> None:
    evidence = passage("| | 2023 | 2022 |\n|---|---:|---:|\n| Revenue | 900 | 800 |")
    assert verdict("Revenue was 900 in 2023.", evidence)[0] is Support.SUPPORTED
    assert verdict("Revenue was 900 in 2022.", evidence)[1] == "900 stands there for 2023"


def test_what_prose_says_too_is_not_held_against_a_sentence() -> None:
    evidence = passage(f"{STATEMENT}\nIn 2022, total revenue was $17,003 million by another count.", HEADER)
    assert verdict("Total revenue was $17,003 million in 2022.", evidence)[0] is Support.SUPPORTED


@pytest.mark.parametrize(
    ("said", "support"),
    [
        ("Metformin 500 mg twice daily [1].", Support.SUPPORTED),
        ("The patient takes Metformin 500 mg and Lisinopril 10 mg daily.", Support.SUPPORTED),
        ("Metformin 10 mg daily.", Support.PARTLY),
        ("Aspirin 500 mg daily.", Support.PARTLY),
        ("The patient takes Aspirin 81 mg daily.", Support.SUPPORTED),
    ],
)
def test_the_dose_of_another_drug(said: str, support: Support) -> None:
    assert verdict(said, passage(MEDICINES))[0] is support


def test_a_loss_in_prose() -> None:
    evidence = passage("The result for the year was $(5.2) million after tax.")
    assert verdict("The profit for the year was $5.2 million after tax.", evidence)[0] is not Support.SUPPORTED
    assert verdict("The loss for the year was $5.2 million after tax.", evidence)[0] is not Support.NUMBER_NOT_FOUND


def test_a_number_of_a_row_that_nobody_speaks_of() -> None:
    evidence = passage("Cash and cash equivalents | 1,874 | 2,936\nReceivables, net | 1,141 | 1,042", HEADER)
    asked = "What were the total assets in 2023?"
    reason = "$1,874 million stands beside “Cash and cash equivalents”"
    assert verdict("The total assets were $1,874 million.", evidence, asked) == (Support.PARTLY, reason)
    assert verdict("It was $1,874 million.", evidence, "How much cash was there in 2023?")[0] is Support.SUPPORTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "In fiscal 2022, we acquired all outstanding shares of Current Health on November 2,\n2021, for cash.",
            "Current Health was acquired on November 2, 2021.",
        ),
        (
            "Inventories grew as stores opened and new brands were added, to $1.6\nbillion compared to $1.5 billion",
            "Inventories were $1.5 billion before.",
        ),
        ("The list is in\nNote 3 of the shares", "The list of the shares has 3."),
    ],
)
def test_a_wrapped_line_of_prose_is_no_list(text: str, said: str) -> None:
    assert "stands beside" not in verdict(said, passage(text))[1]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("She takes metformin 500 mg twice daily.", ""),
        ("She takes lisinopril 10 mg daily and aspirin 81 mg.", ""),
        ("Metformin 500 mg, lisinopril 10 mg.", ""),
        ("She takes metformin 10 mg daily.", "10 stands beside “lisinopril”"),
        ("She takes aspirin 500 mg.", "500 stands beside “metformin”"),
    ],
)
def test_doses_in_prose(said: str, reason: str) -> None:
    evidence = passage("She takes metformin 500 mg twice daily, lisinopril 10 mg daily and aspirin 81 mg.")
    assert verdict(said, evidence)[1] == reason


def test_one_drug_whose_dose_changed_is_no_list() -> None:
    evidence = passage("Metformin 500 mg was increased to 1,000 mg; the new dose 1,000 mg is taken twice daily.")
    assert verdict("Metformin was increased to 1,000 mg.", evidence)[0] is Support.SUPPORTED


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Revenue was $5.0 million in 2022.", ""),
        ("Revenue was $6.0 million in 2023, up from $5.0 million in 2022.", ""),
        ("Revenue was $6.0 million in 2022.", "$6.0 million stands there for 2023"),
        ("Revenue was $4.0 million in 2022.", ""),
        ("Revenue was $4.0 million in 2021.", ""),
    ],
)
def test_amounts_of_another_year_in_prose(said: str, reason: str) -> None:
    prose = "Revenue was $5.0 million in 2022 and $6.0 million in 2023, up from $4.0 million in 2021 and 2020."
    assert verdict(said, passage(prose))[1] == reason
