"""The JSON export, which is a dataset again."""

import json
from typing import Any

import jsonschema
import pytest
import tomli_w
from pydantic import TypeAdapter

from minusma_tui.cli import main
from minusma_tui.export.data.dataset import write_dataset
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.json_schema import json_schema
from minusma_tui.reading.load import read
from tests.support.export import HOSTILE, hostile, seen


def again(text: str) -> Dataset:
    """Read the export as a dataset, with all the checks of `check`."""
    return read(tomli_w.dumps(json.loads(text)).encode(), "export.toml")


def facts(dataset: Dataset) -> Any:
    return TypeAdapter(Dataset).dump_python(dataset, mode="json")


@pytest.mark.parametrize("day", ["2023-06-30", "2023-11-19"])
def test_there_and_back_is_the_same_but_for_the_day(dataset: Dataset, day: str) -> None:
    there = facts(again(write_dataset(seen(dataset, day))))
    assert there["mission"].pop("as_of") == day
    original = facts(dataset)
    del original["mission"]["as_of"]
    assert there == original


def test_the_schema_describes_it(dataset: Dataset) -> None:
    for query in ("", "region:gao"):
        document = json.loads(write_dataset(seen(dataset, query=query)))
        validator = jsonschema.Draft202012Validator(json_schema())
        assert [error.message for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize("query", ["region:kidal", "ansongo", "bamako", "-kind:camp", "troops>0"])
def test_an_extract_passes_every_check(dataset: Dataset, query: str) -> None:
    situation = seen(dataset, query=query)
    extract = again(write_dataset(situation))
    assert set(extract.bases) == {one.base.id for one in situation.selection}
    for event in extract.events:
        assert set(event.bases) <= set(extract.bases)
    assert len(extract.personnel) == len(dataset.personnel)
    assert set(extract.sources) <= set(dataset.sources)


def test_an_extract_says_that_its_count_is_its_own(dataset: Dataset) -> None:
    count = again(write_dataset(seen(dataset, query="region:kidal"))).mission.counted_bases
    own, *rivals = count.claims
    assert (own.value, own.inferred) == (3, True)
    assert own.reason
    assert own.reason.say().endswith("the filter region:kidal")
    assert [claim.value for claim in rivals] == [12, 13]


def test_an_extract_of_nothing_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "json", "--output", "-", "--filter", "nowhere"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "minusma-tui: no base matches nowhere\n"
    assert captured.out == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(text: str) -> None:
    there = again(write_dataset(seen(hostile(text))))
    assert there.bases["ansongo"].name.say() == text
    assert there.sources["press"].publisher == text
