"""Reads every FHIR bundle of a folder and checks that what its index says of it can be found in the text.

    python -m benchmarks.fhir_reading FOLDER

`FOLDER/index.jsonl` lists for each bundle its file, its resources and the names of its conditions, medications and
allergies. The exit status is 1 if a bundle is refused or anything is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from modules.adapters.readers import FileReader, Limits
from modules.core.errors import DocumentError
from modules.core.types import Page


def check(folder: Path, expected: dict[str, Any]) -> list[str]:
    """Return what is missing in the text of a bundle: names, and rows for observations with a value."""
    path = folder / expected["file"]
    events = FileReader(Limits()).read(path)
    text = "\n".join(event.text for event in events if isinstance(event, Page))
    names = [name for key in ("conditions", "medications", "allergies") for name in expected[key]]
    names += [one["value"] for one in expected["phi"] if one["type"] in ("NAME", "BIRTH_DATE", "ID:MR", "PHONE")]
    bundle = json.loads(path.read_text(encoding="utf-8"))
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] in ("Observation", "Immunization", "Procedure"):
            concept = resource.get("code") or resource["vaccineCode"]
            names.append(concept["text"])
    return [name for name in names if " ".join(name.split()) not in text]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    index = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    failed = 0
    for expected in index:
        began = time.perf_counter()
        try:
            missing = check(folder, expected)
        except DocumentError as error:
            missing = [str(error)]
        failed += bool(missing)
        seconds = time.perf_counter() - began
        print(
            f"{expected['file'][:40]:40} {seconds:5.2f} s  {'ok' if not missing else 'missing: ' + '; '.join(missing)}"
        )
    print(f"{len(index) - failed} of {len(index)} bundles read with all that their index names")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
