"""The reading of a command line: options around a command, mistyped words, names of files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minusma_tui import __version__
from minusma_tui.cli import main
from minusma_tui.cli.command_line import in_order
from minusma_tui.cli.common import UsageError
from minusma_tui.files.bundled import embedded

Capture = pytest.CaptureFixture[str]
COMMANDS = ("view", "check", "report", "export")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", "view"),
        ("--no-watch", "view --no-watch"),
        ("report", "report"),
        ("--lang fr report", "report --lang fr"),
        ("--lang=fr report x.toml", "report --lang=fr x.toml"),
        ("--as-of 2023-10 report --format json", "report --as-of 2023-10 --format json"),
        ("--theme nord x.toml", "view --theme nord x.toml"),
        ("--theme report", "view --theme report"),
        ("--no-watch view", "view --no-watch"),
        ("--as 2023-10 report", "report --as 2023-10"),
        ("view report", "view report"),
        ("./report", "view ./report"),
        ("-- report", "view -- report"),
        ("-", "view -"),
        ("--filter -region:kidal", "view --filter=-region:kidal"),
        ("--filter=-region:kidal", "view --filter=-region:kidal"),
        ("--filter -gao report", "report --filter=-gao"),
        ("report --filt -gao x.toml", "report --filt=-gao x.toml"),
        ("report --filter - x", "report --filter - x"),
        ("report --filter --help", "report --filter --help"),
        ("report --filter -h", "report --filter -h"),
        ("report -- --filter -gao", "report -- --filter -gao"),
        ("--help", "--help"),
        ("--lang fr --help", "--help"),
        ("--lang fr -h", "-h"),
        ("--version report", "--version"),
        ("report --help", "report --help"),
        ("--nonsense", "view --nonsense"),
        ("--lang", "view --lang"),
    ],
)
def test_the_command_comes_first(given: str, read: str) -> None:
    assert in_order(given.split(), COMMANDS) == read.split()


class TestSlips:
    """If the first word is neither a command nor a file, the nearest of both is suggested."""

    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "missions.toml").touch()
        (tmp_path / "plain").touch()

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (["exprot"], "'exprot' is neither a command nor a file: did you mean export?"),
            (
                ["--lang", "en", "exprot", "--format", "csv"],
                "'exprot' is neither a command nor a file: did you mean export?",
            ),
            (["mission"], "'mission' is neither a command nor a file: did you mean missions.toml?"),
            (
                ["xyzzy", "--help"],
                "'xyzzy' is neither a command nor a file: see minusma-tui --help",
            ),
        ],
    )
    def test_the_near_miss_is_one_line(self, given: list[str], said: str, capsys: Capture) -> None:
        assert main(given) == 2
        assert capsys.readouterr() == ("", f"minusma-tui: {said}\n")

    def test_it_is_said_in_the_language_that_was_asked_for(self, capsys: Capture) -> None:
        assert main(["--lang", "fr", "exprot"]) == 2
        assert capsys.readouterr().err == (
            "minusma-tui: 'exprot' n’est ni une commande ni un fichier\u00a0: "
            "vouliez-vous dire export\u00a0?\n"
        )

    def test_a_name_with_escapes_is_harmless(self, capsys: Capture) -> None:
        assert main(["x\x1b[31m"]) == 2
        assert "'x\\u{1b}[31m'" in capsys.readouterr().err

    @pytest.mark.parametrize("path", ["plain", "missions.toml", "none.toml", "no/such", "./report"])
    def test_what_is_a_file_or_looks_like_one_is_opened(self, path: str) -> None:
        assert in_order([path], COMMANDS) == ["view", path]

    def test_the_files_among_which_one_looks_are_limited(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("minusma_tui.cli.command_line._MAX_FILES", 0)
        with pytest.raises(UsageError, match=r"see minusma-tui --help$"):
            in_order(["mission"], COMMANDS)


class TestOptions:
    @pytest.mark.parametrize(
        "given",
        [
            ["--lang", "fr", "report", "--format", "json", "--as-of", "2023-10"],
            ["--as-of", "2023-10", "report", "--format", "json", "--lang=fr"],
        ],
    )
    def test_they_stand_before_or_after_the_command(
        self, given: list[str], capsys: Capture
    ) -> None:
        assert main(given) == 0
        assert json.loads(capsys.readouterr().out)["as_of"] == "2023-10-31"

    @pytest.mark.parametrize("given", [["--filter", "-region:kidal"], ["--filter=-region:kidal"]])
    @pytest.mark.parametrize("before", [True, False])
    def test_a_filter_may_begin_with_a_minus(
        self, given: list[str], before: bool, capsys: Capture
    ) -> None:
        command = ["report", "--format", "json"]
        assert main([*given, *command] if before else [*command, *given]) == 0
        selection = json.loads(capsys.readouterr().out)["selection"]
        assert (selection["query"], selection["total"]) == ("-region:kidal", 9)

    def test_an_export_takes_such_a_filter(
        self, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        given = ["export", "--format", "csv", "--output", "-", "--filter", "-region:kidal"]
        assert main(given) == 0
        out = capsysbinary.readouterr().out
        assert b"\nansongo," in out
        assert b"\nkidal," not in out

    def test_a_forgotten_value_is_not_taken_from_the_next_option(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit) as caught:
            main(["report", "--filter", "--help"])
        assert caught.value.code == 2
        assert "--filter: expected one argument" in capsys.readouterr().err

    @pytest.mark.parametrize("given", [["--help"], ["--lang", "en", "--help"]])
    def test_the_help_of_the_program_has_the_options_of_the_dashboard(
        self, given: list[str], capsys: Capture
    ) -> None:
        with pytest.raises(SystemExit) as caught:
            main(given)
        assert caught.value.code == 0
        said = capsys.readouterr().out
        assert said.startswith("usage: minusma-tui [DATASET] [options]\n")
        for word in ("completion", "DATASET", "--as-of", "--filter", "--lang", "--theme"):
            assert f"\n  {word} " in said.replace("    completion", "  completion")

    def test_the_help_of_the_program_in_french(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit):
            main(["--lang", "fr", "--help"])
        assert "Un tableau de bord en terminal" in capsys.readouterr().out

    @pytest.mark.parametrize("command", [[], ["report"], ["check"]])
    def test_the_version_everywhere(self, command: list[str], capsys: Capture) -> None:
        with pytest.raises(SystemExit) as caught:
            main([*command, "--version"])
        assert caught.value.code == 0
        assert capsys.readouterr().out == f"minusma-tui {__version__}\n"


@pytest.mark.parametrize(
    "given",
    [
        [""],
        ["check", ""],
        ["report", ""],
        ["new", ""],
        ["export", "--format", "csv", "--output", ""],
        ["import", "geo-pko", "", "--mission", "all"],
        ["import", "geo-pko", "x.csv", "--mission", "all", "--output", ""],
    ],
)
def test_the_name_of_a_file_is_not_empty(given: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(given)
    assert caught.value.code == 2
    assert "the name of the file is empty" in capsys.readouterr().err


def test_a_missing_file_has_no_first_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    said = "none.toml: cannot be read: no such file or directory\n"
    assert main(["check", "none.toml"]) == 1
    assert capsys.readouterr() == (said, "")
    assert main(["none.toml"]) == 1  # no terminal is needed for this
    assert capsys.readouterr() == ("", said)


def test_a_file_called_like_a_command_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report").write_bytes(embedded("minusma.toml").read_bytes())
    assert main(["report", "report", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["mission"]["id"] == "minusma"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")  # noqa: PTH110
@pytest.mark.parametrize(
    ("given", "unbuffered"), [(["--help"], ""), (["--version"], "1"), (["export", "--help"], "")]
)
def test_help_that_cannot_be_written_is_a_failure(given: list[str], unbuffered: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "minusma_tui", *given],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.returncode == 1
    assert done.stderr == "minusma-tui: cannot write: no space left on device\n"
