"""One question over all contracts, on the page: asked, shown a row each, kept, answered by a model, taken away."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from modules.services.grids import ANSWERS, QUOTES
from modules.ui import components
from modules.ui.components import Picked
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import LEGAL, opened, shelve, vouch, words

__all__ = ["vouch"]  # a fixture

SUPPLY = b"# Term\n\nThe term of the supply ends in June 2031.\n\n# Price\n\nThe price of a chair is 90 euros.\n"

LAW = b"""# Lease Agreement

This Lease Agreement is made on 3 March 2024 between Alder Homes Ltd. (the "Landlord") and Birch Foods Inc.
(the "Tenant"). The parties hereby agree to the following terms.

# 1 Rent

The Tenant shall pay a rent of 900 euros a month to the Landlord, in advance and on the first day of each month.

# 9 General

## 9.1 Governing Law

This Agreement shall be governed by and construed in accordance with the laws of the State of Delaware.
"""


def asked(at: AppTest, questions: str) -> AppTest:
    at.text_area(key="grid questions").set_value(questions)
    return next(button for button in at.button if button.label.startswith("Ask ")).click().run()


def until(at: AppTest, done: Callable[[], bool]) -> AppTest:
    deadline = time.monotonic() + 15
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert done()
    time.sleep(0.2)  # the report of the run ends after its last cell
    return at.run()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict]:  # type: ignore[type-arg]
    shown: list[dict] = []  # type: ignore[type-arg]
    monkeypatch.setattr(components, "grid", lambda data, *, key: shown.append(data))  # noqa: ARG005
    return shown


@pytest.mark.usefixtures("vouch")
def test_a_page_without_contracts_says_what_to_do() -> None:
    assert "Add contracts above" in words(opened("legal", tool="across"))


def test_each_contract_answers_in_a_row_of_its_own(vouch: FakeVouch, drawn: list[dict]) -> None:  # type: ignore[type-arg]
    shelve(vouch), shelve(vouch, "supply.md", SUPPLY)
    at = asked(opened("legal", tool="across"), "End | When does the term end?\nWhat is the price of a chair?")
    grids = vouch.grids(LEGAL)
    at = until(at, lambda: len(grids.cells(QUOTES)) == 4)
    assert not at.exception
    data = drawn[-1]
    assert [column["title"] for column in data["columns"]] == ["End", "What is the price of a chair?"]
    assert [row["name"] for row in data["rows"]] == ["lease.md", "supply.md"]
    ends = [row["cells"][0]["quotes"][0]["words"] for row in data["rows"]]
    assert ends == ["The term of the lease ends in May 2030.", "The term of the supply ends in June 2031."]
    assert data["rows"][1]["cells"][1]["values"] == "EUR 90"
    labels = [button.label for button in at.get("download_button")]
    assert labels == ["Word", "Excel"]


def test_the_clause_review_answers_what_it_knows_and_is_made_once(
    vouch: FakeVouch,
    drawn: list[dict],  # type: ignore[type-arg]
) -> None:
    lease = shelve(vouch, "law.md", LAW)
    at = asked(opened("legal", tool="across"), "Law | Which law governs the contract?\nInsurance\nWhat is the rent?")
    grids = vouch.grids(LEGAL)
    until(at, lambda: len(grids.cells(QUOTES)) == 3)
    law, insurance, rent = drawn[-1]["rows"][0]["cells"]
    assert law["values"] == "Delaware"
    assert law["quotes"][0]["place"].endswith("lause 9.1")
    assert insurance["note"].startswith("The contract seems to say nothing about this.")
    assert rent["quotes"][0]["words"].startswith("The Tenant shall pay")
    reviews = vouch.reports(LEGAL).all("clause review")
    assert [one.documents for one in reviews] == [(lease.id,)]
    at = asked(at, "Who are the parties?")
    until(at, lambda: len(grids.cells(QUOTES)) == 4)
    assert [one.id for one in vouch.reports(LEGAL).all("clause review")] == [reviews[0].id]


def test_a_model_fills_the_cells_and_its_sentences_are_checked(vouch: FakeVouch, drawn: list[dict]) -> None:  # type: ignore[type-arg]
    shelve(vouch)
    vouch.scripted._script = lambda _messages: "The term of the lease ends in May 2030 [1]."
    at = asked(opened("legal", tool="across"), "When does the term end?")
    grids = vouch.grids(LEGAL)
    at = until(at, lambda: len(grids.cells(QUOTES)) == 1)
    at = next(button for button in at.button if button.label == "Write short answers").click().run()
    until(at, lambda: len(grids.cells(ANSWERS)) == 1)
    cell = drawn[-1]["rows"][0]["cells"][0]
    assert (cell["answer"], cell["label"]) == ("The term of the lease ends in May 2030.", "Supported")
    assert cell["quotes"][0]["words"].startswith("The term of the lease")


def test_a_quote_opens_its_page(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    shelve(vouch)
    clicks = []
    monkeypatch.setattr(components, "grid", lambda data, *, key: clicks.pop() if clicks else None)  # noqa: ARG005
    at = asked(opened("legal", tool="across"), "When does the term end?")
    until(at, lambda: len(vouch.grids(LEGAL).cells(QUOTES)) == 1)
    clicks.append(Picked(0, 0, 0))
    at.run()
    assert at.session_state["workspace legal"].viewing.document_name == "lease.md"


def test_sets_are_saved_and_loaded_and_a_bad_one_is_refused(vouch: FakeVouch) -> None:
    shelve(vouch)
    at = opened("legal", tool="across")
    assert at.text_area(key="grid questions").value.startswith("Parties | ")
    at = at.selectbox(key="set of questions").set_value("Risks").run()
    assert at.text_area(key="grid questions").value.startswith("Exclusivity | ")
    vouch.templates(LEGAL, "question set").save("Mine", b"Rent | What is the rent?")
    at = at.run().selectbox(key="set of questions").set_value("Mine").run()
    assert at.text_area(key="grid questions").value == "Rent | What is the rent?"
    at = next(button for button in at.button if button.label == "Delete this set").click().run()
    assert at.text_area(key="grid questions").value.startswith("Parties | ")
    at = asked(at, "\n".join(f"Question {number}?" for number in range(11)))
    assert "at most 10" in words(at)


def test_tags_and_a_choice_narrow_the_rows(vouch: FakeVouch, drawn: list[dict]) -> None:  # type: ignore[type-arg]
    shelve(vouch)
    supply = shelve(vouch, "supply.md", SUPPLY)
    vouch.library(LEGAL).set_tags(supply.id, ("supply",))
    at = opened("legal", tool="across").multiselect(key="grid tags").set_value(["supply"]).run()
    at = asked(at, "When does the term end?")
    until(at, lambda: len(vouch.grids(LEGAL).cells(QUOTES)) == 1)
    assert [row["name"] for row in drawn[-1]["rows"]] == ["supply.md"]
    at = at.multiselect(key="grid tags").set_value([]).run()
    assert [row["cells"][0].get("note") for row in drawn[-1]["rows"]] == ["Not asked yet", ""]
    at = next(button for button in at.button if button.label == "Find the quotes that are missing").click().run()
    until(at, lambda: len(vouch.grids(LEGAL).cells(QUOTES)) == 2)
    vouch.library(LEGAL).delete(supply.id)
    assert [row["name"] for row in drawn[-1]["rows"]] == ["lease.md", "supply.md"]
    assert not at.run().exception
    assert [row["name"] for row in drawn[-1]["rows"]] == ["lease.md"]
