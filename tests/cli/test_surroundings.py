"""The program's surroundings: streams, terminal, locale, home, disk, browser, clipboard.

In a real pseudo-terminal the program works in each, or says in one line what is missing.
"""

import base64
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from minusma_tui.app.panes.base_list import NEW
from minusma_tui.app.platform.ascii import in_ascii
from minusma_tui.drawing.curve import POINT, RIVAL
from minusma_tui.drawing.time_bar import CURSOR, DEADLINE, MARKED, TICKS
from minusma_tui.drawing.timeline import SIGNS
from minusma_tui.reading.load import load
from minusma_tui.situation.columns import CONTESTED_MARK, MARKS
from tests.support.terminal import PROGRAM, READY, Open, Terminal, failing, patched

NEEDS = "minusma-tui: the dashboard needs a terminal, and standard {} is not one; for a pipe use: "
Variables = Mapping[str, str | None]
Strings = Mapping[str, str]


def opens(program: Terminal) -> None:
    """Check that the program opens, quits and leaves the terminal in order."""
    program.wait_for(READY)
    program.press("q")
    assert program.end() == 0
    assert program.disorder == []
    assert program.said == ""


def without(*streams: int) -> tuple[str, str]:
    """The program with some of its standard streams closed."""
    return patched("import os", *(f"os.close({stream})" for stream in streams), restart())


def restart(command: str = "") -> str:
    """Python code that replaces the process with the program."""
    arguments = [*PROGRAM, *command.split()]
    return f"import os, sys; os.execv(sys.executable, [sys.executable, *{arguments}])"


PRINTING = ["report", "check", "schema", "export --format csv --output -"]
"""Commands that write to standard output."""


class TestStreams:
    @pytest.mark.parametrize("stream", [subprocess.DEVNULL, subprocess.PIPE])
    def test_standard_input_that_is_no_terminal(self, terminal: Open, stream: int) -> None:
        program = terminal(*PROGRAM, stdin=stream)
        assert program.end() == 2
        assert program.said == NEEDS.format("input") + "minusma-tui report"

    def test_standard_input_as_dataset(self, terminal: Open) -> None:
        program = terminal(*PROGRAM, "-")
        assert program.end() == 2
        said = "minusma-tui: the dashboard cannot read standard input: name a file"
        assert program.said == said

    def test_standard_error_to_a_file(self, terminal: Open, tmp_path: Path) -> None:
        """The dashboard is drawn on standard error, so nothing would be seen."""
        with (tmp_path / "errors").open("w+b") as errors:
            program = terminal(*PROGRAM, stderr=errors)
            assert program.end() == 2
            errors.seek(0)
            said = NEEDS.format("error") + "minusma-tui report\n"
            assert errors.read().decode() == said
        assert program.output == b""

    def test_closed_streams(self, terminal: Open) -> None:
        program = terminal(*without(0))
        assert program.end() == 2
        assert program.said == NEEDS.format("input") + "minusma-tui report"
        program = terminal(*without(2))
        assert program.end() == 2
        assert program.said == ""  # standard output is only for data
        assert terminal(*without(0, 1, 2)).end() == 2

    def test_standard_output_is_not_asked_for(self, terminal: Open) -> None:
        opens(terminal(*without(1)))
        with Path("/dev/full").open("wb") as full:
            opens(terminal(*PROGRAM, stdout=full))


class TestTerminals:
    @pytest.mark.parametrize("name", ["dumb", "unknown"])
    def test_one_that_cannot_draw(self, terminal: Open, name: str) -> None:
        program = terminal(*PROGRAM, environment={"TERM": name})
        assert program.end() == 2
        assert program.said == (
            f"minusma-tui: the dashboard cannot be drawn on this terminal (TERM={name}); "
            "use: minusma-tui report"
        )

    def test_one_without_a_name(self, terminal: Open) -> None:
        opens(terminal(*PROGRAM, environment={"TERM": None}))

    def test_no_size_is_too_small_or_too_large(self, terminal: Open) -> None:
        """COLUMNS and LINES of the environment are ignored."""
        program = terminal(*PROGRAM, environment={"COLUMNS": "99999", "LINES": "9999"})
        program.wait_for(READY)
        program.resize(1, 1)
        program.wait_for("\x1b[1;1H")
        program.resize(20, 5)
        program.wait_for("20×5.")
        program.resize(0, 0)
        program.wait_for(READY)  # with the usual size
        program.resize(300, 100)
        program.wait_for("\x1b[100;1H")
        program.resize(80, 24)
        program.wait_for("\x1b[24;1H")
        program.press("G")  # the list has the focus again
        program.press("l")
        program.wait_for("outside")
        program.press("q")
        assert program.end() == 0
        assert program.disorder == []

    def test_no_color_leaves_shades_of_grey(self, terminal: Open) -> None:
        def triplets(**environment: str) -> set[tuple[bytes, ...]]:
            program = terminal(*PROGRAM, environment={"COLORTERM": "truecolor", **environment})
            opens(program)
            assert "○".encode() in program.output
            return set(re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", program.output))

        assert any(len(set(one)) > 1 for one in triplets())
        grey = triplets(NO_COLOR="1")
        assert grey
        assert all(len(set(one)) == 1 for one in grey)


SHOWN = [*MARKS.values(), CONTESTED_MARK, POINT[0], CURSOR, DEADLINE, MARKED, NEW]
TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]))


class TestAscii:
    def test_all_that_is_drawn(self, terminal: Open) -> None:
        program = terminal(*PROGRAM, environment={"LANG": "C"}, size=(120, 40))
        program.wait_for(READY)
        program.press("Lr")
        program.wait_for(f"{len(load(None).sources)} sources")
        program.press("q?")
        program.wait_for("Partout")
        program.wait_for("Echap ferme")
        program.press("\x1b[F")
        program.wait_for("celui-ci")
        program.press("qq")
        assert program.end() == 0
        assert program.disorder == []
        assert program.output.isascii()
        for drawn in (
            "| o Ogossagou           / 4 Aug 2023",
            "| o Menaka ",  # written Ménaka in UTF-8
            "+- 1 Bases ---",
            "######|....",
            "@ occupee ",
            "d evacuee ",
            "o retrocedee ",
            "& liquidation ",
            "/ conteste : ",
        ):
            assert drawn in program.shown

    def test_a_report_on_a_terminal(self, terminal: Open, tmp_path: Path) -> None:
        """A file gets UTF-8 even so."""
        program = terminal(*PROGRAM, "report", environment={"LC_ALL": "C"})
        assert program.end() == 0
        assert program.output.isascii()
        assert "Menaka" in program.text
        with (tmp_path / "report").open("w+b") as file:
            assert terminal(*PROGRAM, "report", environment={"LC_ALL": "C"}, stdout=file).end() == 0
            file.seek(0)
            assert "Ménaka" in file.read().decode()

    def test_signs_that_stand_side_by_side_differ(self) -> None:
        timeline = [sign for sign, _ in SIGNS.values()]
        for signs in (SHOWN, timeline, TICKS, [POINT[0], RIVAL[0], CURSOR, DEADLINE]):
            assert len(set(map(in_ascii, signs))) == len(set(signs))

    @given(TEXTS)
    def test_it_is_as_wide(self, text: str) -> None:
        said = in_ascii(text)
        assert said.isascii()
        assert cell_len(said) == cell_len(text)

    @pytest.mark.parametrize(
        ("variables", "expected"),
        [
            ({"LANG": "C"}, True),
            ({"LANG": "POSIX"}, True),
            ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, True),
            ({"LC_ALL": "de_DE.ISO-8859-1", "LANG": "C.UTF-8"}, True),
            ({"LANG": "fr_FR.ISO-8859-15@euro"}, True),
            ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, False),
            ({"LC_ALL": "C.UTF-8", "LANG": "C"}, False),
            ({"LANG": "fr_FR.utf8"}, False),
            ({"LANG": "nowhere_ZZ.UTF-8"}, False),
            ({"LANG": "fr_FR"}, False),
            ({"LC_ALL": "", "LANG": ""}, False),
            ({}, False),
        ],
    )
    def test_which_locales(self, variables: Strings, *, expected: bool) -> None:
        """Another Python is asked, because Python itself sets such variables when it starts."""
        code = (
            "from minusma_tui.language.catalogue import knows_only_ascii; print(knows_only_ascii())"
        )
        others = {name: value for name, value in os.environ.items() if name[:2] != "LC"}
        others.pop("LANG", None)
        answer = subprocess.run(
            [sys.executable, "-c", code],
            env={**others, **variables},
            capture_output=True,
            text=True,
            check=True,
        )
        assert answer.stdout.strip() == str(expected)


NOBODY = ("import os", "os.getuid = lambda: 2**31 - 2")
"""The user has no entry in the list of users, as in some containers."""


class TestHome:
    @pytest.mark.parametrize(
        "variables",
        [
            {"HOME": "", "XDG_STATE_HOME": None, "XDG_CONFIG_HOME": None},
            {"HOME": "/proc", "XDG_STATE_HOME": None, "XDG_CONFIG_HOME": None},
            {"HOME": None},  # keeps XDG_STATE_HOME, so nothing is written to the user's home
        ],
        ids=["none", "read-only", "unset"],
    )
    def test_it_opens_without(self, terminal: Open, tmp_path: Path, variables: Variables) -> None:
        program = patched(*NOBODY)
        opens(terminal(*program, "--theme", "nord", environment=variables, cwd=tmp_path))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("home", ["", "/proc"])
    def test_a_log_that_cannot_be_written(self, terminal: Open, tmp_path: Path, home: str) -> None:
        program = terminal(
            *failing("1 / 0", setup="\n".join(NOBODY)),
            environment={"HOME": home, "XDG_STATE_HOME": None, "XDG_CONFIG_HOME": None},
            cwd=tmp_path,
        )
        program.wait_for(READY)
        program.press("c")
        assert program.end() == 1
        assert program.disorder == []
        assert program.said == (
            "minusma-tui: internal error, and no log could be written: no such file or directory"
        )
        assert list(tmp_path.iterdir()) == []

    def test_how_it_was_left_is_how_it_opens(self, terminal: Open) -> None:
        first = terminal(*PROGRAM, "--theme", "nord")
        first.wait_for(READY)
        first.press("LssC C")
        first.wait_for("Rétrocession▲")
        first.press("q")
        assert first.end() == 0
        path = Path(os.environ["XDG_STATE_HOME"]) / "minusma-tui" / "state.toml"
        state = path.read_text(encoding="utf-8")
        for line in ('lang = "fr"', 'sort = "handover"', "descending = false"):
            assert line in state.splitlines()
        assert "theme" not in state  # --theme is for one run only
        assert 'columns = ["name", "contested", "region", ' in state
        terminal(*PROGRAM).wait_for("Rétrocession▲")


FULL = ("import resource", "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))")
"""No file can have even one byte, which acts like a full disk."""


class TestFullDisk:
    def test_an_export_says_so_and_the_state_is_let_go(
        self, terminal: Open, tmp_path: Path
    ) -> None:
        program = terminal(*patched(*FULL), cwd=tmp_path)
        program.wait_for(READY)
        program.press("se")
        program.wait_for("Export")
        program.press("\r")
        program.wait_for("file too large")
        program.press("\x1b")
        opens(program)
        assert list(tmp_path.iterdir()) == []
        left = Path(os.environ["XDG_STATE_HOME"]) / "minusma-tui"
        assert list(left.iterdir()) == []

    def test_no_log(self, terminal: Open) -> None:
        folder = Path(os.environ["XDG_STATE_HOME"]) / "minusma-tui"
        folder.mkdir(parents=True)
        (folder / "crash.log").symlink_to("/dev/full")
        program = terminal(*failing("1 / 0"))
        program.wait_for(READY)
        program.press("c")
        assert program.end() == 1
        assert program.disorder == []
        said = "minusma-tui: internal error, and no log could be written: no space left on device"
        assert program.said == said

    @pytest.mark.parametrize(
        ("command", "unbuffered"), zip(PRINTING, [None, "1", "1", None], strict=True)
    )
    def test_standard_output(self, terminal: Open, command: str, unbuffered: str | None) -> None:
        with Path("/dev/full").open("wb") as full:
            program = terminal(
                *PROGRAM,
                *command.split(),
                stdout=full,
                environment={"PYTHONUNBUFFERED": unbuffered},
            )
            assert program.end() == 1
        assert program.said == "minusma-tui: cannot write: no space left on device"

    @pytest.mark.parametrize("command", PRINTING[::3])
    def test_standard_output_that_takes_a_part(
        self, terminal: Open, tmp_path: Path, command: str
    ) -> None:
        """A partial write, as to a nearly full disk, is reported."""
        limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))"
        with (tmp_path / "out").open("wb") as out:
            program = terminal(
                *patched("import resource", limit, restart(command)),
                stdout=out,
                environment={"PYTHONUNBUFFERED": "1"},
            )
            assert program.end() == 1
        assert program.said == "minusma-tui: cannot write: file too large"

    @pytest.mark.parametrize("command", PRINTING[::3])
    def test_standard_output_that_is_closed(self, terminal: Open, command: str) -> None:
        program = terminal(*patched("import os", "os.close(1)", restart(command)))
        assert program.end() == 1
        assert program.said == "minusma-tui: cannot write: bad file descriptor"

    def test_messages_to_a_closed_stream_are_not_among_the_data(
        self, terminal: Open, tmp_path: Path
    ) -> None:
        closed = patched("import os", "os.close(2)", restart(f"report {tmp_path / 'missing'}"))
        program = terminal(*closed)
        assert program.end() == 1
        assert program.said == ""


class TestNeighbours:
    def test_no_browser_and_a_clipboard_that_does_not_answer(
        self, terminal: Open, tmp_path: Path
    ) -> None:
        alone = {"PATH": str(tmp_path), "BROWSER": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}
        program = terminal(*PROGRAM, environment=alone)
        program.wait_for(READY)
        program.press("y")
        program.wait_for("Markdown")
        program.press("\r")
        program.wait_for("\x1b]52;c;")
        program.wait_for("\a")
        program.press("o")
        program.wait_for("Open a source")
        program.press("\r")
        program.wait_for("No browser here; the address is")
        program.wait_for("https://")
        opens_again(program)
        (copied,) = re.findall(r"\x1b\]52;c;([^\a]+)\a", program.text)
        assert base64.b64decode(copied).startswith(b"Ansongo (MINUSMA): handed over as of")

    def test_a_browser_that_talks(self, terminal: Open, tmp_path: Path) -> None:
        """The browser's output does not reach the screen."""
        opener = tmp_path / "xdg-open"
        opened = tmp_path / "opened"
        opener.write_text(f"#!/bin/sh\necho cannot; echo cannot >&2\necho $1 > {opened}\n")
        opener.chmod(0o755)
        program = terminal(
            *PROGRAM, environment={"PATH": str(tmp_path), "BROWSER": None, "DISPLAY": ":9"}
        )
        program.wait_for(READY)
        program.press("o")
        program.wait_for("Open a source")
        program.press("\r")
        program.wait_for("Opening in the browser")
        opens_again(program)
        assert opened.read_text().startswith("https://")
        assert "cannot" not in program.text


def opens_again(program: Terminal) -> None:
    """Check that another key still works, then quit."""
    program.press("?")
    program.wait_for("Everywhere")
    program.press("qq")
    assert program.end() == 0
    assert program.disorder == []
