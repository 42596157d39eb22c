from __future__ import annotations

from dataclasses import replace

import pytest

from modules.core.grounding import Checker, check, doubt_in_answer
from modules.core.types import Passage, Support

TERM = "The Customer may end this Agreement with ninety days written notice. Notice is given by registered letter."
FEES = "Fees are 1,200 dollars a month. In 2021 revenue rose from 100 to 120 million dollars."


def passage(marker: int, text: str, start: int = 0) -> Passage:
    return Passage(marker, f"d{marker}", "contract.pdf", 1, start, start + len(text), ("7 Term",), "", text, 1.0)


PASSAGES = (passage(1, TERM, start=500), passage(2, FEES))


def verdicts(text: str, question: str = "What does the contract say?") -> list[Support]:
    return [sentence.support for sentence in check(text, PASSAGES, question)]


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("The Customer may end the Agreement with ninety days written notice [1].", Support.SUPPORTED),
        ("Notice is given by letter, ninety days ahead.", Support.SUPPORTED),
        ("The Customer may end it with 90 days notice.", Support.SUPPORTED),
        ("The Customer may end it with 60 days notice [1].", Support.NUMBER_NOT_FOUND),
        ("Fees are $1,200 a month.", Support.SUPPORTED),
        ("Revenue rose by 20% from 100 to 120 million dollars.", Support.SUPPORTED),
        ("Revenue rose by 25% from 100 to 120 million dollars.", Support.NUMBER_NOT_FOUND),
        ("In 2021 revenue rose (120 - 100) / 100 * 100 = 20%.", Support.SUPPORTED),
        ("In 2021 the mean revenue was (100 + 120) / 2 = 110 million dollars.", Support.SUPPORTED),
        ("In 2021 the mean revenue was (100 + 120) / 2 = 115 million dollars.", Support.NUMBER_NOT_FOUND),
        ("Elephants migrate through savannah grasslands seeking fresh water.", Support.UNSUPPORTED),
        ("In 2021 revenue rose from 120 to 100 million dollars.", Support.PARTLY),
        ("Is that all?", Support.NO_CLAIM),
        ("The documents do not say who signed it.", Support.NO_CLAIM),
        ("## Fees", Support.NO_CLAIM),
        ("Comparing the two years:", Support.NO_CLAIM),
        ("**FY2023:**", Support.NO_CLAIM),
        ("Elephants migrate through savannah grasslands seeking water:", Support.UNSUPPORTED),
        ("The agreement does not specify who signed it.", Support.NO_CLAIM),
        ("The filing does not provide specific information on elephants.", Support.NO_CLAIM),
        ("It is not possible to determine the number of elephants from this.", Support.NO_CLAIM),
        ("The agreement does not contain rules about elephants.", Support.PARTLY),
        ("", None),
    ],
)
def test_verdicts(text: str, support: Support | None) -> None:
    assert verdicts(text) == ([support] if support else [])


def test_clause_numbers_of_the_section_path_are_known() -> None:
    assert verdicts("Clause 7 lets the Customer end the Agreement.") == [Support.SUPPORTED]
    assert verdicts("Clause 7.4.2 lets the Customer end the Agreement.") == [Support.NUMBER_NOT_FOUND]


def test_the_quote_is_the_stretch_of_the_page_that_carries_the_sentence() -> None:
    (sentence,) = check("Notice is given by registered letter.", PASSAGES, "How?")
    quote = sentence.quotes[0]
    assert quote.marker == 1
    assert TERM[quote.start - 500 : quote.end - 500] == "Notice is given by registered letter."


def test_the_reason_names_what_no_passage_holds() -> None:
    (sentence,) = check("The Customer may end this Agreement with 60 days notice.", PASSAGES, "How?")
    assert sentence.reason == "60 is not found in the passages"
    (sentence,) = check("Elephants migrate through savannah grasslands.", PASSAGES, "How?")
    assert "Elephants" in sentence.reason


def test_markers_hold_where_the_check_agrees() -> None:
    checker = Checker(PASSAGES, "How?")
    for said, expected in [
        ("Fees are 1,200 dollars a month [2].", [2]),
        ("Fees are 1,200 dollars a month [1].", [2]),
        ("Fees are 1,200 dollars a month.", [2]),
        ("Elephants migrate through savannah grasslands [1].", [1]),
    ]:
        (sentence,) = checker.check(said)
        assert checker.markers(said, sentence) == expected


def test_two_stretches_of_one_passage_are_one_marker() -> None:
    text = "The fee is due in May. " + "It rains. " * 9 + "Letters are sent by courier."
    said = "The fee is due and letters are sent by courier."
    checker = Checker([passage(1, text)], "How?")
    [sentence] = checker.check(said)
    assert len(sentence.quotes) == 2
    assert checker.markers(said, sentence) == [1]


def test_an_answer_is_as_doubtful_as_its_worst_sentences() -> None:
    good = check("Fees are 1,200 dollars a month [2].", PASSAGES, "?")
    bad = check("Elephants migrate through savannah grasslands seeking fresh water.", PASSAGES, "?")
    assert doubt_in_answer(good) < 0.2 < doubt_in_answer(bad)
    assert doubt_in_answer(()) == 0


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("The total revenue in 2023 was $84,900.", "the table is in thousands"),
        ("The total revenue in 2023 was $84,900 thousand.", ""),
        ("The total revenue in 2023 was $84.9 million.", ""),
        ("The total revenue in 2023 (in thousands) was $84,900.", ""),
    ],
)
@pytest.mark.parametrize("in_header", [True, False])
def test_an_amount_out_of_a_table_in_thousands_must_say_so(said: str, reason: str, in_header: bool) -> None:
    title = "Revenue (in thousands)"
    rows = "Year | Total revenue\n2023 | $84,900"
    page = passage(1, rows if in_header else f"{title}\n{rows}")
    page = replace(page, header=title) if in_header else page
    [sentence] = check(said, [page], "What was the revenue?")
    assert sentence.reason == reason
    assert sentence.support is (Support.PARTLY if reason else Support.SUPPORTED)


def test_crowds_in_thousands_are_no_table() -> None:
    [sentence] = check("The fee is $500.", [passage(1, "They came in thousands of cars. The fee is $500.")], "Fee?")
    assert sentence.support is Support.SUPPORTED


def test_unfinished_sentences_wait() -> None:
    checker = Checker(PASSAGES, "?")
    assert len(checker.check_finished("Fees are 1,200 dollars a month. In 2021 reve")) == 1
    assert checker.check_finished("Fees are 1,200") == ()


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("The tenant must not sublet the flat [1].", "The tenant may sublet the flat."),
        ("The patient has no known allergies [1].", "The patient is allergic to penicillin. Allergies are known."),
        ("The company made a profit of 5 million.", "The company made a loss of 5 million. Profit is a word."),
    ],
)
def test_the_contrary_is_not_supported(said: str, evidence: str) -> None:
    [sentence] = check(said, [passage(1, evidence)], "?")
    assert sentence.support is Support.PARTLY
    assert sentence.reason == "a passage says the contrary"
