from __future__ import annotations

import pytest

from modules.core.types import Page
from modules.domains.legal.contract import Contract
from modules.domains.legal.playbook import load, shipped
from modules.domains.legal.playbook_choice import fitting

PLAYBOOKS = {key: load(text) for key, text in shipped().items()}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("MUTUAL NON-DISCLOSURE AGREEMENT\n\nThis Agreement is made between Alder Ltd and Birch Ltd.", "nda"),
        ("Master Services Agreement\n\nbetween Alder Ltd and Birch Ltd. Confidentiality and Supply matter.", "saas"),
        ("CHANNEL PARTNER RESELLER AGREEMENT\n\nAlder grants access to its Services.", "supply"),
        ("AGREEMENT\n\nAlder Ltd wishes to purchase goods that Birch Ltd manufactures.", "supply"),
        ("JOINT VENTURE AGREEMENT\n\nAlder Ltd and Birch Ltd form a company.", None),
        ("", None),
    ],
)
def test_the_title_decides_then_the_beginning(text: str, key: str | None) -> None:
    assert fitting(Contract("id", "a.txt", [Page(1, text)]), PLAYBOOKS) == key


def test_where_there_is_no_playbook_none_fits() -> None:
    assert fitting(Contract("id", "a.txt", [Page(1, "SUPPLY AGREEMENT")]), {}) is None
