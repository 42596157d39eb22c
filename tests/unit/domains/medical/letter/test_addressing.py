"""The third person of notes said to the patient."""

from __future__ import annotations

import pytest

from modules.domains.medical.letter.addressing import addressed
from modules.domains.medical.record import Patient

ROSA = Patient("Rosa Vane", sex="female")


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("The patient reports knee pain.", "You report knee pain."),
        ("She denies fever, chills, or cough.", "You said you have no fever, chills, or cough."),
        ("Denies any chest pain.", "You said you have no chest pain."),
        ("She reports a cough and denies any fever.", "You report a cough and said you have no fever."),
        ("She denies fever and chills.", "You said you have no fever or chills."),
        ("She denies fever and has chills.", "You said you have no fever and have chills."),
        ("She denies fever, endorses chills.", "You said you have no fever, endorse chills."),
        ("A 40-year-old white man is seen for gout.", "You came in for gout."),
        ("A 40-year-old white man felt weak.", "You felt weak."),
        ("A 40-year-old pregnant woman felt weak.", "A 40-year-old pregnant woman felt weak."),
        (
            "Rosa Vane is a 58-year-old female with a history of gout, who presents today with pain.",
            "You are a 58-year-old female with a history of gout. You came in today for pain.",
        ),
        ("Use the patient portal, the patient said.", "Use the patient portal, you said."),
        ("A 4-day-old male newborn is seen.", "A 4-day-old male newborn is seen."),
        ("A 53-year-old woman with gout is seen.", "A 53-year-old woman with gout is seen."),
        ("She buys shoes and changes the soles.", "You buy shoes and change the soles."),
        ("She has gout, for which she takes a pill.", "You have gout, for which you take a pill."),
        ("Works were halted.", "Works were halted."),
        ("She denies that it hurts.", "You deny that it hurts."),
        ("Mrs. Vane has gout and takes her pills.", "You have gout and take your pills."),
        ("We saw Mrs. Rosa Vane.", "We saw you."),
        ("Rosa Vane’s knee was seen.", "Your knee was seen."),
        ("If she is not better, we will see her again.", "If you are not better, we will see you again."),
        ("I told her to rest her leg.", "I told you to rest your leg."),
        ("The plan was discussed with the patient and is clear.", "The plan was discussed with you and is clear."),
        ("What was discussed with the patient is clear.", "What was discussed with you is clear."),
        ("She also takes aspirin.", "You also take aspirin."),
        ("She watches it, and she carries on.", "You watch it, and you carry on."),
        ("A 30-year-old woman comes to the physician because of a rash.", "You came in for a rash."),
        (
            "The patient is a pleasant 66-year-old male who presents to the clinic today for the evaluation of gout.",
            "You came in today for gout.",
        ),
        ("Patient education: given.", "Patient education: given."),
    ],
)
def test_said_to_the_patient(noted: str, said: str) -> None:
    assert addressed(noted, ROSA) == said


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("Her mother says she is tired.", "Your mother says she is tired."),
        ("Dr. Lund told her that she may go.", "Dr. Lund told her that she may go."),
        ("Mr. Vane drove.", "Mr. Vane drove."),
        ("He drove.", "He drove."),
        ("Mrs. Hart drove.", "Mrs. Hart drove."),
    ],
)
def test_somebody_else_stays_who_he_is(noted: str, said: str) -> None:
    assert addressed(noted, ROSA) == said


def test_without_a_name_only_the_patient_is_you() -> None:
    assert addressed("Mrs. Vane sat. The patient stood.", Patient()) == "Mrs. Vane sat. You stood."
