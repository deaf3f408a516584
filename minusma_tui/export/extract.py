"""What of a dataset concerns a selection, and what of it is known by a day?"""

from dataclasses import replace
from datetime import date

from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period, parse_period
from minusma_tui.model.records import Base, Claim, Fact, sources_of
from minusma_tui.model.values import Text
from minusma_tui.situation import Situation
from minusma_tui.standing import has_passed


class NothingToExportError(Exception):
    """The filter keeps no base; the message is one line for people."""


def extract(situation: Situation) -> Dataset:
    """The dataset of the selected bases, opening at the as-of date; nothing is cut off by date.

    With a filter: the bases that it keeps, the events of those and of the whole mission, and
    only the sources that these cite. It passes every check, so that its count of bases is its
    own and says so, beside the mission's.
    """
    dataset = situation.dataset
    mission = replace(dataset.mission, as_of=parse_period(situation.as_of.isoformat()))
    if not situation.query:
        return replace(dataset, mission=mission)
    kept = {standing.base.id for standing in situation.selection}
    if not kept:
        raise NothingToExportError(f"no base matches {situation.query.text}")
    bases = {name: base for name, base in dataset.bases.items() if name in kept}
    counted = sum(base.counted for base in bases.values())
    if counted != mission.counted_bases.value:
        count = _own_count(mission.counted_bases, counted, situation.query.text)
        mission = replace(mission, counted_bases=count)
    events = tuple(
        replace(event, bases=tuple(base for base in event.bases if base in kept))
        for event in dataset.events
        if not event.bases or kept.intersection(event.bases)
    )
    cited = set(sources_of((mission, bases, events, dataset.personnel)))
    return replace(
        dataset,
        mission=mission,
        bases=bases,
        events=events,
        sources={name: source for name, source in dataset.sources.items() if name in cited},
    )


def _own_count(count: Fact[int], number: int, query: str) -> Fact[int]:
    """The number of bases in an extract, before the claims of how many the mission counts."""
    reason = f"The counted bases of this extract, made with the filter {query}"
    own = Claim(value=number, sources=count.sources, inferred=True, reason=Text({"": reason}))
    rivals = tuple(
        replace(claim, reason=None, note=claim.note or claim.reason)
        for claim in count.claims
        if claim.value != number
    )
    return Fact((own, *rivals))


def known(dataset: Dataset, as_of: date) -> Dataset:
    """The dataset without what had not happened, or not been said, at the end of that day."""

    def passed(period: Period | None) -> bool:
        return period is None or has_passed(period, as_of)

    mission = dataset.mission
    return replace(
        dataset,
        mission=replace(
            mission,
            mandate_ended=_if_passed(mission.mandate_ended, as_of),
            drawdown_began=_if_passed(mission.drawdown_began, as_of),
            completed=_if_passed(mission.completed, as_of),
            notes=tuple(note for note in mission.notes if passed(note.date)),
        ),
        bases={name: known_base(base, as_of) for name, base in dataset.bases.items()},
        events=tuple(event for event in dataset.events if passed(event.date.value)),
        personnel=tuple(figure for figure in dataset.personnel if passed(figure.date)),
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
