"""Where tracking changes ends: words that are computed, locked or not found, and files that are none or hostile."""

# ruff: noqa: E501  (XML)
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from modules.adapters.tracked_docx import tracked
from modules.core.edits import Edit, Tracked
from modules.core.errors import DocumentError
from tests.unit.adapters.word_order import W, faults
from tests.unit.adapters.word_resolving import resolved, shown

DATE = datetime(2026, 11, 30, 19, 0, tzinfo=UTC)


EMPTY = Document()


def document_of(*paragraphs: str) -> bytes:
    """Return a file with these paragraphs; those that begin with "<" are XML."""
    body = EMPTY.element.body
    for paragraph in list(body)[:-1]:
        body.remove(paragraph)
    for text in paragraphs:
        xml = text if text.startswith("<") else f"<w:p>{run(text)}</w:p>"
        body.insert(-1, parse_xml(xml.replace(">", f" {nsdecls('w', 'm', 'wp', 'r')}>", 1)))
    return saved(EMPTY)


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def track(docx: bytes, *edits: Edit) -> Tracked:
    return tracked(docx, edits, author="Ada", date=DATE)


def one(docx: bytes, old: str, new: str, **around: str) -> tuple[bytes, bool, str]:
    result = track(docx, Edit("e", old, new, **around))
    assert faults(result.docx) == []
    return result.docx, result.outcomes[0].done, result.outcomes[0].reason


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def control(properties: str) -> str:
    return f"<w:p>{run('Price: ')}<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run('10 euro')}</w:sdtContent></w:sdt></w:p>"


def field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


BOUND = '<w:dataBinding w:xpath="/a" w:storeItemID="b"/>'


@pytest.mark.parametrize(
    ("paragraph", "old", "new", "reason"),
    [
        (control('<w:lock w:val="sdtContentLocked"/>'), "10 euro", "20 euro", "locked"),
        (control(BOUND), "10 euro", "20 euro", "filled from data"),
        (control("<w:date/>"), "10 euro", "20 euro", "chosen, not typed"),
        (control('<w:lock w:val="contentLocked"/>'), "10 euro", "10 or more euro", "locked"),
        (f"<w:p>{run('See clause ')}{field('REF a', '5 below')}{run('.')}</w:p>", "5 below", "6 below", "computes"),
        (f"<w:p><w:fldSimple w:instr='PAGE'>{run('5')}</w:fldSimple>{run(' pages')}</w:p>", "5 pages", "6 pages", "computes"),
        (f"<w:p>{run('x is ')}<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>", "a+b", "a-b", "equation"),
        ("One sentence.", "Another sentence.", "x", "not found"),
        ("One sentence.", "One sentence.", "One  sentence.", "no comment"),
        ("One.", " ", " ", "no comment"),
        ("A party and a party.", "party", "person", "several times"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why(paragraph: str, old: str, new: str, reason: str) -> None:
    source = document_of(paragraph, "Last.")
    docx, done, said = one(source, old, new)
    assert not done
    assert reason in said
    assert shown(docx) == shown(source)


def test_context_tells_one_place_from_another() -> None:
    source = document_of("A party and a party.", "A party.")
    docx, done, _ = one(source, "party", "person", before="A party and a ", after=".\nA party.")
    assert done
    assert shown(resolved(docx, accept=True)) == ["A party and a person.", "A party."]


def test_a_word_is_not_looked_for_within_others() -> None:
    docx, done, _ = one(document_of("Tenants often pay ten euro."), "ten", "nine")
    assert done
    assert shown(resolved(docx, accept=True)) == ["Tenants often pay nine euro."]


def numbered(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("End.")
    return saved(document)


def test_a_number_that_word_counts_is_not_typed() -> None:
    _, done, said = one(numbered("Fees are due.", "Tax is due."), "2. Tax is due.", "3. Tax is due.")
    assert not done
    assert "number" in said


def test_a_quote_that_begins_with_a_counted_number_can_be_rewritten() -> None:
    docx, done, _ = one(numbered("Fees are due.", "Tax is due."), "2. Tax is due.", "No tax is due.")
    assert done
    assert shown(resolved(docx, accept=True)) == ["Fees are due.", "No tax is due.", "End."]


def test_the_edge_of_a_cell_stays() -> None:
    document = Document()
    grid = document.add_table(rows=1, cols=2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "Net price", "ten euro"
    _, done, said = one(saved(document), "price | ten", "price ten")
    assert not done
    assert "cell" in said


def test_paragraphs_put_behind_a_row_stand_behind_the_table() -> None:
    document = Document()
    grid = document.add_table(rows=1, cols=2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "Seller", "Buyer"
    document.add_paragraph("Signed.")
    source = saved(document)
    docx, done, _ = one(source, "", "Notices go by post.", before="Seller | Buyer", after="\n\nSigned.")
    assert done
    assert shown(resolved(docx, accept=True)) == ["Seller", "Buyer", "Notices go by post.", "Signed."]
    assert b"</w:tbl><w:p><w:pPr><w:rPr><w:ins " in part(docx, "word/document.xml")
    assert shown(resolved(docx, accept=False)) == shown(source)


def test_the_first_of_two_changes_of_the_same_words_is_done() -> None:
    source = document_of("The fee is ten euro.")
    result = track(
        source, Edit("a", "ten euro", "nine euro"), Edit("b", "is ten", "is eight"), Edit("c", "The fee", "Each fee")
    )
    assert [outcome.done for outcome in result.outcomes] == [True, False, True]
    assert shown(resolved(result.docx, accept=True)) == ["Each fee is nine euro."]


def test_one_paragraph_is_parted_in_several_places() -> None:
    source = document_of("Fees are due now. Tax is due later. Costs are due never.", "End.")
    docx, _, _ = one(
        source,
        "Fees are due now. Tax is due later. Costs are due never.",
        "Title\nFees are due now.\nTax is due later.\nNew.\nCosts are due never.\nLast.",
    )
    new = ["Title", "Fees are due now.", "Tax is due later.", "New.", "Costs are due never.", "Last.", "End."]
    assert [line.strip() for line in shown(resolved(docx, accept=True))] == new
    assert shown(resolved(docx, accept=False)) == shown(source)


def test_a_comment_alone_stands_beside_what_it_is_about() -> None:
    source = document_of("The fee is ten euro.")
    result = track(source, Edit("a", "fee is ten", "fee is ten", comment="Too low?\nAsk."), Edit("b", "is", "was"))
    assert all(outcome.done for outcome in result.outcomes)
    assert faults(result.docx) == []
    root = etree.fromstring(part(result.docx, "word/document.xml"))
    names = [etree.QName(element).localname for element in root.find(f"{W}body/{W}p")]
    assert names == ["r", "commentRangeStart", "r", "del", "ins", "r", "commentRangeEnd", "r", "r"]
    comments = etree.fromstring(part(result.docx, "word/comments.xml"))
    assert ["".join(p.itertext()) for p in comments.iter(f"{W}p")] == ["Too low?", "Ask."]


def part(docx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


def test_new_words_look_like_those_they_replace_and_the_rest_stays_as_it_is() -> None:
    look = '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr>'
    source = document_of(
        f"<w:p><w:pPr><w:jc w:val='both'/></w:pPr>{run('The ')}<w:r>{look}<w:t>fee</w:t></w:r>{run(' is due.')}</w:p>"
    )
    docx, _, _ = one(source, "The fee is due.", "The price is due.\nIt is net.")
    root = etree.fromstring(part(docx, "word/document.xml"))
    new = next(element for element in root.iter(f"{W}ins") if "".join(element.itertext()) == "price")
    assert [etree.QName(inner).localname for inner in new.find(f"{W}r/{W}rPr")] == ["b", "sz"]
    assert [p.find(f"{W}pPr/{W}jc").get(f"{W}val") for p in root.iter(f"{W}p")] == ["both", "both"]
    assert part(docx, "word/styles.xml") == part(source, "word/styles.xml")
    assert part(docx, "docProps/core.xml") == part(source, "docProps/core.xml")


# --- Files -----------------------------------------------------------------------------------------------------------


def rewritten(change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document_of("Text."))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, data in (extra or {}).items():
            target.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _macros(name: str, data: bytes) -> bytes:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return data.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml") if "Types" in name else data


def _entity(name: str, data: bytes) -> bytes:
    if name != "word/document.xml":
        return data
    head, _, rest = data.partition(b"?>")
    return head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + rest.replace(b"Text.", b"&e;")


def _torn(name: str, data: bytes) -> bytes:
    return data[: len(data) // 2] if name == "word/document.xml" else data


def _same(_: str, data: bytes) -> bytes:
    return data


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n...", "Word files"),
        (b"Just text.", "Word files"),
        (b"PK\x03\x04 no zip", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (rewritten(_same)[:-2000], "damaged"),
        (rewritten(_torn), "damaged"),
        (rewritten(_macros), "macros"),
        (rewritten(_entity), "document type"),
        (rewritten(_same, {"word/media/a.bin": bytes(60 * 2**20)}), "unpacks"),
        (rewritten(_same, {"_xmlsignatures/origin.sigs": b""}), "signed"),
        (rewritten(lambda name, data: b"" if name == "word/document.xml" else data), "damaged"),
        (rewritten(lambda name, data: data.replace(b"w:body", b"w:soul") if name == "word/document.xml" else data), "ordinary"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_in_plain_words(source: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        track(source, Edit("e", "Text.", "Words."))
    assert said in str(caught.value)


# --- Any text, any runs, any edit ------------------------------------------------------------------------------------

letters = st.text(st.sampled_from("ab c.ä(1"), min_size=1, max_size=6)
paragraphs = st.lists(st.lists(letters, min_size=1, max_size=6), min_size=1, max_size=4)


def squeezed(lines: list[str]) -> list[str]:
    return [short for line in lines if (short := "".join(line.split()))]


@settings(max_examples=40, deadline=None)
@given(paragraphs, st.data())
def test_any_edit_of_any_runs_comes_back_both_ways(runs: list[list[str]], data: st.DataObject) -> None:
    source = document_of(*(f"<w:p>{''.join(map(run, texts))}</w:p>" for texts in runs), "End")
    text = "\n\n".join("".join(texts) for texts in runs) + "\n\nEnd"
    start = data.draw(st.integers(0, len(text) - 5))
    end = data.draw(st.integers(start, min(len(text) - 5, start + 20)))
    new = data.draw(st.text(st.sampled_from("ab c.d\n"), max_size=12))
    edit = Edit.at("e", text, start, end, new, "Why")
    result = track(source, edit)
    assert faults(result.docx) == []
    assert shown(resolved(result.docx, accept=False)) == shown(source)
    accepted = squeezed(shown(resolved(result.docx, accept=True)))
    if not result.outcomes[0].done:
        assert accepted == squeezed(shown(source))
    elif edit.old.strip():
        core = edit.old.strip()
        first = text.index(core, start)
        assert accepted == squeezed((text[:first] + new.strip() + text[first + len(core) :]).split("\n"))
