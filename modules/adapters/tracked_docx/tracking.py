"""From edits to a DOCX: each is found, planned and checked first; then all are carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from modules.adapters.readers.archive import Element
from modules.adapters.tracked_docx.elements import Pen
from modules.adapters.tracked_docx.marking import Marker
from modules.adapters.tracked_docx.package import Package
from modules.adapters.tracked_docx.places import Finder, Place, Refused
from modules.adapters.tracked_docx.planning import Splice, appended, splices
from modules.adapters.tracked_docx.remarks import remark
from modules.adapters.tracked_docx.stories import Story
from modules.core.edits import Edit, Outcome, Tracked
from modules.core.errors import Malformed

_OVERLAPS = "Another accepted change has already changed these words."
_NOTHING = "The new wording is the old one, and there is no comment."
_NO_COMMENT = "The change is marked; its comment is not there, since Word has none in notes, headers and footers."


@dataclass(slots=True)
class _Plan:
    """An edit that can be done: what it changes, and the elements that came to show it."""

    edit: Edit
    place: Place
    splices: list[Splice]
    shown: list[Element] = field(default_factory=list)


def track(source: bytes, edits: Sequence[Edit], *, author: str, date: datetime) -> Tracked:
    """Return the DOCX with the edits as tracked changes; see `modules.adapters.tracked_docx.tracked`."""
    try:
        package = Package(source)
        stories = [Story(package.document, package.number_of, main=True)]
        stories += [Story(root, lambda _: "", main=False) for root in package.stories]
        plans, outcomes = _planned(edits, Finder(stories))
        pen = Pen(author, date, package.ids())
        for story in stories:
            _carry_out(Marker(story, pen, package.is_heading), [plan for plan in plans if plan.place.story is story])
        order = {element: number for number, element in enumerate(package.document.iter())}
        for plan in plans:
            if plan.edit.comment.strip() and plan.place.story.main:
                shown = sorted(plan.shown, key=lambda element: order[element])
                remark(package, pen, plan.edit.comment, shown[0], shown[-1])
        return Tracked(package.save(), tuple(outcomes))
    except RecursionError as exc:
        raise Malformed("The file nests its parts too deeply.", "Save it again from Word.") from exc


def _planned(edits: Sequence[Edit], finder: Finder) -> tuple[list[_Plan], list[Outcome]]:
    plans: list[_Plan] = []
    outcomes: list[Outcome] = []
    for edit in edits:
        try:
            plan = _plan(edit, finder)
            if any(_overlap(plan, earlier) for earlier in plans):
                raise Refused(_OVERLAPS)
        except Refused as refused:
            outcomes.append(Outcome(edit.id, done=False, reason=str(refused)))
            continue
        plans.append(plan)
        lost = edit.comment.strip() and not plan.place.story.main
        outcomes.append(Outcome(edit.id, done=True, reason=_NO_COMMENT if lost else ""))
    return plans, outcomes


def _plan(edit: Edit, finder: Finder) -> _Plan:
    if not edit.old.strip():
        if not edit.new.strip():
            raise Refused(_NOTHING)
        place = finder.behind(edit)
        return _Plan(edit, place, [appended(edit, place)])
    place = finder.place(edit)
    found = splices(edit, place)
    if not found and not edit.comment.strip():
        raise Refused(_NOTHING)
    return _Plan(edit, place, found)


def _overlap(plan: _Plan, earlier: _Plan) -> bool:
    same = plan.place.story is earlier.place.story
    return same and any(_touch(one, other) for one in plan.splices for other in earlier.splices)


def _touch(one: Splice, other: Splice) -> bool:
    """Tell whether two splices change the same characters; text may be put beside what is taken out."""
    if one.start == one.end or other.start == other.end:
        return one.start < other.end and other.start < one.end
    return max(one.start, other.start) < min(one.end, other.end)


def _carry_out(marker: Marker, plans: Sequence[_Plan]) -> None:
    """Do what stands last first; of what is put at one place the later edit first, to have the earlier stand before."""
    steps: list[tuple[int, int, _Plan, Splice | None]] = []
    for number, plan in enumerate(plans):
        steps += [(splice.start, number, plan, splice) for splice in plan.splices]
        if not plan.splices and marker.story.main:
            steps += [(at, number, plan, None) for at in (plan.place.start, plan.place.end - 1)]
    ended = set()
    for position, number, plan, splice in sorted(steps, key=lambda step: (step[0], step[1]), reverse=True):
        if splice is not None:
            plan.shown += marker.mark(splice)
        else:
            plan.shown.append(marker.hold(position, ends=number not in ended))
            ended.add(number)
