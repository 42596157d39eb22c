"""Plain words for clinical ones, and what every entry of the lexicon must leave as it is."""

from __future__ import annotations

import re

import pytest

from modules.core.text import words
from modules.domains.medical.letter.kept import kept
from modules.domains.medical.letter.plain_words import lexicon, plain
from modules.domains.medical.reading_grade import readability
from modules.domains.medical.syllables import syllables


@pytest.mark.parametrize(
    ("clinical", "said"),
    [
        ("You have hypertension.", "You have high blood pressure."),
        ("Hypertension is treated.", "High blood pressure is treated."),
        ("Dyspnea on exertion and dyspnea.", "Trouble breathing with effort and trouble breathing."),
        ("We found a contusion and an effusion.", "We found a bruise and a fluid."),
        ("An EKG was normal.", "A heart tracing was normal."),
        ("a laceration", "a cut"),
        ("a myocardial infarction", "a heart attack"),
        ("a magnetic resonance imaging", "an MRI scan"),
        ("a CT scan", "a CT scan"),
        ("The non productive cough, a post-renal cause.", "The non productive cough, a post-renal cause."),
        ("The cardiology office will call.", "The heart clinic office will call."),
        ("PCP and pcp", "family doctor and pcp"),
        ("", ""),
    ],
)
def test_terms_are_replaced_as_whole_words(clinical: str, said: str) -> None:
    assert plain(clinical) == said


def test_the_lexicon_is_large_and_easier_to_read() -> None:
    assert len(lexicon()) >= 250
    easier = sum(readability(plain).grade <= readability(term).grade for term, plain in lexicon().items())
    assert easier / len(lexicon()) >= 0.8


@pytest.mark.parametrize("term", lexicon())
def test_no_entry_brings_or_takes_a_figure_a_negation_or_a_side(term: str) -> None:
    # "Discontinue" and "stop" are one negation, so both must be of the same thing.
    assert kept(f"You {term} here.", f"You {lexicon()[term]} here.")
    assert not re.search(r"\d(?!c)", lexicon()[term])


def test_no_plain_word_is_a_clinical_one_again() -> None:
    again = {term for term in lexicon() if plain(lexicon()[term]) != lexicon()[term]}
    assert not again


def test_hardly_any_plain_word_is_long() -> None:
    spoken = [term[one.start : one.end] for term in lexicon().values() for one in words(term)]
    assert sum(syllables(word) >= 4 for word in spoken) / len(spoken) < 0.02
