"""The shipped templates against the shipped playbooks: what Vouch drafts, its own rules accept."""

from __future__ import annotations

import itertools
from collections.abc import Generator
from typing import TypeVar

import pytest

from modules.core.forms import Answer
from modules.core.types import Progress
from modules.domains.legal.draft_check import Checked, checked
from modules.domains.legal.playbook import Verdict, load, shipped
from tests.unit.domains.legal.test_shipped_templates import answers, drafted, switches
from tests.unit.domains.legal.test_shipped_templates import shipped as template

Result = TypeVar("Result")


def end_of(steps: Generator[Progress, None, Result]) -> Result:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def check(name: str, playbook: str, **fixed: Answer) -> Checked:
    return end_of(checked(drafted(template(name), answers(template(name), **fixed)), load(shipped()[playbook])))


@pytest.mark.parametrize(("name", "playbook"), [("mutual-nda", "nda"), ("saas-agreement", "saas")])
def test_a_shipped_template_passes_its_playbook_whatever_is_left_out(name: str, playbook: str) -> None:
    names = switches(template(name))
    for kept in itertools.product((True, False), repeat=2):
        for law in ("England and Wales", "the State of New York"):
            fixed: dict[str, Answer] = dict(zip(names, itertools.cycle(kept), strict=False))
            found = check(name, playbook, governing_law=law, **fixed)
            assert [(one.title, one.reason) for one in found.unacceptable] == []
            assert [(one.title, one.explanation) for one in found.findings] == []


@pytest.mark.parametrize(("name", "playbook"), [("mutual-nda", "nda"), ("saas-agreement", "saas")])
def test_with_the_answers_that_it_proposes_nothing_is_left_to_review(name: str, playbook: str) -> None:
    assert check(name, playbook).results == ()


def test_an_answer_beyond_the_playbook_is_unacceptable_with_its_reason() -> None:
    (one,) = check("mutual-nda", "nda", confidentiality_years="1").unacceptable
    assert one.verdict is Verdict.UNACCEPTABLE
    assert "Duration" in one.title
    assert one.citations


def test_without_a_playbook_only_consistency_is_checked() -> None:
    given = answers(template("mutual-nda"), purpose="to evaluate the Pilot Programme under clause 45.2")
    found = end_of(checked(drafted(template("mutual-nda"), given), None))
    assert (found.playbook, found.results) == ("", ())
    assert any("45.2" in finding.title + finding.explanation for finding in found.findings)
