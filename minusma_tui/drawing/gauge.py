"""The gauge: the progress of the drawdown and of the selection, in people, bases and days."""

from dataclasses import dataclass

from rich.cells import cell_len

from minusma_tui.drawing.lines import Line, Span, bar, pad, plain, wrap
from minusma_tui.language.catalogue import colon, say_number, semicolon, tr
from minusma_tui.model.values import Scope, Status
from minusma_tui.model.wording import (
    percent,
    say_count_of,
    say_day,
    say_days,
    say_percent,
    say_period,
    say_term,
)
from minusma_tui.situation.columns import CONTESTED_MARK, MARKS
from minusma_tui.situation.figures import (
    Statement,
    say_daily,
    say_difference,
    say_levels,
    say_scope,
    say_scopes,
    state_last,
)
from minusma_tui.situation.situation import Change, Situation

_SHORT_INDENT = 20
"""Cells of the label and the share, after which the words of the short gauge begin."""
ROOMY = 60
"""Cells; from this width on there is room for more than the numbers."""


def draw_gauge(situation: Situation, width: int) -> list[Line]:
    """Draw the gauge as a column of bars, each with the numbers that it shows."""
    lines = _personnel(situation, width) if situation.counts_people else []
    lines += _bases(situation, width)
    lines += _deadline(situation, width)
    if situation.query:
        lines += _selection(situation, width)
    if situation.change is not None:
        lines += _change(situation, situation.change, width)
    return lines


@dataclass(frozen=True, slots=True)
class _ShortRow:
    """A line of the short gauge; without a known `part` it has no bar and no share."""

    label: str
    part: int | None
    whole: int
    said: list[Span]

    @property
    def share(self) -> float | None:
        return None if self.part is None else percent(self.part, self.whole)


def draw_short_gauge(situation: Situation, width: int) -> list[Line]:
    """Draw the gauge in few lines: people, bases and days, and the selection.

    The name of whoever gives a number is never cut: first the bars are left out, then the lines
    are wrapped.
    """
    bases = situation.bases
    closed: list[Span] = [
        (tr("{closed} of {total} closed", closed=bases.closed, total=bases.total), "strong")
    ]
    until = _say_until(situation)
    if until:
        closed += [(f", {until}", "dim")]
    rows = [_short_personnel(situation)] if situation.counts_people else []
    rows.append(_ShortRow(tr("Bases"), bases.closed, bases.total, closed))
    if situation.query:
        chosen = situation.selected_bases
        kept: list[Span] = [
            (tr("{closed} of {total} closed", closed=chosen.closed, total=chosen.total), "strong")
        ]
        if chosen.troops:
            kept += [(f", {say_levels(chosen.troops, situation.levels)}", "dim")]
        rows.append(_ShortRow(tr("Selection"), chosen.closed, chosen.total, kept))
    return _draw_short_rows(rows, width)


def _short_personnel(situation: Situation) -> _ShortRow:
    statement = state_last(situation)
    if statement is None:
        nothing: list[Span] = [(tr("no figure reported yet"), "dim")]
        return _ShortRow(tr("Personnel"), None, 0, nothing)
    said: list[Span] = [(statement.say_number(), "strong")]
    if statement.figure.scope is not Scope.ALL:
        said += [(f" {say_term(statement.figure.scope)}", "text")]
    credit = statement.say_credit() + _say_other_share(statement)
    said += [(f", {say_period(statement.figure.date)}, {credit}", "dim")]
    if statement.measure is None:
        return _ShortRow(tr("Personnel"), None, 0, said)
    part, whole = statement.amount.number, statement.measure.amount.number
    return _ShortRow(tr("Personnel"), part, whole, said)


def _draw_short_rows(rows: list[_ShortRow], width: int) -> list[Line]:
    """Draw a label, a bar if the words of all rows leave room for one, the share and the words."""
    bar_width = min(20, width - 60)
    words = max(sum(cell_len(text) for text, _ in row.said) for row in rows)
    has_bars = bar_width >= 8 and words <= width - _SHORT_INDENT - bar_width
    lines: list[Line] = []
    for row in rows:
        line: list[Span] = [(pad(row.label, 10), "label")]
        if has_bars and row.part is not None and row.share is not None:
            line += bar(row.part, row.whole, bar_width)
        elif has_bars:
            line += [(" " * bar_width, "text")]
        line += [(f"{pad(say_percent(row.share), 8, 'right')}  ", "strong"), *row.said]
        lines += wrap(line, width, indent=_SHORT_INDENT)
    return lines


def _say_until(situation: Situation) -> str:
    """Say how many days are left to the deadline, when it was, or when all was complete."""
    days, deadline = situation.days_left, situation.dataset.deadline
    if situation.completed:
        return tr("complete {day}", day=say_period(situation.completed.value))
    if days is None or deadline is None:
        return ""
    due = say_day(deadline)
    return (
        tr("{days} to {due}", days=say_days(days), due=due)
        if days >= 0
        else tr("was due {due}", due=due)
    )


def _personnel(situation: Situation, width: int) -> list[Line]:
    statement = state_last(situation)
    if statement is None:
        title: Span = (tr("Departed {scope}", scope=say_scope(Scope.ALL)), "heading")
        return [(title,), *wrap([(tr("No figure had been reported by this day."), "dim")], width)]
    lines = _bar_of(statement, (statement.say_title(), "heading"), width)
    spans: list[Span] = [(statement.say_number(), "strong")]
    if statement.figure.departed.contested:
        spans += [(f" {CONTESTED_MARK}", "contested")]
    said = f"{statement.say_day()}, {statement.say_credit()}"
    said += _say_other_share(statement)
    return [*lines, *wrap([*spans, (f", {said}", "dim")], width)]


def _say_other_share(statement: Statement) -> str:
    """Say the share of a total that another source counts; empty if there is none."""
    if statement.measure is None or statement.shares_its_own_total:
        return ""
    return f"{semicolon()}{statement.say_share()}"


def _bar_of(statement: Statement, title: Span, width: int) -> list[Line]:
    if statement.measure is None:
        return [(title,)]
    return _titled_bar(title, statement.amount.number, statement.measure.amount.number, width)


def _bases(situation: Situation, width: int) -> list[Line]:
    bases = situation.bases
    lines = _titled_bar((tr("Closed bases"), "heading"), bases.closed, bases.total, width)
    spans: list[Span] = [
        (tr("{closed} of {total}", closed=bases.closed, total=bases.total), "strong")
    ]
    for status in Status:
        count = situation.day.statuses.get(status, 0)
        said = say_count_of(status, count) if width >= ROOMY else say_number(count)
        if count:
            spans += [
                ("  ", "text"),
                # Non-breaking spaces keep a sign and what it counts on one line.
                (f"{MARKS[status]} {said}".replace(" ", "\u00a0"), status.value),
            ]
    lines += wrap(spans, width)
    if width >= ROOMY:
        apart = [one.base.name.say() for one in situation.standings if not one.base.counted]
        if apart:
            lines += wrap(
                [(tr("outside the count: {bases}", bases=", ".join(apart)), "dim")], width
            )
    return lines


def _deadline(situation: Situation, width: int) -> list[Line]:
    """Draw the deadline and the days left; once the withdrawal is complete, when that was.

    Empty if there is no deadline.
    """
    if situation.completed:
        return wrap([(say_completion(situation), "strong")], width)
    days, deadline = situation.days_left, situation.dataset.deadline
    if days is None or deadline is None:
        return []
    said = say_days_left(days) if days else tr("today")
    name, due = tr("Deadline"), say_day(deadline)
    title: Line = ((name, "heading"), (f" {due}", "text"))
    if cell_len(plain(title)) + cell_len(said) >= width:
        return wrap([(name, "heading"), (f" {due}, ", "text"), (said, "strong")], width)
    return [_titled(title, said, width)]


def say_completion(situation: Situation) -> str:
    """Say when the withdrawal was complete, in relation to its deadline and beginning.

    For example "The withdrawal was complete: 31 Dec 2023, on the day of the deadline, 183 days
    after it began". Empty before that day.
    """
    if situation.completed is None:
        return ""
    period = situation.completed.value
    parts = [tr("The withdrawal was complete: {day}", day=say_period(period))]
    deadline, began = situation.dataset.deadline, situation.dataset.mission.drawdown_began
    if deadline is not None:
        late = (period.last_day - deadline).days
        due = say_day(deadline)
        if late == 0:
            parts.append(tr("on the day of the deadline"))
        elif late < 0:
            parts.append(tr("{days} before the deadline of {due}", days=say_days(-late), due=due))
        else:
            parts.append(tr("{days} after the deadline of {due}", days=say_days(late), due=due))
    if began is not None:
        days = say_days((period.last_day - began.value.first_day).days)
        parts.append(tr("{days} after it began", days=days))
    return ", ".join(parts)


def say_days_left(days: int) -> str:
    """Format the days to the deadline, such as "42 days left", or "42 days ago" if negative."""
    return (
        tr("{days} left", days=say_days(days))
        if days >= 0
        else tr("{days} ago", days=say_days(-days))
    )


def _selection(situation: Situation, width: int) -> list[Line]:
    chosen = situation.selected_bases
    title: Span = (tr("Selection"), "heading")
    if not chosen.total:
        return [(title,), *wrap([(tr("no counted base is selected"), "dim")], width)]
    lines = _titled_bar(title, chosen.closed, chosen.total, width)
    spans: list[Span] = [
        (tr("{closed} of {total} closed", closed=chosen.closed, total=chosen.total), "strong")
    ]
    troops = tr("no estimate of troops")
    if chosen.troops:
        troops = say_levels(chosen.troops, situation.levels)
    return lines + wrap([*spans, (f", {troops}", "dim")], width)


def _change(situation: Situation, change: Change, width: int) -> list[Line]:
    """Draw what changed between the marked day and this one, whichever is later."""
    days = (change.until - change.since).days
    title = tr("{first} to {last}", first=say_day(change.since), last=say_day(change.until))
    spans: list[Span] = [(f"{title} ", "heading"), (f"{say_days(days)}{colon()}", "dim")]
    spans += [(tr("+{bases} closed", bases=change.bases), "strong"), (", ", "text")]
    if change.departed is None:
        return wrap([*spans, (_say_no_difference(change), "dim")], width)
    people = say_difference(situation.dataset, change.departed)
    return wrap([*spans, (people, "strong"), (f", {say_daily(change.departed)}", "text")], width)


def _say_no_difference(change: Change) -> str:
    """Say why there is no difference of people between two days."""
    before, after = change.figures
    if after is None:
        return tr("no figure by {day}", day=say_day(change.until))
    if before is after:
        return tr("no new figure since {day}", day=say_period(after.date))
    if before is None:
        return tr("no figure by {day}", day=say_day(change.since))
    if before.scope is after.scope:
        return tr("only rounded figures since {day}", day=say_period(before.date))
    return f"{tr('no comparable figures')}{colon()}{say_scopes((before, after))}"


def _titled(title: Line, said: str, width: int) -> Line:
    """Return a line with a title at the left edge and a text at the right edge."""
    gap = max(1, width - cell_len(plain(title)) - cell_len(said))
    return (*title, (" " * gap, "text"), (said, "strong"))


def _titled_bar(title: Span, part: int, whole: int, width: int) -> list[Line]:
    """Draw a title and the percentage, and the bar below them."""
    share = say_percent(percent(part, whole))
    return [_titled((title,), share, width), bar(part, whole, width)]
