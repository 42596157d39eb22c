"""Each page, opened by its own address in a cold process: complete, and its first click counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Server, outside, settled

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
NAVIGATION = ["Home", "Education", "Finance", "Legal", "Medical", "Library", "Models", "Settings"]
FIELDS = ("education", "finance", "legal", "medical")


@pytest.mark.parametrize("name", PAGES)
def test_a_cold_deep_link(name: str, tmp_path: Path, visit: Callable[..., Page]) -> None:
    cold = Server(tmp_path / "data")
    try:
        page = visit(name, base=cold.url)
        links = page.get_by_test_id("stSidebarNavLink")
        expect(links).to_have_text([re.compile(f"{title}$") for title in NAVIGATION])
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_text("Page not found")).to_have_count(0)
        if name in FIELDS:
            page.get_by_role("button", name="Load this sample").first.click()
            expect(page.locator('[class*="st-key-suggested"] button').first).to_be_visible(timeout=20_000)
        page.get_by_test_id("stSidebarNavLink").filter(has_text="Library").click()
        settled(page)
        expect(page.locator("h1")).to_have_text("Library")
        assert outside(page, cold.url) == []
    finally:
        cold.close()
