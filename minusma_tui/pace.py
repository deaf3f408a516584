"""The pace of the drawdown: people a day kept and needed, and where the first would end.

All paces are people a day between reported figures; nothing is interpolated.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minusma_tui.model.records import PersonnelFigure
from minusma_tui.model.values import Amount


@dataclass(frozen=True, slots=True)
class Difference:
    """The people between two figures of one scope, the earlier one first."""

    before: PersonnelFigure
    after: PersonnelFigure

    @property
    def people(self) -> Amount:
        """How many more; its qualifier follows from those of the two figures."""
        return subtract(self.after.departed.value, self.before.departed.value)

    @property
    def days(self) -> int:
        """Between the last days of the two dates."""
        return (self.after.date.last_day - self.before.date.last_day).days

    @property
    def days_are_exact(self) -> bool:
        return self.before.date.exact and self.after.date.exact

    @property
    def exact(self) -> bool:
        """Whether both numbers and both days are."""
        return self.people.qualifier is None and self.days_are_exact

    @property
    def per_day(self) -> float:
        """People a day."""
        return self.people.number / self.days


_LEAST, _MOST, _ABOUT = "at least", "at most", "about"
_BOUNDS = {"more than": _LEAST, "at least": _LEAST, "less than": _MOST, "at most": _MOST}
_OPPOSITE = {_LEAST: _MOST, _MOST: _LEAST, _ABOUT: _ABOUT}


def subtract(number: Amount, other: Amount) -> Amount:
    """A difference that claims no more than its two amounts do.

    "more than 8817" less 5802 is "at least 3015"; bounds that pull apart leave "about".
    """
    bounds = set()
    if number.qualifier:
        bounds.add(_BOUNDS.get(number.qualifier, _ABOUT))
    if other.qualifier:
        bounds.add(_OPPOSITE[_BOUNDS.get(other.qualifier, _ABOUT)])
    qualifier = bounds.pop() if len(bounds) == 1 else _ABOUT if bounds else None
    return Amount(number.number - other.number, qualifier)


@dataclass(frozen=True, slots=True)
class Pace:
    """What the last two figures say of the rest of the drawdown; None where they cannot say."""

    kept: Difference | None = None
    """The last two figures of the same scope."""
    required_per_day: float | None = None
    """For those not yet departed, from the as-of date to the deadline; None once it is past, and
    without one."""
    projected_end: date | None = None
    """When the last would leave at the pace kept, counted from the last figure; None where that is
    beyond the year 9999."""
    on_time: bool | None = None

    @property
    def actual_per_day(self) -> float | None:
        return self.kept.per_day if self.kept else None


def measure(
    figures: Sequence[PersonnelFigure], total: int | None, as_of: date, deadline: date | None
) -> Pace:
    """Measure the pace at a day from the figures of one scope known by then, oldest first."""
    if not figures:
        return Pace()
    last = figures[-1]
    kept = difference(figures, last)
    if total is None:
        return Pace(kept)
    remaining = max(0, total - last.departed.value.number)
    required = remaining / (deadline - as_of).days if deadline and as_of < deadline else None
    if kept is None or (remaining and kept.per_day <= 0):
        return Pace(kept, required)
    days = math.ceil(remaining / kept.per_day) if remaining else 0
    try:
        projected_end = last.date.last_day + timedelta(days=days)
    except OverflowError:  # beyond all calendars
        return Pace(kept, required, None, False if deadline else None)
    on_time = projected_end <= deadline if deadline else None
    return Pace(kept, required, projected_end, on_time)


def difference(figures: Sequence[PersonnelFigure], last: PersonnelFigure) -> Difference | None:
    """From the latest figure of an earlier day and of the same scope; None without one."""
    earlier = [
        figure
        for figure in figures
        if figure.scope is last.scope and figure.date.last_day < last.date.last_day
    ]
    before = max(earlier, key=lambda figure: figure.date.last_day, default=None)
    return Difference(before, last) if before else None
