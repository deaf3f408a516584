"""What is the world at the end of a day, and what of it does the filter keep?

The one value that everything on screen and in every report is drawn from.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from minusma_tui.columns import COLUMNS, Column
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Event, Note, PersonnelFigure
from minusma_tui.model.values import Amount, Scope
from minusma_tui.pace import Pace, gained, measure
from minusma_tui.query import Query
from minusma_tui.standing import Standing, has_passed, stand
from minusma_tui.timeline import Entry, timeline


@dataclass(frozen=True, slots=True)
class Order:
    """How the list is sorted; bases that have nothing in the column come last."""

    column: str = "departed"
    descending: bool = False

    def sort(self, standings: Sequence[Standing]) -> tuple[Standing, ...]:
        """Sort, keeping the order of the dataset among equals."""
        key = column(self.column).sort_key
        present = [standing for standing in standings if key(standing) is not None]
        absent = [standing for standing in standings if key(standing) is None]
        return (*sorted(present, key=key, reverse=self.descending), *absent)


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


def tally(standings: Sequence[Standing]) -> Tally:
    """Count the counted bases among these."""
    counted = [standing for standing in standings if standing.base.counted]
    return Tally(
        closed=sum(standing.closed for standing in counted),
        total=len(counted),
        troops_departed=sum(standing.troops_left for standing in counted),
        troops=sum(standing.baseline for standing in counted),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one day to a later one, whichever of them was marked."""

    since: date
    until: date
    closed: tuple[str, ...]
    """Ids of the bases that were closed in between, whether counted or not."""
    bases: int
    """How many of them are counted."""
    departed: int | None
    """People, between the figures of the two days; None where either had none of that scope."""
    per_day: float | None
    """Those by the days between the two figures; None where no figure came in between."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The mission as of the end of one day, and the selection the filter keeps of it.

    Mission figures follow the date alone; `selection` follows date, filter and order.
    """

    dataset: Dataset
    as_of: date
    query: Query
    order: Order
    standings: tuple[Standing, ...]
    """All bases that had been opened by then, in the order of the dataset."""
    marked: "Situation | None" = None
    """The mission on the day that was marked to compare with."""

    @cached_property
    def selection(self) -> tuple[Standing, ...]:
        """The bases that the filter keeps, in the order of the list."""
        return self.order.sort(
            [standing for standing in self.standings if self.query.keeps(standing)]
        )

    @cached_property
    def bases(self) -> Tally:
        """Of the whole mission."""
        return tally(self.standings)

    @cached_property
    def selected_bases(self) -> Tally:
        """Of the selection."""
        return tally(self.selection)

    @property
    def days_left(self) -> int | None:
        """To the deadline; negative after it, None without one."""
        deadline = self.dataset.deadline
        return (deadline - self.as_of).days if deadline else None

    def knows(self, period: Period) -> bool:
        """Whether the period is over at the end of the day."""
        return has_passed(period, self.as_of)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every event that is now past, in the order in which they began."""
        known = [event for event in self.dataset.events if self.knows(event.date.value)]
        return tuple(sorted(known, key=lambda event: event.date.value.first_day))

    @cached_property
    def timeline(self) -> tuple[Entry, ...]:
        """What was over by now and concerns the selection or the whole mission."""
        entries = timeline(self.dataset)
        past = entries[: bisect_right(entries, self.as_of, key=lambda entry: entry.date.last_day)]
        if not self.query:
            return past
        kept = {standing.base.id for standing in self.selection}
        return tuple(entry for entry in past if not entry.bases or not kept.isdisjoint(entry.bases))

    @cached_property
    def change(self) -> Change | None:
        """What changed between the marked day and this one; None where no day is marked."""
        if self.marked is None:
            return None
        before, after = sorted((self.marked, self), key=lambda situation: situation.as_of)
        return _compare(before, after)

    def notes(self, notes: Sequence[Note]) -> tuple[Note, ...]:
        """Those of the notes that hold by now."""
        return tuple(note for note in notes if note.date is None or self.knows(note.date))

    @cached_property
    def figures(self) -> tuple[PersonnelFigure, ...]:
        """Every personnel figure that speaks of a time now past, oldest first."""
        known = [figure for figure in self.dataset.personnel if self.knows(figure.date)]
        return tuple(sorted(known, key=lambda figure: figure.date.last_day))

    @cached_property
    def figure(self) -> PersonnelFigure | None:
        """The last one; of several on one day the one that counts most people."""
        widest = {scope: rank for rank, scope in enumerate(reversed(Scope))}
        return max(
            self.figures,
            key=lambda figure: (figure.date.last_day, widest[figure.scope]),
            default=None,
        )

    @property
    def counts_people(self) -> bool:
        """Whether the dataset has a number of people at all, of whatever day."""
        return bool(self.dataset.personnel or self.dataset.mission.personnel)

    @cached_property
    def personnel_total(self) -> Amount | None:
        """How many people the withdrawal concerns, in the scope of the last figure."""
        scope = self.figure.scope if self.figure else Scope.ALL
        fact = self.dataset.mission.personnel.get(scope)
        return fact.value if fact else None

    @property
    def personnel_percent(self) -> float | None:
        """Departed, of 100, to one decimal."""
        if self.figure is None or self.personnel_total is None:
            return None
        return percent(self.figure.departed.value.number, self.personnel_total.number)

    @cached_property
    def pace(self) -> Pace:
        """Measured on the figures of the scope of the last one."""
        scope = self.figure.scope if self.figure else Scope.ALL
        return measure(
            [figure for figure in self.figures if figure.scope is scope],
            self.personnel_total.number if self.personnel_total else None,
            self.as_of,
            self.dataset.deadline,
        )

    def standing_of(self, base_id: str | None) -> Standing | None:
        """How that base stands, whether the filter keeps it or not."""
        return self._by_id.get(base_id) if base_id is not None else None

    @cached_property
    def _by_id(self) -> dict[str, Standing]:
        return {standing.base.id: standing for standing in self.standings}


def look(
    dataset: Dataset,
    as_of: date,
    query: Query | None = None,
    order: Order | None = None,
    marked: date | None = None,
) -> Situation:
    """See the mission as of the end of a day through a filter, and compare it with a marked day."""
    return Situation(
        dataset=dataset,
        as_of=as_of,
        query=query or Query(),
        order=order or Order(),
        standings=_stand_all(dataset, as_of),
        marked=look(dataset, marked) if marked is not None else None,
    )


def _compare(before: Situation, after: Situation) -> Change:
    closed_before = {standing.base.id for standing in before.standings if standing.closed}
    closed = [
        standing
        for standing in after.standings
        if standing.closed and standing.base.id not in closed_before
    ]
    first, last = before.figure, after.figure
    departed = per_day = None
    if first and last and first.scope is last.scope:
        departed = last.departed.value.number - first.departed.value.number
        if first.date.last_day < last.date.last_day:
            per_day = gained(first, last)
    return Change(
        since=before.as_of,
        until=after.as_of,
        closed=tuple(standing.base.id for standing in closed),
        bases=sum(standing.base.counted for standing in closed),
        departed=departed,
        per_day=per_day,
    )


@lru_cache(maxsize=2)
def _stand_all(dataset: Dataset, as_of: date) -> tuple[Standing, ...]:
    """How every base stands; kept, for each key typed into the filter asks for the same day."""
    began = dataset.mission.drawdown_began or dataset.mission.created
    return tuple(
        stand(base, as_of, began.value.first_day if began else None, dataset.deadline)
        for base in dataset.bases.values()
        if base.opened is None or has_passed(base.opened.value, as_of)
    )
