"""Dates with their precision and their doubts, as EDTF (ISO 8601-2) writes them."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from minusma_tui.language.catalogue import msg, tr

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Inclusive; other years are mistyped, and too far away to count days to."""
EXPECTED = msg("a date such as 2023-11-18, 2023-12, 2023-11-18/2023-11-19 or 2023-12-28?")

_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<qualifier>[~?%])?",
    re.ASCII,
)


def value_schema(
    kind: type, read: Callable[[Any], object], write: Callable[[Any], object]
) -> CoreSchema:
    """The schema of a type of value that one function reads and another writes.

    None stands for a value that could not be read.
    """
    written = core_schema.plain_serializer_function_ser_schema(write)
    checked = core_schema.no_info_plain_validator_function(read, serialization=written)
    return core_schema.nullable_schema(checked, ref=kind.__name__)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days; both ends are inclusive.

    Periods have no order, since a month and a day inside it have none: callers compare days.
    """

    first_day: date
    last_day: date
    text: str
    """The EDTF text that it was read from, and that `str` returns."""
    approximate: bool
    """Whether an end carries `~` or `%`: about that time."""
    uncertain: bool
    """Whether an end carries `?` or `%`: the source may be wrong."""

    def __str__(self) -> str:
        return self.text

    @property
    def exact(self) -> bool:
        """Whether this is a single day, neither approximate nor uncertain."""
        return self.first_day == self.last_day and not (self.approximate or self.uncertain)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: "GetCoreSchemaHandler"
    ) -> CoreSchema:
        return value_schema(cls, _read_period, str)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return {
            "type": "string",
            "description": "EDTF: " + EXPECTED,
            "pattern": r"^\d{4}(-\d\d(-\d\d)?)?[~?%]?(/\d{4}(-\d\d(-\d\d)?)?[~?%]?)?$",
        }


def _read_period(value: object) -> Period:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("period", tr("expected {what}", what=tr(EXPECTED)))
    try:
        return parse_period(value)
    except ValueError as error:
        raise PydanticCustomError("period", "{reason}", {"reason": str(error)}) from None


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a day, month, year or interval, with an optional `~`, `?` or `%` behind each end.

    Raises ValueError, whose message says what was expected. Open intervals, seasons and
    unspecified digits of EDTF are not part of the format.
    """
    ends = text.split("/")
    if len(ends) > 2:
        raise ValueError(tr("expected {what}", what=tr(EXPECTED)))
    points = [_parse_point(end) for end in ends]
    first_day, last_day = points[0][0], points[-1][1]
    if last_day < first_day:
        raise ValueError(
            tr(
                "ends before it starts: {end} is earlier than {start}",
                end=ends[-1],
                start=ends[0],
            )
        )
    qualifiers = {point[2] for point in points}
    return Period(
        first_day,
        last_day,
        text,
        approximate=bool(qualifiers & {"~", "%"}),
        uncertain=bool(qualifiers & {"?", "%"}),
    )


def _parse_point(text: str) -> tuple[date, date, str | None]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(tr("expected {what}", what=tr(EXPECTED)))
    year, month, day, qualifier = match.group("year", "month", "day", "qualifier")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(
            tr(
                "the year {year} is out of range: {first} to {last}",
                year=year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(tr("{text} is not in the calendar", text=text)) from None
    if day:
        return first, first, qualifier
    last_month = int(month or 12)
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1]), qualifier
