"""Whatever ends or stops the program, it restores the terminal and returns the right status.

The program runs in a real pseudo-terminal; faults are patched into it before it starts.
"""

import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.support.terminal import PROGRAM, READY, Open, Terminal, failing, patched

WAITING = patched(
    "import sys, time, minusma_tui.reading.load as load",
    "load.load = lambda *_: print('reading', file=sys.__stderr__) or time.sleep(99)",
)
"""The program, patched to read its dataset forever."""
BUSY = {"setup": "import sys, time, minusma_tui.app.platform.terminal as it; it.GRACE = 0.2"}
"""For `failing`: a busy program gets only a moment before it is ended."""


class TestSignals:
    @pytest.mark.parametrize(
        "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]
    )
    def test_a_signal_ends_it_in_order(
        self, terminal: Open, copied: Path, number: signal.Signals
    ) -> None:
        program = terminal(*PROGRAM, str(copied))
        program.wait_for(READY)
        program.process.send_signal(number)
        assert program.end() == 128 + number
        assert program.disorder == []
        assert program.said == ""
        assert not program.has_children

    def test_before_the_first_frame(self, terminal: Open) -> None:
        early = patched(
            "import os, signal, minusma_tui.app.dashboard as dashboard",
            "compose = dashboard.Dashboard.compose",
            "def interrupted(self):",
            "    os.kill(os.getpid(), signal.SIGINT)",
            "    return compose(self)",
            "dashboard.Dashboard.compose = interrupted",
        )
        program = terminal(*early)
        assert program.end() == 130
        assert program.disorder == []
        assert program.said == ""

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_before_there_is_a_screen(self, terminal: Open, number: signal.Signals) -> None:
        program = terminal(*WAITING)
        program.wait_for("reading")
        program.process.send_signal(number)
        assert program.end() % 256 in (128 + number, 256 - number)  # shells show -15 as 143
        assert program.said == "reading"

    def test_before_the_program_is_loaded(self, terminal: Open) -> None:
        program = terminal(
            "-c",
            "import sys; import minusma_tui.__main__ as program\n"
            "class Interrupted:\n"
            "    def find_spec(*_): raise KeyboardInterrupt\n"
            "sys.meta_path.insert(0, Interrupted)\n"
            "sys.exit(program.main())",
        )
        assert program.end() == 130
        assert program.said == ""

    @pytest.mark.parametrize("by", ["q", signal.SIGTERM])
    def test_while_a_large_file_is_read_nobody_waits_for_it(
        self, terminal: Open, tmp_path: Path, by: str | signal.Signals
    ) -> None:
        large = tmp_path / "large.toml"
        large.write_text("#" * 2**21)
        program = terminal(*WAITING, str(large))
        program.wait_for("reading")
        if isinstance(by, str):
            program.press(by)
        else:
            program.process.send_signal(by)
        assert program.end() == (0 if by == "q" else 143)
        assert program.disorder == []

    def test_while_it_is_busy(self, terminal: Open) -> None:
        program = terminal(*failing("print('busy', file=sys.__stderr__); time.sleep(99)", **BUSY))
        program.wait_for(READY)
        program.press("c")
        program.wait_for("busy")
        program.process.send_signal(signal.SIGTERM)
        assert program.end() == 143
        assert program.disorder == []

    def test_while_the_terminal_takes_no_output(self, terminal: Open) -> None:
        much = "[self.app._driver.write('much' + ' ' * 10000) for _ in range(100)]"
        program = terminal(*failing(much, **BUSY))
        program.wait_for(READY)
        program.press("c")
        program.wait_for("much")
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(30) == 143  # meanwhile nobody reads the output


class TestEnd:
    def test_quitting_undoes_all_that_the_terminal_was_asked_for(self, terminal: Open) -> None:
        program = terminal(*PROGRAM)
        program.wait_for("\x1b[?2048$p")
        program.press("\x1b[?2048;2$y")  # the terminal reports its size, and then pixels
        program.wait_for("\x1b[?1016h")
        program.wait_for(READY)
        program.press("q")
        assert program.end() == 0
        assert program.disorder == []
        assert program.said == ""
        assert not program.has_children

    @pytest.mark.parametrize("controls", [True, False])
    def test_a_terminal_that_goes_away(
        self, terminal: Open, copied: Path, *, controls: bool
    ) -> None:
        """It may be reported by a signal, or only by the end of the input."""
        program = terminal(*PROGRAM, str(copied), controls=controls)
        program.wait_for(READY)
        program.hang_up()
        assert program.process.wait(30) == 129
        assert not program.has_children

    def test_nonsense_from_the_terminal_is_passed_over(self, terminal: Open) -> None:
        program = terminal(*PROGRAM)
        program.wait_for(READY)
        for nonsense in (b"\xff\xfe\xc3(", b"\x1b[1114112u", b"\x1b[99999999999999999999u"):
            program.press(nonsense)
        program.press("?")
        program.wait_for("Everywhere")
        program.press("qq")
        assert program.end() == 0
        assert program.disorder == []


FOOTER = "Quit"
"""A text in the last line of the screen."""


class TestStop:
    def test_it_stops_and_goes_on(self, terminal: Open) -> None:
        program = terminal(*PROGRAM)
        program.wait_for(READY)
        program.process.send_signal(signal.SIGTSTP)
        program.wait_until_stopped()
        assert program.disorder == []
        program.process.send_signal(signal.SIGCONT)
        program.wait_for("\x1b[?1049h")
        program.wait_for(READY)
        program.wait_for(FOOTER)
        # SIGSTOP leaves no time to restore the terminal, so more is to be done when it goes on.
        program.process.send_signal(signal.SIGSTOP)
        program.wait_until_stopped()
        program.process.send_signal(signal.SIGCONT)
        program.wait_for("\x1b[?1049h")
        program.wait_for(READY)
        program.wait_for(FOOTER)
        program.press("q")
        assert program.end() == 0
        assert program.disorder == []

    def test_without_a_shell_ctrl_z_does_nothing(self, terminal: Open) -> None:
        """There would be no way to let the program go on."""
        program = terminal(*PROGRAM)
        program.wait_for(READY)
        program.press("\x1a?")
        program.wait_for("Everywhere")
        program.press("qq")
        assert program.end() == 0

    def test_under_a_shell(self, terminal: Open) -> None:
        """After `bg` the program waits for `fg`; it ends if it is killed while it is stopped."""
        bash = shutil.which("bash")
        if bash is None:
            pytest.skip("no bash")
        arguments = [bash, "--norc", "--noprofile", "-i"]
        shell = terminal(
            "-c", f"import os; os.execv({bash!r}, {arguments!r})", environment={"PS1": "ready> "}
        )
        shell.wait_for("ready>")
        # Ctrl+Z also stops the process that started it, as with `make run`.
        shell.press(f"sh -c '{sys.executable} -m minusma_tui; exit 7'\r")
        shell.wait_for(READY)
        shell.press("\x1a")
        shell.wait_for("\x1b[?1049l")
        shell.wait_for("Stopped")
        shell.press("fg\r")
        shell.wait_for("\x1b[?1049h")
        shell.wait_for(FOOTER)
        shell.press("q")
        shell.wait_for("ready>")
        shell.press("echo status $?\r")
        shell.wait_for("status 7")
        shell.press(f"{sys.executable} -m minusma_tui\r")
        shell.wait_for(READY)
        shell.press("\x1a")
        shell.wait_for("Stopped")
        shell.press("bg\r")
        shell.wait_for("ready>")
        shell.wait_until("jobs\r", "Stopped")
        shell.press("fg\r")
        shell.wait_for("\x1b[?1049h")
        shell.wait_for(READY)
        shell.wait_for(FOOTER)
        shell.press("\x1a")
        shell.wait_for("Stopped")
        assert {*shell.disorder} <= {"?2004h", "line discipline"}  # set by the shell at its prompt
        shell.press("kill %1\r")
        shell.wait_until("jobs\r", "143")
        shell.press("exit\r")
        shell.end()


LINE = re.compile(r"minusma-tui: internal error; please report what is in (\S+)")


class TestErrors:
    @pytest.mark.parametrize(
        "what",
        [
            "1 / 0",
            "raise ZeroDivisionError('\x1b]0;a title' * 100_000)",
            "self.set_timer(0.01, lambda: 1 / 0)",
            "self.run_worker(lambda: 1 / 0, thread=True)",
            "threading.Thread(target=lambda: 1 / 0).start()",
            "asyncio.create_task(task())",
            "raise BaseException('as those of Rust are') from ZeroDivisionError()",
            "lists.BaseList.render_line = lambda *_: 1 / 0; self.query_one('#base-list').refresh()",
        ],
        ids=["key", "long", "timer", "worker", "thread", "task", "base", "render"],
    )
    def test_it_is_one_line_and_a_log(self, terminal: Open, what: str) -> None:
        setup = (
            "import asyncio, threading, minusma_tui.app.panes.base_list as lists\n"
            "async def task(): 1 / 0"
        )
        program = terminal(*failing(what, setup=setup))
        program.wait_for(READY)
        program.press("c")
        self.check(program)

    @pytest.mark.parametrize(
        "where",
        [
            "dashboard.Dashboard.__init__",
            "dashboard.Dashboard.compose",
            "application.DashboardApp.get_css_variables",
            "settings.read_state",
        ],
    )
    def test_at_startup(self, terminal: Open, where: str) -> None:
        program = terminal(
            *patched(
                "import minusma_tui.app.dashboard as dashboard",
                "import minusma_tui.app.app as application",
                "import minusma_tui.cli.settings as settings",
                f"{where} = lambda *_: 1 / 0",
            )
        )
        self.check(program)

    def test_in_the_thread_that_reads(self, terminal: Open, tmp_path: Path) -> None:
        large = tmp_path / "large.toml"
        large.write_text("#" * 2**21)
        program = terminal(
            *patched(
                "import minusma_tui.reading.load as load",
                "def fail(*_): raise FileNotFoundError('division by zero: ZeroDivisionError')",
                "load.load = fail",
            ),
            str(large),
        )
        self.check(program)

    def check(self, program: Terminal) -> None:
        assert program.end() == 1
        assert program.disorder == []
        line = LINE.fullmatch(program.said)
        assert line, program.said
        log = Path(line[1])
        assert log.is_relative_to(os.environ["XDG_STATE_HOME"])
        assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
        assert "secret" not in program.text
        assert not program.has_children
