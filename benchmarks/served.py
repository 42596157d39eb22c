"""The app in a process of its own and a browser to look at it with: what the browser benchmarks share."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(runtime: Path, *, models: Path = ROOT / "runtime" / "models") -> Iterator[str]:
    """Start the app on an empty data folder, with the weights of `models`; yield its address once it answers."""
    runtime.mkdir(parents=True, exist_ok=True)
    if models.exists() and not (runtime / "models").exists():
        (runtime / "models").symlink_to(models)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    environment = {**os.environ, "VOUCH_RUNTIME": str(runtime)}
    with (runtime / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for_health(f"http://localhost:{port}")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait_for_health(address: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/_stcore/health", timeout=1)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("The server did not start.")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser that fetches nothing of its own accord."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


def settled(page: Page) -> None:
    """Wait until the page's script has run and its head is drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_selector("h1", timeout=60_000)
