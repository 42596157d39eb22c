"""Sentences that define a term, and sentences that do not."""

from __future__ import annotations

import pytest

from modules.domains.education.defining import SURE, defines, definitions, entry


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("A basophil is a leukocyte that releases chemicals.", "basophil"),
        ("Lymphocytes are leukocytes that have large, darkly staining nuclei.", "Lymphocytes"),
        ("Inertia refers to the tendency of a body to keep its motion.", "Inertia"),
        ("Density is defined as mass per unit of volume.", "Density"),
        ("This process is called opsonization.", "opsonization"),
        ("A thick bundle called the corpus callosum (Latin: “tough body”) connects both halves.", "corpus callosum"),
        ("Many fishes have a swim bladder, a gas-filled organ that helps to control buoyancy.", "swim bladder"),
        (
            "Natural selection, also known as “survival of the fittest,” is the reproduction of the fit.",
            "Natural selection",
        ),
        ("**Momentum**: mass times velocity of a body", "Momentum"),
        ("Dispersal is when a few members of a species move to a new area.", "Dispersal"),
    ],
)
def test_a_definition_names_its_term(text: str, term: str) -> None:
    found = definitions(text)
    assert found
    assert found[0].term == term
    assert found[0].strength >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "There are three different ways in which this can be done.",
        "This is a problem that many students have.",
        "It is the reason for which they left.",
        "What is a cell?",
        "The meeting was called for Tuesday.",
        "A torch, a toaster and a telephone have one thing in common.",
        "In addition, beneficial microorganisms that live on the skin compete.",
        "The rule is named after Chargaff.",
    ],
)
def test_what_defines_nothing(text: str) -> None:
    assert not defines(text)


def test_other_names_and_what_leans_on_the_sentence_before() -> None:
    [one, *_] = definitions("Cerebrospinal fluid (CSF) is a clear fluid that surrounds the brain.")
    assert (one.term, one.aliases, one.leans) == ("Cerebrospinal fluid", ("CSF",), False)
    assert definitions("This phenomenon is called molecular mimicry.")[0].leans


def test_an_entry_of_a_glossary() -> None:
    found = entry("axon: tube-like structure that carries the signal")
    assert found
    assert (found.term, found.meaning) == ("axon", "tube-like structure that carries the signal")
    labelled = entry("**Definition (time constant).** τ = R C. It sets the pace.")
    assert labelled
    assert labelled.term == "time constant"
    assert entry("Note: this is hard to see at first") is None
