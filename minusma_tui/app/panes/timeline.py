"""The timeline: what has happened by the as-of date, the latest at the bottom."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
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
from minusma_tui.situation.situation import Situation


class Timeline(LineView, can_focus=True):
    """A list of entries, of which only as many as fit around the chosen one are drawn."""

    BORDER_TITLE = msg("5 Timeline")
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")

    _chosen: Entry | None = None
    """The entry that stays chosen; None means the last one, whichever that is."""
    _index: int = -1
    """The index of the entry that the cursor is on; -1 if there are no entries."""
    _owners: tuple[int, ...] = ()
    """For each line on the screen the index of its entry."""

    @property
    def _entries(self) -> Sequence[Entry]:
        return self.situation.timeline if self.situation else ()

    @property
    def chosen(self) -> Entry | None:
        """The entry that the cursor is on; None if there are no entries."""
        return self._entries[self._index] if self._entries else None

    def watch_situation(self) -> None:
        """Keep an entry chosen while the dashboard is at its day; else choose the last one.

        In a new version of the dataset the same entry stays chosen if it is still there.
        """
        index = self._find_chosen()
        if index is None:
            self._chosen = None
            self._index = len(self._entries) - 1
        else:
            self._choose(index)
        self._show()

    def _find_chosen(self) -> int | None:
        """The index of the chosen entry now; None if it does not stay chosen."""
        entry, entries = self._chosen, self._entries
        if entry is None or self.situation is None:
            return None
        day = entry.date.last_day
        same = [index for index in _entries_of(day, entries) if entries[index].repeats(entry)]
        found = next((index for index in same if entries[index] is entry), None)
        if found is None:  # it was filtered out, or this is another version
            return next(iter(same), None)
        return found if day == self.situation.as_of else None

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
        self._go_to(self._index + entries)

    def action_page(self, pages: float) -> None:
        """Move by as many entries as are on the screen."""
        shown = len(set(self._owners))
        self._go_to(self._index + round(pages * max(1, shown)))

    def action_jump(self, index: int) -> None:
        self._go_to(index if index >= 0 else len(self._entries) + index)

    def action_open(self) -> None:
        if self._entries:
            self._choose(self._index)
            self.post_message(EntryOpened(self._entries[self._index]))

    def _go_to(self, index: int) -> None:
        if self._entries:
            self._choose(min(max(index, 0), len(self._entries) - 1))
            self._show()

    def _choose(self, index: int) -> None:
        self._index = index
        self._chosen = self._entries[index]

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._owners):
            self._go_to(self._owners[offset.y])
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self._go_to(self._index + 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self._go_to(self._index - 1)


def _entries_of(day: date, entries: Sequence[Entry]) -> range:
    """The indexes of the entries whose last day is this; entries are sorted by their last day."""

    def last_day(entry: Entry) -> date:
        return entry.date.last_day

    return range(bisect_left(entries, day, key=last_day), bisect_right(entries, day, key=last_day))
