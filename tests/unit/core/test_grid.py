from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from modules.adapters.scripted import Scripted
from modules.core.errors import AssistantError, EngineUnavailable, NotFound
from modules.core.findings import Citation
from modules.core.grid import Asked, Cell, Filled, Filling, answering, fill, parse, quoting, together
from modules.core.quoting import Quotation
from modules.core.splitting import StructureSplitter
from modules.core.types import ANYTHING, Chunk, Document, DocumentState, Domain, Filter, Hit, Page, Progress, Support

TEXT = "The term ends in May 2030. The rent of the flat is 500 euros a month."
DOCUMENT = Document("d", "lease.pdf", "application/pdf", 1, 1, 1, DocumentState.READY, 0.0)
OTHER = Document("e", "other.pdf", "application/pdf", 1, 1, 1, DocumentState.READY, 0.0)
DOMAIN = Domain("legal", "Legal", "", "", "Be a lawyer.", "", StructureSplitter())


class Shelf:
    """One page of one document."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Filter]] = []

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        assert k > 0
        self.asked.append((query, where))
        chunk = Chunk("d-0", "d", "lease.pdf", 0, 1, 0, len(TEXT), ("5 Term",), "", TEXT)
        return [Hit(chunk, 0.8, {"dense": 0.8})] if "d" in where.documents else []

    def page(self, document_id: str, number: int) -> Page:
        if (document_id, number) != ("d", 1):
            raise NotFound("There is no such page.")
        return Page(1, TEXT)


def driven(work: Generator[Any, None, Any]) -> Any:
    """Run a generator to its end and return what it returns."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def cell(filling: Filling) -> Cell:
    made: Cell = driven(filling)
    return made


def answered(reply: str | Exception | Sequence[str | Exception], document: Document = DOCUMENT) -> Cell:
    shelf, model = Shelf(), Scripted([reply])
    return cell(
        answering(document, "When does the term end?", domain=DOMAIN, model=model, retriever=shelf, pages=shelf)
    )


def test_questions_have_titles_where_they_are_given_one() -> None:
    assert parse("Law | Which law?\n\n  What  is the rent? \n| Who? \n | \nLaw | Which law?") == (
        Asked("Law", "Which law?"),
        Asked("What is the rent?", "What is the rent?"),
        Asked("Who?", "Who?"),
    )


@pytest.mark.parametrize("text", ["", " \n | ", "x" * 301, "\n".join(f"{number}?" for number in range(11))])
def test_what_is_no_set_of_questions_is_refused(text: str) -> None:
    with pytest.raises(AssistantError):
        parse(text)


@given(st.text(max_size=200))
@example("\xa0|")
def test_any_text_is_a_set_of_questions_or_refused(text: str) -> None:
    with suppress(AssistantError):
        assert all(one.title and one.question for one in parse(text))


def test_a_cell_without_a_model_quotes_its_own_document_only() -> None:
    shelf = Shelf()
    made = cell(quoting(DOCUMENT, "When does the term end?", shelf))
    assert made.quotes[0].citation.text == "The term ends in May 2030."
    assert (made.found, made.answer, made.support) == (True, "", Support.NO_CLAIM)
    assert [where.documents for _, where in shelf.asked] == [("d",)]
    assert cell(quoting(OTHER, "When does the term end?", shelf)) == Cell()


QUOTED = Quotation(Citation("d", 1, 0, 4, "The term ends."), ("5",))
DELAWARE = Cell((QUOTED,), found=True, decided=True, value="Delaware")


@pytest.mark.parametrize("known", [DELAWARE, Cell(decided=True), None])
def test_an_expert_fills_the_cells_that_it_knows_of(known: Cell | None) -> None:
    def expert(document: Document, question: str) -> Generator[None, None, Cell | None]:
        assert (document, question) == (DOCUMENT, "When does the term end?")
        yield
        return known

    made = cell(quoting(DOCUMENT, "When does the term end?", Shelf(), expert))
    searched = cell(quoting(DOCUMENT, "When does the term end?", Shelf()))
    if known == DELAWARE:
        assert made == known
    elif known:  # it finds nothing: what comes closest is shown, and not taken for an answer
        assert (made.quotes, made.found, made.decided) == (searched.quotes, False, True)
    else:
        assert made == searched


def test_rules_decide_and_a_model_explains() -> None:
    says = Cell((QUOTED,), True, answer="It is Delaware.", support=Support.SUPPORTED)
    shown = together(DELAWARE, says)
    assert (shown.value, shown.answer) == ("Delaware", "It is Delaware.")
    assert together(DELAWARE, Cell((QUOTED,))) == DELAWARE
    assert together(DELAWARE, Cell(problem="Unreachable.")).problem
    for quoted in (None, Cell((QUOTED,), found=True), Cell(decided=True)):
        assert together(quoted, says) == says
        assert together(quoted, Cell()) == Cell()


def test_a_models_answer_is_checked_against_its_document() -> None:
    made = answered("The **term** ends in May 2030 [1].")
    assert (made.answer, made.support, made.found) == ("The term ends in May 2030.", Support.SUPPORTED, True)
    assert made.quotes[0].citation.text.startswith("The term ends in May 2030.")
    wrong = answered("The term ends in May 2030 [1]. The rent is 900 euros [1].")
    assert (wrong.support, bool(wrong.reason)) == (Support.NUMBER_NOT_FOUND, True)


def test_a_document_that_is_silent_has_no_answer() -> None:
    refused = answered("The documents do not say.")
    assert (refused.found, refused.answer) == (False, "")
    assert refused.quotes  # what comes nearest
    assert answered("never asked", OTHER) == Cell()


def test_an_engine_that_fails_leaves_its_reason() -> None:
    assert "unreachable" in answered(EngineUnavailable("The server is unreachable.")).problem


def test_a_table_is_filled_cell_by_cell_and_what_is_kept_stays() -> None:
    kept: list[tuple[str, str]] = []
    shelf = Shelf()
    work = fill(
        [(document, question) for document in (DOCUMENT, OTHER) for question in ("The term?", "The rent?")],
        lambda document, question: quoting(document, question, shelf),
        lambda document, question, _: kept.append((document.id, question)),
    )
    assert next(work) == Progress(0, 4, "lease.pdf: The term?")
    while len(kept) < 2:
        next(work)
    work.close()
    assert kept == [("d", "The term?"), ("d", "The rent?")]


def test_the_end_says_how_much_was_found() -> None:
    shelf = Shelf()
    cells = [(DOCUMENT, "When does the term end?"), (OTHER, "When?")]
    work = fill(cells, lambda document, question: quoting(document, question, shelf), lambda *_: None)
    assert driven(work) == Filled(2, 1)
