"""The pace of departures, compared with calculations by hand."""

from dataclasses import replace
from datetime import date

import pytest

from minusma_tui.chronology.pace import Difference, Pace, difference, measure, subtract
from minusma_tui.model.period import parse_period
from minusma_tui.model.records import Claim, Fact, PersonnelFigure
from minusma_tui.model.values import Amount, Scope

DEADLINE = date(2023, 12, 31)
Measured = tuple[float | None, float | None, date | None, bool | None]


def figure(day: str, departed: int) -> PersonnelFigure:
    return PersonnelFigure(
        sources=("source",),
        date=parse_period(day),
        departed=Fact((Claim(value=Amount(departed), sources=("source",)),)),
        scope=Scope.ALL,
    )


def facts(pace: Pace) -> Measured:
    return pace.actual_per_day, pace.required_per_day, pace.projected_end, pace.on_time


FIGURES = [figure("2023-09-27", 3367), figure("2023-10-24", 5802), figure("2023-11-18~", 8817)]


def test_the_pace_on_19_november() -> None:
    pace = measure(FIGURES, 13871, date(2023, 11, 19), DEADLINE)
    # 8817 - 5802 = 3015 people in the 25 days from 24 October to 18 November.
    assert pace.actual_per_day == pytest.approx(120.6)
    # 13871 - 8817 = 5054 people in the 42 days from 19 November to 31 December.
    assert pace.required_per_day == pytest.approx(5054 / 42)
    # 5054 / 120.6 = 41.9, so 42 days from 18 November.
    assert pace.projected_end == date(2023, 12, 30)
    assert pace.on_time is True
    assert pace.kept == Difference(FIGURES[1], FIGURES[2])


@pytest.mark.parametrize(
    ("figures", "total", "as_of", "expected"),
    [
        pytest.param([], 13871, date(2023, 7, 1), (None, None, None, None), id="no figure"),
        pytest.param(FIGURES, None, date(2023, 11, 19), (120.6, None, None, None), id="no total"),
        pytest.param(
            FIGURES[:1],
            3369,
            date(2023, 12, 29),
            (None, 1.0, None, None),
            id="one figure has no pace",
        ),
        pytest.param(
            [figure("2023-12-01", 10), figure("2023-12-11", 10)],
            20,
            date(2023, 12, 11),
            (0.0, 0.5, None, None),
            id="nobody leaves",
        ),
        pytest.param(
            [figure("2023-12-01", 10), figure("2023-12-11", 20)],
            20,
            date(2023, 12, 11),
            (1.0, 0.0, date(2023, 12, 11), True),
            id="all have left",
        ),
        pytest.param(
            [figure("2023-12-01", 10), figure("2023-12-11", 20)],
            30,
            date(2024, 1, 1),
            (1.0, None, date(2023, 12, 21), True),
            id="past the deadline",
        ),
        pytest.param(
            [figure("2023-12-11", 10), figure("2023-12-11", 20)],
            30,
            date(2023, 12, 21),
            (None, 1.0, None, None),
            id="two figures of one day",
        ),
        pytest.param(
            [figure("2023-12-01", 10), figure("2023-12-11", 20)],
            100,
            date(2023, 12, 11),
            (1.0, 4.0, date(2024, 2, 29), False),
            id="late",
        ),
        pytest.param(
            [figure("2023-12-01", 10), figure("2023-12-11", 20)],
            40,
            date(2023, 12, 30),
            (1.0, 20.0, date(2023, 12, 31), True),
            id="on the very day, one day before it",
        ),
        pytest.param(
            [figure("2023-12-01", 10), figure("2023-12-11", 20)],
            41,
            DEADLINE,
            (1.0, None, date(2024, 1, 1), False),
            id="a day late, on the deadline",
        ),
        pytest.param(
            [figure("2023-12-01", 20), figure("2023-12-11", 10)],
            30,
            date(2023, 12, 11),
            (-1.0, 1.0, None, None),
            id="people come back",
        ),
        pytest.param(
            [figure("2023-12-01", 10), figure("2023-12-11", 20)],
            15,
            date(2023, 12, 11),
            (1.0, 0.0, date(2023, 12, 11), True),
            id="more have left than there were",
        ),
    ],
)
def test_the_edges_of_the_pace(
    figures: list[PersonnelFigure], total: int | None, as_of: date, expected: Measured
) -> None:
    pace = measure(figures, total, as_of, DEADLINE)
    assert facts(pace) == expected
    assert (pace.kept is None) == (expected[0] is None)


def test_without_a_deadline_no_pace_is_needed_and_no_end_too_late() -> None:
    figures = [figure("2023-12-01", 10), figure("2023-12-11", 20)]
    pace = measure(figures, 100, date(2023, 12, 11), None)
    assert facts(pace) == (1.0, None, date(2024, 2, 29), None)


@pytest.mark.parametrize(("deadline", "on_time"), [(DEADLINE, False), (None, None)])
def test_an_end_beyond_all_calendars_is_late(deadline: date | None, on_time: bool | None) -> None:
    # One person in ten days: the others would need about 27,000 years.
    figures = [figure("2023-12-01", 10), figure("2023-12-11", 11)]
    pace = measure(figures, 1_000_000, date(2023, 12, 11), deadline)
    assert (pace.projected_end, pace.on_time) == (None, on_time)
    assert pace.actual_per_day == 0.1


@pytest.mark.parametrize(
    ("number", "other", "difference"),
    [
        (Amount(8817), Amount(5802), Amount(3015)),
        (Amount(8817, "more than"), Amount(5802), Amount(3015, "at least")),
        (Amount(8817), Amount(5802, "more than"), Amount(3015, "at most")),
        (Amount(8817, "less than"), Amount(5802), Amount(3015, "at most")),
        (Amount(8817), Amount(5802, "at most"), Amount(3015, "at least")),
        (Amount(8817, "at least"), Amount(5802, "less than"), Amount(3015, "at least")),
        # Neither has an upper bound, so the difference may be more or less.
        (Amount(8817, "more than"), Amount(5802, "more than"), Amount(3015, "about")),
        (Amount(8817, "nearly"), Amount(5802), Amount(3015, "about")),
        (Amount(8817, "more than"), Amount(5802, "about"), Amount(3015, "about")),
        (Amount(10), Amount(20), Amount(-10)),
    ],
)
def test_a_difference_claims_no_more_than_its_numbers(
    number: Amount, other: Amount, difference: Amount
) -> None:
    assert subtract(number, other) == difference


def rounded(day: str, departed: int) -> PersonnelFigure:
    return replace(
        figure(day, departed),
        departed=Fact((Claim(value=Amount(departed, "nearly"), sources=("source",)),)),
    )


def test_a_rounded_figure_makes_no_pace_while_there_are_counts() -> None:
    # 198 people are fewer than the error of rounding.
    figures = [*FIGURES[:2], rounded("2023-10-31", 6000)]
    pace = measure(figures, 13871, date(2023, 10, 31), DEADLINE)
    assert pace.kept == Difference(FIGURES[0], FIGURES[1])
    # The latest figure gives how many are still to leave.
    assert pace.required_per_day == pytest.approx(7871 / 61)
    figures = [*figures, FIGURES[2]]
    kept = measure(figures, 13871, date(2023, 11, 19), DEADLINE).kept
    assert kept == Difference(FIGURES[1], FIGURES[2])
    assert difference(figures[:2], figures[:3]) is None
    assert difference(figures[:3], figures) == Difference(FIGURES[1], FIGURES[2])


def test_rounded_figures_are_compared_where_there_is_nothing_else() -> None:
    one, other = rounded("2023-10-01", 2000), rounded("2023-10-31", 6000)
    kept = measure([one, other], 13871, date(2023, 10, 31), DEADLINE).kept
    assert kept == Difference(one, other)
    assert kept.people == Amount(4000, "about")
    assert difference([one], [one, other]) == Difference(one, other)
    assert difference([], [one]) is None


def test_days_between_dates_that_are_not_exact_are_not_exact() -> None:
    assert Difference(FIGURES[0], FIGURES[1]).days_are_exact
    about = Difference(FIGURES[1], FIGURES[2])
    assert (about.days, about.days_are_exact, about.exact) == (25, False, False)
