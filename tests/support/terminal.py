"""A program in a real pseudo-terminal: keys, output, and the state that the terminal is left in."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

PROGRAM = ("-m", "minusma_tui")
READY = "Ogossagou"
"""A name in the list of the embedded dataset, on the screen since the first frame."""
PATIENCE = 30.0
"""Seconds after which waiting for anything fails."""
_AS_THEY_WERE = {"7", "25"}
"""Modes that a terminal has from the start: lines wrap, the cursor is visible."""
# Makes it the controlling terminal of the program, as a shell does: only then do Ctrl+Z and the
# closing of a window reach the program.
_LAUNCH = """
import fcntl, os, sys, termios
if sys.flags.utf8_mode:
    os.environ.pop("LC_CTYPE", None)  # Python set it itself, for a locale such as C (PEP 538)
controls, slave, *program = sys.argv[1:]
if controls == "True":
    fcntl.ioctl(int(slave), termios.TIOCSCTTY, 0)
os.close(int(slave))
os.execv(program[0], program)
"""
_CODES = re.compile(r"\x1b\[[\d;?<>]*[a-zA-Z]")
_Stream = int | IO[bytes]


class Terminal:
    """One run of Python in a terminal; a context manager, which kills it at the end.

    Streams that are not given are the terminal. `environment` is added to that of the tests, and a
    variable that is None there is removed. `size` is (columns, lines). `controls` makes it the
    controlling terminal of the program; only such a terminal tells the program that it goes away.
    """

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (80, 24),
        stdin: _Stream | None = None,
        stdout: _Stream | None = None,
        stderr: _Stream | None = None,
        cwd: Path | None = None,
        controls: bool = True,
    ) -> None:
        self._master: int | None
        self._master, slave = os.openpty()
        os.set_blocking(self._master, False)
        self.resize(*size)
        self._before = termios.tcgetattr(self._master)
        wanted = {**os.environ, **(environment or {})}
        python = sys.executable
        self.process = subprocess.Popen(
            [python, "-ISc", _LAUNCH, str(controls), str(slave), python, *arguments],
            stdin=slave if stdin is None else stdin,
            stdout=slave if stdout is None else stdout,
            stderr=slave if stderr is None else stderr,
            env={name: value for name, value in wanted.items() if value is not None},
            pass_fds=[slave],
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self.output = b""
        self._found = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.hang_up()

    def resize(self, columns: int, lines: int) -> None:
        """Change the size in cells, which is reported to the program."""
        assert self._master is not None
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str | bytes) -> None:
        assert self._master is not None
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does."""
        if self._master is not None:
            os.close(self._master)
            self._master = None

    def read(self, seconds: float = PATIENCE) -> bool:
        """Wait for output and read it; false at the end. Raises TimeoutError."""
        assert self._master is not None
        if not select.select([self._master], [], [], seconds)[0]:
            raise TimeoutError(self.output[-500:])
        try:
            chunk = os.read(self._master, 65536)
        except OSError:
            return False
        self.output += chunk
        return bool(chunk)

    def wait_for(self, text: str | bytes) -> None:
        """Read until the text has come, after the last text that was found.

        Raises TimeoutError, or EOFError if the program ends before.
        """
        wanted = text.encode() if isinstance(text, str) else text
        until = time.monotonic() + PATIENCE
        while (found := self.output.find(wanted, self._found)) < 0:
            if not self.read(max(0, until - time.monotonic())):
                raise EOFError(self.output[-500:])
        self._found = found + len(wanted)

    def wait_until(self, keys: str, text: str) -> None:
        """Press keys, such as a shell's `jobs`, again and again until the text is the answer."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.press(keys)
            self.read_for(0.1)
            found = self.output.find(text.encode(), self._found)
            if found >= 0:
                self._found = found + len(text)
                return
        raise TimeoutError(self.output[-500:])

    def end(self) -> int:
        """Read to the end; return the exit status, negative if a signal killed the program."""
        while self.read():
            pass
        return self.process.wait(PATIENCE)

    def wait_until_stopped(self) -> None:
        """Wait until the program is stopped, as by Ctrl+Z; then read what it had written."""
        deadline = time.monotonic() + PATIENCE
        while not os.waitid(
            os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT
        ):
            if time.monotonic() > deadline:
                raise TimeoutError(self.output[-500:])
            self.read_for(0.01)
        self.read_for(0)

    def read_for(self, seconds: float) -> None:
        """Read what comes within this time."""
        assert self._master is not None
        until = time.monotonic() + seconds
        while select.select([self._master], [], [], max(0, until - time.monotonic()))[0]:
            if not self.read():
                return

    @property
    def disorder(self) -> list[str]:
        """What differs from before the program began; empty if the terminal was left in order."""
        modes = dict.fromkeys(_AS_THEY_WERE, "h")
        for numbers, state in re.findall(r"\x1b\[\?([\d;]+)([hl])", self.text):
            modes.update(dict.fromkeys(numbers.split(";"), state))
        found = [
            f"?{number}{state}"
            for number, state in modes.items()
            if (state == "h") is not (number in _AS_THEY_WERE)
        ]
        levels = len(re.findall(r"\x1b\[>\d+u", self.text)) - self.text.count("\x1b[<u")
        if levels:
            found.append(f"keyboard protocol {levels}")
        assert self._master is not None
        if termios.tcgetattr(self._master) != self._before:
            found.append("line discipline")
        return found

    @property
    def has_children(self) -> bool:
        """Whether a process of its group still runs after the program has ended."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "backslashreplace")

    @property
    def shown(self) -> str:
        """Everything that was drawn, without escape sequences."""
        return _CODES.sub("", self.text)

    @property
    def said(self) -> str:
        """What the program left on the normal screen at its end, without escape sequences."""
        after = self.text.rpartition("\x1b[?1049l")[2]
        return _CODES.sub("", after).replace("\r\n", "\n").strip()


Open = Callable[..., Terminal]
"""Makes a `Terminal` that is closed with the test."""


def patched(*lines: str) -> tuple[str, str]:
    """The arguments of Python that run the program after these lines of code."""
    run = "import sys; from minusma_tui.cli import main; sys.exit(main(sys.argv[1:]))"
    return "-c", "\n".join([*lines, run])


def failing(what: str, *, setup: str = "") -> tuple[str, str]:
    """The arguments of Python for a program in which the key `c` runs a statement."""
    return patched(
        "import minusma_tui.app.dashboard as dashboard",
        setup,
        "def fail(self):",
        "    secret = 'a local variable'",
        f"    {what}",
        "dashboard.Dashboard.action_claims = fail",
    )
