"""Citations, sources opened in the browser, and exported files."""

import re
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.dialogs.export import ExportDialog
from minusma_tui.app.dialogs.sources import Sources
from minusma_tui.export.citation import (
    Quote,
    as_bibtex,
    as_markdown,
    as_plain,
    quote_base,
    quote_entry,
)
from minusma_tui.export.formats import FORMATS
from minusma_tui.export.source_index import supports
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import parse_period
from minusma_tui.model.records import Source
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World

Open = Callable[..., DashboardApp]
SIZE = (120, 40)
ODD = Source(
    id="odd-2023",
    publisher="A & B_{C}",
    title="50 % of [it] *all*",
    date=parse_period("2023-11-18~"),
    language="en",
    url="https://example.org/a_(b)?c=1&d=%20",
)


def test_a_base_is_quoted_with_the_sources_of_what_is_said(dataset: Dataset) -> None:
    situation = look(World(dataset), dataset.as_of)
    standing = situation.standing_of("ansongo")
    assert standing is not None
    quote = quote_base(situation, standing)
    assert quote.said == (
        "Ansongo (MINUSMA): handed over as of 19 Nov 2023; last peacekeepers left 18 Nov 2023; "
        "handed over 18 Nov 2023; handover: civil authority."
    )
    base = dataset.bases["ansongo"]
    assert base.departed is not None
    assert {source.id for source in quote.sources} >= set(base.departed.sources)


def test_nothing_is_quoted_that_was_not_known_by_then(dataset: Dataset) -> None:
    situation = look(World(dataset), date(2023, 9, 1))
    standing = situation.standing_of("ansongo")
    assert standing is not None
    said = quote_base(situation, standing).said
    assert "occupied as of 1 Sep 2023" in said
    assert "left" not in said


def test_every_entry_can_be_quoted(dataset: Dataset) -> None:
    for entry in World(dataset).timeline.entries:
        quote = quote_entry(dataset, entry)
        assert quote.said
        assert [source.id for source in quote.sources] == list(dict.fromkeys(entry.sources))


def test_plain_text_has_a_line_for_each_source() -> None:
    assert as_plain(Quote("It happened.", (ODD,))) == (
        "It happened.\n"
        "A & B_{C}, “50 % of [it] *all*”, 18 Nov 2023~, https://example.org/a_(b)?c=1&d=%20\n"
    )


def test_markdown_links_and_escapes() -> None:
    assert as_markdown(Quote("*It*", (ODD,))) == (
        r"\*It\* ([A \& B\_\{C\}, 50 % of \[it\] \*all\*]"
        "(<https://example.org/a_(b)?c=1&d=%20>), 18 Nov 2023\\~)\n"
    )


def test_bibtex_escapes_and_keeps_the_edtf_date() -> None:
    assert as_bibtex(Quote("It", (ODD,))) == (
        "@online{odd-2023,\n"
        r"  author = {{A \& B\_\textbraceleft{}C\textbraceright{}}}," + "\n"
        r"  title = {50 \% of [it] *all*}," + "\n"
        "  date = {2023-11-18~},\n"
        "  year = {2023},\n"
        "  url = {https://example.org/a_(b)?c=1&d=%20},\n"
        "  note = {It},\n"
        "}\n"
    )


def test_every_source_supports_something(dataset: Dataset) -> None:
    found = supports(dataset)
    assert {one.source.id for one in found} == set(dataset.sources)
    assert all(one.facts for one in found)
    counts = [sum(map(len, one.facts.values())) for one in found]
    assert counts == sorted(counts, reverse=True)


async def test_y_copies(open_app: Open) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        for keys, beginning in (
            (["y", "escape"], ""),
            (["y", "enter"], "Ansongo (MINUSMA): handed over as of 19 Nov 2023"),
            (["y", "j", "enter"], "Ansongo (MINUSMA): handed over as of 19 Nov 2023; last"),
            (["y", "j", "j", "enter"], "@online{"),
            (["5", "y", "enter"], "18–19 Nov 2023, "),
            (["1", "g", "y", "enter"], "Ogossagou (MINUSMA): handed over"),
            (["r", "y", "enter"], "Geo-PKO, “"),
        ):
            app.copy_to_clipboard("")
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            assert app.clipboard.startswith(beginning), keys
            assert bool(app.clipboard) is bool(beginning), keys


Told = tuple[str, dict[str, Any]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Told]:
    """The messages that the app has shown as notifications, and their options."""
    told: list[Told] = []
    monkeypatch.setattr(
        DashboardApp, "notify", lambda _app, message, **options: told.append((message, options))
    )
    return told


class Browser:
    """A browser with a window that records what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[str] = []


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    monkeypatch.setattr("minusma_tui.app.platform.browser._start_browser", browser.opened.append)
    return browser


async def test_o_asks_which_of_several_sources_to_open(open_app: Open, browser: Browser) -> None:
    async with open_app().run_test(size=SIZE) as pilot:
        await pilot.press("o")
        await pilot.pause()
        count = pilot.app.screen.query_one(OptionList).option_count
        assert count > 1
        await pilot.press("j", "enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        (url,) = browser.opened
        assert re.match(r"https?://", url)
        assert isinstance(pilot.app.screen, Dashboard)


async def test_the_address_is_shown_where_no_browser_is(
    open_app: Open, told: list[Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    async with open_app().run_test(size=SIZE) as pilot:
        await pilot.press("o", "enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        ((message, options),) = told
        assert options["title"].startswith("No browser here")
        assert message.startswith("http")
        assert options["markup"] is False


async def test_r_lists_all_sources(open_app: Open, dataset: Dataset, browser: Browser) -> None:
    async with open_app().run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Sources)
        assert screen.query_one(OptionList).option_count == len(dataset.sources)
        await pilot.press("o")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        assert browser.opened == ["https://github.com/geopko/Geo-PKO-Shiny-Dashboard"]
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Dashboard)


async def test_e_writes_a_format_and_says_where(
    open_app: Open, told: list[Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_app().run_test(size=SIZE) as pilot:
        for steps in (0, len(FORMATS) - 1):
            form = FORMATS[steps].name
            await pilot.press("e", *"j" * steps, "enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Dashboard)
            path = tmp_path / f"minusma-2023-11-19.{form}"
            assert path.stat().st_size > 100
            message, options = told[-1]
            assert (message, options["title"]) == (str(path), "Written")


async def test_a_file_that_exists_is_replaced_when_asked_twice(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "minusma-2023-11-19.csv"
    path.write_text("mine")
    async with open_app().run_test(size=SIZE) as pilot:
        await pilot.press("e", "enter")
        await pilot.pause()
        said = str(pilot.app.screen.query_one("#export-problem", Static).content)
        assert said == f"{path.name} exists. Press Enter again to overwrite it."
        assert path.read_text() == "mine"
        await pilot.press("enter")
        await pilot.pause()
        assert path.read_text(encoding="utf-8").startswith("id,")


async def test_what_cannot_be_written_is_said_and_can_be_mended(
    open_app: Open, tmp_path: Path
) -> None:
    async with open_app().run_test(size=SIZE) as pilot:
        await pilot.press("e", "tab")
        box = pilot.app.screen.query_one(Input)
        box.value = str(tmp_path / "no" / "page.html")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ExportDialog)
        said = str(pilot.app.screen.query_one("#export-problem", Static).content)
        assert said.startswith("cannot write ")
        assert said.endswith("no such file or directory")
        box.value = str(tmp_path / "page.html")
        await pilot.press("enter")
        await pilot.pause()
        assert (tmp_path / "page.html").exists()
