"""The program in a real pseudo-terminal: what it leaves behind when it ends."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
"""Alternate screen left, cursor shown, mouse and bracketed paste off."""
BREAK = (
    "import minusma_tui.app.dashboard as dashboard, sys;"
    "dashboard.Dashboard.action_claims = lambda self: 1 / 0;"
    "from minusma_tui.cli import main; sys.exit(main([]))"
)


class Terminal:
    """A program and the master side of the terminal it runs in."""

    def __init__(self, *command: str, state: Path) -> None:
        self.master, slave = os.openpty()
        os.set_blocking(self.master, False)
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "XDG_STATE_HOME": str(state), "LANG": "C.UTF-8"},
            start_new_session=True,
        )
        os.close(slave)
        self.output = b""

    def read(self) -> bool:
        """Read what there is, waiting at most half a minute; false at the end."""
        if not select.select([self.master], [], [], 30)[0]:
            raise TimeoutError(self.output[-500:])
        try:
            chunk = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += chunk
        return bool(chunk)

    def wait_for(self, text: bytes) -> None:
        while text not in self.output:
            assert self.read(), self.output[-500:]

    def end(self) -> int:
        """Read to the end; the exit status."""
        while self.read():
            pass
        return self.process.wait(timeout=30)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.master)


def start(terminals: list[Terminal], state: Path, *command: str) -> Terminal:
    terminal = Terminal(*command, state=state)
    terminals.append(terminal)
    terminal.wait_for(b"Ogossagou")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_in_order(
    terminals: list[Terminal], tmp_path: Path, number: signal.Signals
) -> None:
    terminal = start(terminals, tmp_path, "-m", "minusma_tui")
    terminal.process.send_signal(number)
    assert terminal.end() == 128 + number
    assert all(code in terminal.output for code in LEFT)


def test_quitting_leaves_the_terminal_in_order(terminals: list[Terminal], tmp_path: Path) -> None:
    terminal = start(terminals, tmp_path, "-m", "minusma_tui")
    os.write(terminal.master, b"q")
    assert terminal.end() == 0
    assert all(code in terminal.output for code in LEFT)


def test_an_exception_in_a_handler_is_one_line_and_a_log(
    terminals: list[Terminal], tmp_path: Path
) -> None:
    terminal = start(terminals, tmp_path, "-c", BREAK)
    os.write(terminal.master, b"c")
    assert terminal.end() == 1
    assert all(code in terminal.output for code in LEFT)
    after = terminal.output.rsplit(b"\x1b[?1049l", 1)[1].decode()
    assert "minusma-tui: internal error; please report what is in" in after
    assert "Traceback" not in after
    log = tmp_path / "minusma-tui" / "crash.log"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_no_color_leaves_shades_of_grey(
    terminals: list[Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def triplets(output: bytes) -> set[tuple[bytes, ...]]:
        return set(re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", output))

    monkeypatch.setenv("COLORTERM", "truecolor")
    coloured = start(terminals, tmp_path, "-m", "minusma_tui")
    monkeypatch.setenv("NO_COLOR", "1")
    grey = start(terminals, tmp_path, "-m", "minusma_tui")
    assert any(len(set(one)) > 1 for one in triplets(coloured.output))
    assert triplets(grey.output)
    assert all(len(set(one)) == 1 for one in triplets(grey.output))
    assert "○".encode() in grey.output


def test_how_it_was_left_is_how_it_opens(terminals: list[Terminal], tmp_path: Path) -> None:
    first = start(terminals, tmp_path, "-m", "minusma_tui", "--theme", "nord")
    os.write(first.master, b"LssC C")
    first.wait_for("Transfert▲".encode())
    os.write(first.master, b"q")
    assert first.end() == 0
    state = (tmp_path / "minusma-tui" / "state.toml").read_text(encoding="utf-8")
    for line in ('theme = "nord"', 'lang = "fr"', 'sort = "handover"', "descending = false"):
        assert line in state.splitlines()
    assert 'columns = ["name", "contested", "region", ' in state
    second = start(terminals, tmp_path, "-m", "minusma_tui")
    second.wait_for("Transfert▲".encode())
