"""A clinician's own words in a draft: each line is looked up in the record and linked to what carries it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from modules.core.text import content_stems, content_words
from modules.core.types import Support
from modules.domains.medical.draft import Draft, Line, Origin
from modules.domains.medical.record import Chart
from modules.domains.medical.writing.linking import SAYING, Linker


class Editor:
    """Edits drafts about one chart.

    Args:
        chart: the record that vouches.
    """

    def __init__(self, chart: Chart) -> None:
        self._linker = Linker(
            [Line(str(at), one.text, Origin.RECORD, (one.place,)) for at, one in enumerate(chart.statements)]
        )

    def reworded(self, draft: Draft, line_id: str, text: str) -> Draft:
        """Return the draft with other words in a line; the same where it has none of that id."""
        return draft.reworded(self._line(line_id, text))

    def added(self, draft: Draft, part_key: str, text: str) -> Draft:
        """Return the draft with a line more at the end of a section."""
        taken = {line.id for line in draft.lines}
        free = next(name for number in count(1) if (name := f"added {number}") not in taken)
        return draft.with_line(part_key, self._line(free, text))

    def _line(self, line_id: str, text: str) -> Line:
        linked = self._linker.linked(text)
        if not linked.lines:
            reason = linked.objection or "the record does not say this"
            return Line(line_id, text, Origin.CLINICIAN, (), Support.UNSUPPORTED, reason)
        # A medicine is one word of several: a line is carried only where none of them is new.
        new = _new_words(text, linked.lines)
        if not new:
            return Line(line_id, text, Origin.CLINICIAN, linked.sources)
        reason = f"{', '.join(f'“{word}”' for word in new)} not found there"
        return Line(line_id, text, Origin.CLINICIAN, linked.sources, Support.PARTLY, reason)


def _new_words(text: str, lines: Sequence[Line]) -> list[str]:
    known = {stem for line in lines for stem in content_stems(line.text)} | SAYING
    return [text[word.start : word.end] for word in content_words(text) if word.stem not in known]
