"""What does not fit together in a contract is found where it stands; what fits is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from modules.core.findings import Finding
from modules.core.types import Page
from modules.domains.legal.consistency import ConsistencyReport, Kind, check
from modules.domains.legal.consistency.definitions import Glossary, Manner
from modules.domains.legal.consistency.numbers import Numbers, parsed, roman
from modules.domains.legal.consistency.parties import is_slip
from modules.domains.legal.consistency.wording import key
from modules.domains.legal.contract import Contract

CLEAN = """SERVICES AGREEMENT

This Services Agreement (this “Agreement”) is made on 1 March 2024 (the “Effective Date”) between Halden Analytics, \
Inc., a Delaware corporation (the “Provider”), and Corvane Freight Limited, a company incorporated in England (the \
“Customer”), each a “Party” and together the “Parties”.

1. Definitions

1.1 In this Agreement:

“Confidential Information” means information of a Party that is marked confidential.

“Fees” or “Charges” means the amounts set out in Schedule A.

“Launch Date” has the meaning given in Section 2.2.

2. Services

2.1 The Provider shall perform the Services described in Schedule A (the “Services”) for the Customer.

2.2 The Services begin on the first Monday of April 2024 (the “Launch Date”). From the Launch Date the Customer shall:

(a) pay the Fees within thirty (30) days;

(b) give the Provider access; and

(c) keep Confidential Information secret.

3. General

3.1 The duties in Sections 2.1 and 2.2(c) continue after it ends. Halden Analytics, Inc. may not assign this Agreement.

3.2 Section 5 of the Securities Act, Article 6 GDPR and Section 9.4 of the License Agreement do not apply.

Schedule A

Services and Fees
"""


def contract(text: str) -> Contract:
    return Contract("doc", "a.pdf", [Page(1, text)])


def checked(made: Contract) -> ConsistencyReport:
    run = check(made)
    while True:
        try:
            assert next(run).label
        except StopIteration as end:
            report: ConsistencyReport = end.value
            return report


def found(text: str) -> list[Finding]:
    return list(checked(contract(text)).findings)


def test_what_fits_together_is_left_alone() -> None:
    assert found(CLEAN) == []


@pytest.mark.parametrize(
    ("kind", "before", "after", "quote"),
    [
        (Kind.UNDEFINED, "pay the Fees", "pay the Activation Price", "Activation Price"),
        (Kind.UNUSED, "“Launch Date” has", "“Back-Up Site” means a second site.\n\n“Launch Date” has", "Back-Up Site"),
        (
            Kind.DEFINED_TWICE,
            "3. General",
            "2.3 “Confidential Information” means every idea that the Customer has.\n\n3. General",
            "every idea",
        ),
        (Kind.NOT_WHERE_IT_SAYS, "given in Section 2.2", "given in Section 2.1", "given in Section 2.1"),
        (Kind.MISSING_CLAUSE, "Sections 2.1 and", "Sections 2.7 and", "2.7"),
        (Kind.MISSING_CLAUSE, "2.2(c) continue", "2.2(f) continue", "2.2(f)"),
        (Kind.MISSING_CLAUSE, "Sections 2.1 and", "Sections 14 and", "14"),
        (Kind.MISSING_ATTACHMENT, "set out in Schedule A", "set out in Schedule D", "Schedule D"),
        (Kind.BLANK, "thirty (30) days", "[●] days", "[●]"),
        (Kind.BLANK, "thirty (30) days", "____ days", "____"),
        (Kind.BLANK, "thirty (30) days", "[insert number] days", "[insert number]"),
        (Kind.BLANK, "thirty (30) days", "TBD days", "TBD"),
        (Kind.BLANK, "pay the Fees", "pay $[ ]", "$[ ]"),
        (Kind.PARTY_NAME, "Halden Analytics, Inc. may", "Halden Analytics LLC may", "Halden Analytics LLC"),
        (Kind.CLAUSE_NUMBER, "2.2 The", "2.1 The", "2.1 The Services begin"),
        (Kind.LIST, "(c) keep", "(d) keep", "(d) keep"),
    ],
)
def test_a_defect_is_found_where_it_stands(kind: Kind, before: str, after: str, quote: str) -> None:
    assert before in CLEAN
    findings = [one for one in found(CLEAN.replace(before, after, 1)) if one.kind is kind]
    assert any(quote in citation.text for one in findings for citation in one.citations)


def test_a_left_out_clause_number_is_found() -> None:
    text = CLEAN.replace("2.2 The", "2.3 The", 1)
    assert any(one.kind is Kind.CLAUSE_NUMBER and "2.2" in one.title for one in found(text))


def test_a_misspelled_party_is_found() -> None:
    text = CLEAN.replace("give the Provider access", "give Haldan Analytics, Inc. access; Halden and Halden agree", 1)
    assert any(one.kind is Kind.PARTY_NAME and "Haldan" in one.title for one in found(text))


@pytest.mark.parametrize(
    "addition",
    [
        "The price is [***] and [*] and [* * *].",
        "The clause is [intentionally omitted] and year[s] pass.",
        "By: ____________\nName: ____________",
        "The Chief Executive Officer of the Bank of Scotland lives in New York.",
        "The Federal Arbitration Act and the Uniform Commercial Code apply.",
        "As amended, the Internal Revenue Code, Section 409A, applies, and so does 26 U.S.C. Section 1654.",
        "The plan is attached as Exhibit A to the Trust Agreement.",
        "Under clause (b) above and under (i) the law, (ii) the rules and (iii) custom.",
    ],
)
def test_what_only_looks_like_a_defect_is_left_alone(addition: str) -> None:
    text = CLEAN.replace("Schedule A\n\nServices", f"3.3 {addition}\n\nSchedule A\n\nServices")
    assert [one.title for one in found(text)] == []


def test_terms_of_another_agreement_are_not_missed_here() -> None:
    text = CLEAN.replace("pay the Fees", "pay the Activation Price").replace(
        "1.1 In this",
        "1.1 Capitalized terms not defined herein have the meanings given in the License Agreement. In this",
    )
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("“Fee” means five euros.", ["Fee"]),
        ('"Fee" shall mean five euros.', ["Fee"]),
        ("Five euros (the “Fee”) are due.", ["Fee"]),
        ("The writers (each a “Writer” and together the “Writers”) write.", ["Writer", "Writers"]),
        ("“Fee” or “Charge” means five euros.", ["Fee", "Charge"]),
        ("“Affiliate” of a Party shall mean a company that it controls.", ["Affiliate"]),
        ("A company (hereinafter referred to as the “Buyer”) buys.", ["Buyer"]),
        ("A company, hereinafter called “the Buyer”, buys.", ["Buyer"]),
        ("1.2 Licensed Mark means the mark of the Licensor.", ["Licensed Mark"]),
        ("“Fee” (also for parts of a year) means five euros.", ["Fee"]),
        ("He said “Hello” and left.", []),
        ("The document is marked “Confidential” by its owner.", []),
    ],
)
def test_definitions_come_in_many_forms(text: str, terms: list[str]) -> None:
    assert [one.term for one in Glossary(contract(text)).definitions] == terms


def test_a_definition_may_point_elsewhere() -> None:
    made = Glossary(contract("“Fee” shall have the meaning given in Section 3.2(a) hereof.")).definitions[0]
    assert (made.manner, made.target) == (Manner.ELSEWHERE, "3.2(a)")


def test_terms_are_the_same_in_any_number_and_case() -> None:
    assert key("Parties") == key("Party’s") == key("PARTY")
    assert key("Statements of Work") == key("Statement of Work") == key("the Statement of Work")
    assert key("Indemnified Party") != key("Indemnifying Party")


def test_numbers_of_clauses_are_read_in_all_their_forms() -> None:
    assert [parsed(one) for one in ("5.2", "4.0", "IV", "3.01")] == [(5, 2), (4,), (4,), (3, 1)]
    assert [roman(one) for one in ("I", "IV", "IX", "XIV", "XL")] == [1, 4, 9, 14, 40]
    text = "ARTICLE II\n\nSection 2.01. Term. It ends. 2.02 Notice. It is given.\n\n3.Fees\n\n3.1The fee is due."
    assert [mark.number for mark in Numbers(contract(text)).marks] == [(2,), (2, 1), (2, 2), (3,), (3, 1)]


@pytest.mark.parametrize(
    ("right", "other", "slip"),
    [
        ("halden", "haldan", True),
        ("halden", "haldn", True),
        ("halden", "hallden", True),
        ("halden", "hadlen", True),
        ("halden", "halden", False),
        ("halden", "holdan", False),
        ("halden", "walden", False),
    ],
)
def test_a_slip_is_one_letter(right: str, other: str, slip: bool) -> None:
    assert is_slip(right, other) is slip


def test_a_contract_in_another_language_is_known_as_such() -> None:
    german = "1. Vertragsgegenstand\n\nDer Lieferant liefert dem Kunden die in Anlage [●] genannten Waren. " * 5
    report = checked(contract(german))
    assert any("German" in note for note in report.notes)
    assert {one.kind for one in report.findings} <= {Kind.BLANK, Kind.CLAUSE_NUMBER}
    assert any(one.kind is Kind.BLANK for one in report.findings)
    assert checked(contract(CLEAN)).notes == ()


def test_contradictory_dates_are_found() -> None:
    text = CLEAN.replace("2.2 The Services", "2.1a This Agreement expires on 1 January 2023.\n\n2.2 The Services")
    assert any(one.kind is Kind.DATES for one in found(text))


def test_two_writings_of_a_number_are_compared() -> None:
    differing = [one for one in found(CLEAN.replace("thirty (30)", "thirty (60)")) if one.kind is Kind.NUMBER]
    assert [one.title for one in differing] == ["“thirty (60) days” says two numbers"]


def test_findings_keep_their_ids() -> None:
    text = CLEAN.replace("Schedule A.", "Schedule D.").replace("thirty (30)", "____")
    first, second = found(text), found(text)
    assert [one.id for one in first] == [one.id for one in second]
    assert len({one.id for one in first}) == len(first) > 1


@pytest.mark.parametrize(
    "unit", ["a ", "(", "1.1.1.1.", "[", "“", "Section ", "(a) ", "A ", "_", "The Term ", "x\n", "“A” ", ", Inc."]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    start = time.process_time()
    found(text)
    assert time.process_time() - start < 20


@given(st.text(max_size=200), st.text("A(a1). “”[]_\n", max_size=200))
def test_any_text_is_checked(one: str, two: str) -> None:
    for finding in found(one + two):
        assert finding.title


def test_a_report_can_be_kept() -> None:
    adapter: TypeAdapter[ConsistencyReport] = TypeAdapter(ConsistencyReport)
    report = checked(contract(CLEAN.replace("thirty (30)", "____")))
    assert adapter.validate_json(adapter.dump_json(report)) == report
