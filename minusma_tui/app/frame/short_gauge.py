"""The gauge as one line each for people, bases and selection, if only one pane fits."""

from collections.abc import Sequence

from textual.geometry import Size

from minusma_tui.app.widgets.line_view import LineView
from minusma_tui.drawing.gauge import draw_short_gauge
from minusma_tui.drawing.lines import Line
from minusma_tui.situation.situation import Situation


class ShortGauge(LineView):
    """A widget as high as it has lines."""

    DEFAULT_CSS = """
    ShortGauge { height: auto; padding: 0 1; }
    """

    def watch_situation(self) -> None:
        self.redraw()
        if self.display:  # if hidden, its height moves nothing
            self.refresh(layout=True)

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        del height
        return draw_short_gauge(situation, width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(draw_short_gauge(self.situation, width)) if self.situation else 0
