"""The maths in a child process: the path that the app takes."""

from __future__ import annotations

from modules.adapters.bounded import Bounded, Bounds

_MATHS = "modules.domains.education.maths.asked"


def test_each_way_in_answers_in_json() -> None:
    bounded = Bounded(Bounds(seconds=20))
    try:
        assert bounded.call(f"{_MATHS}:compare", "x=3", "3")["outcome"] == "equal"
        assert bounded.call(f"{_MATHS}:verify_steps", "", ["1 + 1 = 3"])[0]["state"] == "wrong"
        assert bounded.call(f"{_MATHS}:solve", "2x = 6")["answer"] == "x = 3"
        assert bounded.call(f"{_MATHS}:sample", "x^2", "x", 0, 2, 3) == [[0, 0], [1, 1], [2, 4]]
    finally:
        bounded.close()
