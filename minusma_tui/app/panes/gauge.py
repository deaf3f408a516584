"""The gauge: people departed, bases closed, days left; below it, the mission behind the numbers."""

from collections.abc import Sequence

from textual.reactive import var

from minusma_tui.app.drawn import DrawnPane
from minusma_tui.drawing.gauge import draw_gauge, draw_short_gauge
from minusma_tui.drawing.lines import Line
from minusma_tui.drawing.mission import draw_mission
from minusma_tui.situation import Situation


class Gauge(DrawnPane):
    """Bars with the mission below them when there is room, else a line each."""

    BORDER_TITLE = "2 Drawdown"

    short: var[bool] = var(False, init=False)
    """Whether there is only room for a line each."""

    def watch_short(self) -> None:
        self.redraw()

    def draw(self, situation: Situation, width: int) -> Sequence[Line]:
        if self.short:
            return draw_short_gauge(situation, width)
        return [
            *draw_gauge(situation, width),
            *draw_mission(situation, width, claims=self.claims),
        ]
