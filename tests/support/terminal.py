"""A program in a real pseudo-terminal: its keys, its output, how it leaves the terminal."""

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
"""Is in the list of the embedded dataset, and so on the screen with its first frame."""
PATIENCE = 30.0
"""Seconds after which what was waited for does not come any more."""
_AS_THEY_WERE = {"7", "25"}
"""Modes that a terminal has from the start: lines wrap, the cursor shows."""
# The terminal becomes the one that controls the program, as a shell would have it: only then do
# Ctrl+Z and a window that is closed reach it.
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
    """One run of Python in a terminal; a context, so that it never outlives its test.

    The streams are the terminal where no other is given. `environment` is added to that of the
    tests; a variable that is None there is left out. `controls` says whether it is the terminal
    that controls the program: what is not never tells it that it goes away.
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
        """Another size, which the program is told of."""
        assert self._master is not None
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str | bytes) -> None:
        assert self._master is not None
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def hang_up(self) -> None:
        """The terminal goes away."""
        if self._master is not None:
            os.close(self._master)
            self._master = None

    def read(self, seconds: float = PATIENCE) -> bool:
        """Read what there is, waiting until there is something; false at the end."""
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
        """Read until it is there; what was found before does not count again."""
        wanted = text.encode() if isinstance(text, str) else text
        until = time.monotonic() + PATIENCE
        while (found := self.output.find(wanted, self._found)) < 0:
            if not self.read(max(0, until - time.monotonic())):
                raise EOFError(self.output[-500:])
        self._found = found + len(wanted)

    def wait_until(self, keys: str, text: str) -> None:
        """Press keys that ask for something until that answers so; a shell's `jobs`."""
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
        """Read to the end; the exit status, negative for a signal that killed it."""
        while self.read():
            pass
        return self.process.wait(PATIENCE)

    def wait_until_stopped(self) -> None:
        """Until it is stopped as Ctrl+Z stops a program; then read what it had written."""
        deadline = time.monotonic() + PATIENCE
        while not os.waitid(
            os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT
        ):
            if time.monotonic() > deadline:
                raise TimeoutError(self.output[-500:])
            self.read_for(0.01)
        self.read_for(0)

    def read_for(self, seconds: float) -> None:
        """Read what comes within so long."""
        assert self._master is not None
        until = time.monotonic() + seconds
        while select.select([self._master], [], [], max(0, until - time.monotonic()))[0]:
            if not self.read():
                return

    @property
    def disorder(self) -> list[str]:
        """What is not as it was before the program began; of a terminal left in order, nothing."""
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
        """Whether anything that it started is still there, once it has ended."""
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
        """All that was ever drawn, without the codes between."""
        return _CODES.sub("", self.text)

    @property
    def said(self) -> str:
        """What it left on the normal screen when it ended, without the codes."""
        after = self.text.rpartition("\x1b[?1049l")[2]
        return _CODES.sub("", after).replace("\r\n", "\n").strip()


Open = Callable[..., Terminal]
"""Makes a Terminal that is closed with the test."""


def patched(*lines: str) -> tuple[str, str]:
    """Python's arguments for the program with something else in it."""
    run = "import sys; from minusma_tui.cli import main; sys.exit(main(sys.argv[1:]))"
    return "-c", "\n".join([*lines, run])


def failing(what: str, *, setup: str = "") -> tuple[str, str]:
    """The program, in which the key c does what is given."""
    return patched(
        "import minusma_tui.app.dashboard as dashboard",
        setup,
        "def fail(self):",
        "    secret = 'a local variable'",
        f"    {what}",
        "dashboard.Dashboard.action_claims = fail",
    )
