from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.material import Material
from modules.domains.education.plain import GAP
from modules.domains.education.quiz.calculations import comes_out, computed
from modules.domains.education.quiz.course import Course
from modules.domains.education.quiz.evidence import Evidence
from modules.domains.education.quiz.figures import figures_in
from modules.domains.education.quiz.item import Bloom, Item, Kind
from modules.domains.education.quiz.making import make_quiz, proposals, valid
from modules.domains.education.quiz.meanings import Meaning, head_of, meanings, siblings
from modules.domains.education.quiz.selects import enumerations
from modules.domains.education.quiz.validation import problems
from tests.doubles.courses import CELLS, TERMS, course

MATERIAL, CONCEPTS, PAGES = course(CELLS, TERMS)
EVIDENCE = Evidence(MATERIAL, PAGES)
MADE = valid(proposals(MATERIAL, CONCEPTS), EVIDENCE)


def of(kind: Kind) -> list[Item]:
    return [item for item in MADE if item.kind is kind]


def meaning(name: str) -> Meaning:
    return next(one for one in meanings(CONCEPTS) if one.name == name)


def test_every_kind_is_made_of_a_small_course() -> None:
    assert {item.kind for item in MADE} == set(Kind)


def test_the_same_seed_gives_the_same_quiz_and_another_one_another_order() -> None:
    first = make_quiz(MATERIAL, CONCEPTS, count=8, seed=1)
    assert first == make_quiz(MATERIAL, CONCEPTS, count=8, seed=1)
    assert [item.id for item in first] != [item.id for item in make_quiz(MATERIAL, CONCEPTS, count=8, seed=2)]


def test_an_item_has_the_same_id_whatever_the_order_of_its_options() -> None:
    one = {item.id for item in proposals(MATERIAL, CONCEPTS, [Kind.MATCHING], seed=1)}
    assert one == {item.id for item in proposals(MATERIAL, CONCEPTS, [Kind.MATCHING], seed=1)}
    assert len({item.id for item in MADE}) == len(MADE)


def test_a_quiz_is_valid_balanced_and_asks_nothing_twice() -> None:
    quiz = make_quiz(MATERIAL, CONCEPTS, count=8)
    assert len({item.kind for item in quiz}) >= 6
    for item in quiz:
        assert problems(item, EVIDENCE, quiz) == ()
    assert all(item.bloom is Bloom.APPLY for item in make_quiz(MATERIAL, CONCEPTS, levels=[Bloom.APPLY]))
    assert {item.kind for item in make_quiz(MATERIAL, CONCEPTS, kinds=[Kind.SHORT])} == {Kind.SHORT}


def test_nothing_is_made_of_nothing() -> None:
    assert make_quiz(Material(), replace(CONCEPTS, concepts=())) == ()


@pytest.mark.parametrize(
    ("definition", "name", "text"),
    [
        ("osmosis: diffusion of water through a membrane", "osmosis", "diffusion of water through a membrane"),
        ("Osmosis is the diffusion of water through a membrane.", "osmosis", "diffusion of water through a membrane"),
        ("Osmosis (see the figure) is a process by which water moves.", "osmosis", "process by which water moves"),
        (
            "The diffusion of water through a membrane is called osmosis.",
            "osmosis",
            "diffusion of water through a membrane",
        ),
        ("Osmosis, the diffusion of water, is seen in plants.", "osmosis", "diffusion of water"),
        ("Osmosis is important for plants of all kinds.", "osmosis", None),
        ("Osmosis is also used in the kidney for water.", "osmosis", None),
        ("Osmosis means what osmosis has always meant.", "osmosis", None),
        ("Plants need osmosis for the transport of water.", "osmosis", None),
    ],
)
def test_a_meaning_is_cut_out_of_its_statement(definition: str, name: str, text: str | None) -> None:
    _, concepts, _ = course(f"d: {definition}", [(name,)])
    concepts = replace(
        concepts,
        concepts=tuple(
            replace(one, definition=one.definition or next(course(f"d: {definition}")[0].statements())[1])
            for one in concepts.concepts
        ),
    )
    found = meanings(concepts)
    assert [one.text for one in found] == ([text] if text else [])


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("enzyme that cuts DNA", "enzym"),
        ("type of nerve cell that carries signals", "cell"),
        ("during replication, the strand that is made last", "strand"),
        ("process by which a cell divides", "process"),
    ],
)
def test_the_head_of_a_meaning_says_what_kind_of_thing_it_is(phrase: str, head: str) -> None:
    assert head_of(phrase).startswith(head[:5])


def test_distractors_are_of_the_kind_of_the_key_and_never_the_thing_itself() -> None:
    names = [one.name for one in siblings(meaning("helicase"), meanings(CONCEPTS))]
    assert set(names[:3]) == {"ligase", "primase", "topoisomerase"}
    assert "helicase" not in names
    text = """
    d: enzyme: protein that speeds up a reaction in the cell
    d: lactase: enzyme that splits the sugar of milk
    d: milk-sugar enzyme: enzyme that splits the sugar of milk into two
    d: catalyst: substance that makes a reaction faster without being used up
    """
    _, concepts, _ = course(text, [("enzyme",), ("lactase",), ("milk-sugar enzyme",), ("catalyst",)])
    found = {one.name: [other.name for other in siblings(one, meanings(concepts))] for one in meanings(concepts)}
    assert found["enzyme"] == ["catalyst"]  # a lactase is an enzyme, too
    assert "milk-sugar enzyme" not in found["lactase"]  # the same by another name


def test_a_choice_has_one_key_that_its_source_gives() -> None:
    for item in of(Kind.CHOICE):
        assert sum(option.right for option in item.options) == 1
        assert len(item.options) == 4
    item = next(one for one in of(Kind.CHOICE) if "opens the double helix" in one.stem)
    assert [option.text for option in item.options if option.right] == ["helicase"]
    assert all(option.feedback for option in item.options if not option.right)


def test_an_enumeration_is_asked_with_what_it_does_not_list() -> None:
    item = next(one for one in of(Kind.SELECT) if "enzymes" in one.stem)
    assert {option.text for option in item.options if option.right} == {"helicase", "ligase", "primase"}
    assert {option.text for option in item.options if not option.right} == {"prophase", "metaphase", "anaphase"}


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("The main types of neurons are: unipolar, bipolar, and multipolar.", ("unipolar", "bipolar", "multipolar")),
        (
            "There are three types of rock: igneous, sedimentary and metamorphic.",
            ("igneous", "sedimentary", "metamorphic"),
        ),
        ("The atmosphere consists of nitrogen, oxygen, and argon.", ("nitrogen", "oxygen", "argon")),
        ("These include lions, tigers, and bears.", None),
        ("Cats are animals that run, jump, and climb.", None),
        ("The rocks are old, and they are hard, and it shows.", None),
    ],
)
def test_an_enumeration_is_read_only_where_it_lists_things(sentence: str, members: tuple[str, ...] | None) -> None:
    material, concepts, _ = course(sentence)
    assert [one.members for one in enumerations(Course(material, concepts))] == ([members] if members else [])


def test_who_did_something_is_asked_with_the_ways_to_say_it() -> None:
    item = next(one for one in of(Kind.SHORT) if one.stem.startswith("In 1977"))
    assert item.stem == "In 1977, who described a method for the sequencing of genes?"
    assert item.answers == ("Frederick Sanger", "Sanger")


def test_a_quantity_is_asked_with_its_unit_and_a_hedged_one_with_a_tolerance() -> None:
    [length] = [one for one in of(Kind.NUMERIC) if one.number and one.number.value == "3.4"]
    assert length.number is not None
    assert (length.number.unit, length.number.tolerance) == ("nm", 0.0)
    assert "nm" not in length.stem
    [pairs] = [one for one in of(Kind.NUMERIC) if one.number and one.number.value == "1000"]
    assert pairs.number is not None
    assert pairs.number.tolerance == 0.05


def test_a_worked_calculation_is_asked_for_its_result() -> None:
    [item] = [one for one in of(Kind.NUMERIC) if one.bloom is Bloom.APPLY]
    assert item.number is not None
    assert (item.number.value, item.number.unit) == ("3.0", "A")
    assert "3.0" not in item.stem
    material, concepts, _ = course("x: The current is I = 12 V / 4.0 Ω = 2.0 A here.", [("current",)])
    assert proposals(material, concepts, [Kind.NUMERIC]) == []  # it does not come out


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("12 V / 4.0 Ω", 3.0),
        ("2 × 3 + 4", 10.0),
        ("(2 + 3) * 4", 20.0),
        ("10 m − 4 m", 6.0),
        ("3²", 9.0),
        ("2^10", 1024.0),
    ],
)
def test_a_calculation_is_computed(expression: str, value: float) -> None:
    assert computed(expression) == pytest.approx(value)


@pytest.mark.parametrize(
    "hostile",
    [
        "9**9**9**9",
        "2^99999999",
        "__import__('os')",
        "a.b",
        "(" * 500,
        "1/0",
        "lambda: 1",
        "[1]*9",
        "f'{1}'",
        "True + 1",
    ],
)
def test_nothing_else_is_computed(hostile: str) -> None:
    assert computed(hostile) is None


@given(st.text(max_size=150))
def test_whatever_is_computed_is_a_number_or_nothing(text: str) -> None:
    found = computed(text)
    assert found is None or isinstance(found, float)
    comes_out(text, text)
    figures_in(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is 3.4 nm long.", ["3.4"]),
        ("About 3 billion bases.", ["3 billion"]),
        ("Between 5 and 10 cells.", []),
        ("From 5–10 cells in Figure 3.", []),
        ("The 5' end and 35S of 2,400 cells.", ["2,400"]),
        ("In 1953, something was found.", ["1953"]),
        ("See table 4 or step 2.", []),
    ],
)
def test_figures_are_amounts_and_years(text: str, shown: list[str]) -> None:
    assert [figure.shown for figure in figures_in(text)] == shown


def test_a_gap_is_not_answered_by_the_rest_of_its_sentence() -> None:
    for item in of(Kind.CLOZE):
        rest = item.stem.replace(GAP, "")
        assert not any(answer.lower() in rest.lower() for answer in item.answers[0].split("|"))
    text = "Polymerase chain reaction (PCR) is the method that copies DNA in the laboratory of every hospital."
    material, concepts, _ = course(text, [("polymerase chain reaction", "PCR"), ("DNA",), ("laboratory",)])
    assert [one for one in proposals(material, concepts, [Kind.CLOZE]) if "PCR" in one.answers[0]] == []


def test_steps_and_dated_events_are_ordered() -> None:
    parts = [item.answers for item in of(Kind.ORDERING)]
    assert any(one[0].startswith("The chromosomes condense") and len(one) == 4 for one in parts)
    [events] = [one for one in parts if "image" in one[0]]
    assert [next(word for word in ("image", "models", "sequencing", "copies") if word in part) for part in events] == [
        "image", "models", "sequencing", "copies",
    ]  # fmt: skip


def test_the_options_of_a_question_are_no_steps_and_no_statements() -> None:
    text = """
    Which of these statements about the process is false?
    1. The chromosomes condense and become visible.
    2. The chromosomes are red in the living cell.
    3. The sister chromatids are pulled to opposite poles.
    """
    material, concepts, _ = course(text, [("chromosome",), ("chromatid",)])
    assert proposals(material, concepts) == []


def test_an_objective_becomes_an_open_question_with_its_level() -> None:
    [item] = of(Kind.OPEN)
    assert item.stem == "Describe the enzymes of DNA replication."
    assert item.bloom is Bloom.UNDERSTAND
    assert len(item.rubric) >= 2
    assert all(row.evidence.text and row.keys for row in item.rubric)
