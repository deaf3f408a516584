"""The part of a dataset that concerns a selection, and what of it is known by a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from minusma_tui.chronology.known import known, known_base, known_mission
from minusma_tui.model.records import (
    Base,
    Event,
    Mission,
    PersonnelFigure,
    Source,
)
from minusma_tui.model.walk import sources_of
from minusma_tui.situation.situation import Situation


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """A part of a dataset; unlike a dataset it may have no base."""

    mission: Mission
    bases: Mapping[str, Base]
    """By id, in the order of the dataset, as the events are."""
    events: tuple[Event, ...]
    personnel: tuple[PersonnelFigure, ...]
    all_sources: Mapping[str, Source]

    @property
    def sources(self) -> dict[str, Source]:
        """Those that this part cites, by id."""
        cited = set(sources_of((self.mission, self.bases, self.events, self.personnel)))
        return {name: source for name, source in self.all_sources.items() if name in cited}


def narrow(situation: Situation) -> Extract:
    """The bases that the filter keeps, and the events of those and of the whole mission."""
    dataset = situation.dataset
    kept = {standing.base.id for standing in situation.selection}
    return Extract(
        mission=dataset.mission,
        bases={name: base for name, base in dataset.bases.items() if name in kept},
        events=tuple(
            replace(event, bases=tuple(base for base in event.bases if base in kept))
            for event in dataset.events
            if not event.bases or kept.intersection(event.bases)
        ),
        personnel=dataset.personnel,
        all_sources=dataset.sources,
    )


def known_extract(extract: Extract, as_of: date) -> Extract:
    """The part of it that is known at the end of the day."""
    return replace(
        extract,
        mission=known_mission(extract.mission, as_of),
        bases={name: known_base(base, as_of) for name, base in extract.bases.items()},
        events=known(extract.events, as_of),
        personnel=known(extract.personnel, as_of),
    )
