"""Everything that is derived from one version of a dataset, computed once and kept together."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar, TypeVarTuple

from minusma_tui.chronology.stops import find_stops
from minusma_tui.chronology.timeline import Timeline, make_timeline
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.records import Event
from minusma_tui.query import Vocabulary
from minusma_tui.situation.day import Days

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


class World:
    """One version of a dataset with everything derived from it, computed on first use.

    A new version of the dataset is a new World, and so is another language (`retold`): nothing in
    a World is ever out of date, and several Worlds can exist at once.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.days = Days(dataset)
        self.results: dict[Callable[..., Any], dict[tuple[Any, ...], Any]] = {}
        """The last results of each function that is decorated with `kept_by_world`, by argument."""
        self.worded_results: dict[Callable[..., Any], dict[tuple[Any, ...], Any]] = {}
        """The same for functions whose results contain text in a language."""

    def retold(self) -> "World":
        """Return the World for the language spoken now; it shares all that contains no text."""
        # Computed before the copy, so that both share them.
        _ = self.timeline, self.stops, self.vocabulary, self.events
        other = copy(self)
        other.days = self.days.unsorted()
        other.worded_results = {}
        return other

    def warm(self) -> None:
        """Compute what the first frame and the first key need, in the thread that reads."""
        _ = self.stops, self.events
        self.days.at(self.dataset.as_of)
        self.vocabulary.prepare()

    @cached_property
    def timeline(self) -> Timeline:
        """Everything dated in the dataset."""
        return make_timeline(self.dataset)

    @cached_property
    def stops(self) -> tuple[date, ...]:
        """The days of the drawdown on which the dataset reports something, oldest first."""
        return find_stops(self.dataset, self.timeline)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What a filter can refer to."""
        return Vocabulary(self.dataset)

    @cached_property
    def events(self) -> Mapping[str | None, Sequence[Event]]:
        """Events by the id of a base, None for the whole mission, in the order they began."""
        events = defaultdict[str | None, list[Event]](list)
        for event in sorted(self.dataset.events, key=lambda event: event.date.value.first_day):
            for base in dict.fromkeys(event.bases) or (None,):
                events[base].append(event)
        return events


def kept_by_world(
    maxsize: int, *, worded: bool = False
) -> Callable[[Callable[[World, *Ts], T]], Callable[[World, *Ts], T]]:
    """Decorate a function of a World whose results that World caches.

    The last `maxsize` results are kept, as `functools.lru_cache` would, but on the World: a World
    that nobody shows any more goes with all of them. `worded` results contain text in a language;
    the others are shared by the Worlds of all languages. No argument may refer to the World, which
    would then wait for the garbage collector.
    """

    def decorate(make: Callable[[World, *Ts], T]) -> Callable[[World, *Ts], T]:
        @wraps(make)
        def recall(world: World, /, *args: *Ts) -> T:
            kept = (world.worded_results if worded else world.results).setdefault(make, {})
            result: T = kept.pop(args) if args in kept else make(world, *args)
            if len(kept) == maxsize:
                del kept[next(iter(kept))]
            kept[args] = result
            return result

        return recall

    return decorate
