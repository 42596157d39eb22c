import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.figures import is_said, numbers
from modules.domains.medical.record import Section
from modules.domains.medical.writing.arranging import all_entries
from modules.domains.medical.writing.spelled import in_digits
from tests.unit.domains.medical.writing.charts import VISIT, chart, written


def lines(*turns: str) -> list[str]:
    return [entry.text for entry in all_entries(chart("\n".join(turns)))]


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Have you had any fever or chills?", "No.", ["Denies fever or chills."]),
        ("Any chest pain?", "Yeah, I do.", ["Reports chest pain."]),
        ("Do you smoke?", "No, I don't.", ["The patient does not smoke."]),
        ("Do you smoke?", "Yes.", ["The patient smokes."]),
        ("Are you able to lift your arm?", "Not really.", ["The patient is not able to lift their arm."]),
        ("How long have you had this pain?", "Um, about three weeks.", ["Duration: about three weeks."]),
        ("Any numbness?", "No numbness or tingling.", ["No numbness or tingling."]),
        ("Any swelling?", "I'm not sure.", ["Unsure about swelling."]),
        ("Do you take any medicines?", "I take lisinopril 20 mg daily.", ["The patient takes lisinopril 20 mg daily."]),
        ("How old are you?", "I'm twenty six.", ["The patient is 26."]),
        ("Is the pain constant, or does it come and go?", "Yes.", []),
        ("Can you tell me about the pain?", "No.", []),
        ("With the pain, have you noticed any swelling?", "No.", ["Denies swelling."]),
        ("What kind of treatments have you had for this pain?", "Yeah.", []),
        ("Or are you short of breath at rest?", "Yes.", []),
        ("K. Any blood in your stools?", "No.", ["Denies blood in the stools."]),
        ("Robert?", "Yep.", []),
        ("When does it hurt?", "It hurts when you breathe in.", ["It hurts when they breathe in."]),
        ("How is the cough?", "I see what you are talking about.", []),
        ("Any pain?", "Not really, I feel fine.", ["Denies pain.", "The patient feels fine."]),
        ("What about your mother?", "She has diabetes.", ["Mother: she has diabetes."]),
    ],
)
def test_a_question_and_its_answer_become_a_line(question: str, answer: str, expected: list[str]) -> None:
    assert lines(f"Doctor: {question}", f"Patient: {answer}") == expected


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is it in the middle, or to one side?", "No, it's in the middle."),
        ("Do you smoke or drink alcohol?", "Yes."),
        ("Any weight loss, or blood in the stool?", "Yeah."),
        ("Any pain or swelling?", "No, only the swelling."),
    ],
)
def test_a_choice_is_quoted_with_its_answer_rather_than_asserted_or_denied(question: str, answer: str) -> None:
    [line] = lines(f"Doctor: {question}", f"Patient: {answer}")
    assert line.startswith(f"Asked “{question}”: “")


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Do you smoke or drink alcohol?", "No.", "The patient does not smoke or drink alcohol."),
        ("Do you drink, smoke, or use drugs?", "No.", "The patient does not drink, smoke, or use drugs."),
        ("Have you had it for two or three weeks?", "Yes.", "The patient has had it for two or three weeks."),
        ("Any chest pain or anything?", "Yes.", "Reports chest pain."),
    ],
)
def test_what_leaves_nothing_to_choose_is_told(question: str, answer: str, expected: str) -> None:
    assert lines(f"Doctor: {question}", f"Patient: {answer}") == [expected]


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Do you have, a fever at night?", "No.", "The patient does not have a fever at night."),
        ("Is anyone else with you?", "No.", "No one else is with them."),
        ("Is anyone else ill at home?", "Yes.", "Someone else is ill at home."),
    ],
)
def test_a_line_is_a_sentence(question: str, answer: str, expected: str) -> None:
    assert lines(f"Doctor: {question}", f"Patient: {answer}") == [expected]


def test_a_question_that_was_not_heard_is_answered_by_the_next_reply() -> None:
    asked = "Doctor: Have you measured it at home?"
    said = lines(asked, "Patient: Yeah.", "Patient: Sorry?", asked, "Patient: No.")
    assert said == ["The patient has not measured it at home."]


def test_one_no_answers_symptoms_in_a_row_and_nothing_else() -> None:
    assert lines("Doctor: Any fever? Any chills?", "Patient: No.") == ["Denies fever.", "Denies chills."]
    assert lines("Doctor: Do you take aspirin? Any bleeding?", "Patient: No.") == ["Denies bleeding."]


def test_a_yes_to_several_questions_is_quoted_rather_than_read() -> None:
    assert lines("Doctor: Any nausea? Any vision changes?", "Patient: Yes.") == [
        "Asked “Any nausea? Any vision changes?”: “Yes”."
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("[doctor] your lungs are clear .", "Lungs are clear."),
        ("[doctor] you have some tenderness over the knee .", "There is some tenderness over the knee."),
        ("[doctor] so i'm gon na go ahead and order an mri of your knee .", "We will order an mri of the knee."),
        (
            "[doctor] i want you to take ibuprofen 600 mg twice a day , okay ?",
            "The patient is to take ibuprofen 600 mg twice a day.",
        ),
        (
            "[patient] i , i've had um , you know , pain in my , my back and i ca n't sleep .",
            "The patient has had pain in their back and they cannot sleep.",
        ),
        ("[patient] i do n't have diabetes .", "The patient does not have diabetes."),
    ],
)
def test_speech_is_cleaned_and_told_of_the_patient(said: str, expected: str) -> None:
    assert lines("[doctor] hi .", "[patient] hi .", said) == [expected]


def test_the_patient_is_he_or_she_where_the_talk_says_so() -> None:
    assert "He takes lisinopril 20 mg daily." in lines(VISIT)


@pytest.mark.parametrize("said", [".5 mg a day", "about .25 mg twice", "I take .5 , maybe 1.5 mg"])
def test_a_dose_without_its_nought_does_not_grow_tenfold(said: str) -> None:
    written = " ".join(lines("Doctor: How much do you take?", f"Patient: {said}."))
    assert [number.value for number in numbers(written)] == [number.value for number in numbers(said)]


def test_what_is_said_goes_where_it_belongs() -> None:
    sections = {entry.text: entry.section for entry in all_entries(chart(VISIT))}
    assert sections["He has had this cough for one week."] is Section.COMPLAINT
    assert sections["Denies fever or chills."] is Section.REVIEW
    assert sections["He takes lisinopril 20 mg daily."] is Section.MEDICATIONS
    assert sections["He does not smoke."] is Section.SOCIAL
    assert sections["Blood pressure is 142 over 88 today."] is Section.VITALS
    assert sections["We will order a chest x-ray."] is Section.PLAN


def test_questions_that_go_on_about_relatives_stay_with_them() -> None:
    turns = ("Doctor: What about your mother?", "Patient: She has diabetes.", "Doctor: Is that type one or type two?")
    entries = all_entries(chart("\n".join((*turns, "Patient: It's type two."))))
    assert {entry.section for entry in entries} == {Section.FAMILY}


def test_why_the_patient_came_is_no_small_talk() -> None:
    said = lines("Doctor: And how can I help you this afternoon, sir?", "Patient: I've been having, uh, diarrhoea.")
    assert said == ["He has been having diarrhoea."]


def test_exchanged_speakers_are_seen() -> None:
    turns = [
        "Patient: Okay, so how long have you had this pain in your knee?",
        "Doctor: I've had it for two weeks. My wife said I should come.",
        "Patient: Have you had any swelling?",
        "Doctor: No.",
        "Patient: Do you take any medications?",
        "Doctor: I take metformin. My doctor started it.",
        "Patient: So on your knee exam, there is tenderness. I'm going to order an x-ray.",
        "Doctor: Okay.",
    ]
    said = lines(*turns)
    assert any("seem to be exchanged" in remark for remark in written("soap", chart("\n".join(turns))).remarks)
    assert "Denies swelling." in said
    assert "The patient takes metformin." in said
    assert "We will order an x-ray." in said


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("twenty six", "26"),
        ("two thousand and eight", "2008"),
        ("nineteen sixty one", "1961"),
        ("one hundred and twenty over eighty", "120 over 80"),
        ("one twenty two", "one twenty two"),
        ("ninety eight point six", "ninety eight point six"),
        ("three to four", "three to four"),
    ],
)
def test_spelled_numbers_become_digits_only_where_they_read_in_one_way(spoken: str, written: str) -> None:
    assert in_digits(f"It was {spoken}.") == f"It was {written}."


@given(st.integers(10, 99))
def test_every_number_of_two_digits_is_read_back(value: int) -> None:
    tens = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    teens = [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    units = ("", " one", " two", " three", " four", " five", " six", " seven", " eight", " nine")
    assert in_digits(teens[value - 10] if value < 20 else tens[value // 10 - 2] + units[value % 10]) == str(value)


_QUESTIONS = ("Any fever?", "Do you smoke?", "How long?", "What medications do you take?", "Any pain? Any swelling?")
_ANSWERS = st.one_of(
    st.sampled_from(("No.", "Yes.", "Um, I take metformin 500 mg twice a day.", "About 3 weeks.", "No, not really.")),
    st.text(max_size=80),
)


@given(st.lists(st.tuples(st.sampled_from(_QUESTIONS), _ANSWERS), min_size=1, max_size=6))
def test_every_line_has_sources_that_say_its_numbers(turns: list[tuple[str, str]]) -> None:
    text = "".join(f"Doctor: {question}\nPatient: {' '.join(answer.split())}\n" for question, answer in turns)
    for entry in all_entries(chart(text)):
        assert entry.sources
        said = " ".join(in_digits(source.text) for source in entry.sources)
        assert all(is_said(number, numbers(f"{said} {entry.sources[0].text}")) for number in numbers(entry.text))


@pytest.mark.parametrize("key", ["soap", "visit-note"])
def test_an_allergy_to_a_medicine_is_told_as_one(key: str) -> None:
    record = chart("Doctor: Any allergies to medications?\nPatient: Uh, yes, amoxycillin.\n")
    [allergies] = [part for part in written(key, record).parts if part.key == "allergies"]
    assert "Allergies: amoxycillin." in [line.text for line in allergies.lines]


def test_what_the_patient_is_allergic_to_is_no_medicine_that_he_takes() -> None:
    answer = "Patient: I took amoxicillin in the past and I came out in a rash. I'm allergic to amoxicillin."
    record = chart("\n".join(("Doctor: Any allergies?", "Patient: Yes.", "Doctor: What to?", answer)))
    assert [part for part in written("soap", record).parts if part.lines and part.key == "medications"] == []
