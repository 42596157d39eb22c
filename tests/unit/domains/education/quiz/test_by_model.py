import json
from collections.abc import Generator
from typing import TypeVar

from modules.adapters.scripted import Scripted
from modules.core.types import Progress
from modules.domains.education.quiz.by_model import answered_blind, make_by_model, with_better_distractors
from modules.domains.education.quiz.evidence import Evidence
from modules.domains.education.quiz.item import Kind
from modules.domains.education.quiz.making import proposals, valid
from tests.doubles.courses import CELLS, TERMS, course

T = TypeVar("T")
SENTENCE = "Insulin is a hormone of the pancreas that lowers the concentration of glucose in the blood of mammals."
MATERIAL, CONCEPTS, _ = course(SENTENCE, [("insulin",)])
AT = Progress(0, 1, "Question")


def ended(work: Generator[Progress, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def form(key: str, *wrong: str) -> str:
    return json.dumps(
        {
            "question": "Which hormone of the pancreas lowers the concentration of glucose in the blood?",
            "key": key,
            "wrong": [{"answer": one, "misconception": f"{one} is mixed up with it."} for one in wrong],
            "explanation": "The passage says so.",
        }
    )


GOOD = form("Insulin", "Glucagon", "Adrenalin", "Cortisol")


def letter(prompt: str, wanted: str) -> str:
    return next(line[0] for line in prompt.splitlines() if line[1:] == f". {wanted}")


def test_an_item_is_kept_where_rules_and_a_blind_answer_agree() -> None:
    model = Scripted(
        lambda messages: (
            json.dumps({"letter": letter(messages[-1].content, "Insulin")})
            if "letter of the" in messages[-1].content
            else GOOD
        )
    )
    [item] = ended(make_by_model(MATERIAL, CONCEPTS, model))
    assert item.maker == "scripted"
    assert [option.text for option in item.options if option.right] == ["Insulin"]
    assert all("mixed up" in option.feedback for option in item.options if not option.right)


def test_an_item_is_dropped_where_the_blind_answer_is_another() -> None:
    model = Scripted(
        lambda messages: (
            json.dumps({"letter": letter(messages[-1].content, "Cortisol")})
            if "letter of the" in messages[-1].content
            else GOOD
        )
    )
    assert ended(make_by_model(MATERIAL, CONCEPTS, model)) == ()


def test_an_invalid_item_is_never_asked_blindly_nor_shown() -> None:
    for bad in (
        form("Glucagon", "Insulin", "Adrenalin", "Cortisol"),
        form("Insulin", "Glucagon", "Glucagon", "Cortisol"),
        "no form",
    ):
        model = Scripted([bad])
        assert ended(make_by_model(MATERIAL, CONCEPTS, model)) == ()
        assert len(model.asked) == 1


def test_it_can_be_stopped_between_words() -> None:
    model = Scripted([GOOD])
    work = make_by_model(MATERIAL, CONCEPTS, model)
    next(work)
    work.close()
    assert len(model.asked) == 1


def test_better_distractors_are_taken_only_where_they_make_a_valid_item() -> None:
    material, concepts, _ = course(CELLS, TERMS)
    evidence = Evidence(material)
    item = next(one for one in valid(proposals(material, concepts, [Kind.CHOICE]), evidence) if "seals" in one.stem)
    better = json.dumps({"wrong": [{"answer": one, "misconception": "m"} for one in ("gyrase", "nuclease", "kinase")]})
    found = ended(with_better_distractors(item, evidence, Scripted([better]), AT))
    assert {option.text for option in found.options} == {"ligase", "gyrase", "nuclease", "kinase"}
    worse = json.dumps({"wrong": [{"answer": "ligase", "misconception": "m"}] * 3})
    assert ended(with_better_distractors(item, evidence, Scripted([worse]), AT)) == item
    assert not ended(answered_blind(item, evidence, Scripted(['{"letter": "none"}']), AT))
