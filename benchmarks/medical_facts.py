"""Facts found by rules against the gold annotations: precision and recall by kind, and how they are asserted.

Usage: python -m benchmarks.medical_facts FOLDER [--missed [read|other|fresh]]

FOLDER is the development data. Of the first texts one half was read while the rules were written; of the other half
what was missed was looked at later, by kind, for general causes. The fresh texts were annotated by who changed the
rules, before they were changed; what is missed there was not looked at. A found fact matches an annotated one of the
same kind whose characters it overlaps, one to one. Measured over matched pairs: negation, the whole assertion, side; of
medications dose, frequency and status.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.gold import Annotated, Mention, load
from modules.core.errors import DocumentError, Malformed
from modules.domains.medical.fact import Fact, Kind
from modules.domains.medical.facts import extract_note
from modules.domains.medical.reading import read_text

# Places of the texts that were read; three at odd places had been seen before the halves were drawn.
_READ = (frozenset(range(0, 42, 2)) - {14, 38, 40}) | {15, 37, 39}
_DRAWN = 30  # texts that were drawn by chance alone, the first ones


@dataclass
class Tally:
    """What was found in some texts, and what of it is annotated.

    Attributes:
        pairs: found facts with the annotations that they match.
        surplus: found facts that match none, with their texts.
        missed: annotations that nothing matches, with their texts.
    """

    pairs: list[tuple[Annotated, Fact, Mention]] = field(default_factory=list)
    surplus: list[tuple[Annotated, Fact]] = field(default_factory=list)
    missed: list[tuple[Annotated, Mention]] = field(default_factory=list)

    def add(self, text: Annotated) -> None:
        """Extract the facts of a text and match them to its annotations."""
        left = list(text.mentions)
        for fact in extract_note(read_text(text.text)):
            overlapping = [one for one in left if one.kind is fact.kind and _overlap(fact, one) > 0]
            if overlapping:
                best = max(overlapping, key=lambda one: _overlap(fact, one))
                left.remove(best)
                self.pairs.append((text, fact, best))
            else:
                self.surplus.append((text, fact))
        self.missed += [(text, one) for one in left]

    def rates(self, kind: Kind) -> tuple[int, float, float]:
        """Return how many of a kind are annotated, and the precision and recall of those found."""
        right = sum(1 for _, _, one in self.pairs if one.kind is kind)
        found = right + sum(1 for _, one in self.surplus if one.kind is kind)
        gold = right + sum(1 for _, one in self.missed if one.kind is kind)
        return gold, right / found if found else 0.0, right / gold if gold else 0.0

    def agreeing(self, same: Callable[[Annotated, Fact, Mention], bool | None]) -> tuple[int, float]:
        """Return over how many pairs something can be compared, and the share that agrees."""
        results = [result for pair in self.pairs if (result := same(*pair)) is not None]
        return len(results), sum(results) / len(results) if results else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of the halves and of the fresh texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--missed", nargs="?", const="read", choices=("read", "other", "fresh"), help="list what went wrong in a part"
    )
    options = parser.parse_args(arguments)
    try:
        texts = load(options.folder)
    except (DocumentError, Malformed) as error:
        print(error, file=sys.stderr)
        return 1
    tallies = {"read": Tally(), "other": Tally(), "fresh": Tally(), "first 30": Tally()}
    for place, text in enumerate(texts):
        tallies["fresh" if text.fresh else "read" if place in _READ else "other"].add(text)
        if place < _DRAWN:
            tallies["first 30"].add(text)
    print("\n".join(_report(tallies)))
    if options.missed:
        print("\n".join(_mistakes(tallies[options.missed])))
    return 0


def _report(tallies: dict[str, Tally]) -> Iterator[str]:
    yield f"{'':<22}" + "".join(f"{name:>10}    P     R  " for name in tallies)
    for kind in Kind:
        cells = []
        for tally in tallies.values():
            gold, precision, recall = tally.rates(kind)
            cells.append(f"{gold:>10}  {precision:4.2f}  {recall:4.2f} ")
        yield f"{kind.value:<22}" + "".join(cells)
    for name, same in _COMPARED.items():
        cells = []
        for tally in tallies.values():
            count, share = tally.agreeing(same)
            cells.append(f"{count:>10}  {share:5.3f}      ")
        yield f"{name:<22}" + "".join(cells)


def _mistakes(tally: Tally) -> Iterator[str]:
    for text, fact in tally.surplus:
        yield f"+ {fact.kind.value:<18} {fact.name!r} [{text.id}] {_around(text, fact.source.start, fact.source.end)}"
    for text, one in tally.missed:
        yield (
            f"- {one.kind.value:<18} {text.text[one.start : one.end]!r} [{text.id}] {_around(text, one.start, one.end)}"
        )
    for text, fact, one in tally.pairs:
        for name, same in _COMPARED.items():
            if same(text, fact, one) is False:
                yield (
                    f"! {name}: {fact.name!r} {fact.assertion} {fact.side!r} {fact.status!r} {fact.dosage} |"
                    f" {one.assertion} {one.side!r} {one.status!r} [{text.id}] {_around(text, one.start, one.end)}"
                )


def _around(text: Annotated, start: int, end: int) -> str:
    return " ".join(text.text[max(0, start - 60) : end + 50].split())


def _overlap(fact: Fact, mention: Mention) -> int:
    return min(fact.source.end, mention.end) - max(fact.source.start, mention.start)


def _same_dose(text: Annotated, fact: Fact, mention: Mention) -> bool | None:
    if mention.kind is not Kind.MEDICATION or (mention.dose is None and not (fact.dosage and fact.dosage.dose)):
        return None
    return _same_words(text, mention.dose, fact.dosage.dose if fact.dosage else "")


def _same_frequency(text: Annotated, fact: Fact, mention: Mention) -> bool | None:
    if mention.kind is not Kind.MEDICATION or (
        mention.frequency is None and not (fact.dosage and fact.dosage.frequency)
    ):
        return None
    return _same_words(text, mention.frequency, fact.dosage.frequency if fact.dosage else "")


def _same_words(text: Annotated, span: tuple[int, int] | None, found: str) -> bool:
    said = " ".join(text.text[span[0] : span[1]].split()) if span else ""
    return bool(said and found) and (said in found or found in said)


_COMPARED: dict[str, Callable[[Annotated, Fact, Mention], bool | None]] = {
    "negation": lambda _, fact, one: fact.assertion.negated == one.assertion.negated,
    "uncertain": lambda _, fact, one: fact.assertion.uncertain == one.assertion.uncertain,
    "historical": lambda _, fact, one: fact.assertion.historical == one.assertion.historical,
    "experiencer": lambda _, fact, one: fact.assertion.experiencer == one.assertion.experiencer,
    "assertion": lambda _, fact, one: fact.assertion == one.assertion,
    "side": lambda _, fact, one: fact.side == one.side if fact.side or one.side else None,
    "status": lambda _, fact, one: fact.status == one.status if one.kind is Kind.MEDICATION else None,
    "dose": _same_dose,
    "frequency": _same_frequency,
}


if __name__ == "__main__":
    sys.exit(main())
