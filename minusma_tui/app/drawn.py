"""Panes of drawn lines: one that scrolls over as many as there are, one that fills its room."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from minusma_tui.app.commands import bindings
from minusma_tui.app.styles import to_content
from minusma_tui.drawing.lines import Line
from minusma_tui.situation import Situation


class DrawnPane(VerticalScroll):
    """Draws its lines anew when what it shows or its size changes."""

    ALLOW_MAXIMIZE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    situation: var[Situation | None] = var(None, init=False)
    claims: var[bool] = var(True, init=False)
    """Whether rival claims are spelled out."""

    def compose(self) -> ComposeResult:
        yield Static(classes="lines", markup=False)

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        """The lines, each at most `width` cells wide; `height` are seen without scrolling."""
        raise NotImplementedError

    def watch_situation(self) -> None:
        self.redraw()

    def watch_claims(self) -> None:
        self.redraw()

    def on_resize(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Draw anew, unless there is nothing to show or nowhere to show it yet."""
        # The scroll bar's cell stays free, so that its coming and going moves no word.
        width = (
            self.outer_size.width - self.styles.gutter.width - self.styles.scrollbar_size_vertical
        )
        height = self.outer_size.height - self.styles.gutter.height
        if self.situation is not None and width > 0:
            lines = self.draw(self.situation, width, height)
            self.query_one(".lines", Static).update(to_content(lines))


class DrawnArea(Widget):
    """Draws just what fits."""

    situation: var[Situation | None] = var(None, init=False)

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        """At most `height` lines, each at most `width` cells wide."""
        raise NotImplementedError

    def watch_situation(self) -> None:
        self.refresh()

    def render(self) -> Content:
        width, height = self.content_size
        if self.situation is None or not (width and height):
            return Content()
        return to_content(self.draw(self.situation, width, height))
