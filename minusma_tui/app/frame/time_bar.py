"""The time bar: the whole span of the drawdown, to see and to click."""

from collections.abc import Sequence

from textual.events import Click

from minusma_tui.app.messages import DatePicked
from minusma_tui.app.widgets.line_view import LineView
from minusma_tui.drawing.lines import Line
from minusma_tui.drawing.time_bar import day_at, draw_time_bar
from minusma_tui.situation.situation import Situation


class TimeBar(LineView):
    """Two lines over the whole width."""

    DEFAULT_CSS = """
    TimeBar { height: 2; padding: 0 1; }
    """

    def drawn_from(self, situation: Situation) -> tuple[object, ...]:
        return situation.day, situation.marked

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        return draw_time_bar(situation, width)[:height]

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and self.situation is not None:
            width = self.size.width
            self.post_message(DatePicked(day_at(self.situation.world, offset.x, width)))
