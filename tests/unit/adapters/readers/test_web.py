"""HTML, mail and RTF."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

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
