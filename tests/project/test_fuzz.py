"""A little of what `make fuzz` does at length, and the faults that it once found."""

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style
from textual.command import CommandList
from textual.events import Click, Key
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input, Static

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.commands import default_keys
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.chronology.stops import read_day
from minusma_tui.cli.settings import Settings, read_config
from minusma_tui.export.citation import STYLES, Quote, as_bibtex
from minusma_tui.export.reports.markdown import escape
from minusma_tui.files.bundled import embedded
from minusma_tui.importing.geo_pko.rows import MAX_BROKEN_ROWS
from minusma_tui.importing.table import LARGEST_TABLE, LONGEST_ROW, MAX_LINES
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import FIRST_YEAR, LAST_YEAR, parse_period
from minusma_tui.model.records import Source
from minusma_tui.query import QueryError, Vocabulary, parse
from minusma_tui.reading.chunks import (
    MAX_BYTES,
    MAX_TABLES,
    MAX_TOKENS,
    MAX_TOTAL_TOKENS,
    TABLES_IN_A_PIECE,
)
from minusma_tui.reading.files import LARGEST_FILE
from minusma_tui.reading.load import DEFAULT, read
from minusma_tui.reading.problems import MAX_PROBLEMS, DatasetError
from minusma_tui.reading.text import LONGEST_TEXT, MAX_MARKS, MAX_NOTE_LINES
from minusma_tui.reading.toml import DEEPEST
from tests import ROOT
from tests.fuzz import soak, storms
from tests.fuzz.judge import is_printable, judge, judge_table, survive
from tests.fuzz.mutants import ACCEPTED, mutate, mutate_table
from tests.fuzz.terminals import key_storm, reloads, resizes
from tests.support.reading import SOUND
from tests.support.synthetic import mission

MINUSMA = embedded(DEFAULT).read_text(encoding="utf-8")
GEO_PKO = ROOT / "tests" / "data" / "geo-pko"
Open = Callable[..., DashboardApp]
seeds = st.integers(0, 2**32)
few = settings(max_examples=4, deadline=None, derandomize=True)
more = settings(max_examples=40, deadline=None, derandomize=True)


@more
@given(seeds)
def test_a_mutant_is_refused_with_places_or_survives_everything(seed: int) -> None:
    generator = random.Random(seed)  # noqa: S311  # no secret
    dataset = judge(mutate(generator, SOUND))
    if dataset is not None:
        survive(dataset, generator)


@pytest.mark.exhaustive
@few
@given(seeds)
def test_a_mutant_of_the_real_dataset_does_too(seed: int) -> None:
    generator = random.Random(seed)  # noqa: S311
    dataset = judge(mutate(generator, MINUSMA))
    if dataset is not None:
        survive(dataset, generator)


@more
@given(seeds, st.sampled_from([path.read_text() for path in sorted(GEO_PKO.glob("*.csv"))]))
def test_a_table_is_refused_with_places_or_becomes_a_sound_dataset(seed: int, table: str) -> None:
    generator = random.Random(seed)  # noqa: S311
    judge_table(mutate_table(generator, table), None, None, skip_bad=seed % 2 == 0)


LARGE = mission(220)


@few
@given(seeds)
def test_a_mutant_that_is_read_in_pieces_is_what_it_is_as_a_whole(seed: int) -> None:
    data = mutate(random.Random(seed), LARGE)  # noqa: S311
    # A file with a text of several lines is read whole.
    whole = judge(data.replace(b'"SYNTHETIC"', b'"""SYNTHETIC"""', 1))
    pieced = judge(data)
    assert (whole is None) == (pieced is None)
    if whole is not None and pieced is not None:
        assert list(whole.bases) == list(pieced.bases)


@given(st.text())
def test_any_text_is_a_day_or_a_value_error(text: str) -> None:
    try:
        day = read_day(text, date(2023, 11, 19))
    except ValueError as error:
        assert is_printable(str(error))
    else:
        assert FIRST_YEAR <= day.year <= LAST_YEAR


@given(st.text(st.sampled_from("0123456789-/~?%. x"), max_size=24))
def test_what_looks_like_a_date_is_one_or_a_value_error(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError as error:
        assert is_printable(str(error))
    else:
        assert str(period) == text
        assert FIRST_YEAR <= period.first_day.year <= period.last_day.year <= LAST_YEAR


@more
@given(
    text=st.lists(
        st.sampled_from([*ACCEPTED, "region:", "troops>", "-", '"', ",", " ", "after:", "source:"]),
        max_size=5,
    ).map("".join)
)
def test_hostile_text_is_a_query_or_an_error_with_a_span(text: str, dataset: Dataset) -> None:
    try:
        query = parse(text, Vocabulary(dataset))
    except QueryError as error:
        assert 0 <= error.start < error.end <= len(text)
        assert is_printable(error.message)
    else:
        assert is_printable(query.text)


@more
@given(data=st.binary(max_size=60))
def test_any_bytes_are_settings_or_problems(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "config.toml"
    path.write_bytes(data)
    try:
        found = read_config(path, default_keys())
    except DatasetError as error:
        assert all(is_printable(str(problem)) for problem in error.problems)
    else:
        assert isinstance(found, Settings)


class TestStorms:
    """After any keys the app runs and is consistent."""

    @few
    @given(st.lists(st.sampled_from(storms.KEYS), max_size=30), st.sampled_from(storms.SIZES))
    def test_any_keys(self, keys: list[str], size: tuple[int, int]) -> None:
        dataset = read(MINUSMA.encode(), "minusma.toml")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("minusma_tui.app.platform.browser._has_browser", lambda: False)
            patch.setattr("minusma_tui.app.dialogs.export.write_atomically", lambda *_, **__: None)
            storms.run_storm(dataset, keys, size)

    async def test_what_is_not_consistent_is_seen(self, open_app: Open) -> None:
        async with open_app().run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            screen = pilot.app.screen
            assert isinstance(screen, Dashboard)
            for name, wrong in (
                ("picked", None),
                ("picked", "nowhere"),
                ("as_of", date(2023, 10, 1)),
                ("as_of", date(1999, 1, 1)),
                ("filter_query", parse("gao", Vocabulary(read(SOUND.encode(), "x")))),
                ("situation", None),
            ):
                storms.hold(pilot)
                right = getattr(screen, name)
                screen.set_reactive(getattr(Dashboard, name), wrong)
                with pytest.raises(AssertionError):
                    storms.hold(pilot)
                screen.set_reactive(getattr(Dashboard, name), right)
            screen.set_focus(None)
            with pytest.raises(AssertionError):
                storms.hold(pilot)


@pytest.mark.foreign
class TestInATerminal:
    """The program survives, quits with status 0 and restores the terminal."""

    def test_keys(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert key_storm(random.Random(1), tmp_path, 25) == []  # noqa: S311

    def test_sizes(self, tmp_path: Path) -> None:
        assert resizes(random.Random(1), tmp_path, 4) == []  # noqa: S311

    def test_versions(self, tmp_path: Path) -> None:
        assert reloads(random.Random(1), tmp_path, MINUSMA, 3) == []  # noqa: S311


def test_what_a_soak_complains_of() -> None:
    warm = soak.Cost(0.02, 80.0, 6)
    assert soak.complaints(warm, soak.Cost(0.05, 85.0, 6)) == []
    assert soak.complaints(warm, soak.Cost(0.53, 80.0, 6))
    assert soak.complaints(warm, soak.Cost(0.02, 105.0, 6))


SCREENS = {
    "help": ["question_mark"],
    "sources": ["r"],
    "a choice": ["y"],
    "date": ["d"],
    "export": ["e"],
    "columns": ["C"],
    "palette": ["ctrl+p"],
}


async def test_a_screen_that_is_left_twice_at_once_takes_no_other_with_it(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        below = pilot.app.screen
        for name, keys in SCREENS.items():
            await pilot.press(*keys)
            await pilot.pause()
            screen = pilot.app.screen
            assert screen is not below, name
            screen.dismiss()
            screen.dismiss()
            await pilot.pause()
            assert pilot.app.screen is below, name
            storms.hold(pilot)


@pytest.mark.parametrize(
    "key",
    [
        "pagedown",
        "enter",
        *(pytest.param(key, marks=pytest.mark.exhaustive) for key in ("pageup", "end", "down")),
    ],
)
async def test_a_key_that_comes_before_a_screen_is_drawn(
    key: str, open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # exports go to the current folder
    async with open_app().run_test(size=(120, 40)) as pilot:
        for screen, keys in SCREENS.items():
            for name in (*keys, key, key):
                pilot.app.post_message(Key(name, None))
            await pilot.pause()
            await pilot.pause()
            assert pilot.app.is_running, screen
            storms.hold(pilot)
            await pilot.press("escape")  # the palette may still be searching
            await pilot.pause()


@pytest.mark.exhaustive
async def test_no_screen_is_too_narrow_to_be_drawn(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        for name, keys in SCREENS.items():
            await pilot.resize_terminal(1, 1)
            await pilot.press(*keys)
            await pilot.pause()
            for size in ((1, 1), (3, 2), (6, 1), (120, 40)):
                await pilot.resize_terminal(*size)
                await pilot.press("pagedown", "pageup")
                assert pilot.app.is_running, name
            await pilot.press("escape")
            await pilot.pause()
            storms.hold(pilot)


async def test_two_clicks_beside_the_palette_at_once(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        below = pilot.app.screen
        await pilot.press("ctrl+p")
        await pilot.pause()
        palette = pilot.app.screen
        for _ in range(2):
            palette.post_message(
                Click(palette, 1, 39, 0, 0, 1, False, False, False, screen_x=1, screen_y=39)
            )
        await pilot.pause()
        assert pilot.app.is_running
        assert pilot.app.screen is below


async def test_a_click_on_a_command_that_the_search_has_dropped(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        commands = pilot.app.screen.query_one(CommandList)
        x, y = commands.region.x + 1, commands.region.y + 1
        click = Click(commands, 1, 1, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        click.style = Style(meta={"option": commands.option_count})
        commands.post_message(click)
        await pilot.pause()
        assert pilot.app.is_running
        assert pilot.app.screen.query_one(CommandList) is commands
        await pilot.press("escape")
        await pilot.pause()
        storms.hold(pilot)


async def test_what_is_typed_just_before_the_palette_leaves(open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        palette = pilot.app.screen
        typed = Input.Changed(palette.query_one(Input), "map")
        await palette.query_one(CommandList).remove()  # a screen is removed in parts
        pilot.app.pop_screen()
        palette.post_message(typed)
        await pilot.pause()
        assert pilot.app.is_running
        storms.hold(pilot)


async def test_a_click_on_what_is_gone_but_still_on_the_screen(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("?")
        await pilot.pause()
        gone = (Static("gone"), Offset(0, 0))
        monkeypatch.setattr(Screen, "get_widget_and_offset_at", lambda *_place: gone)
        await pilot.click(offset=(60, 20))
        await pilot.pause()
        assert pilot.app.is_running
        await pilot.press("escape")
        await pilot.pause()
        storms.hold(pilot)


HOSTILE_SOURCE = Source(
    id="x",
    publisher="a}, note = {b",
    title="{ \\ } % $ & # _ ~ ^",
    language="en",
    url="https://example.org/%20#a_b~c",
)


def test_bibtex_counts_braces_whatever_stands_before_them() -> None:
    written = as_bibtex(Quote("says } {", (HOSTILE_SOURCE,)))
    depth, fields = 0, []
    for line in written.splitlines()[1:-1]:
        assert depth == 0
        fields.append(line.split(" = ")[0].strip())
        depth += line.count("{") - line.count("}")
        assert line.endswith("},")
    assert depth == 0
    assert fields == ["author", "title", "url", "note"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("+ a", r"\+ a"),
        ("=====", r"\====="),
        ("    a", "a"),
        ("see https://example.org", r"see https\://example.org"),
        ("www.example.org", r"www\.example.org"),
        ("me@example.org", r"me\@example.org"),
        ("$x$", r"\$x\$"),
        ("2023-11", "2023-11"),
        ("10.5 km", "10.5 km"),
    ],
)
def test_no_text_begins_a_list_a_heading_or_a_link_in_markdown(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_is_printable_whatever_it_quotes(style: str) -> None:
    for text in ACCEPTED:
        source = Source(id="x", publisher=text, title=text, language="en")
        for line in STYLES[style](Quote(text, (source,))).splitlines():
            assert is_printable(line) or not line


@pytest.mark.parametrize("name", ["~nobody-at-all/x.csv", "x" * 5000, "no/such/folder.csv"])
async def test_a_name_that_no_file_can_have_is_a_message(name: str, open_app: Open) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("e", "tab")
        await pilot.pause()
        box = pilot.app.focused
        assert box is not None
        box.value = name  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        said = pilot.app.screen.query_one("#export-problem").render()
        assert "cannot write" in str(said)


def test_a_pace_that_never_ends_has_no_end() -> None:
    early, late = 'date = "1900-01-01"', 'date = "2023-11-18~"'
    figure = SOUND[SOUND.index("[[personnel]]") : SOUND.index("[sources.press]")]
    first = figure.replace(late, early).replace('"more than 400"', "0")
    slow = SOUND.replace(figure, first + figure.replace('"more than 400"', "1"))
    slow = slow.replace('"about 500"', '"about 9999999"').replace('"2013-04-25"', '"1900-01-01"')
    dataset = read(slow.encode(), "slow.toml")
    survive(dataset, random.Random(1))  # noqa: S311


def test_braces_in_a_key_are_named_as_they_are() -> None:
    broken = SOUND.replace('fr = "Un exemple"', '"{{x}}" = "y"')
    with pytest.raises(DatasetError) as caught:
        read(broken.encode(), "x.toml")
    assert "'{{x}}' is not a language code" in str(caught.value)


def test_the_limits_are_those_of_the_documentation() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    limits = text[text.index("## Limits on what is read") :]
    for number in (
        MAX_BYTES // 2**20,
        LARGEST_FILE // 2**20,
        TABLES_IN_A_PIECE,
        MAX_TOKENS,
        MAX_TABLES,
        MAX_TOTAL_TOKENS,
        DEEPEST,
        LONGEST_TEXT,
        MAX_MARKS,
        MAX_NOTE_LINES,
        FIRST_YEAR,
        LAST_YEAR,
        MAX_PROBLEMS,
        LARGEST_TABLE // 2**20,
        MAX_LINES,
        LONGEST_ROW,
        MAX_BROKEN_ROWS,
    ):
        said = str(number) if 1900 <= number < 2200 else f"{number:,}"
        assert re.search(rf"\b{said}\b", limits), number
