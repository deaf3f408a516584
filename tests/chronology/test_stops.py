"""Steps through the days of a drawdown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.chronology.stops import (
    LONG_SPAN,
    add_months,
    clamp,
    named_months,
    read_day,
    step,
)
from minusma_tui.model.period import parse_period
from minusma_tui.reading.load import load
from minusma_tui.situation.world import World
from tests.support.query import DATASET as SMALL
from tests.support.world import when

DATASET = load(None)
DAYS = World(DATASET).stops
days = st.dates(date(2023, 6, 30), date(2024, 11, 15))


def test_the_drawdown_runs_from_the_end_of_the_mandate_to_the_last_handover() -> None:
    assert (DAYS[0], DAYS[-1]) == (date(2023, 6, 30), date(2024, 11, 15))
    assert {date(2023, 8, 25), date(2023, 10, 31), date(2023, 11, 18), date(2023, 12, 31)} <= set(
        DAYS
    )


@pytest.mark.parametrize(
    ("day", "events", "expected"),
    [
        ("2023-10-31", 1, "2023-11-01"),
        ("2023-10-31", -1, "2023-10-30"),
        ("2023-07-02", 1, "2023-07-06"),
        ("2023-07-02", -1, "2023-07-01"),
        ("2023-10-31", 2, "2023-11-02"),
        ("2023-10-31", -2, "2023-10-29"),
        ("2023-07-01", -1, "2023-06-30"),
        ("2023-06-30", -1, "2023-06-30"),
        ("2023-07-01", -9, "2023-06-30"),
        ("2024-11-15", 1, "2024-11-15"),
        ("2024-11-14", 9, "2024-11-15"),
    ],
)
def test_a_step_goes_to_the_neighbouring_event(day: str, events: int, expected: str) -> None:
    assert step(DAYS, date.fromisoformat(day), events) == date.fromisoformat(expected)


@given(days)
def test_a_step_passes_no_event_over(day: date) -> None:
    later, earlier = step(DAYS, day, 1), step(DAYS, day, -1)
    assert earlier <= day <= later
    assert not any(day < stop < later or earlier < stop < day for stop in DAYS)


@given(st.dates())
def test_no_day_lies_outside_the_drawdown(day: date) -> None:
    assert DAYS[0] <= clamp(DAYS, day) <= DAYS[-1]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-06-29", "2023-06-30"),
        ("2023-06-30", "2023-06-30"),
        ("2023-07-02", "2023-07-02"),
        ("2024-11-15", "2024-11-15"),
        ("2024-11-16", "2024-11-15"),
    ],
)
def test_a_day_outside_is_the_nearest_inside(day: str, expected: str) -> None:
    assert clamp(DAYS, date.fromisoformat(day)) == date.fromisoformat(expected)


def test_one_stops_where_something_is_reported_and_at_the_ends() -> None:
    def days_of(**changes: object) -> list[str]:
        mission = replace(SMALL.mission, **changes)  # type: ignore[arg-type]
        return [day.isoformat() for day in World(replace(SMALL, mission=mission)).stops]

    reported = ["2023-08-25", "2023-10-26", "2023-10-31", "2023-11-18", "2023-11-19"]
    assert days_of(mandate_ended=when("2023-08")) == [
        "2023-08-01", *reported, "2023-12-31", "2024-11-15",
    ]  # fmt: skip
    # Without an end of the mandate they begin on the mission's first day.
    assert days_of()[:2] == ["2013-04-25", "2023-07-01"]
    # Reports of the first day count, earlier ones do not.
    assert days_of(mandate_ended=when("2023-08-25"))[:2] == ["2023-08-25", "2023-10-26"]
    assert days_of(mandate_ended=when("2023-10-26"))[:2] == ["2023-10-26", "2023-10-31"]
    assert days_of(mandate_ended=when("2023-08"), deadline=None)[-2:] == [
        "2023-11-19", "2024-11-15",
    ]  # fmt: skip
    began = {"mandate_ended": when("2023-08"), "drawdown_began": when("2023-09/2023-09-02")}
    assert "2023-09-02" in days_of(**began)
    assert days_of(completed=when("2025-02"))[-1] == "2025-02-28"
    assert days_of(as_of=parse_period("2026-01-01"))[-1] == "2026-01-01"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2023-07-01", "2023-09-30", ["2023-07-01", "2023-08-01", "2023-09-01"]),
        ("2023-07-02", "2023-09-01", ["2023-08-01", "2023-09-01"]),
        ("2023-11-30", "2024-02-01", ["2023-12-01", "2024-01-01", "2024-02-01"]),
        ("2023-07-02", "2023-07-31", []),
        # For a long time, the years that begin in it.
        ("2019-12-31", "2024-01-01", [f"{year}-01-01" for year in range(2020, 2025)]),
        ("2020-01-01", "2023-12-31", [f"{year}-01-01" for year in range(2020, 2024)]),
    ],
)
def test_a_calendar_names_the_months_or_the_years(
    first: str, last: str, expected: list[str]
) -> None:
    named = named_months(date.fromisoformat(first), date.fromisoformat(last))
    assert [day.isoformat() for day in named] == expected


def test_three_years_are_no_long_time() -> None:
    assert LONG_SPAN == 1098
    first = date(2021, 1, 1)
    assert len(list(named_months(first, first + timedelta(days=1098)))) == 37
    assert len(list(named_months(first, first + timedelta(days=1099)))) == 4


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2023-10-31", 1, "2023-11-30"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2023-08-03", -2, "2023-06-03"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_walking_all_events_meets_each_once() -> None:
    day, met = DAYS[0], [DAYS[0]]
    while (following := step(DAYS, day, 1)) != day:
        met.append(following)
        day = following
    assert tuple(met) == DAYS
    assert day + timedelta(days=1) not in DAYS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-10-31", "2023-10-31"),
        (" 2023-10 ", "2023-10-31"),
        ("2023-11-18/2023-11-19", "2023-11-19"),
        ("31 oct", "2023-10-31"),
        ("1er nov.", "2023-11-01"),
        ("31 Octobre 2024", "2024-10-31"),
        ("1 août", "2023-08-01"),
        ("9 déc. 2023", "2023-12-09"),
        *(
            (f"7 {name} 2022", f"2022-{month:02}-07")
            for month, names in enumerate(
                (
                    "January janvier",
                    "February février fevrier",
                    "March mars",
                    "April avril",
                    "May mai",
                    "June juin",
                    "July juillet",
                    "August août aout",
                    "September septembre",
                    "October octobre",
                    "November novembre",
                    "December décembre decembre",
                ),
                start=1,
            )
            for name in names.split()
        ),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, expected: str) -> None:
    assert read_day(text, date(2023, 11, 19)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a date such as"),
        ("31 brumaire", "expected a date such as .* or 31 oct"),
        ("31 nov", "2023-11-31 is not in the calendar"),
        ("0 nov", "2023-11-00 is not in the calendar"),
        ("31 ju", "expected a date such as"),
    ],
)
def test_what_is_no_day_says_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_day(text, date(2023, 11, 19))
