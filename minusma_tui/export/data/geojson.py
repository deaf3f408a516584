"""A situation as a map: the bases as points, the last convoys as lines, as RFC 7946 has it."""

import json
from datetime import date
from itertools import chain, pairwise
from math import copysign
from typing import Any

from minusma_tui.chronology.known import known_base
from minusma_tui.chronology.standing import Standing
from minusma_tui.drawing.geography import HALF_TURN, Point, around_globe
from minusma_tui.export.reports.json import item
from minusma_tui.model.records import Position
from minusma_tui.model.walk import sources_of
from minusma_tui.situation.routes import Route, routes
from minusma_tui.situation.situation import Situation

Coordinates = list[float]
"""Longitude, then latitude."""


def write_geojson(situation: Situation) -> str:
    """A FeatureCollection; a base without coordinates is a feature without geometry."""
    features = [_base(standing, situation.as_of) for standing in situation.selection]
    features += [_convoy(route, situation.as_of) for route in routes(situation)]
    mission = situation.dataset.mission
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "mission": {"id": mission.id, "name": mission.name},
        "as_of": situation.as_of.isoformat(),
        "query": situation.query.text,
    }
    box = _box(features)
    if box is not None:
        collection["bbox"] = box
    collection["features"] = features
    return json.dumps(collection, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _base(standing: Standing, as_of: date) -> dict[str, Any]:
    position = standing.base.position
    point = {"type": "Point", "coordinates": _coordinates(position.value)} if position else None
    return {
        "type": "Feature",
        "id": standing.base.id,
        "geometry": point,
        "properties": {"feature": "base", **item(standing, as_of)},
    }


def _convoy(route: Route, as_of: date) -> dict[str, Any]:
    base = known_base(route.standing.base, as_of)
    arrived = base.convoy.arrived if base.convoy else None
    return {
        "type": "Feature",
        "id": f"{base.id}-convoy",
        "geometry": _line([_coordinates(position) for _, position in route.stops]),
        "properties": {
            "feature": "convoy",
            "base": base.id,
            "route": list(route.places),
            "through": [stop.id for stop, _ in route.stops],
            "departed": str(route.standing.departed),
            "arrived": str(arrived.value) if arrived else None,
            "sources": sources_of(base.convoy),
        },
    }


def _coordinates(position: Position) -> Coordinates:
    return [position.longitude, position.latitude]


def _line(points: list[Coordinates]) -> dict[str, Any]:
    """A line, cut in parts where it crosses the 180th meridian, as RFC 7946 3.1.9 has it."""
    parts = [points[:1]]
    for (east, north), (to_east, to_north) in pairwise(points):
        if abs(to_east - east) > HALF_TURN:
            edge = copysign(HALF_TURN, east)
            ahead = to_east + 2 * edge
            at = north + (to_north - north) * (edge - east) / ((ahead - east) or 1)
            parts[-1].append([edge, at])
            parts.append([[-edge, at]])
        parts[-1].append([to_east, to_north])
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": points}
    return {"type": "MultiLineString", "coordinates": parts}


def _box(features: list[dict[str, Any]]) -> Coordinates | None:
    """West, south, east, north; None where nothing has coordinates.

    One that crosses the 180th meridian has its west east of its east (RFC 7946 5.2).
    """
    points: list[Point] = []
    for feature in features:
        match feature["geometry"]:
            case {"type": "Point", "coordinates": (east, north)}:
                points.append((east, north))
            case {"type": "LineString", "coordinates": line}:
                points += map(tuple, line)
            case {"type": "MultiLineString", "coordinates": lines}:
                points += map(tuple, chain.from_iterable(lines))
    if not points:
        return None
    box = around_globe(points)
    east = box.east if box.east <= HALF_TURN else box.east - 2 * HALF_TURN
    return [box.west, box.south, east, box.north]
