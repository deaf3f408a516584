"""A pane of drawn lines that scrolls: what the gauge and the detail have in common."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.reactive import var
from textual.widgets import Static

from minusma_tui.app.commands import bindings
from minusma_tui.app.styles import to_content
from minusma_tui.drawing.lines import Line
from minusma_tui.situation import Situation


class DrawnPane(VerticalScroll):
    """Draws its lines anew when what it shows or its width changes."""

    ALLOW_MAXIMIZE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    situation: var[Situation | None] = var(None, init=False)
    claims: var[bool] = var(True, init=False)
    """Whether rival claims are spelled out."""

    def compose(self) -> ComposeResult:
        yield Static(classes="lines", markup=False)

    def draw(self, situation: Situation, width: int) -> Sequence[Line]:
        """The lines, each at most `width` cells wide."""
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
        width = self.container_size.width - self.gutter.width - self.styles.scrollbar_size_vertical
        if self.situation is not None and width > 0:
            lines = self.draw(self.situation, width)
            self.query_one(".lines", Static).update(to_content(lines))
