"""Storms of random keys through Textual's pilot, and what must be true of the dashboard then."""

import asyncio
import random
from contextlib import chdir
from datetime import timedelta
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.commands import COMMANDS
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.frame.filter_bar import FilterBox
from minusma_tui.app.layout import PANES
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.app.panes.timeline import Timeline
from minusma_tui.language.catalogue import speak
from minusma_tui.model.dataset import Dataset
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World
from tests.support.pilot import dashboard

QUITTING = ("q", "ctrl+q", "ctrl+c", "ctrl+z")
"""Keys that end or stop the program; each has tests of its own."""
# Enter and Esc come often: they enter and leave what other keys open.
KEYS = (
    *sorted({key for command in COMMANDS for key in command.keys.split(",")} - {*QUITTING}),
    *("enter", "escape", "tab", "down", "up", "right", "left") * 4,
    *("backspace", "delete", "ctrl+a", "ctrl+k", "ctrl+v", "ctrl+x", "f1", "exclamation_mark"),
    *"aegiko:>,-\"'[]{}é漢0129 ",
    *("r", "e", "g", "i", "o", "n", "colon", "k"),
)
SIZES = ((120, 40), (80, 24), (200, 50), (110, 32), (40, 12), (30, 8), (1, 1))
"""Width and height in cells; below 40×12 the screen only says what size it needs."""


def open_on(dataset: Dataset) -> DashboardApp:
    """The app as it opens on a dataset."""
    return DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))


async def storm(pilot: Pilot[None], keys: list[str], *, every: int = 10) -> None:
    """Press the keys, and check the dashboard after each `every` of them."""
    for start in range(0, len(keys), every):
        await pilot.press(*keys[start : start + every])
        await pilot.pause()
        hold(pilot)
        if not pilot.app.is_running:  # the palette can quit
            return


def run_storm(dataset: Dataset, keys: list[str], size: tuple[int, int] = (120, 40)) -> None:
    """Run one storm on a new app; raises what the app raised, or AssertionError."""

    async def run() -> None:
        async with open_on(dataset).run_test(size=size) as pilot:
            await storm(pilot, keys)

    try:
        # A storm may export into the current folder.
        with TemporaryDirectory() as folder, chdir(folder):
            asyncio.run(run())
    finally:
        speak("en")


def pick_keys(generator: random.Random, number: int) -> list[str]:
    """Pick keys at random."""
    return generator.choices(KEYS, k=number)


def hold(pilot: Pilot[None]) -> None:
    """Check what is true of the dashboard whatever was pressed; raises AssertionError."""
    app, screen = pilot.app, dashboard(pilot)
    situation = screen.situation
    assert situation is not None
    days = situation.world.stops
    assert days[0] <= screen.as_of <= days[-1]
    assert situation.as_of == screen.as_of
    assert situation.query.text == screen.filter_query.text
    assert situation.order == screen.order
    kept = [standing.base.id for standing in situation.selection]
    assert screen.picked in kept if kept else screen.picked is None
    if screen.marked is not None:
        assert days[0] - timedelta(1) <= screen.marked <= days[-1]
    _hold_panes(screen, situation)
    if app.screen is screen and not screen.has_class("-too-small"):
        focused = app.focused
        assert focused is not None
        assert all(one.display for one in focused.ancestors_with_self if one is not app), focused
        assert screen.query_one(f"#{screen.opened}").display


def _hold_panes(screen: Dashboard, situation: Situation) -> None:
    for pane in PANES:
        assert getattr(screen.query_one(f"#{pane}"), "situation", None) is situation
    rows = screen.query_one(BaseList)
    assert rows.picked == screen.picked
    assert rows.virtual_size.height > len(situation.selection)
    chosen = screen.query_one(Timeline).chosen
    assert chosen in situation.timeline if situation.timeline else chosen is None
    if screen.has_class("-folded") and screen.maximized is None:
        shown = [pane for pane in PANES if screen.query_one(f"#{pane}").display]
        assert shown == [screen.opened]
    box = screen.query_one(FilterBox)
    assert box.value.isprintable()
