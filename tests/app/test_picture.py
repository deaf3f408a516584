"""The picture of the dashboard: an SVG that fetches nothing, with text in the screen's columns."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.picture import draw_picture
from minusma_tui.app.platform.screen_rows import rows_of
from minusma_tui.app.svg import CELL_HEIGHT, CELL_WIDTH, MARGIN, draw_screen, draw_svg
from minusma_tui.cli import main
from minusma_tui.language.catalogue import speak
from minusma_tui.model.dataset import Dataset
from tests.fuzz.mutants import ACCEPTED
from tests.picture import PICTURE
from tests.support.export import HOSTILE, hostile, seen
from tests.support.pilot import dashboard

Open = Callable[..., DashboardApp]
S = "{http://www.w3.org/2000/svg}"
WIDE, FOLDED = (120, 40), (80, 24)


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own


def draw(*rows: list[tuple[str, str]]) -> ET.Element:
    """Draw rows of (text, style)."""
    strips = [Strip([Segment(text, Style.parse(style)) for text, style in row]) for row in rows]
    return parse(draw_svg(strips, "Title", "Description"))


def words(root: ET.Element) -> list[list[tuple[float, str]]]:
    """The words of each row, with the columns in which they begin."""
    return [
        [(float(word.get("x", "")) / CELL_WIDTH, word.text or "") for word in row.iter(f"{S}tspan")]
        for row in root.iter(f"{S}text")
    ]


def bars(root: ET.Element, height: int = CELL_HEIGHT) -> list[tuple[float, float, float, str]]:
    """The rectangles of this height: column, top in pixels, width in columns, and colour.

    By default they are the backgrounds of text.
    """
    found = []
    for one in root.iterfind(f"{S}g/{S}rect"):
        x, y, width, high = (float(one.get(name, "")) for name in ("x", "y", "width", "height"))
        if high == height:
            found.append((x / CELL_WIDTH, y, width / CELL_WIDTH, one.get("fill", "")))
    return found


def reread(row: list[tuple[float, str]], width: int) -> str:
    """Rebuild the text of a row from the columns of its words."""
    text = ""
    for column, word in row:
        text = set_cell_size(text, int(column)) + word
    return set_cell_size(text, width)


def rows(strips: list[Strip]) -> list[str]:
    return [re.sub(r"\s", " ", strip.text) for strip in strips]


@pytest.mark.parametrize(
    ("keys", "size"),
    [([], WIDE), ([], FOLDED), (["4", "z"], WIDE), (["L"], WIDE), (["slash", *"gao"], WIDE)],
)
async def test_each_word_stands_in_its_column(
    open_app: Open, keys: list[str], size: tuple[int, int]
) -> None:
    async with open_app().run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        screen = dashboard(pilot)
        assert screen.situation is not None
        strips = rows_of(screen)
        root = parse(draw_screen(screen, screen.situation))
    found = words(root)
    assert [reread(row, size[0]) for row in found] == rows(strips)
    assert all(column.is_integer() for row in found for column, _ in row)
    assert not any(re.search(r"\s", word) or not word for row in found for _, word in row)
    tops = [float(one.get("y", "")) for one in root.iter(f"{S}text")]
    assert tops == [tops[0] + y * CELL_HEIGHT for y in range(size[1])]
    width, height = size[0] * CELL_WIDTH + 2 * MARGIN, size[1] * CELL_HEIGHT + 2 * MARGIN
    assert root.get("viewBox") == f"0 0 {width} {height}"


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("  two   words ", [(2, "two"), (8, "words")]),
        ("13\u00a0871\u202f%", [(0, "13"), (3, "871"), (7, "%")]),
        ("a─│b", [(0, "a"), (1, "─"), (2, "│"), (3, "b")]),
        ("▲Dec ○ 6", [(0, "▲"), (1, "Dec"), (5, "○"), (7, "6")]),
        ("(a+b)=<c>", [(0, "(a+b)=<c>")]),
        ("x漢字y\u3000z", [(0, "x"), (1, "漢"), (3, "字"), (5, "y"), (8, "z")]),
        ("cafe\u0301 n\u0303o", [(0, "cafe\u0301"), (5, "n\u0303o")]),
        ("👩\u200d👧|❤\ufe0f|", [(0, "👩\u200d👧"), (2, "|"), (3, "❤\ufe0f"), (5, "|")]),
        ("\u0301a", [(0, "\u0301a")]),
        ("سلام مالي", [(0, "سلام"), (5, "مالي")]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_a_word_and_where_it_stands(text: str, placed: list[tuple[int, str]]) -> None:
    assert words(draw([(text, "")])) == [placed]


def test_a_word_in_two_styles_is_two() -> None:
    root = draw([("de", "bold red"), ("part", "red"), ("ed on", "red")])
    assert words(root) == [[(0, "de"), (2, "parted"), (9, "on")]]
    row = root.find(f".//{S}text")
    assert row is not None
    assert "".join(row.itertext()) == "departed on"  # the text that would be copied


def test_the_text_of_a_row_can_be_searched(dataset: Dataset) -> None:
    texts = ["".join(row.itertext()) for row in parse(draw_picture(seen(dataset))).iter(f"{S}text")]
    assert texts[0] == "MINUSMA Mali as of 19 Nov 2023 13 sites"


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        ("#ff0000 on #00ff00", {"fill": "#ff0000"}),
        ("bold #ff0000 on #00ff00", {"fill": "#ff0000", "font-weight": "bold"}),
        ("italic #ff0000 on #00ff00", {"fill": "#ff0000", "font-style": "italic"}),
        ("reverse #00ff00 on #ff0000", {"fill": "#ff0000"}),
        ("dim #ff0000 on #00ff00", {"fill": "#996600"}),
    ],
)
def test_a_style_is_kept(style: str, attributes: dict[str, str]) -> None:
    root = draw([("plain", "#ffffff on #000000"), ("a b", style), ("more", "white on #000000")])
    pieces = [one for one in root.iter(f"{S}tspan") if one.text in ("a", "b")]
    for x, word in zip((5, 7), pieces, strict=True):
        assert word.attrib == {"x": str(x * CELL_WIDTH)} | attributes
    assert bars(root) == [(5, 0, 3, "#00ff00")]


@pytest.mark.parametrize("style", ["underline", "strike"])
def test_a_line_goes_through_blanks(style: str) -> None:
    root = draw([("a", "on black")], [("a ", "on black"), ("b c", f"{style} #ff0000 on black")])
    [(column, top, columns, colour)] = bars(root, height=1)
    assert (column, columns, colour) == (2, 3, "#ff0000")
    assert CELL_HEIGHT < top < 2 * CELL_HEIGHT


def ground(style: Style) -> str:
    colour = style.color if style.reverse else style.bgcolor
    assert colour is not None
    return colour.get_truecolor().hex


async def test_each_cell_has_its_background(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = dashboard(pilot)
        assert screen.situation is not None
        strips = rows_of(screen)
        root = parse(draw_screen(screen, screen.situation))
    frame = root.find(f"{S}rect")
    assert frame is not None
    drawn = [[frame.get("fill", "")] * WIDE[0] for _ in range(WIDE[1])]
    for column, top, columns, colour in bars(root):
        for at in range(int(column), int(column + columns)):
            drawn[int(top) // CELL_HEIGHT][at] = colour
    wanted = [
        [ground(part.style) for part in strip if part.style for _ in range(part.cell_length)]
        for strip in strips
    ]
    assert drawn == wanted
    assert len({colour for row in drawn for colour in row}) > 3


@pytest.mark.parametrize("text", [HOSTILE[0], HOSTILE[5], *ACCEPTED[:3], ACCEPTED[-1]])
def test_it_fetches_nothing_whatever_a_text_says(text: str) -> None:
    svg = draw_picture(seen(hostile(text)))
    assert "<!" not in svg
    assert "<?" not in svg
    root = parse(svg)
    for one in root.iter():
        assert one.tag.removeprefix(S) in {"svg", "title", "desc", "rect", "g", "text", "tspan"}
        for name, value in one.attrib.items():
            assert not name.startswith("on")
            assert name.rpartition("}")[2] not in {"href", "src", "style"}
            assert not re.search(r"[:@]|url", value)
    drawn = "".join(root.itertext())
    assert text[:20] in drawn or not text.isascii()  # wide characters are drawn separately


async def test_wherever_it_is_made_it_is_this_one(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("e", *"jjjjj", "enter")
        await pilot.pause()
    pressed = (tmp_path / "minusma-2023-11-19.svg").read_text(encoding="utf-8")
    assert pressed == PICTURE.read_text(encoding="utf-8")
    assert re.findall("http[^\"' ]*", pressed) == ["http://www.w3.org/2000/svg"]


def test_the_command_writes_it(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "gao.svg"
    assert main(["export", "--format", "svg", "--output", str(path), "--filter", "region:gao"]) == 0
    assert path.read_text(encoding="utf-8") == draw_picture(seen(dataset, query="region:gao"))


def said(root: ET.Element) -> tuple[str, str]:
    """The title and the description, found as a screen reader does."""
    assert root.get("role") == "img"
    title, description = root.findall("*")[:2]
    assert (title.tag, description.tag) == (f"{S}title", f"{S}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    return title.text or "", description.text or ""


def test_it_says_what_it_shows(dataset: Dataset) -> None:
    title, description = said(parse(draw_picture(seen(dataset, query="region:gao"))))
    assert title == "MINUSMA, as of 19 Nov 2023"
    assert description.startswith(
        "The dashboard of minusma-tui; 1 Bases, 2 Drawdown, 3 Handover, 4 Map, 5 Timeline; "
        "Filter: region:gao; Departed personnel 63.6 %; more than 8,817 of 13,871, as of "
    )
    assert "9 of 12 ● 3 occupied ◐ 3 departed ○ 6 handed over; " in description
    assert "█" not in description


def test_it_says_it_in_french(dataset: Dataset) -> None:
    speak("fr")
    root = parse(draw_picture(seen(dataset)))
    title, description = said(root)
    assert root.get("lang") == "fr"
    assert title == "MINUSMA, au 19 nov. 2023"
    assert description.startswith("Le tableau de bord de minusma-tui\u00a0; 1 Bases, 2 Retrait, ")


async def test_it_names_only_the_panes_that_are_seen(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("4", "z")
        await pilot.pause()
        screen = dashboard(pilot)
        assert screen.situation is not None
        _, description = said(parse(draw_screen(screen, screen.situation)))
    assert description.startswith("The dashboard of minusma-tui; 4 Map; Departed ")


def test_the_description_has_an_end(dataset: Dataset) -> None:
    many = " ".join(["-region:gao"] * 200)
    _, description = said(parse(draw_picture(seen(dataset, query=many))))
    assert len(description) <= 1_000


def test_what_xml_forbids_is_left_out() -> None:
    strip = Strip([Segment("a\x00\x0b\x1b\ufffe\ud800<b>&")])
    root = parse(draw_svg([strip], "T\x00<i>", 'D\x08"'))
    assert [word for _, word in words(root)[0]] == ["a<b>&"]
    assert said(root) == ("T<i>", 'D"')


def test_a_picture_of_nothing() -> None:
    assert words(draw()) == []
