"""A dataset made from the sightings of bases in Geo-PKO, no more certain than its source.

A map shows where peacekeepers were on a day; nothing is known of the time between two maps. So a
base was opened between the last map without it and the first map with it, and left between the
last map with it and the next one. These intervals are of years, or of months if the table has them,
and are marked as inferred. A base on a mission's first map has no opening. A base on its last map
has no departure, unless the mission is taken to have ended.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from minusma_tui.importing.geo_pko.rows import Counted, Sighting, Sightings, read_sightings
from minusma_tui.importing.table import LARGEST_TABLE, Progress, plainly
from minusma_tui.importing.to_toml import write_toml
from minusma_tui.language.catalogue import tr
from minusma_tui.language.fold import fold
from minusma_tui.reading.chunks import is_read
from minusma_tui.reading.files import decode, error_at
from minusma_tui.reading.problems import Problem, limited

CITATION = (
    "Cil, Fjelde, Hultman and Nilsson (2020), Mapping blue helmets: Introducing the Geocoded "
    "Peacekeeping Operations (Geo-PKO) dataset, Journal of Peace Research 57(2)"
)
_URL = "https://github.com/geopko/Geo-PKO-Shiny-Dashboard"
_VERSION = re.compile(r"v[._]?(\d{1,2})[._](\d{1,2})", re.IGNORECASE | re.ASCII)
"""The version in the name of a file: FrontMap_v.2.3.csv, Geo_PKO_v2_3_location_map.csv."""
_LONGEST_ID = 60

Record = dict[str, Any]
"""A JSON object with the keys of the dataset format."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A dataset in TOML, and the problems of the rows that were left out."""

    toml: str
    skipped: tuple[Problem, ...]


def import_geo_pko(
    data: bytes,
    file: str,
    *,
    mission: str | None,
    year: int | None,
    skip_bad: bool,
    follow: Progress = plainly,
) -> Imported:
    """Make a dataset of one mission, or of all if `mission` is None, as of the end of a year.

    `year` is the last year that is read; None is the last of the table. `follow` may show the
    progress through the lines. Raises DatasetError if rows cannot be read, unless `skip_bad` is
    set and other rows remain, or if the dataset is too large to be read; UnknownMissionError if
    the table has no such mission.
    """
    seen = read_sightings(decode(data, file, LARGEST_TABLE), file, mission, year, follow)
    if seen.problems and not (skip_bad and seen.of):
        raise limited(seen.problems)
    toml = write_toml(_Import(seen, file, whole=mission is None).document(), _COMMENT)
    if not is_read(toml.encode()):
        raise error_at(
            file,
            tr("makes a dataset that is too large to be read: choose one mission, or fewer years"),
        )
    return Imported(toml, tuple(sorted(seen.problems)))


_COMMENT = f"""\
Made of a table of Geo-PKO by `minusma-tui import geo-pko`.

When you use it, please cite {CITATION}.

Geo-PKO has no day on which a base was opened or left: the intervals of this file are inferred
from its maps, as the notes of the mission say. What it does not know is not in this file; add it
by hand, with its source. Then run
    minusma-tui check FILE"""


class _Import:
    """Makes the records of a dataset from the sightings in a table."""

    def __init__(self, seen: Sightings, file: str, *, whole: bool) -> None:
        self._seen = seen
        self._whole = whole
        version = _VERSION.search(file)
        number = f"{version[1]}.{version[2]}" if version else None
        self._source = f"geo-pko-v{number}" if number else "geo-pko"
        self._title = "Geocoded Peacekeeping Operations dataset"
        self._title += f", v{number}: {CITATION}" if number else f": {CITATION}"
        self._several = len({one.country for one in seen.of}) > 1
        self._ids: set[str] = set()

    def document(self) -> Record:
        """Return the whole dataset."""
        bases: dict[str, Record] = {}
        by_mission = sorted(self._seen.of, key=attrgetter("mission"))
        for _, group in groupby(by_mission, key=attrgetter("mission")):
            bases |= self._bases(list(group))
        return {
            "format": 1,
            "licence": f"The authors of Geo-PKO ask to be cited: {CITATION}.",
            "mission": self._mission(len(bases)),
            "bases": bases,
            "sources": {
                self._source: {
                    "publisher": "Geo-PKO",
                    "title": self._title,
                    "language": "en",
                    "url": _URL,
                    "note": (
                        "Coordinates are those of the towns. Strengths are estimates built from "
                        "the types of units on deployment maps; 0 is a place without a unit of "
                        "troops, where there may be observers, police or staff."
                    ),
                }
            },
        }

    def _mission(self, bases: int) -> Record:
        seen = self._seen.of
        name = "Geo-PKO" if self._whole else seen[0].mission
        record: Record = {
            "id": _to_id(name),
            "name": name,
            "full_name": "All missions of Geo-PKO" if self._whole else name,
            "as_of": f"{self._seen.last_year}-12-31",
            "counted_bases": self._claim(bases, inferred=True),
            "notes": [self._note(_ON_DATES)],
        }
        host, note = (None, None) if self._whole else _find_host(seen)
        if host is not None:
            record["host_state"] = host
        if note is not None:
            record["notes"].append(self._note(note))
        if self._seen.counted is Counted.CONTINGENTS:
            record["notes"].append(self._note(_ON_CONTINGENTS))
        last = max(one.year for one in seen)
        if last < self._seen.last_year:
            until = f"Geo-PKO has {name} until {last}, and other missions after that."
            record["notes"].append(self._note(until))
        return record

    def _bases(self, seen: Sequence[Sighting]) -> dict[str, Record]:
        """Return the bases of one mission by id, in the order of their folded names."""
        times = sorted({one.when for one in seen})
        end = _find_end(seen, self._seen.last_year)
        bases: dict[str, Record] = {}
        # Different spellings are one place: Geo-PKO has Um Khariet and Um khariet.
        by_place = sorted(seen, key=lambda one: (fold(one.place), one.when))
        for _, group in groupby(by_place, key=lambda one: fold(one.place)):
            at_place = list(group)
            places = [
                place for place, _ in Counter(one.place for one in at_place[::-1]).most_common()
            ]
            mission = at_place[0].mission
            names = [f"{place} ({mission})" if self._whole else place for place in places]
            bases[self._new_id(names[0])] = self._base(names, at_place, times, end)
        return bases

    def _base(
        self,
        names: Sequence[str],
        seen: Sequence[Sighting],
        times: Sequence[str],
        end: str | None,
    ) -> Record:
        """Return the base at one place.

        The most common of its `names` is first, or of equally common ones the latest. `seen` and
        `times`, the dates of all maps of the mission, are oldest first. `end` is the year by which
        the mission had ended, or None.
        """
        last = seen[-1]
        headquarters = [one.year for one in seen if one.headquarters]
        kind = self._claim("headquarters" if headquarters else "site")
        if headquarters:
            kind["note"] = f"The mission's in {_say_years(headquarters)}."
        record: Record = {"name": names[0], "kind": kind}
        if len(names) > 1:
            record["other_names"] = self._claim(list(names[1:]))
        region = last.region or (last.country if self._several else None)
        if region is not None:
            record["region"] = self._claim(region)
        record["position"] = self._position(seen)
        first_at, last_at = (bisect_left(times, one.when) for one in (seen[0], last))
        if first_at > 0:
            opened = f"{times[first_at - 1]}/{times[first_at]}"
            record["opened"] = self._claim(opened, inferred=True)
        contingents = self._contingents(seen)
        if contingents is not None:
            record["contingents"] = contingents
        if last_at + 1 < len(times):
            left = f"{times[last_at]}/{times[last_at + 1]}"
            record["departed"] = self._claim(left, inferred=True)
        elif end is not None:
            record["departed"] = self._claim(f"{last.when}/{end}?", inferred=True)
        strengths = [self._strength(list(at)) for _, at in groupby(seen, key=attrgetter("when"))]
        record["strengths"] = [one for one in strengths if one is not None]
        years = _say_years(one.year for one in seen)
        listed = self._note(f"On the maps of {years}.", inferred=False)
        # The date keeps the note hidden on earlier days, on which it would reveal what is to come.
        record["notes"] = [listed | {"date": last.when}]
        return record

    def _position(self, seen: Sequence[Sighting]) -> Record | list[Record]:
        """Return the position on the latest map, with any different ones on earlier maps."""
        when = {(one.latitude, one.longitude): one.when for one in seen}
        claims = [
            self._claim({"latitude": latitude, "longitude": longitude})
            | {"note": f"Of {when[latitude, longitude]}."}
            for latitude, longitude in sorted(when, key=lambda place: when[place], reverse=True)
        ]
        return _contest(claims, "Geo-PKO's latest position.")

    def _contingents(self, seen: Sequence[Sighting]) -> Record | None:
        """Return the contingents at the last time that has any, the largest first."""
        latest: list[Sighting] = []
        for one in seen:
            if one.contingents:
                latest = [*latest, one] if latest and latest[0].when == one.when else [one]
        if not latest:
            return None
        sizes = _merge(latest)
        codes = sorted(sizes, key=lambda code: -(sizes[code] or 0))
        return self._claim(codes) | {"note": f"As of {latest[0].when}."}

    def _strength(self, seen: Sequence[Sighting]) -> Record | None:
        """Return what is known of the troops of a place at one time; None without a number."""
        sizes = _merge(seen)
        averages = dict.fromkeys(one.average for one in seen if one.average is not None)
        readings = dict.fromkeys(one.troops for one in seen if one.troops is not None)
        computed = self._seen.counted is Counted.CONTINGENTS
        claims = [self._claim(number, inferred=computed) for number in averages or readings]
        if not claims:
            return None
        troops = _contest(claims, "The first of several that Geo-PKO gives for this time.")
        plain = troops["value"] if isinstance(troops, dict) and "inferred" not in troops else troops
        record: Record = {"sources": [self._source], "date": seen[0].when, "troops": plain}
        known = {code: size for code, size in sizes.items() if size is not None}
        if known:
            record["by_country"] = known
        if averages and len(readings) > 1:
            numbers = ", ".join(map(str, readings))
            record["note"] = f"Geo-PKO's average of the year, from maps with {numbers}."
        elif self._seen.counted is not Counted.TROOPS:
            record["note"] = _ON_NUMBERS[self._seen.counted]
        return record

    def _claim(self, value: object, *, inferred: bool = False) -> Record:
        claim: Record = {"value": value, "sources": [self._source]}
        return claim | {"inferred": True} if inferred else claim

    def _note(self, text: str, *, inferred: bool = True) -> Record:
        note: Record = {"sources": [self._source], "about": "background", "text": text}
        return note | {"inferred": True} if inferred else note

    def _new_id(self, name: str) -> str:
        """Return an id for a name that no other base has."""
        wanted = base_id = _to_id(name)
        number = 1
        while base_id in self._ids:
            number += 1
            base_id = f"{wanted}-{number}"
        self._ids.add(base_id)
        return base_id


_ON_DATES = (
    "Nobody reported when these bases were opened or left: each interval lies between two "
    "deployment maps, the one with the base and the one without it. A base of the first map may "
    "be older, and one that is missing from a map need not have been closed for good."
)

_ON_NUMBERS = {
    Counted.INFANTRY: "Infantry; the table has no number of the others.",
    Counted.CONTINGENTS: "The largest number of each contingent in that time, together.",
}
_ON_CONTINGENTS = (
    "The table lists only places with contingents: one that is missing may have had observers, "
    "police or staff."
)


def _contest(claims: list[Record], reason: str) -> Record | list[Record]:
    """Return the claims of a fact; the first of several gets a reason why it is the one shown.

    The note of the first claim, which only distinguishes it from the others, is dropped.
    """
    first, *others = claims
    first = {key: value for key, value in first.items() if key != "note"}
    return [first | {"reason": reason}, *others] if others else first


def _merge(seen: Sequence[Sighting]) -> dict[str, int | None]:
    """Return the largest size of each contingent by country code; None if no size is known."""
    sizes: dict[str, int | None] = {}
    for one in seen:
        for code, size in one.contingents.items():
            before = sizes.get(code)
            sizes[code] = size if before is None or (size is not None and size > before) else before
    return sizes


def _find_end(seen: Sequence[Sighting], last_year: int) -> str | None:
    """Return the year by which a mission had ended; None if it may still continue.

    Maps of some missions are years apart. A mission that is missing for longer than ever before,
    while the table continues, is taken to have ended by the time its next map was due.
    """
    years = sorted({one.year for one in seen})
    longest = max((later - earlier for earlier, later in pairwise(years)), default=1)
    due = years[-1] + longest
    return str(due) if last_year > due else None


def _find_host(seen: Sequence[Sighting]) -> tuple[str | None, str | None]:
    """Return the country with most of the places, and a note if it does not have all.

    The country is None if none has more than half of them.
    """
    places: dict[str, set[str]] = {}
    for one in seen:
        if len(one.states) == 1:  # a place between two countries counts for neither
            places.setdefault(one.states[0], set()).add(fold(one.place))
    if not places:
        return None, None
    host = max(places, key=lambda state: len(places[state]))
    count, total = len(places[host]), len({fold(one.place) for one in seen})
    if count == total:
        return host, None
    if 2 * count <= total:
        return None, "No country has most of the bases: the host state is left open."
    return host, f"The host state is the country with most of the bases, {count} of {total}."


def _say_years(years: Iterable[int]) -> str:
    """Format years, such as "2010–2014, 2016"."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _to_id(name: str) -> str:
    """Return an id for a name: "Cap-Haïtien (MINUSTAH)" becomes "cap-haitien-minustah"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:_LONGEST_ID] or "base"
