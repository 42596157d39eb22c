"""Ten browser sessions ask and upload at once while a file of 200 pages is being read.

    python -m benchmarks.sessions [--sessions 10] [--seconds 40]

Each session uploads a note of its own, asks about it, and then keeps changing pages. Printed are errors, cross-talk (a
session that sees another one's question or loses its own), and how long the page takes to react: from the click to the
new page drawn and its script at rest. The target is 1 second at the 95th percentile. The browser runs on the same
cores.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from fpdf import FPDF
from playwright.async_api import Browser, Page, async_playwright

from benchmarks.served import ARGUMENTS, CHROMIUM, served

TARGET_SECONDS = 1.0
LONG_PAGES = 200
WARM_UP_SECONDS = 10  # this is not about the first seconds of a process: benchmarks.startup is
WORDS = ("revenue", "lease", "tenant", "capital", "notice", "period", "agreement", "margin", "clause", "payment")
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass
class Session:
    """What one visitor saw; times in seconds."""

    number: int
    reactions: list[float] = field(default_factory=list)
    evidence: float | None = None
    answer: float | None = None
    errors: list[str] = field(default_factory=list)
    conversation: str = ""
    step: str = ""

    @property
    def code(self) -> str:
        """The word that only this visitor's note holds."""
        return f"falcon{self.number:03d}"


def long_file(path: Path) -> Path:
    """Write a PDF of 200 pages of words."""
    pdf, draw = FPDF(), random.Random(2)
    pdf.set_font("Helvetica", size=10)
    for number in range(LONG_PAGES):
        pdf.add_page()
        sentences = (" ".join(draw.choices(WORDS, k=12)).capitalize() + "." for _ in range(32))
        pdf.multi_cell(0, 5, f"{number + 1}. Section {number + 1}\n\n" + " ".join(sentences))
    pdf.output(str(path))
    return path


async def opened(browser: Browser, address: str, session: Session) -> Page:
    page = await (await browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
    page.on("pageerror", lambda error: session.errors.append(f"script: {error}"))
    await page.goto(f"{address}/legal")
    await page.wait_for_selector("h1", timeout=60_000)
    await page.wait_for_selector(IDLE, timeout=60_000)
    return page


async def visit(page: Page, session: Session, until: float) -> None:
    """Upload, ask, change pages until the time is over, and come back to the answer."""
    session.step = "uploading"
    await upload(page, session)
    session.step = "asking"
    await ask(page, session)
    session.step = "changing pages"
    while time.monotonic() < until:
        for title in ("Library", "Legal"):
            await react(page, session, title)
        await asyncio.sleep(random.Random(session.number).uniform(0.3, 1.0))
    session.step = "coming back"
    await check(page, session)


async def upload(page: Page, session: Session) -> None:
    note = f"# Note {session.number}\n\nThe code word of the note {session.code} is {session.code}, agreed on in May.\n"
    files = {"name": f"{session.code}.md", "mimeType": "text/markdown", "buffer": note.encode()}
    shelf = page.locator('[class*="st-key-shelf"] summary')
    if await shelf.count():
        await shelf.first.click()
    await page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)  # type: ignore[arg-type]
    await page.wait_for_selector('[data-testid="stChatInputTextArea"]:not([disabled])', timeout=60_000)
    await page.wait_for_timeout(1_000)


async def ask(page: Page, session: Session) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    await box.fill(f"What is the code word of the note {session.code}?")
    started = time.perf_counter()
    await box.press("Enter")
    await page.wait_for_selector(".card", state="attached", timeout=60_000)
    session.evidence = time.perf_counter() - started
    await page.wait_for_url("**c=*", timeout=60_000)
    session.conversation = page.url.split("c=")[-1]


async def react(page: Page, session: Session, title: str) -> None:
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text=title)
    started = time.perf_counter()
    await link.click()
    await page.locator("h1", has_text=title).wait_for(timeout=60_000)
    await page.wait_for_selector(IDLE, timeout=60_000)
    session.reactions.append(time.perf_counter() - started)


async def check(page: Page, session: Session) -> None:
    """The session's own question, and nobody else's, is on its page."""
    try:
        await page.wait_for_selector('[class*="st-key-question"]', timeout=60_000)
        asked = await page.locator('[class*="st-key-question"]').all_inner_texts()
        if len(asked) != 1 or session.code not in asked[0]:
            session.errors.append(f"cross-talk: {session.code} sees {asked}")
        if await page.get_by_test_id("stException").count():
            session.errors.append("an exception on the page")
    except TimeoutError:
        session.errors.append("its question is gone")


async def measure(address: str, folder: Path, number: int, seconds: float) -> tuple[list[Session], str]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        sessions = [Session(index) for index in range(number)]
        pages = [await opened(browser, address, session) for session in sessions]
        await asyncio.sleep(WARM_UP_SECONDS)
        await (
            pages[0]
            .get_by_test_id("stFileUploaderDropzoneInput")
            .first.set_input_files(str(long_file(folder / "long.pdf")))
        )
        until = time.monotonic() + seconds
        jobs = [visit(page, session, until) for page, session in zip(pages, sessions, strict=True)]
        for session, outcome in zip(sessions, await asyncio.gather(*jobs, return_exceptions=True), strict=True):
            if isinstance(outcome, BaseException):
                session.errors.append(f"{session.step}: {type(outcome).__name__}: {str(outcome).splitlines()[0]}")
        await pages[0].goto(f"{address}/library")
        await pages[0].wait_for_selector(IDLE)
        left = await pages[0].locator('[class*="st-key-upload-"]').all_inner_texts()
        await browser.close()
    return sessions, "; ".join(" ".join(text.split()) for text in left) or "nothing: the long file was read"


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] if ordered else float("nan")


def report(sessions: list[Session], left: str) -> None:
    reactions = [reaction for session in sessions for reaction in session.reactions]
    evidence = [session.evidence for session in sessions if session.evidence is not None]
    errors = [error for session in sessions for error in session.errors]
    distinct = len({session.conversation for session in sessions if session.conversation})
    p95 = percentile(reactions, 0.95)
    print(f"{len(sessions)} sessions, {len(reactions)} page changes, {distinct} conversations, {len(errors)} errors")
    for error in errors:
        print(f"  {error}")
    for title, values in (("page reaction", reactions), ("evidence after asking", evidence)):
        p50, high, worst = percentile(values, 0.5), percentile(values, 0.95), max(values, default=float("nan"))
        print(f"{title}: p50 {p50:.2f} s, p95 {high:.2f} s, worst {worst:.2f} s")
    print(f"still to read at the end: {left}")
    print(f"target {TARGET_SECONDS:.0f} s at p95: {'met' if p95 < TARGET_SECONDS and not errors else 'MISSED'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=40)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "data") as address:
        report(*asyncio.run(measure(address, Path(folder), chosen.sessions, chosen.seconds)))


if __name__ == "__main__":
    main()
