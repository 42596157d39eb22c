"""Identifiers with a form or a label of their own, and numbers of notes that are none."""

import pytest

from modules.safety import checksums
from modules.safety.ages import find_ages
from modules.safety.identifiers import Kind, without_overlaps
from modules.safety.labelled import by_label
from modules.safety.patterns import by_form, by_look


def kinds(text: str) -> dict[str, Kind]:
    found = [*by_form(text), *by_label(text), *by_look(text), *find_ages(text)]
    return {one.text: one.kind for one in without_overlaps(text, found)}


@pytest.mark.parametrize(
    ("text", "identifier", "kind"),
    [
        ("Call (415) 555-0132.", "(415) 555-0132", Kind.PHONE),
        ("Tel 0113 496 0000", "0113 496 0000", Kind.PHONE),
        ("Fax: 415-555-0132", "415-555-0132", Kind.FAX),
        ("ann.b@example.org wrote", "ann.b@example.org", Kind.EMAIL),
        ("SSN 123-45-6789", "123-45-6789", Kind.SOCIAL_SECURITY),
        ("MRN: 4471882", "4471882", Kind.RECORD),
        ("policy number AB-123456", "AB-123456", Kind.PLAN),
        ("card 4111 1111 1111 1111", "4111 1111 1111 1111", Kind.ACCOUNT),
        ("IBAN GB82WEST12345698765432", "GB82WEST12345698765432", Kind.ACCOUNT),
        ("driver's license no. S99936715", "S99936715", Kind.LICENCE),
        ("VIN 1M8GDM9AXKP042788", "1M8GDM9AXKP042788", Kind.VEHICLE),
        ("serial number PX-99812", "PX-99812", Kind.DEVICE),
        ("see https://portal.example.org/u/1.", "https://portal.example.org/u/1", Kind.URL),
        ("from 192.168.7.12", "192.168.7.12", Kind.IP),
        ("fingerprint ID FP-20931", "FP-20931", Kind.BIOMETRIC),
        ("stored as wound_12.jpeg", "wound_12.jpeg", Kind.PHOTO),
        ("NHS 943 476 5919", "943 476 5919", Kind.OTHER),
        ("d374d52b-0e57-495a-b373-9150e3cc8286", "d374d52b-0e57-495a-b373-9150e3cc8286", Kind.OTHER),
        ("a 93-year-old woman", "93", Kind.AGE),
    ],
)
def test_each_kind_is_found(text: str, identifier: str, kind: Kind) -> None:
    assert kinds(text).get(identifier) is kind


@pytest.mark.parametrize(
    "text",
    [
        "BP 142/88, HR 96, SpO2 97 %, temperature 98.6 F, weight 82.4 kg",
        "Sodium 133, platelets 250,000, TSH 0.004, eGFR >60, CD4: 77/mm^3",
        "Metoprolol 25 mg BID, Lantus 10 units, HLA-B27, BRCA1, ICD-10 E11.9, vitamin B12",
        "Creatinine | 1.72 | 1.38 | mg/dL | 0.50-1.10",
        "group 3 pulmonary hypertension, unit 2, stage 3b, an 89-year-old man, EF 35-40 %",
    ],
)
def test_what_notes_measure_is_no_identifier(text: str) -> None:
    assert kinds(text) == {}


def test_check_digits_tell_numbers_apart() -> None:
    assert checksums.luhn("4111111111111111")
    assert not checksums.luhn("4111111111111112")
    assert checksums.iban("GB82 WEST 1234 5698 7654 32")
    assert not checksums.iban("GB83 WEST 1234 5698 7654 32")
    assert checksums.nhs_number("9434765919")
    assert not checksums.nhs_number("9434765918")
    assert checksums.vin("1M8GDM9AXKP042788")
    assert not checksums.vin("1M8GDM9AYKP042788")
    assert checksums.dea_number("AB1234563")
