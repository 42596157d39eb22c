"""The concepts of a course: names, order, prerequisites, ids."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.concepts import concept_id, concept_map
from tests.unit.domains.education.papers import material

TEXT = """# Immunity

Immunity is the ability of a body to resist a disease. An antigen is a molecule that the body fights.
An antibody, also known as an immunoglobulin (Ig), is a protein that binds to an antigen.

Passive immunity is a form of immunity that comes from another body. Antibodies are found in milk.
"""


def test_concepts_come_after_what_they_build_on() -> None:
    found = concept_map(material(TEXT)).concepts
    assert [one.name for one in found] == ["immunity", "antigen", "antibody", "passive immunity"]
    by_name = {one.name: one for one in found}
    assert by_name["antibody"].prerequisites == (by_name["antigen"].id,)
    assert by_name["passive immunity"].prerequisites == (by_name["immunity"].id,)
    assert by_name["antibody"].aliases == ("immunoglobulin", "Ig")


def test_a_concept_quotes_its_definition_first_and_every_mention() -> None:
    antibody = next(one for one in concept_map(material(TEXT)).concepts if one.name == "antibody")
    assert antibody.definition is not None
    assert antibody.places[0] == antibody.definition.place
    assert [place.text for place in antibody.places[1:]] == ["Antibodies are found in milk."]
    assert antibody.section == ("Immunity",)
    assert 0 < antibody.weight <= 1


def test_ids_are_those_of_the_term() -> None:
    first = concept_map(material(TEXT)).concepts
    again = concept_map(material("Chapter 9\n\n" + TEXT, document_id="d2")).concepts
    assert [one.id for one in first] == [one.id for one in again]
    assert concept_id("Antigens") == concept_id("antigen") != concept_id("antibody")


def test_nothing_has_no_concepts() -> None:
    assert concept_map(material("")).concepts == ()


WORDS = st.sampled_from(["alpha", "beta", "gamma alpha", "alpha beta", "delta"])


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12))
def test_there_are_no_circles(pairs: list[tuple[str, str]]) -> None:
    text = "\n\n".join(f"The {one} is a thing that has the {other}." for one, other in pairs)
    seen: set[str] = set()
    for one in concept_map(material(text)).concepts:
        assert set(one.prerequisites) <= seen
        seen.add(one.id)
