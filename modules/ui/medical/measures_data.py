"""Values over time as the page draws them: what needs attention, the charts, and the table to take away."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from modules.core.export_table import Column, Table
from modules.domains.medical.measures import Flag, Series, Value

_PRESSURE = ("systolic", "diastolic")
_HEIGHT = 300
DRAWN = 200
"""At most so many values of one measure are drawn: more are not told apart, and cost the page seconds."""
# Readable on paper and on ink alike; shapes say the same for those who do not tell the colours apart.
_LOOKS = {
    "normal": ("#2A8C80", "circle"),
    "low or high": ("#C77B1E", "diamond"),
    "critical": ("#D0524A", "triangle-up"),
    "no band": ("#8A8F92", "square"),
}


@dataclass(frozen=True, slots=True)
class Trend:
    """What one chart shows: a measure, or both pressures together.

    Attributes:
        unit: of the axis.
    """

    title: str
    unit: str
    series: tuple[Series, ...]


def attention(one: Series) -> bool:
    """Tell whether the latest value is outside its band, changed too fast or is doubtful."""
    latest = one.latest
    return latest.flag.abnormal or one.jump is not None or (bool(latest.problems) and not latest.mentioned)


def trends(series: Sequence[Series]) -> list[Trend]:
    """Return the measures that have at least two values which can be drawn."""
    drawn = [one for one in series if sum(1 for _ in _drawn(one)) > 1]
    pressures = tuple(one for one in drawn if one.key in _PRESSURE)
    rest = [Trend(one.name, one.unit, (one,)) for one in drawn if one not in pressures]
    return [*([Trend("Blood pressure", pressures[0].unit, pressures)] if pressures else []), *rest]


def moment(value: Value) -> str:
    """Return when a value was measured, in words."""
    return value.moment.replace("T", " ") or "date not known"


def band_text(value: Value, one: Series) -> str:
    """Return the band in words, with whose it is."""
    if value.band is None:
        return "" if value.problems else "no reference band is known"
    low, high = value.band.low, value.band.high
    if low is not None and high is not None:
        said = f"{low:g} to {high:g}"
    elif low is not None:
        said = f"above {low:g}" if value.band.open else f"{low:g} or more"
    else:
        said = f"below {high:g}" if value.band.open else f"up to {high:g}"
    return f"band {said} {value.unit or one.unit}".rstrip() + f" ({value.band.source})"


def _drawn(one: Series) -> Iterator[Value]:
    return (
        value for value in one.values if len(value.moment) >= 10 and value.common is not None and not value.mentioned
    )


def thinned(values: Sequence[Value]) -> list[Value]:
    """Return what a chart draws of many values: the ends, and the lowest and the highest of each stretch of them."""
    if len(values) <= DRAWN:
        return list(values)

    def height(at: int) -> float:
        return values[at].common or 0.0

    stretch = math.ceil(len(values) / (DRAWN // 2 - 1))
    kept = {0, len(values) - 1}
    for start in range(0, len(values), stretch):
        places = range(start, min(start + stretch, len(values)))
        kept |= {min(places, key=height), max(places, key=height)}
    return [values[at] for at in sorted(kept)]


def _look(flag: Flag) -> str:
    if flag is Flag.UNKNOWN:
        return "no band"
    return "critical" if flag.critical else "low or high" if flag.abnormal else "normal"


def trend_chart(trend: Trend) -> dict[str, Any]:
    """Return the chart as Vega-Lite: the band of the latest value as a ground, a line, and a mark for each value.

    It is a plain specification, because the classes of altair look at every row again for each layer.
    """
    rows: list[dict[str, Any]] = []
    bands: list[dict[str, Any]] = []
    for one in trend.series:
        values = list(_drawn(one))
        rows += [_mark(one, value) for value in thinned(values)]
        bands += _band(one, values)
    reach = [row["value"] for row in rows] + [end for row in bands for end in (row["low"], row["high"])]
    axis = {
        "field": "value",
        "type": "quantitative",
        "title": trend.unit or None,
        "scale": {"domain": [min(reach), max(reach)], "nice": True, "zero": False},
    }
    when = {
        "field": "when",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b %Y", "labelOverlap": True, "tickCount": 5},
    }
    looks = [look for look in _LOOKS if any(row["look"] == look for row in rows)]
    return {
        "height": _HEIGHT,
        "datasets": {"values": rows, "bands": bands},
        "layer": [
            {
                "data": {"name": "bands"},
                "mark": {"type": "rect", "color": "#2A8C80", "opacity": 0.14},
                "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}},
            },
            {
                "data": {"name": "values"},
                "mark": {"type": "line", "color": "#8A8F92", "strokeWidth": 1.5},
                "encoding": {"x": when, "y": axis, "detail": {"field": "measure", "type": "nominal"}},
            },
            {
                "data": {"name": "values"},
                "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
                "encoding": {
                    "x": when,
                    "y": axis,
                    "color": _looked("color", looks),
                    "shape": _looked("shape", looks),
                    "tooltip": [
                        {"field": field, "type": "nominal", "title": title}
                        for field, title in (
                            ("measure", "Measure"),
                            ("told", "Value"),
                            ("shown", "When"),
                            ("flag", "Flag"),
                        )
                    ],
                },
            },
        ],
    }


def _looked(channel: Literal["color", "shape"], looks: Sequence[str]) -> dict[str, Any]:
    """Return how a mark shows its flag by colour or by shape."""
    part = 0 if channel == "color" else 1
    return {
        "field": "look",
        "type": "nominal",
        "scale": {"domain": list(looks), "range": [_LOOKS[look][part] for look in looks]},
        "legend": {"title": None, "orient": "bottom", "columns": 2},
    }


def _mark(one: Series, value: Value) -> dict[str, Any]:
    return {
        "measure": one.name,
        "when": value.moment if "T" in value.moment else f"{value.moment}T00:00",
        "value": value.common,
        "told": value.told,
        "shown": " · ".join(part for part in (moment(value), value.detail) if part),
        "flag": str(value.flag) or "no band",
        "look": _look(value.flag),
    }


def _band(one: Series, values: Sequence[Value]) -> Iterator[dict[str, Any]]:
    """Yield the band of the latest value in the series' unit; an open end ends with what is drawn."""
    latest = next((value for value in reversed(values) if value.band and value.unit == one.unit), None)
    if latest is None or latest.band is None:
        return
    numbers = [value.common for value in values if value.common is not None]
    low, high = latest.band.low, latest.band.high
    yield {
        "low": low if low is not None else min(*numbers, high or 0),
        "high": high if high is not None else max(*numbers, low or 0),
    }


def values_table(series: Sequence[Series], names: Mapping[str, str], notice: str) -> Table:
    """Return all values as a table.

    Args:
        series: what is in it.
        names: of the documents, by their ids.
        notice: what the table is not.
    """
    columns = (
        Column("Measure", 26), Column("When", 17), Column("Value", 10), Column("Unit", 14), Column("Circumstance", 16),
        Column("Band", 20), Column("Whose band", 30), Column("Flag", 12), Column("Change", 30), Column("Doubts", 30),
        Column("Document", 24), Column("Page", 8), Column("As written", 30),
    )  # fmt: skip
    rows = [
        (
            one.name, value.moment.replace("T", " "), value.written, value.unit, value.detail, _ends(value),
            value.band.source if value.band else "", str(value.flag),
            " ".join(jump.told for jump in one.jumps if jump.after is value), " ".join(value.problems),
            names.get(value.place.document_id, ""), value.place.page, value.place.text,
        )
        for one in series
        for value in one.values
    ]  # fmt: skip
    return Table("Vital signs and laboratory values", notice, columns, tuple(rows), documents=tuple(names.values()))


def _ends(value: Value) -> str:
    if value.band is None:
        return ""
    return "-".join("" if end is None else f"{end:g}" for end in (value.band.low, value.band.high))
