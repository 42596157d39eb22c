"""The textbook chapter's figures, drawn with lines; lengths in millimetres."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

from fpdf import FPDF

Draw: TypeAlias = Callable[[FPDF, float, float, float], None]

_INK = (40, 40, 40)


def _wires(pdf: FPDF, *lines: tuple[float, float, float, float]) -> None:
    pdf.set_draw_color(*_INK)
    pdf.set_line_width(0.4)
    for line in lines:
        pdf.line(*line)


def _label(pdf: FPDF, x: float, y: float, text: str) -> None:
    """Write `text` centred at a point."""
    pdf.set_text_color(*_INK)
    pdf.text(x - pdf.get_string_width(text) / 2, y, text)


def _resistor(pdf: FPDF, x: float, y: float, label: str, *, upright: bool = False) -> None:
    """Draw a resistor of 16 by 5 around a point, its label beside it."""
    width, height = (5.0, 16.0) if upright else (16.0, 5.0)
    pdf.set_draw_color(*_INK)
    pdf.set_fill_color(255, 255, 255)
    pdf.set_line_width(0.4)
    pdf.rect(x - width / 2, y - height / 2, width, height, "DF")
    if upright:
        pdf.text(x + 4.5, y + 1.2, label)
    else:
        _label(pdf, x, y - 4.2, label)


def _battery(pdf: FPDF, x: float, y: float, label: str) -> None:
    """Draw a cell in an upright wire around a point: the longer plate is positive."""
    pdf.set_fill_color(255, 255, 255)
    pdf.rect(x - 4, y - 1.6, 8, 3.2, "F")
    _wires(pdf, (x - 5, y - 1.6, x + 5, y - 1.6))
    pdf.set_line_width(0.9)
    pdf.line(x - 2.6, y + 1.6, x + 2.6, y + 1.6)
    pdf.text(x - 8 - pdf.get_string_width(label), y + 1.2, label)


def _loop(pdf: FPDF, x0: float, y0: float, x1: float, y1: float) -> None:
    _wires(pdf, (x0, y0, x1, y0), (x1, y0, x1, y1), (x1, y1, x0, y1), (x0, y1, x0, y0))


def _arrow(pdf: FPDF, x: float, y: float, label: str) -> None:
    """Mark the direction of the current in a wire that runs to the right."""
    pdf.set_fill_color(*_INK)
    pdf.polygon([(x, y - 1.3), (x + 3, y), (x, y + 1.3)], style="F")
    _label(pdf, x + 1.5, y - 3, label)


def simple_circuit(pdf: FPDF, left: float, top: float, width: float) -> None:
    """One cell and one resistor."""
    middle = left + width / 2
    _loop(pdf, middle - 28, top + 8, middle + 28, top + 36)
    _battery(pdf, middle - 28, top + 22, "V = 9.0 V")
    _resistor(pdf, middle + 28, top + 22, "R = 450 ohm", upright=True)
    _arrow(pdf, middle - 2, top + 8, "I")


def ohm_graph(pdf: FPDF, left: float, top: float, width: float) -> None:
    """Current over voltage: a straight line for a resistor, a bend for a lamp."""
    x0, y0 = left + width / 2 - 38, top + 44
    _wires(pdf, (x0, y0, x0 + 78, y0), (x0, y0, x0, top + 4))
    _label(pdf, x0 + 78, y0 + 5, "V (volts)")
    _label(pdf, x0 - 3, top + 2, "I (amperes)")
    pdf.set_line_width(0.7)
    pdf.set_draw_color(150, 60, 24)
    pdf.line(x0, y0, x0 + 70, y0 - 38)
    pdf.text(x0 + 44, y0 - 32, "resistor")
    pdf.set_draw_color(30, 90, 140)
    points = [(x0 + 70 * (step / 40) ** 2, y0 - 25 * (step / 40) ** 0.9) for step in range(41)]
    for (xa, ya), (xb, yb) in pairwise(points):
        pdf.line(xa, ya, xb, yb)
    pdf.text(x0 + 52, y0 - 17, "filament lamp")


def series_circuit(pdf: FPDF, left: float, top: float, width: float) -> None:
    """Three resistors one after the other."""
    middle = left + width / 2
    _loop(pdf, middle - 42, top + 12, middle + 42, top + 36)
    _battery(pdf, middle - 42, top + 24, "12 V")
    for offset, label in ((-24, "2.0 ohm"), (2, "4.0 ohm"), (28, "6.0 ohm")):
        _resistor(pdf, middle + offset, top + 12, label)


def parallel_circuit(pdf: FPDF, left: float, top: float, width: float) -> None:
    """Two resistors side by side."""
    middle = left + width / 2
    _loop(pdf, middle - 36, top + 6, middle + 30, top + 38)
    _wires(pdf, (middle, top + 6, middle, top + 38))
    _battery(pdf, middle - 36, top + 22, "6.0 V")
    _resistor(pdf, middle, top + 22, "3.0 ohm", upright=True)
    _resistor(pdf, middle + 30, top + 22, "6.0 ohm", upright=True)
    _arrow(pdf, middle - 20, top + 6, "I")


def mixed_circuit(pdf: FPDF, left: float, top: float, width: float) -> None:
    """One resistor in series with two in parallel."""
    middle = left + width / 2
    _loop(pdf, middle - 42, top + 12, middle + 38, top + 42)
    _wires(pdf, (middle + 8, top + 12, middle + 8, top + 42))
    _battery(pdf, middle - 42, top + 27, "18 V")
    _resistor(pdf, middle - 18, top + 12, "4.0 ohm")
    _resistor(pdf, middle + 8, top + 27, "3.0 ohm", upright=True)
    _resistor(pdf, middle + 38, top + 27, "6.0 ohm", upright=True)


FIGURES: dict[str, tuple[Draw, float]] = {
    "simple": (simple_circuit, 44),
    "ohm": (ohm_graph, 52),
    "series": (series_circuit, 44),
    "parallel": (parallel_circuit, 46),
    "mixed": (mixed_circuit, 50),
}
"""Each figure's drawing and its height."""
