"""What dialogs leave behind: nothing that moves, and nothing in memory."""

import asyncio
import gc
from collections import Counter
from collections.abc import Callable
from copy import copy

import pytest
from textual._styles_cache import StylesCache
from textual.timer import Timer
from textual.widget import Widget

from minusma_tui.app.app import DashboardApp
from minusma_tui.drawing.timeline import draw_timeline
from minusma_tui.model.dataset import Dataset
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.pilot import settle

Open = Callable[..., DashboardApp]

OPENED = {
    "filter": ["slash", "g"],
    "help": ["question_mark"],
    "sources": ["r"],
    "a choice": ["y"],
    "date": ["d"],
    "export": ["e", "tab"],
    "columns": ["C"],
    "palette": ["ctrl+p"],
}


def endless_timers() -> list[str]:
    """Those that run on until they are stopped; Textual has no public list of them."""
    gc.unfreeze()  # the app keeps the collector from what was there with its first frame
    return [
        str(timer._callback)  # noqa: SLF001
        for timer in gc.get_objects()
        if isinstance(timer, Timer)
        and timer._repeat is None  # noqa: SLF001
        and timer._active.is_set()  # noqa: SLF001
        and timer._task is not None  # noqa: SLF001
        and not timer._task.done()  # noqa: SLF001
    ]


@pytest.mark.parametrize("keys", OPENED.values(), ids=OPENED)
async def test_nothing_moves_while_a_dialog_is_left_open(keys: list[str], open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        assert endless_timers() == []
        await pilot.press("escape")  # the palette may still be searching


async def test_what_was_opened_is_let_go(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:

        async def open_and_count() -> Counter[str]:
            for name in ("help", "palette"):
                await pilot.press(*OPENED[name])
                await settle(pilot)
                await pilot.press("escape")
                await settle(pilot)
            gc.collect()
            kinds = (Widget, StylesCache, Timer)
            found = Counter(
                kind.__name__ for one in gc.get_objects() for kind in kinds if isinstance(one, kind)
            )
            found["tasks"] = len(asyncio.all_tasks())
            return found

        gc.unfreeze()
        assert await open_and_count() == await open_and_count()


def test_no_more_than_a_few_versions_of_a_dataset_are_kept(dataset: Dataset) -> None:
    def count() -> int:
        gc.collect()
        return sum(isinstance(one, Dataset) for one in gc.get_objects())

    before = count()
    for _ in range(12):
        version = copy(dataset)
        draw_timeline(look(World(version), version.as_of), 0, 60, 20)
    assert count() <= before + 4
