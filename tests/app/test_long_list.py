"""A list of more bases than fit on the screen: its visible rows and its scroll bar."""

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.frame.filter_bar import FilterBox
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.load import read
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.synthetic import mission


@pytest.fixture(scope="module")
def many() -> Dataset:
    return read(mission(300).encode(), "invented.toml")


def opened(dataset: Dataset) -> DashboardApp:
    return DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))


async def filter_by(pilot: Pilot[None], text: str) -> BaseList:
    pilot.app.screen.query_one(FilterBox).value = text
    await pilot.pause()
    return pilot.app.screen.query_one(BaseList)


def in_sight(view: BaseList) -> list[str]:
    """The visible rows below the titles."""
    return [view.render_line(y).text for y in range(1, view.size.height)]


def expect_bar_in_order(view: BaseList) -> None:
    rows = len(view.situation.selection) if view.situation else 0
    assert 0 <= view.scroll_y <= view.max_scroll_y
    assert view.max_scroll_y == max(0, rows + 1 - view.size.height)
    bar = view.vertical_scrollbar
    assert bar.window_virtual_size == max(rows + 1, view.size.height)
    assert bar.window_size == view.size.height
    assert bar.position == view.scroll_y


async def test_the_list_stays_filled_while_the_filter_narrows_and_widens(many: Dataset) -> None:
    async with opened(many).run_test(size=(120, 40)) as pilot:
        view = pilot.app.screen.query_one(BaseList)
        await pilot.press("G")
        await pilot.pause()
        expect_bar_in_order(view)
        assert view.scroll_y == view.max_scroll_y > 200
        rows = []
        # From all rows to fewer that still need scrolling, to a few that fit, and back.
        for text in ("", "troops>300", "troops>800", "troops>1450", "troops>800", ""):
            await filter_by(pilot, text)
            expect_bar_in_order(view)
            seen = in_sight(view)
            assert any(row.strip() for row in seen)
            if view.max_scroll_y:
                assert all(row.strip() for row in seen)  # no gap below the last row
            rows.append(len(view.situation.selection) if view.situation else 0)
        assert rows[0] > rows[1] > rows[2] > 40 > rows[3] > 0
        assert rows[4:] == [rows[2], rows[0]]


async def test_rows_that_stay_as_they_are_are_not_drawn_anew(
    many: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    render_line = BaseList.render_line

    def count(view: BaseList, y: int) -> Strip:
        drawn.append(y)
        return render_line(view, y)

    monkeypatch.setattr(BaseList, "render_line", count)
    async with opened(many).run_test(size=(120, 40)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        view = pilot.app.screen.query_one(BaseList)
        drawn.clear()
        await pilot.press("j")
        await pilot.pause()
        assert sorted(drawn) == [1, 2]  # the rows of the cursor, before and now
        rows = in_sight(view)
        drawn.clear()
        await pilot.press("]")
        await pilot.pause()
        anew = set(drawn)
        changed = {y for y, row in enumerate(in_sight(view), 1) if row != rows[y - 1]}
        assert changed <= anew
        assert len(anew) < len(rows)


async def test_the_chosen_base_is_in_sight_on_each_day(many: Dataset) -> None:
    async with opened(many).run_test(size=(120, 40)) as pilot:
        view = pilot.app.screen.query_one(BaseList)
        await pilot.press("G", "pageup")
        for key in ("{", "{", ".", "}", "}", "}"):
            await pilot.press(key)
            await pilot.pause()
            expect_bar_in_order(view)
            situation, picked = view.situation, view.picked
            assert situation is not None
            row = situation.row_of(picked)
            assert row is not None
            assert 0 <= row - view.scroll_y < view.size.height - 1
