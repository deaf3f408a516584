"""Makes data/geography.json, the outlines behind the map, from Natural Earth (public domain).

    python scripts/geography.py countries-50m.json > data/geography.json

The input is the 1:50m countries as TopoJSON, which the npm package `world-atlas` redistributes;
`make geography` fetches it and runs this. The output has the borders as lines that neighbours
share, so that each is drawn once, and for each country the lines that belong to it.
"""

import json
import sys
from collections.abc import Iterable
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pycountry

STEPS = 200
"""Steps per degree; 0.005 degrees are finer than a dot of the largest terminal."""
WITHOUT_NUMBER = {"Kosovo": "XKX"}
"""Countries to which ISO 3166-1 gives no number; the code is the one in common use."""

Point = tuple[int, int]


def main(path: Path) -> None:
    """Print the outlines made from a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    lines = [_thin(_degrees(topology["transform"], arc)) for arc in topology["arcs"]]
    countries: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = _code(geometry)
        if code is not None:
            countries[code] = _polygons(geometry, lines)
    geography = {
        "origin": "Natural Earth 4.1.0, 1:50m admin 0 countries, public domain; by way of "
        "world-atlas 2.0.2. Made by scripts/geography.py.",
        "steps": STEPS,
        "lines": [_write(line) for line in lines],
        "countries": {
            code: [" ".join(map(str, polygon)) for polygon in polygons]
            for code, polygons in sorted(countries.items())
        },
    }
    # Each value is on a line of its own, so that a diff can be read.
    json.dump(geography, sys.stdout, ensure_ascii=False, indent=0, separators=(",", ":"))
    sys.stdout.write("\n")


def _degrees(transform: dict[str, Any], arc: list[Point]) -> list[Point]:
    """The points (x, y) of a delta-coded arc, in steps; TopoJSON stores differences."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    xs = accumulate(x for x, _ in arc)
    ys = accumulate(y for _, y in arc)
    return [
        (round((x * scale_x + left) * STEPS), round((y * scale_y + bottom) * STEPS))
        for x, y in zip(xs, ys, strict=True)
    ]


def _thin(points: list[Point]) -> list[Point]:
    """Drop each point that equals the one before it."""
    return points[:1] + [after for before, after in pairwise(points) if after != before]


def _write(points: list[Point]) -> str:
    """A line as text, in steps: west, south, east, north, the first point, the differences."""
    xs, ys = zip(*points, strict=True)
    steps = [points[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))]
    box = f"{min(xs)} {min(ys)} {max(xs)} {max(ys)}"
    return " ".join([box, *(f"{x} {y}" for x, y in steps)])


def _code(geometry: dict[str, Any]) -> str | None:
    if "id" not in geometry:
        return WITHOUT_NUMBER.get(geometry["properties"]["name"])
    country = pycountry.countries.get(numeric=geometry["id"])
    return country.alpha_3 if country else None


def _polygons(geometry: dict[str, Any], lines: list[list[Point]]) -> list[list[int]]:
    """The indexes of each polygon's lines, including those of holes; the largest polygon first."""
    arcs = geometry["arcs"]
    polygons = [arcs] if geometry["type"] == "Polygon" else arcs
    # In TopoJSON ~index is the arc in reverse.
    plain = [
        [index if index >= 0 else ~index for ring in polygon for index in ring]
        for polygon in polygons
    ]
    return sorted(plain, key=lambda indexes: -_area(lines[index] for index in indexes))


def _area(lines: Iterable[list[Point]]) -> int:
    """The area of the lines' bounding box, in square steps."""
    xs, ys = zip(*(point for line in lines for point in line), strict=True)
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
