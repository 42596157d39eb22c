"""QTI 1.2 as Canvas reads it: one assessment in a zip with its manifest.

The element names, the `question_type` fields and the shapes of the responses follow IMS QTI ASI 1.2.1 and what Canvas
imports. What Canvas has no question for becomes the nearest that it has: an order becomes a matching of parts with
places.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from modules.core.export import without_controls
from modules.domains.education.plain import GAP
from modules.domains.education.quiz.calculations import computed
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.quiz.quiz import Quiz

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CONTENT = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_TYPES = {
    Kind.CHOICE: "multiple_choice_question",
    Kind.SELECT: "multiple_answers_question",
    Kind.SHORT: "short_answer_question",
    Kind.NUMERIC: "numerical_question",
    Kind.CLOZE: "fill_in_multiple_blanks_question",
    Kind.MATCHING: "matching_question",
    Kind.ORDERING: "matching_question",
    Kind.OPEN: "essay_question",
}
_FIXED = (1980, 1, 1, 0, 0, 0)  # the same quiz is the same file


def canvas_zip(quiz: Quiz) -> bytes:
    """Return the package: imsmanifest.xml and one assessment. Texts are plain: nothing in them is read as HTML."""
    name = f"q{_digest(quiz.title, *(item.id for item in quiz.items))}"
    path = f"{name}/{name}.xml"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, root in (("imsmanifest.xml", _manifest(name, path)), (path, _assessment(name, quiz))):
            archive.writestr(zipfile.ZipInfo(file, _FIXED), tostring(root, encoding="utf-8", xml_declaration=True))
    return packed.getvalue()


def _manifest(name: str, path: str) -> Element:
    root = Element("manifest", {"xmlns": _CONTENT, "identifier": f"m{name}"})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    resource = SubElement(resources, "resource", {"identifier": name, "type": "imsqti_xmlv1p2", "href": path})
    SubElement(resource, "file", {"href": path})
    return root


def _assessment(name: str, quiz: Quiz) -> Element:
    root = Element("questestinterop", {"xmlns": NAMESPACE})
    assessment = SubElement(root, "assessment", {"ident": name, "title": without_controls(quiz.title)})
    _metadata(assessment, [("cc_maxattempts", "1")])
    section = SubElement(assessment, "section", {"ident": "root_section"})
    for number, item in enumerate(quiz.items, 1):
        _item(section, item, number)
    return root


def _item(section: Element, item: Item, number: int) -> None:
    element = SubElement(section, "item", {"ident": f"i{item.id}", "title": f"Question {number}"})
    points = f"{sum(row.points for row in item.rubric) or 1:g}"
    _metadata(SubElement(element, "itemmetadata"), [("question_type", _TYPES[item.kind]), ("points_possible", points)])
    presentation = SubElement(element, "presentation")
    _text(presentation, _stem(item))
    processing = Element("resprocessing")
    outcomes = SubElement(processing, "outcomes")
    SubElement(outcomes, "decvar", {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"})
    _BODIES[item.kind](item, presentation, processing)
    element.append(processing)
    feedback = SubElement(element, "itemfeedback", {"ident": "general_fb"})
    _text(SubElement(feedback, "flow_mat"), item.explanation)


def _stem(item: Item) -> str:
    """Return the stem; a gap has a name in brackets, by which Canvas finds it."""
    text = item.stem
    if item.kind is Kind.CLOZE:
        text = text.replace("[", "(").replace("]", ")")
        for number in range(1, len(item.answers) + 1):
            text = text.replace(GAP, f"[gap{number}]", 1)
    return text


def _choice(item: Item, presentation: Element, processing: Element) -> None:
    many = item.kind is Kind.SELECT
    response = _lid(presentation, "response1", [option.text for option in item.options], many=many)
    named = list(zip(_idents(response, len(item.options)), item.options, strict=True))
    variables = _condition(processing, 100)
    if many:
        every = SubElement(variables, "and")
        for ident, option in named:
            parent = every if option.right else SubElement(every, "not")
            SubElement(parent, "varequal", {"respident": "response1"}).text = ident
    else:
        right = next(ident for ident, option in named if option.right)
        SubElement(variables, "varequal", {"respident": "response1"}).text = right


def _short(item: Item, presentation: Element, processing: Element) -> None:
    response = SubElement(presentation, "response_str", {"ident": "response1", "rcardinality": "Single"})
    _box(response, "answer1")
    variables = _condition(processing, 100)
    for answer in item.answers:
        SubElement(variables, "varequal", {"respident": "response1"}).text = without_controls(answer)


def _numeric(item: Item, presentation: Element, processing: Element) -> None:
    response = SubElement(presentation, "response_str", {"ident": "response1", "rcardinality": "Single"})
    _box(response, "answer1", fibtype="Decimal")
    value = computed(item.number.value) if item.number else None
    if item.number is None or value is None:
        raise ValueError("a numeric item needs a number")
    room = abs(value) * item.number.tolerance
    variables = _condition(processing, 100)
    either = SubElement(variables, "or")
    SubElement(either, "varequal", {"respident": "response1"}).text = f"{value:.12g}"
    both = SubElement(either, "and")
    SubElement(both, "vargte", {"respident": "response1"}).text = f"{value - room:.12g}"
    SubElement(both, "varlte", {"respident": "response1"}).text = f"{value + room:.12g}"


def _cloze(item: Item, presentation: Element, processing: Element) -> None:
    share = 100 / len(item.answers)
    for number, answers in enumerate(item.answers, 1):
        respident = f"response_gap{number}"
        ways = answers.split("|")
        _lid(presentation, respident, ways, label=f"gap{number}")
        for ident in _idents(respident, len(ways)):
            variables = _condition(processing, share, add=True)
            SubElement(variables, "varequal", {"respident": respident}).text = ident


def _pairs(item: Item, presentation: Element, processing: Element) -> None:
    pairs = [(pair.left, pair.right) for pair in item.pairs] or [
        (part, str(place)) for place, part in sorted(enumerate(item.answers, 1), key=lambda one: _digest(one[1]))
    ]
    rights = sorted({right for _, right in pairs})
    for number, (left, right) in enumerate(pairs, 1):
        respident = f"response_{number}"
        _lid(presentation, respident, rights, label=left)
        variables = _condition(processing, 100 / len(pairs), add=True)
        SubElement(variables, "varequal", {"respident": respident}).text = _ident(respident, rights.index(right))


def _essay(item: Item, presentation: Element, processing: Element) -> None:  # noqa: ARG001 - the same of each
    response = SubElement(presentation, "response_str", {"ident": "response1", "rcardinality": "Single"})
    _box(response, "answer1")
    condition = SubElement(processing, "respcondition", {"continue": "No"})
    SubElement(SubElement(condition, "conditionvar"), "other")


_BODIES = {
    Kind.CHOICE: _choice,
    Kind.SELECT: _choice,
    Kind.SHORT: _short,
    Kind.NUMERIC: _numeric,
    Kind.CLOZE: _cloze,
    Kind.MATCHING: _pairs,
    Kind.ORDERING: _pairs,
    Kind.OPEN: _essay,
}


def _lid(presentation: Element, ident: str, texts: Sequence[str], *, many: bool = False, label: str = "") -> str:
    response = SubElement(
        presentation, "response_lid", {"ident": ident, "rcardinality": "Multiple" if many else "Single"}
    )
    if label:
        _text(response, label)
    rendered = SubElement(response, "render_choice")
    for name, text in zip(_idents(ident, len(texts)), texts, strict=True):
        _text(SubElement(rendered, "response_label", {"ident": name}), text)
    return ident


def _box(response: Element, ident: str, **attributes: str) -> None:
    rendered = SubElement(response, "render_fib", attributes)
    SubElement(rendered, "response_label", {"ident": ident})


def _condition(processing: Element, points: float, *, add: bool = False) -> Element:
    condition = SubElement(processing, "respcondition", {"continue": "Yes" if add else "No"})
    variables = SubElement(condition, "conditionvar")
    action = "Add" if add else "Set"
    SubElement(condition, "setvar", {"action": action, "varname": "SCORE"}).text = f"{points:.4g}"
    return variables


def _text(parent: Element, text: str) -> None:
    material = SubElement(parent, "material")
    SubElement(material, "mattext", {"texttype": "text/plain"}).text = without_controls(text)


def _metadata(parent: Element, fields: Sequence[tuple[str, str]]) -> None:
    metadata = SubElement(parent, "qtimetadata")
    for label, entry in fields:
        field = SubElement(metadata, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry


def _idents(ident: str, count: int) -> list[str]:
    return [_ident(ident, number) for number in range(count)]


def _ident(ident: str, number: int) -> str:
    return f"{re.sub('[^a-z0-9]', '', ident)}o{number + 1}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
