"""What is known at the end of a day: the one place that decides it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeAlias, TypeVar

from minusma_tui.model.period import Period
from minusma_tui.model.records import (
    Base,
    Event,
    Fact,
    Holder,
    Mission,
    Note,
    PersonnelFigure,
    Plan,
    Strength,
)

Dated: TypeAlias = Fact[Period] | Strength | Plan | Holder | Note | Event | PersonnelFigure
D = TypeVar("D", bound=Dated)


def known_from(thing: Dated) -> date:
    """The day at whose end a thing is first known: the last day of its period.

    A strength is known from the first day of its period, for a yearly estimate counts from
    1 January; a plan from when it was announced; a note without a date always.
    """
    match thing:
        case Fact():
            return thing.value.last_day
        case Strength():
            return thing.date.first_day
        case Plan():
            return thing.said.last_day
        case Holder():
            return thing.since.value.last_day
        case Event():
            return thing.date.value.last_day
        case Note():
            return thing.date.last_day if thing.date else date.min
        case PersonnelFigure():
            return thing.date.last_day


def if_known(thing: D | None, as_of: date) -> D | None:
    """The thing itself; None where it is not known at the end of the day."""
    return thing if thing is not None and known_from(thing) <= as_of else None


def known(things: Iterable[D], as_of: date) -> tuple[D, ...]:
    """The things that are known at the end of the day."""
    return tuple([thing for thing in things if known_from(thing) <= as_of])


def knows_handover(base: Base, as_of: date) -> bool:
    """Whether it is known how a base was handed over.

    What was signed is known from that day; that nothing was, once the base is left.
    """
    return base.handover is not None and bool(if_known(base.handover.date or base.departed, as_of))


def known_base(base: Base, as_of: date) -> Base:
    """What is known of a base.

    Its last convoy is known from the departure, or else, where nobody reported that, the handover.
    """
    convoy = base.convoy if if_known(base.departed or base.handed_over, as_of) else None
    return replace(
        base,
        opened=if_known(base.opened, as_of),
        strengths=known(base.strengths, as_of),
        departed=if_known(base.departed, as_of),
        handover=base.handover if knows_handover(base, as_of) else None,
        convoy=convoy and replace(convoy, arrived=if_known(convoy.arrived, as_of)),
        plans=known(base.plans, as_of),
        holders=known(base.holders, as_of),
        notes=known(base.notes, as_of),
    )


def known_mission(mission: Mission, as_of: date) -> Mission:
    """What is known of the mission; its deadline and phases always are."""
    return replace(
        mission,
        created=if_known(mission.created, as_of),
        mandate_ended=if_known(mission.mandate_ended, as_of),
        drawdown_began=if_known(mission.drawdown_began, as_of),
        completed=if_known(mission.completed, as_of),
        notes=known(mission.notes, as_of),
    )
