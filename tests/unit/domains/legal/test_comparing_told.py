"""A comparison in words, as a web page and as the paragraphs of a redline."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.core import redline
from modules.core.types import Page
from modules.domains.legal.comparing import Comparison, Status, as_html, compare, heading, paragraphs, summary
from modules.domains.legal.comparing.provisions import provisions, straight
from modules.domains.legal.contract import Contract

OLD = """1. Term

1.1 This Agreement lasts for one (1) year from the day on which both have signed it.

1.2 Either party may end it on thirty (30) days' notice to the other party.

2. Fees

2.1 The Customer shall pay the fees of the Schedule within thirty (30) days.

3. General

3.1 No change of this Agreement is valid unless it is made in writing by both.
"""
NEW = """1. Term

1.1 This Agreement lasts for two (2) years from the day on which both have signed it.

1.2 No change of this Agreement is valid unless it is made in writing by both.

2. Fees

2.1 The Customer shall pay the fees of the Schedule within thirty (30) days.

2.2 The Supplier may charge interest on whatever is not paid within this time.
"""


def contract(text: str, name: str = "draft") -> Contract:
    return Contract(name, name, [Page(1, text)])


def compared(old: Contract, new: Contract) -> Comparison:
    work = compare(old, new)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def bare(text: str) -> str:
    return "".join(straight(text).split())


def whole(made: Contract) -> str:
    return bare("".join(one.whole for one in provisions(made)))


def test_what_became_of_the_clauses_in_words() -> None:
    comparison = compared(contract(OLD), contract(NEW))
    assert summary(comparison) == "Clauses: 1 changed, 1 moved, 1 added, 2 removed."
    assert [heading(pair) for pair in comparison.pairs if pair.status is Status.MOVED] == ["Clause 1.2, before 3.1"]
    assert summary(compared(contract(OLD), contract(OLD))) == "No clause differs."


def test_rejecting_the_redline_gives_the_older_draft_and_accepting_it_the_newer_one() -> None:
    old, new = contract(OLD), contract(NEW)
    told = list(paragraphs(compared(old, new)))
    assert bare("".join(map(redline.original, told))) == whole(old)
    assert bare("".join(map(redline.apply, told))) == whole(new)


lines = st.lists(st.sampled_from([*OLD.split("\n\n"), *NEW.split("\n\n"), "1.1 x", "(a) one", "Section 1.2 stays."]))


@given(lines, lines)
@settings(deadline=None, max_examples=100)
def test_the_redline_holds_both_drafts_in_their_order(old: list[str], new: list[str]) -> None:
    older, newer = contract("\n\n".join(old)), contract("\n\n".join(new))
    told = list(paragraphs(compared(older, newer)))
    assert bare("".join(map(redline.original, told))) == whole(older)
    assert bare("".join(map(redline.apply, told))) == whole(newer)


class Reading(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "&lt;", "\u202egnp.exe\x00"])
def test_the_web_page_shows_what_is_written_and_fetches_nothing(evil: str) -> None:
    page = as_html(
        compared(contract(OLD, evil), contract(NEW.replace("the fees", f"the {evil} fees"), "b.docx")), "1 May 2026"
    )
    reading = Reading()
    reading.feed(page)
    assert reading.open == []
    assert not reading.tags & {"script", "img", "link", "iframe", "object"}
    assert reading.attributes <= {"lang", "charset", "name", "content", "http-equiv", "class", "title"}
    assert "\u202e" not in page
    assert "url(" not in page
    assert not re.search(r"https?://", page)
    for said in ("Not legal advice", "Privileged and confidential", "<ins>two</ins>", "<del>one</del>", "1 May 2026"):
        assert said in page
    assert page.index("What changed in risk") < page.index("The term") < page.index("Redline</h2>")
