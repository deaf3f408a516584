"""The map: the country, its bases, and the routes of the last convoys."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click
from textual.reactive import var

from minusma_tui.app.commands import bindings
from minusma_tui.app.messages import BaseOpened, BasePicked
from minusma_tui.app.widgets.line_view import LineView
from minusma_tui.drawing.lines import Line
from minusma_tui.drawing.map import draw_map, nearest, place_bases, step_towards
from minusma_tui.language.catalogue import msg
from minusma_tui.situation.situation import Situation


class Map(LineView, can_focus=True):
    """A map on which the cursor keys go to the next base in their direction."""

    BORDER_TITLE = msg("4 Map")
    BINDINGS: ClassVar[list[BindingType]] = bindings("map")

    picked: var[str | None] = var(None, init=False)

    def watch_picked(self) -> None:
        self.redraw()

    def drawn_from(self, situation: Situation) -> tuple[object, ...]:
        return situation, self.picked

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        return draw_map(situation, self.picked, width, height)

    def _places(self) -> dict[str, tuple[int, int]]:
        if self.situation is None:
            return {}
        return place_bases(self.situation, self.picked, *self.size)

    def action_step(self, across: int, down: int) -> None:
        self._pick(step_towards(self._places(), self.picked, across, down))

    def action_open(self) -> None:
        self.post_message(BaseOpened())

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None:
            self._pick(nearest(self._places(), (offset.x, offset.y)))
            if event.chain == 2:
                self.post_message(BaseOpened())

    def _pick(self, base_id: str | None) -> None:
        if base_id is not None:
            self.post_message(BasePicked(base_id))
