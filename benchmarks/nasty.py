"""Reads every file of a folder of hostile and odd files and checks what came of it.

    python -m benchmarks.nasty DATA [--only WORD]

`DATA/nasty/manifest.jsonl` says what each file should give. The exit status is 1 if any file ends in anything other
than text or a clear refusal, or takes longer than its limit.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modules.adapters.readers import Limits
from modules.adapters.sandbox import SandboxedReader
from modules.core.errors import DocumentError
from modules.core.types import Note, Opened, Page

LIMITS = Limits()


@dataclass
class Outcome:
    """What came of one file.

    Attributes:
        kind: "text", or the class of the refusal; anything else is a failure.
        first_page: its text; the references of OCR are of one page.
        missing: what the manifest expects and the text lacks.
    """

    kind: str
    seconds: float
    text: str = ""
    first_page: str = ""
    media_type: str = ""
    pages: int = 0
    scanned: int = 0
    notes: list[str] = field(default_factory=list)
    message: str = ""
    missing: list[str] = field(default_factory=list)


def read(reader: SandboxedReader, path: Path, password: str) -> Outcome:
    """Read a file to its end."""
    began = time.perf_counter()
    outcome = Outcome("text", 0.0)
    texts: list[str] = []
    try:
        for event in reader.read(path, password=password):
            match event:
                case Opened(media_type, _):
                    outcome.media_type = media_type
                case Note(text):
                    outcome.notes.append(text)
                case Page():
                    texts.append(event.text)
                    outcome.pages += 1
                    outcome.scanned += event.scanned
    except DocumentError as exc:
        clear = exc.message[:1].isupper() and exc.message.endswith(".")
        outcome.kind, outcome.message = (type(exc).__name__ if clear else "unclear refusal"), str(exc)
    except Exception as exc:  # noqa: BLE001 - the point of the exercise is to see whether this ever happens
        outcome.kind, outcome.message = f"CRASH {type(exc).__name__}", str(exc)
    outcome.text, outcome.first_page = "\n\n".join(texts), (texts or [""])[0]
    outcome.seconds = time.perf_counter() - began
    if outcome.seconds > LIMITS.max_seconds:
        outcome.kind = "TOO SLOW"
    return outcome


def check(outcome: Outcome, expect: dict[str, Any]) -> list[str]:
    """Return what the manifest expects and the outcome does not have."""
    if outcome.kind == "Encrypted":
        return [] if expect.get("needs_password") and not expect.get("password") else ["the password did not open it"]
    text = squeezed(outcome.text)
    words = [*expect.get("must_contain_words", []), *expect.get("must_contain", [])]
    for part, lines in expect.get("text_by_part", {}).items():
        if part not in ("_zip_error", "deleted"):
            words += lines
    missing = [word[:60] for word in words if squeezed(word) not in text]
    missing += [
        f"deleted: {word[:40]}" for word in expect.get("text_by_part", {}).get("deleted", []) if squeezed(word) in text
    ]
    pages = expect.get("pages_agreed") or (expect["pages"] if isinstance(expect.get("pages"), int) else None)
    if outcome.kind == "text" and pages and outcome.pages != pages:
        missing.append(f"{pages} pages")
    return missing if outcome.kind == "text" else [f"text ({len(words)} words expected)"] if words else []


def squeezed(text: str) -> str:
    """Return letters and digits only: what separates cells and where lines end is no error."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def error_rates(text: str, reference: str) -> tuple[float, float]:
    """Return character and word error rate: edit distance over the reference's length, white space squeezed."""
    characters = distance(" ".join(text.split()), " ".join(reference.split()))
    return characters / max(1, len(" ".join(reference.split()))), distance(text.split(), reference.split()) / max(
        1, len(reference.split())
    )


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the Levenshtein distance, by characters or by words."""
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, 1):
        previous, row[0] = row[0], number
        for place, right in enumerate(other, 1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (left != right))
    return row[-1]


def ocr_line(outcome: Outcome, expect: dict[str, Any]) -> str:
    """Return the OCR figures of a file that has a reference, "" otherwise."""
    parts: list[str] = []
    if gold := expect.get("gold_text_upstream"):
        characters, words = error_rates(outcome.first_page, gold)
        bag, wanted = bag_of(outcome.first_page), bag_of(gold)
        recall = sum((bag & wanted).values()) / max(1, sum(wanted.values()))
        parts.append(f"CER {characters:.3f}, WER {words:.3f}, words found whatever their order {recall:.3f}")
    if reference := expect.get("ocr_reference"):
        known = set(bag_of(outcome.text))
        wanted_words = [word for word in reference["words"] if word.casefold() not in known]
        parts.append(f"{1 - len(wanted_words) / max(1, len(reference['words'])):.3f} of tesseract's words")
    return "; ".join(parts)


def bag_of(text: str) -> Counter[str]:
    """Count the words of a text, small letters."""
    return Counter(re.findall(r"\w+", text.casefold()))


def main() -> int:
    """Read the folder and print a line a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", default="", help="read only files whose name holds this")
    options = parser.parse_args()
    folder: Path = options.data / "nasty"
    reader = SandboxedReader(LIMITS)
    kinds: Counter[str] = Counter()
    unmet = 0
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if options.only in entry["file"]:
            outcome = read(reader, folder / entry["file"], entry["expect"].get("password") or "")
            outcome.missing = check(outcome, entry["expect"])
            kinds[outcome.kind] += 1
            unmet += bool(outcome.missing)
            report(entry["file"], outcome, ocr_line(outcome, entry["expect"]))
    reader.close()
    refusals = ("Encrypted", "Malformed", "NoText", "TooLarge", "Unsupported")
    bad = sum(count for kind, count in kinds.items() if kind not in ("text", *refusals))
    print(f"\n{sum(kinds.values())} files: {dict(kinds)}; expectations unmet: {unmet}; neither text nor clear: {bad}")
    return 1 if bad else 0


def report(name: str, outcome: Outcome, ocr: str) -> None:
    """Print what came of a file."""
    scanned = f", {outcome.scanned} by OCR" if outcome.scanned else ""
    print(
        f"{outcome.kind:12} {outcome.seconds:6.2f} s  {outcome.pages:3} pages{scanned}, "
        f"{len(outcome.text):6,} chars  {name}"
    )
    for label, value in (("says", outcome.message), ("OCR", ocr), ("notes", " ".join(outcome.notes))):
        if value:
            print(f"{'':14}{label}: {value}")
    if outcome.missing:
        print(f"{'':14}MISSING {len(outcome.missing)}: {outcome.missing[:6]}")


if __name__ == "__main__":
    sys.exit(main())
