"""A clinician's own words in a draft, linked to what carries them."""

from __future__ import annotations

import pytest

from modules.core.types import Page, Support
from modules.domains.medical.draft import Draft, Line, Origin, Part
from modules.domains.medical.editing import Editor
from modules.domains.medical.reading import Source, read_chart

CHART = read_chart(
    [
        Source(
            "d",
            "note.txt",
            [
                Page(
                    1,
                    "Medications\n\nMetformin 500 mg twice daily.\n\nApixaban 5 mg every evening.\n\nNo chest pain.\n",
                )
            ],
        )
    ]
)
DRAFT = Draft(
    "soap", "SOAP note", ("d",), (Part("s", "Subjective", (Line("1", "Old.", Origin.RECORD),)), Part("p", "Plan", ()))
)
EDITOR = Editor(CHART)


def test_words_of_the_record_are_linked_to_the_line_that_says_them() -> None:
    [line] = EDITOR.reworded(DRAFT, "1", "Metformin 500 mg twice daily").lines
    assert (line.id, line.origin, line.support) == ("1", Origin.CLINICIAN, Support.SUPPORTED)
    assert line.sources[0].text == "Metformin 500 mg twice daily."


@pytest.mark.parametrize(
    "text",
    ["Takes warfarin 5 mg every evening.", "Metformin 850 mg twice daily", "Chest pain.", "Dragons guard the ward."],
)
def test_what_the_record_does_not_say_is_never_supported(text: str) -> None:
    [line] = EDITOR.reworded(DRAFT, "1", text).lines
    assert line.support is not Support.SUPPORTED
    assert line.reason


def test_the_word_that_is_new_is_named() -> None:
    [line] = EDITOR.reworded(DRAFT, "1", "Apixaban and warfarin 5 mg every evening").lines
    assert "warfarin" in line.reason


def test_lines_that_are_added_have_ids_of_their_own() -> None:
    draft = EDITOR.added(EDITOR.added(DRAFT, "p", "No chest pain"), "p", "Rest")
    assert [line.id for line in draft.parts[1].lines] == ["added 1", "added 2"]
    assert EDITOR.reworded(DRAFT, "none", "Rest") == DRAFT
