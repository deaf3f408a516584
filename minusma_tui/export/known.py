"""What of a dataset concerns a selection, and what of it is known by a day?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from minusma_tui.chronology.standing import has_passed
from minusma_tui.model.period import Period
from minusma_tui.model.records import (
    Base,
    Event,
    Fact,
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


def known(extract: Extract, as_of: date) -> Extract:
    """The part of it that had happened, or been said, by the end of that day."""

    def passed(period: Period | None) -> bool:
        return period is None or has_passed(period, as_of)

    mission = extract.mission
    return replace(
        extract,
        mission=replace(
            mission,
            mandate_ended=_if_passed(mission.mandate_ended, as_of),
            drawdown_began=_if_passed(mission.drawdown_began, as_of),
            completed=_if_passed(mission.completed, as_of),
            notes=tuple(note for note in mission.notes if passed(note.date)),
        ),
        bases={name: known_base(base, as_of) for name, base in extract.bases.items()},
        events=tuple(event for event in extract.events if passed(event.date.value)),
        personnel=tuple(figure for figure in extract.personnel if passed(figure.date)),
    )


def known_base(base: Base, as_of: date) -> Base:
    """One base, likewise."""
    departed = _if_passed(base.departed, as_of)
    handover, convoy = base.handover, base.convoy
    # What was never signed is known when the base is left, what was signed on that day.
    if handover is not None and (
        not has_passed(handover.date.value, as_of) if handover.date else departed is None
    ):
        handover = None
    if convoy is not None:
        convoy = replace(convoy, arrived=_if_passed(convoy.arrived, as_of)) if departed else None
    return replace(
        base,
        opened=_if_passed(base.opened, as_of),
        strengths=tuple(
            strength for strength in base.strengths if strength.date.first_day <= as_of
        ),
        departed=departed,
        handover=handover,
        convoy=convoy,
        plans=tuple(plan for plan in base.plans if has_passed(plan.said, as_of)),
        holders=tuple(holder for holder in base.holders if has_passed(holder.since.value, as_of)),
        notes=tuple(
            note for note in base.notes if note.date is None or has_passed(note.date, as_of)
        ),
    )


def _if_passed(fact: Fact[Period] | None, as_of: date) -> Fact[Period] | None:
    return fact if fact is not None and has_passed(fact.value, as_of) else None
