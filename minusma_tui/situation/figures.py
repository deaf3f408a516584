"""What may be said of a number of people: one place for the screen, reports, exports and citations.

A figure never says more than its source: its number, day and scope go together, its source is
credited with its own words alone, a total of another source is named as such, and what we inferred
is credited to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from minusma_tui.chronology.pace import Difference
from minusma_tui.language.catalogue import colon, msg, say_number, semicolon, tr, tr_count
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import Period
from minusma_tui.model.records import Claim, Event, Fact, PersonnelFigure
from minusma_tui.model.values import Amount, Scope
from minusma_tui.model.wording import (
    percent,
    say_amount,
    say_days,
    say_of,
    say_percent,
    say_period,
    say_rate,
    say_term,
)
from minusma_tui.situation.situation import Situation

_SCOPES = {
    Scope.ALL: msg("personnel"),
    Scope.UNIFORMED: msg("uniformed personnel"),
    Scope.MILITARY: msg("military personnel"),
    Scope.CIVILIAN: msg("civilian personnel"),
}


def say_scope(scope: Scope) -> str:
    """Whom a figure counts: uniformed personnel."""
    return tr(_SCOPES[scope])


@dataclass(frozen=True, slots=True)
class Total:
    """How many people a figure is set against, and who says so."""

    amount: Amount
    sources: tuple[str, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """All that may be said of one figure of people departed."""

    figure: PersonnelFigure
    own: Total | None
    """The total that the same report gives."""
    mission: Total | None
    """The mission's total of the same scope, whoever counts it."""
    publisher: str
    """Of the best source: who reports the figure, or what it was inferred from."""
    counted_by: str
    """The publisher of the mission's total; empty without one."""
    is_final: bool = False
    """Whether the withdrawal is complete: a share would show as still there whom it left out."""

    @property
    def amount(self) -> Amount:
        return self.figure.departed.value

    @property
    def inferred(self) -> bool:
        """Whether we computed the number; nobody reported it as such."""
        return self.figure.departed.claims[0].inferred

    @property
    def total(self) -> Total | None:
        """The total of the same report, else the mission's."""
        return self.own or self.mission

    @property
    def measure(self) -> Total | None:
        """What a share is said and drawn of: the mission's total, the same on every day.

        None once the withdrawal is complete.
        """
        return None if self.is_final else self.mission or self.own

    def say_title(self) -> str:
        """Whom the figure counts, as a heading."""
        scope = say_scope(self.figure.scope)
        if self.is_final:
            return tr("Last figure of {scope} departed", scope=scope)
        return tr("Departed {scope}", scope=scope)

    def say_number(self) -> str:
        """More than 8,817 of 13,871; the second number only where the same report has it."""
        said = say_amount(self.amount)
        return say_of(said, self.own.amount) if self.own else said

    def say_departed(self) -> str:
        """1,096 uniformed personnel departed."""
        scope = say_scope(self.figure.scope)
        return tr("{number} {scope} departed", number=self.say_number(), scope=scope)

    def say_day(self) -> str:
        """As of 18 Nov 2023~."""
        return tr("as of {period}", period=say_period(self.figure.date))

    def say_credit(self) -> str:
        """Who says so; of an inferred figure that we do, from what and how."""
        if self.inferred:
            return say_inferred(self.figure.departed.claims[0], self.publisher)
        return tr("says {publisher}", publisher=self.publisher)

    def say_whole(self) -> str:
        """Everything in one phrase: number, scope, day, who says so, and the share."""
        said = f"{self.say_departed()}, {self.say_day()}, {self.say_credit()}"
        share = self.say_share()
        return f"{said} ({share})" if share else said

    def say_share(self) -> str:
        """63.6 %; a total that the report does not give is named with who counts it.

        Empty without a total, and once the withdrawal is complete.
        """
        if self.measure is None:
            return ""
        share = say_percent(percent(self.amount.number, self.measure.amount.number))
        share = share.replace(" ", "\u00a0")  # a line never begins with the sign
        if self.shares_its_own_total:
            return share
        return tr("{share} of the {total}", share=share, total=self.say_measure())

    def say_measure(self) -> str:
        """13,871 that RFI counts."""
        if self.measure is None:
            return ""
        number = say_amount(self.measure.amount)
        if self.measure.inferred:
            return tr("{number} that we infer", number=number)
        by = self.counted_by or self.publisher
        return tr("{number} that {publisher} counts", number=number, publisher=by)

    @property
    def percent(self) -> float | None:
        """Departed of `total`, of 100, to one decimal."""
        return percent(self.amount.number, self.total.amount.number) if self.total else None

    @property
    def shares_its_own_total(self) -> bool:
        """Whether the share is of the total that the same report gives."""
        return self.own is not None and self.own.amount == (self.measure or self.own).amount


def state_last(situation: Situation) -> Statement | None:
    """What may be said of the last figure by the day; None where there is none."""
    if situation.figure is None:
        return None
    return state(situation.dataset, situation.figure, is_final=situation.completed is not None)


def state(dataset: Dataset, figure: PersonnelFigure, *, is_final: bool = False) -> Statement:
    """What may be said of a figure of the dataset."""
    fact = dataset.mission.personnel.get(figure.scope)
    sources = figure.departed.sources
    return Statement(
        figure=figure,
        own=Total(figure.of, figure.sources) if figure.of else None,
        mission=Total(fact.value, fact.sources, fact.claims[0].inferred) if fact else None,
        publisher=dataset.sources[sources[0]].publisher,
        counted_by=dataset.sources[fact.sources[0]].publisher if fact else "",
        is_final=is_final,
    )


def say_inferred(claim: Claim[Amount] | Claim[Period], publisher: str = "") -> str:
    """Inferred by us, from whose text, and how."""
    said = tr("inferred by us")
    if publisher:
        said = tr("inferred by us from {publisher}", publisher=publisher)
    # The note ends a sentence; here it is a part of one.
    return f"{said}{colon()}{claim.note.say().rstrip('.')}" if claim.note else said


def say_event_toll(event: Event) -> list[tuple[str, Fact[Amount]]]:
    """At most 2 killed, 5 wounded; each with the fact that says so."""
    toll = []
    if event.killed:
        amount = event.killed.value
        said = tr_count(
            "{amount} killed", "{amount} killed", amount.number, amount=say_amount(amount)
        )
        toll.append((said + _behind(event.killed), event.killed))
    if event.wounded:
        amount = event.wounded.value
        said = tr_count(
            "{amount} wounded", "{amount} wounded", amount.number, amount=say_amount(amount)
        )
        toll.append((said + _behind(event.wounded), event.wounded))
    return toll


def _behind(fact: Fact[Amount]) -> str:
    claim = fact.claims[0]
    return f" ({say_inferred(claim)})" if claim.inferred else ""


def say_difference(dataset: Dataset, difference: Difference) -> str:
    """At least 3,015 people between 24 Oct and 18 Nov 2023~, some 25 days, and who says both."""
    before, after = difference.before, difference.after
    number = say_amount(difference.people)
    people = tr("{number} people", number=number)
    if after.scope is not Scope.ALL:
        people = f"{number} {say_scope(after.scope)}"
    between = tr(
        "between {first} ({first_publisher}) and {last} ({last_publisher})",
        first=say_period(before.date),
        first_publisher=_credit(dataset, before),
        last=say_period(after.date),
        last_publisher=_credit(dataset, after),
    )
    return f"{people} {between}, {say_span(difference)}"


def _credit(dataset: Dataset, figure: PersonnelFigure) -> str:
    statement = state(dataset, figure)
    return statement.say_credit() if statement.inferred else statement.publisher


def say_span(difference: Difference) -> str:
    """25 days; some 25 days where a date is not exact."""
    days = say_days(difference.days)
    return days if difference.days_are_exact else tr("some {days}", days=days)


def say_daily(difference: Difference) -> str:
    """121 a day; about as many where a number or a date is not exact."""
    rate = say_rate(difference.per_day)
    return (
        tr("{rate} a day", rate=rate) if difference.exact else tr("about {rate} a day", rate=rate)
    )


def say_scopes(figures: tuple[PersonnelFigure, ...]) -> str:
    """Uniformed (28 Aug 2023); all (24 Oct 2023)."""
    return semicolon().join(f"{say_term(one.scope)} ({say_period(one.date)})" for one in figures)


def say_levels(troops: int, dates: Sequence[Period]) -> str:
    """5,842 troops (estimates of 2023); never set against people who left, for levels stay."""
    when = say_period(dates[0]) if dates else ""
    if len(dates) > 1:
        when = f"{say_period(dates[0])} – {say_period(dates[-1])}"
    return tr("{troops} troops (estimates of {period})", troops=say_number(troops), period=when)
