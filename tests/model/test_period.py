"""Dates in EDTF: the days they span, how they are written, what is refused."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.model.period import FIRST_YEAR, LAST_YEAR, Period, parse_period
from minusma_tui.model.wording import say_period


@pytest.mark.parametrize(
    ("text", "first_day", "last_day", "said"),
    [
        ("2023-11-18", "2023-11-18", "2023-11-18", "18 Nov 2023"),
        ("2023-12", "2023-12-01", "2023-12-31", "Dec 2023"),
        ("2024-02", "2024-02-01", "2024-02-29", "Feb 2024"),
        ("2023", "2023-01-01", "2023-12-31", "2023"),
        ("2023-11-18/2023-11-19", "2023-11-18", "2023-11-19", "18–19 Nov 2023"),
        ("2023-09-26/2023-10-02", "2023-09-26", "2023-10-02", "26 Sep – 2 Oct 2023"),
        ("2023-11-18/2023-11-18", "2023-11-18", "2023-11-18", "18 Nov 2023"),
        ("2023-11~/2023-11?", "2023-11-01", "2023-11-30", "Nov 2023~?"),
        # An interval is valid if its second date ends no earlier than its first begins.
        ("2023-11-18/2023-11", "2023-11-18", "2023-11-30", "18 Nov 2023 – Nov 2023"),
        ("2023-11/2023-11-05", "2023-11-01", "2023-11-05", "Nov 2023 – 5 Nov 2023"),
        ("2023-12-31/2024-01-01", "2023-12-31", "2024-01-01", "31 Dec 2023 – 1 Jan 2024"),
        ("2023-06/2023-12", "2023-06-01", "2023-12-31", "Jun 2023 – Dec 2023"),
        ("2023-12-01/2023-12-14~", "2023-12-01", "2023-12-14", "first weeks of December 2023"),
        ("2023-12-28?", "2023-12-28", "2023-12-28", "28 Dec 2023?"),
        ("2013-04~", "2013-04-01", "2013-04-30", "Apr 2013~"),
        ("2013%", "2013-01-01", "2013-12-31", "2013~?"),
        ("2023-08~/2023-09-02?", "2023-08-01", "2023-09-02", "Aug 2023 – 2 Sep 2023~?"),
    ],
)
def test_a_period_spans_its_days(text: str, first_day: str, last_day: str, said: str) -> None:
    period = parse_period(text)
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first_day, last_day)
    assert str(period) == text
    assert say_period(period) == said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a date such as"),
        ("18 November", "expected a date such as"),
        ("2023-11-18/", "expected a date such as"),
        ("2023/2024/2025", "expected a date such as"),
        ("..", "expected a date such as"),
        ("٢٠٢٣", "expected a date such as"),
        ("2023-13", "2023-13 is not in the calendar"),
        ("2023-02-29", "2023-02-29 is not in the calendar"),
        ("0000", "the year 0000 is out of range: 1900 to 2199"),
        ("1899-12-31", "the year 1899 is out of range: 1900 to 2199"),
        ("2023/9999", "the year 9999 is out of range: 1900 to 2199"),
        ("2023-11-19/2023-11-18", "ends before it starts: 2023-11-18 is earlier than 2023-11-19"),
    ],
)
def test_what_is_no_period_says_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "exact", "approximate", "uncertain"),
    [
        ("2023-11-18", True, False, False),
        ("2023-11-18/2023-11-18", True, False, False),
        ("2023-11-18~", False, True, False),
        ("2023-11-18?", False, False, True),
        ("2023-11-18%", False, True, True),
        ("2023-11", False, False, False),
        ("2023-11-18/2023-11-19", False, False, False),
        ("2023-11-18~/2023-11-19", False, True, False),
        ("2023-11-18/2023-11-19?", False, False, True),
    ],
)
def test_a_period_is_exact_or_says_why_not(
    text: str, exact: bool, approximate: bool, uncertain: bool
) -> None:
    period = parse_period(text)
    assert (period.exact, period.approximate, period.uncertain) == (exact, approximate, uncertain)


days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
points = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: f"{day.year:04}"),
)


@given(points, points, st.sampled_from(["", "~", "?", "%"]))
def test_what_parses_prints_back_and_runs_forward(one: str, other: str, qualifier: str) -> None:
    for text in (one + qualifier, f"{one}/{other}{qualifier}"):
        try:
            period = parse_period(text)
        except ValueError as error:
            assert "ends before it starts" in str(error)
        else:
            assert str(period) == text
            assert period.first_day <= period.last_day
            assert parse_period(str(period)) == period


@given(st.text())
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    period: Period | None = None
    with suppress(ValueError):
        period = parse_period(text)
    assert period is None or str(period) == text
