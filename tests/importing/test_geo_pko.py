"""Tables of Geo-PKO become valid datasets that claim no more than the tables.

The tables are excerpts of published tables, which tests/data/geo-pko/README.md names.
"""

import csv
import io
import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minusma_tui.cli import main
from minusma_tui.importing.geo_pko.dataset import Imported, import_geo_pko
from minusma_tui.importing.geo_pko.rows import UnknownMissionError
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import parse_period
from minusma_tui.model.values import Amount, Status
from minusma_tui.reading.load import load, read
from minusma_tui.reading.problems import DatasetError
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests import ROOT

FOLDER = ROOT / "tests" / "data" / "geo-pko"
FRONT = (FOLDER / "front.csv").read_bytes()
CONTINGENTS = (FOLDER / "tcc.csv").read_bytes()
TROOP_TYPES = (FOLDER / "troop-types.csv").read_bytes()
FULL = (FOLDER / "full.csv").read_bytes()
HEADER = "mission,year,country,location,latitude,longitude,NoTroops\n"
Capture = pytest.CaptureFixture[str]


def make(
    data: bytes, mission: str | None, *, year: int | None = None, skip_bad: bool = False
) -> Imported:
    return import_geo_pko(data, "table.csv", mission=mission, year=year, skip_bad=skip_bad)


def dataset_of(data: bytes, mission: str | None, year: int | None = None) -> Dataset:
    """Import a table, and read the result with all the checks of `check`."""
    imported = make(data, mission, year=year)
    assert imported.skipped == ()
    return read(imported.toml.encode(), "imported.toml")


def rows(*lines: str) -> bytes:
    return (HEADER + "".join(f"{line}\n" for line in lines)).encode()


def problems(data: bytes, mission: str | None = None) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        make(data, mission)
    return [str(problem) for problem in caught.value.problems]


class TestDates:
    """What happened between two maps is unknown, and nothing is claimed that no map shows."""

    def test_a_base_was_left_between_the_last_map_with_it_and_the_next(self) -> None:
        dataset = dataset_of(FRONT, "MINUSMA")
        departed = dataset.bases["ansongo"].departed
        assert departed is not None
        assert str(departed.value) == "2023/2024"
        assert departed.claims[0].inferred

    def test_the_days_that_the_press_reported_lie_within(self) -> None:
        imported, reported = dataset_of(FRONT, "MINUSMA"), load(None)
        for base_id in ("ansongo", "douentza", "kidal"):
            inferred, exact = imported.bases[base_id].departed, reported.bases[base_id].departed
            assert inferred is not None
            assert exact is not None
            assert inferred.value.first_day <= exact.value.first_day
            assert exact.value.last_day <= inferred.value.last_day

    def test_what_the_first_map_shows_has_no_opening(self) -> None:
        dataset = dataset_of(FRONT, "MINUSMA")
        assert [base.opened for base in dataset.bases.values()] == [None] * len(dataset.bases)

    def test_what_the_last_map_shows_is_still_there(self) -> None:
        dataset = dataset_of(FRONT, "MINUSMA")
        occupied = {
            standing.base.id
            for standing in look(World(dataset), dataset.as_of).standings
            if standing.status is Status.OCCUPIED
        }
        assert occupied == {"bamako"}

    def test_a_full_dataset_knows_the_months(self) -> None:
        iriba = dataset_of(FULL, "MINURCAT").bases["iriba"]
        assert iriba.opened is not None
        assert iriba.departed is not None
        assert str(iriba.opened.value) == "2008-12/2009-04"
        assert str(iriba.departed.value) == "2009-07/2009-10"

    def test_a_base_is_in_no_list_before_a_map_shows_it(self) -> None:
        dataset = dataset_of(FULL, "MINURCAT")
        for day, there in (("2008-12", False), ("2009-04", True)):
            situation = look(World(dataset), parse_period(day).last_day)
            assert ("iriba" in {one.base.id for one in situation.standings}) is there

    def test_a_base_that_came_back_left_after_its_last_map(self) -> None:
        seen = [f"M,{year},Mali,A,1,1,35" for year in (2001, 2003)]
        others = [f"M,{year},Mali,B,1,1,35" for year in range(2001, 2006)]
        base = dataset_of(rows(*seen, *others), "M").bases["a"]
        assert base.departed is not None
        assert str(base.departed.value) == "2003/2004"
        assert base.notes[0].text.say() == "On the maps of 2001, 2003."

    def test_a_mission_that_is_silent_for_longer_than_ever_has_ended(self) -> None:
        departed = dataset_of(FRONT, None).bases["cap-haitien-minujusth"].departed
        assert departed is not None
        assert str(departed.value) == "2019/2020?"
        assert departed.claims[0].inferred

    def test_a_mission_whose_maps_are_years_apart_may_go_on(self) -> None:
        dataset = dataset_of(FRONT, "UNTSO")
        assert dataset.as_of.year == 2024
        assert dataset.bases["jerusalem"].departed is None
        assert "until 2023" in dataset.mission.notes[-1].text.say()

    def test_a_year_is_where_reading_ends(self) -> None:
        dataset = dataset_of(FRONT, "MINUSMA", year=2022)
        assert dataset.as_of.isoformat() == "2022-12-31"
        assert all(base.departed is None for base in dataset.bases.values())


class TestNumbers:
    """A missing number is not zero, and a part is not the whole."""

    def test_a_missing_number_is_none(self) -> None:
        base = dataset_of(FRONT, "MINUJUSTH").bases["gonaives"]
        assert base.strengths == ()

    def test_nought_is_a_number(self) -> None:
        base = dataset_of(FRONT, "UNMIK").bases["pristina"]
        assert [one.troops.value for one in base.strengths] == [Amount(0)] * 3

    def test_the_average_of_a_year_names_its_readings(self) -> None:
        strength = dataset_of(FRONT, "MINUSMA").bases["bamako"].strengths[-2]
        assert str(strength.date) == "2023"
        assert strength.troops.value == Amount(612)
        assert not strength.troops.contested
        assert strength.note is not None
        assert strength.note.say().endswith("from maps with 670, 555.")

    def test_infantry_is_the_least_there_was(self) -> None:
        bases = dataset_of(TROOP_TYPES, "MINUSMA").bases
        assert bases["ansongo"].strengths[0].troops.value == Amount(950, "at least")
        assert not any(str(one.date) == "2024" for one in bases["bamako"].strengths)

    def test_contingents_are_together_the_most_there_was(self) -> None:
        base = dataset_of(CONTINGENTS, "MINUSMA").bases["douentza"]
        strength = base.strengths[-1]
        assert strength.troops.value == Amount(1300, "at most")
        assert strength.troops.claims[0].inferred
        assert strength.by_country == {"KHM": 15, "EGY": 150, "TGO": 1135}
        assert base.contingents is not None
        assert base.contingents.value == ("TGO", "EGY", "KHM")

    def test_a_contingent_of_unknown_size_is_named_without_one(self) -> None:
        base = dataset_of(CONTINGENTS, "MINUJUSTH").bases["port-au-prince"]
        assert base.contingents is not None
        assert set(base.contingents.value) == {"IND", "SEN"}
        assert base.strengths == ()

    def test_troops_of_no_known_country_count_too(self) -> None:
        base = dataset_of(CONTINGENTS, "MINURCAT").bases["abeche"]
        assert base.strengths[0].troops.value == Amount(3685, "at most")
        assert base.strengths[0].by_country == {}

    def test_pairs_of_columns_are_contingents(self) -> None:
        bases = dataset_of(FULL, "MINURCAT").bases
        assert bases["birao"].strengths[-1].by_country == {"TGO": 75, "FRA": 75}
        assert bases["bahai"].contingents is None

    def test_a_split_unit_is_about_a_whole_number(self) -> None:
        base = dataset_of(rows("M,2001,Mali,A,1,1,43.3"), "M").bases["a"]
        assert base.strengths[0].troops.value == Amount(43, "about")


class TestPlaces:
    def test_the_country_of_all_bases_is_the_host(self) -> None:
        assert dataset_of(FRONT, "MINUSMA").mission.host_state == "MLI"
        assert dataset_of(FRONT, "UNMIK").mission.host_state == "XKX"

    def test_without_a_majority_there_is_no_host(self) -> None:
        mission = dataset_of(FRONT, "UNMEE").mission
        assert mission.host_state is None
        assert any("left open" in note.text.say() for note in mission.notes)

    def test_of_several_countries_each_is_a_region(self) -> None:
        regions = {
            base.name.say(): base.region.value.say() if base.region else None
            for base in dataset_of(FRONT, "UNMEE").bases.values()
        }
        assert regions == {
            "Adigrat": "Ethiopia",
            "Asmara": "Eritrea",
            "Badme": "Ethiopia/Eritrea",
        }

    def test_the_seat_of_the_mission_is_a_headquarters(self) -> None:
        kinds = {
            base_id: base.kind.value for base_id, base in dataset_of(FRONT, "MINUSMA").bases.items()
        }
        assert kinds["bamako"] == "headquarters"
        assert kinds["kidal"] == "site"

    def test_two_positions_stand_side_by_side(self) -> None:
        data = rows("M,2001,Haiti,A,19.44755,-72.68928,35", "M,2002,Haiti,A,19.44755,-72.6893,35")
        position = dataset_of(data, "M").bases["a"].position
        assert position is not None
        assert [claim.value.longitude for claim in position.claims] == [-72.6893, -72.68928]

    def test_one_place_is_one_base_however_its_name_is_written(self) -> None:
        """An example is Um Khariet of UNISFA, which the maps of 2020 and 2021 write Um khariet."""
        data = rows(
            "M,2018,Sudan,Um Éxample,9.5,28.5,100",
            "M,2019,Sudan,Um example,9.5,28.5,100",
            "M,2019,Sudan,Other,9.9,28.9,50",
            "M,2020,Sudan,Um Éxample,9.5,28.5,100",
            "M,2020,Sudan,Other,9.9,28.9,50",
            "M,2021,Sudan,OTHER,9.9,28.9,50",
        )
        dataset = dataset_of(data, "M")
        assert list(dataset.bases) == ["other", "um-example"]
        assert dataset.mission.counted_bases.value == 2
        other, base = dataset.bases.values()
        assert base.name.say() == "Um Éxample"
        assert base.other_names is not None
        assert base.other_names.value == ("Um example",)
        assert base.opened is None
        assert str(base.departed.value if base.departed else None) == "2020/2021"
        assert [str(one.date) for one in base.strengths] == ["2018", "2019", "2020"]
        assert other.name.say() == "Other"
        assert (
            dataset_of(rows("M,2001,Mali,a,1,1,1", "M,2002,Mali,A,1,1,1"), "M")
            .bases["a"]
            .name.say()
            == "A"
        )

    def test_names_that_give_one_id_get_two(self) -> None:
        data = rows("M,2001,Mali,Le Camp,1,1,35", "M,2001,Mali,Le-Camp,2,2,35")
        assert list(dataset_of(data, "M").bases) == ["le-camp", "le-camp-2"]


def test_all_missions_make_one_dataset() -> None:
    dataset = dataset_of(FRONT, None)
    assert dataset.mission.host_state is None
    names = {base.name.say() for base in dataset.bases.values()}
    assert {"Kidal (MINUSMA)", "Cap-Haïtien (MINUJUSTH)", "Pristina (UNMIK)"} <= names


def test_the_source_is_cited_as_its_authors_ask() -> None:
    table = import_geo_pko(FRONT, "FrontMap_v.2.3.csv", mission="UNMIK", year=None, skip_bad=False)
    ((source_id, source),) = read(table.toml.encode(), "x.toml").sources.items()
    assert source_id == "geo-pko-v2.3"
    assert source.title is not None
    assert "v2.3: Cil, Fjelde, Hultman and Nilsson (2020)" in source.title
    assert table.toml.count("please cite") == 1


def test_nothing_is_said_that_the_table_does_not_know() -> None:
    mission = dataset_of(FRONT, "MINUSMA").mission
    assert (mission.created, mission.deadline, mission.mandate_ended) == (None, None, None)
    assert mission.personnel == {}
    assert mission.counted_bases.claims[0].inferred


class TestFiles:
    """Variants of a table that are read alike."""

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 2**16), bom=st.booleans(), crlf=st.booleans())
    @pytest.mark.parametrize("data", [FRONT, CONTINGENTS, TROOP_TYPES])
    def test_order_of_columns_mark_and_line_ends_do_not_matter(
        self, data: bytes, seed: int, bom: bool, crlf: bool
    ) -> None:
        table = list(csv.reader(io.StringIO(data.decode())))
        order = list(range(len(table[0])))
        random.Random(seed).shuffle(order)  # noqa: S311  # an order of columns is no secret
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n" if crlf else "\n").writerows(
            [row[at] for at in order] for row in table
        )
        spelled = (b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode()
        assert make(spelled, None).toml == make(data, None).toml

    def test_the_spellings_of_column_names_are_one(self) -> None:
        header, _, rest = FULL.partition(b"\n")
        newer = header.lower().replace(b"name.of.tcc", b"nameoftcc_")
        newer = newer.replace(b"no.troops.per.tcc", b"notroopspertcc_")
        assert make(newer + b"\n" + rest, "MINURCAT").toml == make(FULL, "MINURCAT").toml

    def test_a_cell_may_have_several_lines(self) -> None:
        data = HEADER.encode().replace(b"\n", b",comments\n")
        data += b'M,2001,Mali,A,1,1,35,"a\nb"\nM,2001,Mali,B,1,x,35,c\n'
        assert problems(data) == ["table.csv:4:17: expected a number, found 'x'"]


class TestProblems:
    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("M,2001,Mali,A,1,x,35", "17: expected a number, found 'x'"),
            ("M,2001,Mali,A,,1,35", "15: expected a number, found nothing"),
            ("M,2001,Mali,A,91,1,35", "15: latitude 91 is out of range: -90 to 90 degrees"),
            ("M,2001,Mali,A,1,-181,35", "17: longitude -181 is out of range: -180 to 180 degrees"),
            ("M,2001,Mali,A,1e9,1,35", "15: latitude 1e9 is out of range: -90 to 90 degrees"),
            ("M,1900,Mali,A,1,1,35", "3: year 1900 is out of range: 1948 to 2100"),
            ("M,,Mali,A,1,1,35", "3: expected a number, found nothing"),
            ("M,2001,Mali,A,1,1,-1", "19: -1 troops are out of range: 0 to 1,000,000"),
            ("M,2001,Mali,A,1,1,many", "19: expected a number, found 'many'"),
            ("M,2001,Maly,A,1,1,35", "8: unknown country 'Maly': did you mean 'Mali'?"),
            ("M,2001,Mali,NA,1,1,35", "13: no location"),
            (",2001,Mali,A,1,1,35", "1: no mission"),
            ("M,2001,Mali,A,1,1", "1: has 6 cells, the header 7"),
            (
                "M,2001,Mali,\x1b[2J,1,1,35",
                "13: this text contains U+001B ESCAPE, a control character",
            ),
            ('M,2001,"Mali, ""North""",A,1,1,35', "8: unknown country 'Mali, \"North\"'"),
        ],
    )
    def test_a_broken_row_is_named_at_its_place(self, line: str, found: str) -> None:
        (problem,) = problems(rows("M,2001,Mali,Sound,1,1,35", line))
        assert problem.startswith(f"table.csv:3:{found}")

    def test_a_cell_behind_one_of_several_lines_is_named_at_its_place(self) -> None:
        table = f'note,{HEADER}"A\n""B"", C",M,2001,Mali,A,1,x,35\n'
        (problem,) = problems(table.encode())
        assert problem.startswith("table.csv:3:27: expected a number, found 'x'")

    @pytest.mark.parametrize(
        ("overview", "found"),
        [
            ("Chad (950), Nepaal (35)", "unknown country 'Nepaal': did you mean 'Nepal'?"),
            ("Chad (many)", "expected a number, found 'many'"),
            ("Chad", "expected contingents such as 'Chad (950), Nepal (size unknown)'"),
        ],
    )
    def test_contingents_that_cannot_be_read(self, overview: str, found: str) -> None:
        header = "mission,year,location,latitude,longitude,No.TCC,year.overview\n"
        (problem,) = problems(f'{header}M,2001,A,1,1,1,"{overview}"\n'.encode())
        assert problem.startswith(f"table.csv:2:16: {found}")

    def test_every_broken_row_is_named(self) -> None:
        found = problems(rows("M,2001,Mali,A,x,1,35", "M,2002,Mali,A,1,x,35"))
        assert [problem.split(":")[1] for problem in found] == ["2", "3"]

    def test_rows_of_other_missions_do_not_matter(self) -> None:
        assert dataset_of(rows("M,2001,Mali,A,1,1,35", "N,2001,Nowhere,B,1,1,35"), "M").bases

    def test_no_other_mission_sets_the_day_to_a_year_that_cannot_be(self) -> None:
        data = rows("M,2001.0,Mali,A,1,1,35", "N,99999,Mali,B,1,1,35")
        assert dataset_of(data, "M").as_of.isoformat() == "2001-12-31"

    @pytest.mark.parametrize(
        ("data", "found"),
        [
            (b"", "1:1: is empty: expected a table of Geo-PKO"),
            (
                b"mission,year,location\n",
                "1:1: no column 'latitude', 'longitude': expected a table",
            ),
            (b"mission,year,location,latitude,longitude\n", "1:1: no column that counts troops"),
            (HEADER.replace("country", "year").encode(), "1:1: the header names a column twice"),
            (HEADER.encode() + b'M,2001,"Mali\n', "2:1: not valid CSV: unexpected end of data"),
            (HEADER.encode() + b"M,2001,Mali,M\xe9naka,1,1,35\n", "2:14: byte 0xE9 is not UTF-8"),
            (HEADER.encode("utf-16"), "1:1: is UTF-16: save it as UTF-8"),
            (
                b"PK\x03\x04\x14\0",
                "1:1: is an Excel workbook or another ZIP archive: save the table as CSV",
            ),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                "1:1: is an old Excel workbook or Word document: save the table as CSV",
            ),
            (b"\x1f\x8b\x08\0", "1:1: is a gzip file: unpack it first"),
        ],
    )
    def test_what_is_no_table(self, data: bytes, found: str) -> None:
        (problem,) = problems(data)
        assert problem.startswith(f"table.csv:{found}")

    @pytest.mark.parametrize(
        ("mission", "year", "found"),
        [
            ("MINUSAM", None, "no mission 'MINUSAM' in table.csv: did you mean 'MINUSMA'?"),
            ("XX", None, "no mission 'XX' in table.csv: it has MINUJUSTH, MINURCAT, MINUSMA, "),
            ("minusma", 2018, "no row of MINUSMA up to 2018 in table.csv: the first is of 2019"),
            (None, 1999, "no row of any mission up to 1999 in table.csv: the first is of 2006"),
        ],
    )
    def test_a_mission_that_is_not_there(
        self, mission: str | None, year: int | None, found: str
    ) -> None:
        with pytest.raises(UnknownMissionError) as caught:
            make(FRONT, mission, year=year)
        assert str(caught.value).startswith(found)


class TestCommand:
    def run(self, tmp_path: Path, data: bytes, *options: str) -> int:
        table = tmp_path / "table.csv"
        table.write_bytes(data)
        return main(["import", "geo-pko", str(table), *options])

    def test_it_prints_a_dataset_that_check_finds_sound(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        written = tmp_path / "mission.toml"
        assert self.run(tmp_path, FRONT, "--mission", "minusma", "--output", str(written)) == 0
        assert capsys.readouterr() == ("", "")
        assert main(["check", str(written)]) == 0
        assert "no problems (5 bases, 1 source)" in capsys.readouterr().out
        assert self.run(tmp_path, FRONT, "--mission", "MINUSMA") == 0
        assert capsys.readouterr().out == written.read_text(encoding="utf-8")

    def test_a_file_that_exists_stays(self, tmp_path: Path, capsys: Capture) -> None:
        written = tmp_path / "mission.toml"
        written.write_text("mine")
        options = ["--mission", "all", "--output", str(written)]
        assert self.run(tmp_path, FRONT, *options) == 1
        assert "exists: --force replaces it" in capsys.readouterr().err
        assert written.read_text() == "mine"
        assert self.run(tmp_path, FRONT, *options, "--force") == 0
        assert load(written).mission.name == "Geo-PKO"

    @pytest.mark.parametrize(
        ("target", "said"),
        [("there.toml", "exists: --force replaces it"), ("", "it is a folder")],
    )
    def test_where_it_cannot_be_written_nothing_is_read(
        self, target: str, said: str, tmp_path: Path, capsys: Capture
    ) -> None:
        """The target is checked first, because reading and building may take seconds."""
        (tmp_path / "there.toml").touch()
        output = ["--output", str(tmp_path / target)]
        assert main(["import", "geo-pko", "missing.csv", "--mission", "all", *output]) == 1
        assert said in capsys.readouterr().err

    @pytest.mark.exhaustive
    @pytest.mark.parametrize("places", [20, 250], ids=["whole", "in pieces"])
    def test_what_makes_too_large_a_dataset_is_refused(
        self, places: int, tmp_path: Path, capsys: Capture
    ) -> None:
        """Otherwise `check` would refuse the result."""
        times = 13_000 // places * 2
        table = tmp_path / "table.csv"
        lines = [
            f"M,{1990 + time // 12},{time % 12 + 1},Mali,P{place},1,1,35"
            for place in range(places)
            for time in range(times)
        ]
        header = HEADER.replace("year,", "year,month,")
        table.write_text(header + "\n".join(lines), encoding="utf-8")
        arguments = ["import", "geo-pko", str(table), "--mission", "M"]
        assert main(arguments) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == (
            f"{table}:1:1: makes a dataset that is too large to be read: "
            "choose one mission, or fewer years\n"
        )
        assert main([*arguments, "--year", "1991"]) == 0

    def test_broken_rows_refuse_the_import(self, tmp_path: Path, capsys: Capture) -> None:
        data = rows("M,2001,Mali,A,1,1,35", "M,2001,Mali,B,1,x,35")
        assert self.run(tmp_path, data, "--mission", "M") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == f"{tmp_path / 'table.csv'}:3:17: expected a number, found 'x'\n"

    def test_broken_rows_can_be_skipped(self, tmp_path: Path, capsys: Capture) -> None:
        data = rows("M,2001,Mali,A,1,1,35", "M,2001,Mali,B,1,x,35", "M,2001,Maly,C,1,1,35")
        assert self.run(tmp_path, data, "--mission", "M", "--skip-bad") == 0
        out, err = capsys.readouterr()
        assert list(tomllib.loads(out)["bases"]) == ["a"]
        assert [line.split(":")[1] for line in err.splitlines()[:2]] == ["3", "4"]
        assert err.splitlines()[2] == "minusma-tui: skipped 2 rows"

    def test_a_table_of_broken_rows_is_none(self, tmp_path: Path, capsys: Capture) -> None:
        data = rows("M,2001,Mali,A,1,x,35")
        assert self.run(tmp_path, data, "--mission", "M", "--skip-bad") == 1
        assert capsys.readouterr().out == ""

    def test_an_unknown_mission_is_wrong_usage(self, tmp_path: Path, capsys: Capture) -> None:
        assert self.run(tmp_path, FRONT, "--mission", "MINUSAM") == 2
        assert "did you mean 'MINUSMA'?" in capsys.readouterr().err

    def test_no_file_is_one_line(self, tmp_path: Path, capsys: Capture) -> None:
        missing = tmp_path / "none.csv"
        assert main(["import", "geo-pko", str(missing), "--mission", "M"]) == 1
        assert capsys.readouterr().err.startswith(f"{missing}: cannot be read: ")
