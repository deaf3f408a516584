"""Redrawing only what has changed shows the same screen as redrawing everything."""

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.platform.screen_rows import rows_of
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import read
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.pilot import settle
from tests.support.synthetic import mission

KEYS = (
    # the filter: words that narrow and widen, one that is invalid, and one that is cleared
    *(
        "/",
        "g",
        "a",
        "o",
        "space",
        "k",
        "i",
        "n",
        "d",
        ":",
        "x",
        "backspace",
        "backspace",
        "ctrl+u",
    ),
    *("b", "a", "enter", "j", "j", "G", "k", "g", "escape", "j", "j", "k"),
    # time: days, events and months, a comparison with a marked day, and back
    *(".", ".", "m", "]", "[", "}", "}", "{", "m", "t"),
    # order, claims, language and every pane
    *("s", "S", "c", "c", "L", ".", "L", "5", "k", "k", "G", "g", "4", "right", "down", "z", "z"),
    *("2", "j", "3", "j", "1", "/", "k", "a", "escape", "escape", "t"),
)


@pytest.mark.parametrize(
    ("bases", "size"),
    [pytest.param(0, (80, 24), marks=pytest.mark.exhaustive), (300, (120, 40))],
)
async def test_the_screen_shows_what_a_whole_frame_would(
    dataset: Dataset, bases: int, size: tuple[int, int]
) -> None:
    shown_one = read(mission(bases).encode(), "invented.toml") if bases else dataset
    app = DashboardApp(Dashboard(look(World(shown_one), shown_one.as_of)))
    async with app.run_test(size=size) as pilot:
        for key in KEYS:
            await pilot.press(key)
            await settle(pilot)
            shown = rows(pilot)
            await draw_all(pilot)
            same = shown == rows(pilot)
            assert same, f"after {key}"  # pytest would take a minute to say how two screens differ


def rows(pilot: Pilot[None]) -> list[Strip]:
    return [strip.simplify() for strip in rows_of(pilot.app.screen)]


async def draw_all(pilot: Pilot[None]) -> None:
    for widget in pilot.app.screen.walk_children():
        widget.refresh()
    await settle(pilot)
