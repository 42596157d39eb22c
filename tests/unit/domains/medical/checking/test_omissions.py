"""What a draft leaves out, ranked by the harm that it can do."""

from __future__ import annotations

import pytest

from modules.core.findings import Severity
from modules.domains.medical.checking import IssueKind, check
from modules.domains.medical.draft import Issue, Origin, mended
from modules.domains.medical.facts import extract
from tests.unit.domains.medical.checking.records import NOTE, SUMMARY, chart, draft, issues


def omitted(found: tuple[Issue, ...], *severities: Severity) -> list[Issue]:
    return [
        one
        for one in found
        if one.finding.kind is IssueKind.OMITTED and (not severities or one.finding.severity in severities)
    ]


def test_a_complete_summary_lacks_nothing_that_matters() -> None:
    assert omitted(issues(), Severity.HIGH, Severity.MEDIUM) == []


@pytest.mark.parametrize(
    ("line", "severity", "name", "part"),
    [
        ("Penicillin (anaphylaxis).", Severity.HIGH, "penicillin", "allergies"),
        ("Warfarin 5 mg daily.", Severity.HIGH, "warfarin", "medications"),
        ("Naproxen was stopped.", Severity.HIGH, "naproxen", "medications"),
        ("Lisinopril 20 mg twice daily.", Severity.MEDIUM, "lisinopril", "medications"),
        ("Osteoarthritis of the left knee.", Severity.MEDIUM, "osteoarthritis", "assessment and plan"),
        ("He denies fever.", Severity.LOW, "fever", "history"),
    ],
)
def test_what_is_left_out_is_told_and_inserted(line: str, severity: Severity, name: str, part: str) -> None:
    record = chart(NOTE)
    facts = extract(record)
    short = draft(SUMMARY, {line: ""})
    found = [one for one in omitted(check(short, record, facts)) if name in one.finding.explanation.lower()]
    assert [(one.finding.severity, one.part) for one in found] == [(severity, part)]
    insert = found[0].insert
    assert insert is not None
    assert insert.origin is Origin.FACTS
    assert name in insert.text.lower()
    assert insert.sources == found[0].finding.citations != ()
    after = check(mended(short, found[0]), record, facts)
    assert found[0].finding.id not in {one.finding.id for one in after}
    assert not [one for one in after if one.line == insert.id]


def test_the_worst_is_told_first() -> None:
    found = issues({"Penicillin (anaphylaxis).": "", "Lisinopril 20 mg twice daily.": "", "He denies fever.": ""})
    order = [Severity.HIGH, Severity.MEDIUM, Severity.LOW]
    ranks = [order.index(one.finding.severity) for one in found]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3


def test_a_draft_with_no_part_for_it_does_not_lack_family_history() -> None:
    record = chart(NOTE)
    without = {"Medications": SUMMARY["Medications"], "Allergies": SUMMARY["Allergies"]}
    found = check(draft(without), record, extract(record))
    assert not any("breast" in one.finding.explanation for one in found)


def test_an_allergy_is_lacking_whatever_the_template() -> None:
    record = chart(NOTE)
    found = check(draft({"Assessment": ["Osteoarthritis of the left knee."]}), record, extract(record))
    assert any("enicillin" in one.finding.title for one in omitted(found, Severity.HIGH))


def test_an_allergy_that_is_named_as_a_medicine_only_is_left_out() -> None:
    record = chart("ALLERGIES\nCodeine.\n\nPLAN\nAvoid codeine. Rest.\n")
    found = check(draft({"Plan": ["Avoid codeine.", "Rest."]}), record, extract(record))
    assert any("odeine" in one.finding.title for one in omitted(found, Severity.HIGH))


def test_one_thing_in_many_notes_is_told_once_with_all_its_places() -> None:
    record = chart(*(f"Visit, 2025-0{month}-01\n\nMEDICATIONS\nInsulin glargine 20 units.\n" for month in (1, 2, 3)))
    found = omitted(check(draft({"Medications": ["None listed here."]}), record, extract(record)), Severity.HIGH)
    assert len(found) == 1
    assert [cited.document_id for cited in found[0].finding.citations] == ["d3", "d2", "d1"]


def test_minor_findings_are_told_together() -> None:
    record = chart("REVIEW OF SYSTEMS\nDenies fever. Denies cough. Denies nausea. Denies headache.\n")
    found = omitted(check(draft({"History": ["Doing well."]}), record, extract(record)))
    assert [one.finding.severity for one in found] == [Severity.LOW]
    assert len(found[0].finding.citations) == 4
