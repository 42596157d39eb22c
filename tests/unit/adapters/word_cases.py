"""Ten contracts as Word files, and the sample: each with what makes tracking changes hard, and edits with what they shall give."""

# ruff: noqa: E501  (XML)
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_NS = nsdecls("w", "r")


@dataclass(frozen=True)
class Case:
    """A file, and edits as pairs of what is quoted and what shall stand there.

    Attributes:
        becomes: text of a paragraph -> what accepting all changes makes of it; paragraphs not named stay as they are.
        behind: text of a paragraph -> the new ones behind it.
    """

    docx: bytes
    edits: tuple[tuple[str, str], ...]
    becomes: dict[str, list[str]]
    behind: tuple[tuple[str, str], ...] = ()


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _with_part(docx: bytes, name: str, content: str, kind: str, content_type: str) -> bytes:
    """Return the file with another part that the document refers to."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            data = source.read(part).decode("latin-1")
            if part == "[Content_Types].xml":
                data = data.replace("</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>')
            if part == "word/_rels/document.xml.rels":
                space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                link = f'<Relationship Id="rId900" Type="{space}/{kind}" Target="{name.removeprefix("word/")}"/>'
                data = data.replace("</Relationships>", link + "</Relationships>")
            target.writestr(part, data.encode("latin-1"))
        target.writestr(name, content)
    return out.getvalue()


def _raw(document: Any, *inner: str) -> None:
    """Add paragraphs, given as what stands in their w:p."""
    for content in inner:
        document.element.body.insert(-1, parse_xml(f"<w:p {_NS}>{content}</w:p>"))


def _r(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def plain() -> Case:
    document = Document()
    document.add_heading("Supply Agreement", 0)
    document.add_heading("1. Payment", 1)
    document.add_paragraph("1.1 The Buyer shall pay each invoice within thirty (30) days of receipt.")
    document.add_paragraph("1.2 Late payments bear interest at 4% a year.")
    document.add_paragraph("1.3 The Seller may suspend deliveries.")
    document.add_heading("2. Term", 1)
    document.add_paragraph("2.1 This Agreement lasts two (2) years & renews.")
    return Case(
        _saved(document),
        (
            ("within thirty (30) days of receipt", "within sixty (60) days of receipt"),
            ("1.2 Late payments bear interest at 4% a year.", ""),
            ("lasts two (2) years & renews", "lasts one (1) year & does not renew\n\n2.2 It ends <then>"),
        ),
        {
            "1.1 The Buyer shall pay each invoice within thirty (30) days of receipt.": [
                "1.1 The Buyer shall pay each invoice within sixty (60) days of receipt."
            ],
            "1.2 Late payments bear interest at 4% a year.": [],
            "2.1 This Agreement lasts two (2) years & renews.": [
                "2.1 This Agreement lasts one (1) year & does not renew",
                "2.2 It ends <then>.",
            ],
            "1. Payment": ["1. Payment", "1.0 All sums are in euro."],
        },
        (("1. Payment", "1.0 All sums are in euro."),),
    )


def numbered() -> Case:
    """Word counts the numbers; they are in the reader's text and not in the file's."""
    document = Document()
    document.add_paragraph("The Supplier delivers the goods.", style="List Number")
    document.add_paragraph("The Buyer inspects the goods within ten days.", style="List Number")
    document.add_paragraph("Risk passes on delivery.", style="List Number")
    document.add_paragraph("Any dispute goes to court.", style="List Bullet")
    document.add_paragraph("End of list.")
    return Case(
        _saved(document),
        (
            ("2. The Buyer inspects the goods within ten days.", "2. The Buyer inspects the goods within five days."),
            ("3. Risk passes on delivery.", ""),
            ("• Any dispute goes to court.", "• Any dispute goes to arbitration."),
        ),
        {
            "The Supplier delivers the goods.": ["The Supplier delivers the goods.", "Title passes on payment."],
            "The Buyer inspects the goods within ten days.": ["The Buyer inspects the goods within five days."],
            "Risk passes on delivery.": [],
            "Any dispute goes to court.": ["Any dispute goes to arbitration."],
        },
        (("1. The Supplier delivers the goods.", "2. Title passes on payment."),),
    )


def table() -> Case:
    document = Document()
    document.add_paragraph("Fees are as follows:")
    grid = document.add_table(rows=3, cols=2)
    for row, (one, other) in enumerate((("Service", "Fee"), ("Support", "USD 1,000"), ("Hosting", "USD 2,000"))):
        grid.cell(row, 0).text, grid.cell(row, 1).text = one, other
    document.add_paragraph("Fees are net of tax.")
    return Case(
        _saved(document),
        (
            ("Support | USD 1,000", "Premium support | USD 1,500"),
            ("USD 2,000", "USD 2,500\n(net)"),
            ("Fees are net of tax.", "Fees include tax."),
        ),
        {
            "Support": ["Premium support"],
            "USD 1,000": ["USD 1,500"],
            "USD 2,000": ["USD 2,500", "(net)"],
            "Fees are net of tax.": ["Fees include tax."],
            "Fees are as follows:": ["Fees are as follows:", "All fees are fixed."],
        },
        (("Fees are as follows:", "All fees are fixed."),),
    )


def split_runs() -> Case:
    document = Document()
    _raw(
        document,
        _r("The liab", "<w:b/>") + _r("ility of the ", "<w:b/><w:i/>") + _r("Sup") + _r("plier", "<w:u w:val='single'/>")
        + _r(" is ") + "<w:proofErr w:type='spellStart'/>" + _r("lim") + "<w:bookmarkStart w:id='7' w:name='x'/>"
        + _r("ited to the fees of ") + "<w:bookmarkEnd w:id='7'/>" + _r("six", "<w:color w:val='FF0000'/>") + _r(" months."),
        "<w:pPr><w:keepNext/><w:jc w:val='both'/></w:pPr>" + _r("It is ") + _r("un", "<w:i/>") + _r("limited for fraud."),
    )  # fmt: skip
    return Case(
        _saved(document),
        (
            ("The liability of the Supplier is limited to the fees of six months.",
             "The liability of each Party is limited to the fees of twelve months."),
            ("It is unlimited for fraud.", "It is unlimited for fraud and gross negligence.\nNothing else is."),
        ),
        {
            "The liability of the Supplier is limited to the fees of six months.": [
                "The liability of each Party is limited to the fees of twelve months."
            ],
            "It is unlimited for fraud.": ["It is unlimited for fraud and gross negligence.", "Nothing else is."],
        },
    )  # fmt: skip


def links() -> Case:
    document = Document()
    document.part.relate_to(
        "https://terms.example",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = next(key for key, one in document.part.rels.items() if one.is_external)
    style = "<w:rStyle w:val='Hyperlink'/>"
    _raw(
        document,
        _r("The terms at ") + f"<w:hyperlink r:id='{link}'>" + _r("terms.example/old", style) + "</w:hyperlink>"
        + _r(" apply."),
        _r("See ") + f"<w:hyperlink r:id='{link}'>" + _r("the site", style) + "</w:hyperlink>",
    )  # fmt: skip
    return Case(
        _saved(document),
        (("terms.example/old apply.", "terms.example/new apply at all times."), ("the site", "the site for details")),
        {
            "The terms at terms.example/old apply.": ["The terms at terms.example/new apply at all times."],
            "See the site": ["See the site for details"],
        },
    )


def _field(code: str, result: str) -> str:
    return (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        f"<w:r><w:instrText xml:space='preserve'> {code} </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + _r(result) + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


def fields() -> Case:
    document = Document()
    _raw(
        document,
        _r("Subject to clause ") + _field("REF _Ref1 \\h", "5.2") + _r(", the Seller pays."),
        _r("The notice of clause ") + _field("REF _Ref1 \\h", "5.2") + _r(" is void."),
        _r("As of ") + "<w:fldSimple w:instr=' REF _Ref1 '>" + _r("5.2") + "</w:fldSimple>" + _r(" it ends."),
        _r("Number ")
        + "<w:bookmarkStart w:id='1' w:name='_Ref1'/>"
        + _r("5.2")
        + "<w:bookmarkEnd w:id='1'/>"
        + _r(" is last."),
    )
    return Case(
        _saved(document),
        (
            ("Subject to clause 5.2, the Seller pays.", "Subject always to clause 5.2, the Buyer pays."),
            ("The notice of clause 5.2 is void.", ""),
            ("As of 5.2 it ends.", "As of 5.2 it continues."),
        ),
        {
            "Subject to clause 5.2, the Seller pays.": ["Subject always to clause 5.2, the Buyer pays."],
            "The notice of clause 5.2 is void.": [],
            "As of 5.2 it ends.": ["As of 5.2 it continues."],
        },
    )


_BY = "w:author='Earlier' w:date='2026-01-01T00:00:00Z'"


def changed_before() -> Case:
    """Somebody has tracked changes already: the reader shows the text as if they were accepted."""
    document = Document()
    _raw(
        document,
        _r("The term is ") + f"<w:del w:id='1' {_BY}><w:r><w:delText>one</w:delText></w:r></w:del>"
        + f"<w:ins w:id='2' {_BY}>" + _r("two or three") + "</w:ins>" + _r(" years."),
        f"<w:pPr><w:rPr><w:ins w:id='3' {_BY}/></w:rPr></w:pPr><w:ins w:id='4' {_BY}>" + _r("It renews itself.") + "</w:ins>",
        _r("Either party may end it."),
    )  # fmt: skip
    return Case(
        _saved(document),
        (
            ("The term is two or three years.", "The term is two and not three full years."),
            ("Either party may end it.", "Neither party may end it."),
        ),
        {
            "The term is two or three years.": ["The term is two and not three full years."],
            "Either party may end it.": ["Neither party may end it."],
        },
    )


def commented() -> Case:
    """A comment, a header and a footer, and a footnote that is changed."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Draft of 1 May"
    document.sections[0].footer.paragraphs[0].text = "Confidential"
    first = document.add_paragraph("The Buyer indemnifies the Seller.")
    document.add_comment(first.runs, text="Why?", author="Earlier", initials="E")
    _raw(document, _r("Interest is due") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + _r(" at once."))
    document.add_paragraph("Nothing more.")
    notes = (
        f"<w:footnotes {_NS}><w:footnote w:id='0' w:type='separator'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
        f"<w:footnote w:id='1' w:type='continuationSeparator'><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
        f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>{_r(' At the base rate.')}</w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    return Case(
        _with_part(_saved(document), "word/footnotes.xml", notes, "footnotes", kind),
        (
            ("The Buyer indemnifies the Seller.", "Each party indemnifies the other."),
            ("Interest is due at once.", "Interest is payable at once."),
            ("At the base rate.", "At twice the base rate."),
        ),
        {
            "The Buyer indemnifies the Seller.": ["Each party indemnifies the other."],
            "Interest is due at once.": ["Interest is payable at once."],
            " At the base rate.": [" At twice the base rate."],
        },
    )


def controls() -> Case:
    document = Document()
    _raw(
        document,
        _r("The price is ") + "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" + _r("USD 500") + "</w:sdtContent></w:sdt>"
        + _r(" a month."),
        "<w:smartTag w:uri='x' w:element='place'>" + _r("Berlin") + "</w:smartTag>" + _r(" is the place of performance."),
    )  # fmt: skip
    block = (
        f"<w:sdt {_NS}><w:sdtPr><w:alias w:val='a'/></w:sdtPr><w:sdtContent><w:p>{_r('The control:')}</w:p><w:p>{_r('First in the control.')}</w:p>"
        f"<w:p>{_r('Last in the control.')}</w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(-1, parse_xml(block))
    document.add_paragraph("After the control.")
    return Case(
        _saved(document),
        (
            ("The price is USD 500 a month.", "The price is USD 600 every month."),
            ("Berlin is the place", "Bonn is the only place"),
            ("First in the control.", ""),
            ("Last in the control.", "Last in the control.\nNew in the control."),
        ),
        {
            "The price is USD 500 a month.": ["The price is USD 600 every month."],
            "Berlin is the place of performance.": ["Bonn is the only place of performance."],
            "First in the control.": [],
            "Last in the control.": ["Last in the control.", "New in the control."],
        },
    )


def odd_signs() -> Case:
    """German and Hebrew, signs that the reader shows as others, and letters made of two."""
    document = Document()
    _raw(
        document,
        _r("§\u00a05 Der Käufer zahlt 10\u00a0% Zin\u00adsen, ﬁnal.") + "<w:r><w:tab/><w:t>Ende</w:t><w:br/><w:t>Zeile zwei</w:t></w:r>",
        _r("Die Ka\u0308uferin") + "<w:r><w:noBreakHyphen/></w:r>" + _r("Gesellschaft haftet nicht."),
        "<w:pPr><w:bidi/></w:pPr>" + _r("הקונה ישלם תוך שלושים ימים.", "<w:rtl/>"),
        _r("A ½ share  is kept."),
    )  # fmt: skip
    return Case(
        _saved(document),
        (
            ("§ 5 Der Käufer zahlt 10 % Zinsen, final. Ende", "§ 5 Der Käufer zahlt 12 % Zinsen, endgültig. Ende"),
            ("Zeile zwei", "Zeile drei"),
            ("Die Käuferin-Gesellschaft haftet nicht.", "Die Verkäuferin-Gesellschaft haftet."),
            ("הקונה ישלם תוך שלושים ימים.", "הקונה ישלם תוך שישים ימים."),
            ("A 1⁄2 share is kept.", "A 3⁄2 share is sold."),
        ),
        {
            "§\u00a05 Der Käufer zahlt 10\u00a0% Zin\u00adsen, ﬁnal.\tEnde\nZeile zwei": [
                "§\u00a05 Der Käufer zahlt 12\u00a0% Zin\u00adsen, endgültig.\tEnde\nZeile drei"
            ],
            "Die Ka\u0308uferin-Gesellschaft haftet nicht.": ["Die Verkäuferin-Gesellschaft haftet."],
            "הקונה ישלם תוך שלושים ימים.": ["הקונה ישלם תוך שישים ימים."],
            "A ½ share  is kept.": ["A 3⁄2 share  is sold."],
        },
    )


def sample() -> Case:
    """The sample that ships with the legal page."""
    return Case(
        Path("data/samples/legal/mutual-nda.docx").read_bytes(),
        (
            ("three (3) business days", "two (2) business days"),
            (
                "(b) software, models, algorithms and technical documentation; and",
                "(b) software, models and technical documentation;\n\n(bb) source code; and",
            ),
            (
                "7.2 Neither Party is liable under this Agreement for indirect or consequential loss, except for a "
                "wilful breach.",
                "",
            ),
            ("Halden | Marta Quillfeather, Chief Executive Officer", "Halden | Marta Quillfeather, President"),
            ("between Halden Analytics, Inc.", "between Halden Analytics LLC"),
            ("The Recipient shall not reverse engineer", "The Recipient shall not reverse engineer"),
            ("2. Duties of the Recipient", "2. Obligations of the Recipient"),
            (
                "8.2 Neither Party may assign this Agreement without the other’s written consent.\n\n8.3 This Agreement",
                "8.2 This Agreement",
            ),
            ("Name: Imogen Ashdale", "Name: Imogen B. Ashdale"),
        ),
        {
            "(d) tell the Discloser within three (3) business days of learning of any unauthorised use or disclosure.": [
                "(d) tell the Discloser within two (2) business days of learning of any unauthorised use or disclosure."
            ],
            "(b) software, models, algorithms and technical documentation; and": [
                "(b) software, models and technical documentation;",
                "(bb) source code; and",
            ],
            "7.2 Neither Party is liable under this Agreement for indirect or consequential loss, except for a wilful "
            "breach.": [],
            "Marta Quillfeather, Chief Executive Officer": ["Marta Quillfeather, President"],
            _FIRST: [_FIRST.replace("Analytics, Inc.", "Analytics LLC")],
            "2. Duties of the Recipient": ["2. Obligations of the Recipient"],
            "8.2 Neither Party may assign this Agreement without the other’s written consent.": [],
            "8.3 This Agreement is the whole agreement of the Parties on its subject. It may be changed only in a "
            "writing signed by both.": [
                "8.2 This Agreement is the whole agreement of the Parties on its subject. It may be changed only in a "
                "writing signed by both."
            ],
            "Name: Imogen Ashdale": ["Name: Imogen B. Ashdale"],
            "8. General": ["8. General", "8.0 The headings have no meaning."],
        },
        (("8. General", "8.0 The headings have no meaning."),),
    )


_FIRST = (
    "This Agreement is made on 9 October 2023 (the “Start Date”) between Halden Analytics, Inc., a Delaware corporation "
    "of 480 Mill Race Road, Albany, New York 12207, United States (“Halden”), and Corvane Freight Limited, a company "
    "incorporated in England and Wales under number 07718824, of 12 Tideway Wharf, Hull HU1 4QX (“Corvane”), each a "
    "“Party”."
)
CASES: dict[str, Callable[[], Case]] = {
    "plain": plain,
    "numbered": numbered,
    "table": table,
    "split runs": split_runs,
    "links": links,
    "fields": fields,
    "changed before": changed_before,
    "commented": commented,
    "controls": controls,
    "odd signs": odd_signs,
    "sample": sample,
}


def file_name(case: str) -> str:
    return re.sub(r"\W", "_", case)
