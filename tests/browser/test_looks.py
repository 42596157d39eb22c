"""What a designer would measure: contrast by computed colours, nothing wider than a phone, nothing of the default."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, ROOT, load_sample, settled

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
CONTRAST = (ROOT / "tests" / "browser" / "contrast.js").read_text(encoding="utf-8")


def answer(page: Page) -> None:
    load_sample(page)
    if not page.locator(".answer").count():
        page.locator('[class*="st-key-suggested"] button').first.click()
    expect(page.locator('[class*="st-key-actions"]').first).to_be_visible(timeout=20_000)
    settled(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(visit: Callable[..., Page], scheme: str) -> None:
    poor: list[str] = []
    for name in PAGES:
        page = visit(name, scheme=scheme)
        poor += [f"{name}: {line}" for line in page.evaluate(CONTRAST)]
    page = visit("finance", scheme=scheme)
    answer(page)
    page.locator("summary").first.click()
    poor += [f"answer: {line}" for line in page.evaluate(CONTRAST)]
    for name in ("Search in", "Conversation"):
        page.get_by_test_id("stPopoverButton").filter(has_text=name).click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        poor += [f"{name}: {line}" for line in page.evaluate(CONTRAST)]
        page.keyboard.press("Escape")
    page.locator(".marker").first.click()
    expect(page.locator(".sheet img, .text").first).to_be_visible(timeout=15_000)
    page.get_by_role("dialog").locator('button[kind="tertiary"]:not(:disabled)').first.hover()
    poor += [f"drawer: {line}" for line in page.get_by_role("dialog").evaluate(CONTRAST)]
    assert sorted(set(poor)) == []


def test_no_page_is_wider_than_a_phone(visit: Callable[..., Page]) -> None:
    for name in PAGES:
        page = visit(name, size=PHONE)
        if name == "education":
            answer(page)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("(e) => e.scrollWidth - e.clientWidth") <= 0, name


def test_a_document_with_a_long_name_has_its_button_beside_it(visit: Callable[..., Page]) -> None:
    page = visit("medical")
    name = f"{'WARD ROUND ' * 12}.txt"
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": b"The dose is 5 mg a day."}
    )
    page.wait_for_selector('[class*="st-key-invitation"]')
    page.get_by_role("link", name="Library").click()
    row = page.locator('[class*="st-key-document-medical"]').filter(has_text="WARD ROUND")
    words, button = row.get_by_test_id("stMarkdown").bounding_box(), row.get_by_role("button").bounding_box()
    assert words
    assert button
    assert button["y"] < words["y"] + words["height"]


def test_nothing_looks_like_the_default(visit: Callable[..., Page]) -> None:
    page = visit("home", size=DESKTOP)
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)
    family = page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontFamily")
    assert family.startswith('"Source Serif"')
    assert page.evaluate("() => document.fonts.check('16px Inter')")
