"""Whether the record carries the sentences of a draft at all, by their words and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from modules.core.findings import Citation, Severity
from modules.core.grounding import Checker
from modules.core.types import Passage, Support
from modules.core.types import Sentence as Checked
from modules.domains.medical.checking.differences import Difference
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.said import Sentence
from modules.domains.medical.record import Chart, Note, Statement
from modules.domains.medical.writing.spelled import in_digits


class Carrying:
    """Reads a chart once and tells of each sentence whether it carries it."""

    def __init__(self, chart: Chart) -> None:
        self._statements: list[list[tuple[int, int, Statement]]] = []
        passages = [self._passage(number, note) for number, note in enumerate(chart.notes, start=1)]
        self._checker = Checker(passages, "")

    def check(self, sentence: Sentence) -> Checked:
        """Return a sentence with its support."""
        [*checked] = self._checker.check(sentence.text)
        doubtful = [one for one in checked if one.support is not Support.NO_CLAIM]
        return min(doubtful or checked, key=lambda one: one.score)

    def citations(self, checked: Checked) -> Iterator[Citation]:
        """Yield the statements that carry a checked sentence best."""
        for quote in checked.quotes:
            for start, length, statement in self._statements[quote.marker - 1]:
                if start < quote.end and quote.start < start + length:
                    yield statement.place

    def _passage(self, number: int, note: Note) -> Passage:
        text, placed = "", []
        for statement in note.statements:
            said = in_digits(statement.text) if statement.speaker else statement.text
            placed.append((len(text), len(said), statement))
            text += f"{said}\n\n"
        self._statements.append(placed)
        headings = tuple(dict.fromkeys(one.heading for one in note.statements if one.heading))
        return Passage(number, note.document_id, note.name, 1, 0, len(text), headings, "", text, 1.0)


def unsupported(sentence: Sentence, carrying: Carrying) -> Iterator[Difference]:
    """Yield that the record does not carry a sentence."""
    checked = carrying.check(sentence)
    place = sentence.statement.place
    quotes = tuple(carrying.citations(checked))
    if checked.support is Support.NUMBER_NOT_FOUND:
        yield Difference(
            IssueKind.NUMBER, Severity.HIGH, "A number is not in the record",
            f"{checked.reason[:1].upper()}{checked.reason[1:].replace('the passages', 'the record')}.",
            place.start, place.end, "", quotes, restate=False,
        )  # fmt: skip
    elif checked.support is Support.UNSUPPORTED:
        reason = checked.reason.replace("the passages", "the record").replace("no passage says this", "")
        telling = bool(sentence.facts) or any(sign.isdigit() for sign in sentence.text)
        yield Difference(
            IssueKind.UNSUPPORTED, Severity.MEDIUM if telling else Severity.LOW, "The record does not say this",
            f"No statement of the record carries this sentence{f' ({reason})' if reason else ''}.",
            place.start, place.end, "", quotes,
        )  # fmt: skip
