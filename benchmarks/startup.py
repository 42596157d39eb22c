"""How long a start takes: to HTTP health, and to a usable page in Chromium. python -m benchmarks.startup [RUNS]

A page is usable when its head is drawn, its script has ended and a click on it is answered. The target is 4 seconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.served import chromium, served, settled

TARGET_SECONDS = 4.0


def measure(browser: Browser, folder: Path, page_name: str) -> tuple[float, float, float]:
    """Return the seconds to health, to the first words of the page, and to a page that is usable."""
    page = browser.new_page()
    started = time.perf_counter()
    with served(folder) as address:
        health = time.perf_counter() - started
        page.goto(f"{address}/{page_name}")
        page.wait_for_selector("h1")
        words = time.perf_counter() - started
        settled(page)
        usable = time.perf_counter() - started
    page.close()
    return health, words, usable


def main(runs: int) -> None:
    with chromium() as browser:
        browser.new_page().close()
        for page_name in ("", "legal"):
            results = []
            for run in range(runs):
                with tempfile.TemporaryDirectory() as folder:
                    results.append(measure(browser, Path(folder) / str(run), page_name))
            health, words, usable = (statistics.median(column) for column in zip(*results, strict=True))
            print(
                f"/{page_name:6} health {health:.2f} s, first words {words:.2f} s, usable {usable:.2f} s "
                f"(median of {runs}; target {TARGET_SECONDS:.0f} s: {'met' if usable < TARGET_SECONDS else 'MISSED'})"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
