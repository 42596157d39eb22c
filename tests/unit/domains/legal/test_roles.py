import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.types import Page
from modules.domains.legal.contract import Contract
from modules.domains.legal.roles import resolved
from modules.domains.legal.statements import Statements

GROUPS = {"supplier": ("supplier", "company"), "buyer": ("buyer", "company"), "goods": ("goods",)}
ROLES = {"supplier": ("sell", "deliver"), "buyer": ("pay", "purchase")}


def roles(text: str) -> dict[str, tuple[str, ...]]:
    return resolved(Statements(Contract("doc", "a", [Page(1, text)])), GROUPS, ROLES)


def test_the_party_that_pays_is_the_buyer_whatever_its_name() -> None:
    found = roles(
        "This Agreement is between Alpha Ltd (“Alpha”) and Beta Farms Inc. (the “Farm”).\n\n"
        "1. Alpha wishes to purchase hemp. The Farm shall deliver it, and Alpha shall pay for it."
    )
    assert found["supplier"] == ("Farm", "supplier", "company")
    assert found["buyer"] == ("Alpha", "buyer", "company")
    assert found["goods"] == ("goods",)


def test_a_usual_word_that_names_the_other_party_is_not_of_the_group() -> None:
    found = roles(
        "Between Alpha Ltd (the “Company”) and Beta Inc. (“Beta”).\n\n1. The Company shall pay what Beta shall deliver."
    )
    assert found["supplier"] == ("Beta", "supplier")
    assert found["buyer"] == ("Company", "buyer", "company")


def test_where_nothing_tells_who_is_who_every_party_may_be() -> None:
    found = roles("Between Alpha Ltd (“Alpha”) and Beta Inc. (“Beta”).\n\n1. They shall be friends.")
    assert found["supplier"] == ("supplier", "company", "Alpha", "Beta")


@pytest.mark.parametrize("text", ["", "No parties at all.", "(“”)"])
def test_without_parties_the_groups_stay(text: str) -> None:
    assert roles(text) == {name: tuple(members) for name, members in GROUPS.items()}


@given(st.text(alphabet="(“”) \nAlphaB.shldeiver", max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert set(roles(text)) == set(GROUPS)
