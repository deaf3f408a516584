"""How many people had left when, as reported, and how many should have?

Points are what was reported; nothing is drawn between them.
"""

from datetime import date

from rich.cells import cell_len

from minusma_tui.date_cursor import named_months
from minusma_tui.drawing.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas, Dot
from minusma_tui.drawing.lines import Line, Span, wrap
from minusma_tui.language import say_number, tr
from minusma_tui.model.records import PersonnelFigure
from minusma_tui.model.values import Scope
from minusma_tui.pace import Pace
from minusma_tui.situation import Situation
from minusma_tui.words import say_day, say_month, say_rate

POINT: Span = ("•", "strong")
RIVAL: Span = ("×", "contested")
LEAST_WIDTH, LEAST_HEIGHT = 20, 4


def draw_curve(situation: Situation, width: int, height: int) -> list[Line]:
    """A plot of `height` lines; empty where there is no room or no total to measure by."""
    totals = situation.dataset.mission.personnel
    scope = situation.figure.scope if situation.figure else Scope.ALL
    # A figure of people whose total nobody gave cannot stand on the same scale as the others.
    scope = scope if scope in totals else Scope.ALL
    if scope not in totals or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return []
    plot = _Plot(situation, scope, width, height)
    plot.draw()
    return plot.lines()


class _Plot:
    """Days from left to right, people from below upwards."""

    def __init__(self, situation: Situation, scope: Scope, width: int, height: int) -> None:
        self._situation = situation
        self._scope = scope
        self._total = max(1, situation.dataset.mission.personnel[scope].value.number)
        self._top = say_number(self._total)
        margin = cell_len(self._top) + 1
        self._margin = margin
        self._canvas = Canvas(width - margin, height - 1)
        mission = situation.dataset.mission
        began = mission.drawdown_began or mission.mandate_ended
        self._first = began.value.first_day if began else situation.dataset.first_day
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
        """With the numbers on the left and the months below."""
        rows = self._canvas.lines()
        labels = [""] * len(rows)
        labels[0], labels[-1] = self._top, "0"
        lines: list[Line] = [
            ((f"{label:>{self._margin - 1}} ", "dim"), *row)
            for label, row in zip(labels, rows, strict=True)
        ]
        return [*lines, ((" " * self._margin + self._months(), "dim"),)]

    def _months(self) -> str:
        """Their names where they begin, as far as they fit."""
        text = ""
        for month in named_months(self._first, self._last):
            column = int(self._dot(month, 0)[0]) // DOTS_ACROSS
            name = say_month(month)
            if column >= cell_len(text) + (1 if text else 0) and (
                column + cell_len(name) <= self._canvas.width
            ):
                text = text.ljust(column) + name
        return text


def draw_pace(situation: Situation, width: int) -> list[Line]:
    """People a day kept and needed, where the pace kept would lead, and what it is measured on.

    Nothing where the dataset counts no people.
    """
    if not situation.counts_people:
        return []
    pace = situation.pace
    spans: list[Span] = [(f"{tr('Pace')} ", "heading")]
    if pace.actual_per_day is not None:
        spans += [(tr("{rate} a day kept", rate=say_rate(pace.actual_per_day)), "strong")]
    elif situation.figure is not None:
        spans += [(tr("one figure tells none"), "dim")]
    else:
        spans += [(tr("no figure yet"), "dim")]
    if pace.required_per_day is not None:
        spans += [
            (", ", "text"),
            (tr("{rate} needed", rate=say_rate(pace.required_per_day)), "strong"),
        ]
    lines = wrap(spans, width)
    if pace.measured is not None:
        since, until = pace.measured
        lines += wrap(_outlook(pace), width)
        lines += wrap(
            [(tr("kept {first} to {last}", first=say_day(since), last=say_day(until)), "dim")],
            width,
        )
    return lines


def _outlook(pace: Pace) -> list[Span]:
    if pace.projected_end is None or pace.measured is None:
        return []
    end = say_day(pace.projected_end)
    if pace.projected_end <= pace.measured[1]:
        return [(tr("the last had left by {end}", end=end), "handed-over")]
    if pace.on_time is None:
        return [(tr("would end {end}", end=end), "text")]
    verdict: Span = (tr("on time"), "handed-over") if pace.on_time else (tr("too late"), "departed")
    return [(tr("would end {end}", end=end), "text"), (", ", "text"), verdict]
