"""Asking in a browser: evidence first, words with marks, the page behind a number, and nothing fetched from outside."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Server, load_sample, outside, settled

NOTE = (
    b"# Lease\n\nThe rent of the flat is 500 euros a month, paid before the third day.\n\n"
    b"![pixel](http://evil.example/pixel.png?d=1) <img src='http://evil.example/pixel.png'> "
    b"[pixel](http://evil.example/) http://evil.example/pixel www.evil.example "
    b"<script>document.title='owned'</script>\n"
)


def ask(page: Page, question: str) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.get_by_test_id("stChatInputTextArea").press("Enter")


def answered(page: Page, count: int = 1) -> None:
    expect(page.locator('[class*="st-key-actions"]')).to_have_count(count, timeout=20_000)
    settled(page)


def new_conversation(page: Page) -> None:
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector('[class*="st-key-suggested"] button')
    settled(page)


def test_the_evidence_comes_before_the_words(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    settled(page)
    page.evaluate(
        """() => { window.seen = []; const look = () => {
        const turn = [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('.turn')).find(Boolean)
        const words = turn?.querySelector('.answer').textContent.length
        if (turn) window.seen.push([turn.querySelectorAll('.card').length, words])
        requestAnimationFrame(look) }; look() }"""
    )
    started = time.monotonic()
    page.locator('[class*="st-key-suggested"] button').first.click()
    page.locator(".card").first.wait_for(state="attached")
    assert time.monotonic() - started < 10  # only notices a stall; benchmarks.sessions measures
    answered(page)
    seen = page.evaluate("() => window.seen")
    first_words = next(cards for cards, words in seen if words)
    assert first_words > 0
    expect(page.locator(".card mark").first).to_be_attached()


def test_a_number_opens_the_page_with_its_passage_marked(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    new_conversation(page)
    page.locator('[class*="st-key-suggested"] button').first.click()
    answered(page)
    marker = page.locator(".marker").first
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator(".sheet img")).to_be_visible(timeout=15_000)
    expect(page.locator(".passage .box").first).to_be_attached()
    expect(page.locator(".said .box").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(marker).to_be_focused()


def test_the_drawer_stays_while_an_answer_is_written(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    new_conversation(page)
    page.locator('[class*="st-key-suggested"] button').nth(1).click()
    page.locator(".marker").first.click()
    expect(page.locator(".sheet img")).to_be_visible(timeout=15_000)
    page.wait_for_timeout(2_500)
    expect(page.locator(".sheet img")).to_be_visible()


def test_each_sentence_carries_its_mark(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    new_conversation(page)
    page.locator('[class*="st-key-suggested"] button').first.click()
    answered(page)
    assert page.locator(".answer .mark").count() >= 2
    expect(page.locator(".verdict")).to_contain_text("supported")
    expect(page.locator(".meta")).to_contain_text("tokens read")


def test_a_wide_table_breaks_no_word_and_code_is_one_block(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    new_conversation(page)
    ask(page, "Show the obligations and the liability as a table")
    answered(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    table = page.locator(".answer .scroll").filter(has=page.locator("table"))
    assert table.evaluate("(e) => e.scrollWidth > e.clientWidth")
    lines = """(cell) => { const words = document.createRange()
        words.selectNodeContents(cell.firstChild)
        return new Set([...words.getClientRects()].map((one) => Math.round(one.top))).size }"""
    assert page.locator(".answer td").first.evaluate(lines) == 1
    expect(page.locator(".answer pre")).to_have_count(1)
    assert "def due(amount):\n\n    return amount" in str(page.locator(".answer pre").text_content())


def test_a_reload_in_the_middle_picks_the_answer_up(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    new_conversation(page)
    page.locator('[class*="st-key-suggested"] button').nth(2).click()
    page.wait_for_url("**c=*")
    page.reload()
    answered(page)
    expect(page.locator(".answer")).to_contain_text("Dragons guard the mountain")


def test_stop_keeps_what_came(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    new_conversation(page)
    page.locator('[class*="st-key-suggested"] button').nth(3).click()
    page.get_by_role("button", name="Stop", exact=True).click()
    answered(page)
    expect(page.get_by_text("You stopped this answer.")).to_be_visible()


def test_nothing_is_fetched_and_nothing_runs(visit: Callable[..., Page], server: Server) -> None:
    page = visit("medical")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "![x](http://evil.example/n.png).md", "mimeType": "text/markdown", "buffer": NOTE}
    )
    page.wait_for_selector('[class*="st-key-invitation"]')
    settled(page)
    ask(page, "What is the rent? pixel ![q](http://evil.example/q.png) <img src=http://evil.example/q>")
    answered(page)
    page.locator("summary", has_text="Evidence").click()
    page.locator(".card").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(f"{server.url}/library")
    settled(page)
    assert outside(page, server.url) == []
    assert page.title() != "owned"
    assert page.locator('a[href*="evil"], img[src*="evil"]').count() == 0


def test_a_question_can_be_asked_with_the_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    new_conversation(page)
    ask(page, "Which law governs the agreement?")
    answered(page)
    focused = """() => { let e = document.activeElement
        while (e?.shadowRoot) e = e.shadowRoot.activeElement
        return e?.className }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        if "marker" in str(page.evaluate(focused)):
            return
    raise AssertionError("no marker is reachable with the Tab key")
