from __future__ import annotations

import json
from dataclasses import replace

from modules.core.export import Entry, Transcript, as_json, as_markdown
from modules.core.grounding import check
from modules.core.types import Answer, Outcome, Passage

PAGE = "Fees are 1,200 dollars a month. ![x](https://evil.example/?d=1) <script>alert(1)</script>"
PASSAGE = Passage(1, "d", "a*b.pdf", 3, 0, len(PAGE), ("2 Fees",), "", PAGE, 1.0)
TEXT = "Fees are 1,200 dollars a month [1]. Fees are 9,999 dollars a month [1]. ![y](https://evil.example/y)"
ANSWER = Answer(
    TEXT, Outcome.ANSWERED, "fees", (PASSAGE,), check(TEXT, (PASSAGE,), "What are the fees?"), "scripted", "m"
)
TRANSCRIPT = Transcript("About <b>fees</b>", "Not advice.", (Entry("What are the fees?", ANSWER, 0.0),))


def test_markdown_marks_what_is_not_vouched_for_and_fetches_nothing() -> None:
    text = as_markdown(TRANSCRIPT)
    assert "Fees are 1,200 dollars a month [1]. Fees" in text
    assert "Fees are 9,999 dollars a month [1]. **⚠ number not found in the documents: 9,999" in text
    assert "a\\*b.pdf, page 3, 2 Fees" in text
    assert "1970-01-01 00:00 UTC, m on scripted" in text
    assert "![" not in text
    assert "](" not in text.replace("\\](", "")
    assert "<script" not in text.replace("\\<script", "")


def test_pages_are_called_what_the_document_calls_them() -> None:
    assert "a\\*b.pdf, slide 3, 2 Fees" in as_markdown(replace(TRANSCRIPT, page_names={"d": "slide"}))
    assert "a\\*b.pdf, 2 Fees" in as_markdown(replace(TRANSCRIPT, page_names={"d": ""}))


def test_json_holds_every_sentence_with_the_words_that_carry_it() -> None:
    turn = json.loads(as_json(TRANSCRIPT))["turns"][0]
    assert [sentence["support"] for sentence in turn["sentences"]][:2] == ["supported", "number not found"]
    assert turn["sentences"][0]["quotes"][0]["text"] == "Fees are 1,200 dollars a month."
    assert turn["sources"][0]["page"] == 3
    assert turn["outcome"] == "answered"


def test_passages_that_nothing_is_cited_from_stand_last_and_apart() -> None:
    other = Passage(2, "e", "other.pdf", 1, 0, 9, (), "", "a | b\nc | d", 0.1)
    answer = replace(ANSWER, text=TEXT, passages=(other, PASSAGE))
    transcript = Transcript("t", "", (Entry("q", answer, 0.0),))
    text = as_markdown(transcript)
    assert text.index("### Sources") < text.index("a\\*b.pdf") < text.index("### Also found") < text.index("other.pdf")
    assert "> a \\| b  \n> c \\| d" in text
    sources = json.loads(as_json(transcript))["turns"][0]["sources"]
    assert [(one["marker"], one["cited"]) for one in sources] == [(1, True), (2, False)]


def test_the_mark_of_a_table_row_stands_in_its_last_cell() -> None:
    text = "| Fee | Amount |\n|---|---|\n| Zoo | 77,777 dollars |"
    answer = Answer(text, Outcome.ANSWERED, "q", (PASSAGE,), check(text, (PASSAGE,), "q"))
    last = as_markdown(Transcript("t", "", (Entry("q", answer, 0.0),))).split("### ")[0].strip().splitlines()[-1]
    assert "| Zoo | 77,777 dollars **⚠ number not found" in last
    assert last.endswith("** |")


def test_what_was_not_searched_is_said() -> None:
    answer = replace(ANSWER, unread=("b.pdf",), words_only=True)
    text = as_markdown(Transcript("t", "", (Entry("q", answer, 0.0),)))
    assert "Still being read when this was asked: b.pdf" in text.replace("\\", "")
    assert "not by meaning" in text


def test_an_answer_from_memory_says_so() -> None:
    answer = Answer("Perhaps.", Outcome.FROM_MEMORY, "x")
    assert "no document vouches" in as_markdown(Transcript("t", "", (Entry("q", answer, 0.0),)))


def test_the_name_of_a_model_fetches_nothing_either() -> None:
    named = replace(ANSWER, model="![z](https://evil.example/z)", engine="<img src=x>")
    text = as_markdown(replace(TRANSCRIPT, entries=(Entry("q", named, 0.0),)))
    assert "![" not in text
    assert "<img" not in text.replace("\\<img", "")


def test_a_code_block_that_was_left_open_does_not_take_in_the_sources() -> None:
    for text, fences in (("See:\n```\nfees = 1", 2), ("See:\n```\nfees = 1\n```\nThat is all.", 2), ("~~~\n```\na", 3)):
        answer = replace(ANSWER, text=text, sentences=())
        before, _, _ = as_markdown(replace(TRANSCRIPT, entries=(Entry("q", answer, 0.0),))).partition("### ")
        assert before.count("```") + before.count("~~~") == fences


def test_the_mark_of_a_code_block_stands_below_its_end() -> None:
    text = "See:\n\n```\nzebras = 77\n```"
    answer = Answer(text, Outcome.ANSWERED, "q", (PASSAGE,), check(text, (PASSAGE,), "q"))
    lines = as_markdown(Transcript("t", "", (Entry("q", answer, 0.0),))).splitlines()
    assert lines.count("```") == 2
    assert lines[lines.index("```", lines.index("```") + 1) + 2].startswith("**⚠ ")
