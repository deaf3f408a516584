"""The timeline: what has happened by now, the last of it at the bottom."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.reactive import var
from textual.widget import Widget

from minusma_tui.app.commands import bindings
from minusma_tui.app.messages import EntryOpened
from minusma_tui.app.styles import to_content
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.situation import Situation
from minusma_tui.timeline import Entry


class Timeline(Widget, can_focus=True):
    """The entries around the chosen one, as many as fit; only these are ever drawn."""

    ALLOW_MAXIMIZE = True
    BORDER_TITLE = "5 Timeline"
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")
    DEFAULT_CSS = "Timeline { text-wrap: nowrap; }"

    situation: var[Situation | None] = var(None, init=False)
    _chosen: Entry | None = None
    """None: the last one, whichever that is."""
    _owners: tuple[int, ...] = ()
    """Of each line on the screen the entry it belongs to, by index."""

    @property
    def _entries(self) -> tuple[Entry, ...]:
        return self.situation.timeline if self.situation else ()

    @property
    def _index(self) -> int:
        if self._chosen is None:
            return len(self._entries) - 1
        return self._entries.index(self._chosen)

    def watch_situation(self) -> None:
        """An entry stays chosen while the dashboard stands at its day, else the last one is."""
        entry, situation = self._chosen, self.situation
        if entry is not None and not (
            situation and entry in situation.timeline and entry.date.last_day == situation.as_of
        ):
            self._chosen = None
        self._show()

    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self.refresh()

    def _show(self) -> None:
        self.border_subtitle = f"{self._index + 1} of {len(self._entries)}"
        self.refresh()

    def render(self) -> Content:
        width, height = self.content_size
        if self.situation is None or not (width and height):
            return Content()
        chosen = self._index
        drawn = draw_timeline(self.situation, chosen, width, height)
        self._owners = tuple(owner for owner, _ in drawn)
        lines = []
        for owner, line in drawn:
            content = to_content([line])
            if owner == chosen and self.has_focus:
                content = content.pad_right(width - content.cell_length)
                content = content.stylize_before("on $block-cursor-blurred-background")
            lines.append(content)
        return Content("\n").join(lines)

    def action_move(self, entries: int) -> None:
        self._choose(self._index + entries)

    def action_page(self, pages: float) -> None:
        """As many entries as are on the screen."""
        shown = len(set(self._owners))
        self._choose(self._index + round(pages * max(1, shown)))

    def action_jump(self, index: int) -> None:
        self._choose(index if index >= 0 else len(self._entries) + index)

    def action_open(self) -> None:
        if self._entries:
            self._chosen = self._entries[self._index]
            self.post_message(EntryOpened(self._chosen))

    def _choose(self, index: int) -> None:
        if self._entries:
            self._chosen = self._entries[min(max(index, 0), len(self._entries) - 1)]
            self._show()

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._owners):
            self._choose(self._owners[offset.y])
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self._choose(self._index + 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self._choose(self._index - 1)
