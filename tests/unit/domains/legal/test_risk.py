"""What changes mean in risk: the direction, by how much, and for whom where the contract names who is bound."""

from __future__ import annotations

import pytest

from modules.core.findings import Finding, Severity
from modules.core.types import Page
from modules.domains.legal.comparing import Comparison, compare
from modules.domains.legal.contract import Contract

PREAMBLE = (
    "This Agreement is made between Halden Analytics, Inc. (the “Supplier”) and Corvane Freight Limited "
    "(the “Customer”).\n\n"
)


def compared(old: str, new: str) -> Comparison:
    older, newer = (Contract(name, name, [Page(1, text)]) for name, text in (("old", old), ("new", new)))
    work = compare(older, newer)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def found(old: str, new: str) -> list[Finding]:
    return list(compared(PREAMBLE + old, PREAMBLE + new).findings)


def said(old: str, new: str) -> list[str]:
    return [finding.explanation for finding in found(old, new)]


CAP = "9.2 The liability of either party in a contract year shall not exceed USD 750,000."
PAY = "4.1 The Customer shall pay each invoice within thirty (30) days of its date."
NOTICE = "5.2 Either party may end this Agreement on one hundred and twenty (120) days’ written notice."
INTEREST = "4.3 Amounts that are overdue bear interest at six percent (6%) a year."
TERM = "5.1 The initial term of this Agreement is one (1) year from the Effective Date."


@pytest.mark.parametrize(
    ("old", "before", "after", "sentence"),
    [
        (CAP, "750,000", "500,000", "The cap on liability fell from USD 750,000 to USD 500,000 (clause 9.2)."),
        (CAP, "750,000", "1,500,000", "The cap on liability doubled from USD 750,000 to USD 1,500,000 (clause 9.2)."),
        (CAP, "750,000", "375,000", "The cap on liability was halved from USD 750,000 to USD 375,000 (clause 9.2)."),
        (CAP, "USD 750", "EUR 750", "The cap on liability changed from USD 750,000 to EUR 750,000 (clause 9.2)."),
        (
            PAY,
            "thirty (30)",
            "fifteen (15)",
            "The time for payment was halved from 30 days to 15 days (clause 4.1). Customer has less time.",
        ),
        (
            PAY,
            "thirty (30)",
            "forty-five (45)",
            "The time for payment was extended from 30 days to 45 days (clause 4.1). Customer has more time.",
        ),
        (
            NOTICE,
            "one hundred and twenty (120)",
            "thirty (30)",
            "The notice period was shortened from 120 days to 30 days (clause 5.2).",
        ),
        (
            INTEREST,
            "six percent (6%)",
            "nine percent (9%)",
            "The interest on late payment rose from 6 % to 9 % (clause 4.3).",
        ),
        (TERM, "one (1) year", "two (2) years", "The term doubled from 1 year to 2 years (clause 5.1)."),
        (
            TERM,
            "one (1) year",
            "thirty-six (36) months",
            "The term was extended from 1 year to 36 months (clause 5.1).",
        ),
    ],
)
def test_values_that_changed(old: str, before: str, after: str, sentence: str) -> None:
    assert said(old, old.replace(before, after)) == [sentence]


def test_the_same_value_in_other_words_is_no_risk() -> None:
    assert said(TERM, TERM.replace("one (1) year", "twelve (12) months")) == []
    assert said(CAP, CAP.replace("USD 750,000", "US$ 750,000.00")) == []


def test_an_item_is_about_what_its_clause_says_before_it() -> None:
    lead = "9.2 The liability of either party shall not exceed the greater of:"
    old = f"{lead}\n\n(a) USD 750,000; and\n\n(b) the fees paid."
    [finding] = found(old, old.replace("750,000", "250,000"))
    assert finding.explanation == "The cap on liability fell from USD 750,000 to USD 250,000 (clause 9.2(a))."
    assert finding.severity is Severity.HIGH
    assert [one.document_id for one in finding.citations] == ["new", "old"]
    assert [one.text for one in finding.citations] == ["USD 250,000; and", "USD 750,000; and"]


@pytest.mark.parametrize(
    ("old", "before", "after", "part"),
    [
        (PAY, "shall pay", "may pay", "“shall” became “may”: what was a duty is now a choice (clause 4.1)."),
        (NOTICE, "may end", "may not end", "“may” became “may not”: what was allowed is now forbidden"),
        (CAP, "shall not exceed", "shall exceed", "“shall not” became “shall”: what was forbidden is now a duty"),
        (NOTICE, "Either party", "The Supplier", "Where both parties stood, Supplier stands alone"),
        (PAY, "Customer", "Supplier", "Where Customer stood, Supplier stands"),
        (NOTICE, "written notice", "notice", "The need for writing was removed: “written”"),
        (
            "6.1 The Supplier grants a licence.",
            "a licence",
            "an exclusive licence",
            "Exclusivity was added: “exclusive”",
        ),
        ("6.1 The licence is not transferable.", "is not", "is", "“not” was removed, which may reverse"),
        (
            "6.2 The Supplier shall use best efforts to deliver.",
            "best",
            "reasonable",
            "The standard of effort changed from “best efforts” to “reasonable efforts”",
        ),
        (
            "8.1 This Agreement is governed by the laws of England and Wales.",
            "England and Wales",
            "the State of New York",
            "The governing law changed from England and Wales to New York (clause 8.1).",
        ),
        (
            "1.1 This Agreement is effective as of 1 January 2026.",
            "1 January",
            "1 March",
            "The effective date moved from 1 January 2026 to 1 March 2026, 59 days later",
        ),
        (
            "1.1 “Fees” means the fees of Schedule A. Fees are net.",
            "of Schedule A",
            "of Schedule A as the Supplier updates them",
            "The meaning of “Fees” changed, which the newer draft uses 2 times",
        ),
    ],
)
def test_words_that_changed(old: str, before: str, after: str, part: str) -> None:
    told = said(old, old.replace(before, after))
    assert any(one.startswith(part) for one in told), told


def test_a_negation_in_a_longer_insertion_reverses_nothing() -> None:
    assert said(PAY, PAY.replace("each invoice", "each invoice that is due and not disputed")) == []


def test_another_company() -> None:
    findings = compared(PREAMBLE, PREAMBLE.replace("Corvane Freight Limited", "Corvane Logistics Limited")).findings
    assert [one.explanation for one in findings] == ["“Corvane Freight Limited” became “Corvane Logistics Limited”."]


def test_whole_clauses_that_came_or_went() -> None:
    clause = "\n\n7.1 The Supplier shall indemnify the Customer against claims of third parties."
    [finding] = found(CAP + clause, CAP)
    assert finding.explanation == "A clause on indemnity was removed (clause 7.1)."
    assert finding.severity is Severity.HIGH
    assert [one.document_id for one in finding.citations] == ["old"]
    assert said(CAP, CAP + clause) == ["A clause on indemnity was added (clause 7.1)."]


def test_a_reference_that_did_not_follow_its_clause() -> None:
    old = "2.1 The Customer pays.\n\n2.2 The Supplier shall deliver all of the goods.\n\n2.3 Section 2.2 is essential."
    new = (
        "2.1 The Customer pays.\n\n2.2 The Supplier shall pack what it sends with reasonable care.\n\n"
        "2.3 The Supplier shall deliver all of the goods.\n\n2.4 Section 2.2 is essential."
    )
    assert "A reference still names 2.2, which is 2.3 in the newer draft (clause 2.4, before 2.3)." in said(old, new)
    assert not [one for one in said(old, new.replace("Section 2.2", "Section 2.3")) if "reference" in one]
    foreign = "Section 2.2 of the Companies Act"
    assert not [
        one for one in said(old.replace("Section 2.2", foreign), new.replace("Section 2.2", foreign)) if "names" in one
    ]


def test_findings_have_ids_of_their_own_that_stay() -> None:
    old, new = PAY + "\n\n" + NOTICE, (PAY + "\n\n" + NOTICE).replace("30", "20").replace("thirty", "twenty")
    ids = [one.id for one in found(old, new)]
    assert ids == [one.id for one in found(old, new)]
    assert len(ids) == len(set(ids))
