"""What is a person, what a place, and what is neither, by the words around it and the lists that are shipped."""

import pytest

from modules.safety.finding import Finder, hidden
from modules.safety.identifiers import Entity, Kind


class NoEntities:
    """A model of named entities that knows none."""

    def find(self, text: str) -> list[Entity]:  # noqa: ARG002
        return []


FINDER = Finder(NoEntities())


def found(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.text) for one in hidden(FINDER.find(text))]


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Attending physician | Lucian Ferreira, MD", (Kind.NAME, "Lucian Ferreira")),
        ("please follow up with naomi b seiler soon", (Kind.NAME, "naomi b seiler")),
        ("The visit of Ravil G Yefimov went well.", (Kind.NAME, "Ravil G Yefimov")),
        ("She flew to STAXROITH on Monday.", (Kind.PLACE, "STAXROITH")),
        ("He was born in Reguengos de Monsaraz in winter.", (Kind.PLACE, "Reguengos de Monsaraz")),
        ("He took a trip to Brannockville. His family owns a shop.", (Kind.PLACE, "Brannockville")),
        ("My zip code: 02114", (Kind.PLACE, "zip code: 02114")),
        ("She works as a clerk at Vantrelle", (Kind.ORGANISATION, "Vantrelle")),
    ],
)
def test_it_is_hidden(text: str, identifier: tuple[Kind, str]) -> None:
    assert identifier in found(text)


def test_the_lines_of_an_envelope_are_hidden() -> None:
    text = ">Ella Snider\n>Vantrelle Markets\n>228 Ringvej 144\n>Apt. 902\n>Qaqortoq\n>Greenland 96817"
    covered = " ".join(one for _, one in found(text))
    for line in ("Ella Snider", "Vantrelle Markets", "228 Ringvej 144", "Apt. 902", "Qaqortoq", "96817"):
        assert line in covered


@pytest.mark.parametrize(
    "text",
    [
        "General: well, speaks in full sentences.",
        "QTc 438 ms. Home glucose: 118 to 146",
        "Patient reports use of Tylenol.",
        "Pulses are present via Doppler.",
        "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet",
        "Treated with Amphotericin B Liposomal.",
    ],
)
def test_it_is_left(text: str) -> None:
    assert found(text) == []
