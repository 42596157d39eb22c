import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.legal.playbook import PlaybookError, dump, load, shipped

SMALL = """\
name: Small
about: For a test.
positions:
  - id: notice
    title: Notice
    severity: high
    why: It matters.
    find:
      phrases: [notice ... terminate]
    limits:
      - what: the notice
        near: [notice]
        at_most: 30 days
"""


def problems(text: str) -> list[str]:
    with pytest.raises(PlaybookError) as caught:
        load(text)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("key", ["nda", "saas", "supply"])
def test_the_shipped_playbooks_are_ones_and_survive_being_written(key: str) -> None:
    playbook = load(shipped()[key])
    assert load(dump(playbook)) == playbook
    assert len(playbook.positions) >= 12
    for position in playbook.positions:
        assert position.preferred or position.must_not, position.id


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("why: It", "wy: It", "Line 7 (position notice, wy): the key 'wy' is not known here; 'why' is."),
        ("severity: high", "severity: hi", "Line 6 (position notice, severity): 'hi' is none of 'high', 'medium' or"),
        ("at_most: 30 days", "at_most: soon", "Line 13 (position notice, limits 1, at_most): 'soon' is no quantity"),
        ("at_most: 30 days", "tolerated: 30 days", "Line 11 (position notice, limits 1): give either at_most or at_l"),
        ("near: [notice]", "near: []", "Line 12 (position notice, limits 1, near): at least one entry is needed."),
        ("near: [notice]", "near: notice", "Line 12 (position notice, limits 1, near): a list is expected here"),
        ("near: [notice]", "near: [<us> may]", "Line 12 (position notice, limits 1, near 1): there is no group of"),
        ("title: Notice", "title: No: tice", 'Line 5: a text with ": " in it'),
        ("title: Notice", "title: 'Notice", "Line 5: a quotation mark is not closed"),
        ("title: Notice", "\ttitle: Notice", "a tab"),
        ("title: Notice", "title: &x Notice", "Line 5: write texts with & or *"),
        ("title: Notice", "title: *x", "Line 5: write texts with & or *"),
        ("id: notice", "id: No tice", "(position No tice, id): use small letters, digits and hyphens."),
        ("phrases: [notice ... terminate]", "category: law", "'law' is no category of the clause review; such are"),
        ("title: Notice", "id: other", "Line 5: the key 'id' stands here twice."),
        ("positions:", "positions: []\nrest:", "Line 3 (positions): at least one entry is needed."),
        ("find:\n      phrases: [notice ... terminate]", "absent: acceptable", "must and limits need find"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, expected: str) -> None:
    assert any(expected in problem for problem in problems(SMALL.replace(old, new, 1)))


def test_two_positions_of_one_name_are_refused() -> None:
    again = SMALL + SMALL.split("positions:\n")[1]
    assert [problem[:8] for problem in problems(again)] == ["Line 4 (", "Line 14 "]


@pytest.mark.parametrize("text", ["", "- a", "x", "[", "\x00", "a: !!python/object:os.system x", "1: 2", "? [a]\n: b"])
def test_what_is_no_playbook_is_refused(text: str) -> None:
    assert problems(text)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 90_000, "a" * 300_000, "x: *a\n" * 9_000])
def test_hostile_files_are_refused_at_once(text: str) -> None:
    begun = time.process_time()
    assert problems(text)
    assert time.process_time() - begun < 20


@given(st.text(max_size=400))
def test_any_text_is_a_playbook_or_says_why_not(text: str) -> None:
    assert problems(text)


@given(st.integers(0, len(SMALL) - 1), st.sampled_from(["", ":", "- ", "\n", "  ", "'", "[", "\t", "#", "&"]))
def test_any_slip_of_the_pen_is_read_or_explained(at: int, slip: str) -> None:
    text = SMALL[:at] + slip + SMALL[at + 1 :]
    lines: list[int] = []
    try:
        load(text)
    except PlaybookError as error:
        lines = [problem.line for problem in error.problems]
    assert all(1 <= line <= text.count("\n") + 2 for line in lines)
