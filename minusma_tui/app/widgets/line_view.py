"""A widget of drawn lines, which draws only if it is visible and styles only visible lines."""

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
    """Set the number of lines that a view scrolls through, of which `seen` are visible.

    A layout of the screen takes as long as everything else in a frame, so there is none while the
    width stays the same: the scroll bar of such a view is always there, blank if it is not needed.
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
    """Set the number of lines of a scroll bar; refresh it only if its thumb looks different."""
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
    """Show "part of whole" in the bottom border, unless it is there: setting it redraws all."""
    said = tr("{part} of {whole}", part=say_number(part), whole=say_number(whole))
    if said != view.border_subtitle:
        view.border_subtitle = said


class LineView(ScrollView, can_focus=False):
    """Lines across the width of the widget, which scrolls if there are more than fit.

    Text selection is left to the terminal.
    """

    ALLOW_MAXIMIZE = True
    DEFAULT_CSS = "LineView { overflow: hidden scroll; }"

    situation: var[Situation | None] = var(None, init=False)
    _lines: Sequence[Line] = ()
    _looks: Sequence[tuple[Line, str]] = ()
    """The lines as last drawn, each with its style beyond that of the widget."""
    _stale: bool = True
    """Whether the lines are out of date."""
    _last_drawn_from: tuple[object, ...] = ()
    """What the lines were drawn from, and the size that they were drawn for."""

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        """The lines, each at most `width` cells wide; `height` are visible without scrolling."""
        raise NotImplementedError

    def drawn_from(self, situation: Situation) -> tuple[object, ...]:
        """Everything that the lines are drawn from: while it is equal, they are not drawn again."""
        return (situation,)

    def watch_situation(self) -> None:
        self._stale = True  # the dashboard draws it once the picked base is known too

    def redraw(self) -> None:
        """Draw again before the next frame, once for any number of calls until then."""
        if not self._stale:
            self._stale = True
            self.call_later(self.draw_if_seen)

    def on_resize(self) -> None:
        self._stale = True
        self.draw_if_seen()

    @property
    def _room(self) -> Size:
        """The size without the scroll bar, whose cell stays free so that no text moves."""
        room = self.outer_size - self.styles.gutter.totals
        return Size(room.width - self.styles.scrollbar_size_vertical, room.height)

    def draw_if_seen(self) -> None:
        """Draw before the frame, not in it: the height decides whether there is a scroll bar."""
        if self._stale and self.is_on_screen and self._draw():
            self.refresh()

    def _draw(self) -> bool:
        """Draw the lines, and return whether they look different now."""
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
            # The first frame comes before the widget learns its size.
            self._draw()
        row = y + self.scroll_offset.y
        line = self._lines[row] if row < len(self._lines) else ()
        return to_strip(self, line, self.line_style(row))

    def line_style(self, row: int) -> str:
        """The style of a line beyond that of the widget."""
        del row
        return ""


class ReadingPane(LineView, can_focus=True):
    """A pane of text, which scrolls with the keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    claims: var[bool] = var(True, init=False)
    """Whether rival claims are spelled out."""

    def watch_claims(self) -> None:
        self.redraw()
