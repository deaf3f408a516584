"""What do panes tell the dashboard?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.message import Message

from minusma_tui.chronology.timeline import Entry
from minusma_tui.query import Query
from minusma_tui.situation.day import Order


@dataclass
class QueryChanged(Message):
    """The filter box holds another query that can be read."""

    query: Query

    def can_replace(self, message: Message) -> bool:
        """Keys typed at once cost one look."""
        return isinstance(message, QueryChanged)


@dataclass
class BasePicked(Message):
    """The cursor stands on another base."""

    base_id: str

    def can_replace(self, message: Message) -> bool:
        """A held arrow key costs one detail."""
        return isinstance(message, BasePicked)


@dataclass
class BaseOpened(Message):
    """Enter or a double click: read the chosen base."""


@dataclass
class OrderPicked(Message):
    """A click on a column's title."""

    order: Order


@dataclass
class Sorted(Message):
    """The list has another order now."""

    order: Order


@dataclass
class ColumnsPicked(Message):
    """The list shows other columns now."""

    ids: Sequence[str]


@dataclass
class DatePicked(Message):
    """A click on the time bar."""

    day: date


@dataclass
class EntryOpened(Message):
    """Enter or a double click on the timeline: go to when and where it happened."""

    entry: Entry


@dataclass
class Failed(Message):
    """It cannot go on: the application ends, and whoever started it says why."""

    error: BaseException


@dataclass
class PanePicked(Message):
    """A click on the name of a pane."""

    pane: str
