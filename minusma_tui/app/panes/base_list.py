"""The list of bases: one row each, of which only the visible ones are drawn."""

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Region, Spacing
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from minusma_tui.app.commands import bindings
from minusma_tui.app.messages import BaseOpened, BasePicked, OrderPicked
from minusma_tui.app.widgets.line_view import hold_lines, say_part
from minusma_tui.chronology.standing import Standing
from minusma_tui.drawing.lines import fit
from minusma_tui.language.catalogue import msg, tr
from minusma_tui.query import Query
from minusma_tui.situation.columns import COLUMNS, Column
from minusma_tui.situation.day import Day, Order
from minusma_tui.situation.situation import Situation
from minusma_tui.situation.world import World

Widths = dict[str, int]
"""Widths in cells, by the id of the column."""
Layout = list[tuple[Column, int]]
"""Columns from left to right and their widths in cells."""


MAX_MEASURED = 100
"""About how many bases are measured for the widths of the columns."""
NEW = "+"
"""The mark behind the first cell of a base that was closed between the marked day and this one."""


class BaseList(ScrollView, can_focus=True):
    """Rows of the selection under a fixed line of titles.

    Text selection is left to the terminal: a click on a row chooses the base.
    """

    BORDER_TITLE = msg("1 Bases")
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "base-list--title",
        "base-list--sorted",
        "base-list--cursor",
        "base-list--planned",
        "base-list--contested",
        "base-list--occupied",
        "base-list--departed",
        "base-list--handed-over",
        "base-list--liquidation",
    }
    DEFAULT_CSS = """
    BaseList {
        overflow: hidden scroll;
        .base-list--title { text-style: bold; color: $text-primary; }
        .base-list--sorted { text-style: bold; color: $text-accent; }
        .base-list--cursor { background: $panel; text-style: bold; }
        &:focus .base-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
        .base-list--planned { color: $foreground-muted; }
        .base-list--contested { color: $contested; text-style: bold; }
        .base-list--occupied { color: $occupied; }
        .base-list--departed { color: $departed; }
        .base-list--handed-over { color: $handed-over; }
        .base-list--liquidation { color: $liquidation; }
    }
    """

    situation: var[Situation | None] = var(None, init=False)
    picked: var[str | None] = var(None, init=False)
    columns: var[Sequence[Column]] = var(COLUMNS, init=False)
    _row: int = 0
    """The index of the picked base in the selection."""
    _laid_out: tuple[Widths, int, Layout] | None = None
    """The last layout of the chosen columns, with the widths and the room it was made for."""
    _measured: tuple[World, Day, Sequence[Standing], Widths] | None = None
    """The last widths of the columns, with the World, the day and the bases they were made for."""

    @property
    def _style(self) -> Style:
        """The style of all rows; Textual caches it, while it computes `rich_style` each time."""
        return self.visual_style.rich_style

    @cached_property
    def _rendered(self) -> dict[int, tuple[object, ...]]:
        """What each visible line was last drawn from."""
        return {}

    @property
    def _rows(self) -> Sequence[Standing]:
        return self.situation.selection if self.situation else ()

    def watch_situation(self, old: Situation | None, new: Situation | None) -> None:
        total = self.situation.sites if self.situation else 0
        say_part(self, len(self._rows), total)
        self._measure_height()
        # A new version of the dataset or another language must not scroll the list.
        self._find_row(reveal=not (old and new and old.world is not new.world))
        self._refresh_changed()

    def watch_picked(self) -> None:
        self._find_row()
        self._refresh_changed()

    def watch_columns(self) -> None:
        self._laid_out = None
        self.refresh()

    def on_resize(self) -> None:
        self._measure_height()
        self._find_row()

    def _measure_height(self) -> None:
        seen = self.scrollable_content_region.height
        hold_lines(self, self.container_size.width, len(self._rows) + 1, seen)

    def _find_row(self, *, reveal: bool = True) -> None:
        """Move the cursor to the picked base, and scroll it into view if asked to."""
        rows = self._rows
        if not (self._row < len(rows) and rows[self._row].base.id == self.picked):
            self._row = (self.situation.row_of(self.picked) if self.situation else None) or 0
        if rows and reveal:
            # The titles cover the first line, so a row must be one line lower to be visible.
            self.scroll_to_region(
                Region(0, self._row + 1, 1, 1), spacing=Spacing(top=1), animate=False, force=True
            )

    def action_move(self, rows: int) -> None:
        self._pick(self._row + rows)

    def action_page(self, pages: float) -> None:
        height = max(1, self.scrollable_content_region.height - 1)
        self._pick(self._row + round(pages * height))

    def action_jump(self, row: int) -> None:
        self._pick(row if row >= 0 else len(self._rows) + row)

    def action_open(self) -> None:
        self.post_message(BaseOpened())

    def _pick(self, row: int) -> None:
        rows = self._rows
        if rows:
            self._row = min(max(row, 0), len(rows) - 1)
            self.post_message(BasePicked(rows[self._row].base.id))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or self.situation is None:
            return
        if offset.y == 0:
            column = self._column_at(offset.x)
            if column is not None:
                order = self.situation.order
                descending = order.column == column.id and not order.descending
                self.post_message(OrderPicked(Order(column.id, descending)))
            return
        row = self._row_at(offset.y)
        if row < len(self._rows):
            self._pick(row)
            if event.chain == 2:
                self.post_message(BaseOpened())

    def _column_at(self, x: int) -> Column | None:
        left = 0
        for column, width in self._layout(self.scrollable_content_region.width):
            if left <= x < left + width:
                return column
            left += width + 1
        return None

    def _layout(self, room: int) -> Layout:
        """The columns that fit side by side, one blank between them, and their widths."""
        situation = self.situation
        if situation is None:
            return []
        # Called for each drawn row, and the same until the bases or the width change.
        world, day = situation.world, situation.day
        if self._measured is None or self._measured[:2] != (world, day):
            some = _some(day)
            if self._measured and self._measured[0] is world and self._measured[2] == some:
                widths = self._measured[3]
            else:
                widths = _natural_widths(some)
            self._measured = world, day, some, widths
        widths = self._measured[3]
        if self._laid_out is None or self._laid_out[0] is not widths or self._laid_out[1] != room:
            self._laid_out = widths, room, _lay_out(widths, self.columns, room)
        return self._laid_out[2]

    def _refresh_changed(self) -> None:
        """Refresh only the lines whose content has changed."""
        width, height = self.scrollable_content_region.size
        layout = self._layout(width)
        for y in range(height):
            if self._rendered.get(y) != self._drawn_from(y, layout):
                self.refresh(Region(0, y, width, 1))

    def _drawn_from(self, y: int, layout: Layout) -> tuple[object, ...]:
        """Everything that a visible line is drawn from, except the styles."""
        if self.situation is None:
            return ()
        if y == 0:
            return self.situation.world, layout, self.situation.order
        if not self._rows:
            return self.situation.world, self.situation.query.text
        row = self._row_at(y)
        standing = self._rows[row] if row < len(self._rows) else None
        new = standing is not None and self._is_new(standing)
        return self.situation.world, standing, row == self._row, new, layout

    def _row_at(self, y: int) -> int:
        """The index of the row at a line of the widget; the titles are line 0."""
        return y - 1 + self.scroll_offset.y

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        layout = self._layout(width)
        self._rendered[y] = self._drawn_from(y, layout)
        if self.situation is None:
            return Strip.blank(width, self._style)
        if y == 0:
            return self._render_titles(layout, width)
        if not self._rows:
            return self._render_way_out(y, width)
        row = self._row_at(y)
        if row >= len(self._rows):
            return Strip.blank(width, self._style)
        return self._render_row(self._rows[row], row == self._row, layout, width)

    def _render_titles(self, layout: Layout, width: int) -> Strip:
        order = self.situation.order if self.situation else Order()
        segments: list[Segment] = []
        for column, cells in layout:
            chosen = column.id == order.column
            name = "base-list--sorted" if chosen else "base-list--title"
            title = tr(column.title)
            if chosen:
                title += "▼" if order.descending else "▲"
            style = self.get_component_rich_style(name)
            segments.append(Segment(fit(title, cells, column.align), style))
            segments.append(Segment(" ", self._style))
        return Strip(segments).adjust_cell_length(width, self._style)

    def _render_row(self, standing: Standing, chosen: bool, layout: Layout, width: int) -> Strip:
        style = self._style
        if chosen:
            style += self.get_component_rich_style("base-list--cursor", partial=True)
        segments: list[Segment] = []
        for column, cells in layout:
            text = column.read(standing)
            role = _role(column, standing, text)
            cell_style = style
            if role and not (chosen and self.has_focus):
                name = f"base-list--{role}"
                cell_style += self.get_component_rich_style(name, partial=chosen)
            segments.append(Segment(fit(text, cells, column.align), cell_style))
            new = len(segments) == 1 and self._is_new(standing)
            segments.append(Segment(NEW if new else " ", style))
        # Join segments of one style: each segment costs as much again when the frame is drawn.
        return Strip(segments).adjust_cell_length(width, style).simplify()

    def _is_new(self, standing: Standing) -> bool:
        change = self.situation.change if self.situation else None
        return change is not None and standing.base.id in change.closed

    def _render_way_out(self, y: int, width: int) -> Strip:
        """Say which filter hides every base and how to see them again."""
        query = self.situation.query if self.situation else Query()
        said = {
            2: tr("No base matches {query}", query=query.text),
            4: tr("Press / to change the filter, Esc to clear it."),
            6: tr("A word is searched in names, regions, cercles and contingents;"),
            7: tr("text:word searches everything else that is written about a base."),
        }
        if any(term.text.casefold().startswith("source:") for term in query.terms):
            said[6] = tr("A source may support facts of the mission only, and of no base;")
            said[7] = tr("press r to see the facts that each supports.")
        line = fit(said[y], max(1, width - 2)) if y in said else ""
        return Strip([Segment(" " + line, self._style)]).adjust_cell_length(width, self._style)


def _lay_out(widths: Widths, columns: Sequence[Column], room: int) -> Layout:
    """The most important columns that fit; the last one gets the rest of the room."""
    shown: list[Column] = []
    for column in sorted(columns, key=lambda column: -column.keep):
        wider = [other for other in columns if other in shown or other is column]
        if not shown or _total(wider, widths) <= room:
            shown = wider
    layout = [(column, widths[column.id]) for column in shown]
    last, width = layout[-1]
    layout[-1] = (last, max(1, width + room - _total(shown, widths)))
    return layout


def _some(day: Day) -> Sequence[Standing]:
    """A sample of the bases, the same ones from day to day."""
    step = 1 + len(day.by_place) // MAX_MEASURED
    return [standing for standing in day.by_place[::step] if standing is not None]


def _natural_widths(some: Sequence[Standing]) -> Widths:
    """The widths for all bases, so that the columns do not move while the filter changes.

    They are measured on a sample: a text that is longer than those in it ends in an ellipsis.
    """
    widths = {
        column.id: max(
            [column.least, cell_len(tr(column.title)) + bool(column.title)]
            + [cell_len(column.read(standing)) for standing in some]
        )
        for column in COLUMNS
    }
    last = COLUMNS[-1].id
    widths[last] = min(widths[last], cell_len(tr("Contingents")) + 1)
    return widths


def _total(columns: list[Column], widths: Widths) -> int:
    return sum(widths[column.id] for column in columns) + len(columns) - 1


def _role(column: Column, standing: Standing, text: str) -> str | None:
    """The component class of a cell; None if it looks like the row."""
    match column.id:
        case "status":
            return standing.status.value
        case "contested":
            return "contested"
        case _ if text.startswith("("):
            return "planned"
        case _:
            return None
