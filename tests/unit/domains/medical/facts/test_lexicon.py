from __future__ import annotations

import pytest

from modules.domains.medical.facts.context import Context, Effect
from modules.domains.medical.facts.lexicon import Lexicon, shipped
from modules.domains.medical.facts.medicines import medicine_names
from modules.domains.medical.facts.naming import problem_names
from modules.domains.medical.facts.words import Words, key


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("blood in my stools", "blood in stool"),
        ("Oedema", "edema"),
        ("allergies", "allergy"),
        ("don't", "not"),
        ("x-ray", "x ray"),
        ("myalgias", "myalgia"),
    ],
)
def test_a_key_is_plain_singular_and_american(phrase: str, expected: str) -> None:
    assert key(phrase) == expected


def test_the_longest_name_is_found_and_none_goes_across_a_comma() -> None:
    lexicon = Lexicon({"knee": "", "knee pain": "", "pain": ""})
    assert [one.key for one in lexicon.find(Words("knee pain; knee, pain"))] == ["knee pain", "knee", "pain"]


@pytest.mark.parametrize("name", ["drugs.txt.gz", "problems.txt.gz"])
def test_a_shipped_file_holds_keys_that_mean_keys(name: str) -> None:
    found = shipped(name)
    assert len(found) > 10_000
    assert all(key(one) == one for one in list(found)[:2_000])


def test_everyday_words_are_neither_medicines_nor_problems() -> None:
    words = [key(word) for word in "more right left water position healthy".split()]  # noqa: SIM905
    assert not [word for word in words if word in medicine_names() or word in problem_names()]


def test_a_pseudo_cue_negates_nothing_and_a_terminator_ends_a_scope() -> None:
    text = "No change in pain, no fever but cough"
    context = Context(Words(text))
    negated = [word for word in ("pain", "fever", "cough") if _denied(context, text, word)]
    assert negated == ["fever"]


def _denied(context: Context, text: str, word: str) -> bool:
    return Effect.NEGATED in context.effects(text.index(word), text.index(word) + len(word))
