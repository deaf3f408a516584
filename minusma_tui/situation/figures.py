"""What may be said of a number of people, for the screen, reports, exports and citations alike.

A figure never says more than its source: its number, date and scope go together, its source is
credited with its own words only, a total from another source is named as such, and what we
inferred is credited to nobody.
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
    """Return whom a figure counts, such as "uniformed personnel"."""
    return tr(_SCOPES[scope])


@dataclass(frozen=True, slots=True)
class Total:
    """The number of people that a figure is compared with, and who gives it."""

    amount: Amount
    sources: tuple[str, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that may be said of one figure of people departed."""

    figure: PersonnelFigure
    own: Total | None
    """The total that the same report gives."""
    mission: Total | None
    """The mission's total for the same scope, whoever counts it."""
    publisher: str
    """The publisher of the first source, which reports the figure or which it is inferred from."""
    counted_by: str
    """The publisher of the mission's total; empty if there is none."""
    is_final: bool = False
    """Whether the withdrawal is complete.

    A share would then show as present the people whom nobody counted after the last figure.
    """

    @property
    def amount(self) -> Amount:
        """The number of people departed, with the qualifier of the report."""
        return self.figure.departed.value

    @property
    def inferred(self) -> bool:
        """Whether we computed the number and nobody reported it as such."""
        return self.figure.departed.claims[0].inferred

    @property
    def total(self) -> Total | None:
        """The total of the same report, or else the mission's."""
        return self.own or self.mission

    @property
    def measure(self) -> Total | None:
        """The total that bars, curves and shares refer to; None once the withdrawal is complete.

        It is the mission's, which is the same on every day, or else that of the same report.
        """
        return None if self.is_final else self.mission or self.own

    def say_title(self) -> str:
        """Name the people that the figure counts, as a heading."""
        scope = say_scope(self.figure.scope)
        if self.is_final:
            return tr("Last figure of {scope} departed", scope=scope)
        return tr("Departed {scope}", scope=scope)

    def say_number(self) -> str:
        """Format the number, such as "more than 8,817 of 13,871".

        The second number appears only if the same report gives it.
        """
        said = say_amount(self.amount)
        return say_of(said, self.own.amount) if self.own else said

    def say_departed(self) -> str:
        """Format number and scope, such as "1,096 uniformed personnel departed"."""
        scope = say_scope(self.figure.scope)
        return tr("{number} {scope} departed", number=self.say_number(), scope=scope)

    def say_day(self) -> str:
        """Format the date, such as "as of 18 Nov 2023~"."""
        return tr("as of {period}", period=say_period(self.figure.date))

    def say_credit(self) -> str:
        """Say who reports the figure, or from whom and how we inferred it."""
        if self.inferred:
            return say_inferred(self.figure.departed.claims[0], self.publisher)
        return tr("says {publisher}", publisher=self.publisher)

    def say_whole(self) -> str:
        """Format all of it in one phrase: number, scope, date, who says so, and the share."""
        said = f"{self.say_departed()}, {self.say_day()}, {self.say_credit()}"
        share = self.say_share()
        return f"{said} ({share})" if share else said

    def say_share(self) -> str:
        """Format the share, such as "63.6 %"; empty if `measure` is None.

        A total that the same report does not give is named together with who counts it.
        """
        if self.measure is None:
            return ""
        share = say_percent(percent(self.amount.number, self.measure.amount.number))
        share = share.replace(" ", "\u00a0")  # a line never begins with the sign
        if self.shares_its_own_total:
            return share
        return tr("{share} of the {total}", share=share, total=self.say_measure())

    def say_measure(self) -> str:
        """Format the total and its publisher, such as "13,871 that RFI counts"; empty if none."""
        if self.measure is None:
            return ""
        number = say_amount(self.measure.amount)
        if self.measure.inferred:
            return tr("{number} that we infer", number=number)
        by = self.counted_by or self.publisher
        return tr("{number} that {publisher} counts", number=number, publisher=by)

    @property
    def percent(self) -> float | None:
        """The percentage of `total` that has departed, to one decimal; None without a total."""
        return percent(self.amount.number, self.total.amount.number) if self.total else None

    @property
    def shares_its_own_total(self) -> bool:
        """Whether the share is of the total that the same report gives."""
        return self.own is not None and self.own.amount == (self.measure or self.own).amount


def state_last(situation: Situation) -> Statement | None:
    """Return what may be said of the last figure by the day; None if there is none."""
    if situation.figure is None:
        return None
    return state(situation.dataset, situation.figure, is_final=situation.completed is not None)


def state(dataset: Dataset, figure: PersonnelFigure, *, is_final: bool = False) -> Statement:
    """Return what may be said of a figure of the dataset."""
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
    """Say that we inferred a claim, from which publisher and how."""
    said = tr("inferred by us")
    if publisher:
        said = tr("inferred by us from {publisher}", publisher=publisher)
    # The note is a sentence; here it continues one.
    return f"{said}{colon()}{claim.note.say().rstrip('.')}" if claim.note else said


def say_event_toll(event: Event) -> list[tuple[str, Fact[Amount]]]:
    """Return the killed and the wounded in words, such as "at most 2 killed", with their facts."""
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
    """Format a difference with its dates, the publishers of both figures and its length.

    For example "at least 3,015 people between 24 Oct 2023 (L'Expression (Algeria)) and
    18 Nov 2023~ (RFI), some 25 days".
    """
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
    """Format the length, such as "25 days", or "some 25 days" if a date is not exact."""
    days = say_days(difference.days)
    return days if difference.days_are_exact else tr("some {days}", days=days)


def say_daily(difference: Difference) -> str:
    """Format the rate, such as "121 a day", or "about 121 a day" if it is not exact."""
    rate = say_rate(difference.per_day)
    return (
        tr("{rate} a day", rate=rate) if difference.exact else tr("about {rate} a day", rate=rate)
    )


def say_scopes(figures: tuple[PersonnelFigure, ...]) -> str:
    """Format scopes and dates of figures, such as "uniformed (28 Aug 2023); all (24 Oct 2023)"."""
    return semicolon().join(f"{say_term(one.scope)} ({say_period(one.date)})" for one in figures)


def say_levels(troops: int, dates: Sequence[Period]) -> str:
    """Format a sum of estimates and their dates, such as "5,842 troops (estimates of 2023)".

    `dates` is oldest first. The sum is a level at those dates and stays the same when people
    leave, so it is never compared with how many have left.
    """
    when = say_period(dates[0]) if dates else ""
    if len(dates) > 1:
        when = f"{say_period(dates[0])} – {say_period(dates[-1])}"
    return tr("{troops} troops (estimates of {period})", troops=say_number(troops), period=when)
