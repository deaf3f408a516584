"""Shell completion and the manual page."""

import argparse
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from minusma_tui.cli import main, make_parser
from minusma_tui.cli.completion import SHELLS
from scripts.manual import SECTIONS
from tests import ROOT

BASH = shutil.which("bash") or "/bin/bash"
GROFF = shutil.which("groff")
MANUAL = ROOT / "docs" / "minusma-tui.1"


def complete_in_bash(script: str, *words: str) -> set[str]:
    """The completions that bash offers for the last word."""
    ask = (
        f"{script}\nCOMP_WORDS=({' '.join(map(repr, words))})\nCOMP_CWORD={len(words) - 1}\n"
        '_shtab_minusma_tui\nprintf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run([BASH], input=ask, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.foreign
class TestCompletion:
    @pytest.fixture
    def bash(self, capsys: pytest.CaptureFixture[str]) -> str:
        assert main(["completion", "bash"]) == 0
        return capsys.readouterr().out

    def test_commands(self, bash: str) -> None:
        assert complete_in_bash(bash, "minusma-tui", "re") == {"report"}
        assert {"check", "completion"} <= complete_in_bash(bash, "minusma-tui", "c")

    def test_options_and_their_values(self, bash: str) -> None:
        assert complete_in_bash(bash, "minusma-tui", "--fil") == {"--filter"}
        assert "--as-of" in complete_in_bash(bash, "minusma-tui", "report", "--a")
        found = complete_in_bash(bash, "minusma-tui", "report", "--format", "m")
        assert found == {"markdown"}

    def test_files(self, bash: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "monusco.toml").touch()
        assert "monusco.toml" in complete_in_bash(bash, "minusma-tui", "check", "mon")
        assert complete_in_bash(bash, "minusma-tui", "mon") == {"monusco.toml"}
        assert complete_in_bash(bash, "minusma-tui", "--lang", "fr", "mon") == {"monusco.toml"}

    def test_themes_and_languages(self, bash: str) -> None:
        assert complete_in_bash(bash, "minusma-tui", "--theme", "no") == {"nord"}
        assert complete_in_bash(bash, "minusma-tui", "view", "--theme", "dr") == {"dracula"}
        assert complete_in_bash(bash, "minusma-tui", "--lang", "") == {"en", "fr"}

    def test_the_first_word_in_zsh_is_a_command_or_a_file(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["completion", "zsh"]) == 0
        script = capsys.readouterr().out
        root = script[script.index("_shtab_minusma_tui_options=(") :]
        assert "_files" not in root[: root.index("\n)")]
        assert script.count("_minusma_tui_first_word") == 2

    @pytest.mark.parametrize("shell", SHELLS)
    def test_each_shell_reads_its_script(
        self, shell: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["completion", shell]) == 0
        script = capsys.readouterr().out
        assert "serve" in script
        program = shutil.which(shell)
        if program is None:
            pytest.skip(f"{shell} is not installed")
        done = subprocess.run(
            [program, "-n"], input=script, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""


def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for sub in action.choices.values():
                yield from actions(sub)


class TestManual:
    """The page that `make manual` writes; argparse's own texts vary with the version of Python."""

    def test_it_says_what_the_help_says(self) -> None:
        text = " ".join(MANUAL.read_text(encoding="utf-8").replace("\\", "").split())
        for action in actions(make_parser()):
            if isinstance(action, argparse._HelpAction):  # noqa: SLF001
                continue
            for option in action.option_strings:
                assert f"fB{option}fR" in text, "run: make manual"
            if action.help:
                said = " ".join((action.help % {"prog": "minusma-tui"}).split())
                assert said in text, "run: make manual"

    def test_it_has_the_sections_that_people_look_for(self) -> None:
        text = MANUAL.read_text(encoding="utf-8")
        assert re.search(r"^\.SH NAME\nminusma\\-tui \\- \w", text, re.MULTILINE)  # for apropos
        for heading, section in SECTIONS.items():
            assert f".SH {heading}\n{section.strip()}\n" in text, "run: make manual"

    def test_it_is_in_no_hurry_to_change(self) -> None:
        assert re.match(
            r'\.TH MINUSMA\\-TUI "1" "" "minusma\\-tui \d+\.\d+\.\d+"', MANUAL.read_text()
        )

    @pytest.mark.foreign
    @pytest.mark.skipif(GROFF is None, reason="groff is not installed")
    def test_groff_reads_it(self) -> None:
        assert GROFF
        done = subprocess.run(
            [GROFF, "-man", "-Tascii", "-ww", str(MANUAL)], capture_output=True, check=True
        )
        assert done.stderr == b""
        assert b"--as-of" in done.stdout
