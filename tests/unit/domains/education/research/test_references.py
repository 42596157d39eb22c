"""How papers are cited, read from first pages as journals, preprints and theses print them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.research.references import Name, Reference, bibtex, csl_json, keys, named, reference

_JOURNAL = """Journal of Plant Lighting 12(3), 2019, 45-61
doi:10.1234/jpl.2019.0045

Blue light and the growth of lettuce in closed
chambers
Mara T. Okafor1*, Jens van der Berg2 and Li Wei1
1 Department of Botany, University of Examples
Received 3 May 2018; accepted 9 January 2019

Abstract
We tested whether blue light slows the growth of lettuce.
"""
_PREPRINT = """Retrieval Practice for Small Screens
Ana Ruiz, Tom Fields
Institute of Learning, Exampleton
arXiv:2103.04567v2 [cs.HC] 8 Mar 2021
Abstract. Learners read less on phones.
"""


def test_a_journal_s_first_page() -> None:
    found = reference("d", "okafor.pdf", [_JOURNAL], {"title": "Microsoft Word - final.docx", "author": "admin"})
    assert found.title == "Blue light and the growth of lettuce in closed chambers"
    assert found.authors == (Name("Okafor", "Mara T."), Name("van der Berg", "Jens"), Name("Wei", "Li"))
    assert (found.year, found.doi) == ("2019", "10.1234/jpl.2019.0045")
    assert (found.journal, found.volume, found.issue, found.pages) == ("Journal of Plant Lighting", "12", "3", "45–61")
    assert found.guessed == ()


def test_a_preprint_s_first_page() -> None:
    found = reference("d", "2103.04567.pdf", [_PREPRINT], {})
    assert found.title == "Retrieval Practice for Small Screens"
    assert found.authors == (Name("Ruiz", "Ana"), Name("Fields", "Tom"))
    assert (found.year, found.arxiv, found.journal) == ("2021", "2103.04567", "")


def test_a_title_of_the_file_s_metadata_is_taken_where_it_is_one() -> None:
    found = reference("d", "x.pdf", [_JOURNAL], {"title": "Blue light and the growth of lettuce in closed chambers"})
    assert found.title == "Blue light and the growth of lettuce in closed chambers"
    assert found.authors[0] == Name("Okafor", "Mara T.")


def test_what_is_guessed_is_named() -> None:
    found = reference("d", "notes_on_light.pdf", ["a\nb"], {"created": "D:20180402", "author": "Smith, Ann; Lee, Bo"})
    assert (found.title, found.year) == ("notes on light", "2018")
    assert found.authors == (Name("Smith", "Ann"), Name("Lee", "Bo"))
    assert found.guessed == ("title", "year")
    assert "To be checked: title, year" in bibtex([found])


def test_bibtex() -> None:
    made = bibtex([Reference("d", "50 % of _x_ & {y}", (Name("O'Neil", "Ann"), Name("WHO")), "2020", doi="10.1/a_b")])
    assert made.startswith("@article{oneil2020,\n" if "oneil2020," in made else "@article{oneil2020")
    assert r"title = {{50 \% of \_x\_ \& \{y\}}}" in made
    assert "author = {O'Neil, Ann and WHO}" in made
    assert "doi = {10.1/a_b}" in made


def test_keys_are_all_different() -> None:
    one = Reference("d", "Light and lettuce", (Name("Okafor", "M."),), "2019")
    assert keys([one, one, one]) == ["okafor2019light", "okafor2019lighta", "okafor2019lightb"]


def test_csl_json() -> None:
    [item] = json.loads(csl_json([reference("d", "x.pdf", [_JOURNAL], {})]))
    assert item["type"] == "article-journal"
    assert item["author"][1] == {"family": "van der Berg", "given": "Jens"}
    assert item["issued"] == {"date-parts": [[2019]]}
    assert (item["container-title"], item["page"], item["DOI"]) == (
        "Journal of Plant Lighting",
        "45-61",
        "10.1234/jpl.2019.0045",
    )


def test_names_in_running_text() -> None:
    one, two, three = Name("Okafor"), Name("Lee"), Name("Ruiz")
    assert [named(one) for one in ((one,), (one, two), (one, two, three), ())] == [
        "Okafor",
        "Okafor and Lee",
        "Okafor et al.",
        "",
    ]


@given(
    st.lists(st.text(max_size=200), max_size=3),
    st.dictionaries(st.sampled_from(["title", "author", "created"]), st.text()),
)
def test_any_paper_has_a_title_and_both_forms(pages: list[str], metadata: dict[str, str]) -> None:
    found = reference("d", "paper.pdf", pages, metadata)
    assert found.title
    assert bibtex([found, found]).count("\n@") == 1
    assert len(json.loads(csl_json([found]))) == 1


@pytest.mark.parametrize("line", ["Hospital of Examples", "http://example.org", "Proceedings of Something"])
def test_institutions_are_no_authors(line: str) -> None:
    found = reference("d", "x.pdf", [f"A fairly long title of a paper\n{line}\nAbstract\nWe did it."], {})
    assert found.authors == ()
