"""Published scores and formulas, each with its source, its inputs and what they mean."""

from modules.domains.medical.scores import acute, body, chemistry, clots, early_warning, heart, liver, mind
from modules.domains.medical.scores.filling import prefill
from modules.domains.medical.scores.form import Ask, Field, Found, Given, Result, Score, Used

SCORES: tuple[Score, ...] = (
    *early_warning.SCORES,
    *acute.SCORES,
    *body.SCORES,
    *heart.SCORES,
    *clots.SCORES,
    *liver.SCORES,
    *chemistry.SCORES,
    *mind.SCORES,
)

__all__ = ["SCORES", "Ask", "Field", "Found", "Given", "Result", "Score", "Used", "prefill"]
