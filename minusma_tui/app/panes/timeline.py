"""The timeline: what has happened by now, the last of it at the bottom."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp

from minusma_tui.app.commands import bindings
from minusma_tui.app.messages import EntryOpened
from minusma_tui.app.widgets.line_view import LineView, say_part
from minusma_tui.chronology.timeline import Entry
from minusma_tui.drawing.lines import Line
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.language.catalogue import msg
from minusma_tui.model.dataset import Dataset
from minusma_tui.situation.situation import Situation


class Timeline(LineView, can_focus=True):
    """The entries around the chosen one, as many as fit; only these are ever drawn."""

    BORDER_TITLE = msg("5 Timeline")
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")

    _chosen: Entry | None = None
    """None: the last one, whichever that is."""
    _dataset: Dataset | None = None
    """The version of the dataset that the chosen entry is of."""
    _owners: tuple[int, ...] = ()
    """Of each line on the screen the entry it belongs to, by index."""

    @property
    def _entries(self) -> Sequence[Entry]:
        return self.situation.timeline if self.situation else ()

    @property
    def chosen(self) -> Entry | None:
        """The entry that the cursor is on; None where there is none."""
        return self._entries[self._index] if self._entries else None

    @property
    def _index(self) -> int:
        if self._chosen is None:
            return len(self._entries) - 1
        return self._entries.index(self._chosen)

    def watch_situation(self) -> None:
        """An entry stays chosen while the dashboard stands at its day, else the last one is.

        In another version of the dataset the same entry is chosen, if it is still there.
        """
        entry, situation = self._chosen, self.situation
        if entry and situation and situation.dataset is not self._dataset:
            same = (other for other in situation.timeline if other.repeats(entry))
            self._keep(next(same, None))
        elif entry is not None and not (
            situation and entry in situation.timeline and entry.date.last_day == situation.as_of
        ):
            self._chosen = None
        self._show()

    def _show(self) -> None:
        say_part(self, self._index + 1, len(self._entries))
        self.redraw()

    def drawn_from(self, situation: Situation) -> tuple[object, ...]:
        return situation, self._index

    def draw(self, situation: Situation, width: int, height: int) -> Sequence[Line]:
        drawn = draw_timeline(situation, self._index, width, height)
        self._owners = tuple(owner for owner, _ in drawn)
        return [line for _, line in drawn]

    def line_style(self, row: int) -> str:
        chosen = row < len(self._owners) and self._owners[row] == self._index
        return "on $block-cursor-blurred-background" if chosen and self.has_focus else ""

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
            entry = self._entries[self._index]
            self._keep(entry)
            self.post_message(EntryOpened(entry))

    def _choose(self, index: int) -> None:
        if self._entries:
            self._keep(self._entries[min(max(index, 0), len(self._entries) - 1)])
            self._show()

    def _keep(self, entry: Entry | None) -> None:
        self._chosen = entry
        self._dataset = self.situation.dataset if self.situation else None

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
