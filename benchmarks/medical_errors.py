"""How many planted errors the checks of a summary find, and how often they cry wolf.

    python -m benchmarks.medical_errors [DATA] [--count 40] [--seed 7] [--missed] [--alarms]

One error at a time is planted into correct summaries: of the notes written for this benchmark (on some of which no rule
was developed), and, where DATA is given, of the real notes of `DATA/medical`, whose summary is most of their own
sentences with other words in them. A wrong line is caught when an issue points to it that the correct summary does not
have; a dropped line when an omission of high severity names it. False alarms are the issues about lines of the correct
summaries. The notes of transcribed visits (--visits) hold much that nobody says aloud: what is told of them is no false
alarm by itself. The extracts of transcribed visits (--extracts) are made of the record: hardly anything may be told of
them.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from benchmarks.planting.medical import PLANTERS, Pair, Planter, Spoiled, Written
from benchmarks.planting.summaries import paraphrased, selected
from modules.core.types import Page
from modules.domains.medical.checking import IssueKind, check
from modules.domains.medical.draft import Draft, Issue, Line, Origin, Part
from modules.domains.medical.fact import Facts
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Chart
from modules.domains.medical.writing import shipped, write

NOTES = Path(__file__).resolve().parent / "planting" / "medical_notes"
_KEPT = 0.75  # of a real note's sentences stay in its summary
_LEAST_WORDS = 12
_HEADING = re.compile(r"^(?:[A-Z][A-Z &/,-]{2,40}|[A-Z][\w &/-]{2,30}:?)$")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z•\d])(?<!\bDr\. )(?<!\bMr\. )(?<!\bMs\. )(?<!\bMrs\. )")


@dataclass(frozen=True, slots=True)
class Record:
    """A record, read once."""

    chart: Chart
    facts: Facts


def written(name: str) -> list[Pair]:
    """Return the notes of a file of this benchmark, with their summaries."""
    entries = yaml.safe_load((NOTES / name).read_text(encoding="utf-8"))
    return [
        Pair(
            entry["name"],
            entry["record"],
            tuple(Written(heading, text) for heading, lines in entry["summary"].items() for text in lines),
        )
        for entry in entries
    ]


def real(data: Path, name: str, seed: int) -> list[Pair]:
    """Return the notes of a data set, each with most of its own sentences, partly reworded, as its summary."""
    rows = [json.loads(line) for line in (data / "medical" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    notes = [(row["id"], row.get("note") or row["note_section"]) for row in rows]
    pairs = [Pair(key, note, tuple(_lines(note))) for key, note in notes if len(note.split()) >= _LEAST_WORDS]
    random = Random(seed)
    return [paraphrased(selected(pair, random, _KEPT), random) for pair in pairs]


def visits(data: Path, name: str) -> list[Pair]:
    """Return the transcripts of a data set, each with the note that a clinician wrote of it as its summary."""
    rows = [json.loads(line) for line in (data / "medical" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Pair(row["id"], row["dialogue"], tuple(_lines(row["note"]))) for row in rows]


def extracts(data: Path, name: str) -> list[Pair]:
    """Return the transcripts of a data set, each with the extract by the template of a SOAP note as its summary."""
    rows = [json.loads(line) for line in (data / "medical" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Pair(row["id"], row["dialogue"], tuple(_extract(row["id"], row["dialogue"]))) for row in rows]


def _extract(key: str, dialogue: str) -> Iterator[Written]:
    chart = read_chart([Source("record", key, (Page(1, dialogue),))])
    writing = write(shipped()["soap"], chart, extract(chart), None)
    while True:
        try:
            next(writing)
        except StopIteration as done:
            made: Draft = done.value
            yield from (Written(part.title, line.text) for part in made.parts for line in part.lines)
            return


def _lines(note: str) -> Iterator[Written]:
    heading = "Summary"
    for paragraph in note.splitlines():
        text = paragraph.strip()
        if _HEADING.match(text) and len(text.split()) <= 6:
            heading = text.rstrip(":")
            continue
        for sentence in _SENTENCE.split(_NUMBERED.sub("", text.lstrip("•-\t "))):
            if sentence.strip():
                yield Written(heading, sentence.strip())


def plant(name: str, planter: Planter, pairs: Sequence[Pair], count: int, seed: int) -> list[Spoiled]:
    """Plant a number of errors of one kind, no pair getting a second before all that can have had a first."""
    random = Random(zlib.crc32(f"{seed} {name}".encode()))
    made: list[Spoiled] = []
    seen: set[tuple[str, str, tuple[Written, ...]]] = set()
    for _ in range(12):
        for pair in random.sample(pairs, len(pairs)):
            one = planter(pair, random) if len(made) < count else None
            if one and (key := (pair.name, one.pair.record, one.pair.lines)) not in seen:
                seen.add(key)
                made.append(one)
    return made


def draft(pair: Pair) -> Draft:
    """Return a pair's summary as a draft whose lines have their numbers as ids."""
    parts: dict[str, list[Line]] = {}
    for number, line in enumerate(pair.lines):
        lines = parts.setdefault(line.heading, [])
        if line.text:
            lines.append(Line(str(number), line.text, Origin.MODEL))
    made = tuple(Part(heading.lower(), heading, tuple(lines)) for heading, lines in parts.items())
    return Draft("summary", "Summary", ("record",), made, "a model")


class Checks:
    """The checks, run on pairs; a record is read once."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    def issues(self, pair: Pair) -> tuple[Issue, ...]:
        """Return what the checks find in a pair's summary."""
        record = self._records.get(pair.record) or self._read(pair)
        return check(draft(pair), record.chart, record.facts)

    def about_lines(self, pair: Pair) -> list[Issue]:
        """Return the issues about what a summary says."""
        return [one for one in self.issues(pair) if one.line]

    def caught(self, clean: Pair, spoiled: Spoiled) -> tuple[bool, list[Issue]]:
        """Tell whether the error is found, and return what points at it."""
        found = self.issues(spoiled.pair)
        if spoiled.line < 0:
            named = [one for one in found if one.finding.kind is IssueKind.OMITTED and _names(one, spoiled.names)]
            return any(one.finding.severity == "high" for one in named), named
        before = {one.finding.title for one in self.about_lines(clean)}
        there = [one for one in found if one.line == str(spoiled.line) and one.finding.title not in before]
        return bool(there), there

    def _read(self, pair: Pair) -> Record:
        chart = read_chart([Source("record", pair.name, (Page(1, pair.record),))])
        self._records[pair.record] = Record(chart, extract(chart))
        return self._records[pair.record]


def _names(issue: Issue, name: str) -> bool:
    told = f"{issue.finding.title} {issue.insert.text if issue.insert else ''}".lower()
    return name.lower() in told or any(name.lower() in quote.text.lower() for quote in issue.finding.citations[:1])


def main() -> None:
    options = _options()
    groups = {
        name: written(f"{name.replace(' ', '_')}.yaml") for name in ("development", "held out", "fresh", "unseen")
    }
    if options.data:
        groups |= {name: real(options.data, name, options.seed) for name in ("aci_bench", "primock57", "mts_dialog")}
    if options.data and options.extracts:
        groups |= {f"{name} extracts": extracts(options.data, name) for name in ("aci_bench", "primock57")}
    if options.data and options.visits:
        groups |= {f"{name} visits": visits(options.data, name) for name in ("aci_bench", "primock57")}
    checks = Checks()
    print(
        "correct summaries: number; issues about lines, high, medium, low; omissions told, high, medium; each a summary"
    )
    for name, pairs in groups.items():
        _alarms(name, pairs, checks, shown=options.alarms)
    print(f"\n{'caught':26} {' '.join(f'{name[:16]:>16}' for name in (*groups, 'all'))}")
    for kind, planter in PLANTERS.items():
        row: list[tuple[int, int]] = []
        for pairs in groups.values():
            made = plant(kind, planter, pairs, max(1, options.count // len(groups)), options.seed)
            by_name = {pair.name: pair for pair in pairs}
            found = [_is_caught(kind, by_name[one.pair.name], one, checks, shown=options.missed) for one in made]
            row.append((sum(found), len(made)))
        total = (sum(one for one, _ in row), sum(of for _, of in row))
        share = f"{total[0] / total[1]:.2f}" if total[1] else "-"
        cells = " ".join(f"{f'{one}/{of}':>16}" for one, of in (*row, total))
        print(f"  {kind:24} {cells}  {share}", flush=True)


def _is_caught(kind: str, clean: Pair, one: Spoiled, checks: Checks, *, shown: bool) -> bool:
    caught, _ = checks.caught(clean, one)
    if shown and not caught:
        where = one.names if one.line < 0 else one.pair.lines[one.line].text
        print(f"    missed: {kind} in {one.pair.name}: {where}")
    return caught


def _alarms(name: str, pairs: Sequence[Pair], checks: Checks, *, shown: bool) -> None:
    """Print the mean numbers of issues on correct summaries."""
    counted: Counter[tuple[bool, str]] = Counter()
    for pair in pairs:
        for one in checks.issues(pair):
            counted[bool(one.line), str(one.finding.severity)] += 1
            if shown and (one.line or one.finding.severity == "high"):
                print(f"    {pair.name}: [{one.finding.severity}] {one.finding.title} <- {one.said[:110]}")
    rates = [counted[True, level] / len(pairs) for level in ("high", "medium", "low")]
    omitted = [counted[False, level] / len(pairs) for level in ("high", "medium")]
    print(
        f"  {name:24} {len(pairs):>9} {' '.join(f'{rate:6.2f}' for rate in rates)}   "
        f"{' '.join(f'{rate:6.2f}' for rate in omitted)}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Plant errors into correct summaries and count those that are found.")
    parser.add_argument("data", type=Path, nargs="?", help="the folder that holds the data sets")
    parser.add_argument("--count", type=int, default=40, help="errors of each kind")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    parser.add_argument("--visits", action="store_true", help="also transcripts, with the note of each as its summary")
    parser.add_argument("--extracts", action="store_true", help="also transcripts, with Vouch's own extract of each")
    parser.add_argument("--alarms", action="store_true", help="print the issues on correct summaries")
    return parser.parse_args()


if __name__ == "__main__":
    main()
