"""What is the world at the end of a day, and what of it does the filter keep?

The one value that everything on screen and in every report is drawn from.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from minusma_tui.chronology.known import if_known, known, known_from
from minusma_tui.chronology.pace import Difference, Pace, difference, measure
from minusma_tui.chronology.standing import Standing
from minusma_tui.chronology.timeline import Entry, Timeline, timeline
from minusma_tui.index.bitset import Bits, as_bytes
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Event, Fact, PersonnelFigure
from minusma_tui.model.values import Scope
from minusma_tui.query import Query
from minusma_tui.situation.day import Day, Order, Tally, day_of


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one day to a later one, whichever of them was marked."""

    since: date
    until: date
    closed: tuple[str, ...]
    """Ids of the bases that were closed in between, whether counted or not."""
    bases: int
    """How many of them are counted."""
    figures: tuple[PersonnelFigure | None, PersonnelFigure | None]
    """The last figure of each of the two days."""
    departed: Difference | None
    """From the later day's figure to the last one of the earlier day that counts the same people;
    None where there is none, or where no new figure came in between."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The mission as of the end of one day, and the selection the filter keeps of it.

    Mission figures follow the date alone; `selection` follows date, filter and order.
    """

    dataset: Dataset
    as_of: date
    query: Query
    order: Order
    day: Day
    """All bases."""
    marked: "Situation | None" = None
    """The mission on the day that was marked to compare with."""
    wider: "Situation | None" = None
    """The same but for a query that keeps no fewer bases: no others need be looked at."""

    @property
    def standings(self) -> Sequence[Standing]:
        """All bases, in the order of the dataset."""
        return self.day.standings

    @property
    def sites(self) -> int:
        """How many they are."""
        return self.day.opened.bit_count()

    @cached_property
    def kept(self) -> Bits:
        """Which bases the filter keeps."""
        candidates = self.wider.kept if self.wider else self.day.opened
        return self.query.keep(candidates, self.day.by_place)

    @cached_property
    def _marks(self) -> bytes:
        """Of each place in the dataset, whether the filter keeps its base: 1 or 0.

        Whatever is looked up thousands of times a key is looked up in here.
        """
        return as_bytes(self.kept, len(self.day.by_place))

    @cached_property
    def listed(self) -> Sequence[int]:
        """Their places in the dataset, in the order of the list."""
        listed = self.wider.listed if self.wider else self.day.in_order(self.order)
        if self.kept.bit_count() == len(listed):
            return listed
        kept = self._marks
        return [place for place in listed if kept[place]]

    @cached_property
    def selection(self) -> Sequence[Standing]:
        """The bases that the filter keeps, in the order of the list."""
        return self.day.at(self.listed)

    @cached_property
    def latest_closed(self) -> str | None:
        """The id of the base of the selection that was closed last: where the story stands."""
        latest = max(
            (standing for standing in self.selection if standing.closed),
            key=lambda standing: standing.closed_on.last_day if standing.closed_on else date.min,
            default=None,
        )
        return latest.base.id if latest else None

    def row_of(self, base_id: str | None) -> int | None:
        """Where a base is in the list; None where it is not."""
        place = self.day.place_of(base_id) if base_id is not None else None
        return self.listed.index(place) if place is not None and self.keeps(base_id) else None

    @property
    def bases(self) -> Tally:
        """Of the whole mission."""
        return self.day.bases

    @cached_property
    def selected_bases(self) -> Tally:
        """Of the selection."""
        return self.day.tally(self.kept) if self.query else self.bases

    @cached_property
    def levels(self) -> Sequence[Period]:
        """The times of the estimates of troops in the selection, oldest first."""
        return self.day.levels(self.kept)

    @property
    def days_left(self) -> int | None:
        """To the deadline; negative after it, None without one or once all is complete."""
        deadline = self.dataset.deadline
        return (deadline - self.as_of).days if deadline and not self.completed else None

    @property
    def completed(self) -> Fact[Period] | None:
        """When the withdrawal was complete, once it is."""
        return if_known(self.dataset.mission.completed, self.as_of)

    def events_of(self, base_id: str | None) -> Sequence[Event]:
        """The past events of a base, or of the whole mission, in the order in which they began."""
        return known(_events(self.dataset).get(base_id, ()), self.as_of)

    @property
    def timeline(self) -> Sequence[Entry]:
        """What was over by now and concerns the selection or the whole mission."""
        return self.past.entries

    @cached_property
    def past(self) -> Timeline:
        """The same, to be narrowed."""
        past = self.wider.past if self.wider else timeline(self.dataset).until(self.as_of)
        return past.about(self._marks) if self.query else past

    @cached_property
    def change(self) -> Change | None:
        """What changed between the marked day and this one; None where no day is marked."""
        if self.marked is None:
            return None
        before, after = sorted((self.marked, self), key=lambda situation: situation.as_of)
        return _compare(before, after)

    @cached_property
    def figures(self) -> tuple[PersonnelFigure, ...]:
        """Every personnel figure that speaks of a time now past, oldest first."""
        if self.wider:
            return self.wider.figures
        return tuple(sorted(known(self.dataset.personnel, self.as_of), key=known_from))

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
    def pace(self) -> Pace:
        """Measured on the figures of the scope of the last one; empty once all is complete."""
        if self.figure is None or self.completed:
            return Pace()
        scope = self.figure.scope
        fact = self.dataset.mission.personnel.get(scope)
        return measure(
            [figure for figure in self.figures if figure.scope is scope],
            fact.value.number if fact else None,
            self.as_of,
            self.dataset.deadline,
        )

    def standing_of(self, base_id: str | None) -> Standing | None:
        """How that base stands, whether the filter keeps it or not."""
        return self.day.standing_of(base_id) if base_id is not None else None

    def keeps(self, base_id: str | None) -> bool:
        """Whether there is such a base and the filter keeps it."""
        standing = self.standing_of(base_id)
        return standing is not None and self.query.keeps(standing)


@lru_cache(maxsize=2)
def _events(dataset: Dataset) -> Mapping[str | None, Sequence[Event]]:
    """By the id of the base, None for the whole mission; in the order in which they began."""
    events = defaultdict[str | None, list[Event]](list)
    for event in sorted(dataset.events, key=lambda event: event.date.value.first_day):
        for base in dict.fromkeys(event.bases) or (None,):
            events[base].append(event)
    return events


def look(
    dataset: Dataset,
    as_of: date,
    query: Query | None = None,
    order: Order | None = None,
    marked: date | None = None,
    last: Situation | None = None,
) -> Situation:
    """See the mission as of the end of a day through a filter, and compare it with a marked day.

    `last`, the situation on the screen until now, only spares work: where the new filter keeps
    some of what that one or one before it kept, nothing else is looked at.
    """
    query, order = query or Query(), order or Order()
    day = day_of(dataset, as_of)
    before = last.marked if last else None
    if before is None or before.as_of != marked:
        before = look(dataset, marked) if marked is not None else None
    wider = last if last and last.day is day and last.order == order else None
    while wider and not query.narrows(wider.query):
        wider = wider.wider
    if wider and wider.query.text == query.text and wider.marked is before:
        return wider
    return Situation(dataset, as_of, query, order, day, before, wider)


def _compare(before: Situation, after: Situation) -> Change:
    closed_before = {standing.base.id for standing in before.standings if standing.closed}
    closed = [
        standing
        for standing in after.standings
        if standing.closed and standing.base.id not in closed_before
    ]
    last = after.figure
    scope = last.scope if last else None
    of_scope = [
        [figure for figure in situation.figures if figure.scope is scope]
        for situation in (before, after)
    ]
    return Change(
        since=before.as_of,
        until=after.as_of,
        closed=tuple(standing.base.id for standing in closed),
        bases=sum(standing.base.counted for standing in closed),
        figures=(before.figure, last),
        departed=difference(*of_scope),
    )
