"""What happened by then to the selection and to the whole mission, in order?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minusma_tui.columns import HANDOVER_NAMES
from minusma_tui.model.period import Period
from minusma_tui.model.values import HandoverKind
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline."""

    period: Period
    kind: str
    text: str
    bases: tuple[str, ...]
    """Names; none for the whole mission."""
    sources: Sequence[str]


def moments(situation: Situation) -> list[Moment]:
    """Events, departures and handovers, by the day on which they began."""
    chosen = {one.base.id: one.base.name.say() for one in situation.selection}
    found = [
        Moment(
            event.date.value,
            event.kind.value,
            event.text.say(),
            tuple(chosen[base] for base in event.bases if base in chosen),
            event.sources,
        )
        for event in situation.events
        if not event.bases or chosen.keys() & set(event.bases)
    ]
    for standing in situation.selection:
        found += _closing(standing)
    return sorted(found, key=lambda moment: moment.period.first_day)


def _closing(standing: Standing) -> Iterator[Moment]:
    base, name = standing.base, standing.base.name.say()
    if standing.departed and base.departed:
        text = f"The last peacekeepers leave {name}."
        if standing.handover_kind is HandoverKind.UNSIGNED:
            text = f"The last peacekeepers leave {name}; nothing is signed."
        yield Moment(standing.departed, "departure", text, (name,), base.departed.sources)
    if standing.handed_over and base.handover and base.handover.date:
        kind = HANDOVER_NAMES[base.handover.kind.value]
        text = f"{name} is handed over ({kind})."
        yield Moment(standing.handed_over, "handover", text, (name,), base.handover.date.sources)
