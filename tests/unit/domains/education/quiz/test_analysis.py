import pytest

from modules.domains.education.quiz.analysis import analysed, correlation, cronbach_alpha, groups

# Worked by hand for five takers of four items with totals 4, 3, 2, 1, 0, a Guttman scale.
# p: .8 .6 .4 .2; sum of p*q = .16 + .24 + .24 + .16 = .80; variance of totals 2; KR-20 = 4/3 * (1 - .80/2) = .8.
GUTTMAN = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


def test_difficulty_reliability_and_error_come_out_as_worked_by_hand() -> None:
    found = analysed(GUTTMAN, ["a", "b", "c", "d"])
    assert [one.p for one in found.items] == pytest.approx([0.8, 0.6, 0.4, 0.2])
    assert found.alpha == pytest.approx(0.8)
    assert found.deviation == pytest.approx(2**0.5)
    assert found.error == pytest.approx(2**0.5 * 0.2**0.5)
    assert [one.discrimination for one in found.items] == [1.0] * 4
    assert found.remarks  # five takers tell little


def test_the_correlation_leaves_the_item_itself_out() -> None:
    # Item a: 1 1 1 1 0; the other three sum to 3 2 1 0 0: means .8 and 1.2; covariance .24, deviations .4 and 1.1662.
    found = analysed(GUTTMAN, ["a", "b", "c", "d"]).items[0]
    assert found.correlation == pytest.approx(0.24 / (0.4 * 1.36**0.5))


def test_groups_are_the_upper_and_lower_27_percent() -> None:
    upper, lower = groups(list(range(100)))
    assert len(upper) == len(lower) == 27
    assert min(upper) == 73
    assert max(lower) == 26


def test_what_is_not_defined_is_none() -> None:
    assert cronbach_alpha([[1], [0]]) is None
    assert cronbach_alpha([[1, 0], [0, 1]]) is None
    assert correlation([1, 1], [0, 1]) is None
    with pytest.raises(ValueError, match="each taker"):
        analysed([[1, 0]], ["a"])


def test_a_distractor_that_nobody_chooses_and_one_that_draws_the_strong_are_flagged() -> None:
    scores = [[1.0, 1.0]] * 4 + [[0.0, 1.0]] * 4 + [[1.0, 0.0]] * 12
    chosen = ["A"] * 4 + ["B"] * 4 + ["A"] * 12
    found = analysed(scores, ["x", "y"], {"x": chosen}, {"x": [("A", True), ("B", False), ("C", False)]})
    assert any("Dead distractor" in flag and "“C”" in flag for flag in found.items[0].flags)
    assert [option.chosen for option in found.items[0].distractors] == [16, 4, 0]


def test_easy_and_inverted_items_are_flagged() -> None:
    scores = [[1.0, 0.0, 1.0, 1.0], [1.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0]]
    found = analysed(scores, ["easy", "inverted", "c", "d"])
    assert "Too easy" in found.items[0].flags[0]
    assert any("Negative" in flag for flag in found.items[1].flags)
