"""Sets a source as PDF: headings, paragraphs, tables, and what the directives ask for."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from data.samples.build import figures
from data.samples.build.paper import THEMES, Paper, marked
from data.samples.build.source import Block, Directive, Heading, Paragraph, Source, Table, blocks, cells, plain

_CELL_PADDING = 1.1  # mm, above and below a cell's text


def write(source: Source, path: Path) -> None:
    """Set `source` and save it. The same source gives the same bytes."""
    first = source.blocks[0]
    cover = isinstance(first, Directive) and first.name == "cover"
    setter = _Setter(THEMES[source.facts["theme"]], source.facts, cover=cover)
    setter.add_page()
    setter.set_blocks(source.blocks)
    setter.output(str(path))


class _Setter(Paper):
    """One document while it is set."""

    def set_blocks(self, content: Iterable[Block]) -> None:
        """Set blocks one below the other; a heading and a line above a table stay with it."""
        rest = list(content)
        while rest:
            self.room(self._together(rest))
            match block := rest.pop(0):
                case Heading():
                    self._heading(block)
                case Paragraph():
                    self._paragraph(block)
                case Table():
                    self._table(block)
                case Directive():
                    getattr(self, f"_set_{block.name}")(block)

    def _together(self, rest: list[Block]) -> float:
        """Return the height of the blocks at the beginning of `rest` that belong on one page."""
        height = 0.0
        for block, after in zip(rest, [*rest[1:], None], strict=True):
            height += self._height(block)
            leads = isinstance(after, Table) or (isinstance(block, Paragraph) and block.text.endswith(":"))
            if not isinstance(block, Heading) and not (isinstance(block, Paragraph) and leads):
                break
        return min(height, self.h / 2)

    def _height(self, block: Block) -> float:
        """Estimate the height of a block, or of as much of it as must not be cut."""
        match block:
            case Heading(level=level):
                return self.theme.heading_sizes[level - 1] * 0.46 + self.theme.gap * 2.6
            case Paragraph(text=text, indent=indent):
                lines = len(text) * self.theme.size * 0.16 // (self.epw - 7.5 * indent) + 1
                return min(lines, 6) * self.theme.leading + self.theme.gap
            case Table(rows=rows):
                return (min(len(rows), 11) + 1) * (self.theme.leading + 2 * _CELL_PADDING)
            case Directive(name="box", lines=lines):
                return self.theme.leading * 2 + sum(self._height(part) for part in blocks(lines))
            case Directive(name="figure", argument=argument):
                return figures.FIGURES[argument.split(" ", 1)[0]][1] + 11
            case Directive(name="signatures"):
                return 62
            case _:
                return 0

    def _heading(self, heading: Heading) -> None:
        size = self.theme.heading_sizes[heading.level - 1]
        if self.get_y() > 30:
            self.ln(self.theme.gap * (1.6 if heading.level < 3 else 0.7))
        self.font(size, "B", family=self.theme.heading, colour=self.theme.accent)
        self.text_below(heading.text, size * 0.46)
        self.ln(self.theme.gap)

    def _paragraph(self, paragraph: Paragraph) -> None:
        left = self.l_margin + 7.5 * paragraph.indent
        self.font(self.theme.size)
        if paragraph.bullet:
            self.set_x(left)
            self.cell(4, self.theme.leading, "•")
            left += 4.5
        self.set_x(left)
        width = self.w - self.r_margin - left
        align = "J" if self.theme.justify else "L"
        self.text_below(marked(paragraph.text), self.theme.leading, width=width, align=align, markdown=True)
        self.ln(self.theme.gap)

    # --- tables ---

    def _table(self, table: Table) -> None:
        self.font(self.theme.size - 0.8)
        widths = self._widths(table)
        height = self.theme.leading + 2 * _CELL_PADDING
        if any(table.header):
            self._row(table.header, widths, table.right, head=True)
        for number, row in enumerate(table.rows):
            if self.get_y() + height > self.page_break_trigger:
                self.add_page()
                self._row(table.header, widths, table.right, head=True)
            self._row(row, widths, table.right, shade=self.theme.zebra and number % 2 == 0)
        self.ln(self.theme.gap * 1.5)

    def _widths(self, table: Table) -> list[float]:
        """Share the page's width: figures get what they need, words the rest by their length."""
        needs = [self._need(*column) for column in zip(table.header, *table.rows, strict=True)]
        if sum(needs) > self.epw:  # then headers wrap
            columns = zip(table.header, *table.rows, strict=True)
            needs = [self._need(*head.split(), *rows) for head, *rows in columns]
        rest = self.epw - sum(need for need, right in zip(needs, table.right, strict=True) if right)
        words = sum(need for need, right in zip(needs, table.right, strict=True) if not right)
        return [need if right else need * rest / words for need, right in zip(needs, table.right, strict=True)]

    def _need(self, *texts: str) -> float:
        """Return the width in which each of the texts fits on one line, in bold too."""
        return max(self.get_string_width(plain(text)) for text in texts) * 1.1 + 5

    def _row(
        self,
        row: tuple[str, ...],
        widths: list[float],
        right: tuple[bool, ...],
        *,
        head: bool = False,
        shade: bool = False,
    ) -> None:
        bold = head or row[0].startswith("**")
        self.font(self.theme.size - 0.8, "B" if bold else "", colour=self.theme.accent if head else (0, 0, 0))
        texts = [plain(cell) for cell in row]
        lead = self.theme.leading - 0.3
        heights = [self._lines(text, width) * lead for text, width in zip(texts, widths, strict=True)]
        height = max(heights) + 2 * _CELL_PADDING
        top, left = self.get_y(), self.l_margin
        if shade:
            self.set_fill_color(244, 246, 248)
            self.rect(left, top, self.epw, height, "F")
        for width, text, flush, after in zip(widths, texts, right, (False, *right[:-1]), strict=True):
            inset = 4 if after and not flush else 0  # words after a figure
            self.set_xy(left + inset, top + _CELL_PADDING)
            self.multi_cell(width - inset, lead, text, align="R" if flush else "L")
            left += width
        self.set_draw_color(*(self.theme.accent if head or bold else (205, 205, 205)))
        self.set_line_width(0.35 if head or bold else 0.15)
        edge = top + height if head or not bold else top
        self.line(self.l_margin, edge, self.l_margin + self.epw, edge)
        self.set_xy(self.l_margin, top + height)

    def _lines(self, text: str, width: float) -> int:
        """Return how many lines a cell's text takes."""
        lines = self.multi_cell(width, text=text, dry_run=True, output="LINES")
        return len(lines) if isinstance(lines, list) else 1

    # --- directives ---

    def _set_newpage(self, _: Directive) -> None:
        self.add_page()

    def _set_cover(self, cover: Directive) -> None:
        """A first page of its own, centred."""
        self.set_y(78)
        for block in blocks(cover.lines):
            title = isinstance(block, Heading)
            self.font(26 if title else 12.5, "B" if title else "", colour=self.theme.accent)
            text = block.text if isinstance(block, Heading | Paragraph) else ""
            self.text_below(marked(text), 13 if title else 8.5, align="C", markdown=not title)
            if title:
                self.line(self.w / 2 - 30, self.get_y() + 3, self.w / 2 + 30, self.get_y() + 3)
                self.ln(9)
        self.add_page()  # sets the cover's foot and the next page's head, both of which stay empty
        self.bare = False
        self.header()

    def _set_signatures(self, block: Directive) -> None:
        """Two columns with a pen stroke over each name."""
        first, *rows = block.lines
        self._paragraph(Paragraph(first))
        self.ln(3)
        half = self.epw / 2
        for row in rows:
            top = self.get_y() + (8 if row.startswith("By:") else 0)
            for column, text in enumerate(cells(row)):
                left = self.l_margin + column * half
                self.set_xy(left, top)
                self.font(self.theme.size, "" if ":" in text else "B")
                self.cell(half, 6, text)
                if text.startswith("By:"):
                    self._pen_stroke(left + 12, top + 1, text)
            self.set_xy(self.l_margin, top + 6.5)
        self.ln(4)

    def _pen_stroke(self, left: float, top: float, name: str) -> None:
        """Draw what looks like a signature; the name decides its shape."""
        pen = random.Random(name)  # noqa: S311 - a drawing, not a secret
        at, points = left, [(left, top)]
        while at < left + 40:
            at += pen.uniform(0.8, 3.2)
            points.append((at, top + pen.uniform(-6.5, 2.2)))
        self.set_draw_color(28, 45, 120)
        self.set_line_width(0.35)
        with self.new_path() as path:
            path.style.fill_color = None
            path.style.auto_close = False
            path.style.stroke_color = "#1c2d78"
            path.style.stroke_width = 0.35
            path.move_to(*points[0])
            for (x0, y0), (x1, y1) in zip(points[1::2], points[2::2], strict=False):
                path.quadratic_curve_to(x0, y0, x1, y1)
        self.set_draw_color(150, 150, 150)
        self.set_line_width(0.2)
        self.line(left - 6, top + 5.2, left + 58, top + 5.2)

    def _set_facts(self, block: Directive) -> None:
        """A box of label and value pairs in two columns: a patient's header."""
        pairs = [line.split(": ", 1) for line in block.lines if line]
        height = 5.2 * ((len(pairs) + 1) // 2) + 4
        top = self.get_y()
        self.set_fill_color(238, 244, 245)
        self.rect(self.l_margin, top, self.epw, height, "F")
        for number, (label, value) in enumerate(pairs):
            self.set_xy(self.l_margin + 3 + (number % 2) * self.epw / 2, top + 2 + 5.2 * (number // 2))
            self.font(self.theme.size - 0.4, "B", colour=self.theme.accent)
            self.cell(29, 5.2, label)
            self.font(self.theme.size - 0.4)
            self.cell(self.epw / 2 - 32, 5.2, value)
        self.set_xy(self.l_margin, top + height + 3)

    def _set_small(self, block: Directive) -> None:
        self.font(self.theme.size - 2, "I", colour=(90, 90, 90))
        for line in filter(None, block.lines):
            self.text_below(plain(line), self.theme.leading - 0.8)
        self.ln(self.theme.gap)

    def _set_box(self, block: Directive) -> None:
        """A definition, an example or a summary: a title, an indented text and a rule on its left."""
        top = self.get_y()
        self.font(self.theme.size - 0.3, "B", family=self.theme.heading, colour=self.theme.accent)
        self.set_left_margin(self.theme.margin + 5)
        self.text_below(block.argument, self.theme.leading + 0.6)
        self.ln(0.8)
        self.set_blocks(blocks(block.lines))
        self.set_left_margin(self.theme.margin)
        self.set_x(self.theme.margin)
        self.set_draw_color(*self.theme.accent)
        self.set_line_width(0.9)
        self.line(self.l_margin + 1, top, self.l_margin + 1, self.get_y() - self.theme.gap)
        self.ln(self.theme.gap)

    def _set_figure(self, block: Directive) -> None:
        """A drawing and its caption, kept on one page: `{figure name caption}`."""
        name, caption = block.argument.split(" ", 1)
        draw, height = figures.FIGURES[name]
        top = self.get_y() + 3
        self.font(9, family="Helvetica")
        draw(self, self.l_margin, top, self.epw)
        self.set_xy(self.l_margin, top + height)
        self.font(self.theme.size - 1.4, colour=(70, 70, 70))
        self.text_below(marked(caption), self.theme.leading - 0.6, align="C", markdown=True)
        self.ln(self.theme.gap * 1.5)
