"""The columns of the list, and how they are chosen."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.dialogs.columns import ColumnDialog
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.model.dataset import Dataset
from minusma_tui.situation.columns import COLUMNS, only
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.pilot import dashboard

Open = Callable[..., DashboardApp]


def titles(pilot: Pilot[None]) -> list[str]:
    """The titles above the list, even if a dialog covers it."""
    return dashboard(pilot).query_one(BaseList).render_line(0).text.replace("▲", " ").split("  ")


def shown(pilot: Pilot[None]) -> set[str]:
    return {title.strip() for title in titles(pilot)} - {""}


def test_the_order_is_that_of_the_table() -> None:
    assert [column.id for column in only(["troops", "name"])] == ["name", "troops"]


async def test_the_list_follows_each_choice(open_app: Open) -> None:
    app = open_app()
    async with app.run_test(size=(110, 32)) as pilot:
        assert "Region" not in shown(pilot)
        await pilot.press("C", "j", "space", "j", "j", "j", "enter")
        await pilot.pause()
        assert shown(pilot) == {"Region", "Handed over", "Handover", "Troops"}
        await pilot.press("k", "k", "k", "space")
        await pilot.pause()
        assert shown(pilot) == {"Base", "Handed over", "Handover", "Troops"}
        assert isinstance(app.screen, ColumnDialog)
        await pilot.press("escape")
        assert isinstance(app.screen, Dashboard)
    assert app.columns == [column.id for column in COLUMNS if column.id != "departed"]


async def test_one_column_stays(open_app: Open) -> None:
    app = open_app()
    async with app.run_test(size=(110, 32)) as pilot:
        await pilot.press("C")
        for _ in COLUMNS:
            await pilot.press("space", "down")
        await pilot.pause()
        assert app.columns == ["contingents"]
        assert shown(pilot) == {"Contingents"}


async def test_s_walks_the_chosen_ones(dataset: Dataset) -> None:
    screen = Dashboard(look(World(dataset), dataset.as_of), columns=["name", "troops"])
    walked = []
    async with DashboardApp(screen).run_test(size=(110, 32)) as pilot:
        assert screen.order.column == "departed"  # unchanged, although the column is hidden
        for _ in range(3):
            await pilot.press("s")
            walked.append(screen.order.column)
    assert walked == ["troops", "name", "troops"]


@pytest.mark.parametrize("first", ["status", "name"])
async def test_what_closed_since_the_marked_day_shows_behind_the_first(
    dataset: Dataset, first: str
) -> None:
    screen = Dashboard(look(World(dataset), dataset.as_of), columns=[first, "region"])
    async with DashboardApp(screen).run_test(size=(110, 32)) as pilot:
        await pilot.press("left_curly_bracket", "m", "t")
        await pilot.pause()
        bases = screen.query_one(BaseList)
        rows = [bases.render_line(y).text for y in range(1, len(dataset.bases) + 1)]
        assert sum("+" in row for row in rows) == 5
