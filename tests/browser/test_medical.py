"""The clinician's way: read the chart, correct a fact, write a note, mend it, sign it, take it away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, ROOT, Server, outside, settled

CONTRAST = (ROOT / "tests" / "browser" / "contrast.js").read_text(encoding="utf-8")
_LONG = 60_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A data folder of its own: what other tests leave on the shelf would be part of the chart."""
    made = Server(tmp_path_factory.mktemp("medical") / "data")
    yield made
    made.close()


def loaded(page: Page) -> None:
    """Load the samples that are not there yet."""
    load = page.get_by_role("button", name="Load this sample")
    while left := load.count():
        load.first.click()
        expect(load).to_have_count(left - 1, timeout=_LONG)
        settled(page)


def chosen(page: Page, tool: str) -> None:
    page.get_by_role("radio", name=tool).click()
    settled(page)


def read(page: Page) -> None:
    """Have the chart read, unless it is."""
    start = page.get_by_role("button", name="Read the chart")
    if start.count():
        start.click()
        expect(start).to_have_count(0, timeout=_LONG)
        expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0, timeout=_LONG)
        settled(page)


def draft(page: Page) -> None:
    """Write a SOAP note without a model, unless a draft is open."""
    if not page.locator(".draft").count():
        page.get_by_role("combobox", name="Template").click()
        page.get_by_role("option", name="SOAP note").click()
        settled(page)
        page.get_by_role("button", name="Write: SOAP note").click()
    expect(page.locator(".draft li").first).to_be_visible(timeout=_LONG)
    expect(page.get_by_text("Checking against the record")).to_have_count(0, timeout=_LONG)
    settled(page)


@pytest.mark.timeout(300)  # a minute on a machine that does nothing else
def test_from_the_samples_to_the_signed_note(visit: Callable[..., Page], server: Server) -> None:
    page = visit("medical")
    loaded(page)

    chosen(page, "Chart")
    read(page)
    row = page.locator("tbody", has_text="enicillin").first
    row.locator("button.name").click(timeout=_LONG)
    expect(page.get_by_role("dialog")).to_contain_text("enicillin", timeout=_LONG)
    page.keyboard.press("Escape")
    settled(page)
    row.locator("button.edit").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Reaction").fill("hives, confirmed by the patient")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("tbody", has_text="confirmed by the patient")).to_have_count(1, timeout=_LONG)
    expect(page.locator(".edited").first).to_contain_text("edited, was")

    chosen(page, "Summaries")
    draft(page)
    expect(page.get_by_text("Extractive draft, written without a model")).to_be_visible()
    page.locator(".draft .source").first.click()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=_LONG)
    page.keyboard.press("Escape")
    settled(page)

    line = page.locator(".draft li").first
    line.get_by_role("button", name="Edit").click()
    page.get_by_label("The line").fill("Takes warfarin 5 mg every evening.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".draft li:is(.partly, .unsupported)", has_text="warfarin")).to_be_visible(timeout=_LONG)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".draft li", has_text="warfarin 5 mg every")).to_have_count(0, timeout=_LONG)
    draft(page)

    allergy = page.locator(".draft li", has_text="enicillin")
    while left := allergy.count():
        allergy.first.get_by_role("button", name="Remove").click()
        expect(allergy).to_have_count(left - 1, timeout=_LONG)
    draft(page)
    insert = page.get_by_role("button", name="Insert")
    page.locator('[class*="st-key-issue-"]', has_text="enicillin").filter(has=insert).first.locator(insert).click()
    expect(allergy.first).to_be_visible(timeout=_LONG)
    draft(page)

    page.get_by_label("Name", exact=True).fill("Dr Ann Lee")
    page.get_by_label("Role", exact=True).fill("Consultant")
    page.get_by_label("Role", exact=True).press("Enter")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("button", name="Sign as").click()
    expect(page.get_by_text("Unchanged since")).to_be_visible(timeout=_LONG)
    expect(page.locator(".draft").get_by_role("button", name="Edit")).to_have_count(0)
    with page.expect_download(timeout=_LONG) as download:
        page.get_by_role("button", name="Text").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Dr Ann Lee" in text
    assert "enicillin" in text
    assert outside(page, server.url) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_tool_fits_the_screen_and_can_be_read(
    visit: Callable[..., Page], size: dict[str, int], scheme: str
) -> None:
    page = visit("medical", size=size, scheme=scheme)
    loaded(page)
    tools = page.locator('.st-key-tools [role="radio"]')
    poor: list[str] = []
    for number in range(tools.count()):
        tools.nth(number).click()
        settled(page)
        read(page)
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_test_id("stMain").evaluate("(e) => e.scrollWidth - e.clientWidth") <= 0
        poor += page.evaluate(CONTRAST)
    assert sorted(set(poor)) == []


def test_the_day_as_of_which_is_asked_is_said(visit: Callable[..., Page]) -> None:
    page = visit("medical")
    loaded(page)
    field = page.get_by_test_id("stDateInput").locator("input")
    field.fill("2026-03-20")
    field.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="Medical").click()
    expect(page.get_by_text("As of 20 March 2026:").first).to_be_visible(timeout=_LONG)
