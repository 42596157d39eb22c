"""Templates in Word: what they ask for, what comes of them, and what a hostile one can do, which is nothing."""

from __future__ import annotations

import io
import time

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.adapters.word_template import UnusableTemplate, pages_of, read_template
from modules.core.errors import AssistantError, DocumentError, Malformed, TooLarge, Unsupported
from modules.core.forms import FieldKind
from tests.unit.adapters.word_files import lines, part, template, with_parts


def faults(*paragraphs: str) -> tuple[str, ...]:
    with pytest.raises(UnusableTemplate) as caught:
        read_template(template(*paragraphs))
    return caught.value.faults


def test_fields_come_with_what_the_template_says_of_them() -> None:
    read = read_template(
        template(
            "{{ supplier | party }} begins on {{ start_date }}",
            "{{ fee | money(label=“Yearly fee”, default='EUR 1') }}",
            "{%p if law == 'Scotland' %}",
            "{{ court }}",
            "{%p endif %}",
            "{{ law | choice('Scotland', 'Ireland') }} {% if order_number %}under {{ order_number }}{% endif %}",
            "{%p if non_solicitation %}",
            "{{ months | months }}",
            "{%p endif %}",
        )
    )
    by_name = {field.name: field for field in read.fields}
    assert list(by_name) == [
        "supplier",
        "start_date",
        "fee",
        "law",
        "court",
        "order_number",
        "non_solicitation",
        "months",
    ]
    kinds = [field.kind for field in read.fields]
    assert kinds == ["party", "date", "money", "choice", "text", "text", "yes_no", "months"]
    assert (by_name["fee"].label, by_name["fee"].default) == ("Yearly fee", "EUR 1")
    assert by_name["law"].choices == ("Scotland", "Ireland")
    assert by_name["order_number"].optional
    assert not by_name["supplier"].optional
    assert by_name["court"].needed({"law": "Scotland"})
    assert not by_name["court"].needed({"law": "Ireland"})
    assert not by_name["months"].needed({"non_solicitation": False})


def test_fields_belong_to_the_titles_of_their_clauses() -> None:
    document = docx.Document()
    for text, style in (
        ("{{ before }}", None),
        ("General", "Heading 1"),
        ("{{ general }}", None),
        ("{%p if optional %}", None),
        ("Audit", "Heading 1"),
        ("{{ audit }}", None),
        ("{%p endif %}", None),
        ("{{ after }}", None),
    ):
        document.add_paragraph(text, style=style)
    document.add_table(1, 1).cell(0, 0).text = "{{ signed }}"
    made = io.BytesIO()
    document.save(made)
    sections = {field.name: field.section for field in read_template(made.getvalue()).fields}
    titles = {"General": ["general", "after"], "Audit": ["optional", "audit"], "": ["before", "signed"]}
    assert sections == {name: title for title, names in titles.items() for name in names}


def test_parts_nest_and_have_other_branches() -> None:
    read = read_template(
        template("{% if a %}{% if not b %}{{ x }}{% endif %}{% elif c and not a %}{{ y }}{% else %}{{ z }}{% endif %}")
    )
    needed = {field.name: field.needed for field in read.fields}
    assert [needed["x"]({"a": True, "b": b}) for b in (True, False)] == [False, True]
    assert [needed["y"]({"a": a, "c": True}) for a in (True, False)] == [False, True]
    assert [needed["z"]({"a": False, "c": c}) for c in (True, False)] == [False, True]


def test_what_is_asked_for_stands_in_the_document_and_the_rest_is_gone() -> None:
    content = template(
        "Made with {{ name }}.",
        "{%p if optional %}",
        "Only if {{ name }} wants it.",
        "{%p endif %}",
        "{{ clause | free_text }}",
        header="{{ name }}",
        style="List Number",
    )
    read = read_template(content)
    with_it = read.fill({"name": "A & B", "optional": True, "clause": "First.\n\nSecond,\nin two lines."})
    assert lines(with_it) == ["Made with A & B.", "Only if A & B wants it.", "First.", "Second,\nin two lines."]
    without = pages_of(read.fill({"name": "A & B", "optional": False, "clause": "First."}))
    assert without[0].text == "A & B\n\n1. Made with A & B.\n\n2. First."


# What XML can hold; \r is read back as \n.
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=80)


@settings(max_examples=30, deadline=None)
@given(first=_TEXT, second=_TEXT)
def test_any_answer_comes_out_as_it_was_given(first: str, second: str) -> None:
    read = read_template(_TWO)
    assert lines(read.fill({"a": first, "b": second})) == [f"<{first}> and {second}", second]


_TWO = template("<{{ a }}> and {{ b }}", "{{ b }}")


@pytest.mark.parametrize(
    "answer", ["{_{ x }_}", "{{ a }}", "{% for i in x %}", "&amp;<w:p>", "a\tb", "]]>", "'\"", "  a  "]
)
def test_an_answer_is_never_a_tag_nor_xml(answer: str) -> None:
    assert lines(read_template(_TWO).fill({"a": answer, "b": "b"}))[0] == f"<{answer}> and b"


def test_a_choice_with_signs_of_xml_is_still_the_choice() -> None:
    name = '"the Supplier\'s & Co"'
    tags = f"{{% if law == {name} %}}yes{{% else %}}no{{% endif %}}{{{{ law | choice('x', {name}) }}}}"
    read = read_template(template(tags))
    assert lines(read.fill({"law": "the Supplier's & Co"})) == ["yesthe Supplier's & Co"]


def test_what_word_splits_into_runs_is_one_tag() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Dear {", "{ na", "me | par", "ty }", "}."):
        paragraph.add_run(piece)
    made = io.BytesIO()
    document.save(made)
    read = read_template(made.getvalue())
    assert [field.kind for field in read.fields] == [FieldKind.PARTY]
    assert lines(read.fill({"name": "Ann"})) == ["Dear Ann."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ ''.__class__.__mro__ }}", "is not a field"),
        ("{{ name.__init__.__globals__ }}", "is not a field"),
        ("{{ name['x'] }}", "is not a field"),
        ("{{ cycler.__init__ }}", "is not a field"),
        ("{{ range(10**9) }}", "is not a field"),
        ("{{ 9**9**9**9 }}", "is not a field"),
        ("{{ 'a' * 10**10 }}", "is not a field"),
        ("{{ name | attr('__class__') }}", "names a kind that there is not"),
        ("{{ name | text(label=name) }}", "neither a text in quotation marks nor a number"),
        ("{{ name | text(*x) }}", "has options that cannot be understood"),
        ("{{ _secret }}", "is not the name of a field"),
        ("{{ name | text | date }}", "is not a field"),
        ("{{r name }}", "asks for formatted text"),
        ("{% for i in range(10**9) %}x{% endfor %}", "repeats a part"),
        ("{% include '/etc/passwd' %}", "is a command that is not understood"),
        ("{% import 'os' as os %}", "is a command that is not understood"),
        ("{% set x = 1 %}", "is a command that is not understood"),
        ("{% raw %}{% endraw %}", "is a command that is not understood"),
        ("{% if name is defined %}x{% endif %}", "is not a field"),
        ("{% if (1).__class__ %}x{% endif %}", "is not a field"),
        ("{% if a > 3 %}x{% endif %}", "compares in a way that is not understood"),
        ("{% if a %}x", "begins a part that no {% endif %} ends"),
        ("x{% endif %}", "stands outside any part"),
        ("{% if a %}{% else %}{% else %}{% endif %}", "stands after the part's {% else %}"),
        ("{{ a", "a tag begins with {{ and does not end"),
        ("{{ " + "(" * 500 + "a" + ")" * 80 + " }}", "cannot be understood"),
        ("{{ a }}" * 2_001, "comes after 2,000 others"),
        ("{{ " + "a" * 700 + " }}", "is longer than 600 characters"),
        ("{% if a %}" * 13 + "{% endif %}" * 13, "lies in more than 12 optional parts"),
        ("{{ a | date }}{{ a | money }}", "is of two kinds, date and money"),
        ("{{ a | text('x') }}", "lists choices"),
        ("{{ a | choice('x') }}", "is a choice of fewer than two"),
        ("{{ a | text(colour='x') }}", "has the option “colour”"),
        ("{{ a | yes_no }}", "prints a yes or no"),
        ("Fees. {%p if a %}", "shares its paragraph with other words"),
        ("{%p if a %}{%p endif %}", "shares its paragraph with other words"),
        ("{%tr if a %} x", "shares its row with other words"),
        ("{%pif a %}", "is a command that is not understood"),
        ("{%tc if a %}", "is a command that is not understood"),
        ("{%- if a %}", "is a command that is not understood"),
    ],
)
def test_what_is_not_understood_is_named_with_its_place(text: str, said: str) -> None:
    began = time.monotonic()
    found = faults("First.", text)
    assert any(said in fault for fault in found), found
    assert any("aragraph 2 of the text" in fault for fault in found)
    assert time.monotonic() - began < 5


def test_a_part_that_ends_in_another_cell_is_a_fault_not_a_broken_document() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "a {% if a %} b"
    document.add_paragraph("c {% endif %} d")
    made = io.BytesIO()
    document.save(made)
    read = read_template(made.getvalue())
    with pytest.raises(UnusableTemplate) as caught:
        read.fill({"a": False})
    assert "paragraphs of their own" in caught.value.faults[0]


def test_a_field_where_there_is_no_text_is_a_fault() -> None:
    for before, after in ((b"<w:t>", b"<w:delText>"), (b"<w:t>", b"<w:instrText>")):
        xml = part(_TWO, "word/document.xml").replace(before, after).replace(b"</w:t>", after.replace(b"<", b"</"))
        with pytest.raises(UnusableTemplate) as caught:
            read_template(with_parts(_TWO, {"word/document.xml": xml}))
        assert "stands in the text where there is no text to fill in" in caught.value.faults[0]


def test_rows_of_a_table_are_optional() -> None:
    document = docx.Document()
    table = document.add_table(4, 2)
    for row, words in enumerate((("Fee", "{{ fee }}"), ("{%tr if cap %}", ""), ("Cap", "12"), ("{%tr endif %}", ""))):
        table.cell(row, 0).text, table.cell(row, 1).text = words
    made = io.BytesIO()
    document.save(made)
    read = read_template(made.getvalue())
    assert pages_of(read.fill({"fee": "EUR 1", "cap": False}))[0].text == "Fee | EUR 1"
    assert pages_of(read.fill({"fee": "EUR 1", "cap": True}))[0].text == "Fee | EUR 1\nCap | 12"


def test_a_missing_answer_is_said() -> None:
    with pytest.raises(AssistantError, match="An answer is missing"):
        read_template(_TWO).fill({"a": "x"})


def test_a_long_answer_is_refused() -> None:
    with pytest.raises(AssistantError, match="longer than"):
        read_template(_TWO).fill({"a": "x" * 60_000, "b": ""})


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"PK\x03\x04garbage", b"{{ a }}"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError):
        read_template(content)


def test_macros_are_refused() -> None:
    with pytest.raises(Unsupported, match="macros"):
        read_template(with_parts(_TWO, {"word/vbaProject.bin": b"x"}))
    types = part(_TWO, "[Content_Types].xml").replace(
        b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    )
    with pytest.raises(Unsupported, match="macros"):
        read_template(with_parts(_TWO, {"[Content_Types].xml": types}))


def test_a_bomb_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_template(with_parts(_TWO, {"word/media/a.png": bytes(70 * 2**20)}))


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + part(
        _TWO, "word/document.xml"
    )
    with pytest.raises(Malformed, match="definitions"):
        read_template(with_parts(_TWO, {"word/document.xml": bomb}))


def test_a_path_to_the_authors_template_is_left_out_and_other_links_are_refused() -> None:
    def linked(kind: str) -> bytes:
        office = "http://schemas.openxmlformats.org"
        relation = (
            f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" TargetMode="External" '
            f'Type="{office}/officeDocument/2006/relationships/{kind}" Target="http://evil.example/x"/></Relationships>'
        )
        return with_parts(_TWO, {"word/_rels/settings.xml.rels": relation.encode()})

    assert b"evil" not in read_template(linked("attachedTemplate")).content
    with pytest.raises(Unsupported, match="kept outside"):
        read_template(linked("image"))


def test_a_template_of_words_own_kind_becomes_a_document() -> None:
    types = part(_TWO, "[Content_Types].xml").replace(b"document.main+xml", b"template.main+xml")
    made = read_template(with_parts(_TWO, {"[Content_Types].xml": types})).fill({"a": "x", "b": "y"})
    assert lines(made) == ["<x> and y", "y"]


@pytest.mark.parametrize(
    "text", ["a " * 100_000, "(" * 200_000, "{ " * 100_000, "} " * 100_000, "{_}" * 60_000, "<w:t>" * 40_000]
)
def test_long_texts_take_a_moment(text: str) -> None:
    began = time.monotonic()
    read = read_template(template(text * (200_000 // len(text)), "{{ a }}"))
    read.fill({"a": "x"})
    assert time.monotonic() - began < 10
