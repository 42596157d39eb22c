"""What the answer component is told."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from modules.core.types import (
    Answer,
    Document,
    DocumentState,
    Outcome,
    Passage,
    Quote,
    Sentence,
    Support,
    Usage,
)
from modules.ui.answer_data import Places, finished, growing, page_name
from modules.ui.excerpts import marked

PASSAGE = Passage(1, "d1", "lease.pdf", 4, 10, 40, ("5 Term", "5.2 End"), "", "The term ends in May 2030.", 0.9)
OTHER = Passage(2, "d1", "lease.pdf", 6, 0, 20, (), "", "The rent is 500 euros.", 0.5)
TEXT = "The term ends in May 2030 [1]. The rent is 900 euros."
SENTENCES = (
    Sentence(0, 30, Support.SUPPORTED, 0.9, (Quote(1, 10, 30),)),
    Sentence(31, len(TEXT), Support.NUMBER_NOT_FOUND, 0.1, (), "900 is not in the passages"),
)
ANSWER = Answer(
    TEXT, Outcome.ANSWERED, "When does the term end?", (PASSAGE, OTHER), SENTENCES, "embedded", "qwen",
    Usage(prompt_tokens=1_200, completion_tokens=20, seconds=3.21),
)  # fmt: skip
NOWHERE = Places({})


def document(media_type: str, pages: int) -> Document:
    return Document("d1", "lease.pdf", media_type, 1, pages, 1, DocumentState.READY, 0.0)


def test_a_finished_answer() -> None:
    data = finished("And when?", ANSWER, Places({"d1": document("application/pdf", 9)}), {"embedded": "Built in"})
    assert data["searched"] == "Searched for: When does the term end?"
    assert [part["text"] for part in data["verdict"]] == [
        "1 of 2 sentences supported",
        "1 with a number that is not in the passages",
    ]
    assert data["meta"] == "qwen · Built in · 3.2 s · 1,200 tokens read, 20 written"
    stopped = replace(ANSWER, usage=replace(ANSWER.usage, prompt_tokens=0))
    assert finished("And when?", stopped, NOWHERE, {})["meta"].endswith(" · 20 tokens written")
    assert [(one["where"], one["cited"]) for one in data["passages"]] == [("page 4", True), ("page 6", False)]
    assert data["passages"][0]["section"] == "5 Term › 5.2 End"
    assert data["sentences"][0]["label"] == "Supported by lease.pdf, page 4"
    assert data["sentences"][1]["label"].endswith("900 is not in the passages")
    assert data["copy"].endswith("[1] lease.pdf, page 4")


def test_a_passage_that_did_not_fit_whole_was_read_in_part() -> None:
    answer = replace(ANSWER, passages=(PASSAGE, replace(OTHER, cut=True)))
    data = finished("And when?", answer, Places({"d1": document("application/pdf", 9)}), {})
    assert [one["where"] for one in data["passages"]] == ["page 4", "page 6, read in part"]


def test_a_field_may_name_the_clause_beside_the_page() -> None:
    places = Places(
        {"d1": document("application/pdf", 9)}, lambda section: f"clause {section[-1].split()[0]}" if section else ""
    )
    data = finished("And when?", ANSWER, places, {})
    assert [one["where"] for one in data["passages"]] == ["page 4, clause 5.2", "page 6"]
    assert data["sentences"][0]["label"] == "Supported by lease.pdf, page 4, clause 5.2"
    assert "[1] lease.pdf, page 4, clause 5.2" in data["copy"]


def test_a_copy_says_what_is_not_vouched_for() -> None:
    copy = finished("?", ANSWER, NOWHERE, {})["copy"]
    assert "900 euros. (⚠ number not found in the documents: 900 is not in the passages)" in copy
    assert "[2]" not in copy
    memory = Answer("Paris.", Outcome.FROM_MEMORY, "Capital?", (OTHER,))
    assert finished("?", memory, NOWHERE, {})["copy"].endswith("no document vouches for this.")


def test_passages_beside_an_answer_from_memory_are_no_evidence() -> None:
    data = finished("?", Answer("Paris.", Outcome.FROM_MEMORY, "Capital?", (OTHER,)), NOWHERE, {})
    assert data["evidence_title"] == "The closest passages"


def test_a_mark_stands_before_the_space_that_follows_its_sentence() -> None:
    data = finished("?", ANSWER, NOWHERE, {})
    [block] = data["blocks"]
    at = {run["id"]: run["text"] for run in block["cells"][0]}
    assert all(at[end] == at[end].rstrip() for end in block["ends"])
    assert "".join(at.values()) == TEXT.replace("[1]", "1")


def test_each_sentence_has_one_end() -> None:
    data = finished("?", ANSWER, NOWHERE, {})
    ends = [end for block in data["blocks"] for end in block["ends"]]
    assert len(ends) == len(SENTENCES)


def test_the_words_of_the_question_are_marked_in_the_evidence() -> None:
    runs = finished("When does the term end?", ANSWER, NOWHERE, {})["passages"][0]["runs"]
    assert [text for text, on in runs if on] == ["term", "ends"]


def test_the_same_question_is_not_repeated_as_search() -> None:
    assert finished("when does the  term end?", ANSWER, NOWHERE, {})["searched"] == ""


def test_an_answer_from_memory_says_so() -> None:
    answer = Answer("Paris.", Outcome.FROM_MEMORY, "Capital?", engine="ollama", model="phi4")
    data = finished("Capital?", answer, NOWHERE, {})
    assert "memory" in data["verdict"][0]["text"]
    assert "memory" in data["state"]  # the first line, as the settings promise


def test_nothing_found_opens_the_closest_passages() -> None:
    answer = Answer("I found nothing.", Outcome.NOTHING_FOUND, "Who?", (OTHER,))
    data = finished("Who?", answer, NOWHERE, {})
    assert (data["evidence_open"], data["evidence_title"], data["passages"][0]["cited"]) == (
        True,
        "The closest passages",
        True,
    )
    assert data["verdict"] == []


def test_evidence_is_open_until_the_first_word() -> None:
    def data(text: str) -> bool:
        grown = growing(
            "?", searched_for="", passages=(PASSAGE,), text=text, sentences=(), state="Reading", places=NOWHERE
        )
        return grown["evidence_open"]

    assert (data(""), data("The")) == (True, False)


def test_an_answer_that_was_stopped_before_its_first_word_shows_what_was_found() -> None:
    data = finished("?", Answer("", Outcome.STOPPED, "?", (OTHER,), engine="e", model="m"), NOWHERE, {})
    assert data["evidence_open"]
    assert "tokens" not in data["meta"]


def test_a_cut_or_truncated_answer_says_so() -> None:
    answer = Answer("x", Outcome.ANSWERED, "?", engine="e", model="m", usage=Usage(finish="length", truncated=True))
    meta = finished("?", answer, NOWHERE, {})["meta"]
    assert "length limit" in meta
    assert "read less" in meta


def test_pages_are_called_what_they_are() -> None:
    office = "application/vnd.openxmlformats-officedocument."
    assert page_name(3, document("application/pdf", 9)) == "page 3"
    assert page_name(3, document(office + "presentationml.presentation", 9)) == "slide 3"
    assert page_name(2, document(office + "spreadsheetml.sheet", 2)) == "sheet 2"
    assert page_name(1, document(office + "wordprocessingml.document", 1)) == ""
    assert page_name(1, None) == "page 1"


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=8))
def test_marking_loses_no_letter(text: str, spans: list[tuple[int, int]]) -> None:
    runs = marked(text, spans)
    assert "".join(part for part, _ in runs) == text
    assert all(part for part, _ in runs)
