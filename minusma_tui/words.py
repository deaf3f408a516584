"""How are dates, numbers and names said to people?"""

from datetime import date
from functools import lru_cache

from minusma_tui.countries import names, translations
from minusma_tui.model.period import Period
from minusma_tui.model.values import Amount

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(day: date) -> str:
    """18 Nov 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_month(day: date) -> str:
    """Nov; of January the year that it begins."""
    return _MONTHS[day.month - 1] if day.month > 1 else str(day.year)


@lru_cache(maxsize=1024)
def say_period(period: Period) -> str:
    """18–19 Nov 2023, Nov 2023, 2023; `~` marks an approximate, `?` an uncertain time."""
    first, last = period.first_day, period.last_day
    ends = period.text.rstrip("~?%").split("/")
    if len(ends) == 1:
        said = _say_point(first, ends[0])
    elif len(ends[0].rstrip("~?%")) == len(ends[1]) == len("2023-11-18"):
        if (first.year, first.month) == (last.year, last.month):
            said = f"{first.day}–{say_day(last)}"
        elif first.year == last.year:
            said = f"{first.day} {_MONTHS[first.month - 1]} – {say_day(last)}"
        else:
            said = f"{say_day(first)} – {say_day(last)}"
    else:
        said = f"{_say_point(first, ends[0].rstrip('~?%'))} – {_say_point(last, ends[1])}"
    return said + "~" * period.approximate + "?" * period.uncertain


def _say_point(day: date, text: str) -> str:
    """Say it as exactly as the text gives it: a day, a month or a year."""
    if len(text) == len("2023-11-18"):
        return say_day(day)
    if len(text) == len("2023-11"):
        return f"{_MONTHS[day.month - 1]} {day.year}"
    return str(day.year)


def say_number(number: int) -> str:
    """8,817."""
    return f"{number:,}"


def say_days(days: int) -> str:
    """42 days."""
    return f"{say_number(days)} day" + "s" * (days != 1)


def say_rate(per_day: float) -> str:
    """120.6."""
    return f"{per_day:,.1f}"


def say_amount(amount: Amount) -> str:
    """More than 8,817."""
    said = say_number(amount.number)
    return f"{amount.qualifier} {said}" if amount.qualifier else said


def say_percent(share: float | None) -> str:
    """63.6 %, or a dash for None."""
    return "–" if share is None else f"{share:.1f} %"


@lru_cache(maxsize=512)
def country_name(code: str, language: str = "en") -> str:
    """The short name of an ISO 3166-1 alpha-3 code in a language; the code if nobody knows it."""
    name = names().get(code, code)
    if language == "en":
        return name
    import gettext  # noqa: PLC0415  # not for English

    catalogue = gettext.translation(
        "iso3166-1", translations(), languages=[language], fallback=True
    )
    return catalogue.gettext(name)
