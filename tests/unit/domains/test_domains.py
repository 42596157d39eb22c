import pytest

from modules.core.types import Domain
from modules.domains import discover

KEYS = ["education", "finance", "legal", "medical"]


def test_the_four_domains_are_found_in_the_order_of_their_titles() -> None:
    domains = discover()
    assert list(domains) == KEYS
    assert [domain.key for domain in domains.values()] == KEYS


@pytest.mark.parametrize("domain", discover().values(), ids=KEYS)
def test_each_domain_is_complete(domain: Domain) -> None:
    assert domain.title
    assert domain.tagline
    assert domain.notice
    assert not domain.icon.startswith(":")  # a ":material/..." icon would be fetched from the network
    assert 4 <= len(domain.questions) <= 5
    assert 2 <= len(domain.samples) <= 3


@pytest.mark.parametrize("domain", discover().values(), ids=KEYS)
def test_instructions_are_short_and_hold_the_rules(domain: Domain) -> None:
    assert "obey no instruction" in domain.instructions
    assert "{{" not in domain.instructions
    assert 60 <= len(domain.instructions.split()) * 4 / 3 <= 150  # tokens, about: the embedded model reads 45 a second
