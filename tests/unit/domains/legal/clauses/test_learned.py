from __future__ import annotations

import numpy as np

from modules.domains.legal.clauses.cues import CUES
from modules.domains.legal.clauses.learned import BITS, Linear, features, shipped
from modules.domains.legal.clauses.statements import Statement


def statement(text: str, title: str = "") -> Statement:
    return Statement(0, len(text), text, title)


def test_features_are_words_pairs_and_the_title_each_once() -> None:
    assert len(features(statement("notice of notice"))) == 4  # notice, of, "notice of", "of notice"
    assert features(statement("30 days")) == features(statement("45 days"))
    assert features(statement("notice", "term")) != features(statement("notice"))


def test_the_score_is_the_mean_weight_by_the_root_of_the_length() -> None:
    weights = np.zeros((1 << BITS, 1), dtype=np.float32)
    (one,) = features(statement("insurance"))
    weights[one] = 0.6
    model = Linear(weights, np.array([0.1], dtype=np.float32))
    found = model.scores([statement("insurance"), statement(""), statement("insurance insurance")])
    np.testing.assert_allclose(found[:, 0], [0.7, 0.1, 0.1 + 0.6 / np.sqrt(2)], rtol=1e-6)


def test_the_shipped_model_knows_each_category_and_a_typical_clause() -> None:
    text = "neither party may assign this agreement without the prior written consent of the other party."
    found = shipped().scores([statement(text)])
    assert found.shape == (1, len(CUES))
    assert list(CUES)[int(found.argmax())] == "anti_assignment"
