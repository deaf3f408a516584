"""How are dates, numbers and names said to people?"""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from minusma_tui.language.catalogue import (
    ENGLISH,
    msg,
    say_decimal,
    say_number,
    spoken,
    tr,
    tr_count,
)
from minusma_tui.language.countries import names, translations
from minusma_tui.model.period import Period
from minusma_tui.model.records import Source
from minusma_tui.model.values import Amount, Status

_MONTHS = msg("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_OF_MONTHS = msg(
    "of January, of February, of March, of April, of May, of June, "
    "of July, of August, of September, of October, of November, of December"
)
_FIRST = msg("1 Jan")
"""A sample of how the first day of a month is written."""
QUALIFIERS = {
    "more than": msg("more than"),
    "less than": msg("less than"),
    "at least": msg("at least"),
    "at most": msg("at most"),
    "about": msg("about"),
    "nearly": msg("nearly"),
}

_TERMS = (
    # How a base stands
    msg("occupied"),
    msg("departed"),
    msg("handed over"),
    msg("liquidation"),
    # How it was handed over
    msg("civil authority"),
    msg("armed forces"),
    msg("unsigned"),
    # What it is
    msg("camp"),
    msg("temporary operating base"),
    msg("headquarters"),
    msg("site"),
    # Which personnel is counted
    msg("all"),
    msg("uniformed"),
    msg("military"),
    msg("civilian"),
    # What happened
    msg("milestone"),
    msg("incident"),
    msg("statement"),
    msg("repatriation"),
    msg("departure"),
    msg("handover"),
    msg("afterwards"),
    msg("figure"),
)
"""Those of the format that people read."""


def say_term(term: StrEnum) -> str:
    """A word of the format: handed over, civil authority."""
    return tr(term.value.replace("-", " "))


def say_count_of(status: Status, count: int) -> str:
    """3 occupied."""
    match status:
        case Status.OCCUPIED:
            return tr_count("{count} occupied", "{count} occupied", count)
        case Status.DEPARTED:
            return tr_count("{count} departed", "{count} departed", count)
        case Status.HANDED_OVER:
            return tr_count("{count} handed over", "{count} handed over", count)
        case Status.LIQUIDATION:
            return tr_count("{count} in liquidation", "{count} in liquidation", count)


def _month(day: date) -> str:
    return tr(_MONTHS).split()[day.month - 1]


def _day(day: date) -> str:
    return tr(_FIRST).split()[0] if day.day == 1 else str(day.day)


def say_day(day: date) -> str:
    """18 Nov 2023."""
    return tr("{day} {month} {year}", day=_day(day), month=_month(day), year=day.year)


def say_month(day: date) -> str:
    """Nov; of January the year that it begins."""
    return _month(day) if day.month > 1 else str(day.year)


def say_period(period: Period) -> str:
    """18–19 Nov 2023, Nov 2023, 2023; `~` marks an approximate, `?` an uncertain time."""
    return _say_period(period, spoken(), brief=False)


def say_briefly(period: Period) -> str:
    """As `say_period`, in few cells: 1–14 Dec 2023~, and not its first weeks."""
    return _say_period(period, spoken(), brief=True)


@lru_cache(maxsize=1024)
def _say_period(period: Period, language: str, *, brief: bool) -> str:
    del language  # to remember it in each language
    first, last = period.first_day, period.last_day
    ends = [end.rstrip("~?%") for end in period.text.split("/")]
    if len(set(ends)) == 1:
        said = _say_point(first, ends[0])
    elif len(ends[0]) == len(ends[1]) == len("2023-11-18"):
        if (first.year, first.month) == (last.year, last.month):
            if not brief and period.approximate and first.day == 1 and last.day in (14, 15):
                of_month = tr(_OF_MONTHS).split(", ")[last.month - 1]
                said = tr("first weeks {of_month} {year}", of_month=of_month, year=last.year)
                return said + "?" * period.uncertain
            said = f"{_day(first)}–{say_day(last)}"
        elif first.year == last.year:
            said = f"{tr('{day} {month}', day=_day(first), month=_month(first))} – {say_day(last)}"
        else:
            said = f"{say_day(first)} – {say_day(last)}"
    else:
        said = f"{_say_point(first, ends[0])} – {_say_point(last, ends[1])}"
    return said + "~" * period.approximate + "?" * period.uncertain


def _say_point(day: date, text: str) -> str:
    """Say it as exactly as the text gives it: a day, a month or a year."""
    if len(text) == len("2023-11-18"):
        return say_day(day)
    if len(text) == len("2023-11"):
        return tr("{month} {year}", month=_month(day), year=day.year)
    return str(day.year)


def say_days(days: int) -> str:
    """42 days."""
    return tr_count("{count} day", "{count} days", days)


def say_rate(per_day: float) -> str:
    """121; below ten a day one decimal matters: 4.8."""
    return say_decimal(per_day, 1 if 0 < abs(per_day) < 10 else 0)


def say_amount(amount: Amount) -> str:
    """More than 8,817."""
    said = say_number(amount.number)
    return f"{tr(QUALIFIERS[amount.qualifier])} {said}" if amount.qualifier else said


def say_of(part: str, whole: Amount) -> str:
    """More than 8,817 of 13,871."""
    return tr("{part} of {whole}", part=part, whole=say_amount(whole))


def percent(part: int, whole: int | None) -> float | None:
    """Of 100, to one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None


def say_percent(share: float | None) -> str:
    """63.6 %, or a dash for None."""
    return "–" if share is None else tr("{percent} %", percent=say_decimal(share))


def country_name(code: str, language: str | None = None) -> str:
    """The short name of an ISO 3166-1 alpha-3 code; the code if nobody knows it.

    It is in the language that is spoken, unless another is asked for.
    """
    return _country_name(code, language or spoken())


@lru_cache(maxsize=512)
def _country_name(code: str, language: str) -> str:
    name = names().get(code, code)
    if language == ENGLISH:
        return name
    import gettext  # noqa: PLC0415  # not for English

    catalogue = gettext.translation(
        "iso3166-1", translations(), languages=[language], fallback=True
    )
    return catalogue.gettext(name)


def say_work(source: Source) -> str:
    """A source in words: publisher, title, day."""
    parts = [source.publisher]
    if source.title:
        parts.append(f"“{source.title}”")
    if source.date:
        parts.append(say_period(source.date))
    return ", ".join(parts)
