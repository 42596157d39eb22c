"""Which document a question names, and what a question asks."""

from __future__ import annotations

import pytest

from modules.core.expansion import related
from modules.core.naming import Names
from modules.core.questions import Question

FILINGS = {
    "bb19": "BESTBUY_2019_10K.pdf",
    "bb23": "BESTBUY_2023_10K.pdf",
    "bbq2": "BESTBUY_2024Q2_10Q.pdf",
    "am23": "AMCOR_2023_10K.pdf",
    "nf15": "NETFLIX_2015_10K.pdf",
    "scan": "scan0012.pdf",
}
OPENINGS = {"scan": "LEASE AGREEMENT between Hilltop Properties LLC and Maria Okafor, dated 3 May"}


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("What were Best Buy's inventories at the end of FY2019?", "bb19"),
        ("Best Buy acquisitions in FY2023, FY2022 and FY2021", "bb23"),
        ("How many Best Buy stores closed in Q2 of FY2024?", "bbq2"),
        ("netflix 2015 revenue", "nf15"),
        ("What rent does Okafor pay?", "scan"),
    ],
)
def test_names_periods_and_openings_point_to_the_document(question: str, document: str) -> None:
    assert Names(FILINGS, OPENINGS).match(Question(question)).best[0] == document


def test_a_question_that_names_nothing_points_nowhere() -> None:
    named = Names(FILINGS, OPENINGS).match(Question("what is the notice period between landlord and tenant?"))
    assert named.best == ()


def test_one_document_is_never_named() -> None:
    assert Names({"a": "Acme report.pdf"}, {}).match(Question("Acme revenue")).best == ()


def test_scores_are_shares() -> None:
    scores = Names(FILINGS, OPENINGS).match(Question("Best Buy 10-K of 2023")).scores
    assert all(0 < score <= 1 for score in scores.values())
    assert scores["bb23"] > scores["bb19"]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("Compare the gross margin of Best Buy and Amcor in FY2023", {"bb23", "am23"}),
        ("Netflix versus Amcor: revenue", {"nf15", "am23"}),
        ("How does Amcor's revenue in FY2023 differ from FY2019?", {"am23"}),
        ("Compare assets and liabilities", set()),
    ],
)
def test_a_comparison_names_each_document_by_words_of_its_own(text: str, documents: set[str]) -> None:
    question = Question(text)
    assert question.compares
    assert set(Names(FILINGS, OPENINGS).compared(question)) == documents


@pytest.mark.parametrize(
    ("text", "rest", "documents"),
    [
        ("total assets in bestbuy_2019_10k.pdf?", "total assets ?", {"bb19"}),
        ("Total assets, BESTBUY_2019_10K", "Total assets, ", {"bb19"}),
        ("Who pays rent in the file “scan0012.pdf”?", "Who pays rent ?", {"scan"}),
        ("Compare debt in AMCOR_2023_10K.pdf and NETFLIX_2015_10K.pdf", "Compare debt  and ", {"am23", "nf15"}),
        ("scan0012.pdf", "scan0012.pdf", {"scan"}),
        ("Is there a scan0012 or a rescan0012.pdf?", "Is there a scan0012 or a rescan0012.pdf?", set()),
        ("What is a 10K?", "What is a 10K?", set()),
    ],
)
def test_names_of_files_are_known_and_not_looked_for(text: str, rest: str, documents: set[str]) -> None:
    assert Names(FILINGS | {"copy": "10K.pdf"}, OPENINGS).written_out(text) == (rest, documents)


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("In Acme's 2023 annual report, what was revenue?", "what was revenue?"),
        ("Consider the lease; may the tenant keep a dog?", "may the tenant keep a dog?"),
        ("What was revenue, and why?", "What was revenue, and why?"),
        ("In what year?", "In what year?"),
    ],
)
def test_the_core_is_without_the_opening(text: str, core: str) -> None:
    assert Question(text).core == core


def test_the_frame_is_not_looked_for() -> None:
    question = Question("Please explain, according to the document, the termination fee.")
    assert question.stems() == Question("termination fee").stems()
    assert question.terms() == "termination fee"


def test_a_question_of_frame_words_alone_is_kept() -> None:
    assert Question("Explain this document").stems()
    assert Question("Explain this document").terms()


def test_related_words_are_added_where_a_field_has_them() -> None:
    assert "purchases of property" in " ".join(related("What is the FY2018 capital expenditure?"))
    assert related("Who painted the ceiling?") == []
