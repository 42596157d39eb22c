"""HTML, mail and RTF."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Note, Opened, Page


def read(tmp_path: Path, data: bytes) -> tuple[str, Page, list[str]]:
    path = tmp_path / "upload"
    path.write_bytes(data)
    events = list(FileReader(Limits()).read(path))
    [page] = [event for event in events if isinstance(event, Page)]
    assert isinstance(events[0], Opened)
    return events[0].media_type, page, [event.text for event in events if isinstance(event, Note)]


def test_html_shows_what_a_browser_would(tmp_path: Path) -> None:
    html = """<!doctype html><html><head><title>no</title><style>no{}</style></head><body>
    <h2>Fees</h2><p>The fee is <b>100</b>&nbsp;EUR.<br>Due in May.</p><script>no()</script><p hidden>no</p>
    <ul><li>one<li>two</ul><table><tr><th>Item</th><th></th><th>2019</th></tr>
    <tr><td>Cash</td><td>$</td><td>5,409</td><td>)</td></tr></table></body></html>"""
    kind, page, _ = read(tmp_path, html.encode())
    assert kind == "text/html"
    assert page.text == "Fees\n\nThe fee is 100 EUR.\nDue in May.\n\n• one\n• two\n\nItem | 2019\nCash | $5,409)"
    assert [(b.kind, b.level, b.header) for b in page.blocks] == [("heading", 2, "Fees"), ("table", 0, "Item | 2019")]


def test_html_in_its_own_encoding(tmp_path: Path) -> None:
    html = '<html><head><meta charset="windows-1251"></head><body><p>Привет, мир</p></body></html>'
    assert read(tmp_path, html.encode("cp1251"))[1].text == "Привет, мир"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8"),
        ("", "cp1252"),
    ],
)
def test_html_that_names_its_encoding_wrongly(tmp_path: Path, head: str, encoding: str) -> None:
    html = f"<html><head>{head}</head><body>“Größe” in € – naïve café</body></html>"
    assert read(tmp_path, html.encode(encoding))[1].text == "“Größe” in € – naïve café"


def test_words_in_two_styles_and_hidden_text_in_cells_and_headings(tmp_path: Path) -> None:
    html = """<html><h2>Un<b>believ</b>able<span style="display:none">no</span></h2><table>
    <tr><td>un<i>believ</i>able<style>no{}</style>!</td><td>x<br>y<p>z</p></td></tr>
    <tr hidden><td>no</td><td>no</td></tr>
    <tr><td>1</td><td>2</td></tr></table><pre>a<br>b<script>no</script></pre></html>"""
    assert read(tmp_path, html.encode())[1].text == "Unbelievable\n\nunbelievable! | x y z\n1 | 2\n\na\nb"


def test_a_cell_that_spans_rows_is_repeated(tmp_path: Path) -> None:
    html = """<table><tr><th>Region</th><th>City</th><th>Sales</th></tr><tr><td rowspan=2>North</td><td>A</td><td>1</td>
    </tr><tr><td>B</td><td>2</td></tr><tr><td>South</td><td>C</td><td>3</td></tr></table>"""
    lines = read(tmp_path, html.encode())[1].text.splitlines()
    assert lines == ["Region | City | Sales", "North | A | 1", "North | B | 2", "South | C | 3"]


@pytest.mark.parametrize("html", ["<ul><li>a<li>b</ul>", '<span class="x">a</span> b', "<script>no()</script><p>a b"])
def test_a_piece_of_html(tmp_path: Path, html: str) -> None:
    kind, page, _ = read(tmp_path, html.encode())
    assert kind == "text/html"
    assert "<" not in page.text
    assert "no()" not in page.text


def test_a_layout_table_is_no_table(tmp_path: Path) -> None:
    html = (
        f"<html><body><table><tr><td>menu</td><td><p>{'word ' * 400}</p><h1>Title</h1></td></tr></table></body></html>"
    )
    _, page, _ = read(tmp_path, html.encode())
    assert [block.kind for block in page.blocks] == ["heading"]


def test_deeply_nested_html_is_survived(tmp_path: Path) -> None:
    assert "deep" in read(tmp_path, b"<html><body>" + b"<div>" * 1_000 + b"deep")[1].text


def test_mail_with_an_attachment(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ada@example.com", "alan@example.com", "Grüße"
    message.set_content("Dear Alan,\n\nsee the file.\n")
    message.add_alternative("<p>Dear Alan</p>", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    kind, page, notes = read(tmp_path, message.as_bytes())
    assert kind == "message/rfc822"
    assert page.text.splitlines()[:3] == ["From: ada@example.com", "To: alan@example.com", "Subject: Grüße"]
    assert page.text.endswith("Dear Alan,\n\nsee the file.")
    assert "plan.pdf" in notes[0]


def test_mail_of_several_texts(tmp_path: Path) -> None:
    mail = (
        b"From: a@b.c\nTo: d@e.f\nSubject: S\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
        b"--B\nContent-Type: text/plain\n\nOne\n--B\nContent-Type: text/plain; name=n.txt\n\nno\n"
        b"--B\nContent-Type: text/plain\n\nTwo\n--B--\n"
    )
    _, page, notes = read(tmp_path, mail)
    assert page.text.endswith("Subject: S\n\nOne\n\nTwo")
    assert "n.txt" in notes[0]


def test_mail_whose_plain_text_lacks_the_table(tmp_path: Path) -> None:
    table = "<table><tr><th>Item</th><th>Fee</th></tr><tr><td>Setup</td><td>100</td></tr></table>"
    for plain, expected in (
        ("See the HTML version.", "Item | Fee\nSetup | 100"),
        ("Item  Fee\nSetup  100", "Setup 100"),
    ):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "a@b.c", "d@e.f", "Fees"
        message.set_content(plain)
        message.add_alternative(table, subtype="html")
        assert read(tmp_path, message.as_bytes())[1].text.endswith(expected)


def test_mail_within_a_mail_is_read_under_its_subject(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "bo@example.com", "Offer of May"
    inner.set_content("One year.")
    inner.add_attachment(b"x", maintype="application", subtype="zip", filename="inner.zip")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ada@example.com", "alan@example.com", "Fwd"
    message.set_content("See below.")
    message.add_attachment(inner)
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")
    _, page, notes = read(tmp_path, message.as_bytes())
    assert page.text.splitlines()[4:] == [
        "See below.", "", "Offer of May", "", "From: bo@example.com", "Subject: Offer of May", "", "One year.",
    ]  # fmt: skip
    assert [block.header for block in page.blocks] == ["Offer of May"]
    assert "inner.zip, plan.pdf" in notes[0]


def test_mail_that_is_html_only(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = "a@b.c", "Mon, 01 Jan 2024 00:00:00 +0000", "Hi"
    message.set_content("<h1>News</h1><p>All well.</p>", subtype="html")
    assert read(tmp_path, message.as_bytes())[1].text.endswith("News\n\nAll well.")


def test_rtf_in_its_code_page_with_a_table(tmp_path: Path) -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 prices\par \trowd a\cell b\cell\row \trowd 1\cell 2\cell\row \pard End\par}"
    )
    kind, page, _ = read(tmp_path, rtf)
    assert kind == "application/rtf"
    assert "Café prices" in page.text
    assert "1 | 2" in page.text.splitlines()


def test_rtf_without_its_hidden_text(tmp_path: Path) -> None:
    rtf = rb"{\rtf1 One {\v no \'e9 \u233? {\b nor}} year\v  nor\'e9\plain , or {\i two}\v x\par\v0 End.\par}"
    _, page, notes = read(tmp_path, rtf)
    assert page.text == "One year, or two\nEnd."
    assert notes == ["The document holds hidden text, which is not read."]


def test_rtf_with_all_that_belongs_to_its_text(tmp_path: Path) -> None:
    rtf = (
        rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\header Top {\f1 \'cf\'e0}\par}"
        rb"{\footer Foot\par}The fee{\footnote See law.} is {\deleted ten}{\revised twelve}.{\*\annotation Why?}\par"
        rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt In a box\par}}}{\*\x\bin4 }}}}}End\par}"
    )
    _, page, notes = read(tmp_path, rtf)
    assert page.text.splitlines() == [
        "Top Па", "", "The fee is twelve.", "End", "", "In a box", "", "Footnote 1: See law.", "", "Foot", "",
        "Comments", "", "Comment: Why?",
    ]  # fmt: skip
    assert notes == [
        "The document holds 1 tracked change; it is read as if all were accepted.",
        "The document holds 1 comment, given at its end.",
    ]


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\mac caf\'8e\par}", "café"),
        (rb"{\rtf1\ansi\ansicpg10000 caf\'8e\par}", "café"),
        (rb"{\rtf1\ansi{\pntext 2.\tab}Second\par}", "2. Second"),
        (rb"{\rtf1\pc caf\'82\par}", "café"),
        (rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 Gothic;}}\f0 \'83e\'83X\'83g\par}", "テスト"),
        (
            rb"{\rtf1\ansi\trowd\intbl Item\cell Fee\cell\row\trowd\intbl A\par B\cell 12\cell\row}",
            "Item | Fee\nA B | 12",
        ),
    ],
)
def test_rtf_of_other_systems(tmp_path: Path, rtf: bytes, text: str) -> None:
    assert read(tmp_path, rtf)[1].text == text
