"""Notes of several lines and with tabs: where they are valid, shown and exported."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
import tomli
import tomli_w
from pydantic import TypeAdapter

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.picture import draw_picture
from minusma_tui.cli import main
from minusma_tui.drawing.detail import draw_detail
from minusma_tui.drawing.lines import plain
from minusma_tui.drawing.mission import draw_mission
from minusma_tui.export.data.csv import write_csv
from minusma_tui.export.data.dataset import write_dataset
from minusma_tui.export.data.geojson import write_geojson
from minusma_tui.export.data.sqlite import write_sqlite
from minusma_tui.export.formats import REPORTS, Report
from minusma_tui.export.page.html import write_html
from minusma_tui.importing.to_toml import write_toml
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import read
from minusma_tui.reading.text import LONGEST_TEXT, MAX_NOTE_LINES
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World
from tests.fuzz.mutants import LINES, notes
from tests.support.export import seen
from tests.support.reading import SOUND, problems

TEXT = "Two wells:\n\tone is dry,\n\n=1+1 [red]x[/red]"
SHOWN = ["Two wells:", "    one is dry,", "", "=1+1 [red]x[/red]"]


def noted(text: str) -> dict[str, Any]:
    """A valid dataset with this text in every kind of note, in one language or in two."""
    document = tomli.loads(SOUND)

    def both() -> dict[str, str]:
        return {"en": text, "fr": text}

    base = document["bases"]["ansongo"]
    note = {"sources": ["press"], "about": "legacy"}
    document["mission"]["notes"] = [{**note, "text": text}]
    document["mission"]["deadline"]["note"] = both()
    base["notes"] = [{**note, "text": both()}]
    base["kind"]["note"] = text
    base["departed"][1]["note"] = text
    base["strengths"][0]["note"] = text
    base["plans"] = [
        {"sources": ["press"], "date": "2023-12", "by": "UN", "said": "2023-10", "note": both()}
    ]
    base["holders"] = [{"sources": ["press"], "since": "2023-11-18", "by": "All", "note": text}]
    document["personnel"][0]["note"] = text
    document["sources"]["press"]["note"] = both()
    assert len(list(notes(document))) == 14
    return document


def dataset_noting(text: str) -> Dataset:
    return read(tomli_w.dumps(noted(text)).encode(), "noted.toml")


def drawn(dataset: Dataset, width: int) -> list[str]:
    situation = seen(dataset)
    detail = draw_detail(situation, situation.standings[0], width)
    return [plain(line) for line in [*detail, *draw_mission(situation, width)]]


class TestWhere:
    """Only notes may have several lines, whatever else is called note."""

    @pytest.mark.parametrize("text", [TEXT, *LINES, "\r\nx\r\n"])
    def test_wherever_a_note_may_stand(self, text: str) -> None:
        assert dataset_noting(f"x{text}")

    @pytest.mark.parametrize("text", ["a\rb", "a\n\rb", "a\r\r\nb", "a\n\x1bb", "a\vb", "a\u2028b"])
    def test_what_else_is_refused_in_any_text_is_refused_in_notes(self, text: str) -> None:
        found = problems(tomli_w.dumps(noted(text)))
        assert len(found) == 14
        assert all("this text contains U+" in problem for problem in found)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"It names the day."', r'"It names\nthe day."'),
            ('text = "Shots."', 'text = """Shots.\nMany."""'),
            ('"The prefect"', '"The\tprefect"'),
            ('name = "Ansongo"', r'name = { en = "An\nsongo" }'),
            ('publisher = "A radio"', r'publisher = "A\r\nradio"'),
        ],
    )
    def test_nothing_else_may(self, old: str, new: str) -> None:
        (problem,) = problems(SOUND.replace(old, new))
        assert "this text contains U+000" in problem
        assert problem.endswith((", a line break: remove it", ", a tab: remove it"))

    def test_a_base_or_a_source_may_be_called_note(self) -> None:
        broken = SOUND.replace("bases.ansongo", "bases.note").replace('["ansongo"]', '["note"]')
        broken = broken.replace('name = "Ansongo"', r'name = "Ansongo\n"')
        broken = broken.replace("sources.radio", "sources.note").replace('"radio"', '"note"')
        broken = broken.replace('publisher = "A radio"', r'publisher = "A\tradio"')
        assert [problem.split(":")[2][:20] for problem in problems(broken)] == [
            " this text contains ",
            " this text contains ",
        ]

    def test_a_key_may_not(self) -> None:
        document = noted("x")
        document["sources"]["press"]["note"]["f\n"] = "x"
        (problem,) = problems(tomli_w.dumps(document))
        assert "this key contains U+000A LINE FEED" in problem

    def test_it_is_no_longer_and_has_no_more_lines_than_it_may(self) -> None:
        assert dataset_noting("x\n" * MAX_NOTE_LINES)
        found = problems(tomli_w.dumps(noted("x\n" * MAX_NOTE_LINES + "x")))
        assert found[0].endswith(": this text has 101 lines, more than the 100 of a note")
        found = problems(tomli_w.dumps(noted("x\n" + "x" * LONGEST_TEXT)))
        assert found[0].endswith("characters long, more than the 4,000 of a text")

    def test_what_is_only_called_so_may_not(self) -> None:
        found = problems(SOUND.replace("{ NER = 450 }", r'{ note = "x\ny" }'))
        assert "36:23: this text contains U+000A LINE FEED, a line break: remove it" in found


class TestShown:
    """The lines of a note are shown below each other."""

    @pytest.mark.parametrize("text", [TEXT, f"\n \t\n{TEXT}\n\n  ", TEXT.replace("\n", "\r\n")])
    def test_its_lines_begin_where_a_wrapped_line_does(self, text: str) -> None:
        lines = drawn(dataset_noting(text), 60)
        starts = [number for number, line in enumerate(lines) if line.endswith("ells:")]
        # Nine places, and the source in both the detail and the mission.
        assert len(starts) == 11
        for start in starts:
            one, blank, end = lines[start + 1 : start + 4]
            indent = 15 if "says A radio" in lines[start] else 13
            assert (one, blank) == (" " * indent + SHOWN[1], "")
            assert end.startswith(" " * indent + SHOWN[3])

    @pytest.mark.parametrize("text", LINES)
    def test_no_sheet_is_wider_for_it(self, text: str) -> None:
        dataset = dataset_noting(f"x{text}")
        for width in (36, 52, 120):
            lines = drawn(dataset, width)
            assert all(len(line) <= width for line in lines)
            assert not any("\n" in line or "\t" in line for line in lines)

    @pytest.mark.parametrize("size", [(120, 40), (80, 24)])
    async def test_on_the_screen(self, size: tuple[int, int]) -> None:
        dataset = dataset_noting(TEXT)
        app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))
        async with app.run_test(size=size) as pilot:
            await pilot.press("3", "z")
            await pilot.pause()
            pane = app.screen.query_one("#detail")
            rows = [pane.render_line(y) for y in range(pane.size.height)]
            assert {row.cell_length for row in rows} == {pane.size.width}
            said = [row.text.rstrip() for row in rows]
            start = next(number for number, row in enumerate(said) if row.endswith("Two wells:"))
            assert [row[13:].removeprefix("  ") for row in said[start + 1 : start + 4]] == [
                *SHOWN[1:3],
                f"{SHOWN[3]} [2]",
            ]

    def test_a_filter_reads_it_as_one_line(self) -> None:
        dataset = dataset_noting(TEXT)
        for query in ('text:"wells: one is"', 'text:"dry,  =1+1"', "text:dry"):
            assert seen(dataset, query=query).selection, query
        assert not seen(dataset, query='text:"wells:one"').selection


class TestExported:
    """Each format has a note unchanged, or has no notes."""

    def test_as_json_it_comes_back(self) -> None:
        dataset = dataset_noting(f"\n{TEXT}\r\n")
        document = json.loads(write_dataset(seen(dataset)))
        assert {holder[key] for holder, key in notes(document)} == {TEXT}
        again = read(tomli_w.dumps(document).encode(), "again.toml")
        there, here = (
            TypeAdapter(Dataset).dump_python(one, mode="json") for one in (again, dataset)
        )
        assert there == here

    def test_as_toml_it_comes_back(self) -> None:
        document = noted(TEXT)
        assert tomli.loads(write_toml(document, "x")) == document

    @pytest.mark.parametrize("table", ["sources", "plans", "strengths", "figures", "claims"])
    def test_in_the_database_it_is_as_it_is(self, table: str) -> None:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(write_sqlite(seen(dataset_noting(TEXT))))
            asked = f"SELECT DISTINCT note FROM {table} WHERE note IS NOT NULL"  # noqa: S608
            assert database.execute(asked).fetchall() == [(TEXT,)]

    def test_on_the_page_its_lines_are_seen(self) -> None:
        written = write_html(seen(dataset_noting(TEXT)))
        spans = html5lib.parse(written).iter("{http://www.w3.org/1999/xhtml}span")
        assert TEXT in [one.text for one in spans if one.get("class") == "why"]
        assert re.search(r"\.why \{[^}]*white-space: pre-line", written)

    def test_in_the_picture_each_line_is_a_text(self) -> None:
        root = ET.fromstring(draw_picture(seen(dataset_noting(TEXT))))  # noqa: S314  # our own
        drawn = ["".join(row.itertext()) for row in root.iter("{http://www.w3.org/2000/svg}text")]
        assert any(" ".join(SHOWN[1].split()) in row for row in drawn)
        assert not any("\n" in row or "\t" in row for row in drawn)

    @pytest.mark.parametrize("write", [write_csv, write_geojson])
    def test_other_exports_have_no_notes(self, write: Callable[[Situation], str]) -> None:
        assert write(seen(dataset_noting(TEXT))) == write(seen(dataset_noting("x")))

    @pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
    def test_a_report_has_one_on_one_line(self, report: Report) -> None:
        """Only that of who held the site afterwards is in it."""
        flat = " ".join(TEXT.split())
        written, expected = (report.write(seen(dataset_noting(one))) for one in (TEXT, flat))
        assert written == expected

    def test_check_finds_it_sound(self, tmp_path: Path) -> None:
        path = tmp_path / "noted.toml"
        path.write_text(SOUND + 'note = """\nOne line,\n\tanother.\n"""\n', newline="\r\n")
        assert main(["check", str(path)]) == 0
