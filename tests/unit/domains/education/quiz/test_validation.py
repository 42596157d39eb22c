from dataclasses import replace

import pytest

from modules.domains.education.quiz.evidence import Evidence
from modules.domains.education.quiz.item import Item, Kind, Number, Option
from modules.domains.education.quiz.making import proposals, valid
from modules.domains.education.quiz.validation import gives_away, problems, same_question
from tests.doubles.courses import CELLS, TERMS, course

MATERIAL, CONCEPTS, PAGES = course(CELLS, TERMS)
EVIDENCE = Evidence(MATERIAL, PAGES)
MADE = valid(proposals(MATERIAL, CONCEPTS), EVIDENCE)


def one(kind: Kind, words: str = "") -> Item:
    return next(item for item in MADE if item.kind is kind and words in item.stem)


CHOICE = one(Kind.CHOICE, "opens the double helix")


def options(*texts: str) -> Item:
    return replace(CHOICE, options=tuple(Option(text, right=not number) for number, text in enumerate(texts)))


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (replace(CHOICE, options=tuple(replace(o, right=True) for o in CHOICE.options)), "4 right options"),
        (options("ligase", "helicase", "primase", "mitosis"), "does not"),
        (options("helicase", "ligase", "Ligases", "primase"), "say the same"),
        (options("helicase", "ligase", "primase", "all of the above"), "no option of its own"),
        (options("helicase", "ligase", "primase", ""), "empty"),
        (options("helicase", "Ligase", "Primase", "Mitosis"), "capital letter"),
        (options("helicase"), "right and wrong"),
        (
            replace(CHOICE, stem="Which helicase has this meaning: “enzyme that opens the double helix”?"),
            "contains its answer",
        ),
        (replace(CHOICE, source=replace(CHOICE.source, text="Something else.")), "not at its place"),
        (replace(CHOICE, source=replace(CHOICE.source, page=7)), "not at its place"),
        (replace(CHOICE, hints=("It is the helicase.",)), "shows the key"),
        (replace(CHOICE, explanation=""), "why its key is right"),
        (replace(CHOICE, stem=""), "empty or too long"),
    ],
)
def test_a_choice_is_refused(item: Item, said: str) -> None:
    assert any(said in problem for problem in problems(item, EVIDENCE)), problems(item, EVIDENCE)


def test_a_distractor_that_the_material_states_of_the_same_is_refused() -> None:
    text = """
    d: ribosome: structure that makes proteins in the living cell
    The factory is the structure that makes proteins in the living cell of a plant.
    """
    material, _, _ = course(text)
    source = material.sections[0].statements[0].place
    made = tuple(Option(name, right=name == "ribosome") for name in ("ribosome", "factory", "membrane", "nucleus"))
    item = replace(
        CHOICE,
        stem="Which term has this meaning: “structure that makes proteins in the living cell”?",
        source=source,
        options=made,
    )
    assert any("“factory” may be right too" in problem for problem in problems(item, material))
    better = replace(item, options=tuple(replace(o, text="vacuole") if o.text == "factory" else o for o in made))
    assert problems(better, material) == ()


def test_a_number_must_be_stated_or_come_out() -> None:
    item = one(Kind.NUMERIC, "double helix")
    assert problems(item, EVIDENCE) == ()
    for wrong in (Number("3.5", "nm"), Number("3.4", "mm"), Number("x", "nm"), Number("3.4", "nm", 0.9)):
        assert problems(replace(item, number=wrong), EVIDENCE)
    worked = one(Kind.NUMERIC, "Calculate")
    assert problems(worked, EVIDENCE) == ()
    assert problems(replace(worked, number=Number("7", "A")), EVIDENCE)


def test_a_gap_must_be_filled_with_what_the_source_says() -> None:
    item = one(Kind.CLOZE)
    assert problems(replace(item, answers=("banana",)), EVIDENCE)
    assert problems(replace(item, answers=()), EVIDENCE)


def test_pairs_must_be_said_and_be_different() -> None:
    item = one(Kind.MATCHING)
    first, second, *rest = item.pairs
    swapped = (replace(first, right=second.right), replace(second, right=first.right), *rest)
    assert problems(replace(item, pairs=swapped), EVIDENCE)
    assert problems(replace(item, pairs=(first, first, *rest)), EVIDENCE)
    assert problems(replace(item, pairs=item.pairs[:2]), EVIDENCE)


def test_an_order_must_be_that_of_the_text_or_the_dates() -> None:
    for words in ("steps", "events"):
        item = one(Kind.ORDERING, words)
        wrong = replace(item, answers=item.answers[::-1])
        assert problems(wrong, EVIDENCE)
        dates = replace(wrong, source=item.also[-1], also=(*item.also[-2::-1], item.source))
        assert any("this order" in problem for problem in problems(dates, EVIDENCE))


def test_a_rubric_needs_rows_with_evidence() -> None:
    item = one(Kind.OPEN)
    assert problems(replace(item, rubric=item.rubric[:1]), EVIDENCE)
    assert problems(replace(item, rubric=tuple(replace(row, keys=("banana",)) for row in item.rubric)), EVIDENCE)
    assert problems(replace(item, rubric=tuple(replace(row, points=0.0) for row in item.rubric)), EVIDENCE)


def test_nothing_is_asked_twice() -> None:
    short = one(Kind.SHORT, "opens the double helix")
    assert same_question(CHOICE, short)
    assert problems(CHOICE, EVIDENCE, [CHOICE]) == ()  # itself
    assert any("another item" in problem for problem in problems(short, EVIDENCE, [CHOICE]))
    assert not same_question(CHOICE, one(Kind.CHOICE, "seals the gaps"))
    assert gives_away(replace(CHOICE, source=short.source), short)
