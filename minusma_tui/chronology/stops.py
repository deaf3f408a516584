"""The days worth stopping at, steps from day to day, and days as people type them."""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from minusma_tui.chronology.timeline import Timeline
from minusma_tui.language.catalogue import tr
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import EXPECTED, Period, parse_period

LONG_SPAN = 3 * 366
"""Days; a longer span is labelled by its years instead of its months."""


def find_stops(dataset: Dataset, timeline: Timeline) -> tuple[date, ...]:
    """Return the days of the drawdown on which the dataset reports something, oldest first.

    Each is the last day of a period, which is when the dashboard shows it. The drawdown starts
    with the end of the mandate, or else with the mission's first day. The as-of date of the dataset
    is a stop, too.
    """
    mission = dataset.mission
    ended = mission.mandate_ended
    first = ended.value.first_day if ended else dataset.first_day
    days = {first, dataset.as_of, *(period.last_day for period in _periods(dataset, timeline))}
    return tuple(sorted(day for day in days if day >= first))


def _periods(dataset: Dataset, timeline: Timeline) -> Iterator[Period]:
    mission = dataset.mission
    for fact in (mission.drawdown_began, mission.deadline, mission.completed):
        if fact is not None:
            yield fact.value
    for entry in timeline.entries:
        yield entry.date


def step(stops: Sequence[date], day: date, events: int) -> date:
    """Return the day that is `events` stops after a day, or before it if negative.

    The result is never beyond the first or the last stop.
    """
    start = bisect_right(stops, day) - 1 if events > 0 else bisect_left(stops, day)
    return stops[min(max(start + events, 0), len(stops) - 1)]


def clamp(stops: Sequence[date], day: date) -> date:
    """Return the day, or the first or last stop if the day is outside the drawdown."""
    return min(max(day, stops[0]), stops[-1])


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month if it is shorter."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def named_months(first: date, last: date) -> Iterator[date]:
    """Yield the first days of the months from `first` to `last`, both inclusive, for a calendar.

    A long span yields only the first days of its years.
    """
    long = (last - first).days > LONG_SPAN
    month = first.replace(day=1)
    while month <= last:
        if month >= first and (month.month == 1 or not long):
            yield month
        month = add_months(month, 1)


_MONTHS = (
    ("jan",),
    ("feb", "fév", "fev"),
    ("mar",),
    ("apr", "avr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou"),
    ("sep",),
    ("oct",),
    ("nov",),
    ("dec", "déc"),
)
"""The beginnings of the names of the months, in English and in French."""
_SPOKEN = re.compile(r"(?P<day>\d{1,2})(?:er)? +(?P<month>[^\W\d]{3,})\.?(?: +(?P<year>\d{4}))?")


def read_day(text: str, today: date) -> date:
    """Return the last day of an EDTF date, or a day such as "31 oct" or "31 octobre 2023".

    A day without a year is in the year of `today`. Raises ValueError with what was expected.
    """
    text = text.strip()
    spoken = _SPOKEN.fullmatch(text.casefold())
    if spoken is None:
        return parse_period(text).last_day
    for month, beginnings in enumerate(_MONTHS, start=1):
        if spoken["month"].startswith(beginnings):
            year = int(spoken["year"] or today.year)
            return parse_period(f"{year:04}-{month:02}-{int(spoken['day']):02}").last_day
    raise ValueError(tr("expected {expected}, or 31 oct", expected=tr(EXPECTED)))
