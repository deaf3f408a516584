"""A widget of drawn lines: draws when it is seen, and only the lines that are seen get styles."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from minusma_tui.app.commands import bindings
from minusma_tui.app.widgets.styles import to_strip
from minusma_tui.drawing.lines import Line
from minusma_tui.language.catalogue import say_number, tr
from minusma_tui.situation.situation import Situation


def hold_lines(view: ScrollView, width: int, lines: int, seen: int) -> None:
    """Let so many lines be scrolled through, of which `seen` are in sight.

    A layout of the screen takes as long as all else in a frame, so there is none while the width
    stays: the scroll bar of such a view is always there, if blank.
    """
    size = Size(width, max(lines, seen))
    if size.width != view.virtual_size.width:
        view.virtual_size = size
    elif size != view.virtual_size:
        view.set_reactive(Widget.virtual_size, size)
        if view.show_vertical_scrollbar:
            _hold_bar(view.vertical_scrollbar, size.height)
        view.scroll_y = view.validate_scroll_y(view.scroll_y)


def _hold_bar(bar: ScrollBar, lines: int) -> None:
    """Let it stand for so many lines; of thousands it mostly looks as before, and stays."""
    before = _thumb(bar)
    bar.set_reactive(ScrollBar.window_virtual_size, lines)
    if _thumb(bar) != before:
        bar.refresh()


def _thumb(bar: ScrollBar) -> Sequence[Segment]:
    fits = bar.window_size >= bar.window_virtual_size
    return bar.renderer.render_bar(
        size=bar.size.height,
        virtual_size=bar.window_virtual_size,
        window_size=0 if fits else bar.window_size,
        position=bar.position,
    ).segments


def say_part(view: ScrollView, part: int, whole: int) -> None:
    """Show "part of whole" in the lower border, unless it stands there: to set it repaints all."""
    said = tr("{part} of {whole}", part=say_number(part), whole=say_number(whole))
    if said != view.border_subtitle:
        view.border_subtitle = said


class LineView(ScrollView, can_focus=False):
    """Lines over the width of the widget, which scrolls where there are more than fit.

    Text selection is left to the terminal.
    """

    ALLOW_MAXIMIZE = True
    DEFAULT_CSS = "LineView { overflow: hidden scroll; }"

    situation: var[Situation | None] = var(None, init=False)
    _lines: Sequence[Line] = ()
    _looks: Sequence[tuple[Line, str]] = ()
    """The same, each with what it had beyond the widget's own style."""
    _stale: bool = True
    """Whether the lines are out of date."""
    _last_drawn_from: tuple[object, ...] = ()
    """What they were drawn from, and for which room."""

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        """The lines, each at most `width` cells wide; `height` are seen without scrolling."""
        raise NotImplementedError

    def drawn_from(self, situation: Situation) -> tuple[object, ...]:
        """All that the lines are drawn from: while it is the same, they are not drawn anew."""
        return (situation,)

    def watch_situation(self) -> None:
        self._stale = True  # the dashboard has it drawn once the chosen base is known, too

    def redraw(self) -> None:
        """Draw anew before the next frame, once however many reasons there are until then."""
        if not self._stale:
            self._stale = True
            self.call_later(self.draw_if_seen)

    def on_resize(self) -> None:
        self._stale = True
        self.draw_if_seen()

    @property
    def _room(self) -> Size:
        """Less the scroll bar's cell, which stays free: its coming and going moves no word."""
        room = self.outer_size - self.styles.gutter.totals
        return Size(room.width - self.styles.scrollbar_size_vertical, room.height)

    def draw_if_seen(self) -> None:
        """Before the frame and not with it: the height decides whether there is a scroll bar."""
        if self._stale and self.is_on_screen and self._draw():
            self.refresh()

    def _draw(self) -> bool:
        """Whether there is something else to see now."""
        room = self._room
        if self.situation is None or room.width <= 0:
            return False
        self._stale = False
        drawn_from = (*self.drawn_from(self.situation), room)
        if drawn_from == self._last_drawn_from:
            return False
        self._last_drawn_from = drawn_from
        self._lines = self.draw(self.situation, *room)
        hold_lines(self, room.width, len(self._lines), room.height)
        looks = [(line, self.line_style(row)) for row, line in enumerate(self._lines)]
        before, self._looks = self._looks, looks
        return looks != before

    def render_line(self, y: int) -> Strip:
        if self._stale:
            # The first frame is there before the widget hears of its size.
            self._draw()
        row = y + self.scroll_offset.y
        line = self._lines[row] if row < len(self._lines) else ()
        return to_strip(self, line, self.line_style(row))

    def line_style(self, row: int) -> str:
        """What a line has beyond the widget's own style."""
        del row
        return ""


class ReadingPane(LineView, can_focus=True):
    """One to read: it scrolls with the keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    claims: var[bool] = var(True, init=False)
    """Whether rival claims are spelled out."""

    def watch_claims(self) -> None:
        self.redraw()
