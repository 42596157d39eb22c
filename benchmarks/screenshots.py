"""Pictures of every page, desktop and phone, light and dark, with an answer and its page.

    python -m benchmarks.screenshots FOLDER

Loads a sample on each field's page, asks the first suggested question of each, and waits for the embedded engine.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from benchmarks.served import chromium, served, settled

FIELDS = ("education", "finance", "legal", "medical")
PAGES = ("home", *FIELDS, "library", "models", "settings")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ANSWER_MS = 240_000


def opened(browser: Browser, address: str, size: str, scheme: Literal["light", "dark"]) -> Page:
    width, height = SIZES[size]
    page = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme).new_page()
    page.goto(address)
    settled(page)
    page.wait_for_timeout(700)
    return page


def asked(browser: Browser, address: str, field: str, folder: Path) -> str:
    """Load a field's samples and ask its first question; return the address of the answer."""
    page = opened(browser, f"{address}/{field}", "desktop", "light")
    page.screenshot(path=folder / f"{field}-empty.png")
    page.get_by_role("button", name="Load this sample").first.click()
    question = page.locator('[class*="st-key-suggested"] button').first
    question.wait_for(timeout=ANSWER_MS)
    page.locator('[class*="st-key-uploads-place"] [data-testid="stProgress"]').wait_for(
        state="detached", timeout=ANSWER_MS
    )
    settled(page)
    page.screenshot(path=folder / f"{field}-ready.png")
    question.click()
    page.locator(".card").first.wait_for(state="attached", timeout=ANSWER_MS)
    page.wait_for_timeout(600)
    page.screenshot(path=folder / f"{field}-evidence.png")
    page.locator('[class*="st-key-actions"]').first.wait_for(timeout=ANSWER_MS)
    where = page.url
    page.context.close()
    return where


def pictured(browser: Browser, address: str, name: str, folder: Path, *, drawer: bool) -> None:
    """Take a page's picture in every size and scheme, and that of its reading drawer where there is an answer."""
    for size, scheme in product(SIZES, SCHEMES):
        page = opened(browser, address, size, scheme)
        page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")
        marker = page.locator(".marker, .card")
        if drawer and marker.count():
            marker.first.click() if marker.first.is_visible() else page.locator("summary").first.click()
            page.locator(".sheet img, .text").first.wait_for(timeout=30_000)
            page.wait_for_timeout(500)
            page.screenshot(path=folder / f"{name}-drawer-{size}-{scheme}.png")
        page.context.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as runtime, served(Path(runtime)) as address:
        answers = {field: asked(browser, address, field, folder) for field in FIELDS}
        for name in PAGES:
            pictured(browser, answers.get(name, f"{address}/{name}"), name, folder, drawer=name in FIELDS)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
