"""The sheet that a PDF is set on: its look, its head and foot, its fonts.

Only the fonts that every PDF viewer has are used, so no font has to be shipped.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from fpdf import FPDF, XPos, YPos

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Theme:
    """How a kind of document looks; sizes in points, lengths in millimetres."""

    paper: str
    body: str
    heading: str
    size: float
    leading: float
    accent: Colour
    margin: float
    gap: float
    heading_sizes: tuple[float, ...]
    justify: bool = False
    zebra: bool = False


THEMES = {
    "contract": Theme("letter", "Times", "Times", 10.8, 4.9, (0, 0, 0), 27, 2.1, (17, 11.8, 10.8), justify=True),
    "report": Theme("letter", "Times", "Helvetica", 10.2, 4.6, (20, 62, 92), 22, 2.2, (19, 13.5, 10.8), zebra=True),
    "textbook": Theme(
        "letter", "Times", "Helvetica", 10.8, 5.0, (150, 60, 24), 27, 2.2, (22, 14.5, 11.2), justify=True
    ),
    "note": Theme("letter", "Helvetica", "Helvetica", 9.6, 4.5, (24, 84, 92), 20, 1.6, (15, 11, 9.8)),
}


class Paper(FPDF):
    """Pages with a head and a foot. Sets text, and knows nothing of what the text is."""

    def __init__(self, theme: Theme, facts: dict[str, str], *, cover: bool) -> None:
        self.theme = theme
        super().__init__(format=theme.paper)
        self.core_fonts_encoding = "windows-1252"  # has dashes and curly quotation marks, latin-1 has not
        self.facts = facts
        self.bare = cover  # while it is true, a page has neither head nor foot
        self.set_title(facts["title"])
        self.set_author(facts["footer"])
        self.set_creation_date(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
        self.set_margins(theme.margin, 24, theme.margin)
        self.set_auto_page_break(True, margin=22)

    def header(self) -> None:
        """Set the running head, except on a cover."""
        if self.bare:
            return
        self.set_xy(self.theme.margin, 11)  # not the left margin of now: inside a box that is further right
        self.font(8.2, colour=(105, 105, 105))
        self.cell(0, 4, self.facts["header"])
        self.set_draw_color(190, 190, 190)
        self.set_line_width(0.2)
        self.line(self.theme.margin, 16.5, self.w - self.theme.margin, 16.5)
        self.set_y(24)
        self.font(self.theme.size)

    def footer(self) -> None:
        """Set the foot with the page's number, except on a cover."""
        if self.bare:
            return
        self.set_xy(self.theme.margin, -15)
        self.font(8.2, colour=(105, 105, 105))
        self.cell(self.epw / 2, 4, self.facts["footer"])
        self.cell(0, 4, f"{self.page_no()}", align="R")
        self.font(self.theme.size)

    def font(self, size: float, style: str = "", *, family: str = "", colour: Colour = (0, 0, 0)) -> None:
        """Choose size, style and colour of what is set next."""
        self.set_font(family or self.theme.body, style, size)
        self.set_text_color(*colour)

    def room(self, height: float) -> None:
        """Begin a new page if less than `height` is left on this one."""
        if self.get_y() + height > self.page_break_trigger:
            self.add_page()

    def text_below(
        self, text: str, leading: float, *, width: float = 0, align: str = "L", markdown: bool = False
    ) -> None:
        """Set `text` in lines of `width` (0: to the right margin) and go to the line below it."""
        self.multi_cell(width, leading, text, align=align, markdown=markdown, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def marked(text: str) -> str:
    """Turn *italic* into what fpdf2 understands; **bold** it knows."""
    parts = text.replace("**", "\0").replace("*", "__")
    return parts.replace("\0", "**")
