"""Names and places that fill the fields of forms, tables and resources."""

import pytest

from modules.safety.fields import by_field
from modules.safety.identifiers import Kind
from modules.safety.lexicons import Lexicon

LEXICON = Lexicon(
    given={"grant": "M", "mark": "M"},
    family=frozenset({"hill"}),
    ordinary=frozenset(
        ["will", "hill", "grant", "mark", "amoxicillin", "value", "morphine", "reading", "unknown", "surname"]
    ),
)


def found(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.text) for one in by_field(text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mother’s maiden name: Yajaira Will", "Yajaira Will"),
        ("Patient | Surname | Will", "Will"),
        ("family: Ugurkan", "Ugurkan"),
        ("given: Mark", "Mark"),
        ("Patient: Grant Hill", "Grant Hill"),
        ("Record of Zoë van der Meer", "Zoë van der Meer"),
        ("  Next of kin: Quillon Brannock", "Quillon Brannock"),
    ],
)
def test_a_name_is_hidden_whole(text: str, name: str) -> None:
    assert found(f"Note\n{text}\nEnd") == [(Kind.NAME, name)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Place of birth: Santiago de los Caballeros, Santiago, DO", "Santiago de los Caballeros, Santiago, DO"),
        ("city: Reading", "Reading"),
        ("postalCode: 01721", "01721"),
        ("Postcode | LS6 3HN", "LS6 3HN"),
        ("Home address: Flat 2, Elm Grove 12", "Flat 2, Elm Grove 12"),
    ],
)
def test_a_place_is_hidden_whole(text: str, place: str) -> None:
    assert found(f"Note\n{text}\nEnd") == [(Kind.PLACE, place)]


@pytest.mark.parametrize(
    "text",
    [
        "Date | Name | Value | Unit",
        "Name: Amoxicillin",
        "given: Morphine",
        "Family: hypertension, diabetes",
        "Patient: Unknown",
        "Patient: Grant Hill MRN 4471882",  # not a name and nothing else: the other rules part them
        "City: Reading",
    ],
)
def test_what_may_be_something_else_is_left_to_the_other_rules(text: str) -> None:
    assert found(text) == []
