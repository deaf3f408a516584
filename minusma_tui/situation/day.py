"""How do all bases stand at the end of a day, whatever the filter keeps of them?

Few bases change from one day to the next, so a day is made from the last one that was asked for:
a step of the date costs what happened in it, not how many bases there are.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
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
    """How the list is sorted; bases that have nothing in the column come last."""

    column: str = "departed"
    descending: bool = False


def column(identifier: str) -> Column:
    """The column with that id; KeyError where there is none."""
    for candidate in COLUMNS:
        if candidate.id == identifier:
            return candidate
    raise KeyError(identifier)


@dataclass(frozen=True, slots=True)
class Tally:
    """Bases and troops of a set of bases; only counted bases are in it."""

    closed: int
    total: int
    troops_departed: int
    """By the estimates of troops: the levels of bases since closed, and what others lost."""
    troops: int
    """By the last estimates before the drawdown."""

    @property
    def percent(self) -> float | None:
        """Bases closed, of 100, to one decimal; None of no bases."""
        return percent(self.closed, self.total)


_Measures = tuple[BitSums, ...]
"""What each field of a tally adds up, by place."""


def _measure(standing: Standing | None) -> tuple[int, ...]:
    """What one base adds to each field: nothing, unless it has been opened and is counted."""
    if standing is None or not standing.base.counted:
        return 0, 0, 0, 0
    return standing.closed, 1, standing.troops_left, standing.baseline_troops


def _measures(before: _Measures, anew: Mapping[int, tuple[int, ...]]) -> _Measures:
    """The measures once the bases at these places add so much."""
    return tuple(
        numbers.changed({place: adds[index] for place, adds in anew.items()})
        for index, numbers in enumerate(before)
    )


Positions: TypeAlias = "array[int]"
"""Of bases in the dataset; to be copied, not changed.

No list: to copy one touches each number in it, and so does each search for garbage.
"""
Groups = dict[Any, Positions]
"""Ascending places by what the bases are sorted by.

Thousands of bases have some hundred days between them, so that groups are soon sorted.
"""


@dataclass(frozen=True, eq=False)
class Day:
    """All bases at the end of one day that had been opened by then."""

    statuses: Mapping[Status, int]
    """How many counted bases stand so."""
    by_place: OverlayView[Standing | None]
    """In the order of the dataset; None of a base that is yet to be opened."""
    opened: Bits
    """Which bases have been opened by then."""
    _levels: Mapping[Period, Bits]
    """Which bases have an estimate of troops of that time as their baseline."""
    _measures: _Measures
    _places: Mapping[str, int]
    _groups: dict[str, Groups] = field(default_factory=dict)
    """By column; of those that were asked for."""
    _lists: dict[Order, Positions] = field(default_factory=dict)

    @cached_property
    def bases(self) -> Tally:
        """Of the whole mission."""
        return self.tally(self.opened)

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """In the order of the dataset."""
        return self.at(places_in(self.opened))

    def at(self, places: Sequence[int]) -> Sequence[Standing]:
        """How the bases at these places stand, all of which must have been opened."""
        return IndexedView(cast("Sequence[Standing]", self.by_place), places)

    def tally(self, among: Bits) -> Tally:
        """Of the counted ones among some bases."""
        return Tally(*(numbers.total(among) for numbers in self._measures))

    def levels(self, among: Bits) -> tuple[Period, ...]:
        """The times of the estimates of troops that a tally adds up, oldest first."""
        found = [when for when, bases in self._levels.items() if bases & among]
        return tuple(sorted(found, key=lambda when: (when.first_day, when.last_day)))

    def standing_of(self, base_id: str) -> Standing | None:
        """How that base stands; None where there is no such base, or not yet."""
        place = self.place_of(base_id)
        return None if place is None else self.by_place[place]

    def place_of(self, base_id: str) -> int | None:
        """Where a base is in the dataset; None where there is no such base."""
        return self._places.get(base_id)

    def in_order(self, order: Order) -> Positions:
        """The places of all of them as the list shows them; equals as the dataset has them."""
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

    def changed(self, anew: Mapping[int, Standing | None]) -> "Day":
        """The day in which the bases at these places stand so."""
        before = {place: self.by_place[place] for place in anew}
        statuses = Counter(self.statuses)
        statuses.subtract(_count_statuses(filter(None, before.values())))
        statuses.update(_count_statuses(filter(None, anew.values())))
        toggled = bits_at(at for at in anew if (before[at] is None) != (anew[at] is None))
        added = {place: _measure(standing) for place, standing in anew.items()}
        return Day(
            statuses=+statuses,
            by_place=self.by_place.overlaid(anew),
            opened=self.opened ^ toggled,
            _levels=_move_levels(self._levels, before, anew),
            _measures=_measures(
                self._measures,
                {place: adds for place, adds in added.items() if adds != _measure(before[place])},
            ),
            _places=self._places,
            _groups={
                name: self._regroup(name, anew) for name in {order.column for order in self._lists}
            },
        )

    def _regroup(self, name: str, anew: Mapping[int, Standing | None]) -> Groups:
        """The groups of a column once the bases at some places stand otherwise."""
        read = column(name).sort_key
        moved: dict[Any, list[int]] = defaultdict(list)
        for place, standing in anew.items():
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
    """The time of the estimate of troops that the base adds to a tally."""
    if standing is None or not standing.base.counted or standing.baseline is None:
        return None
    return standing.baseline.date


def _move_levels(
    levels: Mapping[Period, Bits],
    before: Mapping[int, Standing | None],
    anew: Mapping[int, Standing | None],
) -> Mapping[Period, Bits]:
    """The levels once the bases at these places stand otherwise."""
    moved: dict[Period, list[int]] = defaultdict(list)
    for place, standing in anew.items():
        was, now = _level(before.get(place)), _level(standing)
        if was != now:
            for when in filter(None, (was, now)):
                moved[when].append(place)
    if not moved:
        return levels
    toggled = {when: levels.get(when, 0) ^ bits_at(places) for when, places in moved.items()}
    return {**levels, **toggled}


def _toggled(places: Positions, others: Sequence[int]) -> Positions:
    """Without those of the others that are among the places, and with those that are not.

    Both are ascending.
    """
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


@lru_cache(maxsize=4)
def day_of(dataset: Dataset, as_of: date) -> Day:
    """How every base of a dataset stands at the end of a day."""
    return _days(dataset).call(as_of)


@lru_cache(maxsize=2)
def _days(dataset: Dataset) -> "_Days":
    return _Days(dataset)


class _Days:
    """On which days do which bases change, and how did they stand when last asked?"""

    def __init__(self, dataset: Dataset) -> None:
        mission = dataset.mission
        self._bases = tuple(dataset.bases.values())
        self._deadline = dataset.deadline
        began = mission.drawdown_began or mission.created
        self._began = began.value.first_day if began else None
        self._last: tuple[date, Day] | None = None
        changing: dict[date, list[int]] = defaultdict(list)
        for place, base in enumerate(self._bases):
            for day in _changes(base):
                changing[day].append(place)
        self._days = sorted(changing)
        self._changing = changing

    def call(self, as_of: date) -> Day:
        if self._last is None:
            day = self._call_all(as_of)
        else:
            before, day = self._last
            first, last = sorted((before, as_of))
            day = day.changed(
                {place: self._stand(place, as_of) for place in self._between(first, last)}
            )
        self._last = as_of, day
        return day

    def _between(self, first: date, last: date) -> Sequence[int]:
        """The places of the bases that may stand differently at the end of the two days."""
        if self._deadline and first <= self._deadline < last:
            return range(len(self._bases))
        days = self._days[bisect_right(self._days, first) : bisect_right(self._days, last)]
        return sorted({place for day in days for place in self._changing[day]})

    def _call_all(self, as_of: date) -> Day:
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
    """The days from which on `stand` may say otherwise, but for the deadline."""
    for fact in (base.opened, base.departed, base.handed_over):
        if fact is not None:
            yield known_from(fact)
    yield from map(known_from, base.strengths)
    yield from map(known_from, base.plans)
