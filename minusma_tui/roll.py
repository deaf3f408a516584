"""How do all bases stand at the end of a day, whatever the filter keeps of them?

Few bases change from one day to the next, so a roll is made from the last one that was asked for:
a step of the date costs what happened in it, not how many bases there are.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

from minusma_tui.columns import COLUMNS, Column
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Base
from minusma_tui.model.values import Status
from minusma_tui.standing import Standing, stand


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
    """An estimate, as all troop figures are."""
    troops: int

    @property
    def percent(self) -> float | None:
        """Bases closed, of 100, to one decimal; None of no bases."""
        return percent(self.closed, self.total)


def percent(part: int, whole: int | None) -> float | None:
    """Of 100, to one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None


def tally(standings: Iterable[Standing]) -> Tally:
    """Count the counted bases among these."""
    counted = [standing for standing in standings if standing.base.counted]
    return Tally(
        closed=sum([standing.closed for standing in counted]),
        total=len(counted),
        troops_departed=sum([standing.troops_left for standing in counted]),
        troops=sum([standing.baseline for standing in counted]),
    )


Groups = dict[Any, list[Standing]]
"""Bases in the order of the dataset, by what they are sorted by.

Thousands of bases have some hundred days between them, so that groups are soon sorted.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """All bases at the end of one day."""

    standings: tuple[Standing, ...]
    """In the order of the dataset."""
    bases: Tally
    """Of the whole mission."""
    statuses: Mapping[Status, int]
    """How many counted bases stand so."""
    _places: Mapping[str, int]
    _groups: dict[str, Groups] = field(default_factory=dict)
    """By column; of those that were asked for."""
    _lists: dict[Order, tuple[Standing, ...]] = field(default_factory=dict)

    def standing_of(self, base_id: str) -> Standing | None:
        """How that base stands; None where there is no such base."""
        place = self._places.get(base_id)
        return None if place is None else self.standings[place]

    def in_order(self, order: Order) -> tuple[Standing, ...]:
        """All of them as the list shows them; equals in the order of the dataset."""
        if order not in self._lists:
            if order.column not in self._groups:
                self._groups[order.column] = _group(order.column, self.standings)
            groups = self._groups[order.column]
            keys = [key for key in groups if key is not None]
            keys.sort(reverse=order.descending)
            if None in groups:
                keys.append(None)
            self._lists[order] = tuple(chain.from_iterable(groups[key] for key in keys))
        return self._lists[order]

    def changed(self, anew: Mapping[int, Standing]) -> "Roll":
        """The roll in which the bases at these places stand so."""
        standings = list(self.standings)
        for place, standing in anew.items():
            standings[place] = standing
        before, after = tally(self.standings[place] for place in anew), tally(anew.values())
        statuses = Counter(self.statuses)
        for place, standing in anew.items():
            if standing.base.counted:
                statuses[self.standings[place].status] -= 1
                statuses[standing.status] += 1
        return Roll(
            standings=tuple(standings),
            bases=Tally(
                closed=self.bases.closed - before.closed + after.closed,
                total=self.bases.total,
                troops_departed=(
                    self.bases.troops_departed - before.troops_departed + after.troops_departed
                ),
                troops=self.bases.troops - before.troops + after.troops,
            ),
            statuses=+statuses,
            _places=self._places,
            _groups={
                name: self._regroup(name, anew) for name in {order.column for order in self._lists}
            },
        )

    def _regroup(self, name: str, anew: Mapping[int, Standing]) -> Groups:
        """The groups of a column once the bases at some places stand otherwise."""
        read = column(name).sort_key
        groups = dict(self._groups[name])
        own: set[Any] = set()  # keys of the groups that are copies by now

        def group(key: Any) -> list[Standing]:
            if key not in own:
                groups[key] = list(groups.get(key, ()))
                own.add(key)
            return groups[key]

        def place_of(standing: Standing) -> int:
            return self._places[standing.base.id]

        for place, standing in anew.items():
            left = group(read(self.standings[place]))
            del left[bisect_left(left, place, key=place_of)]
            insort(group(read(standing)), standing, key=place_of)
        for key in own:
            if not groups[key]:
                del groups[key]
        return groups


def _group(name: str, standings: Sequence[Standing]) -> Groups:
    read = column(name).sort_key
    groups: Groups = defaultdict(list)
    for standing in standings:
        groups[read(standing)].append(standing)
    return dict(groups)


@lru_cache(maxsize=4)
def roll_call(dataset: Dataset, as_of: date) -> Roll:
    """How every base of a dataset stands at the end of a day."""
    return _register(dataset).call(as_of)


@lru_cache(maxsize=2)
def _register(dataset: Dataset) -> "_Register":
    return _Register(dataset)


class _Register:
    """On which days do which bases change, and how did they stand when last asked?"""

    def __init__(self, dataset: Dataset) -> None:
        mission = dataset.mission
        self._bases = tuple(dataset.bases.values())
        self._deadline = dataset.deadline
        self._began = (mission.drawdown_began or mission.created).value.first_day
        self._last: tuple[date, Roll] | None = None
        changing: dict[date, list[int]] = defaultdict(list)
        for place, base in enumerate(self._bases):
            for day in _changes(base):
                changing[day].append(place)
        self._days = sorted(changing)
        self._changing = changing

    def call(self, as_of: date) -> Roll:
        if self._last is None:
            roll = self._call_all(as_of)
        else:
            before, roll = self._last
            if before != as_of:
                first, last = sorted((before, as_of))
                roll = roll.changed(
                    {place: self._stand(place, as_of) for place in self._between(first, last)}
                )
        self._last = as_of, roll
        return roll

    def _between(self, first: date, last: date) -> Sequence[int]:
        """The places of the bases that may stand differently at the end of the two days."""
        if first <= self._deadline < last:
            return range(len(self._bases))
        days = self._days[bisect_right(self._days, first) : bisect_right(self._days, last)]
        return sorted({place for day in days for place in self._changing[day]})

    def _call_all(self, as_of: date) -> Roll:
        standings = tuple([self._stand(place, as_of) for place in range(len(self._bases))])
        return Roll(
            standings=standings,
            bases=tally(standings),
            statuses=Counter([one.status for one in standings if one.base.counted]),
            _places={base.id: place for place, base in enumerate(self._bases)},
        )

    def _stand(self, place: int, as_of: date) -> Standing:
        return stand(self._bases[place], as_of, self._began, self._deadline)


def _changes(base: Base) -> Iterator[date]:
    """The days from which on `stand` may say otherwise, but for the deadline."""
    for closed in (base.departed, base.handed_over):
        if closed is not None:
            yield closed.value.last_day
    for strength in base.strengths:
        yield strength.date.first_day
    for plan in base.plans:
        yield plan.said.last_day
