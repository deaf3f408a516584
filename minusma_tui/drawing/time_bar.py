"""The time bar: the whole drawdown on one line, with ticks for what happened, above its months."""

from collections import Counter
from datetime import date, timedelta

from rich.cells import cell_len

from minusma_tui.chronology.stops import named_months
from minusma_tui.drawing.lines import Line, Role, Span
from minusma_tui.model.wording import say_month
from minusma_tui.situation.situation import Situation
from minusma_tui.situation.world import World, kept_by_world

TICKS = "▁▂▃▄▅▆▇█"
"""The ticks by the number of entries in the days of a cell; the first one is for none."""
CURSOR, DEADLINE, MARKED = "▲", "┃", "◇"


def draw_time_bar(situation: Situation, width: int) -> list[Line]:
    """Draw two lines: the ticks, fainter after the as-of date, and the months with the cursor."""
    if width < 1:
        return []
    return [_draw_ticks(situation, width), _draw_calendar(situation, width)]


def day_at(world: World, column: int, width: int) -> date:
    """Return the first day of a cell."""
    first, last = _span(world)
    days = (last - first).days + 1
    return first + timedelta(days=-(-min(max(column, 0), width - 1) * days // width))


def column_of(world: World, day: date, width: int) -> int:
    """Return the cell of a day; a day outside the bar is in the first or the last cell."""
    first, last = _span(world)
    days = (last - first).days + 1
    return min(max((day - first).days * width // days, 0), width - 1)


def _span(world: World) -> tuple[date, date]:
    first, last = world.stops[0], world.stops[-1]
    return first, max(last, world.dataset.deadline or last)


def _draw_ticks(situation: Situation, width: int) -> Line:
    world, deadline_day = situation.world, situation.dataset.deadline
    happened = _happened(world, width)
    today = column_of(world, situation.as_of, width)
    deadline = column_of(world, deadline_day, width) if deadline_day else None
    spans: list[Span] = []
    for column in range(width):
        role: Role = "full" if column <= today else "empty"
        # A cell may cover many days and more entries than there are ticks.
        tick = TICKS[min(happened[column], len(TICKS) - 1)]
        if column == deadline:
            tick, role = DEADLINE, "contested"
        if column == today:
            role = "chosen"
        spans.append((tick, role))
    return tuple(spans)


@kept_by_world(4)
def _happened(world: World, width: int) -> Counter[int]:
    """Count the entries by cell."""
    first, _ = _span(world)
    cells: Counter[int] = Counter()
    for day, count in _days(world).items():
        if day >= first:
            cells[column_of(world, day, width)] += count
    return cells


@kept_by_world(1)
def _days(world: World) -> Counter[date]:
    """Count the entries by their last day."""
    return Counter(entry.date.last_day for entry in world.timeline.entries)


def _draw_calendar(situation: Situation, width: int) -> Line:
    world = situation.world
    first, last = _span(world)
    row = [" "] * width
    for month in named_months(first, last):
        _put(row, column_of(world, month, width), say_month(month))
    signs: dict[int, Span] = {}
    if situation.marked is not None:
        signs[column_of(world, situation.marked.as_of, width)] = (MARKED, "cursor")
    signs[column_of(world, situation.as_of, width)] = (CURSOR, "cursor")
    return tuple(signs.get(column, (text, "dim")) for column, text in enumerate(row))


def _put(row: list[str], column: int, text: str) -> None:
    """Write a text if there is room for it and a blank before it."""
    cells = cell_len(text)
    reach = row[max(0, column - 1) : column + cells]
    if column + cells <= len(row) and all(cell == " " for cell in reach):
        # One item a cell: behind a wide letter stands an empty one.
        row[column : column + cells] = [*text, *[""] * (cells - len(text))]
