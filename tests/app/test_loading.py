"""The screen that shows the progress of reading a large dataset, and that can be left."""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.screens.loading import LeftError, Loading, MakeScreen, Progress
from minusma_tui.cli.common import UsageError
from minusma_tui.model.dataset import Dataset
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World


class Reader:
    """Reports that 2,400 of 10,000 bases are read, then waits for the test."""

    def __init__(self, make: MakeScreen) -> None:
        self._make = make
        self.told, self.go_on, self.left = Event(), Event(), Event()

    def __call__(self, progress: Progress) -> MakeScreen:
        progress(2400, 10000)
        self.told.set()
        self.go_on.wait(10)
        try:
            progress(10000, 10000)
        except LeftError:
            self.left.set()
            raise
        return self._make


@pytest.fixture
def reader(dataset: Dataset) -> Iterator[Reader]:
    reader = Reader(partial(Dashboard, look(World(dataset), dataset.as_of)))
    yield reader
    reader.go_on.set()


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Enable garbage collection again, which reading disables."""
    yield
    gc.unfreeze()
    gc.enable()


def text(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#loading", Static).content)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for the other thread; a hundred rounds of the app are more than it needs."""
    for _ in range(100):
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail("did not come")


async def test_it_counts_and_then_opens_the_dashboard(reader: Reader) -> None:
    async with DashboardApp(Loading("large.toml", reader)).run_test(size=(80, 24)) as pilot:
        await until(pilot, reader.told.is_set)
        await until(pilot, lambda: "2,400" in text(pilot))
        assert "Reading large.toml" in text(pilot)
        assert "2,400 of 10,000 bases. The filter opens when all are read." in text(pilot)
        reader.go_on.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))
        assert gc.isenabled()


async def test_one_can_leave_meanwhile(reader: Reader) -> None:
    app = DashboardApp(Loading("large.toml", reader))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, reader.told.is_set)
        await pilot.press("q")
        reader.go_on.set()
    assert reader.left.wait(10)
    assert app.return_code == 0


async def test_what_goes_wrong_is_left_to_say_outside() -> None:
    def make() -> MakeScreen:
        raise UsageError("--filter: no")

    loading = Loading("large.toml", lambda _progress: make())
    app = DashboardApp(loading)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.failure is not None)
    assert str(app.failure) == "--filter: no"
