"""How one base stands at the end of a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from minusma_tui.chronology.known import if_known, known, known_from, knows_handover
from minusma_tui.model.period import Period
from minusma_tui.model.records import Base, Fact, Plan, Strength
from minusma_tui.model.values import Amount, HandoverKind, Status


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One base as of the end of one day; anything later is absent."""

    base: Base
    status: Status
    departed: Period | None
    """When the last peacekeepers left; None until the whole period has passed."""
    handed_over: Period | None
    """When the handover was signed; None until the whole period has passed."""
    handover_kind: HandoverKind | None
    """Known once the handover is signed, or once the base is left and no signing is dated."""
    plan: Plan | None
    """Return the latest plan announced by then; None if the base is closed."""
    closed: bool
    """Whether the base is departed, handed over, or both."""
    strength: Strength | None
    """The last estimate of troops while the base was held."""
    baseline: Strength | None
    """The last estimate by the beginning of the drawdown. If there is none, or the beginning is
    not known, the same as `strength`."""
    troops_left: int
    """How many troops have left since the baseline, all of them if closed; never below 0."""
    contested: bool
    """Whether a fact in a column of the list is contested, as far as it is known by then."""

    @property
    def troops(self) -> Amount | None:
        """The number in the last estimate while the base was held."""
        return self.strength.troops.value if self.strength else None

    @property
    def baseline_troops(self) -> int:
        """The number in the baseline; 0 if there is no estimate by then."""
        return self.baseline.troops.value.number if self.baseline else 0

    @property
    def closed_on(self) -> Period | None:
        """The departure, or the handover if no departure is reported by then."""
        return self.departed or self.handed_over


def stand(base: Base, as_of: date, drawdown_began: date | None, deadline: date | None) -> Standing:
    """Derive how a base stands at the end of the day `as_of`.

    `drawdown_began` and `deadline` are None if no source gives them.
    """
    handover = base.handover
    departed = if_known(base.departed, as_of)
    handed_over = if_known(base.handed_over, as_of)
    if handed_over is not None:
        status = Status.HANDED_OVER
    elif departed is not None:
        status = Status.DEPARTED
    else:
        late = deadline is not None and as_of > deadline
        status = Status.LIQUIDATION if late else Status.OCCUPIED
    closed = status in (Status.HANDED_OVER, Status.DEPARTED)
    # The handover may be signed after the base was left; until then nobody knows of which kind.
    knows_how = knows_handover(base, as_of)
    strength = last_strength(base, as_of)
    baseline = last_strength(base, min(as_of, drawdown_began or as_of)) or strength
    level = baseline.troops.value.number if baseline else 0
    remaining = 0 if closed or strength is None else strength.troops.value.number
    return Standing(
        base=base,
        status=status,
        departed=departed.value if departed else None,
        handed_over=handed_over.value if handed_over else None,
        handover_kind=handover.kind.value if handover and knows_how else None,
        plan=None if closed else last_plan(base, as_of),
        closed=closed,
        strength=strength,
        baseline=baseline,
        troops_left=max(0, level - remaining),
        contested=_contested(base, strength, departed=departed is not None, signed=knows_how),
    )


def last_strength(base: Base, as_of: date) -> Strength | None:
    """Return the latest estimate that was known while the base was still held.

    A base is held until the later of its departure and its handover.
    """
    ends = [fact.value.last_day for fact in (base.departed, base.handed_over) if fact is not None]
    end = min(as_of, max(ends)) if ends else as_of
    return max(known(base.strengths, end), key=known_from, default=None)


def last_plan(base: Base, as_of: date) -> Plan | None:
    """Return the latest plan announced by then; of several on one day, the first in the file."""
    return max(known(base.plans, as_of), key=known_from, default=None)


def _contested(base: Base, strength: Strength | None, *, departed: bool, signed: bool) -> bool:
    """Return whether a fact that is in the list and known by then is contested."""
    facts: list[Fact[Any] | None] = [
        base.region,
        base.contingents,
        strength.troops if strength else None,
    ]
    if departed:
        facts.append(base.departed)
    if signed and base.handover:
        facts += [base.handover.kind, base.handover.date]
    return any(fact is not None and fact.contested for fact in facts)
