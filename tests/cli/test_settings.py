"""config.toml and state.toml."""

import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from minusma_tui.app.app import DashboardApp
from minusma_tui.app.commands import COMMANDS, default_keys
from minusma_tui.app.dashboard import Dashboard
from minusma_tui.app.dialogs.help import Help
from minusma_tui.cli import main
from minusma_tui.cli.settings import (
    Settings,
    config_path,
    read_config,
    read_state,
    state_path,
    write_state,
)
from minusma_tui.cli.view import _remember, _settings
from minusma_tui.model.dataset import Dataset
from minusma_tui.reading.problems import MAX_PROBLEMS, DatasetError
from minusma_tui.situation.columns import COLUMNS
from minusma_tui.situation.day import Order
from minusma_tui.situation.situation import look
from minusma_tui.situation.world import World
from tests.support.terminal import PROGRAM, READY, Open

COMMAND_IDS = [
    "filter", "back", "list.detail", "list.previous-base", "list.next-base", "list.page-up",
    "list.page-down", "list.half-a-page-up", "list.half-a-page-down", "list.first-base",
    "list.last-base", "detail.scroll-up", "detail.scroll-down", "detail.page-up",
    "detail.page-down", "detail.top", "detail.bottom", "map.north", "map.south", "map.west",
    "map.east", "map.detail", "timeline.previous-entry", "timeline.next-entry",
    "timeline.page-up", "timeline.page-down", "timeline.first-entry", "timeline.last-entry",
    "timeline.go", "earlier", "later", "back-a-month", "forward-a-month", "back-a-day",
    "forward-a-day", "go-to-a-date", "own-date", "play", "mark", "claims", "source", "cite",
    "sources", "export", "sort", "reverse-the-sort", "columns", "zoom", "next-pane",
    "previous-pane", "bases", "gauge", "handover", "map", "timeline", "filter.clear",
    "filter.complete", "filter.to-the-list", "language", "help", "palette", "quit",
]  # fmt: skip


def configure(text: str) -> Path:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


class TestConfiguration:
    def test_without_a_file_nothing_is_set(self) -> None:
        assert read_config(config_path(), default_keys()) == Settings()

    def test_everything_that_can_be_set(self) -> None:
        path = configure(
            'theme = "nord"\nlang = "fr"\nsort = "troops"\ndescending = true\nwatch = false\n'
            'columns = ["name", "troops"]\n'
            '[keys]\nfilter = "f,ctrl+f"\n"list.first-base" = "0"\n'
        )
        assert read_config(path, default_keys()) == Settings(
            theme="nord",
            lang="fr",
            sort="troops",
            descending=True,
            columns=["name", "troops"],
            watch=False,
            keys={"filter": "f,ctrl+f", "list.first-base": "0"},
        )

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('thme = "nord"', "1:1: unknown key 'thme': did you mean 'theme'?"),
            ("theme = 5", "1:9: expected text"),
            ('lang = "fr"\nwatch = "no"', "2:9: expected true or false"),
            ("keys = 1", "1:8: expected a table"),
            ('[keys]\nfiltr = "f"', "2:1: unknown command 'filtr': did you mean 'filter'?"),
            ('[keys]\nfilter = "/"', "2:10: expected keys such as f or ctrl+f,slash"),
            ('[keys]\nfilter = "s"', "2:10: 's' is the key of 'sort' already"),
            ("theme = ", "1:9: not valid TOML: invalid value"),
            ('lang = "de"', "1:8: unknown language 'de': expected en, fr"),
            ('sort = "troop"', "1:8: unknown column 'troop': did you mean 'troops'?"),
            ('columns = "name"', "1:11: expected a list of columns"),
            ("columns = []", "1:11: expected a list of columns"),
            (
                'watch = true\ncolumns = ["name",\n  "regoin"]',
                "3:3: unknown column 'regoin': did you mean 'region'?",
            ),
            (
                "columns = [7]",
                "1:12: unknown column '7': expected status, name, contested, region, departed, "
                "handed_over, handover, troops, contingents",
            ),
        ],
    )
    def test_a_mistake_is_told_at_its_place(self, text: str, expected: str) -> None:
        path = configure(text)
        with pytest.raises(DatasetError) as caught:
            read_config(path, default_keys())
        assert str(caught.value) == f"{path}:{expected}"

    @pytest.mark.parametrize(
        "text",
        [
            "\n".join(f"k{number} = 1" for number in range(2_000)),
            "[keys]\n" + "\n".join(f"k{number} = 1" for number in range(2_000)),
            f"columns = {[f'k{number}' for number in range(2_000)]}",
        ],
        ids=["keys", "commands", "columns"],
    )
    def test_of_many_mistakes_the_first_are_looked_into(
        self, text: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When all were searched for suggestions, 79,000 mistakes made every command take 25 s."""
        asked: list[str] = []

        def suggest(wrong: str, _known: object) -> str:
            asked.append(wrong)
            return "?"

        monkeypatch.setattr("minusma_tui.reading.messages.suggest", suggest)
        path = configure(text)
        with pytest.raises(DatasetError) as caught:
            read_config(path, default_keys())
        assert len(asked) == len(caught.value.problems) == MAX_PROBLEMS + 1
        assert "only the first 500 are listed" in caught.value.problems[-1].message

    def test_a_theme_is_unknown_to_who_knows_them(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("minusma_tui.cli.view._expect_terminal", lambda: None)
        path = configure('sort = "name"\ntheme = "nrod"')
        assert main(["view"]) == 1
        said = capsys.readouterr().err
        assert said == f"{path}:2:9: unknown theme 'nrod': did you mean 'nord'?\n"
        assert main(["report"]) == 0

    @pytest.mark.parametrize("command", ["view", "serve"])
    def test_an_unknown_theme_on_the_command_line_is_wrong_usage(
        self, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("minusma_tui.cli.view._expect_terminal", lambda: None)
        assert main([command, "--theme=nrod"]) == 2
        said = capsys.readouterr().err
        assert said.startswith("minusma-tui: unknown theme 'nrod': expected one of ansi-dark, ")

    def test_two_commands_may_swap_their_keys(self) -> None:
        path = configure('[keys]\nfilter = "s"\nsort = "slash"')
        assert read_config(path, default_keys()).keys == {"filter": "s", "sort": "slash"}

    def test_no_command_runs_with_a_broken_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        path = configure("watch = 1")
        assert main(["report"]) == 1
        found = capsys.readouterr()
        assert (found.out, found.err) == ("", f"{path}:1:9: expected true or false\n")

    @pytest.mark.parametrize("asked", ["--help", "--version"])
    def test_who_has_to_mend_it_is_helped(
        self, asked: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        configure("watch = 1")
        with pytest.raises(SystemExit) as caught:
            main([asked])
        assert caught.value.code == 0
        assert capsys.readouterr().out

    def test_a_visitor_has_nothing_of_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        configure('lang = "fr"')
        monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
        assert main(["report"]) == 0
        assert "Timeline" in capsys.readouterr().out

    def test_the_language_is_that_of_every_command(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        configure('lang = "fr"')
        assert main(["report"]) == 0
        assert "Chronologie" in capsys.readouterr().out
        assert main(["report", "--lang", "en"]) == 0
        assert "Timeline" in capsys.readouterr().out

    def test_the_ids_of_commands_are_a_promise(self) -> None:
        """A rewording changes none; a new command adds one."""
        assert sorted(command.id for command in COMMANDS) == sorted(COMMAND_IDS)
        assert len({*COMMAND_IDS}) == len(COMMAND_IDS)
        for command in COMMANDS:
            scope = command.id.rpartition(".")[0] or "dashboard"
            assert scope == command.scope


class TestKeys:
    async def test_other_keys_work_and_are_told(self, dataset: Dataset) -> None:
        keys = {"filter": "f", "list.next-base": "n"}
        dashboard = Dashboard(look(World(dataset), dataset.as_of), keys=keys)
        app = DashboardApp(dashboard, keys)
        async with app.run_test(size=(80, 24)) as pilot:
            before = dashboard.picked
            await pilot.press("n")
            assert dashboard.picked != before
            await pilot.press("j")
            after = dashboard.picked
            await pilot.press("n")
            assert dashboard.picked != after
            await pilot.press("slash")
            assert app.focused
            assert app.focused.id == "base-list"
            assert "Filter (f)" in [one.title for one in app.get_system_commands(app.screen)]
            await pilot.press("f", "g", "a", "o")
            assert dashboard.filter_query.text == "gao"
            await pilot.press("enter", "question_mark")
            assert isinstance(app.screen, Help)


class TestState:
    def test_what_was_left_comes_back(self) -> None:
        left = Settings(
            theme="nord", lang="fr", sort="troops", descending=True, columns=["name", "troops"]
        )
        write_state(left)
        assert read_state() == left

    @pytest.mark.parametrize("text", ["", "theme = 5", "theme = ", "\ufeff\0", "other = 1"])
    def test_a_broken_state_is_none(self, text: str) -> None:
        state_path().parent.mkdir(parents=True)
        state_path().write_text(text, encoding="utf-8")
        assert read_state() == Settings()

    @pytest.mark.parametrize(
        "text", ['lang = "de"', 'sort = "mood"', 'columns = ["name", "mood"]', "columns = []"]
    )
    def test_what_is_no_more_is_forgotten(self, text: str) -> None:
        state_path().parent.mkdir(parents=True)
        state_path().write_text(f'{text}\ntheme = "nord"', encoding="utf-8")
        assert read_state() == Settings(theme="nord")

    @pytest.mark.parametrize(("left", "taken"), [("nord", "nord"), ("gone", None)])
    def test_a_theme_that_is_no_more_is_forgotten(self, left: str, taken: str | None) -> None:
        write_state(Settings(theme=left, sort="name"))
        options = Namespace(theme=None, no_watch=False, config=Settings())
        assert _settings(options) == Settings(theme=taken, sort="name")

    def test_where_nobody_may_write_nothing_is_said(self) -> None:
        state_path().parent.parent.mkdir(parents=True)
        state_path().parent.write_text("a file where the folder would be", encoding="utf-8")
        write_state(Settings(theme="nord"))
        assert read_state() == Settings()

    def test_what_did_not_change_is_not_written(self) -> None:
        write_state(Settings(theme="nord"))
        os.utime(state_path(), (0, 0))
        write_state(Settings(theme="nord"))
        assert state_path().stat().st_mtime == 0

    async def test_the_application_knows_how_the_list_was_sorted(
        self, open_app: Callable[..., DashboardApp]
    ) -> None:
        app = open_app()
        async with app.run_test(size=(80, 24)) as pilot:
            assert app.order is None
            await pilot.press("s", "S")
            await pilot.pause()
        assert app.order == Order("handed_over", descending=True)

    @pytest.mark.parametrize("options", [(), ("--lang=fr", "--theme=nord")])
    def test_what_was_asked_for_this_once_is_not_remembered(
        self, options: tuple[str, ...], terminal: Open
    ) -> None:
        configure('sort = "troops"\ncolumns = ["name", "troops"]')
        write_state(Settings(theme="dracula"))
        program = terminal(*PROGRAM, *options)
        program.wait_for(READY)
        program.press("q")
        assert program.end() == 0
        assert read_state() == Settings(theme="dracula")

    async def test_what_was_changed_is_remembered_and_nothing_else(
        self, open_app: Callable[..., DashboardApp]
    ) -> None:
        write_state(Settings(theme="dracula", lang="en", sort="name", columns=["name"]))
        app = open_app()
        async with app.run_test(size=(80, 24)) as pilot:
            app.theme = "nord"
            begun = Settings(theme=app.theme, lang="en")
            _remember(app, begun)
            assert read_state().theme == "dracula"
            await pilot.press("L", "s")
            await pilot.pause()
            _remember(app, begun)
            assert read_state() == Settings(
                theme="dracula",
                lang="fr",
                sort="handed_over",
                descending=False,
                columns=["name"],
            )
            app.theme = "gruvbox"
            app.columns = [column.id for column in COLUMNS]
            _remember(app, begun)
        left = read_state()
        assert (left.theme, left.columns) == ("gruvbox", None)

    def test_the_nearest_wins(self) -> None:
        asked, config = Settings(theme="a"), Settings(theme="b", sort="name")
        state = Settings(theme="c", sort="troops", lang="fr")
        chosen = asked.over(config).over(state)
        assert chosen == Settings(theme="a", sort="name", lang="fr")
