"""Small records for tests."""

from collections.abc import Sequence
from typing import TypeVar

from minusma_tui.model.period import Period, parse_period
from minusma_tui.model.records import Base, Claim, Fact, Handover, Plan, Strength
from minusma_tui.model.values import Amount, BaseKind, HandoverKind, Purpose, Text

T = TypeVar("T")


def fact(*values: T) -> Fact[T]:
    """A fact with one claim per value; contested if there are several."""
    return Fact(tuple(Claim(value=value, sources=("source",)) for value in values))


def say(text: str) -> Text:
    """A text that is the same in every language."""
    return Text(text)


def when(text: str) -> Fact[Period]:
    """A fact that is a date in EDTF."""
    return fact(parse_period(text))


def base(
    base_id: str = "camp",
    *,
    departed: str | None = None,
    handed_over: str | None = None,
    kind: HandoverKind = HandoverKind.CIVIL_AUTHORITY,
    strengths: Sequence[tuple[str, int]] = (),
    plans: Sequence[tuple[str, str]] = (),
    counted: bool = True,
    region: str = "Gao",
) -> Base:
    """A base; strengths are (date, troops), plans are (said, date)."""
    return Base(
        id=base_id,
        name=say(base_id.capitalize()),
        kind=fact(BaseKind.CAMP),
        counted=counted,
        region=fact(say(region)),
        departed=when(departed) if departed else None,
        handover=(
            Handover(kind=fact(kind), date=when(handed_over) if handed_over else None)
            if handed_over or departed
            else None
        ),
        strengths=tuple(
            Strength(sources=("source",), date=parse_period(day), troops=fact(Amount(troops)))
            for day, troops in strengths
        ),
        plans=tuple(
            Plan(
                sources=("source",),
                date=parse_period(day),
                by=say("someone"),
                said=parse_period(said),
                purpose=Purpose.DEPARTURE,
            )
            for said, day in plans
        ),
    )
