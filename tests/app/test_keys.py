"""Every key of the help screen, pressed."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Paste

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.commands import COMMANDS
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.dialogs.help import Help
from minusma_tui.app.frame.filter_bar import FilterBox
from minusma_tui.app.frame.short_gauge import ShortGauge
from minusma_tui.app.panes.base_list import BaseList
from minusma_tui.app.panes.detail import Detail
from minusma_tui.app.panes.gauge import Gauge
from minusma_tui.app.panes.map import Map
from minusma_tui.app.panes.timeline import Timeline
from minusma_tui.app.time_controls import TimeControls
from minusma_tui.app.widgets.text_box import LONGEST, TextBox
from minusma_tui.drawing.map import place_bases
from minusma_tui.situation.columns import COLUMNS
from minusma_tui.situation.situation import Situation, look
from tests.support.pilot import burst, dashboard, ids, settle, shown

type_filter = [*"region:gao"]
Open = Callable[..., DashboardApp]
WIDE, FOLDED = (120, 40), (80, 24)
PANES = [("1", BaseList), ("2", Gauge), ("3", Detail), ("4", Map), ("5", Timeline)]


ORDER = [
    "ogossagou", "ber", "goundam", "menaka", "douentza", "tessalit", "aguelhok", "kidal",
    "ansongo", "mopti", "tombouctou", "gao", "bamako",
]  # fmt: skip


async def test_it_opens_on_the_base_closed_last(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        assert dashboard(pilot).picked == "ansongo"
        assert isinstance(pilot.app.focused, BaseList)
        assert ids(pilot) == ORDER


async def test_keys_move_in_the_list(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        for keys, picked in (
            (["home"], "ogossagou"),
            (["end"], "bamako"),
            (["g"], "ogossagou"),
            (["G"], "bamako"),
            (["g", "down"], "ber"),
            (["g", "j", "j"], "goundam"),
            (["G", "up"], "gao"),
            (["G", "k", "k"], "tombouctou"),
            (["g", "up"], "ogossagou"),
            (["G", "down"], "bamako"),
            (["g", "pagedown"], "bamako"),
            (["G", "pageup"], "ogossagou"),
            (["g", "ctrl+d"], "aguelhok"),
            (["G", "ctrl+u"], "aguelhok"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert dashboard(pilot).picked == picked, keys


@pytest.mark.parametrize("size", [WIDE, FOLDED])
async def test_into_the_detail_and_back(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app().run_test(size=size) as pilot:
        detail = pilot.app.screen.query_one(Detail)
        assert detail.display is (size == WIDE)
        for key, back in (("enter", "escape"), ("right", "left"), ("l", "h")):
            await pilot.press(key)
            await pilot.pause()
            assert pilot.app.focused is detail, key
            assert detail.display
            await pilot.press(back)
            await pilot.pause()
            assert isinstance(pilot.app.focused, BaseList), back
            assert detail.display is (size == WIDE)


@pytest.mark.parametrize("pane", ["2", "3"])
async def test_keys_scroll_the_detail_and_the_gauge(open_app: Open, pane: str) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press(pane)
        scroll = pilot.app.focused
        assert isinstance(scroll, Detail if pane == "3" else Gauge)
        for down, up in (
            ("down", "up"),
            ("j", "k"),
            ("pagedown", "pageup"),
            ("ctrl+d", "ctrl+u"),
            ("end", "home"),
            ("G", "g"),
        ):
            await pilot.press(down)
            await pilot.wait_for_animation()
            assert scroll.scroll_target_y > 0, down
            await pilot.press(up)
            await pilot.wait_for_animation()
            assert scroll.scroll_target_y == 0, up


async def test_tab_goes_round_the_panes(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        seen = []
        for _ in range(6):
            seen.append(type(pilot.app.focused))
            await pilot.press("tab")
        assert seen == [BaseList, Map, Gauge, Detail, Timeline, FilterBox]
        await pilot.press("shift+tab")
        assert isinstance(pilot.app.focused, FilterBox)


async def test_the_filter_changes_every_pane_as_it_is_typed(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("/", *"region:gao")
        await pilot.pause()
        assert ids(pilot) == ["ansongo", "gao"]
        assert dashboard(pilot).picked == "ansongo"
        assert "1 of 2 closed" in shown(pilot, "#gauge")
        assert "5,842 troops (estimates of 2023)" in " ".join(shown(pilot, "#gauge").split())
        assert "2 of 13 sites" in shown(pilot, "TitleLine")
        await pilot.press("ctrl+u", *"region:kidal")
        await pilot.pause()
        assert ids(pilot) == ["tessalit", "aguelhok", "kidal"]
        assert dashboard(pilot).picked == "tessalit"
        assert "Tessalit" in str(pilot.app.screen.query_one(Detail).border_title)


async def test_a_key_costs_one_look(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("/")
        looks: list[str] = []

        def counted(*arguments: Any) -> Situation:
            looks.append(arguments[2].text)
            return look(*arguments)

        monkeypatch.setattr("minusma_tui.app.dashboard.look", counted)
        for key in "menaka":
            await pilot.press(key)
            await pilot.pause()
        assert looks == ["m", "me", "men", "mena", "menak", "menaka"]


async def test_the_chosen_base_stays_chosen_while_it_is_in_the_selection(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("g", "j", "/", *"tombouctou")
        await pilot.pause()
        assert ids(pilot) == ["ber", "goundam", "tombouctou"]
        assert dashboard(pilot).picked == "ber"


async def test_a_term_that_cannot_be_read_keeps_the_last_good_result(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("/", *"region:kidal kind:")
        await pilot.pause()
        assert ids(pilot) == ["tessalit", "aguelhok", "kidal"]
        assert "expected camp" in pilot.app.screen.query_one(FilterBox).advice
        await pilot.press(*"headquarters")
        await pilot.pause()
        assert ids(pilot) == []
        assert pilot.app.screen.query_one(FilterBox).advice == ""


async def test_what_is_wrong_stands_behind_the_end_of_the_text(open_app: Open) -> None:
    async with open_app().run_test(size=FOLDED) as pilot:
        await pilot.press("/", *"-status:occupied troops>500 region:kidal source:minusma kind:zz")
        await pilot.pause()
        line = shown(pilot, "FilterBox")
        assert len(line) == pilot.app.screen.query_one(FilterBox).size.width
        text, _, advice = line.partition("  no kind of base")
        assert text.endswith("region:kidal source:minusma kind:zz")
        assert advice.endswith("… ")
        await pilot.press("home")
        await pilot.pause()
        assert shown(pilot, "FilterBox").startswith("-status:occupied")
        await pilot.press("end", *["backspace"] * len(" kind:zz"))
        await pilot.pause()
        line = shown(pilot, "FilterBox")
        assert line.startswith("-status:occupied troops>500 region:kidal source:minusma")
        assert "no kind" not in line


async def test_no_letter_has_the_screen_laid_out_anew(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("/", "g")
        await pilot.pause()
        layouts: list[object] = []
        screen = pilot.app.screen
        screen.screen_layout_refresh_signal.subscribe(screen, layouts.append)
        for letter in "ao kin":  # the last word is an unfinished field, which the box completes
            await pilot.press(letter)
            await pilot.pause()
        assert "kind:" in shown(pilot, "FilterBox")
        assert layouts == []


async def test_what_is_typed_fast_behind_the_slash_is_the_filter(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        burst(pilot, *"/re/")  # in the list r shows the sources
        await pilot.pause()
        assert isinstance(pilot.app.screen, Dashboard)
        assert pilot.app.screen.query_one(FilterBox).value == "re/"


@pytest.mark.parametrize("opens", ["/", "d"])
async def test_keys_that_come_at_once_act_in_their_order(open_app: Open, opens: str) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press(opens)
        box = pilot.app.screen.query_one(TextBox)
        box.focus()
        await pilot.pause()
        burst(pilot, "ctrl+u", *"kidal", "backspace", "backspace", *"ney", "home", *"x:")
        await settle(pilot)
        assert box.value == "x:kidney"


async def test_tab_at_once_behind_letters_completes_them(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        burst(pilot, "/", *"reg", "tab", *"ki", "tab")
        await pilot.pause()
        assert pilot.app.screen.query_one(FilterBox).value == "region:kidal"


async def test_escape_clears_the_filter_then_leaves_it(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("/", *"kidal", "escape")
        await pilot.pause()
        assert len(ids(pilot)) == 13
        assert isinstance(pilot.app.focused, FilterBox)
        await pilot.press("escape")
        assert isinstance(pilot.app.focused, BaseList)


async def test_enter_keeps_the_filter_and_goes_to_the_list(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        for key in ("enter", "down"):
            await pilot.press("/", *"region:gao", key)
            await pilot.pause()
            assert isinstance(pilot.app.focused, BaseList), key
            assert ids(pilot) == ["ansongo", "gao"]
            await pilot.press("escape")
            await pilot.pause()
            assert len(ids(pilot)) == 13


async def test_tab_takes_the_completion(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("/", *"reg")
        await pilot.pause()
        await pilot.press("tab")
        await pilot.pause()
        assert pilot.app.screen.query_one(FilterBox).value == "region:"
        await pilot.press(*"ki")
        await pilot.pause()
        await pilot.press("tab")
        await pilot.pause()
        assert ids(pilot) == ["tessalit", "aguelhok", "kidal"]
        await pilot.press("tab")
        assert isinstance(pilot.app.focused, BaseList)


async def test_s_sorts_by_each_column_and_capital_s_reverses(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        screen = dashboard(pilot)
        seen = [screen.order.column]
        for _ in COLUMNS:
            await pilot.press("s")
            seen.append(screen.order.column)
        assert seen[0] == seen[-1] == "departed"
        assert set(seen) == {column.id for column in COLUMNS}
        await pilot.press("S")
        await pilot.pause()
        assert ids(pilot)[0] == "tombouctou"
        assert screen.picked == "ansongo"


async def test_keys_move_through_time(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        for key, day in (
            ("left_square_bracket", "2023-11-18"),
            ("right_square_bracket", "2023-11-19"),
            ("right_square_bracket", "2023-11-22"),
            ("t", "2023-11-19"),
            ("left_curly_bracket", "2023-10-19"),
            ("comma", "2023-10-18"),
            ("full_stop", "2023-10-19"),
            ("right_curly_bracket", "2023-11-19"),
            ("right_curly_bracket", "2023-12-19"),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert dashboard(pilot).as_of.isoformat() == day, key


async def test_d_goes_to_a_date_that_is_typed(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("d", *"31 nov", "enter")
        await pilot.pause()
        assert "2023-11-31 is not in the calendar" in shown(pilot, "#date-problem")
        await pilot.press("ctrl+u", *"31 oct", "enter")
        await pilot.pause()
        assert dashboard(pilot).as_of.isoformat() == "2023-10-31"
        await pilot.press("d", *"2023", "escape")
        await pilot.pause()
        assert dashboard(pilot).as_of.isoformat() == "2023-10-31"
        await pilot.press("d", *"1999", "enter")
        await pilot.pause()
        assert dashboard(pilot).as_of.isoformat() == "2023-06-30"


async def test_a_step_in_time_moves_every_pane(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press(*["left_curly_bracket"] * 2)
        await pilot.pause()
        assert "as of 19 Sep 2023" in shown(pilot, "TitleLine")
        rows = shown(pilot, "#base-list")
        assert "4 Aug 2023" in rows
        assert "18 Nov 2023" not in rows
        gauge = shown(pilot, "#gauge")
        assert "8.5 % of the 12,944 that" in " ".join(gauge.split())
        assert "4 of 12" in gauge
        assert "only one figure so far" in " ".join(gauge.split())
        assert "21 Sep 2023" not in shown(pilot, "#timeline")
        assert "20 Sep 2023" not in shown(pilot, "#timeline")
        assert "103 days left" in gauge
        assert dashboard(pilot).picked == "ansongo"
        assert "occupied, as of 19 Sep 2023" in shown(pilot, "#detail")
        await pilot.press(*["left_curly_bracket"] * 9)
        await pilot.pause()
        assert dashboard(pilot).as_of.isoformat() == "2023-06-30"
        assert "No figure had been reported" in shown(pilot, "#gauge")


async def test_z_zooms_the_focused_pane_and_back(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        for key, pane in PANES:
            await pilot.press(key, "z")
            await pilot.pause()
            assert isinstance(pilot.app.screen.maximized, pane)
            await pilot.press("escape" if key == "2" else "z")
            await pilot.pause()
            assert pilot.app.screen.maximized is None


async def test_a_zoom_follows_the_pane_and_survives_another_size(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        screen = dashboard(pilot)
        # Both at once: keys may come before the focus has moved.
        screen.action_go("map")
        screen.action_zoom()
        await pilot.pause()
        assert isinstance(screen.maximized, Map)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert isinstance(pilot.app.focused, Map)
        assert "Gao" in shown(pilot, "#map")
        await pilot.press("5")
        await pilot.pause()
        assert isinstance(screen.maximized, Timeline)
        assert isinstance(pilot.app.focused, Timeline)
        await pilot.press("z")
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert screen.maximized is None


async def test_c_hides_and_shows_the_rival_claims(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        assert "Preferred:" in shown(pilot, "#detail")
        await pilot.press("c")
        await pilot.pause()
        assert "Preferred:" not in shown(pilot, "#detail")
        await pilot.press("c")
        await pilot.pause()
        assert "Preferred:" in shown(pilot, "#detail")


async def test_help_names_every_command(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 100)) as pilot:
        for close in ("escape", "q", "question_mark", "enter"):
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Help)
            text = " ".join(shown(pilot, "#help-text").split())
            await pilot.press(close)
            await pilot.pause()
            assert isinstance(pilot.app.screen, Dashboard), close
    for command in COMMANDS:
        assert " ".join(command.help.split()) in text


async def test_the_palette_lists_the_commands_and_the_themes(open_app: Open) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert "Theme" in titles
        assert {"Filter (/)", "Sort (s)", "Last base (End G)", "Quit (q)"} <= titles
        await pilot.press("ctrl+p", *"last base", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert dashboard(pilot).picked == "bamako"


async def test_q_quits(open_app: Open) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_the_mouse_chooses_opens_and_sorts(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        # Inside the border and the padding the first line has the titles.
        await pilot.click("#base-list", offset=(10, 3))
        await pilot.pause()
        assert dashboard(pilot).picked == "ber"
        await pilot.click("#base-list", offset=(10, 9), times=2)
        await pilot.pause()
        assert dashboard(pilot).picked == "kidal"
        assert isinstance(pilot.app.focused, Detail)
        await pilot.click("#base-list", offset=(5, 1))
        await pilot.pause()
        assert dashboard(pilot).order.column == "name"
        assert ids(pilot)[0] == "aguelhok"
        await pilot.click("#base-list", offset=(5, 1))
        await pilot.pause()
        assert ids(pilot)[0] == "tombouctou"


async def test_an_empty_result_says_how_to_get_out(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("/", *"xyzzy")
        await pilot.pause()
        assert ids(pilot) == []
        assert dashboard(pilot).picked is None
        text = shown(pilot, "#base-list")
        assert "No base matches xyzzy" in text
        assert "Esc" in text
        assert "No base is chosen" in shown(pilot, "#detail")


async def test_a_small_terminal_says_what_is_needed(open_app: Open) -> None:
    async with open_app().run_test(size=(1, 1)) as pilot:
        for size, small in (((1, 1), True), ((80, 24), False), ((39, 24), True), ((80, 11), True)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.app.screen.query_one("#too-small").display is small, size
            assert pilot.app.screen.query_one("#panes").display is not small, size


async def test_a_click_on_the_time_bar_goes_to_that_day(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.click("TimeBar", offset=(1, 0))
        await pilot.pause()
        assert dashboard(pilot).as_of.isoformat() == "2023-06-30"
        await pilot.click("TimeBar", offset=(118, 0))
        await pilot.pause()
        assert dashboard(pilot).as_of.isoformat() > "2024-11-01"


async def test_arrows_on_the_map_go_to_the_next_base(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("4", "z")
        await pilot.pause()
        dashboard(pilot).picked = "gao"
        await pilot.pause()
        for key, base_id in (("up", "kidal"), ("k", "aguelhok"), ("down", "kidal"), ("h", "ber")):
            await pilot.press(key)
            await pilot.pause()
            assert dashboard(pilot).picked == base_id
        await pilot.press("z", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.focused, Detail)


async def test_a_click_on_the_map_chooses_the_base_there(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.pause()
        pane = pilot.app.screen.query_one(Map)
        situation = dashboard(pilot).situation
        assert situation is not None
        column, row = place_bases(situation, None, *pane.size)["menaka"]
        # The offset of the border and the padding.
        await pilot.click(Map, offset=(column + 2, row + 1))
        await pilot.pause()
        assert dashboard(pilot).picked == "menaka"
        await pilot.click(Map, offset=(column + 2, row + 1), times=2)
        await pilot.pause()
        assert isinstance(pilot.app.focused, Detail)


def place_in(timeline: Timeline) -> tuple[int, int]:
    """The number of the chosen entry and the number of entries, which may grow with the data."""
    chosen, total = str(timeline.border_subtitle).split(" of ")
    return int(chosen), int(total)


async def test_enter_in_the_timeline_goes_to_the_day_and_the_base(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("5", "g")
        timeline = pilot.app.screen.query_one(Timeline)
        first, total = place_in(timeline)
        assert first == 1
        assert total > 60
        await pilot.press("G", "k", "k", "k")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert dashboard(pilot).as_of.isoformat() == "2023-11-18"
        assert dashboard(pilot).picked == "ansongo"
        # The entry stays chosen, although other entries of the day follow it.
        assert place_in(timeline) == (total - 3, total - 1)
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert place_in(timeline) == (total, total)


async def test_the_timeline_scrolls_with_pages_and_the_mouse(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        timeline = pilot.app.screen.query_one(Timeline)
        await pilot.press("5", "pageup")
        await pilot.pause()
        chosen, total = place_in(timeline)
        assert chosen < total
        await pilot.press("pagedown")
        await pilot.pause()
        assert place_in(timeline) == (total, total)
        await pilot.click(Timeline, offset=(4, 1))
        await pilot.pause()
        assert place_in(timeline)[0] < total


async def test_space_plays_from_event_to_event_and_stops(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only the test's own steps, however long they take.
    ticking: dict[Callable[[], None], None] = {}

    class Ticks:
        def __init__(self, step: Callable[[], None]) -> None:
            self.step = step
            ticking[step] = None

        def stop(self) -> None:
            del ticking[self.step]

    monkeypatch.setattr(TimeControls, "set_interval", lambda _self, _seconds, step: Ticks(step))

    def tick() -> None:
        for step in list(ticking):
            step()

    async with open_app().run_test(size=WIDE) as pilot:
        screen = dashboard(pilot)
        await pilot.press("space")
        tick()
        tick()
        assert screen.as_of.isoformat() == "2023-11-24"
        await pilot.press("space")
        tick()
        assert screen.as_of.isoformat() == "2023-11-24"
        await pilot.press("d", *"2024-11-01", "enter", "space")
        await pilot.pause()
        tick()
        assert screen.as_of.isoformat() == "2024-11-15"
        assert not ticking
        await pilot.press("space")
        assert screen.as_of.isoformat() == "2023-06-30"
        tick()
        assert screen.as_of.isoformat() == "2023-07-01"


async def test_m_marks_a_day_to_compare_with(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await pilot.press("d", *"31 oct", "enter", "m", "t")
        await pilot.pause()
        assert "+1 closed, at least 3,015 people" in " ".join(shown(pilot, "#gauge").split())
        rows = shown(pilot, "#base-list")
        assert "○+Ansongo" in rows
        assert rows.count("+") == 1
        assert "◇" in shown(pilot, "TimeBar")
        await pilot.press("d", *"31 oct", "enter", "m")
        await pilot.pause()
        assert dashboard(pilot).marked is None
        assert "◇" not in shown(pilot, "TimeBar")


async def test_the_tabs_open_a_pane_where_there_is_room_for_one(open_app: Open) -> None:
    async with open_app().run_test(size=FOLDED) as pilot:
        for key, pane in PANES:
            await pilot.press(key)
            await pilot.pause()
            panes = pilot.app.screen.query("#panes > *")

            assert [type(widget) for widget in panes if widget.display] == [pane]
            assert pilot.app.screen.query_one(ShortGauge).display is (pane is not Gauge)
        await pilot.click("PaneTabs", offset=(3, 0))
        await pilot.pause()
        assert isinstance(pilot.app.focused, BaseList)
        await pilot.press("5", "escape")
        assert isinstance(pilot.app.focused, BaseList)


async def test_the_keys_work_again_after_the_terminal_was_too_small(
    open_app: Callable[..., DashboardApp],
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        for size in ((38, 10), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.focused is not None
        assert app.focused.id == "detail"


async def test_what_comes_at_once_behind_enter_is_for_the_list(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        burst(pilot, *"/region:gao", "enter", "left_square_bracket", "left_square_bracket")
        await settle(pilot)
        assert pilot.app.screen.query_one(FilterBox).value == "region:gao"
        assert dashboard(pilot).as_of.isoformat() < "2023-11-19"


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["d", *"2023-10-31", "enter", "d", *"2023-09-30", "enter", "comma"], "2023-09-29"),
        (["question_mark", "q", "comma"], "2023-11-18"),
        (["r", "escape", "comma"], "2023-11-18"),
        (["y", "down", "enter", "comma"], "2023-11-18"),
        (["C", "escape", "z", "z", "5", "home", "enter", "full_stop"], "2023-07-01"),
    ],
)
async def test_what_comes_at_once_behind_a_key_for_a_dialog_keeps_its_order(
    open_app: Open, keys: list[str], day: str
) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        burst(pilot, *keys)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Dashboard)
        assert dashboard(pilot).as_of.isoformat() == day


async def test_a_paste_goes_where_the_keys_around_it_lead(open_app: Open) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        burst(pilot, "d")
        pilot.app.post_message(Paste("2023-10-31"))
        burst(pilot, "enter", "comma")
        await settle(pilot)
        assert dashboard(pilot).as_of.isoformat() == "2023-10-30"


async def test_what_is_typed_at_once_is_taken_in_one_step(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to the greatest length of a filter."""
    async with open_app().run_test(size=WIDE) as pilot:
        looks: list[object] = []

        def counted(*arguments: Any) -> Situation:
            looks.append(arguments)
            return look(*arguments)

        monkeypatch.setattr("minusma_tui.app.dashboard.look", counted)
        burst(pilot, "/", *"-kidal " * 1_000, "enter", "comma")
        await settle(pilot)
        assert pilot.app.screen.query_one(FilterBox).value == ("-kidal " * 1_000)[:LONGEST]
        assert dashboard(pilot).as_of.isoformat() == "2023-11-18"
        assert len(looks) <= 3


async def test_a_held_key_costs_few_details(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        picked: list[object] = []
        pick = Dashboard.pick_base
        monkeypatch.setattr(
            Dashboard, "pick_base", lambda *arguments: picked.append(pick(*arguments))
        )
        burst(pilot, "G", *"k" * 9)
        await settle(pilot)
        assert dashboard(pilot).picked == ORDER[-10]
        assert len(picked) <= 3


async def test_ctrl_q_does_not_wait_for_much_that_was_pressed_before(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(Dashboard, "action_sort", lambda _: asked.append(1))
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        burst(pilot, *"s" * 1_000, "ctrl+q")
        await settle(pilot)
    assert app.return_code == 0
    assert len(asked) < 100


async def test_ctrl_q_waits_for_a_few_keys(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def counted(*arguments: Any) -> Situation:
        looks.append(arguments[2].text)
        return look(*arguments)

    monkeypatch.setattr("minusma_tui.app.dashboard.look", counted)
    async with open_app().run_test(size=WIDE) as pilot:
        burst(pilot, *"/kidal", "ctrl+q")
        await settle(pilot)
    assert looks[-1] == "kidal"
