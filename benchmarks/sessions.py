"""Ten browser sessions ask and upload at once while a file of 200 pages is being read.

    python -m benchmarks.sessions [--sessions 10] [--seconds 40]

Each session uploads a note of its own, asks about it, and then changes pages as a quick visitor does, a click every one
to three seconds. Printed are errors, cross-talk (a session that sees another one's question or loses its own), and how
long the page takes to react: from the click to the new page drawn and its script at rest. The target is 1 second at the
95th percentile.

The browsers run on the same cores as the server. So that one can be told from the other, a client that draws nothing
changes pages too, and the share of the processors that each took is printed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from fpdf import FPDF
from playwright.async_api import Browser, Page, async_playwright

from benchmarks.served import ARGUMENTS, CHROMIUM, served
from benchmarks.undrawn import page_changes

TARGET_SECONDS = 1.0
LONG_PAGES = 200
WARM_UP_SECONDS = 10  # this is not about the first seconds of a process: benchmarks.startup is
PAUSE_SECONDS = (1.0, 3.0)
WORDS = ("revenue", "lease", "tenant", "capital", "notice", "period", "agreement", "margin", "clause", "payment")
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PARTS = {
    "sandbox_child": "reader",
    "llama_cpp_server": "model",
    "streamlit": "server",
    "chromium": "browsers",
    "playwright": "browsers",
    "benchmarks.sessions": "benchmark",
}


@dataclass
class Session:
    """What one visitor saw; times in seconds."""

    number: int
    reactions: list[float] = field(default_factory=list)
    evidence: float | None = None
    errors: list[str] = field(default_factory=list)
    conversation: str = ""
    step: str = ""

    @property
    def code(self) -> str:
        """The word that only this visitor's note holds."""
        return f"falcon{self.number:03d}"


@dataclass
class Outcome:
    """What was measured: by the visitors, by the client that draws nothing, and of the processors' time."""

    sessions: list[Session]
    undrawn: list[float]
    shares: dict[str, float]
    left: str


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
    # There is no graphics card here: what moves would be drawn by the cores, sixty times a second.
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = await context.new_page()
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
    draw = random.Random(session.number)
    while time.monotonic() < until:
        for title in ("Library", "Legal"):
            await asyncio.sleep(draw.uniform(*PAUSE_SECONDS))
            await react(page, session, title)
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
        await page.wait_for_selector(IDLE, timeout=60_000)  # until then what was drawn before may stand beside it
        asked = await page.locator('[class*="st-key-question"]').all_inner_texts()
        if len(asked) != 1 or session.code not in asked[0]:
            session.errors.append(f"cross-talk: {session.code} sees {asked}")
        if await page.get_by_test_id("stException").count():
            session.errors.append("an exception on the page")
    except TimeoutError:
        session.errors.append("its question is gone")


def processor_seconds() -> dict[str, float]:
    """Return what each part of this has taken of the processors so far, and the whole machine with all else on it."""
    taken = dict.fromkeys((*PARTS.values(), "others"), 0.0)
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        try:
            words, times = " ".join(process.cmdline()), process.cpu_times()
        except psutil.Error:
            continue
        part = next((name for key, name in PARTS.items() if key in words), "others")
        taken[part] += times.user + times.system
        if part == "server":  # files are read in processes that have ended
            taken["reader"] += times.children_user + times.children_system
    machine = psutil.cpu_times()
    taken["machine"] = sum(machine) - machine.idle - machine.iowait
    return taken


def shares(before: dict[str, float], after: dict[str, float], seconds: float) -> dict[str, float]:
    """Return which share of all processors each part took; what ran here besides is "others"."""
    taken = {part: (after[part] - before[part]) / seconds / (psutil.cpu_count() or 1) for part in sorted(after)}
    busy = taken.pop("machine")
    return {**taken, "others": busy - sum(value for part, value in taken.items() if part != "others")}


async def measure(address: str, folder: Path, number: int, seconds: float) -> Outcome:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        sessions = [Session(index) for index in range(number)]
        pages = [await opened(browser, address, session) for session in sessions]
        file = str(long_file(folder / "long.pdf"))
        await asyncio.sleep(WARM_UP_SECONDS)
        await pages[0].get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
        before, began = processor_seconds(), time.monotonic()
        undrawn = asyncio.create_task(page_changes(address, began + seconds, PAUSE_SECONDS))
        jobs = [visit(page, session, began + seconds) for page, session in zip(pages, sessions, strict=True)]
        for session, outcome in zip(sessions, await asyncio.gather(*jobs, return_exceptions=True), strict=True):
            if isinstance(outcome, BaseException):
                session.errors.append(f"{session.step}: {type(outcome).__name__}: {str(outcome).splitlines()[0]}")
        taken = shares(before, processor_seconds(), time.monotonic() - began)
        await pages[0].goto(f"{address}/library")
        await pages[0].wait_for_selector(IDLE)
        left = await pages[0].locator('[class*="st-key-upload-"]').all_inner_texts()
        await browser.close()
    return Outcome(sessions, await undrawn, taken, "; ".join(" ".join(text.split()) for text in left))


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] if ordered else float("nan")


def report(outcome: Outcome) -> None:
    reactions = [reaction for session in outcome.sessions for reaction in session.reactions]
    evidence = [session.evidence for session in outcome.sessions if session.evidence is not None]
    errors = [error for session in outcome.sessions for error in session.errors]
    distinct = len({session.conversation for session in outcome.sessions if session.conversation})
    p95 = percentile(reactions, 0.95)
    print(f"{len(outcome.sessions)} sessions, {len(reactions)} page changes, {distinct} conversations,", end=" ")
    print(f"{len(errors)} errors")
    for error in errors:
        print(f"  {error}")
    for title, values in (
        ("page reaction", reactions),
        ("the same without drawing", outcome.undrawn),
        ("evidence after asking", evidence),
    ):
        p50, high, worst = percentile(values, 0.5), percentile(values, 0.95), max(values, default=float("nan"))
        print(f"{title}: p50 {p50:.2f} s, p95 {high:.2f} s, worst {worst:.2f} s")
    print("of the processors: " + ", ".join(f"{part} {share:.0%}" for part, share in outcome.shares.items()))
    print(f"still to read at the end: {outcome.left or 'nothing: the long file was read'}")
    print(f"target {TARGET_SECONDS:.0f} s at p95: {'met' if p95 < TARGET_SECONDS and not errors else 'MISSED'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=40)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "data") as address:
        report(asyncio.run(measure(address, Path(folder), chosen.sessions, chosen.seconds)))


if __name__ == "__main__":
    main()
