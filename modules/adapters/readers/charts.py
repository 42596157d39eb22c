"""Charts of DOCX and PPTX: the table that one is drawn from, as its part keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from modules.adapters.readers.archive import Archive, Element, attribute, child, local, relation_of
from modules.adapters.readers.composing import Composer, clean
from modules.adapters.readers.sheet_values import shown_number

MAX_POINTS = 10_000  # of one series
MAX_SERIES = 255  # as many as Excel draws


def charts_in(element: Element, archive: Archive, links: dict[str, tuple[str, str]]) -> Iterator[Element]:
    """Yield the charts that an element of a text or a slide refers to."""
    for inner in element.iter():
        if local(inner) == "chart" and (key := relation_of(inner)) in links and links[key][0] == "chart":
            root = archive.xml(links[key][1])
            if root is not None:
                yield root


def add_chart(composer: Composer, root: Element) -> None:
    """Add a chart's title and a table: a row for each category, a column for each series."""
    series = [element for element in root.iter() if local(element) == "ser"][:MAX_SERIES]
    columns = [(_name(one), _points(_part(one, "cat", "xVal")), _points(_part(one, "val", "yVal"))) for one in series]
    if title := _title(root):
        composer.gap()
        composer.line(title)
    if not columns:
        return
    categories = next((found for _, found, _ in columns if found), {})
    places = sorted({place for _, _, values in columns for place in values})
    rows = [[categories.get(place, ""), *(values.get(place, "") for _, _, values in columns)] for place in places]
    header = ["", *(name for name, _, _ in columns)]
    composer.table([header, *rows], header)


def _part(series: Element, *names: str) -> Element | None:
    return next((found for name in names if (found := child(series, name)) is not None), None)


def _title(root: Element) -> str:
    """Return the chart's own title, or the one it takes from a cell; titles of its axes stand elsewhere."""
    title = child(root, "chart", "title")
    texts = [e.text or "" for e in (title.iter() if title is not None else ()) if local(e) in ("t", "v")]
    return clean("".join(texts))


def _name(series: Element) -> str:
    title = child(series, "tx")
    return next((e.text or "" for e in (title.iter() if title is not None else ()) if local(e) == "v"), "")


def _points(element: Element | None) -> dict[int, str]:
    """Return the stored values of an axis by their places; of categories in levels the outer ones come first."""
    if element is None:
        return {}
    code = next((e.text or "" for e in element.iter() if local(e) == "formatCode"), "")
    levels = [_stored(level, "") for level in element.iter() if local(level) == "lvl"]
    if not levels:
        return _stored(element, code)
    found = levels[0]
    for outer in levels[1:]:
        label = ""
        for place in sorted(found.keys() | outer.keys()):
            label = outer.get(place, label)  # it stands where its first category does
            if place in found:
                found[place] = f"{label}, {found[place]}" if label else found[place]
    return found


def _stored(element: Element, code: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in element.iter():
        value = child(point, "v") if local(point) == "pt" else None
        place = attribute(point, "idx")
        if value is not None and place.isdigit() and len(found) < MAX_POINTS:
            found[int(place)] = shown_number(value.text or "", code) if code else value.text or ""
    return found
