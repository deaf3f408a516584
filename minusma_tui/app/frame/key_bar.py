"""The keys that work where the focus is, in one line at the bottom of the screen.

Textual's Footer makes a widget for each key, and all of them again at each move of the focus,
which was a fifth of the time to the first frame.
"""

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.events import Click
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from minusma_tui.app.widgets.styles import to_strip
from minusma_tui.drawing.lines import Line, Span
from minusma_tui.language.catalogue import tr

ALWAYS = 2
"""The number of keys that are shown however narrow the screen is."""


def _width(shown: tuple[ActiveBinding, Line]) -> int:
    return sum(cell_len(text) for text, _ in shown[1])


class KeyBar(Widget):
    """A line of keys; a click on one does what the key does."""

    DEFAULT_CSS: ClassVar[str] = """
    KeyBar { dock: bottom; height: 1; background: $footer-background; color: $footer-foreground; }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._update)

    def _update(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _shown(self) -> Iterator[tuple[ActiveBinding, Line]]:
        """One key for each enabled action that is shown here, with its label."""
        actions: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in actions:
                actions.add(binding.action)
                key = tr(self.app.get_key_display(binding))
                yield active, ((key, "key"), (f" {tr(binding.description)} ", "text"))

    def _fitting(self) -> list[tuple[ActiveBinding, Line]]:
        """The keys that fit; the last two, help and quit, always stay."""
        shown = list(self._shown())
        while len(shown) > ALWAYS and sum(map(_width, shown)) - 1 > self.size.width:
            del shown[-ALWAYS - 1]
        return shown

    def render_line(self, y: int) -> Strip:
        del y
        spans: list[Span] = [span for _, line in self._fitting() for span in line]
        return to_strip(self, tuple(spans))

    async def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        left = 0
        for active, line in self._fitting():
            left += _width((active, line))
            if offset is not None and offset.x < left:
                await self.app.run_action(active.binding.action, active.node)
                return
