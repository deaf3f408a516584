"""The rows of a table of Geo-PKO, read and checked: where peacekeepers were, and when.

Geo-PKO is made from the deployment maps of the United Nations. The full dataset has a row for each
place on each map; the three tables of its public dashboard have one for each place and year, or
several if the maps of the year differ.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from minusma_tui.importing.geo_pko.countries import known_countries, names_no_country, read_country
from minusma_tui.importing.table import Progress, Row, read_table
from minusma_tui.language.catalogue import say_number, tr
from minusma_tui.reading.files import error_at
from minusma_tui.reading.messages import suggest
from minusma_tui.reading.problems import Problem, limited
from minusma_tui.reading.text import unsafe, visible

REQUIRED = ("mission", "year", "location", "latitude", "longitude")
_COUNTED = ("notroops", "avenotroops", "infantry", "yearoverview", "nameoftcc1")
"""The columns that say how many troops there were, or from where; each table has at least one."""
MAX_CONTINGENTS = 17
"""Pairs of columns: nameoftcc_1 and notroopspertcc_1, and so on."""
MAX_TROOPS = 1_000_000
MAX_BROKEN_ROWS = 1_000
"""A file with more is not a table of Geo-PKO, or it is broken throughout."""
_YEARS = range(1948, 2101)
"""The first year is that of the first peace operation."""
_MISSING = {"", "na", "nan", "unknown", "size unknown"}
_MISSION_HEADQUARTERS = "3"
"""The codebook's code in the column hq; 2 is a sector's headquarters, 1 a contingent's."""

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_CONTINGENT = re.compile(r"(?P<name>.+?) \((?P<size>[^()]*)\)(?:, *|$)")

Amount = int | str
"""An amount as a dataset writes it: 150, or "about 43"."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row: a mission was at a place."""

    mission: str
    place: str
    year: int
    when: str
    """EDTF: the month of the map, or the year if the table has no months."""
    latitude: float
    longitude: float
    country: str | None
    """The name that Geo-PKO gives, which is that of the time."""
    states: tuple[str, ...]
    """The ISO 3166-1 alpha-3 codes of the country; two for Ethiopia/Eritrea."""
    region: str | None
    headquarters: bool
    """Whether the headquarters of the mission was there."""
    troops: Amount | None
    """None if Geo-PKO does not know; 0 if it says that there was no unit of troops."""
    average: Amount | None
    """Geo-PKO's own average of all maps of the year."""
    contingents: Mapping[str, int | None]
    """Troops by ISO 3166-1 alpha-3 code; None if the size is unknown."""


class Counted(Enum):
    """What the numbers of troops in a table count."""

    TROOPS = "troops"
    INFANTRY = "infantry"
    """Infantry alone, so there were at least this many troops."""
    CONTINGENTS = "contingents"
    """The largest number of each country in the year, so there were at most this many together."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """What a table says about the missions that were asked for."""

    of: tuple[Sighting, ...]
    last_year: int
    """The last year that the table has for any mission, up to the year it was read to."""
    problems: tuple[Problem, ...]
    """The problems of the rows that were left out."""
    counted: Counted
    """What the numbers of troops count."""


class UnknownMissionError(Exception):
    """The table has no such mission, or not by that year; the message is one line for the user."""


def read_sightings(
    text: str, file: str, mission: str | None, year: int | None, follow: Progress
) -> Sightings:
    """Read the rows of one mission, or of all if `mission` is None, up to the end of `year`.

    Rows of other missions are checked only for their number of cells. Raises DatasetError if the
    text is not a table of Geo-PKO or more than MAX_BROKEN_ROWS rows cannot be read;
    UnknownMissionError if it has no row of the mission by that year.
    """
    found: list[Sighting] = []
    problems: list[Problem] = []
    years_by_mission: dict[str, set[int]] = {}
    counted = Counted.TROOPS
    for row in _read_rows(text, file, follow):
        counted = _counted(row)
        try:
            if len(row.cells) != len(row.columns):
                cells = tr(
                    "has {cells} cells, the header {columns}",
                    cells=len(row.cells),
                    columns=len(row.columns),
                )
                raise _BrokenRowError(cells)
            name, when = row.get("mission"), row.get("year")
            if _YEAR.fullmatch(when) and int(when) in _YEARS:
                years_by_mission.setdefault(name, set()).add(int(when))
            if mission is not None and name.casefold() != mission.casefold():
                continue
            sighting = _read_row(row)
            years_by_mission.setdefault(name, set()).add(sighting.year)
            if year is None or sighting.year <= year:
                found.append(sighting)
        except _BrokenRowError as error:
            problems.append(row.error_at(error.message, error.column))
            if len(problems) > MAX_BROKEN_ROWS:
                raise limited(problems) from None
    years = set().union(*years_by_mission.values())
    if not found and not problems:
        raise UnknownMissionError(_explain_absence(file, mission, year, years_by_mission))
    last_year = max((one for one in years if year is None or one <= year), default=0)
    return Sightings(tuple(found), last_year, tuple(problems), counted)


class _BrokenRowError(Exception):
    def __init__(self, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


def _read_rows(text: str, file: str, follow: Progress) -> Iterator[Row]:
    """Yield the rows below the header. Raises DatasetError if the header is not Geo-PKO's."""
    rows = read_table(text, file, _fold_column, follow)
    header = next(rows, None)
    if header is None:
        raise error_at(file, tr("is empty: expected a table of Geo-PKO"))
    missing = [column for column in REQUIRED if column not in header.columns]
    if missing:
        names = ", ".join(f"'{column}'" for column in missing)
        message = tr(
            "no column {names}: expected a table of Geo-PKO in CSV, with the columns {columns}",
            names=names,
            columns=", ".join(REQUIRED),
        )
        raise error_at(file, message, header.line)
    if not any(column in header.columns for column in _COUNTED):
        names = "no.troops, ave.no.troops, Infantry, year.overview or nameoftcc_1"
        raise error_at(
            file, tr("no column that counts troops: expected {names}", names=names), header.line
        )
    if len(header.columns) < len(header.cells):
        raise error_at(file, tr("the header names a column twice"), header.line)
    yield from rows


def _fold_column(name: str) -> str:
    """Return the name in one spelling for all tables, which have No.Troops, NoTroops, no.troops."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _read_row(row: Row) -> Sighting:
    mission = _read_text(row, "mission")
    place = _read_text(row, "location")
    if mission is None or place is None:
        column = "mission" if mission is None else "location"
        raise _BrokenRowError(tr("no {column}", column=column), column)
    year = _read_whole(row, "year", _YEARS)
    when = str(year)
    if "month" in row.columns:
        when += f"-{_read_whole(row, 'month', range(1, 13)):02}"
    country = _read_text(row, "country")
    states = country.split("/") if country else ()
    contingents, together = _read_contingents(row)
    troops = _read_troops(row, "notroops")
    if _counted(row) is Counted.INFANTRY:
        # A place without infantry may have other troops, so 0 is not known to be the number.
        infantry = _read_troops(row, "infantry")
        troops = f"at least {infantry}" if isinstance(infantry, int) and infantry else None
    elif _counted(row) is Counted.CONTINGENTS:
        troops = f"at most {together}" if together else None
    return Sighting(
        mission=mission,
        place=place,
        year=year,
        when=when,
        latitude=_read_degrees(row, "latitude", 90),
        longitude=_read_degrees(row, "longitude", 180),
        country=country,
        states=tuple(_read_country("country", state) for state in states),
        region=_read_text(row, "adm1name"),
        headquarters=row.get("hq") == _MISSION_HEADQUARTERS,
        troops=troops,
        average=_read_troops(row, "avenotroops"),
        contingents=contingents,
    )


def _read_text(row: Row, column: str) -> str | None:
    text = row.get(column)
    if text.casefold() in _MISSING:
        return None
    reason = unsafe(text)
    if reason:
        raise _BrokenRowError(tr("this text {reason}", reason=reason), column)
    return text


def _read_whole(row: Row, column: str, among: range) -> int:
    number = _read_number(column, row.get(column))
    if number != int(number) or int(number) not in among:
        bounds = tr("{first} to {last}", first=among.start, last=among.stop - 1)
        raise _BrokenRowError(
            tr(
                "{column} {value} is out of range: {bounds}",
                column=column,
                value=row.get(column),
                bounds=bounds,
            ),
            column,
        )
    return int(number)


def _read_degrees(row: Row, column: str, most: int) -> float:
    degrees = _read_number(column, row.get(column))
    if not -most <= degrees <= most:
        message = tr(
            "{column} {value} is out of range: -{most} to {most} degrees",
            column=column,
            value=row.get(column),
            most=most,
        )
        raise _BrokenRowError(message, column)
    return degrees


def _read_troops(row: Row, column: str) -> Amount | None:
    text = row.get(column)
    if text.casefold() in _MISSING:
        return None
    number = _count(column, text)
    return int(number) if number == int(number) else f"about {round(number)}"


def _count(column: str, text: str) -> float:
    number = _read_number(column, text)
    if not 0 <= number <= MAX_TROOPS:
        raise _BrokenRowError(
            tr(
                "{number} troops are out of range: 0 to {most}",
                number=text,
                most=say_number(MAX_TROOPS),
            ),
            column,
        )
    return number


def _read_number(column: str, text: str) -> float:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        found = tr("found {value}", value=f"'{visible(text)}'") if text else tr("found nothing")
        raise _BrokenRowError(f"{tr('expected a number')}, {found}", column)
    return float(text)


def _read_country(column: str, name: str) -> str:
    try:
        return read_country(name.strip())
    except KeyError:
        near = suggest(name.strip(), known_countries())
        message = tr("unknown country '{name}'", name=visible(name.strip())) + near
        raise _BrokenRowError(message, column) from None


def _counted(row: Row) -> Counted:
    if {"notroops", "avenotroops"} & row.columns.keys():
        return Counted.TROOPS
    return Counted.CONTINGENTS if "yearoverview" in row.columns else Counted.INFANTRY


def _read_contingents(row: Row) -> tuple[dict[str, int | None], int | None]:
    """Return the sizes by country, and the sum of all contingents, also those of no one country.

    They are read from the column of the dashboard's table or from the pairs of columns of the full
    dataset. A size is None if it is unknown, and then so is the sum.
    """
    found: dict[str, int | None] = {}
    together: int | None = 0
    for column, name, size in _list_contingents(row):
        known = size.strip().casefold() not in _MISSING
        troops = round(_count(column, size.strip())) if known else None
        together = None if together is None or troops is None else together + troops
        if names_no_country(name):
            continue
        code = _read_country(column, name)
        if code in found:  # units of one country may be listed separately
            before = found[code]
            troops = None if before is None or troops is None else before + troops
        found[code] = troops
    return found, together


def _list_contingents(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield the column, the name and the size of each contingent."""
    overview = _read_text(row, "yearoverview")
    end = 0
    while overview is not None and end < len(overview):
        match = _CONTINGENT.match(overview, end)
        if match is None:
            expected = tr("expected contingents such as 'Chad (950), Nepal (size unknown)'")
            found = tr("found {value}", value=f"'{visible(overview)}'")
            raise _BrokenRowError(f"{expected}, {found}", "yearoverview")
        yield "yearoverview", match["name"], match["size"]
        end = match.end()
    for number in range(1, MAX_CONTINGENTS + 1):
        column = f"nameoftcc{number}"
        name = _read_text(row, column) if column in row.columns else None
        if name is not None:
            yield column, name, row.get(f"notroopspertcc{number}")


def _explain_absence(
    file: str, mission: str | None, year: int | None, years_by_mission: Mapping[str, set[int]]
) -> str:
    """Say why there is no row, and what can be asked for instead."""
    names = {name.casefold(): visible(name) for name in years_by_mission}
    if not names:
        return tr("{file} has a header, but no rows", file=file)
    if mission is not None and mission.casefold() not in names:
        near = suggest(mission, set(names.values()))
        known = ", ".join(sorted(names.values()))
        return tr(
            "no mission '{mission}' in {file}{hint} it has {known}",
            mission=visible(mission),
            file=file,
            hint=near or ":",
            known=known,
        )
    asked = [
        years
        for name, years in years_by_mission.items()
        if mission is None or name.casefold() == mission.casefold()
    ]
    first = min(set().union(*asked))
    who = tr("any mission") if mission is None else names[mission.casefold()]
    return tr(
        "no row of {who} up to {year} in {file}: the first is of {first}",
        who=who,
        year=year,
        file=file,
        first=first,
    )
