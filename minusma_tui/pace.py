"""Are people leaving fast enough? The pace kept, the pace needed and where the first would end.

All paces are people a day, between reported figures only: nothing is interpolated.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minusma_tui.model.records import PersonnelFigure


@dataclass(frozen=True, slots=True)
class Pace:
    """What the last two figures say of the rest of the drawdown; None where they cannot say."""

    actual_per_day: float | None
    """Between the last two figures of the same scope."""
    required_per_day: float | None
    """For those not yet departed, from the as-of date to the deadline; None once it is past, and
    without one."""
    projected_end: date | None
    """When the last would leave at the pace kept, counted from the last figure; None where that is
    beyond the year 9999."""
    on_time: bool | None
    measured: tuple[date, date] | None = None
    """The days of the two figures that `actual_per_day` is between."""


def measure(
    figures: Sequence[PersonnelFigure], total: int | None, as_of: date, deadline: date | None
) -> Pace:
    """Measure the pace at a day from the figures of one scope known by then, oldest first."""
    if not figures or total is None:
        return Pace(None, None, None, None)
    last = figures[-1]
    remaining = max(0, total - last.departed.value.number)
    required = remaining / (deadline - as_of).days if deadline and as_of < deadline else None
    earlier = [figure for figure in figures if figure.date.last_day < last.date.last_day]
    if not earlier:
        return Pace(None, required, None, None)
    before = earlier[-1]
    measured = (before.date.last_day, last.date.last_day)
    actual = gained(before, last)
    if remaining and actual <= 0:
        return Pace(actual, required, None, None, measured)
    days = math.ceil(remaining / actual) if remaining else 0
    try:
        projected_end = last.date.last_day + timedelta(days=days)
    except OverflowError:  # beyond all calendars
        return Pace(actual, required, None, False if deadline else None, measured)
    on_time = projected_end <= deadline if deadline else None
    return Pace(actual, required, projected_end, on_time, measured)


def gained(before: PersonnelFigure, after: PersonnelFigure) -> float:
    """People a day between two figures of different days."""
    people = after.departed.value.number - before.departed.value.number
    return people / (after.date.last_day - before.date.last_day).days
