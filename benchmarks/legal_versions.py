"""How well two drafts of a contract are compared: edits that are known, made in real contracts, and found again.

    python -m benchmarks.legal_versions DATA [--edits 10] [--limit 30] [--seed 7]

The contracts are those of CUAD, as PDF, and of ContractNLI, as text. In each, paragraphs are changed (a value, a verb
of duty, a "not", a party, a few words), moved, moved and changed, removed and added, one edit a paragraph, and for an
added clause those behind it are renumbered, with the references to them. The newer draft is written as running text,
so that its layout is another one, too.

Printed: of each kind of edit, the share whose paragraph has the right status, and the share of those that have a
direction (more or less, duty or choice) for which a finding says the right one; provisions that are said to be changed,
moved, added or removed and were not; findings on provisions that nothing was done to; seconds.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.domains.legal.comparing import Comparison, Pair, Status, compare
from modules.domains.legal.comparing.provisions import page_numbers, straight
from modules.domains.legal.comparing.risk.changed import parties_of
from modules.domains.legal.contract import Contract
from modules.domains.legal.values import durations, money, percentages

_LEAST = 10  # words of a paragraph that is edited
_FAR = 6  # paragraphs that a moved one goes over
_NOBODY = re.compile(r"\b(?:neither|no|nor|nothing)\b", re.IGNORECASE)  # whose "may" is as good as "shall"
_QUIET = (Status.UNCHANGED, Status.RENUMBERED)
_NEW_CLAUSES = (
    "Each party shall keep insurance that a prudent business of its kind would keep, and show proof on request.",
    "The parties shall meet once in each quarter to review the performance of this Agreement.",
    "Neither party may use the name of the other in advertising without its consent.",
    "The Company shall indemnify the other party against all claims of third parties that arise from its negligence.",
    "A party that is prevented by force majeure shall tell the other without delay.",
)
_REWORDINGS = (
    ("prior to", "before"), ("in the event that", "if"), ("terminate", "bring to an end"), ("including", "such as"),
    ("pursuant to", "under"), ("provide", "supply"), ("promptly", "without delay"), ("such", "any such"),
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """What was done to one paragraph.

    Attributes:
        kind: of edit.
        status: what a comparison should call it.
        old, new: the paragraph before and after, "" where there is none.
        says: forms of the finding that tells the right direction, one of which must be found; empty for no direction.
    """

    kind: str
    status: Status
    old: str
    new: str
    says: tuple[str, ...] = ()


def main() -> None:
    options = _options()
    draw = random.Random(options.seed)
    used: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    right: Counter[str] = Counter()
    directed: Counter[str] = Counter()
    said: Counter[str] = Counter()
    false, alarms, seconds, pages = [], [], [], 0
    for path, contract in _contracts(options.data, options.limit):
        text, edits = edited(contract, options.edits, used, draw)
        started = time.perf_counter()
        comparison = _done(contract, Contract("new", "new", [Page(1, text)]))
        seconds.append(time.perf_counter() - started)
        pages += len(contract.text) // 3_000 + 1
        for edit in edits:
            kinds[edit.kind] += 1
            found = edit.status in {pair.status for pair in _pairs_of(comparison, edit)}
            right[edit.kind] += found
            told = not edit.says or any(
                re.search(form, one.explanation) for one in comparison.findings for form in edit.says
            )
            directed[edit.kind] += bool(edit.says)
            said[edit.kind] += bool(edit.says) and told
            if options.misses and not (found and told):
                print(f"  {path.name[:30]} {edit.kind}: {edit.old[:160]!r} -> {edit.new[:160]!r}")
        touched = {id(pair) for edit in edits for pair in _pairs_of(comparison, edit)}
        false.append(sum(pair.status not in _QUIET and id(pair) not in touched for pair in comparison.pairs))
        quotes = [_bare(edit.old + edit.new) for edit in edits]
        strays = [
            one for one in comparison.findings if not any(_bare(one.citations[0].text) in quote for quote in quotes)
        ]
        alarms.append(len(strays))
        if options.misses:
            for pair in comparison.pairs:
                if pair.status not in _QUIET and id(pair) not in touched:
                    print(f"  {path.name[:30]} false {pair.status}: {pair.old_text[:100]!r} -> {pair.new_text[:100]!r}")
            for one in strays:
                print(f"  {path.name[:30]} stray: {one.explanation}")
    for kind in sorted(kinds):
        direction = f"{said[kind]} of {directed[kind]}" if directed[kind] else ""
        print(f"{kind:18} status {right[kind]:3} of {kinds[kind]:3}   direction {direction}")
    found_right, said_right = right.total() / kinds.total(), said.total() / directed.total()
    print(f"right status {right.total()} of {kinds.total()} ({found_right:.3f})")
    print(f"right direction {said.total()} of {directed.total()} ({said_right:.3f})")
    print(f"false changes {sum(false) / len(false):.2f} a contract, stray findings {sum(alarms) / len(alarms):.2f}")
    mean = sum(seconds) / len(seconds)
    print(f"{mean:.2f} s a contract, at most {max(seconds):.2f}; {pages} pages in {sum(seconds):.1f} s")


def edited(contract: Contract, number: int, used: Counter[str], draw: random.Random) -> tuple[str, list[Edit]]:
    """Return the text of a newer draft, and what was done to the older one.

    Args:
        contract: the older draft.
        number: of edits.
        used: how often each kind of edit was made so far; counted on.
        draw: decides.
    """
    paragraphs = list(_paragraphs(contract))
    parties = sorted(parties_of(contract))
    places = [place for place, text in enumerate(paragraphs) if len(text.split()) >= _LEAST]
    draw.shuffle(places)
    edits: list[Edit] = []
    done: dict[int, str | None] = {}
    moved: list[tuple[int, str]] = []
    added: list[tuple[int, str]] = []
    for place in places:
        if len(edits) == number:
            break
        if paragraphs.count(paragraphs[place]) > 1:
            continue
        edit = _edit(paragraphs[place], used, parties, draw)
        edits.append(edit)
        if edit.status is Status.ADDED:
            added.append((place, edit.new))
        elif edit.status in (Status.MOVED, Status.MOVED_AND_CHANGED):
            done[place] = None
            moved.append(((place + draw.randint(_FAR, max(_FAR, len(paragraphs) - _FAR))) % len(paragraphs), edit.new))
        else:
            done[place] = edit.new or None
    lines: list[str] = []
    for place, text in enumerate(paragraphs):
        lines += [new for at, new in (*added, *moved) if at == place]
        kept = done.get(place, text)
        lines += [kept] if kept is not None else []
    text, clause = _renumbered("\n\n".join(lines), contract, draw)
    return text, [*edits, *clause]


def _paragraphs(contract: Contract) -> Iterator[str]:
    """Yield the paragraphs as a Word file has them: without the numbers of pages."""
    text = contract.text
    for start, end in page_numbers(contract):
        text = text[:start] + " " * (end - start) + text[end:]
    for start, end in contract.paragraphs:
        if text[start:end].strip():
            yield " ".join(text[start:end].split())


def _edit(text: str, used: Counter[str], parties: Sequence[str], draw: random.Random) -> Edit:
    """Return an edit of a paragraph: of the kinds that it allows, the one that was used least."""
    kinds: dict[str, Callable[[], Edit | None]] = {
        "value": lambda: _value(text, draw),
        "party": lambda: _party(text, parties),
        "negation": lambda: _negation(text),
        "verb": lambda: _verb(text),
        "moved and changed": lambda: _reworded(text, "moved and changed", Status.MOVED_AND_CHANGED),
        "reworded": lambda: _reworded(text, "reworded", Status.CHANGED),
        "moved": lambda: Edit("moved", Status.MOVED, text, text),
        "removed": lambda: Edit("removed", Status.REMOVED, text, ""),
        "added": lambda: Edit("added", Status.ADDED, "", draw.choice(_NEW_CLAUSES)),
    }
    for kind in sorted(kinds, key=lambda kind: used[kind]):
        if edit := kinds[kind]():
            used[kind] += 1
            return edit
    raise AssertionError("a paragraph can always be removed")


def _value(text: str, draw: random.Random) -> Edit | None:
    found = [*money(text), *percentages(text), *durations(text)]
    found = [one for one in found if one.start and re.search(r"\d", text[one.start : one.end])]
    if not found:
        return None
    one = draw.choice(found)
    said = text[one.start : one.end]
    number = re.search(r"\d[\d,]*(?:\.\d+)?", said)
    if number is None or not (value := float(number.group().replace(",", ""))):
        return None
    factor = draw.choice((2, 3, 0.5, 1.5))
    figure = f"{value * factor:,.2f}".rstrip("0").rstrip(".")
    unit = re.search(r"(?:business\s+|working\s+)?(?:day|month|year|week|hour|quarter)s?\b", said, re.IGNORECASE)
    sign = re.search(r"[$€£]|\b(?:USD|EUR|GBP)", said)
    tail = f" {unit.group()}" if unit else "%" if "%" in said or "cent" in said else ""
    new = f"{sign.group() if sign else ''}{' ' if sign and sign.group().isalpha() else ''}{figure}{tail}"
    says = {
        2: r"doubled|rose|extended", 3: r"tripled|rose|extended", 0.5: r"halved|fell|shortened", 1.5: r"rose|extended"
    }[factor]  # fmt: skip
    after = re.escape(figure.split(".")[0])
    return Edit(
        "value", Status.CHANGED, text, text[: one.start] + new + text[one.end :], (rf"(?:{says})[^(]*to [^(]*{after}",)
    )


def _verb(text: str) -> Edit | None:
    if _NOBODY.search(text):
        return None
    for old, new, form in (
        ("shall", "may", "“shall” became “may”: what was a duty"),
        ("may", "shall", "“may” became “shall”: what was a choice"),
        ("will", "may", "“will” became “may”: what was a duty"),
    ):
        match = re.search(rf"\b{old}\b(?! not| never)", text)
        if match:
            return Edit("verb", Status.CHANGED, text, text[: match.start()] + new + text[match.end() :], (form,))
    return None


def _negation(text: str) -> Edit | None:
    if _NOBODY.search(text):
        return None
    match = re.search(r"\b(shall|will|may) not\b", text)
    if match:
        new = text[: match.start()] + match[1] + text[match.end() :]
        return Edit("not removed", Status.CHANGED, text, new, (rf"“{match[1]} not” became “{match[1]}”",))
    match = re.search(r"\b(shall|will|may)\b", text)
    if match:
        new = f"{text[: match.end()]} not{text[match.end() :]}"
        return Edit("not added", Status.CHANGED, text, new, (rf"“{match[1]}” became “{match[1]} not”",))
    return None


def _party(text: str, parties: Sequence[str]) -> Edit | None:
    for one in parties:
        other = next((party for party in parties if party not in one and one not in party), None)
        match = re.search(rf"\b{re.escape(one)}\b(?=\s+(?:shall|will|may|agrees|must))", text)
        if match and other:
            new = text[: match.start()] + other + text[match.end() :]
            return Edit("party", Status.CHANGED, text, new, (re.escape(f"Where {one} stood, {other} stands"),))
    return None


def _reworded(text: str, kind: str, status: Status) -> Edit | None:
    for old, new in _REWORDINGS:
        changed, times = re.subn(rf"\b{old}\b", new, text, count=1)
        if times:
            return Edit(kind, status, text, changed)
    return None


def _renumbered(text: str, contract: Contract, draw: random.Random) -> tuple[str, list[Edit]]:
    """Add a clause before a numbered one, and renumber those behind it and the references to them."""
    numbers = [clause.number for clause in contract.clauses if re.fullmatch(r"\d{1,2}\.[1-9]\d?", clause.number)]
    once = [number for number in numbers if numbers.count(number) == 1]
    if not once:
        return text, []
    outer, first = draw.choice(once).split(".")
    written = re.compile(
        rf"(?P<before>^|\n\n|(?:Sections?|SECTION|Clauses?|Articles?)\s+)(?P<outer>{outer})\.(?P<last>[1-9]\d?)(?![\d])"
    )

    def later(match: re.Match[str]) -> str:
        last = int(match["last"])
        return f"{match['before']}{outer}.{last + (last >= int(first))}"

    text = written.sub(later, text)
    behind = f"\n\n{outer}.{int(first) + 1}"
    if behind not in text:
        return text, []
    added = "The parties keep minutes of their meetings."
    clause = Edit("added, renumbering", Status.ADDED, "", added)
    return text.replace(behind, f"\n\n{outer}.{first} {added}{behind}", 1), [clause]


def _pairs_of(comparison: Comparison, edit: Edit) -> list[Pair]:
    """Return the pairs that show an edited paragraph."""
    old, new = _bare(edit.old), _bare(edit.new)
    return [
        pair
        for pair in comparison.pairs
        if (pair.old and old and _holds(old, _bare(pair.old_text)))
        or (pair.new and new and _holds(new, _bare(pair.new_text)))
    ]


def _holds(paragraph: str, provision: str) -> bool:
    return len(provision) > 3 and (provision in paragraph or paragraph in provision)


def _bare(text: str) -> str:
    return "".join(straight(text).split())


def _done(old: Contract, new: Contract) -> Comparison:
    work = compare(old, new)
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Comparison = end.value
            return result


def _contracts(data: Path, limit: int) -> Iterator[tuple[Path, Contract]]:
    groups = (data.glob("legal/cuad/pdf/*.pdf"), data.glob("legal/legalbenchrag_contractnli/**/*.txt"))
    paths = [path for pair in zip(*map(sorted, groups), strict=False) for path in pair]
    for path in paths[:limit]:
        pages = [one for one in FileReader(Limits()).read(path) if isinstance(one, Page)]
        yield path, Contract("old", path.name, pages)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder of the data sets")
    parser.add_argument("--edits", type=int, default=10, help="in each contract")
    parser.add_argument("--limit", type=int, default=30, help="contracts")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", action="store_true", help="print what was not found, and what was found wrongly")
    return parser.parse_args()


if __name__ == "__main__":
    main()
