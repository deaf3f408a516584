"""Where in the drawdown does one stand? Its whole span on one line, a tick for what happened."""

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

from rich.cells import cell_len

from minusma_tui.chronology.stops import named_months, stops
from minusma_tui.chronology.timeline import timeline
from minusma_tui.drawing.lines import Line, Role, Span
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.wording import say_month
from minusma_tui.situation.situation import Situation

TICKS = "▁▂▃▄▅▆▇█"
"""By how much happened in the days of a cell; the first where nothing did."""
CURSOR, DEADLINE, MARKED = "▲", "┃", "◇"


def draw_time_bar(situation: Situation, width: int) -> list[Line]:
    """Two lines: ticks, those still to come dim; and the months, with the day one stands at."""
    if width < 1:
        return []
    return [_draw_ticks(situation, width), _draw_calendar(situation, width)]


def day_at(dataset: Dataset, column: int, width: int) -> date:
    """The day that a cell stands for: its first."""
    first, last = _span(dataset)
    days = (last - first).days + 1
    return first + timedelta(days=-(-min(max(column, 0), width - 1) * days // width))


def column_of(dataset: Dataset, day: date, width: int) -> int:
    """The cell of a day."""
    first, last = _span(dataset)
    days = (last - first).days + 1
    return min(max((day - first).days * width // days, 0), width - 1)


def _span(dataset: Dataset) -> tuple[date, date]:
    days = stops(dataset)
    return days[0], max(days[-1], dataset.deadline or days[-1])


def _draw_ticks(situation: Situation, width: int) -> Line:
    dataset = situation.dataset
    happened = _happened(dataset, width)
    today = column_of(dataset, situation.as_of, width)
    deadline = column_of(dataset, dataset.deadline, width) if dataset.deadline else None
    spans: list[Span] = []
    for column in range(width):
        role: Role = "full" if column <= today else "empty"
        # A cell can stand for many days and more things than there are heights.
        tick = TICKS[min(happened[column], len(TICKS) - 1)]
        if column == deadline:
            tick, role = DEADLINE, "contested"
        if column == today:
            role = "chosen"
        spans.append((tick, role))
    return tuple(spans)


@lru_cache(maxsize=4)
def _happened(dataset: Dataset, width: int) -> Counter[int]:
    """By cell, how much."""
    first, _ = _span(dataset)
    cells: Counter[int] = Counter()
    for day, count in _days(dataset).items():
        if day >= first:
            cells[column_of(dataset, day, width)] += count
    return cells


@lru_cache(maxsize=2)
def _days(dataset: Dataset) -> Counter[date]:
    """How much happened on each."""
    return Counter(entry.date.last_day for entry in timeline(dataset).entries)


def _draw_calendar(situation: Situation, width: int) -> Line:
    dataset = situation.dataset
    first, last = _span(dataset)
    row = [" "] * width
    for month in named_months(first, last):
        _put(row, column_of(dataset, month, width), say_month(month))
    signs: dict[int, Span] = {}
    if situation.marked is not None:
        signs[column_of(dataset, situation.marked.as_of, width)] = (MARKED, "cursor")
    signs[column_of(dataset, situation.as_of, width)] = (CURSOR, "cursor")
    return tuple(signs.get(column, (text, "dim")) for column, text in enumerate(row))


def _put(row: list[str], column: int, text: str) -> None:
    """Write where there is room and a blank before it."""
    cells = cell_len(text)
    reach = row[max(0, column - 1) : column + cells]
    if column + cells <= len(row) and all(cell == " " for cell in reach):
        # One item a cell: behind a wide letter stands an empty one.
        row[column : column + cells] = [*text, *[""] * (cells - len(text))]
