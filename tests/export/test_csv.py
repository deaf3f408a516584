"""The CSV export, read as spreadsheets and HXL tools read it."""

import csv
import io

import hxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.export.data.csv import guard, write_csv
from minusma_tui.model.dataset import Dataset
from tests.support.export import DAYS, HOSTILE, QUERIES, SEEN, hostile, seen


def rows(text: str) -> list[dict[str, str]]:
    """The rows of bases, by column title, without the row of hashtags."""
    return list(csv.DictReader(io.StringIO(text, newline="")))[1:]


@pytest.mark.parametrize(("day", "query"), SEEN)
def test_one_row_a_base_in_the_order_of_the_list(dataset: Dataset, day: str, query: str) -> None:
    situation = seen(dataset, day, query)
    table = rows(write_csv(situation))
    assert [row["id"] for row in table] == [one.base.id for one in situation.selection]
    assert {row["as_of"] for row in table} <= {day}
    for row in table:
        for name in ("departed_last_day", "handed_over_last_day"):
            assert row[name] <= day  # ISO dates compare as text


def test_a_base_reads_as_the_screen_does(dataset: Dataset) -> None:
    (ansongo,) = rows(write_csv(seen(dataset, query="ansongo")))
    assert ansongo.pop("sources").split("|")[0]
    assert ansongo == {
        "id": "ansongo",
        "name": "Ansongo",
        "kind": "camp",
        "counted": "true",
        "country": "MLI",
        "region": "Gao",
        "iso_3166_2": "ML-7",
        "cercle": ansongo["cercle"],
        "latitude": "15.6597",
        "longitude": "0.5022",
        "as_of": "2023-11-19",
        "status": "handed-over",
        "departed": "2023-11-18",
        "departed_first_day": "2023-11-18",
        "departed_last_day": "2023-11-18",
        "handed_over": "2023-11-18",
        "handed_over_first_day": "2023-11-18",
        "handed_over_last_day": "2023-11-18",
        "handover": "civil-authority",
        "planned": "",
        "planned_first_day": "",
        "planned_last_day": "",
        "planned_for": "",
        "troops": "950",
        "troops_qualifier": "",
        "troops_as_of": "2023",
        "troops_inferred": "false",
        "contingents": "NER",
        "contested": "true",
    }


def test_what_is_not_yet_known_is_not_there(dataset: Dataset) -> None:
    (before,) = rows(write_csv(seen(dataset, "2023-11-17", "ansongo")))
    assert (before["status"], before["departed"], before["handover"]) == ("occupied", "", "")
    assert before["planned"]
    (after,) = rows(write_csv(seen(dataset, query="ansongo")))
    assert set(before["sources"].split("|")) < set(after["sources"].split("|"))


def test_negative_longitudes_stay_numbers(dataset: Dataset) -> None:
    (ber,) = (row for row in rows(write_csv(seen(dataset))) if row["id"] == "ber")
    assert float(ber["longitude"]) == pytest.approx(-2.531944)


@pytest.mark.parametrize("query", QUERIES)
def test_the_tools_of_hxl_read_it(dataset: Dataset, query: str) -> None:
    text = write_csv(seen(dataset, query=query))
    source = hxl.data(io.BytesIO(text.encode()))
    assert {"#loc+name", "#geo+lat", "#geo+lon", "#adm1+name"} <= set(source.display_tags)
    assert all(source.tags), "every column has a hashtag"
    assert [row.get("#loc+code") for row in source] == [row["id"] for row in rows(text)]


def test_the_checks_of_hxl_find_nothing_wrong(dataset: Dataset) -> None:
    for day in DAYS:
        text = write_csv(seen(dataset, day))
        assert hxl.validate(hxl.data(io.BytesIO(text.encode()))), day


def test_lists_come_apart_where_hxl_expects_it(dataset: Dataset) -> None:
    text = write_csv(seen(dataset, query="goundam"))
    apart = hxl.data(io.BytesIO(text.encode())).expand_lists("#country+contingents")
    assert [row.get("#country+contingents") for row in apart] == ["CIV", "BGD"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula(text: str) -> None:
    (base,) = rows(write_csv(seen(hostile(text))))
    assert base["name"] == (f"'{text}" if text[0] in "=+-@" else text)
    assert not any(value.startswith(("=", "+", "@")) for value in base.values())


@given(st.one_of(st.none(), st.integers(), st.floats(), st.text()))
def test_the_guard_keeps_numbers_and_disarms_texts(cell: str | float | None) -> None:
    guarded = guard(cell)
    if isinstance(cell, str):
        assert str(guarded).removeprefix("'") == cell.removeprefix("'")
        assert not str(guarded).startswith(("=", "+", "-", "@", "\t", "\r"))
    else:
        assert guarded is cell
