from datetime import date

import pytest

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Chart
from modules.domains.medical.writing import shipped
from modules.domains.medical.writing.arranging import all_entries, filled
from tests.unit.domains.medical.measured import SAMPLES
from tests.unit.domains.medical.writing.charts import chart, written


def lines(text: str) -> list[str]:
    return [entry.text for entry in all_entries(chart(text))]


def samples() -> Chart:
    sources = [
        Source(path.name, path.name, [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)])
        for path in sorted(SAMPLES.iterdir())
    ]
    return read_chart(sources, today=date(2027, 1, 1))


def test_rows_of_medicines_are_read_as_clinicians_write_them() -> None:
    table = (
        "Medications\n\nMedicine | Dose | Route | Frequency | Change\n"
        "Furosemide | 40 mg | oral | twice daily | increased, was 20 mg once daily\n"
        "Apixaban | 5 mg | oral | twice daily"
    )
    assert lines(table) == [
        "Furosemide 40 mg oral twice daily (increased, was 20 mg once daily)",
        "Apixaban 5 mg oral twice daily",
    ]


def test_values_of_a_measure_become_one_line_in_the_order_of_time() -> None:
    table = (
        "Results\n\nDate | Test | Value | Unit | Low | High | Flag\n"
        "2026-03-11 | Potassium | 4.6 | mmol/L | 3.5 | 5.0 |\n"
        "2026-03-09 | Potassium | 5.4 | mmol/L | 3.5 | 5.0 | H\n2026-03-09 | Weight | 78.9 | kg | | |"
    )
    record = chart(table)
    found = [line for part in filled(shipped()["soap"], record, extract(record)) for line in part.lines]
    assert [line.text for line in found] == [
        "Weight: 78.9 kg (2026-03-09).",
        "Potassium: 5.4 mmol/L (2026-03-09, high), 4.6 mmol/L (2026-03-11).",
    ]
    assert len(found[1].sources) > 1


def test_two_values_of_a_day_keep_what_tells_them_apart() -> None:
    table = "Vital signs\n\nMeasurement | Lying | Standing\nBlood pressure (mmHg) | 112/66 | 94/58\n"
    assert [line.text for line in written("soap", chart(table)).lines] == [
        "Blood pressure (mmHg): lying 112/66; standing 94/58."
    ]


def test_a_word_that_opens_a_paragraph_is_joined_to_it() -> None:
    plan = (
        "Plan\n\n1. Heart failure. Reduce furosemide to 40 mg daily. Target weight 71 kg.\n\n2. Anemia. Check ferritin."
    )
    assert lines(plan) == [
        "Heart failure: Reduce furosemide to 40 mg daily.",
        "Target weight 71 kg.",
        "Anemia: Check ferritin.",
    ]


def test_a_sentence_that_leans_on_the_one_before_stays_with_it() -> None:
    plan = "Plan\n\nTake apixaban every morning. Do not stop it without asking. Weigh yourself every morning."
    assert lines(plan) == [
        "Take apixaban every morning. Do not stop it without asking.",
        "Weigh yourself every morning.",
    ]


@pytest.mark.parametrize(
    "signature",
    [
        "Electronically signed by Jane Roe, MD, 26 March 2026, 16:42.",
        "Jane B. Roe, MD, 26 March 2026.",
        "Yours sincerely,\nDr Jane Roe\n12 High Street",
    ],
)
def test_letterhead_and_signature_are_no_lines(signature: str) -> None:
    note = f"St Mary Hospital - Cardiology\n12 High Street\n\nPlan\n\nCheck potassium in a week.\n\n{signature}\n"
    assert lines(note) == ["Check potassium in a week."]


@pytest.mark.parametrize("key", sorted(set(shipped()) - {"visit-note"}))
def test_the_samples_read_like_something_to_sign(key: str) -> None:
    draft = written(key, samples())
    texts = [line.text for line in draft.lines]
    assert len(texts) == len(set(texts)) > 20
    for text in texts:
        assert "|" not in text
        assert "signed by" not in text
        assert "MRN" not in text
        assert not text.endswith((":.", "..", "”."))
    assert not any(text.split(": ", 1)[-1].strip(".") in ("Heart failure", "Diabetes", "Anemia") for text in texts)
    said = draft.text()
    stay = key == "discharge-summary"
    assert ("Furosemide 40 mg oral once daily, morning (reduced from twice daily)." in said) is not stay
    assert ("Furosemide 40 mg oral twice daily (increased, was 20 mg once daily)." in said) is stay
    assert ("Stopped: lisinopril 20 mg" if stay else "Stopped and not to be taken: lisinopril 20 mg") in said
    assert "Potassium: 5.4 mmol/L (2026-03-09, high)" in said


def medicines(note: str) -> list[str]:
    draft = written("soap", chart(f"Clinic note, 2026-03-26\n\n{note}"))
    return [line.text for part in draft.parts if part.key == "medications" for line in part.lines]


@pytest.mark.parametrize(
    "line",
    [
        "Reconciled with the discharge list and the pill box.",
        "The list shows what she takes after today's changes.",
        "Medications were reviewed with the patient.",
        "See the attached medication list.",
    ],
)
def test_what_tells_only_of_the_list_is_no_medicine(line: str) -> None:
    assert medicines(f"Medications\n\n{line}\n- Apixaban 5 mg twice daily\n") == ["Apixaban 5 mg twice daily."]


@pytest.mark.parametrize("line", ["No regular medications.", "Lisinopril was reviewed with her and continued."])
def test_what_tells_of_a_medicine_stays(line: str) -> None:
    assert line in medicines(f"Medications\n\n{line}\n")


def test_a_medicine_that_is_but_proposed_is_none_that_is_taken() -> None:
    note = "Medications\n\n- Apixaban 5 mg twice daily\n\nPlan\n\nSpironolactone is deferred until April.\n"
    assert medicines(note) == ["Apixaban 5 mg twice daily."]


def test_items_of_a_numbered_list_stay_apart() -> None:
    assert lines("Assessment\n1. Hypothyroidism: not at goal.\n2. Hypertension, stable.\n3. Asthma.\n") == [
        "Hypothyroidism: not at goal.",
        "Hypertension, stable.",
        "Asthma.",
    ]
    assert lines("Assessment and Plan\n1. Knee pain.\nIce and rest.\n2. Gout.\nAllopurinol.\n") == [
        "Knee pain: Ice and rest.",
        "Gout: Allopurinol.",
    ]
