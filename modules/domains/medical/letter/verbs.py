"""Verbs of notes in the third person, and the form that goes with "you"."""

from __future__ import annotations

IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}
_THIRD_TEXT = """
reports denies endorses states notes has is was does feels takes needs complains describes experiences appears lives
works remains continues wants knows understands agrees presents uses drinks smokes eats sleeps says thinks believes
requires returns comes goes admits
"""


def second_person(verb: str) -> str:
    """Return the form that goes with "you": "has" is "have", "reports" is "report"."""
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith(("ss", "us")) else verb


VERBS = {verb: second_person(verb) for verb in _THIRD_TEXT.split()}
"""Those that notes say of patients, in the third person, to the second."""
