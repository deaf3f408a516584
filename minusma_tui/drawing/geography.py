"""Where do the borders around a country run, and how does the globe become a plane?

The borders are those of Natural Earth; scripts/geography.py made the file they are read from.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import cos, radians, sin, sqrt
from typing import Any

from minusma_tui.files.bundled import embedded

EARTH_RADIUS_KM = 6371.0
HALF_TURN = 180.0
"""Degrees."""

Point = tuple[float, float]
"""Degrees east and north, or kilometres right and up."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box around points, in degrees or kilometres like them; both ends are inclusive."""

    west: float
    south: float
    east: float
    north: float

    def widened(self, across: float, along: float) -> "Bounds":
        """A box of degrees with so much of its size added on each side, at least a degree."""
        across = max(1.0, (self.east - self.west) * across)
        along = max(1.0, (self.north - self.south) * along)
        return Bounds(
            self.west - across, self.south - along, self.east + across, self.north + along
        )

    @property
    def centre(self) -> Point:
        return (self.west + self.east) / 2, (self.south + self.north) / 2


def around(points: list[Point]) -> Bounds:
    """The smallest box around points, of which there must be one."""
    longitudes, latitudes = zip(*points, strict=True)
    return Bounds(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def around_globe(points: list[Point]) -> Bounds:
    """The narrowest box of degrees around points, of which there must be one.

    One that crosses the 180th meridian ends east of it, at more than 180 degrees.
    """
    box = around(points)
    if box.east - box.west <= HALF_TURN:
        return box
    longitudes = sorted({longitude for longitude, _ in points})
    gaps = [(after - before, before, after) for before, after in pairwise(longitudes)]
    widest, before, after = max(gaps)
    if widest <= box.west + 2 * HALF_TURN - box.east:
        return box
    return Bounds(after, box.south, before + 2 * HALF_TURN, box.north)


def mainland(country: str | None) -> list[Point]:
    """The outline of a country's largest part, in no order; empty where nobody knows the country.

    `country` is an ISO 3166-1 alpha-3 code, or XKX for Kosovo.
    """
    polygons = _world()["countries"].get(country, [])
    indexes = map(int, polygons[0].split()) if polygons else ()
    return [point for index in indexes for point in _points(index)]


def borders(country: str | None, box: Bounds) -> Iterator[tuple[bool, list[Point]]]:
    """Each border and coast that may cross a box, and whether it is one of the country's own."""
    polygons = _world()["countries"].get(country, [])
    own = {int(index) for polygon in polygons for index in polygon.split()}
    steps = _world()["steps"]
    # A box may reach beyond the 180th meridian, where the lines go on from the other end.
    turns = [turn * 2 * HALF_TURN * steps for turn in (-1, 0, 1)]
    left, bottom, right, top = (end * steps for end in (box.west, box.south, box.east, box.north))
    for index, line in enumerate(_world()["lines"]):
        # Each line begins with the box around it, which few share with the map.
        west, south, east, north = map(int, line.split(" ", 4)[:4])
        beside = any(west + turn <= right and left <= east + turn for turn in turns)
        if beside and south <= top and bottom <= north:
            yield index in own, _points(index)


def _points(index: int) -> list[Point]:
    world = _world()
    numbers = [int(number) for number in world["lines"][index].split()[4:]]
    steps = world["steps"]
    xs, ys = accumulate(numbers[0::2]), accumulate(numbers[1::2])
    return [(x / steps, y / steps) for x, y in zip(xs, ys, strict=True)]


@cache
def _world() -> dict[str, Any]:
    world: dict[str, Any] = json.loads(embedded("geography.json").read_text(encoding="utf-8"))
    return world


class Projection:
    """Lambert's azimuthal equal-area projection: true at its centre, areas true everywhere."""

    def __init__(self, centre: Point) -> None:
        self._longitude, latitude = centre
        self._sine, self._cosine = sin(radians(latitude)), cos(radians(latitude))

    def project(self, point: Point) -> Point:
        """Kilometres right of the centre and up from it."""
        across, latitude = radians(point[0] - self._longitude), radians(point[1])
        sine, cosine = sin(latitude), cos(latitude)
        towards = self._sine * sine + self._cosine * cosine * cos(across)
        # At the far end of the globe, which is a circle here and no point, the scale has no bound.
        scale = EARTH_RADIUS_KM * sqrt(2 / max(1 + towards, 1e-9))
        up = self._cosine * sine - self._sine * cosine * cos(across)
        return scale * cosine * sin(across), scale * up
