"""The curve of people departed by day, and of how many had to, as SVG.

Only reported figures are drawn, as points; nothing is drawn between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from minusma_tui.chronology.stops import add_months
from minusma_tui.drawing.curve import first_day
from minusma_tui.export.markup import Markup, join, tag
from minusma_tui.export.page.labels import LETTER, LabelBox
from minusma_tui.language.catalogue import colon, say_number, tr
from minusma_tui.model.records import Claim, PersonnelFigure
from minusma_tui.model.values import Amount, Scope
from minusma_tui.model.wording import say_amount, say_day, say_period, say_term
from minusma_tui.situation.figures import Statement, state
from minusma_tui.situation.situation import Situation

WIDTH, HEIGHT = 480.0, 330.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 50.0, 12.0, 26.0, 30.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """The scales of the curve: days across, numbers of people up, both in picture units."""

    first: date
    last: date
    most: float

    def across(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        part = min(1.0, max(0.0, (day - self.first).days / days))
        return _LEFT + part * (WIDTH - _LEFT - _RIGHT)

    def down(self, people: float) -> float:
        return HEIGHT - _BOTTOM - people / self.most * (HEIGHT - _TOP - _BOTTOM)


def curve_svg(situation: Situation) -> Markup:
    """Draw the curve of the whole mission; it follows the as-of date and ignores the filter."""
    frame, deadline = _frame(situation), situation.dataset.deadline
    totals = _totals(situation)
    return tag(
        "svg",
        tag("title", tr("People departed, as reported"), id="curve-title"),
        tag("desc", _describe(situation), id="curve-desc"),
        tag("g", *_axes(frame), class_="axes"),
        *([_asked(situation, frame, totals[0])] if totals else []),
        tag("g", *_rivals(situation, frame), class_="rivals"),
        tag("g", *_points(situation, frame), class_="points"),
        _day(frame, situation.as_of, "as-of", _TOP - 12),
        *([_day(frame, deadline, "deadline", HEIGHT - _BOTTOM - 6)] if deadline else []),
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        role="img",
        aria_labelledby="curve-title curve-desc",
        class_="curve",
    )


def _frame(situation: Situation) -> _Frame:
    first = first_day(situation)
    deadline = situation.dataset.deadline or situation.as_of
    # Up to 31 days after the deadline are shown; more would compress the drawdown.
    late = 0 <= (situation.as_of - deadline).days <= 31
    last = max(first, situation.as_of if late else deadline)
    numbers = [figure.departed.value.number for figure in situation.figures]
    numbers += [rival.number for _, rival in _rival_amounts(situation)]
    numbers += [total.value.number for total in _totals(situation)]
    return _Frame(first, last, most=1.06 * max([*numbers, 10]))


def _totals(situation: Situation) -> Sequence[Claim[Amount]]:
    """The claims of how many people of all kinds the withdrawal concerns."""
    fact = situation.dataset.mission.personnel.get(Scope.ALL)
    return fact.claims if fact else ()


def _say_total(situation: Situation, total: Claim[Amount]) -> str:
    """Format a claim of the total, such as "13,871, counted by RFI"."""
    amount = say_amount(total.value)
    if total.inferred:
        return f"{amount} ({tr('inferred')})"
    by = situation.dataset.sources[total.sources[0]].publisher
    return tr("{amount}, counted by {publisher}", amount=amount, publisher=by)


def _rival_amounts(situation: Situation) -> list[tuple[PersonnelFigure, Amount]]:
    """The amounts of the second and later claims of figures, each with its figure."""
    return [
        (figure, claim.value)
        for figure in situation.figures
        for claim in figure.departed.claims[1:]
    ]


def _axes(frame: _Frame) -> Iterator[Markup]:
    """Yield lines at round numbers of people, and the names of months below."""
    choices = [factor * 10**power for power in range(8) for factor in (1, 2, 5)]
    step = next(one for one in choices if frame.most / one <= 5)
    for people in range(0, int(frame.most) + 1, step):
        y = frame.down(people)
        yield tag("path", d=f"M{_LEFT:.0f} {y:.1f}H{WIDTH - _RIGHT:.0f}")
        yield tag("text", say_number(people), x=_LEFT - 7, y=y + 4, text_anchor="end")
    months = (frame.last.year - frame.first.year) * 12 + frame.last.month - frame.first.month
    every = next((one for one in (1, 2, 3, 6, 12, 24, 60) if months / one <= 8), 120)
    for month in range(0, months + 1, every):
        day = add_months(frame.first.replace(day=1), month)
        if day >= frame.first:
            x, foot = frame.across(day), HEIGHT - _BOTTOM
            yield tag("path", class_="tick", d=f"M{x:.1f} {foot:.1f}v5")
            said = say_day(day).split(" ", 1)[1]
            short = said if every > 1 or day.month == 1 else said.split()[0]
            while short and x + len(short) * 7 > WIDTH:
                short = short.rpartition(" ")[0]  # drop the year first, then the whole label
            if short:
                yield tag("text", short, x=x - 2, y=foot + 18)


def _asked(situation: Situation, frame: _Frame, total: Claim[Amount]) -> Markup:
    """A line at the total, and one of the even pace that reaches it by the deadline, if any."""
    deadline = situation.dataset.deadline
    foot, head = frame.down(0), frame.down(total.value.number)
    parts = [
        tag("path", class_="total", d=f"M{_LEFT:.0f} {head:.1f}H{WIDTH - _RIGHT:.0f}"),
        tag("text", _say_total(situation, total), x=_LEFT + 4, y=head - 5),
    ]
    if deadline is not None:
        left, right = frame.across(first_day(situation)), frame.across(deadline)
        way = f"M{left:.1f} {foot:.1f}L{right:.1f} {head:.1f}"
        parts.append(tag("path", class_="straight", d=way))
    return tag("g", *parts, class_="asked")


def _points(situation: Situation, frame: _Frame) -> Iterator[Markup]:
    """Yield a disc for each figure of all people, and a square for each of a part of them."""
    for figure in situation.figures:
        x, y = _place(figure, frame)
        said = _say(state(situation.dataset, figure))
        if figure.scope is Scope.ALL:
            yield tag("circle", tag("title", said), cx=x, cy=y, r=4.5)
        else:
            yield tag("rect", tag("title", said), x=x - 3.5, y=y - 3.5, width=7, height=7)
    yield from _numbers(situation, frame)


def _numbers(situation: Situation, frame: _Frame) -> Iterator[Markup]:
    """Yield numbers beside the points, the latest first; one without room is left to the table."""
    whole = [figure for figure in situation.figures if figure.scope is Scope.ALL]
    parts = [figure for figure in situation.figures if figure.scope is not Scope.ALL]
    inside = LabelBox(_LEFT, _TOP, WIDTH, HEIGHT - _BOTTOM)
    points = [_place(figure, frame) for figure in situation.figures]
    taken = [LabelBox(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    for figure in (*reversed(whole), *reversed(parts)):
        x, y = _place(figure, frame)
        said = say_amount(figure.departed.value)
        sides = [(x - 8, y - 5, "end"), (x + 8, y + 13, "start"), (x + 8, y - 5, "start")]
        if figure.scope is not Scope.ALL:
            said, sides = f"{said} {say_term(figure.scope)}", sides[::-1]
        wide = len(said) * LETTER
        for across, down, anchor in sides:
            left = across if anchor == "start" else across - wide
            box = LabelBox(left, down - 12, left + wide, down + 3)
            if not box.outside(inside) and not any(box.shared(other) for other in taken):
                taken.append(box)
                yield tag("text", said, x=across, y=down, text_anchor=anchor)
                break


def _place(figure: PersonnelFigure, frame: _Frame) -> tuple[float, float]:
    return frame.across(figure.date.last_day), frame.down(figure.departed.value.number)


def _rivals(situation: Situation, frame: _Frame) -> Iterator[Markup]:
    """Yield lines for other claims of the total, and crosses for other claims of a figure."""
    totals = _totals(situation)
    near = frame.down(totals[0].value.number) if totals else 0
    for total in totals[1:]:
        y = frame.down(total.value.number)
        yield tag("path", class_="total", d=f"M{_LEFT:.0f} {y:.1f}H{WIDTH - _RIGHT:.0f}")
        said = _say_total(situation, total)
        if abs(y - near) < 14:  # its label would cover that of the total
            yield tag("text", said, x=WIDTH - _RIGHT - 4, y=y - 5, text_anchor="end")
        else:
            yield tag("text", said, x=_LEFT + 4, y=y - 5)
    for figure, amount in _rival_amounts(situation):
        x, y = frame.across(figure.date.last_day), frame.down(amount.number)
        said = tr(
            "{period}: {amount}, another claim",
            period=say_period(figure.date),
            amount=say_amount(amount),
        )
        cross = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"
        yield tag("path", tag("title", said), class_="cross", d=cross)


def _day(frame: _Frame, day: date, role: str, y: float) -> Markup:
    """A vertical line at a day, with its label; nothing if the day is outside the frame."""
    if not frame.first <= day <= frame.last:
        return Markup()
    x = frame.across(day)
    said, top = (tr("deadline"), _TOP) if role == "deadline" else (say_day(day), _TOP - 20)
    anchor, text_x = ("end", x - 4) if x > WIDTH / 3 else ("start", x + 4)
    return tag(
        "g",
        tag("path", d=f"M{x:.1f} {top:.0f}V{HEIGHT - _BOTTOM:.0f}"),
        tag("text", said, x=text_x, y=y, text_anchor=anchor),
        class_=role,
    )


def _say(statement: Statement) -> str:
    """Format a statement: "18 Nov 2023~: more than 8,817 personnel departed, says RFI"."""
    day = say_period(statement.figure.date)
    return f"{day}{colon()}{statement.say_departed()}, {statement.say_credit()}"


def _describe(situation: Situation) -> Markup:
    """Describe the points for screen readers; the table beside the curve has them too."""
    said = [f"{_say(state(situation.dataset, figure))}." for figure in situation.figures]
    totals, deadline = _totals(situation), situation.dataset.deadline
    asked = []
    if totals and deadline:
        asked = [
            tr(
                "All {total} were due to leave by {day}.",
                total=_say_total(situation, totals[0]),
                day=say_day(deadline),
            )
        ]
    return join(" ".join(said + asked) or tr("No figure had been reported by this day."))
