"""The tabs of the panes, for a terminal with room for one pane only."""

from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.reactive import var
from textual.widget import Widget

from minusma_tui.app.messages import PanePicked
from minusma_tui.language.catalogue import tr


class PaneTabs(Widget):
    """Shows which pane is open; a click opens another."""

    DEFAULT_CSS = """
    PaneTabs { height: 1; padding: 0 1; text-wrap: nowrap; }
    """

    opened: var[str] = var("", init=False)
    """The id of the pane that is open."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """`titles` are the English titles by pane id, in the order of the panes' keys."""
        super().__init__()
        self._titles = titles

    def watch_opened(self) -> None:
        self.refresh()

    def render(self) -> Content:
        styles = {True: "bold $text-primary on $panel", False: "$foreground-muted"}
        return Content("").join(
            Content.styled(f" {tr(title)} ", styles[pane == self.opened])
            for pane, title in self._titles.items()
        )

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        left = 0
        for pane, title in self._titles.items():
            left += cell_len(tr(title)) + 2
            if offset is not None and offset.x < left:
                self.post_message(PanePicked(pane))
                return
