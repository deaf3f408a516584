"""Snapshots of the screens, at fixed sizes and on the dataset's own date."""

from collections.abc import Callable, Iterable
from typing import Protocol

import pytest

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.screens.problems import Problems
from minusma_tui.language.catalogue import speak
from minusma_tui.reading.load import read
from minusma_tui.reading.problems import DatasetError

Open = Callable[..., DashboardApp]
WIDE, FOLDED = (120, 40), (80, 24)


class Compare(Protocol):
    def __call__(
        self,
        app: DashboardApp,
        press: Iterable[str] = (),
        terminal_size: tuple[int, int] = (80, 24),
    ) -> bool: ...


class TestMainScreen:
    def test_wide(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), terminal_size=WIDE)

    def test_folded(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), terminal_size=FOLDED)

    def test_folded_detail(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["enter"], terminal_size=FOLDED)

    def test_light(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(theme="textual-light"), terminal_size=WIDE)

    def test_too_small(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), terminal_size=(38, 10))

    def test_zoomed_gauge(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["2", "z"], terminal_size=WIDE)


class TestTime:
    """The dashboard on significant dates, and the panes that show time and space."""

    @pytest.mark.parametrize(
        "day",
        ["2023-07-01", "2023-08-25", "2023-10-31", "2023-12-31", "2024-11-15"],
    )
    def test_day(self, snap_compare: Compare, open_app: Open, day: str) -> None:
        keys = ["d", *day, "enter"]
        assert snap_compare(open_app(), press=keys, terminal_size=WIDE)

    def test_compared_with_a_marked_day(self, snap_compare: Compare, open_app: Open) -> None:
        keys = ["d", *"31 aug", "enter", "m", "t", "2"]
        assert snap_compare(open_app(), press=keys, terminal_size=WIDE)

    def test_zoomed_map(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app("region:gao"), press=["4", "z"], terminal_size=WIDE)

    def test_zoomed_timeline(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["5", "z", "k", "k"], terminal_size=WIDE)

    @pytest.mark.parametrize("pane", ["2", "4", "5"])
    def test_folded(self, snap_compare: Compare, open_app: Open, pane: str) -> None:
        assert snap_compare(open_app(), press=[pane], terminal_size=FOLDED)


class TestFilter:
    def test_filtered(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app("region:gao"), terminal_size=WIDE)

    def test_filtered_and_folded(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app("region:gao"), terminal_size=FOLDED)

    def test_typed_with_a_completion(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["/", *"region:ki"], terminal_size=WIDE)

    def test_a_term_that_cannot_be_read(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["/", *"kidal regoin:gao"], terminal_size=WIDE)

    def test_empty(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app("xyzzy"), terminal_size=WIDE)


class TestDetail:
    """One base of each kind of handover, and the most contested base."""

    @pytest.mark.parametrize(
        "base",
        [
            pytest.param("ansongo", id="civil-authority"),
            pytest.param("kidal -tessalit -aguelhok", id="unsigned-and-contested"),
            pytest.param("tessalit -aguelhok", id="disputed-handover"),
            pytest.param("ber", id="signed-afterwards"),
            pytest.param("mopti", id="occupied"),
            pytest.param("gao -ansongo", id="liquidation-to-come"),
        ],
    )
    def test_detail(self, snap_compare: Compare, open_app: Open, base: str) -> None:
        assert snap_compare(open_app(base), press=["3", "z"], terminal_size=WIDE)

    def test_liquidation(self, snap_compare: Compare, open_app: Open) -> None:
        keys = ["d", *"2024-08", "enter", "3", "z"]
        assert snap_compare(open_app("gao -ansongo"), press=keys, terminal_size=WIDE)


class TestOthers:
    def test_columns(self, open_app: Open, snap_compare: Compare) -> None:
        keys = ["C", "j", "j", "space", "j", "j"]
        assert snap_compare(open_app(), terminal_size=FOLDED, press=keys)

    def test_help(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["question_mark"], terminal_size=(120, 60))

    def test_help_folded(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["question_mark"], terminal_size=FOLDED)

    def test_date_prompt(self, snap_compare: Compare, open_app: Open) -> None:
        assert snap_compare(open_app(), press=["d", *"31 nov", "enter"], terminal_size=FOLDED)

    def test_load_error(self, snap_compare: Compare) -> None:
        with pytest.raises(DatasetError) as caught:
            read(BROKEN.encode(), "mission.toml")
        app = DashboardApp(Problems(caught.value.problems))
        assert snap_compare(app, terminal_size=FOLDED)


class TestCarry:
    def test_citation(self, open_app: Open, snap_compare: Compare) -> None:
        assert snap_compare(open_app(), terminal_size=FOLDED, press=["y"])

    def test_sources_of_a_base(self, open_app: Open, snap_compare: Compare) -> None:
        assert snap_compare(open_app(), terminal_size=FOLDED, press=["o"])

    def test_all_sources(self, open_app: Open, snap_compare: Compare) -> None:
        assert snap_compare(open_app(), terminal_size=WIDE, press=["r", "down"])

    def test_export(self, open_app: Open, snap_compare: Compare) -> None:
        assert snap_compare(open_app(), terminal_size=FOLDED, press=["e", "down"])


BROKEN = """\
format = 1

[mission]
id = "example"
name = "EXAMPLE"
full_name = "An example mission"
host_state = "mali"
as_of = "2023-11-31"
created = { value = "2013-04-25", sources = ["press"] }
deadlin = { value = "2023-12-31", sources = ["press"] }
counted_bases = { value = 1, sources = ["press"] }
personnel.all = { value = "roughly 500", sources = ["press"] }

[bases.ansongo]
name = "Ansongo"
kind = { value = "kamp", sources = ["press"] }
departed = "2023-11-18"

[sources.press]
publisher = "A newspaper"
language = "en"
"""


class TestFrench:
    @pytest.mark.parametrize(
        ("size", "keys"),
        [
            pytest.param(WIDE, [], id="wide"),
            pytest.param(FOLDED, [], id="folded"),
            pytest.param(FOLDED, ["enter"], id="detail"),
            pytest.param(FOLDED, ["2"], id="gauge"),
            pytest.param(WIDE, ["question_mark"], id="help"),
            pytest.param(FOLDED, ["e"], id="export"),
            pytest.param(FOLDED, ["C"], id="columns"),
            pytest.param(FOLDED, ["slash", *"region:x"], id="filter"),
            pytest.param(FOLDED, ["slash", *"qqq"], id="empty"),
        ],
    )
    def test_french(
        self, open_app: Open, snap_compare: Compare, size: tuple[int, int], keys: list[str]
    ) -> None:
        speak("fr")
        assert snap_compare(open_app(), press=keys, terminal_size=size)
