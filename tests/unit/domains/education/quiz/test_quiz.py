import io
import zipfile

import pytest
from lxml import etree

from modules.core.printed import as_text
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.quiz.making import proposals, valid
from modules.domains.education.quiz.qti12 import NAMESPACE, canvas_zip
from modules.domains.education.quiz.quiz import Quiz, key, sheet
from tests.doubles.courses import CELLS, DOCUMENT, TERMS, course

MATERIAL, CONCEPTS, _ = course(CELLS, TERMS)
MADE = valid(proposals(MATERIAL, CONCEPTS), MATERIAL)
QUIZ = Quiz("Cells <b>& more</b>", tuple(next(item for item in MADE if item.kind is kind) for kind in Kind))
IMS = {"q": NAMESPACE}


def files() -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(canvas_zip(QUIZ))) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def assessment() -> etree._Element:
    return next(root for name, root in files().items() if name != "imsmanifest.xml")


def element(item: Item) -> etree._Element:
    return assessment().xpath(f"//q:item[@ident='i{item.id}']", namespaces=IMS)[0]


def of(kind: Kind) -> Item:
    return next(item for item in QUIZ.items if item.kind is kind)


def test_the_sheet_shows_no_key_and_the_key_shows_its_sources() -> None:
    shown = as_text(sheet(QUIZ))
    solved = as_text(key(QUIZ, {DOCUMENT: "course.pdf"}))
    short = of(Kind.SHORT)
    assert short.stem[:40] in " ".join(shown.split())
    assert short.explanation[:40] not in " ".join(shown.split())
    assert "course.pdf, page 1" in solved
    assert short.answers[0] in solved


def test_the_manifest_names_the_assessment() -> None:
    found = files()
    [href] = found["imsmanifest.xml"].xpath("//*[local-name()='resource']/@href")
    assert href in found
    assert canvas_zip(QUIZ) == canvas_zip(QUIZ)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.CHOICE, "multiple_choice_question"),
        (Kind.SELECT, "multiple_answers_question"),
        (Kind.SHORT, "short_answer_question"),
        (Kind.NUMERIC, "numerical_question"),
        (Kind.CLOZE, "fill_in_multiple_blanks_question"),
        (Kind.MATCHING, "matching_question"),
        (Kind.ORDERING, "matching_question"),
        (Kind.OPEN, "essay_question"),
    ],
)
def test_each_kind_becomes_the_question_that_canvas_has_for_it(kind: Kind, name: str) -> None:
    fields = element(of(kind)).xpath(".//q:fieldentry/text()", namespaces=IMS)
    assert name in fields


def test_every_response_that_is_looked_for_can_be_given() -> None:
    """What the specification of QTI 1.2 demands of references: `respident` and idents exist within the item."""
    for item in assessment().xpath("//q:item", namespaces=IMS):
        responses = set(item.xpath(".//q:response_lid/@ident | .//q:response_str/@ident", namespaces=IMS))
        labels = set(item.xpath(".//q:response_lid//q:response_label/@ident", namespaces=IMS))
        assert set(item.xpath(".//q:varequal/@respident", namespaces=IMS)) <= responses
        if labels:
            assert set(item.xpath(".//q:varequal/text()", namespaces=IMS)) <= labels
        names = [etree.QName(child).localname for child in item]
        assert names == ["itemmetadata", "presentation", "resprocessing", "itemfeedback"]


def test_the_key_of_a_choice_is_the_right_option() -> None:
    item = element(of(Kind.CHOICE))
    [ident] = item.xpath(".//q:varequal/text()", namespaces=IMS)
    [text] = item.xpath(f".//q:response_label[@ident='{ident}']//q:mattext/text()", namespaces=IMS)
    assert text == next(option.text for option in of(Kind.CHOICE).options if option.right)


def test_the_points_of_the_parts_add_up() -> None:
    for kind in (Kind.MATCHING, Kind.ORDERING):
        points = element(of(kind)).xpath(".//q:setvar/text()", namespaces=IMS)
        assert sum(map(float, points)) == pytest.approx(100, abs=0.1)


def test_texts_stay_texts() -> None:
    raw = zipfile.ZipFile(io.BytesIO(canvas_zip(QUIZ)))
    assert b"<b>" not in b"".join(raw.read(name) for name in raw.namelist())
    assert assessment().xpath("//q:assessment/@title", namespaces=IMS) == ["Cells <b>& more</b>"]
