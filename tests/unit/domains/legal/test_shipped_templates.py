"""The templates that Vouch ships: every way to fill them gives a whole contract."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from data.samples.build.contracts import NAMES, TEMPLATES, make
from modules.adapters.readers import FileReader, Limits
from modules.adapters.word_template import WordTemplate, pages_of, read_template
from modules.core.forms import Answer, Field, FieldKind
from modules.core.types import Page
from modules.domains.legal import clause_library
from modules.domains.legal.clause_library import Position, Wording, of_topic
from modules.domains.legal.contract import Contract
from modules.domains.legal.drafting import missing, proposed, written
from tests.unit.adapters.word_order import faults

_LAWS = ("England and Wales", "the State of New York")
_TYPED = {FieldKind.MONEY: "USD 120,000", FieldKind.NUMBER: "100"}


@cache
def shipped(name: str) -> WordTemplate:
    return read_template((TEMPLATES / f"{name}.docx").read_bytes())


def answer(field: Field) -> Answer:
    if field.kind is FieldKind.FREE_TEXT:
        return of_topic(clause_library.shipped(), field.topic)[0].text
    if field.kind is FieldKind.PARTY:
        return f"{field.label} Rowan & Söhne GmbH"
    return _TYPED.get(field.kind, f"the {field.label.lower()}")


def answers(template: WordTemplate, **fixed: Answer) -> dict[str, Answer]:
    given = proposed(template.fields, {}, date(2026, 3, 1))
    return {field.name: given[field.name] or answer(field) for field in template.fields} | fixed


def drafted(template: WordTemplate, given: dict[str, Answer]) -> Contract:
    assert missing(template.fields, given) == []
    return Contract("draft", "Draft", pages_of(template.fill(written(template.fields, given))))


def switches(template: WordTemplate) -> list[str]:
    return [field.name for field in template.fields if field.kind is FieldKind.YES_NO]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_what_its_source_makes(name: str, tmp_path: Path) -> None:
    assert make(name, tmp_path).read_bytes() == (TEMPLATES / f"{name}.docx").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_stands_in_the_contract_and_no_tag_does(name: str) -> None:
    template = shipped(name)
    given = answers(template, **dict.fromkeys(switches(template), True))
    text = drafted(template, given).text
    assert not re.search(r"\{[{%#]|[}%#]\}|\bFalse\b|\bTrue\b", text)
    for field in template.fields:
        said = written(template.fields, given)[field.name]
        assert not isinstance(said, str) or not field.needed(given) or " ".join(said.split()) in " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("law", _LAWS)
def test_clauses_are_numbered_without_gaps_and_references_find_theirs(name: str, law: str) -> None:
    template = shipped(name)
    names = switches(template)
    for kept in itertools.product((True, False), repeat=min(len(names), 3)):
        given = answers(template, governing_law=law, **dict(zip(names, itertools.cycle(kept), strict=False)))
        contract = drafted(template, given)
        numbers = [clause.number for clause in contract.clauses if re.fullmatch(r"\d+", clause.number)]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        known = {clause.reference for clause in contract.clauses}
        assert set(re.findall(r"\bclause (\d+(?:\.\d+)?)", contract.text)) <= known


def test_an_optional_clause_is_there_or_gone_with_its_number() -> None:
    template = shipped("mutual-nda")
    neither, both = ({"personal_data": kept, "non_solicitation": kept} for kept in (False, True))
    without = [clause.title for clause in drafted(template, answers(template, **neither)).clauses if clause.level == 2]
    with_both = drafted(template, answers(template, **both)).clauses
    titles = {clause.title: clause.number for clause in with_both}
    assert "Personal Data" not in without
    assert (titles["Personal Data"], titles["Non-Solicitation of Employees"]) == ("10", "11")


def test_what_a_reference_means_is_what_it_finds() -> None:
    contract = drafted(shipped("saas-agreement"), answers(shipped("saas-agreement")))
    starts = {clause.reference: contract.text[clause.start : clause.end] for clause in contract.clauses}
    meant = {
        "4": "shall pay USD 120,000",
        "2.1": "following service",
        "11.1": "initial term",
        "10.1": "Nothing in this Agreement limits",
        "9.4": "defend and indemnify",
        "10.3": "total liability",
        "5": "Customer Data",
        "6": "Security",
        "8": "Confidentiality",
    }
    for reference, words in meant.items():
        assert words in starts[reference]


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_keeps_to_the_schema(name: str) -> None:
    template = shipped(name)
    given = answers(template, **dict.fromkeys(switches(template), True))
    assert faults(template.fill(written(template.fields, given))) == []


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_opens_a_draft_and_numbers_its_clauses_as_they_are_read(name: str, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    template = shipped(name)
    draft = tmp_path / "draft.docx"
    draft.write_bytes(template.fill(written(template.fields, answers(template))))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(draft)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    events = FileReader(Limits()).read(tmp_path / "draft.pdf")
    printed = Contract("draft", "Draft", [event for event in events if isinstance(event, Page)])
    assert "Rowan & Söhne GmbH" in printed.text
    numbers = {
        clause.reference for clause in drafted(template, answers(template)).clauses if clause.number[:1].isdigit()
    }
    assert numbers <= {clause.reference for clause in printed.clauses}


def test_every_free_text_of_a_template_has_a_wording() -> None:
    library = clause_library.shipped()
    for name in NAMES:
        for field in shipped(name).fields:
            assert field.kind is not FieldKind.FREE_TEXT or of_topic(library, field.topic)[0].position == "preferred"


def test_wordings_are_found_by_topic_the_preferred_first() -> None:
    fallback = Wording(topic="Limitation of Liability", name="a", position=Position.FALLBACK, text="x")
    preferred = Wording(topic="limitation of liability", name="b", text="y")
    other = Wording(topic="liability insurance", name="c", text="z")
    library = (fallback, other, preferred)
    assert of_topic(library, "limitation_of_liability") == [preferred, fallback]
    assert {one.name for one in of_topic(library, "liability")} == {"a", "b", "c"}
    assert of_topic(library, "audit") == []
    assert of_topic(clause_library.named([("Audit", "A.", " ")]), "audit")[0].text == "A."
