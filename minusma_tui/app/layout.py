"""The layout of the panes: side by side, or one at a time in a small terminal."""

from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from minusma_tui.app.frame.pane_tabs import PaneTabs
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.app.panes.detail import Detail
from minusma_tui.app.panes.gauge import Gauge
from minusma_tui.app.panes.map import Map
from minusma_tui.app.panes.timeline import Timeline
from minusma_tui.language.catalogue import tr

MIN_WIDTH, MIN_HEIGHT = 40, 12
"""Cells; in a smaller terminal nothing useful fits, and the screen says so."""
WIDE, TALL = 110, 32
"""Cells; from this size on all panes are side by side, below it one is shown at a time."""
PANES: dict[str, type[Widget]] = {
    "base-list": BaseList,
    "gauge": Gauge,
    "detail": Detail,
    "map": Map,
    "timeline": Timeline,
}
"""The panes by id, in the order of their keys."""


class PaneLayout:
    """Sets the CSS classes of a screen and its panes, which dashboard.tcss lays out."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen

    def name_panes(self) -> None:
        """Write the titles of the panes and of their tabs in the current language."""
        for pane_id, pane in PANES.items():
            self._screen.query_one(f"#{pane_id}").border_title = tr(str(pane.BORDER_TITLE))
        self._screen.query_one(PaneTabs).refresh()

    def fit(self, size: Size, opened: str) -> None:
        """Choose the layout for a terminal of that size and the pane that is open."""
        small = size.width < MIN_WIDTH or size.height < MIN_HEIGHT
        self._screen.set_class(small, "-too-small")
        self._screen.set_class(size.width < WIDE or size.height < TALL, "-folded")
        self._screen.set_class(opened == "gauge", "-gauge-opened")

    def fold(self, opened: str) -> None:
        """Lay the panes out for the size of the screen and the pane that is open."""
        screen = self._screen
        was_small = screen.has_class("-too-small")
        for pane in PANES:
            screen.query_one(f"#{pane}").set_class(pane == opened, "-opened")
        self.fit(screen.size, opened)
        if screen.has_class("-too-small"):
            width, height = screen.size
            least = f"{MIN_WIDTH}×{MIN_HEIGHT}"
            said = tr(
                "Terminal too small: needs {least}, is {size}.",
                least=least,
                size=f"{width}×{height}",
            )
            screen.query_one("#too-small", Static).update(Content(said))
        elif was_small:
            # Hiding the panes took the focus from them.
            screen.call_after_refresh(self.focus_something, opened)

    def focus_something(self, opened: str) -> None:
        """Focus the open pane if nothing has the focus and there is room to show it."""
        if self._screen.focused is None and not self._screen.has_class("-too-small"):
            self._screen.query_one(f"#{opened}").focus()

    def zoom(self, opened: str) -> None:
        """Give the pane the whole screen; if one has it already, show all panes again."""
        if self._screen.maximized is not None:
            self._screen.minimize()
        else:
            # Not the pane with the focus: if keys come at once, the focus may not have moved yet.
            self._screen.maximize(self._screen.query_one(f"#{opened}"), container=False)
        self.fold(opened)

    def follow_zoom(self, opened: str) -> None:
        """Show another pane, zoomed if the previous one was."""
        if self._screen.maximized is not None:
            self._screen.minimize()
            self.zoom(opened)
        else:
            self.fold(opened)
