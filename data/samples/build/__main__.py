"""Make every sample again: python -m data.samples.build [folder]."""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Callable
from pathlib import Path

from data.samples.build import pdf, sheets, source, word

SAMPLES = Path(__file__).resolve().parent.parent

MADE: dict[str, Callable[[source.Source, Path], None]] = {
    "education/electric-circuits-chapter.pdf": pdf.write,
    "finance/larkfield-annual-report-2025.pdf": pdf.write,
    "finance/larkfield-quarters.xlsx": sheets.write,
    "legal/master-services-agreement.pdf": pdf.write,
    "legal/mutual-nda.docx": word.write,
    "legal/mutual-nda-draft-2.docx": word.write,
    "medical/clinic-note.pdf": pdf.write,
    "medical/discharge-summary.docx": word.write,
}
"""Each sample that is made, and what sets it. The lecture notes are their own source."""


def make(name: str, folder: Path) -> Path:
    """Make one sample below `folder` and return its path. The same source gives the same bytes."""
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    MADE[name](source.read((SAMPLES / "sources" / name).with_suffix(".md")), target)
    if zipfile.is_zipfile(target):
        word.forget_the_clock(target)
    return target


def main() -> None:
    """Make all samples below the folder that is named, or where they belong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    folder = parser.parse_args().folder
    for name in MADE:
        make(name, folder)


if __name__ == "__main__":
    main()
