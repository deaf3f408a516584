"""All bases at the end of a day, before any filter.

Few bases change from one day to the next, so each day is derived from the day that was requested
before it. The cost of a step depends on what happened in between, not on the number of bases.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias, cast

from minusma_tui.chronology.known import known_from
from minusma_tui.chronology.standing import Standing, stand
from minusma_tui.index.bitset import Bits, BitSums, bits_at, places_in
from minusma_tui.index.views import IndexedView, OverlayView
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base
from minusma_tui.model.values import Status
from minusma_tui.model.wording import percent
from minusma_tui.situation.columns import COLUMNS, Column


@dataclass(frozen=True, slots=True)
class Order:
    """How the list is sorted; bases without a value in the column come last in both directions."""

    column: str = "departed"
    """The id of a column."""
    descending: bool = False


def column(identifier: str) -> Column:
    """Return the column with this id. Raises KeyError if there is none."""
    for candidate in COLUMNS:
        if candidate.id == identifier:
            return candidate
    raise KeyError(identifier)


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of bases and troops in a set of bases; only counted bases are included."""

    closed: int
    """Bases departed or handed over."""
    total: int
    """Bases."""
    troops_departed: int
    """The sum of `Standing.troops_left`: all troops of closed bases, the decrease at others."""
    troops: int
    """The sum of the estimates in `Standing.baseline`."""

    @property
    def percent(self) -> float | None:
        """The percentage of bases closed, to one decimal; None if there are no bases."""
        return percent(self.closed, self.total)


_Measures = tuple[BitSums, ...]
"""The numbers that each field of `Tally` adds up, in the order of its fields."""


def _measure(standing: Standing | None) -> tuple[int, ...]:
    """Return what one base adds to each field of a tally: 0 if it is not opened or not counted."""
    if standing is None or not standing.base.counted:
        return 0, 0, 0, 0
    return standing.closed, 1, standing.troops_left, standing.baseline_troops


def _measures(before: _Measures, changes: Mapping[int, tuple[int, ...]]) -> _Measures:
    """Return the measures after the contributions of the bases at these indexes are replaced."""
    return tuple(
        numbers.changed({place: adds[index] for place, adds in changes.items()})
        for index, numbers in enumerate(before)
    )


Positions: TypeAlias = "array[int]"
"""Indexes of bases in the order of the dataset; copy before changing.

An array instead of a list: copying a list touches each number in it, and so does each garbage
collection.
"""
_KEPT_DAYS = 4
"""The number of days that are cached: today, the marked day and the days around them."""
Groups = dict[Any, Positions]
"""Ascending indexes of bases, by the sort key that the bases share.

Thousands of bases share some hundred days, so sorting the groups is faster than sorting the bases.
"""


@dataclass(frozen=True, eq=False)
class Day:
    """All bases that had been opened by the end of one day."""

    statuses: Mapping[Status, int]
    """The number of counted bases by status; a status without any is absent."""
    by_place: OverlayView[Standing | None]
    """In the order of the dataset; None for a base that is not opened yet."""
    opened: Bits
    """The bases that have been opened by then."""
    _levels: Mapping[Period, Bits]
    """The counted bases by the date of the estimate of troops that is their baseline."""
    _measures: _Measures
    _places: Mapping[str, int]
    _groups: dict[str, Groups] = field(default_factory=dict)
    """By the id of a column; only columns that were requested."""
    _lists: dict[Order, Positions] = field(default_factory=dict)

    @cached_property
    def bases(self) -> Tally:
        """The tally of the whole mission."""
        return self.tally(self.opened)

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """The opened bases, in the order of the dataset."""
        return self.at(places_in(self.opened))

    def at(self, places: Sequence[int]) -> Sequence[Standing]:
        """Return the standings of the bases at these indexes, all of which must be opened."""
        return IndexedView(cast("Sequence[Standing]", self.by_place), places)

    def tally(self, among: Bits) -> Tally:
        """Return the tally of the counted bases in the set."""
        return Tally(*(numbers.total(among) for numbers in self._measures))

    def levels(self, among: Bits) -> tuple[Period, ...]:
        """Return the dates of the estimates that a tally of the set adds up, oldest first."""
        found = [when for when, bases in self._levels.items() if bases & among]
        return tuple(sorted(found, key=lambda when: (when.first_day, when.last_day)))

    def standing_of(self, base_id: str) -> Standing | None:
        """Return how a base stands; None if there is no such base or it is not opened yet."""
        place = self.place_of(base_id)
        return None if place is None else self.by_place[place]

    def place_of(self, base_id: str) -> int | None:
        """Return the index of a base in the dataset; None if there is no such base."""
        return self._places.get(base_id)

    def in_order(self, order: Order) -> Positions:
        """Return the indexes of the opened bases in the order of the list.

        Bases with equal sort keys are in the order of the dataset.
        """
        if order not in self._lists:
            if order.column not in self._groups:
                self._groups[order.column] = self._group(order.column)
            groups = self._groups[order.column]
            keys = [key for key in groups if key is not None]
            keys.sort(reverse=order.descending)
            if None in groups:
                keys.append(None)
            places = self._lists[order] = array("l")
            for key in keys:
                places += groups[key]
        return self._lists[order]

    def _group(self, name: str) -> Groups:
        read = column(name).sort_key
        groups: Groups = defaultdict(lambda: array("l"))
        for place, standing in enumerate(self.by_place):
            if standing is not None:
                groups[read(standing)].append(place)
        return dict(groups)

    def unsorted(self) -> "Day":
        """Return the same day without the cached orders."""
        return replace(self, _groups={}, _lists={})

    def changed(self, changes: Mapping[int, Standing | None]) -> "Day":
        """Return the day after the standings at these indexes are replaced."""
        before = {place: self.by_place[place] for place in changes}
        statuses = Counter(self.statuses)
        statuses.subtract(_count_statuses(filter(None, before.values())))
        statuses.update(_count_statuses(filter(None, changes.values())))
        toggled = bits_at(at for at in changes if (before[at] is None) != (changes[at] is None))
        added = {place: _measure(standing) for place, standing in changes.items()}
        return Day(
            statuses=+statuses,
            by_place=self.by_place.overlaid(changes),
            opened=self.opened ^ toggled,
            _levels=_move_levels(self._levels, before, changes),
            _measures=_measures(
                self._measures,
                {place: adds for place, adds in added.items() if adds != _measure(before[place])},
            ),
            _places=self._places,
            _groups={
                name: self._regroup(name, changes)
                for name in {order.column for order in self._lists}
            },
        )

    def _regroup(self, name: str, changes: Mapping[int, Standing | None]) -> Groups:
        """Return the groups of a column after the standings at these indexes are replaced."""
        read = column(name).sort_key
        moved: dict[Any, list[int]] = defaultdict(list)
        for place, standing in changes.items():
            before, after = (
                {read(one)} if one else set[Any]() for one in (self.by_place[place], standing)
            )
            for key in before ^ after:
                moved[key].append(place)
        groups = self._groups[name]
        return groups | {
            key: _toggled(groups.get(key, array("l")), places) for key, places in moved.items()
        }


def _level(standing: Standing | None) -> Period | None:
    """Return the date of the estimate that the base adds to a tally; None if it adds none."""
    if standing is None or not standing.base.counted or standing.baseline is None:
        return None
    return standing.baseline.date


def _move_levels(
    levels: Mapping[Period, Bits],
    before: Mapping[int, Standing | None],
    changes: Mapping[int, Standing | None],
) -> Mapping[Period, Bits]:
    """Return the levels after the standings at these indexes are replaced."""
    moved: dict[Period, list[int]] = defaultdict(list)
    for place, standing in changes.items():
        was, now = _level(before.get(place)), _level(standing)
        if was != now:
            for when in filter(None, (was, now)):
                moved[when].append(place)
    if not moved:
        return levels
    toggled = {when: levels.get(when, 0) ^ bits_at(places) for when, places in moved.items()}
    return {**levels, **toggled}


def _toggled(places: Positions, others: Sequence[int]) -> Positions:
    """Return the symmetric difference of two ascending sequences."""
    toggled = array("l")
    start = 0
    for place in others:
        index = bisect_left(places, place, start)
        toggled += places[start:index]
        if index < len(places) and places[index] == place:
            index += 1
        else:
            toggled.append(place)
        start = index
    toggled += places[start:]
    return toggled


def _count_statuses(standings: Iterable[Standing]) -> Counter[Status]:
    return Counter([standing.status for standing in standings if standing.base.counted])


class Days:
    """The days of a dataset, each derived from the day that was requested before it."""

    def __init__(self, dataset: Dataset) -> None:
        self._bases = tuple(dataset.bases.values())
        self._deadline = dataset.deadline
        self._began = dataset.drawdown_start
        self.recent: dict[date, Day] = {}
        """The days that were requested last, the latest request at the end."""
        changing: dict[date, list[int]] = defaultdict(list)
        for place, base in enumerate(self._bases):
            for day in _changes(base):
                changing[day].append(place)
        self._days = sorted(changing)
        self._changing = changing

    def at(self, as_of: date) -> Day:
        """Return all bases at the end of a day; a cached day is returned as the same object."""
        day = self.recent.pop(as_of, None)
        if day is None:
            day = self._make(as_of)
            if len(self.recent) == _KEPT_DAYS:
                del self.recent[next(iter(self.recent))]
        self.recent[as_of] = day
        return day

    def unsorted(self) -> "Days":
        """Return the same days without their orders: names sort differently in each language."""
        other = copy(self)
        other.recent = {as_of: day.unsorted() for as_of, day in self.recent.items()}
        return other

    def _make(self, as_of: date) -> Day:
        if not self.recent:
            return self._make_all(as_of)
        before, day = next(reversed(self.recent.items()))
        first, last = sorted((before, as_of))
        return day.changed(
            {place: self._stand(place, as_of) for place in self._between(first, last)}
        )

    def _between(self, first: date, last: date) -> Sequence[int]:
        """Return the indexes of the bases whose standing may differ at the end of the two days."""
        # After the deadline every base that is still held is in liquidation.
        if self._deadline and first <= self._deadline < last:
            return range(len(self._bases))
        days = self._days[bisect_right(self._days, first) : bisect_right(self._days, last)]
        return sorted({place for day in days for place in self._changing[day]})

    def _make_all(self, as_of: date) -> Day:
        by_place = tuple([self._stand(place, as_of) for place in range(len(self._bases))])
        return Day(
            statuses=_count_statuses(standing for standing in by_place if standing is not None),
            by_place=OverlayView(by_place),
            opened=bits_at(place for place, one in enumerate(by_place) if one is not None),
            _levels=_move_levels({}, {}, dict(enumerate(by_place))),
            _measures=_measures((BitSums(),) * 4, dict(enumerate(map(_measure, by_place)))),
            _places={base.id: place for place, base in enumerate(self._bases)},
        )

    def _stand(self, place: int, as_of: date) -> Standing | None:
        base = self._bases[place]
        if base.opened is not None and known_from(base.opened) > as_of:
            return None
        return stand(base, as_of, self._began, self._deadline)


def _changes(base: Base) -> Iterator[date]:
    """Yield the days on which the result of `stand` may change, apart from the deadline."""
    for fact in (base.opened, base.departed, base.handed_over):
        if fact is not None:
            yield known_from(fact)
    yield from map(known_from, base.strengths)
    yield from map(known_from, base.plans)
