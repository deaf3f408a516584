"""A situation as a map: the bases as points, the last convoys as lines, as RFC 7946 has it."""

import json
from datetime import date
from typing import Any

from minusma_tui.export.as_json import item
from minusma_tui.model.records import Position, sources_of
from minusma_tui.routes import Route, routes
from minusma_tui.situation import Situation
from minusma_tui.standing import Standing, has_passed

Coordinates = list[float]
"""Longitude, then latitude."""


def write_geojson(situation: Situation) -> str:
    """A FeatureCollection; a base without coordinates is a feature without geometry."""
    features = [_base(standing) for standing in situation.selection]
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


def _base(standing: Standing) -> dict[str, Any]:
    position = standing.base.position
    point = {"type": "Point", "coordinates": _coordinates(position.value)} if position else None
    return {
        "type": "Feature",
        "id": standing.base.id,
        "geometry": point,
        "properties": {"feature": "base", **item(standing)},
    }


def _convoy(route: Route, as_of: date) -> dict[str, Any]:
    base, convoy = route.standing.base, route.standing.base.convoy
    arrived = convoy.arrived.value if convoy and convoy.arrived else None
    known = arrived is not None and has_passed(arrived, as_of)
    return {
        "type": "Feature",
        "id": f"{base.id}-convoy",
        "geometry": {
            "type": "LineString",
            "coordinates": [_coordinates(position) for _, position in route.stops],
        },
        "properties": {
            "feature": "convoy",
            "base": base.id,
            "route": list(route.places),
            "through": [stop.id for stop, _ in route.stops],
            "departed": str(route.standing.departed),
            "arrived": str(arrived) if known else None,
            "sources": sources_of(convoy),
        },
    }


def _coordinates(position: Position) -> Coordinates:
    return [position.longitude, position.latitude]


def _box(features: list[dict[str, Any]]) -> Coordinates | None:
    """West, south, east, north; None where nothing has coordinates."""
    points: list[Coordinates] = []
    for feature in features:
        geometry = feature["geometry"]
        if geometry is not None:
            line = geometry["type"] == "LineString"
            points += geometry["coordinates"] if line else [geometry["coordinates"]]
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
