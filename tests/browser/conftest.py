"""A real browser against a real server over the double."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if Path(CHROMIUM).exists() or os.environ.get("VOUCH_TEST_BROWSER") == "required":
        return
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="no Chromium: set CHROMIUM to its path"))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A Vouch over the double, in a process of its own."""

    def __init__(self, folder: Path, pause: float = 0.0) -> None:
        self.url = f"http://localhost:{(port := free_port())}"
        self.folder = folder
        self._log = (folder.parent / f"{folder.name}.log").open("wb")
        command = [sys.executable, "-m", "tests.doubles.serve", str(port), str(folder), str(pause)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=self._log, stderr=subprocess.STDOUT)
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                httpx.get(f"{self.url}/_stcore/health", timeout=1)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the server did not start")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("vouch") / "data", pause=0.03)
    yield made
    made.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own; every request that it makes is recorded in `page.requests`."""
    contexts: list[BrowserContext] = []

    def opened(path: str, *, scheme: str = "light", size: dict[str, int] = DESKTOP, base: str = "") -> Page:
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.requests = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.requests.append(request.url))  # type: ignore[attr-defined]
        page.goto(f"{base or server.url}/{path}")
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settled(page: Page) -> None:
    """Wait until the script has run and the page is drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=20_000)
    page.wait_for_selector("h1", timeout=20_000)
    page.wait_for_timeout(250)


def load_sample(page: Page) -> None:
    """Load the first sample of a field's page, unless one is there."""
    suggested = page.locator('[class*="st-key-suggested"] button').first
    if not suggested.count():
        page.get_by_role("button", name="Load this sample").first.click()
        suggested.wait_for(timeout=20_000)


def outside(page: Page, base: str) -> list[str]:
    """Return the requests that left the app's own origin."""
    own = (base, base.replace("http", "ws"), "data:", "blob:")
    return [url for url in page.requests if not url.startswith(own)]  # type: ignore[attr-defined]
