"""The messages by which panes, frame and screens report to the dashboard and the app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.message import Message

from minusma_tui.chronology.timeline import Entry
from minusma_tui.query import Query
from minusma_tui.situation.day import Order


@dataclass
class QueryChanged(Message):
    """The filter box holds another valid query."""

    query: Query

    def can_replace(self, message: Message) -> bool:
        """Let several keys in one read update the situation only once."""
        return isinstance(message, QueryChanged)


@dataclass
class BasePicked(Message):
    """The cursor is on another base."""

    base_id: str

    def can_replace(self, message: Message) -> bool:
        """Let a held arrow key draw the detail only once."""
        return isinstance(message, BasePicked)


@dataclass
class BaseOpened(Message):
    """Enter or a double click asks for the detail of the chosen base."""


@dataclass
class OrderPicked(Message):
    """A click on the title of a column asks for an order."""

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
    """A click on the time bar asks for a day."""

    day: date


@dataclass
class EntryOpened(Message):
    """Enter or a double click on the timeline asks for the day and the base of an entry."""

    entry: Entry


@dataclass
class Failed(Message):
    """The app must end; its caller reports the error."""

    error: BaseException


@dataclass
class PanePicked(Message):
    """A click on the tab of a pane asks for it."""

    pane: str
    """Its id."""
