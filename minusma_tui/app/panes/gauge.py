"""The gauge: people departed, bases closed, days left, the curve; below, the mission behind it."""

from collections.abc import Sequence

from minusma_tui.app.drawn import DrawnPane
from minusma_tui.drawing.curve import draw_curve, draw_pace
from minusma_tui.drawing.gauge import draw_gauge
from minusma_tui.drawing.lines import Line
from minusma_tui.drawing.mission import draw_mission
from minusma_tui.language import msg
from minusma_tui.situation import Situation

LEAST_CURVE, MOST_CURVE = 6, 18
"""Lines of the curve: it takes the room that the numbers leave."""


class Gauge(DrawnPane):
    """Bars, the curve in the room they leave, and the mission below."""

    BORDER_TITLE = msg("2 Drawdown")

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        gauge = draw_gauge(situation, width)
        pace = draw_pace(situation, width)
        room = height - len(gauge) - len(pace)
        curve = draw_curve(situation, width, min(max(room, LEAST_CURVE), MOST_CURVE))
        mission = draw_mission(situation, width, claims=self.claims)
        return [*gauge, *curve, *pace, *mission]
