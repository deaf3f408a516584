"""Steps through the days of the real drawdown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.date_cursor import add_months, clamp, read_day, step, stops
from minusma_tui.reading.load import load

DATASET = load(None)
DAYS = stops(DATASET)
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
        ("2023-06-30", -1, "2023-06-30"),
        ("2024-11-15", 1, "2024-11-15"),
    ],
)
def test_a_step_goes_to_the_neighbouring_event(day: str, events: int, expected: str) -> None:
    assert step(DATASET, date.fromisoformat(day), events) == date.fromisoformat(expected)


@given(days)
def test_a_step_passes_no_event_over(day: date) -> None:
    later, earlier = step(DATASET, day, 1), step(DATASET, day, -1)
    assert earlier <= day <= later
    assert not any(day < stop < later or earlier < stop < day for stop in DAYS)


@given(st.dates())
def test_no_day_lies_outside_the_drawdown(day: date) -> None:
    assert DAYS[0] <= clamp(DATASET, day) <= DAYS[-1]


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
    while (following := step(DATASET, day, 1)) != day:
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
    ],
)
def test_what_is_no_day_says_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_day(text, date(2023, 11, 19))
