"""Bayesian knowledge tracing beside a hidden Markov model written out with numpy, and beside its own closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.mastery.tracing import (
    DEFAULT,
    MASTERED,
    Observed,
    Parameters,
    after,
    chance_right,
    traced,
)

# "Bayesian knowledge tracing" helper of M. Yudelson (hmm-scalable): pInit .5, pLearn .4, pSlip .2, pGuess .2, and its
# observations; 1 is right.
_YUDELSON = Parameters(known=0.5, learned=0.4, guess=0.2, slip=0.2)
_SEEN = (0, 0, 1, 1, 1, 0, 1, 1, 0, 1)

_probabilities = st.floats(0.01, 0.99)
_models = st.builds(
    Parameters, known=_probabilities, learned=_probabilities, guess=st.floats(0.01, 0.45), slip=st.floats(0.01, 0.45)
)


def _forward(parameters: Parameters, seen: tuple[int, ...]) -> list[float]:
    """The forward algorithm of a hidden Markov model with two states, known and not, as Yudelson states it."""
    state = np.array([parameters.known, 1 - parameters.known])
    moves = np.array([[1.0, 0.0], [parameters.learned, 1 - parameters.learned]])
    emits = np.array([[1 - parameters.slip, parameters.slip], [parameters.guess, 1 - parameters.guess]])
    known = [float(state[0])]
    for right in seen:
        weighed = state * emits[:, 0 if right else 1]
        state = weighed / weighed.sum() @ moves
        known.append(float(state[0]))
    return known


def test_first_step_by_hand() -> None:
    # wrong: .5 * .2 / (.5 * .2 + .5 * .8) = .2; then .2 + .8 * .4 = .52
    assert after(0.5, Observed(0.0), _YUDELSON) == pytest.approx(0.52)
    # right: .5 * .8 / (.5 * .8 + .5 * .2) = .8; then .8 + .2 * .4 = .88
    assert after(0.5, Observed(1.0), _YUDELSON) == pytest.approx(0.88)


def test_a_published_sequence_is_traced_as_a_hidden_markov_model_does() -> None:
    found = traced([Observed(float(one)) for one in _SEEN], _YUDELSON)
    assert found == pytest.approx(_forward(_YUDELSON, _SEEN))


@given(_models, st.lists(st.integers(0, 1), max_size=20))
def test_any_model_is_traced_as_a_hidden_markov_model_does(parameters: Parameters, seen: list[int]) -> None:
    found = traced([Observed(float(one)) for one in seen], parameters)
    assert found == pytest.approx(_forward(parameters, tuple(seen)), abs=1e-9)


@given(_models, st.integers(1, 30))
def test_expected_learning_curve_has_its_closed_form(parameters: Parameters, times: int) -> None:
    """B. van de Sande, "Properties of the Bayesian knowledge tracing model", JEDM 5 (2013), equation for P(C_j)."""
    known = parameters.known
    for _ in range(times):
        right = chance_right(known, parameters)
        known = right * after(known, Observed(1), parameters) + (1 - right) * after(known, Observed(0), parameters)
    unlearned = (1 - parameters.known) * (1 - parameters.learned) ** times
    expected = 1 - parameters.slip - (1 - parameters.slip - parameters.guess) * unlearned
    assert chance_right(known, parameters) == pytest.approx(expected)


@given(_models, _probabilities, st.floats(0, 1), st.floats(0, 1))
def test_a_better_answer_never_tells_less(parameters: Parameters, known: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert after(known, Observed(low), parameters) <= after(known, Observed(high), parameters) + 1e-12


@given(_models, _probabilities, st.floats(0, 1))
def test_what_is_returned_is_a_probability(parameters: Parameters, known: float, score: float) -> None:
    assert 0 <= after(known, Observed(score), parameters) <= 1


def test_a_guess_among_two_tells_less_than_a_free_answer() -> None:
    assert after(0.3, Observed(1.0, guess=0.5)) < after(0.3, Observed(1.0, guess=0.02))


def test_four_right_answers_to_open_questions_master_a_concept() -> None:
    known = traced([Observed(1.0, guess=0.05)] * 4)
    assert known[0] == DEFAULT.known
    assert known[1] < MASTERED <= known[4]


@pytest.mark.parametrize("values", [{"known": 1.2}, {"learned": -0.1}, {"guess": 0.7, "slip": 0.4}])
def test_what_is_no_model_of_learning_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"0 to 1|below 1"):
        Parameters(**values)
