"""Map, curve and time bar: what is drawn where, at any size."""

import re
from datetime import date
from itertools import pairwise
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from minusma_tui.drawing.canvas import Canvas
from minusma_tui.drawing.curve import draw_curve, draw_pace
from minusma_tui.drawing.gauge import draw_gauge
from minusma_tui.drawing.geography import Projection, around, around_globe, borders, mainland
from minusma_tui.drawing.lines import Line, plain
from minusma_tui.drawing.map import draw_map, nearest, place_bases, step_towards
from minusma_tui.drawing.time_bar import column_of, day_at, draw_time_bar
from minusma_tui.query import Query, Vocabulary, parse
from minusma_tui.reading.load import load, read
from minusma_tui.situation.routes import routes
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World
from tests.support.reading import ACROSS

DATASET = load(None)
WORLD = World(DATASET)
days = st.dates(date(2023, 6, 30), date(2024, 11, 15))
sizes = st.tuples(st.integers(1, 130), st.integers(1, 50))


def see(day: str, query: str = "", marked: str | None = None) -> Situation:
    parsed = parse(query, Vocabulary(DATASET)) if query else Query()
    mark = date.fromisoformat(marked) if marked else None
    return look(WORLD, date.fromisoformat(day), parsed, None, mark)


def text(lines: list[Line]) -> str:
    return "\n".join(plain(line) for line in lines)


def roles(lines: list[Line], characters: str) -> dict[str, int]:
    """Count the given characters by the role that they are drawn in."""
    found: dict[str, int] = {}
    for line in lines:
        for said, role in line:
            count = sum(said.count(character) for character in characters)
            found[role] = found.get(role, 0) + count
    return {role: count for role, count in found.items() if count}


class TestCanvas:
    def test_dots_become_braille(self) -> None:
        canvas = Canvas(2, 1)
        canvas.dot(0, 0, "text")
        canvas.dot(3, 3, "text")
        assert plain(canvas.lines()[0]) == "⠁⢀"

    def test_text_lies_over_dots_and_keeps_the_cells(self) -> None:
        canvas = Canvas(8, 1)
        canvas.line((0, 0), (15, 0), "dim")
        canvas.write(1, 0, "漢e\u0301", "strong")
        line = plain(canvas.lines()[0])
        assert cell_len(line) == 8
        assert "漢e\u0301" in line
        assert not canvas.free(2, 0, 1)
        assert canvas.free(4, 0, 4)
        assert not canvas.free(4, 0, 4, apart=True)

    @given(
        st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)),
        st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)),
    )
    def test_a_line_from_anywhere_to_anywhere_stays_on_the_canvas(
        self, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        canvas = Canvas(6, 4)
        canvas.line(start, end, "dim")
        assert [cell_len(plain(line)) for line in canvas.lines()] == [6] * 4


class TestMap:
    def test_the_projection_is_true_at_its_centre_and_keeps_areas(self) -> None:
        projection = Projection((-4, 17))
        assert projection.project((-4, 17)) == (0, 0)
        x, y = projection.project((-3.99, 17.01))
        # On a globe with a radius of 6,371 km a degree of a great circle is 111.19 km.
        assert x == pytest.approx(1.1119 * cos(radians(17)), rel=1e-3)
        assert y == pytest.approx(1.1119, rel=1e-3)

    def test_the_globe_has_no_point_that_cannot_be_drawn(self) -> None:
        projection = Projection((-4, 17))
        assert all(
            abs(number) < 1e6
            for longitude in range(-180, 181, 4)
            for latitude in (-90, -17, 0, 90)
            for number in projection.project((longitude, latitude))
        )

    def test_countries_have_outlines_and_neighbours(self) -> None:
        box = around(mainland("MLI"))
        assert (round(box.west), round(box.south)) == (-12, 10)
        assert (round(box.east), round(box.north)) == (4, 25)
        own = [is_own for is_own, _ in borders("MLI", box)]
        assert sum(own) == 7
        assert not all(own)
        for code in ("HTI", "TLS", "LBR", "COD", "CYP", "SSD", "XKX", "KHM"):
            assert mainland(code), code
        assert mainland("QQQ") == []

    @pytest.mark.parametrize(
        ("longitudes", "west", "east"),
        [
            ((179.5, -179.5), 179.5, 180.5),
            ((-170.0, 170.0, 179.0), 170.0, 190.0),
            ((-10.0, 20.0), -10.0, 20.0),
            ((180.0, -180.0), 180.0, 180.0),
            ((-72.0, 30.0, 125.0), -72.0, 125.0),
            ((1.0,), 1.0, 1.0),
        ],
    )
    def test_the_box_is_the_narrowest_on_a_globe(
        self, longitudes: tuple[float, ...], west: float, east: float
    ) -> None:
        box = around_globe([(longitude, 1.0) for longitude in longitudes])
        assert (box.west, box.south, box.east, box.north) == (west, 1.0, east, 1.0)

    def test_neighbours_across_the_180th_meridian_are_neighbours(self) -> None:
        """The map shows both sides of the meridian, at which the outlines in the file end."""
        dataset = read(ACROSS.encode(), "across.toml")
        situation = look(World(dataset), dataset.as_of)
        places = place_bases(situation, None, 70, 18)
        (east, _), (west, _) = places["east-isle"], places["west-isle"]
        assert west < east
        said = text(draw_map(situation, None, 70, 18))
        assert {"East Isle", "West Isle"} <= set(re.findall(r"\w+ Isle", said))
        box = around_globe([(179.5, -17.0), (-179.5, -17.5)]).widened(3, 3)
        assert {round(line[0][0] / 100) for _, line in borders("FJI", box)} == {-2, 2}

    def test_every_base_with_a_position_has_its_place_and_the_others_are_named(self) -> None:
        situation = see("2023-11-19")
        drawn = draw_map(situation, "ansongo", 100, 40)
        places = place_bases(situation, None, 100, 40)
        assert set(places) == set(DATASET.bases) - {"ogossagou"}
        assert plain(drawn[-1]).strip() == "not on the map: Ogossagou"
        for base_id, (column, row) in places.items():
            standing = situation.standing_of(base_id)
            assert standing is not None
            assert plain(drawn[row])[column] in "●◐○"
        said = text(drawn)
        for base in DATASET.bases.values():
            assert base.name.say() in said

    def test_the_shape_is_true(self) -> None:
        places = place_bases(see("2023-11-19"), None, 200, 100)
        bamako, tessalit = places["bamako"], places["tessalit"]
        # Tessalit is 7.55 degrees of latitude north and 9.01 degrees of longitude east of Bamako.
        up = 2 * (bamako[1] - tessalit[1])
        across = tessalit[0] - bamako[0]
        assert up / across == pytest.approx(7.55 / (9.01 * cos(radians(16.4))), rel=0.05)

    def test_the_selection_is_bright_and_the_rest_dim(self) -> None:
        drawn = draw_map(see("2023-11-19", "region:gao"), "ansongo", 100, 40)
        marks = roles(drawn, "●◐○")
        assert marks == {"handed-over": 1, "occupied": 1, "empty": 10}
        assert "Tessalit" not in text(drawn)
        assert roles(drawn, "A")["chosen"] == 1

    def test_a_route_is_drawn_once_the_base_is_left(self) -> None:
        (route,) = routes(see("2023-10-31", "kidal -tessalit -aguelhok"))
        assert [base.id for base, _ in route.stops] == ["kidal", "gao"]
        before = draw_map(see("2023-10-30", "kidal -tessalit -aguelhok"), None, 100, 40)
        after = draw_map(see("2023-10-31", "kidal -tessalit -aguelhok"), None, 100, 40)
        assert not any(role == "route" for line in before for _, role in line)
        assert any(role == "route" for line in after for _, role in line)

    def test_labels_do_not_overlap_and_the_chosen_one_is_always_there(self) -> None:
        for width, height in ((20, 10), (30, 12), (46, 16), (100, 40)):
            for base_id in place_bases(see("2023-11-19"), None, width, height):
                drawn = draw_map(see("2023-11-19"), base_id, width, height)
                (chosen,) = [said for line in drawn for said, role in line if role == "chosen"]
                assert chosen.strip("… ") in DATASET.bases[base_id].name.say()
                names = {base.name.say() for base in DATASET.bases.values()}
                for line in drawn[:-1]:
                    for said, role in line:
                        if role == "text":
                            assert {part.strip() for part in said.split("  ")} <= {"", *names}

    @pytest.mark.parametrize(
        ("start", "direction", "expected"),
        [
            ("gao", (0, -1), "kidal"),
            ("kidal", (0, -1), "aguelhok"),
            ("gao", (1, 0), "menaka"),
            ("gao", (-1, 0), "ber"),
            ("tessalit", (0, -1), None),
            (None, (0, 1), "ber"),
        ],
    )
    def test_an_arrow_goes_to_the_next_base_in_its_direction(
        self, start: str | None, direction: tuple[int, int], expected: str | None
    ) -> None:
        places = place_bases(see("2023-11-19"), None, 100, 40)
        assert step_towards(places, start, *direction) == expected

    def test_the_nearest_base_to_a_click(self) -> None:
        places = place_bases(see("2023-11-19"), None, 100, 40)
        column, row = places["menaka"]
        assert nearest(places, (column + 2, row + 1)) == "menaka"
        assert nearest({}, (0, 0)) is None

    def test_once_it_is_complete_there_is_none(self) -> None:
        assert draw_pace(see("2023-12-31"), 60) == []
        assert draw_pace(see("2024-11-15"), 60) == []

    @given(days, sizes)
    def test_it_fits_at_any_size(self, day: date, size: tuple[int, int]) -> None:
        width, height = size
        drawn = draw_map(look(WORLD, day), "gao", width, height)
        assert len(drawn) <= height
        assert all(cell_len(plain(line)) <= width for line in drawn)


class TestCurve:
    def test_a_point_for_each_report_and_none_between_them(self) -> None:
        drawn = draw_curve(see("2023-11-19"), 60, 12)
        assert roles(drawn, "•") == {"strong": 4}
        assert plain(drawn[0]).startswith("13,871 ")
        assert "Oct" in plain(drawn[-1])

    def test_nothing_is_known_before_the_first_figure(self) -> None:
        situation = see("2023-07-01")
        assert roles(draw_curve(situation, 60, 12), "•") == {}
        assert text(draw_pace(situation, 60)) == "Pace: unknown (no figure yet)"

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2023-10-01", ["unknown (only one figure so far); 115 a day needed for the 13,871"]),
            (
                "2023-11-19",
                [
                    "about 121 a day (24 Oct 2023 – 18 Nov 2023~); about 120 a day needed",
                    "at this pace all are out by 30 Dec 2023 (1 day early)",
                ],
            ),
            (
                "2023-11-25",
                ["60 a day (18 Nov 2023~ – 24 Nov 2023)", "out by 11 Feb 2024 (42 days late)"],
            ),
        ],
    )
    def test_the_pace_is_said(self, day: str, said: list[str]) -> None:
        drawn = " ".join(text(draw_pace(see(day), 60)).split())
        assert all(part in drawn for part in said)

    def test_once_it_is_complete_there_is_none(self) -> None:
        assert draw_pace(see("2023-12-31"), 60) == []
        assert draw_pace(see("2024-11-15"), 60) == []

    @given(days, sizes)
    def test_it_fits_at_any_size(self, day: date, size: tuple[int, int]) -> None:
        width, height = size
        drawn = draw_curve(look(WORLD, day), width, height)
        assert len(drawn) in (0, height)
        assert all(cell_len(plain(line)) <= width for line in drawn)


class TestChange:
    def test_what_changed_since_the_marked_day(self) -> None:
        drawn = text(draw_gauge(see("2023-11-19", marked="2023-10-31"), 80))
        said = " ".join(drawn.split())
        assert "31 Oct 2023 to 19 Nov 2023 19 days: +1 closed, at least 3,015 people" in said
        assert "people between 24 Oct 2023 (L'Expression" in said
        assert "some 25 days, about 121 a day" in said

    @pytest.mark.parametrize(
        ("marked", "day", "said"),
        [
            ("2023-10-31", "2023-11-02", "no new figure since 31 Oct 2023"),
            ("2023-10-24", "2023-11-02", "only rounded figures since 24 Oct 2023"),
            ("2023-07-01", "2023-08-03", "no figure by 3 Aug 2023"),
            ("2023-07-01", "2023-08-10", "no figure by 1 Jul 2023"),
            (
                "2023-08-10",
                "2023-08-30",
                "no comparable figures: military (4 Aug 2023); uniformed (28 Aug 2023)",
            ),
        ],
    )
    def test_why_people_are_not_compared(self, marked: str, day: str, said: str) -> None:
        assert said in " ".join(text(draw_gauge(see(day, marked=marked), 80)).split())


class TestTimeBar:
    @given(days, st.integers(1, 300))
    def test_it_is_as_wide_as_it_may_be(self, day: date, width: int) -> None:
        for line in draw_time_bar(look(WORLD, day), width):
            assert cell_len(plain(line)) == width

    @given(st.integers(1, 300), st.data())
    def test_a_click_goes_to_a_day_of_its_cell(self, width: int, data: st.DataObject) -> None:
        column = data.draw(st.integers(0, width - 1))
        assert column_of(WORLD, day_at(WORLD, column, width), width) == column

    def test_later_days_are_never_further_left(self) -> None:
        columns = [column_of(WORLD, day, 118) for day in WORLD.stops]
        assert all(left <= right for left, right in pairwise(columns))
        assert (columns[0], columns[-1]) == (0, 117)

    def test_it_marks_the_day_the_deadline_and_the_marked_day(self) -> None:
        ticks, calendar = draw_time_bar(see("2023-11-19", marked="2023-08-25"), 118)
        assert plain(ticks).count("┃") == 1
        assert plain(calendar).index("▲") == column_of(WORLD, date(2023, 11, 19), 118)
        assert plain(calendar).index("◇") == column_of(WORLD, date(2023, 8, 25), 118)
        assert "2024" in plain(calendar)
