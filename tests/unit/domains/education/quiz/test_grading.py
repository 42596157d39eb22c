from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.quiz.course import Course
from modules.domains.education.quiz.grading import common_subsequence, grade
from modules.domains.education.quiz.grading_text import Read, distance, reads
from modules.domains.education.quiz.item import Grade, Item, Kind, Number, Response
from modules.domains.education.quiz.making import proposals, valid
from tests.doubles.courses import CELLS, TERMS, course

MATERIAL, CONCEPTS, _ = course(CELLS, TERMS)
MADE = valid(proposals(MATERIAL, CONCEPTS), MATERIAL)


def one(kind: Kind) -> Item:
    return next(item for item in MADE if item.kind is kind)


def same(given: str, expected: str) -> bool | None:
    """Stand for the algebra: what is letter by letter the same is equal, a question mark cannot be read."""
    return None if "?" in given else given == expected


def graded(item: Item, *given: str) -> Grade:
    return grade(item, Response(item.id, given), same, Course(MATERIAL, CONCEPTS).terms)


def test_the_key_of_every_closed_item_earns_everything_and_nothing_earns_nothing() -> None:
    for item in MADE:
        key = (
            tuple(o.text for o in item.options if o.right)
            or tuple(p.right for p in item.pairs)
            or tuple(answer.split("|")[0] for answer in (item.answers[:1] if item.kind is Kind.SHORT else item.answers))
        )
        if item.number:
            key = (f"{item.number.value} {item.number.unit}".strip(),)
        if item.kind is not Kind.OPEN:
            assert graded(item, *key).right, item
        assert graded(item, "").score == 0.0


def test_a_wrong_choice_is_told_what_it_is() -> None:
    item = one(Kind.CHOICE)
    wrong = next(option for option in item.options if not option.right)
    found = graded(item, wrong.text)
    assert found.score == 0.0
    assert wrong.feedback in found.feedback
    assert graded(item, "no option").score == 0.0


def test_a_multi_select_gives_parts_and_takes_them_for_wrong_ones() -> None:
    item = one(Kind.SELECT)
    right = [option.text for option in item.options if option.right]
    wrong = [option.text for option in item.options if not option.right]
    assert len(right) == 3
    assert graded(item, *right[:2]).score == pytest.approx(2 / 3)
    assert graded(item, *right, wrong[0]).score == pytest.approx(2 / 3)
    assert graded(item, right[0], *wrong).score == 0.0


@pytest.mark.parametrize(
    ("said", "answer", "read"),
    [
        ("The helicases.", "helicase", Read.SAME),
        ("HELICASE", "helicase", Read.SAME),
        ("it is helicase", "helicase", Read.WITHIN),
        ("helicaze", "helicase", Read.MISSPELT),
        ("helixase", "helicase", Read.MISSPELT),
        ("not helicase", "helicase", Read.DENIED),
        ("helicase or ligase", "helicase", Read.SEVERAL),
        ("helicase, ligase", "helicase", Read.SEVERAL),
        ("ligase", "helicase", Read.OTHER),
        ("primasa", "primase", Read.MISSPELT),
        ("lactose", "lactase", Read.OTHER),
        ("sulfite", "sulfate", Read.OTHER),
        ("hypertonic", "hypotonic", Read.OTHER),
        ("mitosis", "meiosis", Read.OTHER),
        ("intracellular", "intercellular", Read.OTHER),
        ("1954", "1953", Read.OTHER),
        ("12 to 14", "12", Read.OTHER),
        ("DNB", "DNA", Read.OTHER),
        ("", "DNA", Read.OTHER),
    ],
)
def test_a_short_answer_is_read(said: str, answer: str, read: Read) -> None:
    assert reads(said, (answer,), frozenset({"ligas", "helicas"})) is read


def test_a_misspelling_that_is_another_term_is_wrong() -> None:
    assert reads("adenine", ("adenise",)) is Read.MISSPELT
    assert reads("adenine", ("adenise",), frozenset({"adenin"})) is Read.OTHER


# The distances are those of Damerau's operations (1964), counted by hand.
@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("abc", "abc", 0), ("ca", "ac", 1), ("kitten", "sitting", 3), ("", "abc", 3), ("abd", "abc", 1)],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == distance(other, one) == slips


NUMERIC = replace(one(Kind.NUMERIC), number=Number("4700", "Ω", 0.01))


@pytest.mark.parametrize(
    ("said", "right", "reason"),
    [
        ("4700 Ω", True, ""),
        ("4.7 kΩ", True, ""),
        ("4.7e3 ohm", True, ""),
        ("R = 4.7 × 10^3 ohms", True, ""),
        ("4,690 Ω", True, ""),
        ("4700", False, "unit is missing"),
        ("4700 V", False, "unit is wrong"),
        ("4.7 Ω", False, "10^3"),
        ("470 Ω", False, "factor of ten"),
        ("-4700 Ω", False, "sign"),
        ("5000 Ω", False, ""),
        ("5 kΩ", False, ""),
    ],
)
def test_a_number_is_read_with_its_unit(said: str, right: bool, reason: str) -> None:
    found = graded(NUMERIC, said)
    assert found.right is right, found
    assert reason in found.feedback


def test_a_number_that_was_rounded_too_far_is_told() -> None:
    assert "rounded" in graded(replace(NUMERIC, number=Number("3.14159")), "3.1").feedback


def test_what_is_no_number_is_left_to_the_algebra_or_to_a_person() -> None:
    item = replace(NUMERIC, number=Number("2*sqrt(2)"))
    assert graded(item, "2*sqrt(2)").right
    assert not graded(item, "sqrt(3)").right
    assert not graded(item, "???").certain


@given(st.text(max_size=60))
def test_whatever_is_handed_in_is_graded(said: str) -> None:
    for item in (NUMERIC, one(Kind.SHORT), one(Kind.CLOZE), one(Kind.OPEN), one(Kind.CHOICE)):
        assert 0.0 <= graded(item, said).score <= 1.0


def test_pairs_and_orders_give_parts() -> None:
    item = one(Kind.MATCHING)
    rights = [pair.right for pair in item.pairs]
    swapped = [rights[1], rights[0], *rights[2:]]
    assert graded(item, *swapped).score == pytest.approx((len(rights) - 2) / len(rights))
    order = next(one for one in MADE if one.kind is Kind.ORDERING and len(one.answers) == 4)
    first, *rest = order.answers
    assert graded(order, *rest, first).score == pytest.approx(2 / 3)  # three of four keep their order
    assert graded(order, *order.answers[::-1]).score == 0.0


# Cormen et al., Introduction to Algorithms, section 15.4: ABCBDAB and BDCABA have BCBA, BCAB and BDAB, of length 4.
def test_the_longest_common_subsequence() -> None:
    assert "".join(common_subsequence("ABCBDAB", "BDCABA")) in ("BCBA", "BCAB", "BDAB")


def test_an_open_response_is_graded_by_criterion_with_what_shows_it() -> None:
    item = one(Kind.OPEN)
    full = graded(item, " ".join(row.evidence.text for row in item.rubric))
    assert full.score == 1.0
    assert not full.certain
    assert all(mark.quote for mark in full.marks)
    assert graded(item, "I do not know anything about it.").score == 0.0


def test_the_contrary_of_the_evidence_earns_nothing() -> None:
    item = one(Kind.OPEN)
    row = replace(
        item.rubric[0],
        evidence=replace(item.rubric[0].evidence, text="Helicase unwinds the DNA at the origin."),
        keys=("helicase", "unwinds", "origin"),
    )
    item = replace(item, rubric=(row, *item.rubric[1:]))
    assert graded(item, "Helicase unwinds the DNA at the origin.").marks[0].earned == 1.0
    denied = graded(item, "Helicase does not unwind the DNA at the origin.").marks[0]
    assert denied.earned == 0.0
    assert "contrary" in denied.reason
