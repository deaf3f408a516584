"""The mission at the end of a day, and the selection that the filter keeps.

A `Situation` is the one value from which everything on screen and in every report is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from minusma_tui.chronology.known import if_known, known, known_from
from minusma_tui.chronology.pace import Difference, Pace, difference, measure
from minusma_tui.chronology.standing import Standing
from minusma_tui.chronology.timeline import Entry, Timeline
from minusma_tui.index.bitset import Bits, as_bytes
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Event, Fact, PersonnelFigure
from minusma_tui.model.values import Scope
from minusma_tui.query import Query
from minusma_tui.situation.day import Day, Order, Tally
from minusma_tui.situation.world import World


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from the end of one day to the end of a later one."""

    since: date
    until: date
    closed: tuple[str, ...]
    """Ids of the bases closed after the day `since` and by the end of `until`, counted or not."""
    bases: int
    """The number of counted bases among them."""
    figures: tuple[PersonnelFigure | None, PersonnelFigure | None]
    """The last figure known at the end of each of the two days."""
    departed: Difference | None
    """The difference between the last figures of the two days, in the scope of the later day's last
    figure; None if the earlier day has no such figure or no newer one came in between."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The mission as of the end of one day, and the selection that the filter keeps.

    Mission figures depend on the date alone; `selection` depends on date, filter and order.
    """

    world: World
    as_of: date
    query: Query
    order: Order
    day: Day
    """All bases at the end of the day."""
    marked: "Situation | None" = None
    """The mission, unfiltered, on the day that is marked for comparison."""
    wider: "Situation | None" = None
    """The same day and order under a broader filter; only its selection needs testing."""

    @property
    def dataset(self) -> Dataset:
        """The dataset of the mission."""
        return self.world.dataset

    @property
    def standings(self) -> Sequence[Standing]:
        """All bases that have been opened, in the order of the dataset."""
        return self.day.standings

    @property
    def sites(self) -> int:
        """The number of bases that have been opened, counted or not."""
        return self.day.opened.bit_count()

    @cached_property
    def kept(self) -> Bits:
        """The set of bases that the filter keeps."""
        candidates = self.wider.kept if self.wider else self.day.opened
        return self.query.keep(candidates, self.day.by_place)

    @cached_property
    def _marks(self) -> bytes:
        """A byte for each base of the dataset: 1 if the filter keeps it, else 0.

        It serves lookups that happen thousands of times for each key press.
        """
        return as_bytes(self.kept, len(self.day.by_place))

    @cached_property
    def listed(self) -> Sequence[int]:
        """The indexes in the dataset of the bases kept, in the order of the list."""
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
        """The id of the base of the selection that was closed last; None if none is closed."""
        latest = max(
            (standing for standing in self.selection if standing.closed),
            key=lambda standing: standing.closed_on.last_day if standing.closed_on else date.min,
            default=None,
        )
        return latest.base.id if latest else None

    def row_of(self, base_id: str | None) -> int | None:
        """Return the row of a base in the list; None if the list does not have it."""
        place = self.day.place_of(base_id) if base_id is not None else None
        return self.listed.index(place) if place is not None and self.keeps(base_id) else None

    @property
    def bases(self) -> Tally:
        """The tally of the whole mission."""
        return self.day.bases

    @cached_property
    def selected_bases(self) -> Tally:
        """The tally of the selection."""
        return self.day.tally(self.kept) if self.query else self.bases

    @cached_property
    def levels(self) -> Sequence[Period]:
        """The dates of the estimates of troops in the selection, oldest first."""
        return self.day.levels(self.kept)

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative after it.

        None if there is no deadline or once the withdrawal is complete.
        """
        deadline = self.dataset.deadline
        return (deadline - self.as_of).days if deadline and not self.completed else None

    @property
    def completed(self) -> Fact[Period] | None:
        """When the withdrawal was complete; None as long as it is not."""
        return if_known(self.dataset.mission.completed, self.as_of)

    def events_of(self, base_id: str | None) -> Sequence[Event]:
        """Return the past events of a base, in the order in which they began.

        None stands for the whole mission.
        """
        return known(self.world.events.get(base_id, ()), self.as_of)

    @property
    def timeline(self) -> Sequence[Entry]:
        """The past entries that concern the selection or the whole mission."""
        return self.past.entries

    @cached_property
    def past(self) -> Timeline:
        """The same entries as a `Timeline`, from which a narrower filter can select."""
        past = self.wider.past if self.wider else self.world.timeline.until(self.as_of)
        return past.about(self._marks) if self.query else past

    @cached_property
    def change(self) -> Change | None:
        """What changed between the marked day and this one; None if no day is marked."""
        if self.marked is None:
            return None
        before, after = sorted((self.marked, self), key=lambda situation: situation.as_of)
        return _compare(before, after)

    @cached_property
    def figures(self) -> tuple[PersonnelFigure, ...]:
        """The personnel figures whose date has passed, oldest first."""
        if self.wider:
            return self.wider.figures
        return tuple(sorted(known(self.dataset.personnel, self.as_of), key=known_from))

    @cached_property
    def figure(self) -> PersonnelFigure | None:
        """The last figure; of several on one day, the one with the widest scope."""
        widest = {scope: rank for rank, scope in enumerate(reversed(Scope))}
        return max(
            self.figures,
            key=lambda figure: (figure.date.last_day, widest[figure.scope]),
            default=None,
        )

    @property
    def counts_people(self) -> bool:
        """Whether the dataset has any number of people, on whatever day."""
        return bool(self.dataset.personnel or self.dataset.mission.personnel)

    @cached_property
    def pace(self) -> Pace:
        """The pace by the figures of the last figure's scope.

        Empty if there is no figure or once the withdrawal is complete.
        """
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
        """Return how a base stands, whether the filter keeps it or not.

        None if there is no such base or it is not opened yet.
        """
        return self.day.standing_of(base_id) if base_id is not None else None

    def keeps(self, base_id: str | None) -> bool:
        """Return whether the base has been opened and the filter keeps it."""
        standing = self.standing_of(base_id)
        return standing is not None and self.query.keeps(standing)


def look(
    world: World,
    as_of: date,
    query: Query | None = None,
    order: Order | None = None,
    marked: date | None = None,
    last: Situation | None = None,
) -> Situation:
    """Return the mission as of the end of a day, filtered, and compared with a marked day.

    `last` is the situation on the screen until now and only saves work: if the new filter narrows
    its filter or an earlier one, only the bases which that filter kept are tested. If day, filter,
    order and marked day are the same, that situation itself is returned.
    """
    query, order = query or Query(), order or Order()
    day = world.days.at(as_of)
    before = last.marked if last else None
    if before is None or before.as_of != marked:
        before = look(world, marked) if marked is not None else None
    wider = last if last and last.day is day and last.order == order else None
    while wider and not query.narrows(wider.query):
        wider = wider.wider
    if wider and wider.query.text == query.text and wider.marked is before:
        return wider
    return Situation(world, as_of, query, order, day, before, wider)


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
