"""Features of candidates."""

from __future__ import annotations

import numpy as np

from modules.core.naming import Named
from modules.core.questions import Question
from modules.core.scoring import FEATURES, WEIGHTS, Signals, features, score
from modules.core.types import Chunk

NOBODY = Named({}, frozenset())


def chunk(number: int, text: str, document: str = "d", section: tuple[str, ...] = ()) -> Chunk:
    return Chunk(f"{document}-{number}", document, document, number, 1, 0, len(text), section, "", text)


def table(question: str, chunks: list[Chunk], named: Named = NOBODY) -> dict[str, list[float]]:
    cosines = np.linspace(0.9, 0.1, len(chunks), dtype=np.float32)
    signals = Signals(cosines, cosines, {chunks[-1].id: 4.0}, {chunks[0].id: 2.0})
    found = features(Question(question), named, chunks, signals)
    assert found.shape == (len(chunks), len(FEATURES))
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1.0001)).all()
    return {name: column.tolist() for name, column in zip(FEATURES, found.T, strict=True)}


def test_a_weight_for_each_feature() -> None:
    assert WEIGHTS.shape == (len(FEATURES),)


def test_words_of_the_question_count_in_text_and_titles() -> None:
    found = table("termination fee", [chunk(0, "A fee for termination."), chunk(1, "Dogs.", section=("Termination",))])
    assert found["cover"][0] > found["cover"][1] == 0
    assert found["head_cover"][1] > found["head_cover"][0] == 0


def test_words_that_are_neighbours_in_the_question_should_be_so_in_the_text() -> None:
    far = "Termination is in writing and is sent by courier to the offices of the other party with no fee."
    found = table("termination fee", [chunk(0, "The termination fee is 5."), chunk(1, far)])
    assert found["pairs"] == [1.0, 0.0]


def test_the_window_is_the_best_stretch_only() -> None:
    spread = "termination " + "word " * 40 + "fee"
    found = table("termination fee", [chunk(0, "termination fee"), chunk(1, spread), chunk(2, "dogs")])
    assert found["window"][0] == found["cover"][0] == found["cover"][1] > found["window"][1] > 0


def test_named_documents_and_good_documents_are_preferred() -> None:
    named = Named({"a": 1.0, "b": 0.5}, frozenset())
    found = table("fee", [chunk(0, "fee", "a"), chunk(0, "fee", "b"), chunk(0, "fee", "c")], named)
    assert found["named"] == [1.0, 0.5, 0.0]
    assert found["most_named"] == [1.0, 0.0, 0.0]
    assert found["document"][0] == 1.0


def test_a_row_whose_whole_label_is_asked_for_is_preferred() -> None:
    rows = ["Total assets | 15,803 | 17,504", "Total current assets | 8,802", "Assets | 5", "Total assets | see above"]
    found = table("What were the total assets?", [chunk(number, row) for number, row in enumerate(rows)])
    assert found["row"] == [1.0, 0.0, 0.0, 0.0]


def test_scores_are_between_0_and_1() -> None:
    chunks = [chunk(number, f"fee {number}") for number in range(5)]
    cosines = np.zeros(5, np.float32)
    assert (
        ((found := score(Question("fee"), NOBODY, chunks, Signals(cosines, cosines, {}, {}))) >= 0) & (found <= 1)
    ).all()


def test_a_question_about_the_document_itself_looks_at_its_beginning() -> None:
    chunks = [chunk(number, "Words.") for number in range(5)]
    opening = table("Who are the parties?", chunks)["opening"]
    assert opening == sorted(opening, reverse=True)
    assert opening[0] == 1
    assert opening[-1] == 0
    assert table("What is the rent?", chunks)["opening"] == [0] * 5
