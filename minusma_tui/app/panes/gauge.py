"""The gauge: people departed, bases closed, days left, the curve, and below them the mission."""

from collections.abc import Sequence

from minusma_tui.app.widgets.line_view import ReadingPane
from minusma_tui.drawing.curve import draw_curve, draw_pace
from minusma_tui.drawing.gauge import draw_gauge
from minusma_tui.drawing.lines import Line
from minusma_tui.drawing.mission import draw_mission
from minusma_tui.language.catalogue import msg
from minusma_tui.situation.day import Day
from minusma_tui.situation.situation import Situation

MIN_CURVE, MAX_CURVE = 6, 18
"""Lines of the curve, which takes the room that the numbers leave."""


class Gauge(ReadingPane):
    """Bars, the curve in the room that they leave, and the mission below."""

    BORDER_TITLE = msg("2 Drawdown")

    _mission: tuple[Day, int, bool, Sequence[Line]] | None = None
    """The last lines about the mission, with the day, width and `claims` they were drawn for."""

    def drawn_from(self, situation: Situation) -> tuple[object, ...]:
        return situation, self.claims

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        gauge = draw_gauge(situation, width)
        pace = draw_pace(situation, width)
        room = height - len(gauge) - len(pace)
        curve = draw_curve(situation, width, min(max(room, MIN_CURVE), MAX_CURVE))
        return [*gauge, *pace, *curve, *self._draw_mission(situation, width)]

    def _draw_mission(self, situation: Situation, width: int) -> Sequence[Line]:
        drawn_from = (situation.day, width, self.claims)
        if self._mission is None or self._mission[:3] != drawn_from:
            lines = draw_mission(situation, width, claims=self.claims)
            self._mission = (*drawn_from, lines)
        return self._mission[3]
