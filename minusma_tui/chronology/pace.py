"""The pace of the drawdown: the rate kept, the rate needed and the end that the first leads to.

All rates are people per day between reported figures; nothing is interpolated.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minusma_tui.model.records import PersonnelFigure
from minusma_tui.model.values import Amount


@dataclass(frozen=True, slots=True)
class Difference:
    """The people who left between two figures of one scope, the earlier one first."""

    before: PersonnelFigure
    after: PersonnelFigure

    @property
    def people(self) -> Amount:
        """The increase in people departed; its qualifier follows from those of the figures."""
        return subtract(self.after.departed.value, self.before.departed.value)

    @property
    def days(self) -> int:
        """Days between the last days of the two dates."""
        return (self.after.date.last_day - self.before.date.last_day).days

    @property
    def days_are_exact(self) -> bool:
        """Whether both figures speak of one certain day each."""
        return self.before.date.exact and self.after.date.exact

    @property
    def exact(self) -> bool:
        """Whether both numbers and both dates are exact."""
        return self.people.qualifier is None and self.days_are_exact

    @property
    def per_day(self) -> float:
        """People per day."""
        return self.people.number / self.days


_LEAST, _MOST, _ABOUT = "at least", "at most", "about"
_BOUNDS = {"more than": _LEAST, "at least": _LEAST, "less than": _MOST, "at most": _MOST}
_OPPOSITE = {_LEAST: _MOST, _MOST: _LEAST, _ABOUT: _ABOUT}


def subtract(number: Amount, other: Amount) -> Amount:
    """Return the difference of two amounts; its qualifier claims no more than theirs do.

    "more than 8817" minus 5802 is "at least 3015". If one amount makes the difference a lower
    bound and the other makes it an upper bound, it is "about".
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
    """What the last two figures say about the rest of the drawdown; fields are None if unknown."""

    kept: Difference | None = None
    """The difference between the last two figures of the same scope."""
    required_per_day: float | None = None
    """People per day who must leave from the as-of date to the deadline for all to have left; None
    without a deadline, on it and after it."""
    projected_end: date | None = None
    """The day on which the last person would leave at the rate kept, counted from the last figure;
    None if nobody leaves at that rate, or if it is beyond the year 9999."""
    on_time: bool | None = None
    """Whether the last person would leave by the deadline; None without one."""

    @property
    def actual_per_day(self) -> float | None:
        """People a day between the last two figures; None without two."""
        return self.kept.per_day if self.kept else None


def measure(
    figures: Sequence[PersonnelFigure], total: int | None, as_of: date, deadline: date | None
) -> Pace:
    """Measure the pace at a day from the figures of one scope known by then, oldest first.

    `total` is the number of people of that scope; without it only the rate kept is known.
    """
    if not figures:
        return Pace()
    kept = last_difference(figures)
    if total is None:
        return Pace(kept)
    remaining = max(0, total - figures[-1].departed.value.number)
    required = remaining / (deadline - as_of).days if deadline and as_of < deadline else None
    if kept is None:
        return Pace(None, required)
    to_come = max(0, total - kept.after.departed.value.number)
    if to_come and kept.per_day <= 0:
        return Pace(kept, required)
    days = math.ceil(to_come / kept.per_day) if to_come else 0
    try:
        projected_end = kept.after.date.last_day + timedelta(days=days)
    except OverflowError:  # beyond the year 9999
        return Pace(kept, required, None, False if deadline else None)
    on_time = projected_end <= deadline if deadline else None
    return Pace(kept, required, projected_end, on_time)


def last_difference(figures: Sequence[PersonnelFigure]) -> Difference | None:
    """Return the difference between the last two figures of different days.

    All figures are of one scope, oldest first. Rounded ones ("nearly 6000") are ignored if there
    are two others, since the rounding may be larger than the difference.
    """
    counts = [figure for figure in figures if _is_count(figure)]
    return _difference(counts) or _difference(figures)


def _is_count(figure: PersonnelFigure) -> bool:
    """Return whether the number is exact or a bound, and not rounded."""
    return figure.departed.value.qualifier not in ("about", "nearly")


def _difference(figures: Sequence[PersonnelFigure]) -> Difference | None:
    last = figures[-1] if figures else None
    earlier = [one for one in figures if last and one.date.last_day < last.date.last_day]
    return Difference(earlier[-1], last) if last and earlier else None


def difference(
    before: Sequence[PersonnelFigure], after: Sequence[PersonnelFigure]
) -> Difference | None:
    """Return the difference between the last figures known by two days.

    All figures are of one scope, oldest first. None if either day has no figure or the later day
    has no newer one. Rounded figures are ignored if both days have others.
    """
    first, last = ([one for one in figures if _is_count(one)] for figures in (before, after))
    if not (first and last):
        first, last = list(before), list(after)
    if first and last and first[-1].date.last_day < last[-1].date.last_day:
        return Difference(first[-1], last[-1])
    return None
