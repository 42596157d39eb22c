"""Items of sentences that a draft asserts and the record denies, or the other way round, word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from modules.core.findings import Severity
from modules.domains.medical.checking.denying import ADVICE, Item, items
from modules.domains.medical.checking.differences import Difference
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.noting import quoted
from modules.domains.medical.checking.said import Sentence
from modules.domains.medical.record import Chart, Speaker, Statement

_MOST_MORE = 1  # words that an item of the record may have beyond those of the draft's


class Itemised:
    """The items of a chart's written statements; in a visit it is replies that deny, which only facts understand."""

    def __init__(self, chart: Chart) -> None:
        self._by_stem: dict[str, list[tuple[Item, Statement]]] = defaultdict(list)
        for statement in chart.statements:
            if statement.speaker is Speaker.NOBODY and not ADVICE.search(statement.text):
                for item in items(statement.text):
                    for stem in item.stems:
                        self._by_stem[stem].append((item, statement))

    def differences(self, sentence: Sentence) -> Iterator[Difference]:
        """Yield each item of a sentence that the record has only the other way round."""
        if ADVICE.search(sentence.text):
            return
        for item in items(sentence.text):
            like = self._like(item)
            if not like or any(one.denied == item.denied for one, _ in like):
                continue
            start = sentence.statement.place.start
            words = sentence.text[item.start : item.end]
            says, holds = ("denies", "states") if item.denied else ("states", "denies")
            statement = like[0][1]
            yield Difference(
                IssueKind.NEGATION, Severity.HIGH, f"{words[:1].upper()}{words[1:]}: the record says the contrary",
                f"The draft {says} what the record {holds}: “{quoted(statement)}”",
                start + item.start, start + item.end, "", (statement.place,), restate=True,
            )  # fmt: skip

    def _like(self, item: Item) -> list[tuple[Item, Statement]]:
        """Return the items of the record with the same words and hardly another; all with them, where one agrees."""
        rarest = min((self._by_stem.get(stem, []) for stem in item.stems), key=len)
        holding = [(one, statement) for one, statement in rarest if item.stems <= one.stems]
        if any(one.denied == item.denied for one, _ in holding):
            return holding
        return [(one, statement) for one, statement in holding if len(one.stems - item.stems) <= _MOST_MORE]
