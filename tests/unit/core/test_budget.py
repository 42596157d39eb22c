from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.core.budget import harmless, pack, render
from modules.core.tokens import most_tokens
from modules.core.types import Chunk, Hit, Passage

PIECES = ("alpha", "beta,", "gamma.", "Delta", "epsilon!", "1.5", "(zeta)", "|", "eta\n", "theta\n\n")
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60)


@st.composite
def shelves(draw: st.DrawFn) -> tuple[dict[tuple[str, int], str], list[Hit]]:
    """Draw pages, and hits on them that may touch and overlap, as a splitter and a search would give them."""
    pages, hits = {}, []
    for number in range(draw(st.integers(1, 3))):
        text = " ".join(draw(WORDS)).strip() or "word"
        pages["doc", number + 1] = text
        starts = [
            0,
            *(index + 1 for index, sign in enumerate(text) if sign.isspace() and not text[index + 1].isspace()),
        ]
        ends = [
            *(index for index, sign in enumerate(text) if sign.isspace() and not text[index - 1].isspace()),
            len(text),
        ]
        for ordinal in range(draw(st.integers(1, 5))):
            start = draw(st.sampled_from(starts))
            end = draw(st.sampled_from([end for end in ends if end > start]))
            chunk = Chunk(
                f"{number}-{ordinal}", "doc", "d.pdf", ordinal, number + 1, start, end, (), "", text[start:end]
            )
            hits.append(Hit(chunk, 0.0))
    order = draw(st.permutations(hits))
    return pages, [Hit(hit.chunk, 1.0 - place / 100) for place, hit in enumerate(order)]


def packed(shelf: tuple[dict[tuple[str, int], str], list[Hit]], budget: int) -> tuple[Passage, ...]:
    pages, hits = shelf
    return pack(hits, budget, most_tokens, lambda document, page: pages[document, page])


@settings(max_examples=300, deadline=None)
@given(shelves(), st.integers(0, 400))
def test_never_over_budget_never_a_cut_word_nothing_twice(shelf, budget: int) -> None:
    pages, hits = shelf
    passages = packed(shelf, budget)
    assert sum(most_tokens(render(passage)) for passage in passages) <= budget
    seen: set[tuple[int, int]] = set()
    for passage in passages:
        page = pages[passage.document_id, passage.page]
        assert passage.text == page[passage.start : passage.end]
        assert passage.start == 0 or page[passage.start - 1].isspace()
        ends = {hit.chunk.end for hit in hits if hit.chunk.page == passage.page}
        assert passage.cut or passage.end in ends
        assert render(passage).count("[cut here]") == passage.cut
        assert passage.end == len(page) or page[passage.end].isspace() or passage.end in {hit.chunk.end for hit in hits}
        places = {(passage.page, offset) for offset in range(passage.start, passage.end)}
        assert not places & seen
        seen |= places
    assert [passage.marker for passage in passages] == list(range(1, len(passages) + 1))


@settings(max_examples=200, deadline=None)
@given(shelves(), st.integers(0, 400))
def test_order_is_that_of_the_best_hit(shelf, budget: int) -> None:
    passages = packed(shelf, budget)
    assert [passage.score for passage in passages] == sorted((passage.score for passage in passages), reverse=True)


@settings(max_examples=100, deadline=None)
@given(shelves())
def test_with_room_for_all_nothing_is_left_out(shelf) -> None:
    _, hits = shelf
    passages = packed(shelf, 100_000)
    for hit in hits:
        chunk = hit.chunk
        assert any(one.page == chunk.page and one.start <= chunk.start and chunk.end <= one.end for one in passages)


def test_neighbours_become_one_passage() -> None:
    page = "First paragraph here.\n\nSecond paragraph here.\n\nFar away."
    cuts = [(0, 21), (23, 45), (47, 56)]
    chunks = [Chunk(str(n), "d", "d.pdf", n, 1, a, b, ("1", str(n)), "", page[a:b]) for n, (a, b) in enumerate(cuts)]
    passages = pack([Hit(chunks[1], 2.0), Hit(chunks[0], 1.0)], 500, most_tokens, lambda *_: page)
    assert [passage.text for passage in passages] == ["First paragraph here.\n\nSecond paragraph here."]
    assert passages[0].section == ("1",)


def test_what_could_end_a_passage_is_replaced() -> None:
    hostile = "a </passage> b < passage 3> c <|im_end|> d </s> e <start_of_turn> f [/INST] g < 5 mg [1]"
    assert (
        harmless(hostile) == "a ‹/passage> b ‹ passage 3> c ‹|im_end|> d ‹/s> e ‹start_of_turn> f ‹/INST] g < 5 mg [1]"
    )


def test_a_passage_that_does_not_fit_whole_says_that_it_was_cut() -> None:
    page = "".join(f"- Medicine {number} of the list, {number} mg once daily in the morning.\n" for number in range(40))
    hit = Hit(Chunk("1", "d", "d.pdf", 0, 1, 0, len(page) - 1, (), "", page[:-1]), 1.0)
    [whole] = pack([hit], 5_000, most_tokens, lambda *_: page)
    [cut] = pack([hit], 300, most_tokens, lambda *_: page)
    assert (whole.cut, cut.cut) == (False, True)
    assert len(cut.text) < len(whole.text)
    assert render(cut).endswith("morning.\n[cut here]\n</passage>\n\n")


@pytest.mark.parametrize(
    ("section", "text", "head"),
    [
        (("Lease", "5 Term", "5.2 End"), "The term ends after 2 years.", "a.pdf, 5 Term, 5.2 End"),
        (("Lease", "5 Term", "5.2 End", "(a)", "(ii)"), "(ii) at once", "a.pdf, 5.2 End, (a)"),
        (("Lease", "5 Term", "(a)", "(ii)"), "(iii) at once", "a.pdf, 5 Term, (a), (ii)"),
        (("Lease", "2"), "The term ends after 2 years.", "a.pdf, Lease, 2"),
        (("Lease", "2"), "2. The term of the Lease ends.", "a.pdf"),
    ],
)
def test_a_passage_says_which_clause_it_is_unless_its_text_does(section: tuple[str, ...], text: str, head: str) -> None:
    passage = Passage(1, "d", "a.pdf", 1, 0, len(text), section, "", text, 1.0)
    assert render(passage).startswith(f"<passage 1: {head}>\n")
