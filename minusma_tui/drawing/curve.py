"""The curve of departures: how many people had left by a day, and how many should have.

Points are reported figures; nothing is drawn between them.
"""

from datetime import date

from rich.cells import cell_len

from minusma_tui.chronology.pace import Difference
from minusma_tui.chronology.stops import named_months
from minusma_tui.drawing.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas, Dot
from minusma_tui.drawing.lines import Line, Span, pad, wrap
from minusma_tui.language.catalogue import colon, say_number, semicolon, tr
from minusma_tui.model.records import PersonnelFigure
from minusma_tui.model.values import Scope
from minusma_tui.model.wording import say_day, say_days, say_month, say_period, say_rate
from minusma_tui.situation.figures import say_daily, say_scope, state
from minusma_tui.situation.situation import Situation

POINT: Span = ("•", "strong")
RIVAL: Span = ("×", "contested")
MIN_WIDTH, MIN_HEIGHT = 20, 4


def first_day(situation: Situation) -> date:
    """The first day of the drawdown; if it is unknown, that of the mission."""
    return situation.dataset.drawdown_start or situation.dataset.first_day


def draw_curve(situation: Situation, width: int, height: int) -> list[Line]:
    """Draw a plot of `height` lines; empty if there is no room or no total to measure by."""
    totals = situation.dataset.mission.personnel
    scope = situation.figure.scope if situation.figure else Scope.ALL
    # Without a total, figures of a scope have no scale; those of all people are shown instead.
    scope = scope if scope in totals else Scope.ALL
    if scope not in totals or width < MIN_WIDTH or height < MIN_HEIGHT:
        return []
    plot = _Plot(situation, scope, width, height)
    plot.draw()
    return plot.lines()


class _Plot:
    """A plot with days from left to right and people from bottom to top."""

    def __init__(self, situation: Situation, scope: Scope, width: int, height: int) -> None:
        self._situation = situation
        self._scope = scope
        self._total = max(1, situation.dataset.mission.personnel[scope].value.number)
        self._top = say_number(self._total)
        margin = cell_len(self._top) + 1
        self._margin = margin
        self._canvas = Canvas(width - margin, height - 1)
        self._first = first_day(situation)
        self._last = max(situation.dataset.deadline or situation.as_of, situation.as_of)

    def draw(self) -> None:
        canvas, situation = self._canvas, self._situation
        deadline = situation.dataset.deadline
        canvas.line(
            self._dot(self._first, self._total),
            self._dot(self._last, self._total),
            "empty",
            every=2,
        )
        if deadline is not None:
            due = self._dot(deadline, self._total)
            canvas.line(self._dot(self._first, 0), due, "dim", every=2)
            canvas.line(self._dot(deadline, 0), due, "contested", every=3)
        today = max(situation.as_of, self._first)
        canvas.line(self._dot(today, 0), self._dot(today, self._total), "cursor")
        figures = [figure for figure in situation.figures if figure.scope is self._scope]
        for figure in figures:
            for claim in figure.departed.claims[1:]:
                self._mark(figure, claim.value.number, RIVAL)
        for figure in figures:
            self._mark(figure, figure.departed.value.number, POINT)

    def _dot(self, day: date, people: float) -> Dot:
        span = max(1, (self._last - self._first).days)
        across = self._canvas.width * DOTS_ACROSS - 1
        down = self._canvas.height * DOTS_DOWN - 1
        share = (day - self._first).days / span
        return share * across, (1 - min(1.0, people / self._total)) * down

    def _mark(self, figure: PersonnelFigure, people: int, sign: Span) -> None:
        x, y = self._dot(max(figure.date.last_day, self._first), people)
        self._canvas.write(round(x) // DOTS_ACROSS, round(y) // DOTS_DOWN, *sign)

    def lines(self) -> list[Line]:
        """Return the rows of the plot, with the numbers on the left and the months below."""
        rows = self._canvas.lines()
        labels = [""] * len(rows)
        labels[0], labels[-1] = self._top, "0"
        lines: list[Line] = [
            ((f"{pad(label, self._margin - 1, 'right')} ", "dim"), *row)
            for label, row in zip(labels, rows, strict=True)
        ]
        return [*lines, ((" " * self._margin + self._months(), "dim"),)]

    def _months(self) -> str:
        """Return the names of the months at the columns where they begin, as far as they fit."""
        text = ""
        for month in named_months(self._first, self._last):
            column = int(self._dot(month, 0)[0]) // DOTS_ACROSS
            name = say_month(month)
            if column >= cell_len(text) + (1 if text else 0) and (
                column + cell_len(name) <= self._canvas.width
            ):
                text = pad(text, column) + name
        return text


def draw_pace(situation: Situation, width: int) -> list[Line]:
    """Draw the people per day kept and needed, and the end that the pace kept would lead to.

    Empty if the dataset counts no people or once the withdrawal is complete.
    """
    if not situation.counts_people or situation.completed:
        return []
    pace = situation.pace
    title = tr("Pace")
    if situation.figure is not None and situation.figure.scope is not Scope.ALL:
        title += f" ({say_scope(situation.figure.scope)})"
    spans: list[Span] = [(f"{title}{colon()}", "heading")]
    if pace.kept is not None:
        spans += [(say_daily(pace.kept), "strong"), (f" ({_say_days(pace.kept)})", "dim")]
    elif situation.figure is not None:
        spans += [(tr("unknown (only one figure so far)"), "dim")]
    else:
        spans += [(tr("unknown (no figure yet)"), "dim")]
    needed = _say_needed(situation)
    if needed:
        spans += [(semicolon(), "text"), (needed, "strong")]
    return wrap(spans, width) + wrap(_outlook(situation), width)


def _say_days(kept: Difference) -> str:
    """Format the two dates, such as "24 Oct 2023 – 18 Nov 2023~"; an inferred figure is marked."""
    days = [
        say_period(figure.date)
        + (f" ({tr('inferred')})" if figure.departed.claims[0].inferred else "")
        for figure in (kept.before, kept.after)
    ]
    return " – ".join(days)


def _say_needed(situation: Situation) -> str:
    """Format the pace needed, such as "120 a day needed".

    The total is named if the report of the figure itself gives another one or none.
    """
    rate = situation.pace.required_per_day
    if rate is None or situation.figure is None:
        return ""
    statement = state(situation.dataset, situation.figure)
    exact = statement.amount.qualifier is None
    said = say_rate(rate) if exact else tr("about {rate}", rate=say_rate(rate))
    if statement.shares_its_own_total:
        return tr("{rate} a day needed", rate=said)
    return tr("{rate} a day needed for the {total}", rate=said, total=statement.say_measure())


def _outlook(situation: Situation) -> list[Span]:
    pace, deadline = situation.pace, situation.dataset.deadline
    if pace.projected_end is None or pace.kept is None:
        return []
    end = say_day(pace.projected_end)
    if pace.projected_end <= pace.kept.after.date.last_day:
        return [(tr("all had departed by {end}", end=end), "handed-over")]
    spans: list[Span] = [(tr("at this pace all are out by {end}", end=end), "text")]
    if deadline is None:
        return spans
    early = (deadline - pace.projected_end).days
    if early < 0:
        return [*spans, (f" ({tr('{days} late', days=say_days(-early))})", "departed")]
    said = tr("{days} early", days=say_days(early)) if early else tr("on the day")
    return [*spans, (f" ({said})", "handed-over")]
