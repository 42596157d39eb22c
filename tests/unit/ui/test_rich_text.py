"""Answers as blocks: what helps a reader stays, what could fetch or run does not."""

from hypothesis import given
from hypothesis import strategies as st

from modules.core.types import Sentence, Support
from modules.ui.rich_text import Block, blocks

PIECES = st.sampled_from(
    (
        *(
            "![x](http://evil/?d=1)",
            "[a](http://b)",
            "<img src=x onerror=y>",
            "<script>",
            "[x]: http://y",
            "> ",
            "\u2028",
        ),
        *("**", "*", "`", "[1]", "[2, 3]", "[9]", "\n", "\n\n", "- ", "1. ", "# ", "| a | b |\n|---|---|\n", "```"),
        *("word ", "The fee is 5 %. "),
    )
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def words(found: list[Block]) -> str:
    return "".join(run.text for block in found for cell in block.cells for run in cell if not run.marker)


def only(text: str, *markers: int) -> Block:
    found = blocks(text, frozenset(markers))
    assert len(found) == 1
    return found[0]


@given(TEXTS | st.text(max_size=300))
def test_it_never_fails_and_invents_nothing(text: str) -> None:
    found = blocks(text, frozenset({1, 2, 3}))
    allowed = set(text) | set(" ()\n•.0123456789")
    assert set(words(found)) <= allowed
    for block in found:
        for cell in block.cells:
            assert all(run.marker in (0, 1, 2, 3) and 0 <= run.start <= len(text) for run in cell)


@given(TEXTS)
def test_no_image_survives(text: str) -> None:
    left = [run for block in blocks(text, frozenset()) if block.kind != "code" for cell in block.cells for run in cell]
    assert not any("![x](http" in run.text and not run.code for run in left)


@given(TEXTS)
def test_every_run_of_a_checked_text_has_its_sentence(text: str) -> None:
    middle = len(text) // 2
    sentences = [Sentence(0, middle, Support.SUPPORTED, 1.0), Sentence(middle, len(text), Support.UNSUPPORTED, 0.0)]
    for block in blocks(text, frozenset({1}), sentences):
        for run in (run for cell in block.cells for run in cell):
            assert run.sentence == (1 if run.start >= middle else 0)


def test_markers_with_a_passage_become_markers() -> None:
    runs = only("It ends in May [1][2, 3]. See [4].", 1, 2, 3).cells[0]
    assert [run.marker for run in runs if run.marker] == [1, 2, 3]
    assert "[4]" in "".join(run.text for run in runs)


def test_an_image_vanishes_and_a_link_becomes_its_words_and_address() -> None:
    block = only("See ![secret](https://x.y/?d=1) the [terms](https://x.y) here.")
    assert words([block]) == "See  the terms (https://x.y) here."


def test_bold_italic_and_code() -> None:
    runs = only("a **b** *c* `d`").cells[0]
    assert [(run.text, run.bold, run.italic, run.code) for run in runs if run.text.strip()] == [
        ("a ", False, False, False), ("b", True, False, False), ("c", False, True, False), ("d", False, False, True),
    ]  # fmt: skip


def test_lists_headings_and_tables() -> None:
    found = blocks("# Fees\n- one\n  - two\n3. three\n| Year | Fee |\n|---|---|\n| 2024 | 5 |", frozenset())
    kinds = [(block.kind, block.bullet, block.level, block.head) for block in found]
    assert kinds == [
        ("heading", "", 1, False), ("item", "•", 0, False), ("item", "•", 1, False), ("item", "3.", 0, False),
        ("row", "", 0, True), ("row", "", 0, False),
    ]  # fmt: skip
    assert [[run.text.strip() for run in cell] for cell in found[-1].cells] == [["2024"], ["5"]]


def test_multiplication_and_names_are_not_emphasis() -> None:
    assert words([only("2 * 3 * 4 and snake_case_name")]) == "2 * 3 * 4 and snake_case_name"


def test_code_is_kept_letter_by_letter() -> None:
    found = blocks("```\n![x](y) **b**\n```", frozenset())
    assert [block.kind for block in found] == ["code"]
    assert words(found) == "![x](y) **b**"
