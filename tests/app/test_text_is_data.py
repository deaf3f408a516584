"""The text of a dataset is shown unchanged: it is never markup, a link or an action."""

import ast
import copy
import dataclasses
import re
from collections.abc import Callable
from itertools import count
from typing import Any, get_type_hints

import pytest
import tomli
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.events import Paste
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.frame.filter_bar import FilterBox
from minusma_tui.app.platform.file_watch import Watcher
from minusma_tui.app.platform.screen_rows import rows_of
from minusma_tui.model import dataset as dataset_model
from minusma_tui.model import records
from minusma_tui.model.values import Text
from minusma_tui.reading.load import read
from minusma_tui.reading.problems import DatasetError
from minusma_tui.reading.text import unsafe
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests import ROOT
from tests.fuzz.mutants import ACCEPTED, LINES, ONLY_IN_NOTES, REFUSED, notes, values
from tests.support.reading import SOUND

MINUSMA = (ROOT / "data" / "minusma.toml").read_text(encoding="utf-8")
MARKUP = ["[red]x[/red]", "[@click=app.quit]x[/]"]


def dataset_saying(text: str) -> bytes:
    """The embedded dataset with this text as Ansongo's name and in a few other places."""
    source = MINUSMA
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    for old in (
        'name = "Ansongo"',
        'name = "MINUSMA"',
        '[sources.seed-2023-11]\npublisher = "RFI"',
        'en = "Hawa Ahmed Youssouf, head of the Gao regional office"',
    ):
        assert old in source
        source = source.replace(old, f'{old.split(" = ")[0]} = "{quoted}"', 1)
    return source.encode()


@pytest.mark.parametrize("text", MARKUP)
async def test_brackets_are_text(text: str) -> None:
    dataset = read(dataset_saying(text), "hostile.toml")
    app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))
    async with app.run_test(size=(240, 40)) as pilot:
        await pilot.pause()
        panes = ("#base-list", "#map", "#gauge", "#detail", "#timeline", "TitleLine")
        for pane in panes:
            lines = lines_of(app.screen.query_one(pane))
            assert text in "\n".join(line.text for line in lines), pane
            assert_harmless(lines)
        title = str(app.screen.query_one("#detail").border_title)
        assert Content.from_markup(title).plain == f"3 {text}"


def lines_of(widget: Widget) -> list[Strip]:
    return [widget.render_line(y) for y in range(widget.size.height)]


def assert_harmless(lines: list[Strip]) -> None:
    """Check that nothing in the lines is an action or a link, or unsafe for a terminal."""
    for line in lines:
        for segment in line:
            style = segment.style
            assert style is None or (not style.link and "@click" not in style.meta), segment
            assert not unsafe(segment.text), segment


# The fields with free text; all others hold values such as codes and dates, which are checked.
FREE = {
    "licence", "full_name", "name", "other_names", "region", "cercle", "p_code", "by", "to",
    "present", "terms", "route", "text", "note", "reason", "publisher", "title",
}  # fmt: skip


def test_the_free_fields_are_those_of_the_model() -> None:
    found = set()
    for module in (records, dataset_model):
        for record in vars(module).values():
            if dataclasses.is_dataclass(record) and isinstance(record, type):
                for name, hint in get_type_hints(record).items():
                    if re.search(r"\bText\b|~?Word\b", str(hint)) or hint is Text:
                        found.add(name)
    words = {"other_names", "p_code", "route", "publisher", "title", "name"}  # plain strings
    assert found | words == FREE


def hostile(texts: tuple[str, ...]) -> str:
    """The real dataset with one of these texts in every free field, each with its own number.

    Notes continue with some further lines.
    """
    document = tomli.loads(MINUSMA)
    numbers = count()

    def replace(thing: Any, field: str) -> Any:
        if isinstance(thing, dict):
            return {
                key: replace(part, field if key in ("value", "en", "fr") else key)
                for key, part in thing.items()
            }
        if isinstance(thing, list):
            return [replace(part, field) for part in thing]
        if isinstance(thing, str) and field in FREE:
            number = next(numbers)
            return f"{number} {texts[number % len(texts)]}"
        return thing

    document = replace(document, "")
    for number, (holder, key) in enumerate(notes(document)):
        holder[key] += LINES[number % len(LINES)]
    return tomli_w.dumps(document)


def screen_of(pilot: Pilot[None]) -> str:
    """All that is on the screen, which is seen to be harmless."""
    lines = rows_of(pilot.app.screen)  # all layers, toasts too
    assert_harmless(lines)
    return "\n".join(line.text for line in lines)


def squeezed(text: str) -> str:
    """Remove the blanks and frames that wrapping inserts."""
    return re.sub(r"[\s│╭╮╰╯─▌▐]+", "", text)


VISITS: list[tuple[str, list[str]]] = [
    ("list and panes", []),
    ("timeline in full", ["5", "z"]),
    ("help", ["question_mark"]),
    ("palette", ["ctrl+p"]),
    ("date", ["d", "x", "enter"]),
    ("sources", ["r", "down"]),
    ("which source to open", ["o"]),
    ("which citation", ["y"]),
    ("export", ["e"]),
    ("French", ["L"]),
]
"""The screens and the keys that open them; Esc closes each."""


@pytest.mark.parametrize(
    ("texts", "size"),
    [
        (ACCEPTED, (200, 60)),
        pytest.param(ACCEPTED[:1], (200, 60), marks=pytest.mark.exhaustive),
        pytest.param(ACCEPTED[1:3], (80, 24), marks=pytest.mark.exhaustive),
    ],
)
async def test_whatever_a_text_says_every_screen_shows_it_as_it_is(
    texts: tuple[str, ...], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minusma_tui.app.platform.browser._has_browser", lambda: False)
    dataset = read(hostile(texts).encode(), "hostile.toml")
    app = DashboardApp(
        Dashboard(look(World(dataset), dataset.as_of), lambda _stop, _tell: iter(()))
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        seen: dict[str, str] = {}
        for name, keys in VISITS:
            await pilot.press(*keys)
            await pilot.pause()
            seen[name] = screen_of(pilot)
            await pilot.press("escape", "1")
            assert app.is_running, name
        assert len(set(seen.values())) == len(VISITS)
        await pilot.press("L")
        box = app.screen.query_one(FilterBox)
        await pilot.press("slash")
        for query in ("region:0", "region:zz", "source:a", "zzzz", ""):
            box.value = query
            await pilot.pause()
            screen_of(pilot)
        await pilot.press("escape", "1")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        screen_of(pilot)
        (told,) = app.screen.query("Toast")
        assert isinstance(app.screen, Dashboard)
        picked = dataset.bases[app.screen.picked or ""].name.say()
        said = squeezed("".join(line.text for line in lines_of(told)))
        app.screen.query_one(Watcher).post_message(Watcher.Changed(broken_version(texts)))
        await pilot.pause()
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "x[/].toml:1:10: expected 1, found the number 2" in screen_of(pilot)
    name = dataset.bases["ansongo"].name.say()
    assert name in seen["list and panes"]
    assert dataset.mission.name in seen["list and panes"]
    assert squeezed(picked) in said
    assert any(source.publisher in seen["sources"] for source in dataset.sources.values())


def broken_version(texts: tuple[str, ...]) -> DatasetError:
    with pytest.raises(DatasetError) as caught:
        read(hostile(texts).replace("format = 1", "format = 2").encode(), f"{ACCEPTED[0]}.toml")
    return caught.value


PLACES = list(values(tomli.loads(SOUND)))
TEXTS = [index for index, (holder, key) in enumerate(PLACES) if isinstance(holder[key], str)]


def code(character: str) -> str:
    return f"U+{ord(character):04X}"


UNWANTED = (*REFUSED, *ONLY_IN_NOTES[:2])


@pytest.mark.parametrize(("number", "character"), enumerate(UNWANTED), ids=lambda one: f"{one!a}")
def test_a_character_that_no_text_may_have_is_refused_wherever_it_stands(
    number: int, character: str
) -> None:
    """Each character is in a few texts, and each text has a few of the characters."""
    for index in TEXTS[number % 8 :: 8]:
        document = copy.deepcopy(tomli.loads(SOUND))
        holder, key = list(values(document))[index]
        holder[key] = f"{holder[key]}QZQ{character}"
        assert_refused(tomli_w.dumps(document), character, "this text contains")


@pytest.mark.parametrize("character", UNWANTED, ids=code)
def test_such_a_character_is_refused_in_a_key(character: str) -> None:
    tables = ["mission", "bases.ansongo", "bases.ansongo.handover", "sources.press"]
    for table in tables:
        document = copy.deepcopy(tomli.loads(SOUND))
        holder = document
        for step in table.split("."):
            holder = holder[step]
        holder[f"QZQ{character}"] = "x"
        assert_refused(tomli_w.dumps(document), character, "this key contains")


def assert_refused(source: str, character: str, beginning: str) -> None:
    """Check that the problem names the character and points at the opening quote of its text."""
    with pytest.raises(DatasetError) as caught:
        read(source.encode(), "x.toml")
    (problem,) = caught.value.problems
    assert problem.message.startswith(f"{beginning} {code(character)}")
    rest = source.split("\n")[problem.line - 1][problem.column - 1 :]
    assert rest.startswith('"')
    assert "QZQ" in rest.split('"')[1]


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(REFUSED))
def test_such_a_character_is_refused_in_the_real_dataset(place: int, character: str) -> None:
    document = tomli.loads(MINUSMA)
    found = [(one, key) for one, key in values(document) if isinstance(one[key], str)]
    holder, key = found[place % len(found)]
    holder[key] = f"{holder[key]}QZQ{character}"
    assert_refused(tomli_w.dumps(document), character, "this text contains")


@pytest.mark.parametrize("where", ["slash", "d", "ctrl+p"])
async def test_what_is_pasted_is_text_too(
    open_app: Callable[..., DashboardApp], where: str
) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        await pilot.press(where)
        await pilot.pause()
        box = pilot.app.focused
        assert isinstance(box, Input)
        for pasted, value in (
            ("region:gao\x1b[2J\x9b31m\u202e", "region:gao [2J 31m"),
            ("region:gao\nkidal\r\n", "region:gao kidal"),
            ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
            ("x" * 5000, "x" * 1000),
        ):
            box.value = ""
            pilot.app.post_message(Paste(pasted))
            await pilot.pause()
            assert box.value == value
            screen_of(pilot)
        await pilot.press("escape")  # the palette may still be searching


async def test_what_was_copied_here_comes_back_as_one_line(
    open_app: Callable[..., DashboardApp],
) -> None:
    async with open_app().run_test(size=(120, 40)) as pilot:
        await pilot.press("y", "enter", "slash", "ctrl+v")
        await pilot.pause()
        value = pilot.app.screen.query_one(FilterBox).value
        assert value.startswith("Ansongo (MINUSMA): handed over as of 19 Nov 2023")
        assert value.isprintable()


NAMES = [
    "漢字基地",
    "e\u0301te\u0301",
    "👩\u200d🚀 camp",
    *(
        pytest.param(name, marks=pytest.mark.exhaustive)
        for name in ("Ménakä", "🇲🇱", "مالي", "👍🏽", "❤\ufe0f")
    ),
]


@pytest.mark.parametrize("name", NAMES)
async def test_columns_stay_aligned_whatever_the_script(name: str) -> None:
    dataset = read(dataset_saying(name), "wide.toml")
    app = DashboardApp(Dashboard(look(World(dataset), dataset.as_of)))
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        for pane in ("#map", "#timeline"):
            widget = app.screen.query_one(pane)
            assert {cell_len(line.text) for line in lines_of(widget)} == {widget.size.width}, pane
        rows = app.screen.query_one("#base-list")
        lines = lines_of(rows)
        assert {line.cell_length for line in lines} == {rows.scrollable_content_region.width}
        titles, ansongo = lines[0].text, next(line.text for line in lines if name in line.text)
        before = titles[: titles.index("Departed")]
        assert cell_len(ansongo[: ansongo.index("18 Nov")]) == cell_len(before)


def test_no_widget_is_given_a_string_to_parse_as_markup() -> None:
    """Each Static and each notification gets `markup=False`."""
    for path in (ROOT / "minusma_tui" / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in {"Static", "notify"}:
                    assert any(
                        keyword.arg == "markup"
                        and isinstance(keyword.value, ast.Constant)
                        and keyword.value.value is False
                        for keyword in node.keywords
                    ), f"{path.name}:{node.lineno}"
