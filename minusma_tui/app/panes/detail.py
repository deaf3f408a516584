"""The detail: what is known of the chosen base, with its sources and the rival claims."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import var

from minusma_tui.app.widgets.line_view import ReadingPane
from minusma_tui.drawing.detail import draw_detail
from minusma_tui.drawing.lines import Line
from minusma_tui.language.catalogue import msg, tr
from minusma_tui.situation.situation import Situation


class Detail(ReadingPane):
    """A text about one base; scrolls to the top when another base is chosen."""

    BORDER_TITLE = msg("3 Handover")

    picked: var[str | None] = var(None, init=False)

    def watch_picked(self) -> None:
        self.scroll_home(animate=False)
        self.redraw()

    def drawn_from(self, situation: Situation) -> tuple[object, ...]:
        return situation.day, self.picked, self.claims

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        del height
        standing = situation.standing_of(self.picked)
        if standing is None:
            self.border_title = tr(self.BORDER_TITLE)
            return [((tr("No base is chosen."), "text"),)]
        self.border_title = Content(f"3 {standing.base.name.say()}")
        return draw_detail(situation, standing, width, claims=self.claims)
