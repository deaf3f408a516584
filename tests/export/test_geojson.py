"""The GeoJSON export conforms to RFC 7946 and has nothing later than its day."""

import json
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection

from minusma_tui.cli import main
from minusma_tui.export.data.geojson import write_geojson
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import read
from tests.support.export import HOSTILE, SEEN, hostile, seen
from tests.support.reading import ACROSS


def collection(dataset: Dataset, day: str | None = None, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_geojson(seen(dataset, day, query)))
    return found


def convoys(dataset: Dataset, day: str | None = None, query: str = "") -> dict[str, Any]:
    features = collection(dataset, day, query)["features"]
    return {
        one["properties"]["base"]: one for one in features if one["properties"]["feature"] != "base"
    }


@pytest.mark.parametrize(("day", "query"), SEEN)
def test_it_is_geojson(dataset: Dataset, day: str, query: str) -> None:
    text = write_geojson(seen(dataset, day, query))
    FeatureCollection.model_validate_json(text)
    ids = [feature["id"] for feature in json.loads(text)["features"]]
    assert len(ids) == len(set(ids))


def test_a_point_is_longitude_then_latitude(dataset: Dataset) -> None:
    found = collection(dataset, query="ansongo")
    (ansongo,) = (one for one in found["features"] if one["id"] == "ansongo")
    assert ansongo["geometry"] == {"type": "Point", "coordinates": [0.5022, 15.6597]}
    assert found["as_of"] == "2023-11-19"


def test_the_properties_are_those_of_the_report(
    dataset: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["report", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    points = [one["properties"] for one in collection(dataset)["features"]]
    bases = [one for one in points if one.pop("feature") == "base"]
    for item in report["items"]:
        del item["holders"]  # the map does not have who held a site when
    assert bases == report["items"]


def test_a_base_that_nobody_placed_has_no_geometry(dataset: Dataset) -> None:
    found = collection(dataset, query="ogossagou")
    assert [one["geometry"] for one in found["features"]] == [None]
    assert "bbox" not in found


def test_the_box_holds_all_that_is_drawn(dataset: Dataset) -> None:
    found = collection(dataset, query="kidal -region:gao")
    west, south, east, north = found["bbox"]
    assert west < east
    assert south < north
    longitude, latitude = found["features"][0]["geometry"]["coordinates"]
    assert west <= longitude <= east
    assert south <= latitude <= north


def test_a_convoy_is_drawn_once_the_base_is_left(dataset: Dataset) -> None:
    assert "kidal" not in convoys(dataset, "2023-10-30")
    kidal = convoys(dataset, "2023-10-31")["kidal"]
    assert kidal["geometry"]["coordinates"] == [[1.40778, 18.44111], [-0.04472, 16.27167]]
    assert kidal["properties"]["route"] == ["Kidal", "Anéfis", "Gao"]
    assert kidal["properties"]["through"] == ["kidal", "gao"]
    assert kidal["properties"]["arrived"] is None
    assert convoys(dataset)["kidal"]["properties"]["arrived"]


def test_the_180th_meridian_is_no_end_of_the_world() -> None:
    """RFC 7946, 3.1.9 and 5.2: a line is cut there, and a box has its west east of its east."""
    across = read(ACROSS.encode(), "across.toml")
    found = collection(across)
    with pytest.warns(UserWarning, match="crossing the Antimeridian"):  # valid, but it warns
        FeatureCollection.model_validate_json(write_geojson(seen(across)))
    assert found["bbox"] == [179.5, -17.5, -179.5, -17.0]
    assert convoys(across)["east-isle"]["geometry"] == {
        "type": "MultiLineString",
        "coordinates": [
            [[-179.5, -17.0], [-180.0, -17.25]],
            [[180.0, -17.25], [179.5, -17.5]],
        ],
    }
    edge = read(
        ACROSS.replace("-179.5", "-180.0").replace("179.5 }", "180.0 }").encode(), "edge.toml"
    )
    assert collection(edge)["bbox"] == [180.0, -17.5, 180.0, -17.0]


def test_a_place_is_known_by_its_other_names(dataset: Dataset) -> None:
    douentza = convoys(dataset)["douentza"]["properties"]
    assert douentza["route"] == ["Douentza", "Sévaré"]
    assert douentza["through"] == ["douentza", "mopti"]


def test_convoys_follow_the_filter(dataset: Dataset) -> None:
    assert set(convoys(dataset, query="douentza")) == {"douentza"}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(text: str) -> None:
    (base,) = collection(hostile(text))["features"]
    assert base["properties"]["name"] == text
